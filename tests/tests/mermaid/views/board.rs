//! The view `board`: each opportunity stands in the column of its status, those with more impact above.

use journey_tests::mermaid::Reading;

use crate::drawn::{Drawn, Shown, collapsed};
use crate::facts::{JourneyFacts, OpportunityFacts};
use crate::markdown::Page;

/// The order in which opportunities go through their states.
const STATES: [&str; 5] = ["idea", "planned", "doing", "done", "dropped"];

pub(crate) fn problems(facts: &JourneyFacts, drawn: &Drawn) -> Vec<String> {
    let drawing = match &drawn.shown {
        Shown::Page(page) => return problems_of_page(facts, page),
        Shown::Diagram(drawing) => drawing,
    };
    let Reading::Board(board) = &drawing.reading else { return vec![format!("it is a {}", drawing.kind)] };
    let table = Page::read(drawn.rendered.table.as_deref().unwrap_or_default());
    let mut problems = problems_of_page(facts, &table);
    if !board.outside.is_empty() {
        problems.push(format!("in no column: {:?}", board.outside));
    }
    let states: Vec<usize> = board
        .columns
        .iter()
        .filter_map(|column| STATES.iter().position(|state| column.text.to_lowercase() == *state))
        .collect();
    if !states.is_sorted() {
        problems
            .push(format!("the columns are {:?}", board.columns.iter().map(|column| &column.text).collect::<Vec<_>>()));
    }
    let mut expected: Vec<&OpportunityFacts> = facts.opportunities.iter().collect();
    expected.sort_by(|one, other| other.impact.unwrap_or(-1.0).total_cmp(&one.impact.unwrap_or(-1.0)));
    for column in &board.columns {
        let is_here = |opportunity: &&&OpportunityFacts| match &opportunity.status {
            Some(status) => column.text.to_lowercase() == *status,
            None => !STATES.contains(&column.text.to_lowercase().as_str()),
        };
        let labels: Vec<String> =
            expected.iter().filter(is_here).map(|opportunity| collapsed(&opportunity.label)).collect();
        let items: Vec<String> = column.items.iter().map(|item| collapsed(&item.text)).collect();
        let same =
            items.len() == labels.len() && items.iter().zip(&labels).all(|(item, label)| item.starts_with(label));
        if !same && !facts.opportunities.is_empty() {
            problems.push(format!("in the column {:?} stand {items:?}, expected {labels:?}", column.text));
        }
    }
    let shown: usize = board.columns.iter().map(|column| column.items.len()).sum();
    if shown != facts.opportunities.len() && !facts.opportunities.is_empty() {
        problems.push(format!("{shown} cards for {} opportunities", facts.opportunities.len()));
    }
    problems
}

fn problems_of_page(facts: &JourneyFacts, page: &Page) -> Vec<String> {
    let mut problems = Vec::new();
    for opportunity in &facts.opportunities {
        let rows = page.tables.iter().flat_map(|table| &table.rows);
        let row = rows.into_iter().find(|row| row.iter().any(|cell| collapsed(cell) == collapsed(&opportunity.label)));
        let status = opportunity.status.as_deref().unwrap_or_default();
        if !row.is_some_and(|row| row.join("\n").to_lowercase().contains(status)) {
            problems.push(format!("no row says that {:?} is {status:?}", opportunity.label));
        }
    }
    problems
}

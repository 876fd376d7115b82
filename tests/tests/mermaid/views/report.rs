//! The view `report`: everything on one page, with diagrams that draw.

use crate::drawn::{Drawn, Shown, ailments, collapsed};
use crate::facts::JourneyFacts;
use crate::judge_of;
use crate::markdown::{Page, Table};

const SEVERITIES: [&str; 4] = ["critical", "high", "medium", "low"];

pub(crate) fn problems(facts: &JourneyFacts, drawn: &Drawn) -> Vec<String> {
    let Shown::Page(page) = &drawn.shown else { return vec!["no page".to_owned()] };
    let mut problems = Vec::new();
    if !page.headings.first().is_some_and(|(level, text)| *level == 2 && text.contains(&facts.title)) {
        problems.push(format!("the headings are {:?}", page.headings));
    }
    let texts = collapsed(&page.texts().join("\n"));
    let pains = facts.severities.iter().map(|(label, _)| label);
    let named =
        facts.personas.iter().chain(pains).chain(facts.opportunities.iter().map(|opportunity| &opportunity.label));
    let missing = named.filter(|text| !texts.contains(&collapsed(text)));
    problems.extend(missing.map(|text| format!("{text:?} is not on the page")));
    if page.diagrams.is_empty() {
        problems.push("no diagram".to_owned());
    }
    for diagram in &page.diagrams {
        match judge_of(drawn.version).draw(diagram).unwrap_or_else(|error| panic!("{error}")) {
            // The notes stand somewhere on the page.
            Ok(drawing) => problems.extend(
                ailments(&drawing, &page.paragraphs).into_iter().map(|what| format!("in the {}: {what}", drawing.kind)),
            ),
            Err(refused) => problems.push(format!("{refused}\n{diagram}")),
        }
    }
    problems.extend(problems_of_pains(facts, page));
    problems
}

/// The most severe first.
fn problems_of_pains(facts: &JourneyFacts, page: &Page) -> Vec<String> {
    if facts.severities.is_empty() {
        return Vec::new();
    }
    let label = |row: &Vec<String>| {
        facts.severities.iter().find(|(label, _)| row.iter().take(2).any(|cell| collapsed(cell) == collapsed(label)))
    };
    let is_of_pains = |table: &&Table| !table.rows.is_empty() && table.rows.iter().all(|row| label(row).is_some());
    let Some(table) = page.tables.iter().find(is_of_pains) else {
        return vec!["no table of the pains alone".to_owned()];
    };
    let rank = |severity: &Option<String>| {
        SEVERITIES.iter().position(|known| severity.as_deref() == Some(known)).unwrap_or(SEVERITIES.len())
    };
    let ranks: Vec<usize> = table.rows.iter().filter_map(label).map(|(_, severity)| rank(severity)).collect();
    let mut problems = Vec::new();
    if !ranks.is_sorted() || ranks.len() != facts.severities.len() {
        problems.push(format!("the pains stand in the order {:?}", table.rows));
    }
    problems
}

//! The view `opportunities`: each stands where its impact and effort say, and the table names all.

use journey_tests::mermaid::Reading;

use crate::drawn::{Drawn, Shown, collapsed};
use crate::facts::{JourneyFacts, OpportunityFacts};
use crate::markdown::Page;

/// How far from its place a point may stand: ratings near the rim are drawn a little inside.
const INSIDE: f64 = 0.081;

pub(crate) fn problems(facts: &JourneyFacts, drawn: &Drawn) -> Vec<String> {
    match &drawn.shown {
        // A journey without opportunities may say so in words.
        Shown::Page(page) => problems_of_table(facts, page),
        Shown::Diagram(drawing) => {
            let Reading::Quadrants(chart) = &drawing.reading else { return vec![format!("it is a {}", drawing.kind)] };
            let table = Page::read(drawn.rendered.table.as_deref().unwrap_or_default());
            let mut problems = problems_of_table(facts, &table);
            if !chart.title.as_deref().is_some_and(|title| collapsed(title).contains(&facts.title)) {
                problems.push(format!("the title is {:?}", chart.title));
            }
            let ends =
                |axis: &[String], what: &str| axis.iter().filter(|end| end.to_lowercase().contains(what)).count();
            if ends(&chart.x, "effort") == 0
                || ends(&chart.y, "impact") == 0
                || chart.x.len() != 2
                || chart.y.len() != 2
            {
                problems.push(format!("the axes say {:?} and {:?}", chart.x, chart.y));
            }
            let rated = |opportunity: &&OpportunityFacts| opportunity.impact.is_some() && opportunity.effort.is_some();
            for opportunity in facts.opportunities.iter().filter(rated) {
                // The number that the table gives it, or its label.
                let name = number_of(&table, &opportunity.label);
                let (x, y) = (opportunity.effort.unwrap() / 10.0, opportunity.impact.unwrap() / 10.0);
                let stands = |at: f64, wanted: f64| {
                    (at - wanted).abs() <= if (0.1..=0.9).contains(&wanted) { 0.002 } else { INSIDE }
                };
                let at: Vec<_> = chart.points.iter().filter(|point| stands(point.x, x) && stands(point.y, y)).collect();
                if at.is_empty() {
                    problems.push(format!("no point at {x}, {y} for {:?}: {:?}", opportunity.label, chart.points));
                }
                let names = |text: &str| {
                    text.split([',', ' ']).any(|part| Some(part) == name.as_deref())
                        || text.contains(&opportunity.label)
                };
                if !chart.points.iter().any(|point| names(&point.text)) {
                    problems.push(format!("{:?} ({name:?}) is at no point: {:?}", opportunity.label, chart.points));
                }
            }
            problems
        }
    }
}

fn problems_of_table(facts: &JourneyFacts, page: &Page) -> Vec<String> {
    let mut problems = Vec::new();
    for opportunity in &facts.opportunities {
        let row = page.tables.iter().flat_map(|table| &table.rows).find(|row| has_label(row, &opportunity.label));
        let Some(row) = row else {
            problems.push(format!("the table does not name {:?}", opportunity.label));
            continue;
        };
        let said = row.join("\n");
        let numbers = [opportunity.impact, opportunity.effort].into_iter().flatten().map(|number| number.to_string());
        let texts = numbers.chain(opportunity.addresses.iter().cloned()).chain(opportunity.status.clone());
        problems.extend(
            texts
                .filter(|text| !said.contains(text.as_str()))
                .map(|text| format!("the row of {:?} does not say {text:?}: {row:?}", opportunity.label)),
        );
    }
    problems
}

fn has_label(row: &[String], label: &str) -> bool {
    row.iter().any(|cell| collapsed(cell) == collapsed(label))
}

/// The first cell of the row with that label.
fn number_of(page: &Page, label: &str) -> Option<String> {
    let row = page.tables.iter().flat_map(|table| &table.rows).find(|row| has_label(row, label));
    row.and_then(|row| row.first().cloned())
}

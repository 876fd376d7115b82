//! The views `map` and `table`: what is said at a touchpoint stands at it, in the lane that it belongs to.

use journey_tests::mermaid::{Cell, Reading};

use crate::drawn::{Drawn, Shown, collapsed};
use crate::facts::{JourneyFacts, TouchpointFacts};
use crate::markdown::{Page, Table};

pub(crate) fn problems(facts: &JourneyFacts, drawn: &Drawn) -> Vec<String> {
    match &drawn.shown {
        Shown::Page(page) => problems_of_page(facts, page),
        Shown::Diagram(drawing) => {
            let Reading::Block(block) = &drawing.reading else { return vec![format!("it is a {}", drawing.kind)] };
            let mut problems = problems_of_grid(facts, &block.cells);
            let table = Page::read(drawn.rendered.table.as_deref().unwrap_or_default());
            problems
                .extend(problems_of_page(facts, &table).into_iter().map(|problem| format!("in the table: {problem}")));
            problems
        }
    }
}

/// What stands at a touchpoint: a word from the name of the lane, and the texts. Emotions are looked at apart.
fn lanes(facts: &JourneyFacts, touchpoint: &TouchpointFacts) -> Vec<(&'static str, Vec<String>)> {
    vec![
        ("Channel", touchpoint.said("channel").to_vec()),
        ("Think", touchpoint.said("thinks").to_vec()),
        ("Pain", touchpoint.pains.clone()),
        ("Gain", touchpoint.gains.clone()),
        ("Opportunit", facts.easing(&touchpoint.pains)),
    ]
}

/// What stands in a stage as a whole.
fn lanes_of_stage(facts: &JourneyFacts, pains: &[String], gains: &[String]) -> Vec<(&'static str, Vec<String>)> {
    vec![("Pain", pains.to_vec()), ("Gain", gains.to_vec()), ("Opportunit", facts.easing(pains))]
}

/// A name may be broken anywhere.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

fn problems_of_grid(facts: &JourneyFacts, cells: &[Cell]) -> Vec<String> {
    let mut problems = Vec::new();
    let says = |cell: &Cell, text: &str| collapsed(&cell.text) == collapsed(text);
    let begins = |cell: &Cell, text: &str| collapsed(&cell.text).starts_with(&collapsed(text));
    if !cells.iter().any(|cell| says(cell, &facts.title)) {
        problems.push(format!("the title {:?} is not there", facts.title));
    }
    let left = cells.iter().map(|cell| cell.left).fold(f64::INFINITY, f64::min);
    // Empty places may be held open by blocks that say nothing.
    let is_name = |cell: &&Cell| cell.left <= left + EDGE && !collapsed(&cell.text).is_empty();
    // The rows of stages: where a band begins.
    let heads =
        cells.iter().filter(|cell| !is_name(cell) && facts.stages.iter().any(|stage| begins(cell, &stage.label)));
    let mut last = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    let mut bands: Vec<f64> = Vec::new();
    for stage in &facts.stages {
        for touchpoint in &stage.touchpoints {
            let under = |cell: &&Cell| {
                says(cell, &touchpoint.label)
                    && heads.clone().any(|head| begins(head, &stage.label) && is_right_below(head, cell))
            };
            let Some(place) = cells.iter().find(|cell| under(cell) && (cell.top, cell.left) > last) else {
                problems.push(format!(
                    "{:?} does not stand under {:?} behind the one before",
                    touchpoint.label, stage.label
                ));
                continue;
            };
            last = (place.top, place.left);
            bands.push(place.top);
        }
    }
    bands.dedup();
    let mut places = cells.iter();
    for touchpoint in facts.touchpoints() {
        // In order, as found above.
        let Some(place) =
            places.find(|cell| says(cell, &touchpoint.label) && bands.contains(&cell.top) && !is_name(cell))
        else {
            break;
        };
        let end = bands.iter().copied().find(|top| *top > place.top).unwrap_or(f64::INFINITY);
        let below: Vec<&Cell> = cells
            .iter()
            .filter(|cell| {
                (cell.left - place.left).abs() < EDGE && cell.top > place.top && cell.top < end && !is_name(cell)
            })
            .collect();
        let names: Vec<&Cell> =
            cells.iter().filter(|cell| is_name(cell) && cell.top >= place.top && cell.top < end).collect();
        let lane =
            |cell: &Cell| names.iter().rev().find(|name| name.top <= cell.top + EDGE).map(|name| collapsed(&name.text));
        for (name, texts) in lanes(facts, touchpoint) {
            for text in texts {
                let found = below.iter().filter(|cell| begins(cell, &text)).filter_map(|cell| lane(cell));
                if !found.clone().any(|found| found.contains(name)) {
                    let found: Vec<String> = found.collect();
                    problems.push(format!(
                        "{text:?} does not stand at {:?} in the lane {name}: {found:?}",
                        touchpoint.label
                    ));
                }
            }
        }
        for (persona, score) in &touchpoint.emotions {
            let feeling = touchpoint.feelings.get(persona).map(String::as_str).unwrap_or_default();
            let felt = |cell: &&&Cell| {
                let text = collapsed(&cell.text);
                let whose =
                    lane(cell).is_some_and(|name| squeezed(&name) == squeezed(persona) || name.contains("Emotion"));
                text.contains(&signed(*score)) && text.contains(&collapsed(feeling)) && whose
            };
            if !below.iter().any(|cell| felt(&cell)) {
                problems.push(format!(
                    "what {persona:?} feels at {:?} ({score} {feeling:?}) is not there",
                    touchpoint.label
                ));
            }
        }
    }
    for stage in &facts.stages {
        for (_, texts) in lanes_of_stage(facts, &stage.pains, &stage.gains) {
            let missing = texts.into_iter().filter(|text| {
                let below = |cell: &Cell| heads.clone().any(|head| begins(head, &stage.label) && is_below(head, cell));
                !cells.iter().any(|cell| begins(cell, text) && below(cell))
            });
            problems.extend(missing.map(|text| format!("{text:?} does not stand under {:?}", stage.label)));
        }
    }
    problems
}

const EDGE: f64 = 4.0; // units by which edges of one column may differ

fn is_below(head: &Cell, cell: &Cell) -> bool {
    let middle = f64::midpoint(cell.left, cell.right);
    head.left <= middle && middle <= head.right && cell.top >= head.bottom - EDGE
}

fn is_right_below(head: &Cell, cell: &Cell) -> bool {
    is_below(head, cell) && cell.top - head.bottom < 60.0
}

fn problems_of_page(facts: &JourneyFacts, page: &Page) -> Vec<String> {
    let mut problems = Vec::new();
    if !page.texts().iter().any(|text| text.contains(&facts.title)) {
        problems.push(format!("the title {:?} is not there", facts.title));
    }
    let [Table { head, rows }] = page.tables.as_slice() else {
        problems.push(format!("{} tables", page.tables.len()));
        return problems;
    };
    let says = |cell: &str, text: &str| collapsed(cell) == collapsed(text);
    let column = |name: &str| head.iter().position(|cell| cell.contains(name));
    let stands = |row: &[String], name: &str, text: &str| {
        let cell = column(name).and_then(|column| row.get(column));
        cell.is_some_and(|cell| cell.lines().any(|line| collapsed(line).starts_with(&collapsed(text))))
    };
    let mut left = rows.iter();
    for stage in &facts.stages {
        for touchpoint in &stage.touchpoints {
            let found = left.find(|row| says(&row[0], &stage.label) && says(&row[1], &touchpoint.label));
            let Some(row) = found else {
                problems.push(format!("no row for {:?} of {:?} behind the one before", touchpoint.label, stage.label));
                break;
            };
            for (name, texts) in lanes(facts, touchpoint) {
                let missing = texts.iter().filter(|text| !stands(row, name, text));
                problems.extend(
                    missing.map(|text| format!("{text:?} does not stand at {:?} under {name}", touchpoint.label)),
                );
            }
            for (persona, score) in &touchpoint.emotions {
                let feeling = touchpoint.feelings.get(persona).map(String::as_str).unwrap_or_default();
                let felt = |line: &str| {
                    let whose = line.contains(persona) || line.contains("Everybody") || facts.personas.len() == 1;
                    line.contains(&signed(*score)) && line.contains(feeling) && whose
                };
                let cell = column("Emotion").map(|column| row[column].as_str()).unwrap_or_default();
                if !cell.lines().any(felt) {
                    problems.push(format!("what {persona:?} feels at {:?} is not there: {cell:?}", touchpoint.label));
                }
            }
        }
        let of_stage = lanes_of_stage(facts, &stage.pains, &stage.gains);
        for (name, texts) in of_stage {
            let missing = texts
                .iter()
                .filter(|text| !rows.iter().any(|row| says(&row[0], &stage.label) && stands(row, name, text)));
            problems.extend(missing.map(|text| format!("{text:?} does not stand at {:?} under {name}", stage.label)));
        }
    }
    let anywhere = facts
        .opportunities
        .iter()
        .filter(|opportunity| !rows.iter().any(|row| stands(row, "Opportunit", &opportunity.label)));
    problems.extend(anywhere.map(|opportunity| format!("the opportunity {:?} is not there", opportunity.label)));
    problems
}

/// A score as people read it: `+2`, `0`, `-1`.
fn signed(score: i8) -> String {
    if score > 0 { format!("+{score}") } else { score.to_string() }
}

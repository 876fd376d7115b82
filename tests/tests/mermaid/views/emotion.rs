//! The view `emotion`: each persona's line goes through their scores, touchpoint by touchpoint.

use std::collections::BTreeSet;

use journey_tests::mermaid::{Chart, Line, Reading};

use crate::drawn::{Drawn, Shown, collapsed};
use crate::facts::JourneyFacts;
use crate::markdown::Page;

pub(crate) fn problems(facts: &JourneyFacts, drawn: &Drawn) -> Vec<String> {
    let Shown::Diagram(drawing) = &drawn.shown else { return vec!["no diagram".to_owned()] };
    let Reading::Chart(chart) = &drawing.reading else { return vec![format!("it is a {}", drawing.kind)] };
    let mut problems = Vec::new();
    if !chart.title.as_deref().is_some_and(|title| collapsed(title).contains(&facts.title)) {
        problems.push(format!("the title is {:?}", chart.title));
    }
    let touchpoints: Vec<_> = facts.touchpoints().collect();
    let numbers_or_labels = chart.x.labels.iter().zip(&touchpoints).enumerate().all(|(number, (label, touchpoint))| {
        label.starts_with(&(number + 1).to_string()) && (label.ends_with(&touchpoint.label) || label.len() < 4)
    });
    if chart.x.labels.len() != touchpoints.len() || !numbers_or_labels {
        problems.push(format!("the places at the x axis are {:?}", chart.x.labels));
    }
    let scores: BTreeSet<&str> = chart.y.labels.iter().map(String::as_str).filter(|label| !label.is_empty()).collect();
    if !["-2", "2"].iter().all(|end| scores.contains(end) || scores.contains(&*format!("+{end}"))) {
        problems.push(format!("the y axis shows {scores:?}"));
    }
    for persona in &facts.personas {
        let felt: Vec<(usize, f64)> = touchpoints
            .iter()
            .enumerate()
            .filter_map(|(at, touchpoint)| Some((at, f64::from(*touchpoint.emotions.get(persona)?))))
            .collect();
        if felt.is_empty() {
            continue;
        }
        let goes_through = |line: &&Line| {
            felt.iter().all(|(at, score)| line.points.get(*at).and_then(|point| point.value) == Some(*score))
        };
        let lines: Vec<&Line> = chart.lines.iter().filter(goes_through).collect();
        if lines.is_empty() && felt.len() > 1 {
            problems.push(format!("no line goes through what {persona:?} feels: {felt:?}\nlines {:?}", values(chart)));
        }
        // Before 11.15 there is none; one line alone needs none.
        let short = persona.split([',', '(']).next().unwrap_or(persona).trim();
        let named: Vec<_> = chart.legend.iter().filter(|entry| entry.text.starts_with(short)).collect();
        if !chart.legend.is_empty() && !named.iter().any(|entry| lines.iter().any(|line| line.color == entry.color)) {
            problems.push(format!("no line in the colour that the legend has for {persona:?}: {:?}", chart.legend));
        }
    }
    let table = Page::read(drawn.rendered.table.as_deref().unwrap_or_default()).texts().join("\n");
    for touchpoint in touchpoints {
        if !table.contains(&collapsed(&touchpoint.label)) {
            problems.push(format!("the table does not name the touchpoint {:?}", touchpoint.label));
        }
        for feeling in touchpoint.feelings.values().filter(|feeling| !table.contains(feeling.as_str())) {
            problems.push(format!("the table does not say {feeling:?}"));
        }
    }
    problems
}

fn values(chart: &Chart) -> Vec<Vec<Option<f64>>> {
    chart.lines.iter().map(|line| line.points.iter().map(|point| point.value).collect()).collect()
}

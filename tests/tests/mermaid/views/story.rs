//! The view `story`: stage by stage and touchpoint by touchpoint, what happens there.

use journey_tests::mermaid::{Reading, Timeline};

use crate::drawn::{Drawn, Shown};
use crate::facts::{JourneyFacts, TouchpointFacts};

pub(crate) fn problems(facts: &JourneyFacts, drawn: &Drawn) -> Vec<String> {
    let Shown::Diagram(drawing) = &drawn.shown else { return vec!["no diagram".to_owned()] };
    let Reading::Timeline(timeline) = &drawing.reading else { return vec![format!("it is a {}", drawing.kind)] };
    let mut problems = Vec::new();
    if !timeline.title.as_deref().is_some_and(|title| has(title, &facts.title)) {
        problems.push(format!("the title is {:?}", timeline.title));
    }
    let seen = outline(timeline);
    let expected: Vec<(String, Vec<String>)> = facts
        .stages
        .iter()
        .map(|stage| {
            (squeezed(&stage.label), stage.touchpoints.iter().map(|touchpoint| squeezed(&touchpoint.label)).collect())
        })
        .collect();
    if seen != expected {
        problems.push(format!("stages and touchpoints are {seen:?}, expected {expected:?}"));
        return problems;
    }
    let periods = timeline.sections.iter().flat_map(|section| &section.periods);
    for (period, touchpoint) in periods.zip(facts.touchpoints()) {
        let mut events = period.events.iter();
        // What happens before what is thought, felt, and hurts.
        for text in happenings(touchpoint) {
            if !events.any(|event| has(event, &text)) {
                let label = &touchpoint.label;
                problems.push(format!("{text:?} does not happen at {label:?}, or too early: {:?}", period.events));
                break;
            }
        }
        for ((score, word), personas) in touchpoint.voices(&facts.personas) {
            // Whose it is, and nobody else's; their words, and no others.
            let felt = |event: &String| {
                let Some((who, what)) = event.split_once('–') else { return false };
                let named = |persona: &&String| {
                    has(who, persona.split([',', '(']).next().unwrap_or(persona)) || squeezed(who) == "Everybody"
                };
                let said = word.map(|word| squeezed(&format!("{word} ({})", signed(score))));
                facts.personas.iter().filter(named).eq(personas.iter().copied())
                    && said.map_or_else(|| has(what, &signed(score)), |said| squeezed(what) == said)
            };
            if !period.events.iter().any(felt) {
                let label = &touchpoint.label;
                problems.push(format!(
                    "{personas:?} do not feel {score} {word:?} at {label:?}, or others do: {:?}",
                    period.events
                ));
            }
        }
    }
    problems
}

fn outline(timeline: &Timeline) -> Vec<(String, Vec<String>)> {
    let sections = timeline.sections.iter();
    let outline = sections.map(|section| {
        let text = squeezed(section.text.as_deref().unwrap_or_default());
        (text, section.periods.iter().map(|period| squeezed(&period.text)).collect())
    });
    outline.collect()
}

/// In their order.
fn happenings(touchpoint: &TouchpointFacts) -> Vec<String> {
    let said = ["does", "thinks", "says"].into_iter().flat_map(|key| touchpoint.said(key));
    said.chain(&touchpoint.pains).chain(&touchpoint.gains).cloned().collect()
}

/// Boxes break words that are wider than they are.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

fn has(text: &str, part: &str) -> bool {
    squeezed(text).contains(&squeezed(part))
}

fn signed(score: i8) -> String {
    if score > 0 { format!("+{score}") } else { score.to_string() }
}

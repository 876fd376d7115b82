//! The view `blueprint`: touchpoints in the customer's lane in their order, and what happens for them in the lanes beside it.

use std::collections::BTreeSet;

use journey_tests::mermaid::{Flow, FlowNode, Reading};

use crate::drawn::{Drawn, Shown};
use crate::facts::{JourneyFacts, TouchpointFacts};

/// The lanes from the customer's side to the inside, with their keys.
const LANES: [(&str, &str); 5] = [
    ("Physical evidence", "evidence"),
    ("Customer", ""),
    ("Front stage", "frontstage"),
    ("Back stage", "backstage"),
    ("Support", "support"),
];

/// Units that lanes may share.
const BORDER: f64 = 6.0;

pub(crate) fn problems(facts: &JourneyFacts, drawn: &Drawn) -> Vec<String> {
    let Shown::Diagram(drawing) = &drawn.shown else { return vec!["no diagram".to_owned()] };
    let Reading::Flow(flow) = &drawing.reading else { return vec![format!("it is a {}", drawing.kind)] };
    let mut problems = problems_of_lanes(facts, flow);
    let mut rows: Vec<&FlowNode> =
        flow.nodes.iter().filter(|node| stands_in(node, "Customer") && !node.text.trim().is_empty()).collect();
    rows.sort_by(|one, other| one.top.total_cmp(&other.top));
    let touchpoints: Vec<&TouchpointFacts> = facts.touchpoints().collect();
    let in_order = rows.len() == touchpoints.len()
        && rows.iter().zip(&touchpoints).all(|(node, touchpoint)| has(&node.text, &touchpoint.label));
    if !in_order && !touchpoints.is_empty() {
        let rows: Vec<&str> = rows.iter().map(|node| node.text.as_str()).collect();
        problems.push(format!("the customer's lane is {rows:?}"));
        return problems;
    }
    let mut rows_left = rows.iter();
    for stage in facts.stages.iter().filter(|stage| !stage.touchpoints.is_empty()) {
        let first = rows_left.next();
        if !first.is_some_and(|node| has(&node.text, &stage.label)) {
            problems.push(format!("the stage {:?} is not named at its first touchpoint", stage.label));
        }
        rows_left.by_ref().take(stage.touchpoints.len() - 1).for_each(drop);
    }
    let is_swimlane = drawing.kind == "swimlane";
    for (row, touchpoint) in rows.iter().zip(&touchpoints) {
        for (lane, key) in LANES {
            let texts = step_texts(touchpoint, key);
            if texts.is_empty() {
                continue;
            }
            let says_all = |node: &&FlowNode| stands_in(node, lane) && texts.iter().all(|text| has(&node.text, text));
            let belongs = |node: &&FlowNode| {
                if is_swimlane {
                    are_joined(flow, row, node)
                } else {
                    row.top.max(node.top) < row.bottom.min(node.bottom)
                }
            };
            if !flow.nodes.iter().filter(says_all).any(|node| belongs(&node)) {
                problems.push(format!("{texts:?} does not stand in {lane} at {:?}", touchpoint.label));
            }
        }
    }
    problems.extend(problems_of_ways(&touchpoints, &rows, flow));
    problems
}

/// What is said at a touchpoint in that lane.
fn step_texts(touchpoint: &TouchpointFacts, key: &str) -> Vec<String> {
    let steps = touchpoint.done(key).iter().flat_map(|(who, what)| [who.clone(), what.clone()]);
    touchpoint.said(key).iter().cloned().chain(steps).filter(|text| !text.is_empty()).collect()
}

fn problems_of_lanes(facts: &JourneyFacts, flow: &Flow) -> Vec<String> {
    let is_used =
        |key: &str| key.is_empty() || facts.touchpoints().any(|touchpoint| !step_texts(touchpoint, key).is_empty());
    let expected: Vec<&str> = LANES.iter().filter(|(_, key)| is_used(key)).map(|(lane, _)| *lane).collect();
    let mut lanes: Vec<_> = flow.lanes.iter().filter(|lane| !lane.text.trim().is_empty()).collect();
    lanes.sort_by(|one, other| one.left.total_cmp(&other.left));
    let mut problems = Vec::new();
    let names: Vec<&str> = lanes.iter().map(|lane| lane.text.as_str()).collect();
    if names != expected {
        problems.push(format!("the lanes are {names:?}, expected {expected:?}"));
    }
    for pair in lanes.windows(2) {
        if pair[0].right > pair[1].left + BORDER {
            problems.push(format!("the lanes {:?} and {:?} do not stand side by side", pair[0].text, pair[1].text));
        }
    }
    problems
}

/// The ways of the customer: where `next` leads, or to the next touchpoint of the text.
fn problems_of_ways(touchpoints: &[&TouchpointFacts], rows: &[&FlowNode], flow: &Flow) -> Vec<String> {
    let mut problems = Vec::new();
    let row_of = |label: &str| touchpoints.iter().position(|touchpoint| touchpoint.label == label);
    for (at, touchpoint) in touchpoints.iter().enumerate() {
        let mut ways: Vec<(usize, Option<&String>)> = touchpoint
            .next
            .iter()
            .filter_map(|(label, condition)| Some((row_of(label)?, condition.as_ref())))
            .collect();
        if touchpoint.next.is_empty() && at + 1 < touchpoints.len() {
            ways.push((at + 1, None));
        }
        for (to, condition) in ways {
            let edges = flow.edges.iter().filter(|edge| {
                edge.from.as_deref() == Some(rows[at].text.as_str())
                    && edge.to.as_deref() == Some(rows[to].text.as_str())
            });
            let told = |label: Option<&str>| {
                condition.is_none_or(|text| label.is_some_and(|label| has(label, text)) || has(&rows[at].text, text))
            };
            if !edges.clone().any(|edge| told(edge.label.as_deref())) {
                let found: Vec<_> = edges.collect();
                problems.push(format!(
                    "no arrow from {:?} to {:?} says {condition:?}: {found:?}",
                    touchpoint.label, touchpoints[to].label
                ));
            }
        }
    }
    problems
}

fn stands_in(node: &FlowNode, lane: &str) -> bool {
    node.lanes.iter().any(|around| around == lane)
}

/// Whether lines lead from one to the other without passing another touchpoint.
fn are_joined(flow: &Flow, touchpoint: &FlowNode, node: &FlowNode) -> bool {
    let is_touchpoint = |text: &str| flow.nodes.iter().any(|node| node.text == text && stands_in(node, "Customer"));
    let mut reached: BTreeSet<&str> = BTreeSet::from([touchpoint.text.as_str()]);
    loop {
        let before = reached.len();
        for edge in &flow.edges {
            let (Some(from), Some(to)) = (edge.from.as_deref(), edge.to.as_deref()) else { continue };
            for (one, other) in [(from, to), (to, from)] {
                if reached.contains(one) && (one == touchpoint.text || !is_touchpoint(one)) && !is_touchpoint(other) {
                    reached.insert(other);
                }
            }
        }
        if reached.contains(node.text.as_str()) || reached.len() == before {
            return reached.contains(node.text.as_str());
        }
    }
}

/// Whether a text has another one in it, wherever it is broken into lines.
fn has(text: &str, part: &str) -> bool {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    squeezed(text).contains(&squeezed(part))
}

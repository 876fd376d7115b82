//! The notes of the blueprint.

use journey_plugin::{Lane, Options};

use super::{Band, Blueprint, LANES};
use crate::experience::Experience;
use crate::left_out::{STEPS_AND_PEOPLE, Shown, left_out, stages_not_drawn};
use crate::sentence::{counted, list, quoted};
use crate::too_long::too_long;

/// Mermaid refuses diagrams with more links.
const MOST_LINKS: usize = 500;

/// What to tell about a diagram, a sentence or two each.
pub(super) fn notes(blueprint: &Blueprint<'_>, experience: &Experience, options: &Options, text: &str) -> Vec<String> {
    let mut notes = Vec::new();
    if blueprint.rows.is_empty() {
        notes.push("The journey has no touchpoints, so the diagram shows one box that says so.".to_owned());
    }
    notes.extend(without_steps(blueprint, options));
    notes.extend(stages_not_drawn(experience));
    for (touchpoint, name) in &blueprint.nowhere {
        let touchpoint = quoted(touchpoint);
        notes.push(format!(
            "At {touchpoint} stands that {} is next, which is no touchpoint of the diagram.",
            quoted(name)
        ));
    }
    let others: Vec<&str> = options
        .lanes
        .iter()
        .filter(|lane| !LANES.contains(lane) && **lane != Lane::Next)
        .map(|lane| lane.name())
        .collect();
    if !others.is_empty() {
        let names = list(others.iter().map(|name| format!("`{name}`")));
        notes.push(format!("A blueprint has no lane for {names}; the views `map` and `table` show such things."));
    }
    let mut shown: Vec<Lane> = vec![Lane::Next];
    shown.extend(blueprint.lanes.iter().filter_map(|band| match band {
        Band::Of(lane) => Some(*lane),
        Band::Customer => None,
    }));
    notes.extend(left_out(experience, Shown { lanes: &shown, kinds: &STEPS_AND_PEOPLE }));
    notes.extend(too_much(text));
    notes
}

fn without_steps(blueprint: &Blueprint<'_>, options: &Options) -> Option<String> {
    if blueprint.rows.is_empty() {
        return None;
    }
    let steps = [Lane::Frontstage, Lane::Backstage, Lane::Support];
    if options.lanes.is_empty() && steps.iter().all(|step| blueprint.empty.contains(step)) {
        return Some(
            "No touchpoint says what happens on stage or behind it, so the customer's lane has none beside it; the keys \
             `frontstage`, `backstage` and `support` say it."
                .to_owned(),
        );
    }
    // What stays empty of itself is no surprise: many journeys have no evidence.
    let empty = blueprint.empty.iter().filter(|lane| !options.lanes.is_empty() || **lane != Lane::Evidence);
    let names: Vec<String> = empty.map(|lane| format!("`{}`", lane.name())).collect();
    (!names.is_empty())
        .then(|| format!("No touchpoint has {}, so there is no such lane.", list(names).replace(" and ", " or ")))
}

fn too_much(text: &str) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(too_long(text));
    let links: usize = text.lines().map(links).sum();
    if links > MOST_LINKS {
        notes.push(format!(
            "The diagram has {}. Mermaid refuses more than {MOST_LINKS} unless the page that shows it raises Mermaid's \
             setting `maxEdges`; a range of stages makes a smaller one.",
            counted(links, "link"),
        ));
    }
    notes
}

/// How many links a line of the source has; they stand alone, outside of labels.
fn links(line: &str) -> usize {
    let is_box = line.contains('[') || line.starts_with("---") || line.contains("accDescr");
    if is_box {
        0
    } else {
        let is_link = |word: &&str| ["~~~", "--", "=="].iter().any(|start| word.starts_with(start));
        line.split_whitespace().filter(is_link).count()
    }
}

//! The notes that all views share: what the journey says and the view does not show.

use journey_plugin::Lane;

use crate::experience::Experience;
use crate::sentence::{counted, list, quoted, quoted_list};

/// What to tell about a rendering that shows these lanes, one sentence each.
pub(crate) fn left_out(experience: &Experience, shown: &[Lane]) -> Vec<String> {
    let mut notes = Vec::new();
    if experience.has_unread_parts {
        notes.push(
            "Some lines of the journey cannot be read and are not shown; checking the file says which.".to_owned(),
        );
    }
    let nested: Vec<&str> = experience.nested.iter().map(|name| name.label.as_str()).collect();
    if !nested.is_empty() {
        let names = quoted_list(&nested);
        notes.push(format!("Inside of this journey stands {names}, which is a journey of its own and not shown."));
    }
    let lanes = Lane::NAMES.iter().map(|(_, lane)| *lane).filter(|lane| !shown.contains(lane));
    let missing: Vec<String> = lanes
        .filter_map(|lane| {
            let count = experience.count(lane);
            (count > 0).then(|| counted(count, noun(lane)))
        })
        .collect();
    if !missing.is_empty() {
        // Commas, for none of these has one of its own.
        notes.push(format!("{SAYS_MORE}: {}.", list(missing).replace("; ", ", ")));
    }
    let stages: Vec<&str> = experience.stages_not_chosen.iter().map(String::as_str).collect();
    if !stages.is_empty() {
        notes.push(format!(
            "Left out as chosen: {} {}.",
            if stages.len() == 1 { "stage" } else { "stages" },
            quoted_list(&stages)
        ));
    }
    let personas: Vec<&str> = experience.personas_not_chosen.iter().map(String::as_str).collect();
    if !personas.is_empty() {
        notes.push(format!("Left out as chosen: what {} feels.", quoted_list(&personas)));
    }
    notes
}

/// What to tell where a diagram has only stages with touchpoints, and some have none.
pub(crate) fn stages_not_drawn(experience: &Experience) -> Option<String> {
    match experience.empty_stages().as_slice() {
        [] => None,
        [only] => Some(format!("The stage {} has no touchpoints, so it is not in the diagram.", quoted(only))),
        several => {
            let names = quoted_list(several);
            Some(format!("The stages {names} have no touchpoints, so they are not in the diagram."))
        }
    }
}

/// How the note about lanes that are not shown starts.
pub(crate) const SAYS_MORE: &str = "The journey says more than this view shows";

fn noun(lane: Lane) -> &'static str {
    match lane {
        Lane::Goal => "goal",
        Lane::Evidence => "piece of evidence",
        Lane::Does => "action",
        Lane::Channel => "channel",
        Lane::Actor => "actor",
        Lane::Thinks => "thought",
        Lane::Feels => "feeling",
        Lane::Says => "saying",
        Lane::Expects => "expectation",
        Lane::Gets => "delivery",
        Lane::Emotion => "emotion",
        Lane::Moment => "moment of truth",
        Lane::Duration => "duration",
        Lane::Next => "next step",
        Lane::Frontstage => "front stage step",
        Lane::Backstage => "back stage step",
        Lane::Support => "support step",
        Lane::Pain => "pain",
        Lane::Gain => "gain",
        Lane::Opportunity => "opportunity",
        Lane::Measure => "measurement",
    }
}

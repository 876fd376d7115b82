//! The notes that all views share: what the journey says and the view does not show.

#[cfg(test)]
mod every_word_test;
mod further_details;

use journey_model::Keyword;
use journey_plugin::Lane;

use crate::experience::Experience;
use crate::sentence::{counted, list, quoted, quoted_list};

pub(crate) use further_details::{DOCUMENTATION, FURTHER_DETAILS, noun};

/// What a view shows, in its diagram or in the table that belongs to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<'v> {
    pub(crate) lanes: &'v [Lane],
    /// Kinds of things, each with those of its keys that are shown and are no lanes.
    pub(crate) kinds: &'v [(Keyword, &'v [&'v str])],
}

/// The kinds of things that most views show whatever their lanes are.
pub(crate) const STEPS_AND_PEOPLE: [(Keyword, &[&str]); 4] =
    [(Keyword::Journey, &["state"]), (Keyword::Persona, &[]), (Keyword::Stage, &[]), (Keyword::Touchpoint, &[])];

impl Shown<'_> {
    /// The keys of that kind of things that are shown; `None` where these things are not shown at all.
    fn keys_of(&self, keyword: Keyword) -> Option<&[&str]> {
        let steps = [Lane::Frontstage, Lane::Backstage, Lane::Support];
        let lane = match keyword {
            Keyword::Pain => Some(Lane::Pain),
            Keyword::Gain => Some(Lane::Gain),
            Keyword::Opportunity => Some(Lane::Opportunity),
            Keyword::Metric => Some(Lane::Measure),
            Keyword::Channel => Some(Lane::Channel),
            Keyword::Actor => Some(Lane::Actor),
            _ => None,
        };
        let acts =
            matches!(keyword, Keyword::Channel | Keyword::Actor) && self.lanes.iter().any(|one| steps.contains(one));
        let is_lane = lane.is_some_and(|lane| self.lanes.contains(&lane)) || acts;
        let keys = self.kinds.iter().find(|(kind, _)| *kind == keyword).map(|(_, keys)| *keys);
        if lane.is_some() && !is_lane { None } else { keys.or(is_lane.then_some(&[])) }
    }
}

/// What to tell about a rendering, a sentence or two each.
pub(crate) fn left_out(experience: &Experience, shown: Shown<'_>) -> Vec<String> {
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
    let things = [Keyword::Persona, Keyword::Stage, Keyword::Touchpoint].into_iter();
    let things = things.filter(|thing| shown.keys_of(*thing).is_none());
    let things = things.map(|thing| (count_of(experience, thing), thing.name()));
    let lanes = Lane::NAMES.iter().map(|(_, lane)| *lane).filter(|lane| !shown.lanes.contains(lane));
    let lanes = lanes.map(|lane| (experience.count(lane), noun_of(lane)));
    let missing = things.chain(lanes).filter(|(count, _)| *count > 0);
    let missing: Vec<String> = missing.map(|(count, noun)| counted(count, noun)).collect();
    if !missing.is_empty() {
        // Commas, for none of these has one of its own.
        notes.push(format!("{SAYS_MORE}: {}.", list(missing).replace("; ", ", ")));
    }
    notes.extend(further_details::further_details(experience, &shown));
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

/// How many personas, stages or touchpoints there are.
fn count_of(experience: &Experience, things: Keyword) -> usize {
    match things {
        Keyword::Persona => experience.personas.len(),
        Keyword::Stage => experience.stages.iter().filter(|stage| stage.name.is_some()).count(),
        _ => experience.touchpoints().count(),
    }
}

fn noun_of(lane: Lane) -> &'static str {
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

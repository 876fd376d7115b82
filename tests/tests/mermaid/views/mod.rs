//! What a reader has to see in each view, worked out from the model and the contract of the view alone.

mod blueprint;
mod board;
mod conversation;
mod emotion;
mod journey;
mod map;
mod opportunities;
mod report;
mod story;

use crate::drawn::Drawn;
use crate::facts::JourneyFacts;

/// What is wrong with a view, one sentence each.
pub(crate) fn problems(view: &str, facts: &JourneyFacts, drawn: &Drawn) -> Vec<String> {
    let check: fn(&JourneyFacts, &Drawn) -> Vec<String> = match view {
        "blueprint" => blueprint::problems,
        "board" => board::problems,
        "conversation" => conversation::problems,
        "emotion" => emotion::problems,
        "report" => report::problems,
        "story" => story::problems,
        "opportunities" => opportunities::problems,
        "journey" => journey::problems,
        "map" | "table" => map::problems,
        other => return vec![format!("nobody judges the view `{other}` yet")],
    };
    check(facts, drawn)
}

//! The plugin `craft`: the practice of journey mapping.

mod inside_out_language;
mod inside_out_words;
mod journey_without_objective;
mod journey_without_owner;
mod long_journey;
mod missing_before_or_after;
mod opportunity_without_owner;
mod partner_touchpoint_without_owner;
mod persona_without_goal;
mod single_channel_journey;
mod stage_without_goal;
mod stale_review;
mod too_many_personas;
#[cfg(test)]
mod with_option;
mod words;

use journey_plugin::{Manifest, Plugin, Rule};

/// The plugin `craft`.
#[derive(Clone, Copy, Debug)]
pub struct Craft;

static MANIFEST: Manifest = Manifest {
    id: "craft",
    version: env!("CARGO_PKG_VERSION"),
    documentation: "Looks at maps as an experienced journey mapper would: purpose, people, feelings, what follows from pains.",
};

static RULES: &[&dyn Rule] = &[
    &opportunity_without_owner::OpportunityWithoutOwner,
    &journey_without_owner::JourneyWithoutOwner,
    &journey_without_objective::JourneyWithoutObjective,
    &inside_out_language::InsideOutLanguage,
    &too_many_personas::TooManyPersonas,
    &persona_without_goal::PersonaWithoutGoal,
    &missing_before_or_after::MissingBeforeOrAfter,
    &stage_without_goal::StageWithoutGoal,
    &single_channel_journey::SingleChannelJourney,
    &stale_review::StaleReview,
    &long_journey::LongJourney,
    &partner_touchpoint_without_owner::PartnerTouchpointWithoutOwner,
];

impl Plugin for Craft {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn rules(&self) -> &[&dyn Rule] {
        RULES
    }
}

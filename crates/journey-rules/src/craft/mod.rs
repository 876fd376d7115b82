//! The plugin `craft`: the practice of journey mapping.

mod blueprint_without_backstage;
mod clear_feelings;
mod emotion_cliff;
mod flat_emotion;
mod inside_out_language;
mod inside_out_words;
mod journey_never_measured;
mod journey_without_objective;
mod journey_without_owner;
mod long_journey;
mod low_emotion_without_pain;
mod missing_before_or_after;
mod no_moment_of_truth;
mod opportunity_without_owner;
mod opportunity_without_pain;
#[cfg(test)]
mod option_test;
mod pain_without_opportunity;
mod pains_there;
mod partner_touchpoint_without_owner;
mod persona_without_goal;
pub(crate) mod persona_without_journey;
mod promise_gap;
mod said_by_customer;
mod single_channel_journey;
mod stage_without_goal;
mod stale_review;
mod to_be_does_not_improve;
mod to_be_without_as_is;
mod too_many_personas;
mod touchpoint_without_emotion;
mod who_does_it;
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
    &pain_without_opportunity::PainWithoutOpportunity,
    &opportunity_without_owner::OpportunityWithoutOwner,
    &opportunity_without_pain::OpportunityWithoutPain,
    &journey_without_owner::JourneyWithoutOwner,
    &journey_without_objective::JourneyWithoutObjective,
    &no_moment_of_truth::NoMomentOfTruth,
    &touchpoint_without_emotion::TouchpointWithoutEmotion,
    &flat_emotion::FlatEmotion,
    &emotion_cliff::EmotionCliff,
    &low_emotion_without_pain::LowEmotionWithoutPain,
    &promise_gap::PromiseGap,
    &inside_out_language::InsideOutLanguage,
    &too_many_personas::TooManyPersonas,
    &persona_without_goal::PersonaWithoutGoal,
    &persona_without_journey::PersonaWithoutJourney,
    &missing_before_or_after::MissingBeforeOrAfter,
    &stage_without_goal::StageWithoutGoal,
    &single_channel_journey::SingleChannelJourney,
    &blueprint_without_backstage::BlueprintWithoutBackstage,
    &to_be_without_as_is::ToBeWithoutAsIs,
    &to_be_does_not_improve::ToBeDoesNotImprove,
    &stale_review::StaleReview,
    &journey_never_measured::JourneyNeverMeasured,
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

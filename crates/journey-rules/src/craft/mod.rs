//! The plugin `craft`: the practice of journey mapping.

mod blueprint_without_backstage;
mod clear_feelings;
mod emotion_cliff;
mod flat_emotion;
mod journey_never_measured;
mod low_emotion_without_pain;
mod map_kind;
mod no_moment_of_truth;
mod opportunity_without_pain;
#[cfg(test)]
mod option_test;
mod pain_without_opportunity;
mod pains_there;
mod promise_gap;
mod to_be_does_not_improve;
mod to_be_without_as_is;
mod touchpoint_without_emotion;

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
    &opportunity_without_pain::OpportunityWithoutPain,
    &no_moment_of_truth::NoMomentOfTruth,
    &touchpoint_without_emotion::TouchpointWithoutEmotion,
    &flat_emotion::FlatEmotion,
    &emotion_cliff::EmotionCliff,
    &low_emotion_without_pain::LowEmotionWithoutPain,
    &promise_gap::PromiseGap,
    &blueprint_without_backstage::BlueprintWithoutBackstage,
    &to_be_without_as_is::ToBeWithoutAsIs,
    &to_be_does_not_improve::ToBeDoesNotImprove,
    &journey_never_measured::JourneyNeverMeasured,
];

impl Plugin for Craft {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn rules(&self) -> &[&dyn Rule] {
        RULES
    }
}

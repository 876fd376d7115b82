//! The plugin `craft`: the practice of journey mapping.

mod map_kind;
mod no_moment_of_truth;
mod opportunity_without_pain;
mod pain_without_opportunity;
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
];

impl Plugin for Craft {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn rules(&self) -> &[&dyn Rule] {
        RULES
    }
}

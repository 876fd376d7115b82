//! The plugin `craft`: the practice of journey mapping.

pub(crate) mod persona_without_journey;

use journey_plugin::{Manifest, Plugin, Rule};

/// The plugin `craft`.
#[derive(Clone, Copy, Debug)]
pub struct Craft;

static MANIFEST: Manifest = Manifest {
    id: "craft",
    version: env!("CARGO_PKG_VERSION"),
    documentation: "Looks at maps as an experienced journey mapper would: purpose, people, feelings, what follows from pains.",
};

static RULES: &[&dyn Rule] = &[&persona_without_journey::PersonaWithoutJourney];

impl Plugin for Craft {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn rules(&self) -> &[&dyn Rule] {
        RULES
    }
}

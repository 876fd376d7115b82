//! The plugin `evidence`: what a map rests on, and what is measured.

use journey_plugin::{Manifest, Plugin, Rule};

/// The plugin `evidence`.
#[derive(Clone, Copy, Debug)]
pub struct Evidence;

static MANIFEST: Manifest = Manifest {
    id: "evidence",
    version: env!("CARGO_PKG_VERSION"),
    documentation: "Looks at what a map rests on: sources, metrics, data.",
};

static RULES: &[&dyn Rule] = &[];

impl Plugin for Evidence {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn rules(&self) -> &[&dyn Rule] {
        RULES
    }
}

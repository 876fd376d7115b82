//! The plugin `mermaid`: the views that draw journeys.

use journey_plugin::{Manifest, Plugin, View};

use crate::journey::JourneyView;

/// The plugin `mermaid`.
#[derive(Clone, Copy, Debug)]
pub struct Mermaid;

static MANIFEST: Manifest = Manifest {
    id: "mermaid",
    version: env!("CARGO_PKG_VERSION"),
    documentation: "Renders journeys as Mermaid diagrams.",
};

static VIEWS: [&dyn View; 1] = [&JourneyView];

impl Plugin for Mermaid {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn views(&self) -> &[&dyn View] {
        &VIEWS
    }
}

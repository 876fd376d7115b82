//! The plugin `mermaid`: the views that draw journeys.

use journey_plugin::{LensProvider, Manifest, Plugin, View};

use crate::lens::RenderLens;
use crate::view::VIEWS;

/// The plugin `mermaid`.
#[derive(Clone, Copy, Debug)]
pub struct Mermaid;

static MANIFEST: Manifest = Manifest {
    id: "mermaid",
    version: env!("CARGO_PKG_VERSION"),
    documentation: "Renders journeys as Mermaid diagrams.",
};

static LENSES: [&dyn LensProvider; 1] = [&RenderLens];

impl Plugin for Mermaid {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn views(&self) -> &[&dyn View] {
        &VIEWS
    }

    fn lenses(&self) -> &[&dyn LensProvider] {
        &LENSES
    }
}

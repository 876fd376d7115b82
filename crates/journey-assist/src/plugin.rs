//! The plugin `assist`: what it brings.

use journey_plugin::{CompletionProvider, HintProvider, HoverProvider, LensProvider, Manifest, Plugin};

use crate::hint::HINTS;
use crate::hover::HOVERS;
use crate::lens::LENSES;

/// The plugin `assist`.
#[derive(Clone, Copy, Debug)]
pub struct Assist;

static MANIFEST: Manifest = Manifest {
    id: "assist",
    version: env!("CARGO_PKG_VERSION"),
    documentation: "Helps while writing: offers what may stand at a place, and explains what stands there.",
};

impl Plugin for Assist {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn completions(&self) -> &[&dyn CompletionProvider] {
        &crate::completion::PROVIDERS
    }

    fn hovers(&self) -> &[&dyn HoverProvider] {
        &HOVERS
    }

    fn lenses(&self) -> &[&dyn LensProvider] {
        &LENSES
    }

    fn hints(&self) -> &[&dyn HintProvider] {
        &HINTS
    }
}

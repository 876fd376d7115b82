//! A plugin: a manifest, and what it contributes.

use journey_model::schema::SchemaExtension;

use crate::{CompletionProvider, HintProvider, HoverProvider, LensProvider, Rule, View};

/// Something that adds rules, views, help while writing, or words to Journey.
pub trait Plugin: Send + Sync {
    /// Who it is.
    fn manifest(&self) -> &Manifest;

    /// The rules it brings, in the order in which they run.
    fn rules(&self) -> &[&dyn Rule] {
        &[]
    }

    /// The views it brings.
    fn views(&self) -> &[&dyn View] {
        &[]
    }

    /// What it offers to write.
    fn completions(&self) -> &[&dyn CompletionProvider] {
        &[]
    }

    /// What it explains.
    fn hovers(&self) -> &[&dyn HoverProvider] {
        &[]
    }

    /// What it says above declarations.
    fn lenses(&self) -> &[&dyn LensProvider] {
        &[]
    }

    /// What it says between the words.
    fn hints(&self) -> &[&dyn HintProvider] {
        &[]
    }

    /// The keys and values that it adds to the language.
    fn schema(&self) -> Option<SchemaExtension> {
        None
    }
}

/// Who a plugin is.
#[derive(Clone, Copy, Debug)]
pub struct Manifest {
    /// Its id in kebab case.
    pub id: &'static str,
    /// Its version.
    pub version: &'static str,
    /// What it is for, in one or two sentences.
    pub documentation: &'static str,
}

//! The plugin `language`: names, structure and values of the language itself.

mod unknown_key;

use journey_plugin::{Manifest, Plugin, Rule};

/// The plugin `language`.
#[derive(Clone, Copy, Debug)]
pub struct Language;

static MANIFEST: Manifest = Manifest {
    id: "language",
    version: env!("CARGO_PKG_VERSION"),
    documentation: "Checks that a file says what its writer means: names, structure and values.",
};

static RULES: [&dyn Rule; 1] = [&unknown_key::UnknownKey];

impl Plugin for Language {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn rules(&self) -> &[&dyn Rule] {
        &RULES
    }
}

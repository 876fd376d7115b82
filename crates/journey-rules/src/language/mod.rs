//! The plugin `language`: names, structure and values of the language itself.

mod ambiguous_name;
mod duplicate_key;
mod duplicate_name;
mod empty_stage;
mod fit;
pub(crate) mod insertion;
mod journey_without_persona;
#[cfg(test)]
mod locality_test;
mod mending;
mod misplaced_declaration;
mod missing_key;
mod one_line;
mod rename;
mod suppression_without_reason;
mod syntax_error;
mod unknown_key;
mod unknown_keyword;
mod unknown_name;
mod unused_name;
mod unused_suppression;
mod unwritten_id;
mod wrong_suppression;
mod wrong_value;

use journey_plugin::{Manifest, Plugin, Rule};

/// The plugin `language`.
#[derive(Clone, Copy, Debug)]
pub struct Language;

static MANIFEST: Manifest = Manifest {
    id: "language",
    version: env!("CARGO_PKG_VERSION"),
    documentation: "Checks that a file says what its writer means: names, structure and values.",
};

static RULES: [&dyn Rule; 17] = [
    &syntax_error::SyntaxError,
    &unknown_keyword::UnknownKeyword,
    &misplaced_declaration::MisplacedDeclaration,
    &unknown_key::UnknownKey,
    &duplicate_key::DuplicateKey,
    &wrong_value::WrongValue,
    &missing_key::MissingKey,
    &unknown_name::UnknownName,
    &ambiguous_name::AmbiguousName,
    &duplicate_name::DuplicateName,
    &unused_name::UnusedName,
    &unwritten_id::UnwrittenId,
    &empty_stage::EmptyStage,
    &journey_without_persona::JourneyWithoutPersona,
    &unused_suppression::UnusedSuppression,
    &wrong_suppression::WrongSuppression,
    &suppression_without_reason::SuppressionWithoutReason,
];

impl Plugin for Language {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn rules(&self) -> &[&dyn Rule] {
        &RULES
    }
}

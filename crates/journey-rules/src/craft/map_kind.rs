//! Which kind of map a journey is, and what a declaration surely does not say.

use journey_plugin::model::{Declaration, KeyId, Schema};

/// The word that a declaration gives for a key with a choice of words, such as `to-be` for `state`.
pub(super) fn word<'m>(declaration: Declaration<'m>, key: &str) -> Option<&'m str> {
    declaration.property(key)?.value()?.reference()
}

/// Whether a journey is kept for the record only.
pub(super) fn is_retired(journey: Declaration<'_>) -> bool {
    word(journey, "status") == Some("retired")
}

/// Whether somebody works from a journey that is a plan.
pub(super) fn is_plan(journey: Declaration<'_>) -> bool {
    word(journey, "state") == Some("to-be") && !is_retired(journey)
}

/// Whether somebody works from a journey that shows how it is today. What says nothing about it does; where `state` is
/// misspelled or cannot be read, nobody knows.
pub(super) fn is_of_today(journey: Declaration<'_>, schema: &Schema) -> bool {
    let state = match journey.property("state") {
        Some(state) => state.value().is_some_and(|value| value.reference() == Some("as-is")),
        None => !journey.gives("state", schema) && !journey.has_broken_entries(),
    };
    state && !is_retired(journey)
}

/// Whether a declaration has a property with that key. `None` stands for a key that there is not.
pub(super) fn has(declaration: Declaration<'_>, key: Option<KeyId>) -> bool {
    key.is_some() && declaration.properties().any(|property| property.key_id() == key)
}

/// Whether a declaration does not give a key, and nothing in it is wrong that may be meant as such.
pub(super) fn surely_lacks(declaration: Declaration<'_>, key: &str, schema: &Schema) -> bool {
    !declaration.gives(key, schema) && !declaration.has_broken_entries()
}

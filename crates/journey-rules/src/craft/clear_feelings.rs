//! Whether the emotions of a touchpoint can be read, so that no finding about feelings repeats a mistake that is told.

use journey_plugin::model::{Declaration, Keyword, Schema};

use crate::standing::has;

/// Whether each emotion of a touchpoint has a score, and nothing else in it may be meant as one.
pub(super) fn feelings_are_clear(touchpoint: Declaration<'_>, schema: &Schema) -> bool {
    let mut emotions = touchpoint.properties_of("emotion");
    emotions.all(|property| property.value().is_some_and(|value| value.emotion().is_some()))
        && (has(touchpoint, schema.key_id(Keyword::Touchpoint, "emotion")) || !touchpoint.gives("emotion", schema))
        && !touchpoint.has_broken_entries()
}

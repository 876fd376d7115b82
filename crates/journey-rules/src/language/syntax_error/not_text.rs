//! Files that are no plain text at all, such as pictures, or texts in another encoding than UTF-8.

use journey_plugin::Diagnostic;
use journey_plugin::model::syntax::TextRange;

use super::broken_text::BrokenText;
use crate::wording::unusual_character;

/// How many errors are looked at, and how many of these must be about characters that no text has.
const LOOKED_AT: usize = 1000;
const FEWEST: usize = 4;

/// One finding for the whole file, where most of what is wrong with it is that it is no text.
pub(super) fn finding(text: &BrokenText<'_, '_>) -> Option<Diagnostic> {
    let errors = text.errors().get(..LOOKED_AT).unwrap_or(text.errors());
    let strange = errors.iter().filter_map(|error| {
        let (at, character) = text.slice(error.range).char_indices().find(|(_, character)| is_no_text(*character))?;
        Some((error.range.start + u32::try_from(at).ok()?, character))
    });
    let strange: Vec<(u32, char)> = strange.collect();
    if strange.len() < FEWEST || strange.len() * 4 < errors.len() {
        return None;
    }
    let (at, character) = *strange.first()?;
    let length = u32::try_from(character.len_utf8()).expect("a character has at most four bytes");
    let name = unusual_character(character).unwrap_or("a character that no text has");
    let message = format!("This does not look like a text file: here is {name}, and there are more like it");
    let help =
        "Journey files are plain text in UTF-8. Open it in the program that wrote it, and save it as text in UTF-8.";
    Some(Diagnostic::new(text.place(TextRange::new(at, at + length)), message, help))
}

fn is_no_text(character: char) -> bool {
    character == char::REPLACEMENT_CHARACTER
        || character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}')
}

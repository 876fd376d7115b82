//! Where something stands, for people and for programs.

use journey_model::syntax::{Encoding, SourceText, TextRange};
use schemars::JsonSchema;
use serde::Serialize;

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Place {
    /// The file, relative to the project's root, with `/` between folders.
    pub(crate) file: String,
    /// Its first character.
    pub(crate) start: Position,
    /// The character behind it.
    pub(crate) end: Position,
}

/// A part of the file that the declaration stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Span {
    /// Its first character.
    pub(crate) start: Position,
    /// The character behind it.
    pub(crate) end: Position,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Position {
    /// The line, from 1. Lines end with LF, CRLF or CR.
    #[schemars(range(min = 1))]
    line: u32,
    /// The column, from 1, in characters (Unicode scalar values), not counting a byte-order mark.
    #[schemars(range(min = 1))]
    column: u32,
    /// The byte of the file in UTF-8, from 0, counting a byte-order mark.
    offset: u32,
}

/// A file's text, with its lines.
#[derive(Debug)]
pub(crate) struct FileText {
    pub(crate) text: String,
    lines: SourceText,
}

impl FileText {
    pub(crate) fn new(text: String) -> Self {
        Self { lines: SourceText::new(&text), text }
    }

    pub(crate) fn span(&self, range: TextRange) -> Span {
        Span { start: self.position(range.start), end: self.position(range.end) }
    }

    fn position(&self, offset: u32) -> Position {
        let place = self.lines.position(offset, Encoding::Utf32);
        let mark = u32::from(place.line == 0 && self.text.starts_with('\u{FEFF}'));
        Position { line: place.line + 1, column: place.column.saturating_sub(mark) + 1, offset }
    }
}

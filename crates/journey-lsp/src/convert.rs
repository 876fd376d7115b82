//! Between bytes and the client's lines and columns: the only place where one becomes the other.

use journey_ide::plugin::model::syntax::{Encoding, Position, SourceText, TextRange};
use ls_types as lsp;

/// A place of the protocol as an offset in bytes. Lines and columns past the end are clamped.
pub(crate) fn offset(text: &SourceText, position: lsp::Position, encoding: Encoding) -> u32 {
    text.offset(Position { line: position.line, column: position.character }, encoding)
}

/// An offset in bytes as a place of the protocol.
pub(crate) fn position(text: &SourceText, offset: u32, encoding: Encoding) -> lsp::Position {
    let Position { line, column } = text.position(offset, encoding);
    lsp::Position { line, character: column }
}

/// A range in bytes as a range of the protocol.
pub(crate) fn range(text: &SourceText, range: TextRange, encoding: Encoding) -> lsp::Range {
    lsp::Range { start: position(text, range.start, encoding), end: position(text, range.end, encoding) }
}

/// A range of the protocol in bytes. One that ends before it starts is read the other way round.
pub(crate) fn text_range(text: &SourceText, range: lsp::Range, encoding: Encoding) -> TextRange {
    let (start, end) = (offset(text, range.start, encoding), offset(text, range.end, encoding));
    TextRange::new(start.min(end), start.max(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_ends_before_it_starts_is_turned_round() {
        let text = SourceText::new("persona maya\n");
        let at = |character| lsp::Position { line: 0, character };
        let backwards = lsp::Range { start: at(12), end: at(8) };
        assert_eq!(text_range(&text, backwards, Encoding::Utf16), TextRange::new(8, 12));
    }
}

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

/// Places of the protocol for offsets that only grow, in one pass over a text: for answers with thousands of them.
pub(crate) struct Forward<'t> {
    text: &'t str,
    encoding: Encoding,
    /// In bytes.
    offset: usize,
    place: lsp::Position,
}

impl<'t> Forward<'t> {
    /// The places of a text.
    pub(crate) fn new(text: &'t str, encoding: Encoding) -> Self {
        Self { text, encoding, offset: 0, place: lsp::Position::default() }
    }

    /// The place of an offset (bytes) that is not before the last one and cuts no character in two.
    pub(crate) fn position(&mut self, offset: u32) -> lsp::Position {
        let passed = self.text.get(self.offset..offset as usize).unwrap_or_default();
        let mut line = passed;
        // A line ends behind LF, and behind CR where no LF follows.
        for (at, byte) in passed.bytes().enumerate() {
            let behind = || self.text.as_bytes().get(self.offset + at + 1);
            if byte == b'\n' || byte == b'\r' && behind() != Some(&b'\n') {
                self.place.line += 1;
                self.place.character = 0;
                line = passed.get(at + 1..).unwrap_or_default();
            }
        }
        self.place.character += units(line, self.encoding);
        self.offset = offset as usize;
        self.place
    }

    /// How long it is from the last place to an offset (bytes) behind it, line ends counted.
    pub(crate) fn length(&self, end: u32) -> u32 {
        units(self.text.get(self.offset..end as usize).unwrap_or_default(), self.encoding)
    }
}

/// The length of a text in what columns count.
fn units(text: &str, encoding: Encoding) -> u32 {
    let length = match encoding {
        Encoding::Utf8 => text.len(),
        _ if text.is_ascii() => text.len(),
        Encoding::Utf16 => text.encode_utf16().count(),
        Encoding::Utf32 => text.chars().count(),
    };
    u32::try_from(length).unwrap_or(u32::MAX)
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

    #[test]
    fn one_pass_finds_the_same_places() {
        let text = "a\r\nbé\r😀c\n\n\r\r\n𝒵\u{2028}x\r";
        let source = SourceText::new(text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let offsets: Vec<u32> =
                text.char_indices().map(|(offset, _)| offset as u32).chain([text.len() as u32]).collect();
            for step in 1..5 {
                let mut forward = Forward::new(text, encoding);
                for offset in offsets.iter().step_by(step) {
                    // The place between CR and LF is no place of the protocol.
                    if !text[*offset as usize..].starts_with('\n') || !text[..*offset as usize].ends_with('\r') {
                        assert_eq!(
                            forward.position(*offset),
                            position(&source, *offset, encoding),
                            "{offset} {encoding:?}"
                        );
                    }
                }
            }
        }
        let mut forward = Forward::new(text, Encoding::Utf16);
        forward.position(3);
        assert_eq!(forward.length(11), 5);
    }
}

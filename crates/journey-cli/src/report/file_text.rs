//! A file's text with its lines as people count them, and its bytes as they are on the disk.

use std::cell::RefCell;
use std::rc::Rc;

use journey_model::syntax::{Encoding as Columns, SourceText};
use journey_workspace::Encoding;

/// How many bytes a byte-order mark has.
const MARK: u32 = 3;

/// A file's text, ready to say where something is.
#[derive(Debug)]
pub(crate) struct FileText {
    text: SourceText,
    encoding: Encoding,
    has_mark: bool,
    /// The line that was asked for last. Many findings may stand in one line, and a line may be megabytes long.
    last_line: RefCell<Option<(u32, Rc<str>)>>,
}

/// A place as people and other programs count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// The line, from 1. Lines end with LF, CRLF or CR.
    pub(crate) line: u32,
    /// The column, from 1, in characters (Unicode scalar values). A byte-order mark is none: editors do not show it.
    pub(crate) column: u32,
    /// The byte of the file, from 0, byte-order mark included.
    pub(crate) offset: u32,
}

impl FileText {
    /// A text, and how it was made from the bytes of the file.
    pub(crate) fn new(text: SourceText, encoding: Encoding) -> Self {
        let has_mark = text.line(0).starts_with('\u{FEFF}');
        Self { text, encoding, has_mark, last_line: RefCell::default() }
    }

    /// Where a byte of the text is. A byte behind the text or inside a character is clamped.
    pub(crate) fn position(&self, offset: u32) -> Position {
        let offset = self.text.clamp(offset);
        let line = self.text.position(offset, Columns::Utf32).line;
        // Between CR and LF is no column of its own.
        let in_line = offset.min(self.text.line_range(line).end);
        let position = self.text.position(in_line, Columns::Utf32);
        let mark = u32::from(position.line == 0 && self.has_mark);
        Position {
            line: position.line + 1,
            column: position.column.saturating_sub(mark) + 1,
            offset: self.encoding.file_offset(offset),
        }
    }

    /// The column of a byte of the text as [`Position::column`] has it, in UTF-16 code units, in which browsers, .NET and
    /// JavaScript count.
    pub(super) fn utf16_column(&self, offset: u32) -> u32 {
        // A byte between CR and LF is the line's end there too.
        let position = self.text.position(offset, Columns::Utf16);
        position.column.saturating_sub(u32::from(position.line == 0 && self.has_mark)) + 1
    }

    /// Whether the bytes that [`Position::offset`] counts are those of the file: not where its encoding was guessed.
    pub(super) fn has_offsets(&self) -> bool {
        self.encoding != Encoding::Utf16
    }

    /// The line (from 0) that a byte stands in, and the byte in that line as [`FileText::line`] gives it. A place in a
    /// line break is the line's end.
    pub(super) fn place_in_line(&self, offset: u32) -> (u32, usize) {
        let offset = self.text.clamp(offset);
        let line = self.text.position(offset, Columns::Utf8).line;
        let range = self.text.line_range(line);
        let start = range.start + self.mark_in(line);
        (line, (offset.min(range.end).saturating_sub(start)) as usize)
    }

    /// A line (from 0) without its line break and without the byte-order mark.
    pub(super) fn line(&self, line: u32) -> Rc<str> {
        let mut last = self.last_line.borrow_mut();
        match &*last {
            Some((known, text)) if *known == line => Rc::clone(text),
            _ => {
                let text = self.text.line(line);
                let text: Rc<str> = text.get(self.mark_in(line) as usize..).unwrap_or_default().into();
                *last = Some((line, Rc::clone(&text)));
                text
            }
        }
    }

    /// The length of what [`FileText::line`] gives, in bytes.
    pub(super) fn line_length(&self, line: u32) -> usize {
        self.text.line_range(line).to_usize().len() - self.mark_in(line) as usize
    }

    fn mark_in(&self, line: u32) -> u32 {
        if line == 0 && self.has_mark { MARK } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters_and_a_byte_order_mark_is_none_of_them() {
        let text = FileText::new(SourceText::new("\u{FEFF}é😀x\r\ny"), Encoding::Utf8);
        let at = |offset| {
            let Position { line, column, offset } = text.position(offset);
            (line, column, offset)
        };
        assert_eq!(at(0), (1, 1, 0));
        assert_eq!(at(3), (1, 1, 3));
        assert_eq!(at(9), (1, 3, 9));
        assert_eq!(at(11), (1, 4, 11));
        assert_eq!(at(12), (2, 1, 12));
        assert_eq!(at(99), (2, 2, 13));
        assert_eq!([3, 5, 9, 10].map(|offset| text.utf16_column(offset)), [1, 2, 4, 5]);
        assert_eq!((&*text.line(0), text.place_in_line(9)), ("é😀x", (0, 6)));
        assert_eq!((&*text.line(1), text.place_in_line(11)), ("y", (0, 7)));
    }
}

//! Bytes to lines and columns, and back: the one place where positions are converted.

use ropey::Rope;

use crate::range::TextRange;

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16, as editors count unless they agree on something else.
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

/// A place in a text: line and column, both counted from 0. What a column counts is said by an [`Encoding`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line. Lines end with LF, CRLF or CR.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// A text that knows its lines, cheap to clone and to edit: a rope.
#[derive(Clone, Debug, Default)]
pub struct SourceText {
    rope: Rope,
}

impl SourceText {
    /// The text, ready for conversions.
    pub fn new(text: &str) -> Self {
        Self { rope: Rope::from_str(text) }
    }

    /// Its length in bytes.
    pub fn len(&self) -> u32 {
        to_u32(self.rope.len_bytes())
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many lines it has; a text that ends with a line end has an empty last line.
    pub fn line_count(&self) -> u32 {
        to_u32(self.rope.len_lines())
    }

    /// Replaces a range of bytes. The range is clamped as [`SourceText::clamp`] does.
    pub fn replace(&mut self, range: TextRange, replacement: &str) {
        let start = self.rope.byte_to_char(self.clamp(range.start) as usize);
        let end = self.rope.byte_to_char(self.clamp(range.end) as usize);
        self.rope.remove(start..end);
        self.rope.insert(start, replacement);
    }

    /// The nearest place at or before `offset` (bytes) that is in the text and does not cut a character in two.
    pub fn clamp(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.rope.len_bytes());
        to_u32(self.rope.char_to_byte(self.rope.byte_to_char(offset)))
    }

    /// Line and column of `offset` (bytes). An offset behind the text or inside a character is clamped; one between the CR
    /// and the LF of a line break is the line's end.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let mut offset = self.clamp(offset) as usize;
        if self.rope.get_byte(offset) == Some(b'\n') && offset > 0 && self.rope.byte(offset - 1) == b'\r' {
            offset -= 1;
        }
        let line = self.rope.byte_to_line(offset);
        let start = self.rope.line_to_byte(line);
        let column = match encoding {
            Encoding::Utf8 => offset - start,
            Encoding::Utf16 => self.utf16(offset) - self.utf16(start),
            Encoding::Utf32 => self.rope.byte_to_char(offset) - self.rope.byte_to_char(start),
        };
        Position { line: to_u32(line), column: to_u32(column) }
    }

    /// The byte at a position. A line behind the text gives the text's end, a column behind the line gives the line's
    /// end (before its line break), and a column inside a character gives the character's start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.len();
        }
        let range = self.line_range(position.line).to_usize();
        let column = position.column as usize;
        let offset = match encoding {
            Encoding::Utf8 => self.clamp(to_u32(range.start.saturating_add(column).min(range.end))) as usize,
            Encoding::Utf16 => {
                let units = self.utf16(range.start).saturating_add(column).min(self.utf16(range.end));
                self.rope.char_to_byte(self.rope.utf16_cu_to_char(units))
            }
            Encoding::Utf32 => {
                let first = self.rope.byte_to_char(range.start);
                let last = self.rope.byte_to_char(range.end);
                self.rope.char_to_byte(first.saturating_add(column).min(last))
            }
        };
        to_u32(offset)
    }

    /// The bytes of a line (counted from 0) without its line break; empty at the text's end for a line behind it.
    pub fn line_range(&self, line: u32) -> TextRange {
        let line = line as usize;
        if line >= self.rope.len_lines() {
            return TextRange::empty(self.len());
        }
        let start = self.rope.line_to_byte(line);
        let slice = self.rope.line(line);
        let characters = slice.len_chars();
        let break_length = match (
            characters.checked_sub(2).map(|at| slice.char(at)),
            characters.checked_sub(1).map(|at| slice.char(at)),
        ) {
            (Some('\r'), Some('\n')) => 2,
            (_, Some('\n' | '\r')) => 1,
            _ => 0,
        };
        TextRange::new(to_u32(start), to_u32(start + slice.len_bytes() - break_length))
    }

    /// The text of a line without its line break.
    pub fn line(&self, line: u32) -> String {
        let range = self.line_range(line);
        self.rope.byte_slice(range.to_usize()).to_string()
    }

    fn utf16(&self, offset: usize) -> usize {
        self.rope.char_to_utf16_cu(self.rope.byte_to_char(offset))
    }
}

impl std::fmt::Display for SourceText {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| formatter.write_str(chunk))
    }
}

fn to_u32(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

//! The state of laying out a text.

use journey_syntax::{Parse, SyntaxKind, TextRange};

use crate::edit::length;
use crate::entries::{Block, Item};
use crate::soundness::stays_as_it_is;
use crate::{Formatted, TextEdit, line_end};

/// How many spaces a block is indented by.
pub(crate) const STEP: usize = 2;

/// Lays out a text: goes from word to word and looks at what stands between them.
pub(crate) struct Layout<'t> {
    pub(crate) text: &'t str,
    /// The line end that the file has most of.
    pub(crate) line_end: &'static str,
    /// Whether the file has syntax errors.
    pub(crate) has_errors: bool,
    /// What may be touched, in bytes.
    window: TextRange,
    pub(crate) edits: Vec<TextEdit>,
    left_alone: Vec<TextRange>,
    /// The line end of the last line with something broken; empty at the end of the text.
    pub(crate) broken_line_end: Option<TextRange>,
    /// What should stand in a gap; kept for its memory.
    pub(crate) wanted: String,
}

impl<'t> Layout<'t> {
    pub(crate) fn new(text: &'t str, line_end: &'static str, window: TextRange) -> Self {
        let (edits, left_alone) = (Vec::new(), Vec::new());
        let (has_errors, broken_line_end, wanted) = (false, None, String::new());
        Self { text, line_end, has_errors, window, edits, left_alone, broken_line_end, wanted }
    }

    /// Lays out the whole file.
    pub(crate) fn file(&mut self, parse: &Parse) {
        self.has_errors = parse.has_errors();
        let mut start = 0;
        let mut items = Vec::new();
        for chunk in parse.chunks() {
            if stays_as_it_is(chunk.node()) {
                items.push(Item::left_alone(chunk.range()));
                continue;
            }
            let mut nodes = chunk.node().children().peekable();
            if let Some(mark) = nodes.next_if(|node| node.kind() == SyntaxKind::ByteOrderMark) {
                start = mark.range().end;
            }
            Item::push_all(&mut items, nodes, self.text);
        }
        self.entries(&items, Block::File { start, end: parse.len() }, 0);
    }

    /// Whether something from `start` to `end` (bytes) lies where nothing may be touched.
    pub(crate) fn is_outside(&self, start: u32, end: u32) -> bool {
        end < self.window.start || start > self.window.end
    }

    /// Whether the whole text may be touched.
    pub(crate) fn lays_out_all(&self) -> bool {
        self.window.covers(TextRange::new(0, length(self.text.len())))
    }

    pub(crate) fn push(&mut self, range: TextRange, replacement: &str) {
        self.edits.push(TextEdit { range, replacement: replacement.to_owned() });
    }

    /// Notes that something broken stays as it is, and the rest of its line with it: what broken text is read as depends on
    /// what follows on its line.
    pub(crate) fn leave_alone(&mut self, range: TextRange) {
        self.left_alone.push(range);
        self.broken_line_end = self.broken_line_end.max(Some(self.line_end_behind(range.end)));
    }

    /// Notes that a whole chunk stays as it is, down to its last line end.
    pub(crate) fn leave_chunk_alone(&mut self, chunk: TextRange) {
        self.left_alone.push(chunk);
        let content = self.text[..chunk.end as usize].trim_end_matches(['\n', '\r']);
        self.broken_line_end = Some(TextRange::new(length(content.len()), chunk.end));
    }

    /// Whether something broken stands before `start` (bytes) on its line.
    pub(crate) fn is_behind_broken(&self, start: u32) -> bool {
        self.broken_line_end.is_some_and(|line_end| start <= line_end.start || start < line_end.end)
    }

    /// The line end of the line of `offset` (bytes); empty at the end of the text.
    fn line_end_behind(&self, offset: u32) -> TextRange {
        let behind = &self.text[offset as usize..];
        let start = offset + memchr::memchr2(b'\n', b'\r', behind.as_bytes()).map_or(length(behind.len()), length);
        TextRange::new(start, start + length(line_end::length_at_start(&self.text[start as usize..])))
    }

    /// Whether whatever starts at `start` and ends on the line of `end` (bytes) lies where nothing may be touched.
    pub(crate) fn is_line_outside(&self, start: u32, end: u32) -> bool {
        start > self.window.end || end < self.window.start && self.line_end_behind(end).end < self.window.start
    }

    pub(crate) fn finish(self) -> Formatted {
        let window = self.window;
        let mut edits = self.edits;
        edits.retain(|edit| window.covers(edit.range));
        Formatted { edits, left_alone: self.left_alone }
    }
}

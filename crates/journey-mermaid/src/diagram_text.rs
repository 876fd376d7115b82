//! The text of a diagram as it grows line by line, with what made each line.

use journey_model::DeclarationId;
use journey_model::syntax::TextRange;
use journey_plugin::{Place, SourceLine};

/// A text that knows which part of the journey made which line.
#[derive(Debug)]
pub(crate) struct DiagramText {
    journey: DeclarationId,
    text: String,
    lines: u32,
    source_map: Vec<SourceLine>,
}

impl DiagramText {
    /// An empty text about a journey.
    pub(crate) fn new(journey: DeclarationId) -> Self {
        Self { journey, text: String::new(), lines: 0, source_map: Vec::new() }
    }

    /// Adds a line that nothing in the source made. `content` has no line end; `indentation` is spaces.
    pub(crate) fn line(&mut self, indentation: usize, content: &str) {
        if !content.is_empty() {
            self.text.extend(std::iter::repeat_n(' ', indentation));
        }
        self.text.push_str(content);
        self.text.push('\n');
        self.lines += 1;
    }

    /// Adds a line that is written in its place: something, without a line end, behind the indentation.
    pub(crate) fn write(&mut self, indentation: usize, content: impl FnOnce(&mut String)) {
        self.text.extend(std::iter::repeat_n(' ', indentation));
        content(&mut self.text);
        self.text.push('\n');
        self.lines += 1;
    }

    /// [`DiagramText::write`] of what a range of the journey's file made.
    pub(crate) fn write_of(&mut self, range: TextRange, indentation: usize, content: impl FnOnce(&mut String)) {
        self.next_line_is_of(range);
        self.write(indentation, content);
    }

    /// Adds lines that nothing made: what `content` writes, each with its line end.
    pub(crate) fn write_lines(&mut self, content: impl FnOnce(&mut String)) {
        let start = self.text.len();
        content(&mut self.text);
        let ends = self.text.as_bytes().iter().skip(start).filter(|byte| **byte == b'\n').count();
        self.lines = self.lines.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
    }

    /// Makes room for so many bytes at once.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
    }

    /// Adds a line that a range of the journey's file made.
    pub(crate) fn line_of(&mut self, range: TextRange, indentation: usize, content: &str) {
        self.line_of_place(Place { file: self.journey.file, range }, indentation, content);
    }

    /// Adds a line that a place made, perhaps one of another file.
    pub(crate) fn line_of_place(&mut self, place: Place, indentation: usize, content: &str) {
        self.source_map.push(SourceLine { line: self.lines, place });
        self.line(indentation, content);
    }

    /// Says of the next line that a range of the journey's file makes it, too.
    pub(crate) fn next_line_is_of(&mut self, range: TextRange) {
        self.next_line_is_of_place(Place { file: self.journey.file, range });
    }

    /// Says of the next line that a place makes it, too.
    pub(crate) fn next_line_is_of_place(&mut self, place: Place) {
        self.source_map.push(SourceLine { line: self.lines, place });
    }

    /// Adds lines that nothing made, each without its line end.
    pub(crate) fn lines<L: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = L>) {
        for line in lines {
            self.line(0, line.as_ref());
        }
    }

    /// How many lines there are: the number of the next one.
    pub(crate) fn line_count(&self) -> u32 {
        self.lines
    }

    /// Says what made a line that is there already.
    pub(crate) fn map(&mut self, line: SourceLine) {
        self.source_map.push(line);
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text and the source map.
    pub(crate) fn finish(self) -> (String, Vec<SourceLine>) {
        (self.text, self.source_map)
    }
}

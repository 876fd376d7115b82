//! Cuts out the lines that a finding points into, so that drawing one costs the same in a short file and in a long one.

use std::ops::Range;

use journey_model::syntax::TextRange;

use super::file_text::FileText;

/// Places of a file that are at most so many lines apart share an excerpt; the lines between them are folded.
const FAR: u32 = 500;
/// From a line that is longer than this, in bytes, only a part is shown.
const LONG: usize = 8 * 1024;
/// How much is shown of a long line on each side of its place, in bytes.
const AROUND: usize = 400;

/// A part of a file that is underlined.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark<'a> {
    /// The file's path as people see it.
    pub(crate) path: &'a str,
    /// The file's text.
    pub(crate) text: &'a FileText,
    /// The part, in bytes of the text. It may lie outside of the text; it is clamped.
    pub(crate) range: TextRange,
}

/// A part of a file to draw.
#[derive(Debug)]
pub(super) enum Excerpt<'a> {
    /// Whole lines.
    Lines(Window<'a>),
    /// A part of a line that is too long to be shown.
    PartOfLine {
        /// The part.
        window: Window<'a>,
        /// The column of the place, from 1, in characters.
        column: usize,
    },
}

/// Text with the places in it that are underlined.
#[derive(Debug)]
pub(super) struct Window<'a> {
    /// The file's path as people see it.
    pub(super) path: &'a str,
    /// The text; its lines end with LF, whatever they end with in the file.
    pub(super) text: String,
    /// The number of its first line in the file, from 1.
    pub(super) first_line: usize,
    /// The places, in bytes of the text, each with what it is; the place of the finding itself needs no words.
    pub(super) spans: Vec<(Range<usize>, Option<&'a str>)>,
}

/// A place as a line (from 0) and a byte in it.
type Point = (u32, usize);

struct Spot<'a> {
    mark: &'a Mark<'a>,
    what: Option<&'a str>,
    start: Point,
    end: Point,
}

impl<'a> Excerpt<'a> {
    /// Cuts out what is around the marks, the place of the finding first. What is near to each other in one file comes
    /// in one excerpt.
    pub(super) fn of(marks: impl Iterator<Item = (&'a Mark<'a>, Option<&'a str>)>) -> Vec<Self> {
        let mut groups: Vec<Vec<Spot<'a>>> = Vec::new();
        for (mark, what) in marks {
            let spot = Spot::new(mark, what);
            match groups.iter_mut().find(|group| group.iter().any(|other| spot.is_near(other))) {
                Some(group) => group.push(spot),
                None => groups.push(vec![spot]),
            }
        }
        groups.into_iter().flat_map(|group| Self::of_group(&group)).collect()
    }

    fn of_group(group: &[Spot<'a>]) -> Vec<Self> {
        let first = group.iter().map(|spot| spot.start.0).min().unwrap_or(0);
        let last = group.iter().map(|spot| spot.end.0).max().unwrap_or(0);
        let Some(text) = group.first().map(|spot| spot.mark.text) else {
            return Vec::new();
        };
        if (first..=last).any(|line| text.line_length(line) > LONG) {
            return group.iter().map(Self::part_of_line).collect();
        }
        let lines: Vec<_> = (first..=last).map(|line| text.line(line)).collect();
        let mut starts = Vec::with_capacity(lines.len());
        let mut source = String::new();
        for line in &lines {
            starts.push(source.len());
            source.extend(line.chars().map(without_command));
            source.push('\n');
        }
        // Nothing can be underlined in an empty last line; a blank there can.
        let last_is_empty = lines.last().is_some_and(|line| line.is_empty());
        source.pop();
        if last_is_empty {
            source.push(' ');
        }
        let at = |(line, byte): Point| starts.get((line - first) as usize).map_or(source.len(), |start| start + byte);
        let spans = group.iter().map(|spot| (at(spot.start)..at(spot.end), spot.what)).collect();
        let path = group.first().map_or("", |spot| spot.mark.path);
        vec![Self::Lines(Window { path, text: source, first_line: first as usize + 1, spans })]
    }

    fn part_of_line(spot: &Spot<'a>) -> Self {
        let (line, start) = spot.start;
        let text = spot.mark.text.line(line);
        let end = if spot.end.0 == line { spot.end.1 } else { text.len() };
        let from = text.floor_char_boundary(start.saturating_sub(AROUND));
        let to = text.floor_char_boundary(end.min(start + AROUND).saturating_add(AROUND).min(text.len()));
        let mut part = String::from(if from > 0 { "…" } else { "" });
        let shift = |byte: usize| byte.clamp(from, to) - from + part.len();
        let span = shift(start)..shift(end);
        part.extend(text.get(from..to).unwrap_or_default().chars().map(without_command));
        if to < text.len() {
            part.push('…');
        }
        let column = spot.mark.text.position(spot.mark.range.start).column as usize;
        let spans = vec![(span, spot.what)];
        let window = Window { path: spot.mark.path, text: part, first_line: line as usize + 1, spans };
        Self::PartOfLine { window, column }
    }
}

impl<'a> Spot<'a> {
    fn new(mark: &'a Mark<'a>, what: Option<&'a str>) -> Self {
        let start = mark.text.place_in_line(mark.range.start);
        let mut end = mark.text.place_in_line(mark.range.end.max(mark.range.start));
        // A place that reaches to the start of a line does not mean that line.
        if end.1 == 0 && end.0 > start.0 {
            end = (end.0 - 1, mark.text.line_length(end.0 - 1));
        }
        Self { mark, what, start, end: end.max(start) }
    }

    fn is_near(&self, other: &Self) -> bool {
        std::ptr::eq::<FileText>(self.mark.text, other.mark.text)
            && self.start.0.saturating_sub(other.end.0).max(other.start.0.saturating_sub(self.end.0)) < FAR
    }
}

/// The control characters behind ASCII, which the drawing library leaves as they are, as a dot of the same length.
pub(super) fn without_command(character: char) -> char {
    match character {
        '\u{80}'..='\u{9F}' => '·',
        other => other,
    }
}

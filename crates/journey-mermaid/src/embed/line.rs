//! The lines of a page: where they are, how they end, and the quotes and lists that they stand in.

use std::ops::Range;

/// The lines of a text. They end as Markdown says: with LF, CRLF or CR.
#[derive(Clone, Debug)]
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter_map(|(at, byte)| {
            let ends = byte == b'\n' || byte == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n');
            ends.then_some(at + 1)
        }));
        Self { text, starts }
    }

    /// The number of the line, from 0, in which a byte stands.
    pub(super) fn number(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// How many lines there are. What follows the last line end is a line, even if it is empty.
    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// Where a line starts; of one behind the last, where the text ends.
    pub(super) fn start(&self, number: usize) -> usize {
        self.starts.get(number).copied().unwrap_or(self.text.len())
    }

    /// Where a line is, without its end.
    pub(super) fn range(&self, number: usize) -> Range<usize> {
        let (start, end) = (self.start(number), self.start(number + 1));
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    /// A line without its end.
    pub(super) fn line(&self, number: usize) -> &'t str {
        &self.text[self.range(number)]
    }

    /// How a line ends; the last one as the first one does.
    pub(super) fn end(&self, number: usize) -> &'t str {
        let end = |number: usize| &self.text[self.range(number).end..self.start(number + 1)];
        [end(number), end(0), "\n"].into_iter().find(|end| !end.is_empty()).unwrap_or("\n")
    }
}

/// How many bytes at the start of a line are the quotes and lists that it stands in, and its indentation.
pub(super) fn container(line: &str) -> usize {
    let mut rest = line.trim_start_matches([' ', '\t']);
    loop {
        let inner = rest.strip_prefix('>').or_else(|| after_list_marker(rest));
        match inner {
            Some(inner) => rest = inner.trim_start_matches([' ', '\t']),
            None => return line.len() - rest.len(),
        }
    }
}

fn after_list_marker(text: &str) -> Option<&str> {
    let digits = text.len() - text.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let rest = match digits {
        0 => text.strip_prefix(['-', '*', '+']),
        1..=9 => text[digits..].strip_prefix(['.', ')']),
        _ => None,
    }?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(rest)
}

/// Whether all of this is quotes, lists and indentation.
pub(super) fn is_container(before: &str) -> bool {
    container(before) == before.len()
}

/// What the lines below start with so that they stand in the same quotes and lists: a list goes on by indentation.
pub(super) fn continued(before: &str) -> String {
    before.chars().map(|char| if matches!(char, '>' | '\t') { char } else { ' ' }).collect()
}

/// Whether nothing stands in a line but the quotes around it.
pub(super) fn is_blank(line: &str) -> bool {
    line.trim_start_matches([' ', '\t', '>']).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways() {
        let lines = Lines::of("a\r\nb\rc\n\nd");
        let all: Vec<(&str, &str)> = (0..lines.count()).map(|number| (lines.line(number), lines.end(number))).collect();
        assert_eq!(all, [("a", "\r\n"), ("b", "\r"), ("c", "\n"), ("", "\n"), ("d", "\r\n")]);
        assert_eq!([0, 1, 2, 3, 5, 8].map(|offset| lines.number(offset)), [0, 0, 0, 1, 2, 4]);
        assert_eq!((Lines::of("").count(), Lines::of("").end(0)), (1, "\n"));
    }

    #[test]
    fn quotes_and_lists_go_on_in_the_lines_below() {
        for (line, before, below) in [
            ("- <!--", "- ", "  "),
            ("  > 1. {/*", "  > 1. ", "  >    "),
            ("\t<!--", "\t", "\t"),
            ("* * text", "* * ", "    "),
            ("-no", "", ""),
            ("12345678901. no", "", ""),
        ] {
            let container = &line[..container(line)];
            assert_eq!((container, &*continued(container)), (before, below));
            assert!(is_container(before));
        }
        assert!(!is_container("text ") && !is_container("- [ ] ") && is_blank(" > ") && !is_blank("> a"));
    }
}

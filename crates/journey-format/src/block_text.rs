//! A `"""` text: its lines move with the line that it stands on, and what it says stays.

use journey_syntax::{Node, SyntaxKind, TextRange};

use crate::edit::{length, smallest};
use crate::layout::{Layout, STEP};
use crate::line_end;

const QUOTES: &str = "\"\"\"";

impl Layout<'_> {
    /// Moves the lines of a `"""` text that opens on a line that starts with `indent` spaces.
    ///
    /// The language takes away the indentation that all lines share, and nothing else. So exactly that is replaced: by the
    /// same for all of them. White space at the end of a line is part of the text; that of a line with nothing else is
    /// not.
    pub(crate) fn reindent_text(&mut self, node: Node<'_>, indent: usize) {
        if node.kind() != SyntaxKind::BlockText || self.is_behind_broken(node.range().start) {
            return;
        }
        let token = node.text();
        let Some(inner) = token.strip_prefix(QUOTES).and_then(|rest| rest.strip_suffix(QUOTES)) else { return };
        let lines: Vec<&str> = line_end::lines(inner).collect();
        let [first, following @ ..] = lines.as_slice() else { return };
        let Some((last, middle)) = following.split_last() else { return };
        let common = common_indentation(following);
        let mut at = node.range().start + length(QUOTES.len());
        if is_blank(first) {
            self.edits.extend(smallest(at, first, ""));
        }
        at += length(first.len());
        let deeper = " ".repeat(indent + STEP);
        for (line, is_last) in middle.iter().map(|line| (line, false)).chain([(last, true)]) {
            at = self.line_end_at(at);
            // The closing quotes stand as deep as the text.
            let (old, new) = match (is_blank(line), is_last) {
                (false, _) => (common, deeper.as_str()),
                (true, false) => (*line, ""),
                (true, true) => (*line, deeper.as_str()),
            };
            self.edits.extend(smallest(at, old, new));
            at += length(line.len());
        }
    }

    /// Makes the line end at `at` that of the file; gives the byte behind it.
    fn line_end_at(&mut self, at: u32) -> u32 {
        let rest = &self.text[at as usize..];
        let old = &rest[..line_end::length_at_start(rest)];
        let end = at + length(old.len());
        if old != self.line_end {
            self.push(TextRange::new(at, end), self.line_end);
        }
        end
    }
}

fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// The longest white space that all lines start with that have anything else.
fn common_indentation<'t>(lines: &[&'t str]) -> &'t str {
    let indentations = lines.iter().filter(|line| !is_blank(line)).map(|line| {
        let content = line.trim_start_matches([' ', '\t']);
        &line[..line.len() - content.len()]
    });
    let shared = |one: &'t str, other: &'t str| {
        let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
        &one[..same]
    };
    indentations.reduce(shared).unwrap_or_default()
}

//! Blocks: lines that come into them, and one line that becomes several.

use journey_model::Declaration;
use journey_model::syntax::{Node, SyntaxKind, TextRange};

use super::to_u32;
use crate::layout::{Layout, entries};

/// A range of one file's text and what stands there instead.
pub(super) type Replacement = (TextRange, String);

/// Puts properties behind those that a declaration has, each as one line or, where its block is one line, into that line.
pub(super) fn with_properties(layout: &Layout<'_>, declaration: Declaration<'_>, lines: &[String]) -> Replacement {
    let end = layout.line_end();
    let Some(body) = declaration.body() else {
        let outer = layout.indentation(declaration.range().start);
        let inner = format!("{outer}{}", layout.unit());
        let lines: String = lines.iter().map(|line| format!("{inner}{line}{end}")).collect();
        let at = TextRange::empty(declaration.head_range().end);
        return (at, format!(" {{{end}{lines}{outer}}}"));
    };
    let inside = body.range().start + 1;
    let last = entries(declaration).filter(|entry| entry.kind() == SyntaxKind::Property).last();
    let at = last.map_or(inside, |property| layout.without_space(property.range()).end);
    let is_one_line = !layout.slice(body.range()).contains(['\n', '\r']);
    if !is_one_line && layout.is_last_of_line(at) {
        let inner = layout.indentation_inside(declaration);
        let lines = lines.iter().map(|line| format!("{inner}{line}{end}")).collect();
        return (TextRange::empty(layout.next_line(at)), lines);
    }
    let joined = lines.join("; ");
    match (last, entries(declaration).next()) {
        (Some(property), _) => (TextRange::new(without_comma(layout, property), at), format!("; {joined}")),
        (None, Some(_)) => (TextRange::empty(at), format!(" {joined};")),
        (None, None) => (TextRange::new(inside, body.range().end - 1), format!(" {joined} ")),
    }
}

/// Puts everything in a block, and its closing brace, on lines of their own. Nothing where they are already.
pub(super) fn expanded(layout: &Layout<'_>, declaration: Declaration<'_>) -> Vec<Replacement> {
    let end = layout.line_end();
    let outer = layout.indentation(declaration.range().start);
    let Some(body) = declaration.body() else {
        let at = TextRange::empty(declaration.head_range().end);
        return vec![(at, format!(" {{{end}{outer}}}"))];
    };
    let inner = layout.indentation_inside(declaration);
    let mut replacements = Vec::new();
    let mut at = body.range().start + 1;
    for entry in entries(declaration) {
        let gap = TextRange::new(at, entry.range().start);
        at = layout.without_space(entry.range()).end;
        // A comment may stay beside what it is about.
        if !layout.slice(gap).contains(['\n', '\r']) && !is_comment(entry) {
            replacements.push((gap, format!("{}{end}{inner}", kept(layout.slice(gap)))));
        }
    }
    let gap = TextRange::new(at, body.range().end - 1);
    if !layout.slice(gap).contains(['\n', '\r']) {
        replacements.push((gap, format!("{}{end}{outer}", kept(layout.slice(gap)))));
    }
    replacements
}

/// Puts everything in a block on one line with its head; `None` where that is not possible.
pub(super) fn collapsed(layout: &Layout<'_>, declaration: Declaration<'_>) -> Option<Vec<Replacement>> {
    let body = declaration.body()?;
    if !layout.slice(body.range()).contains(['\n', '\r']) {
        return None;
    }
    let mut replacements = Vec::new();
    let mut at = body.range().start + 1;
    for entry in entries(declaration) {
        if is_comment(entry) || layout.slice(entry.range()).contains(['\n', '\r']) {
            return None;
        }
        let between = if at == body.range().start + 1 { " " } else { "; " };
        replacements.push((TextRange::new(at, entry.range().start), between.to_owned()));
        at = without_comma(layout, entry);
    }
    if replacements.is_empty() {
        return None;
    }
    replacements.push((TextRange::new(at, body.range().end - 1), " ".to_owned()));
    Some(replacements)
}

/// Where an entry ends, without a comma behind its last value.
fn without_comma(layout: &Layout<'_>, entry: Node<'_>) -> u32 {
    let written = layout.slice(entry.range());
    entry.range().start + to_u32(written.trim_end_matches([' ', '\t', ',']).len())
}

fn is_comment(entry: Node<'_>) -> bool {
    matches!(entry.kind(), SyntaxKind::Comment | SyntaxKind::Documentation)
}

/// What stays of the text between two entries when a line end parts them.
fn kept(gap: &str) -> &str {
    gap.trim().trim_end_matches(';').trim_end()
}

/// A part of a text with replacements made in it, which lie inside of it, in the order of the text.
pub(super) fn replaced(layout: &Layout<'_>, part: TextRange, replacements: &[Replacement]) -> String {
    let mut text = String::with_capacity(part.len() as usize);
    let mut at = part.start;
    for (range, replacement) in replacements {
        text.push_str(layout.slice(TextRange::new(at, range.start)));
        text.push_str(replacement);
        at = range.end;
    }
    text.push_str(layout.slice(TextRange::new(at, part.end)));
    text
}

//! A property: on one line if it fits, else one value a line.

use journey_syntax::{Keyword, Node, SyntaxKind};

use crate::entries::End;
use crate::gap::{Gap, Space};
use crate::layout::{Layout, STEP};
use crate::width::columns;
use crate::{WIDTH, line_end};

/// The word before the sources of a property.
const FROM: &str = "from";

/// A word of a property with its place in bytes.
#[derive(Clone, Copy, Debug)]
struct Word<'tree> {
    start: u32,
    end: u32,
    kind: Kind,
    /// Whether a comma stands between it and the value or source before it.
    behind_a_comma: bool,
    /// `None` for `from`.
    node: Option<Node<'tree>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Key,
    Qualifier,
    Value,
    From,
    Source,
    Comment,
}

/// How a property is broken into lines.
#[derive(Clone, Copy, Debug, Default)]
struct Breaks {
    /// Whether each value has a line of its own.
    values: bool,
    /// Whether each source has a line of its own.
    sources: bool,
    /// Whether `from` starts a line.
    from: bool,
}

impl Layout<'_> {
    /// Lays out a property whose line starts with `indent` spaces. `list_ends` says that a comma at its end would not
    /// pull in what follows.
    pub(crate) fn property(&mut self, node: Node<'_>, list_ends: bool, indent: usize) -> End {
        let words = words(node, self.text);
        let breaks = breaks(&words, self.text, indent);
        self.gaps(&words, breaks, indent);
        let has_sources = words.iter().any(|word| word.kind == Kind::From);
        let is_list = if has_sources { breaks.sources } else { breaks.values };
        let at = words.last().map_or(node.range().end, |word| word.end);
        End { at, mark: if is_list && list_ends { "," } else { "" } }
    }

    /// Lays out a property that stands on one line with the block around it.
    pub(crate) fn property_on_one_line(&mut self, node: Node<'_>) -> End {
        let words = words(node, self.text);
        self.gaps(&words, Breaks::default(), 0);
        End { at: words.last().map_or(node.range().end, |word| word.end), mark: "" }
    }

    /// How many columns a property takes on one line; `None` where it cannot stand on one.
    pub(crate) fn columns_on_one_line(&self, node: Node<'_>) -> Option<usize> {
        let words = words(node, self.text);
        words.iter().all(|word| word.kind != Kind::Comment).then(|| flat_columns(&words, self.text))
    }

    fn gaps(&mut self, words: &[Word<'_>], breaks: Breaks, indent: usize) {
        for (before, word) in words.iter().zip(words.iter().skip(1)) {
            let old = &self.text[before.end as usize..word.start as usize];
            let gap = gap_between(*before, *word, old, breaks, indent);
            self.gap(before.end, word.start, gap);
            if let Some(value) = word.node.filter(|node| node.kind() == SyntaxKind::BlockText) {
                let on_its_own_line = matches!(gap.space, Space::Line { .. });
                self.reindent_text(value, if on_its_own_line { indent + STEP } else { indent });
            }
        }
    }
}

/// What should stand between two words of a property, where `old` stands now.
fn gap_between(before: Word<'_>, word: Word<'_>, old: &str, breaks: Breaks, indent: usize) -> Gap {
    let deeper = indent + STEP;
    let in_sources = |kind| matches!(kind, Kind::From | Kind::Source);
    let indent = if breaks.from && in_sources(before.kind) { deeper + STEP } else { deeper };
    let old_breaks = line_end::count(old);
    let line = Space::Line { blank: old_breaks > 1, indent };
    if before.kind == Kind::Comment {
        return Gap::of(if word.kind == Kind::From {
            Space::Line { blank: old_breaks > 1, indent: deeper }
        } else {
            line
        });
    }
    let (mark, space) = match word.kind {
        Kind::Key | Kind::Qualifier => ("", Space::One),
        Kind::Comment => (if old.contains(',') { "," } else { "" }, if old_breaks == 0 { Space::One } else { line }),
        Kind::Value if matches!(before.kind, Kind::Key | Kind::Qualifier) => (":", Space::One),
        Kind::Value if !word.behind_a_comma => ("", Space::One),
        Kind::Value => (",", if breaks.values { line } else { Space::One }),
        Kind::From if breaks.from => (",", line),
        Kind::From => ("", Space::One),
        Kind::Source if before.kind == Kind::From || !word.behind_a_comma => ("", Space::One),
        Kind::Source => (",", if breaks.sources { line } else { Space::One }),
    };
    Gap { mark, space }
}

/// What a property consists of, as far as its place among others depends on it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts {
    /// The byte behind its last value or source.
    pub(crate) end: u32,
    has_comment: bool,
    has_keyword: bool,
}

impl Parts {
    pub(crate) fn of(property: Node<'_>) -> Self {
        let mut parts = Self { end: property.range().end, has_comment: false, has_keyword: false };
        for part in all_parts(property) {
            if part.kind() == SyntaxKind::Comment {
                parts.has_comment = true;
            } else {
                parts.end = part.range().end;
                parts.has_keyword |= is_keyword(part);
            }
        }
        parts
    }

    /// Whether a property can only stand as it does: where a line in it has to start with a name that is also a keyword.
    /// Behind ordinary space, that line would be a declaration; so something else stands there, such as a no-break space.
    pub(crate) fn must_stay(self) -> bool {
        self.has_comment && self.has_keyword
    }

    /// The comments behind the last value or source of the property.
    pub(crate) fn comments_at_the_end<'tree>(self, property: Node<'tree>) -> impl Iterator<Item = Node<'tree>> {
        let parts = self.has_comment.then(|| all_parts(property));
        parts.into_iter().flatten().filter(move |part| part.range().start >= self.end)
    }
}

/// What a property consists of, with what its citation consists of.
fn all_parts<'tree>(property: Node<'tree>) -> impl Iterator<Item = Node<'tree>> {
    property.children().flat_map(|child| {
        let is_citation = child.kind() == SyntaxKind::Citation;
        let inside = is_citation.then(|| child.children());
        (!is_citation).then_some(child).into_iter().chain(inside.into_iter().flatten())
    })
}

/// Whether a value or source is a name that a declaration could start with.
fn is_keyword(node: Node<'_>) -> bool {
    node.kind() == SyntaxKind::Reference && Keyword::from_name(node.text()).is_some()
}

fn words<'tree>(node: Node<'tree>, text: &str) -> Vec<Word<'tree>> {
    let mut words: Vec<Word<'tree>> = Vec::with_capacity(8);
    let mut comma = false;
    let mut add = |node: Option<Node<'tree>>, start: u32, end: u32, kind: Kind| {
        if let Some(before) = words.last() {
            comma |= memchr::memchr(b',', &text.as_bytes()[before.end as usize..start as usize]).is_some();
        }
        words.push(Word { start, end, kind, behind_a_comma: comma, node });
        comma &= kind == Kind::Comment;
    };
    for child in node.children() {
        let range = child.range();
        match child.kind() {
            SyntaxKind::Key => add(Some(child), range.start, range.end, Kind::Key),
            SyntaxKind::Qualifier => add(Some(child), range.start, range.end, Kind::Qualifier),
            SyntaxKind::Comment => add(Some(child), range.start, range.end, Kind::Comment),
            SyntaxKind::Citation => {
                add(None, range.start, range.start + crate::edit::length(FROM.len()), Kind::From);
                for part in child.children() {
                    let kind = if part.kind() == SyntaxKind::Comment { Kind::Comment } else { Kind::Source };
                    add(Some(part), part.range().start, part.range().end, kind);
                }
            }
            _ => add(Some(child), range.start, range.end, Kind::Value),
        }
    }
    while words.last().is_some_and(|word| word.kind == Kind::Comment) {
        words.pop();
    }
    words
}

fn breaks(words: &[Word<'_>], text: &str, indent: usize) -> Breaks {
    let from = words.iter().position(|word| word.kind == Kind::From);
    let (values, sources) = words.split_at(from.unwrap_or(words.len()));
    let has_comment = |words: &[Word<'_>]| words.iter().any(|word| word.kind == Kind::Comment);
    let (comment_in_values, comment_in_sources) = (has_comment(values), has_comment(sources));
    let too_wide = indent + flat_columns(words, text) > WIDTH;
    let runs_over_lines = |word: &Word<'_>| line_end::split(&text[word.start as usize..word.end as usize]).is_some();
    // A line that starts with a keyword would be a declaration.
    let fixed = words.iter().any(|word| word.node.is_some_and(is_keyword));
    let several =
        |words: &[Word<'_>]| !fixed && words.iter().any(|word| word.behind_a_comma && word.kind != Kind::From);
    let break_values = several(values) && (too_wide || comment_in_values || values.iter().any(runs_over_lines));
    let break_from = from.is_some() && (break_values || comment_in_values);
    let sources_too_wide = if break_from {
        indent + STEP + flat_columns(sources, text) > WIDTH
    } else {
        // The lines of a long text do not count: they are as long as they are.
        too_wide && !values.iter().any(runs_over_lines)
    };
    Breaks {
        values: break_values,
        sources: several(sources) && (sources_too_wide || comment_in_sources),
        from: break_from,
    }
}

/// How many columns words take on one line.
fn flat_columns(words: &[Word<'_>], text: &str) -> usize {
    let mut columns_so_far = 0;
    for (number, word) in words.iter().enumerate() {
        let mark = match word.kind {
            Kind::Value => {
                let first = number.checked_sub(1).is_some_and(|before| words[before].kind != Kind::Value);
                usize::from(first || word.behind_a_comma)
            }
            Kind::Source => usize::from(word.behind_a_comma && words[number.saturating_sub(1)].kind != Kind::From),
            _ => 0,
        };
        let space = usize::from(number > 0);
        columns_so_far += mark + space + columns(&text[word.start as usize..word.end as usize]);
    }
    columns_so_far
}

//! Markers that are text because they stand in a code block or a comment: often the one that another marker lacks.

use std::ops::Range;

use super::blocks::{Blocks, Form};
use super::line::Lines;
use super::marker::{self, Word};

/// A marker that is text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hidden {
    word: Word,
    /// Its line, from 1.
    line: usize,
    /// What it stands in.
    block: &'static str,
    /// The line where that begins, from 1.
    block_line: usize,
    /// How that is ended.
    end: &'static str,
}

impl Hidden {
    /// What is wrong: goes on after a colon.
    pub(super) fn why(&self) -> String {
        let Self { line, block, block_line, .. } = self;
        format!("the one in line {line} stands in the {block} that begins in line {block_line}")
    }

    /// What to do.
    pub(super) fn help(&self) -> String {
        let Self { word, block, end, .. } = self;
        let between = match word {
            Word::Begin => "",
            Word::End => ", or delete what stands between the two markers: it is made anew",
        };
        format!("End the {block} above it with {end}{between}.")
    }
}

/// The first `journey:end` or the last `journey:begin` that stands in a code block or a comment which starts in that part
/// of the page. One that has its partner beside it is an example, and does not count.
pub(super) fn hidden(
    text: &str,
    blocks: &Blocks,
    lines: &Lines<'_>,
    word: Word,
    within: &Range<usize>,
) -> Option<Hidden> {
    let code = blocks
        .fences
        .iter()
        .map(|fence| (&fence.range, "code block", "a line that has as many ` or ~ as its first one"));
    let comments = blocks.comments.iter().filter(|comment| marker::read(&text[comment.inner.clone()]).is_none());
    let comments = comments.map(|comment| (&comment.range, "comment", comment.form.marks().1));
    let mut all: Vec<_> = code.chain(comments).filter(|(range, ..)| within.contains(&range.start)).collect();
    all.sort_by_key(|(range, ..)| range.start);
    let mut found = all.into_iter().filter_map(|(range, block, end)| {
        let markers = markers(&text[range.clone()]);
        let (at, found) = match word {
            Word::End => markers.first(),
            Word::Begin => markers.last(),
        }?;
        let line = |offset: usize| lines.number(offset) + 1;
        (*found == word).then(|| Hidden {
            word,
            line: line(range.start + at),
            block,
            block_line: line(range.start),
            end,
        })
    });
    match word {
        Word::End => found.next(),
        Word::Begin => found.next_back(),
    }
}

/// What would be markers in a text, with their places.
fn markers(text: &str) -> Vec<(usize, Word)> {
    let mut found = Vec::new();
    for form in [Form::Html, Form::Braces] {
        let (start, end) = form.marks();
        for (at, _) in text.match_indices(start) {
            let rest = &text[at + start.len()..];
            let inner = rest.find(end).map_or(rest, |length| &rest[..length]);
            if let Some(Ok((word, _))) = marker::read(inner) {
                found.push((at, word));
            }
        }
    }
    found.sort_unstable_by_key(|(at, _)| *at);
    found
}

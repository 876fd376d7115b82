//! What counts in a page: its fences and its comments. What stands in code is in neither of them.

mod admonition;
mod front_matter;
mod markdown;
mod mdx;

use std::ops::Range;

use crate::Flavour;

/// What counts in a page, in the order of its places.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Blocks {
    pub(super) fences: Vec<Fence>,
    pub(super) comments: Vec<Comment>,
}

/// A fenced code block.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fence {
    /// From its first mark to its last, without the line's end.
    pub(super) range: Range<usize>,
    /// What stands behind the first mark: the language, and more.
    pub(super) info: Range<usize>,
    /// What stands in it, without the quotes and the indentation that it stands in.
    pub(super) body: String,
    pub(super) is_closed: bool,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comment {
    pub(super) range: Range<usize>,
    /// What stands in it.
    pub(super) inner: Range<usize>,
    pub(super) form: Form,
    pub(super) is_closed: bool,
}

/// How a comment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `<!-- -->`
    Html,
    /// `{/* */}`
    Braces,
}

impl Form {
    /// What a comment of that form starts and ends with.
    pub(super) fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Html => ("<!--", "-->"),
            Self::Braces => ("{/*", "*/}"),
        }
    }
}

impl Comment {
    /// The comment that starts at a place, as far as `end`; `None` where none starts there.
    fn at(text: &str, start: usize, end: usize) -> Option<Self> {
        let rest = &text[start..end];
        let form = [Form::Html, Form::Braces].into_iter().find(|form| rest.starts_with(form.marks().0))?;
        let from = start + form.marks().0.len();
        let open = Self { range: start..end, inner: from..end, form, is_closed: false };
        Some(match form {
            // `<!-->` is a comment of its own.
            Form::Html => text[from - 2..end].find("-->").map_or(open, |at| {
                let last = from - 2 + at;
                Self { range: start..last + 3, inner: from..last.max(from), form, is_closed: true }
            }),
            Form::Braces => {
                let Some(at) = text[from..end].find("*/") else { return Some(open) };
                let behind = &text[from + at + 2..end];
                let space = behind.len() - behind.trim_start().len();
                // What is followed by something else is part of a larger expression.
                behind[space..].starts_with('}').then(|| Self {
                    range: start..from + at + 2 + space + 1,
                    inner: from..from + at,
                    form,
                    is_closed: true,
                })?
            }
        })
    }
}

/// Reads a page.
pub(super) fn read(text: &str, flavour: Flavour) -> Blocks {
    let from = front_matter::end(text);
    let mut blocks = match flavour {
        Flavour::Markdown => markdown::read(text, from),
        Flavour::Mdx => mdx::read(text, from),
    };
    blocks.comments.sort_by_key(|comment| comment.range.start);
    blocks
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// What is found: the body of each fence, and what stands in each comment.
    pub(super) fn told(text: &str, flavour: Flavour) -> String {
        let blocks = read(text, flavour);
        let fences = blocks.fences.iter().map(|fence| {
            let open = if fence.is_closed { "" } else { " open" };
            format!("fence{open} {:?} {:?}", &text[fence.info.clone()], fence.body)
        });
        let comments = blocks.comments.iter().map(|comment| {
            let open = if comment.is_closed { "" } else { " open" };
            format!("comment{open} {:?}", &text[comment.inner.clone()])
        });
        fences.chain(comments).collect::<Vec<_>>().join("; ")
    }
}

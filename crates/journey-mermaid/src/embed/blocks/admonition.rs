//! Admonitions and tabs of Python-Markdown, as MkDocs has them: a line such as `!!! note`, with indented lines below.
//!
//! For CommonMark the indented lines are code or go on with the paragraph. A list item is what it has for the same.

use std::borrow::Cow;

use crate::embed::line::{Lines, container};

/// How far what stands in an admonition is indented.
const INDENTATION: usize = 4;

/// The text with each first line of an admonition replaced by one of a list item, of the same length and with as much
/// indentation below.
pub(super) fn as_lists(text: &str) -> Cow<'_, str> {
    if !["!!!", "???", "==="].iter().any(|mark| text.contains(mark)) {
        return Cow::Borrowed(text);
    }
    let lines = Lines::of(text);
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for number in 0..lines.count() {
        let line = lines.line(number);
        let inner = &line[container(line)..];
        if opens(inner) {
            let start = lines.range(number).end - inner.len();
            out.push_str(&text[copied..start]);
            out.push_str("-   ");
            copied = start + INDENTATION;
            if !inner[..INDENTATION].ends_with(' ') {
                // The mark has four signs. The space behind them would be indentation too.
                out.push('+');
                copied += 1;
            }
        }
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// Whether a line opens an admonition, one that folds, or a tab.
fn opens(line: &str) -> bool {
    let kind = ["!!! ", "??? ", "???+ "].iter().find_map(|mark| line.strip_prefix(mark));
    let is_word = |rest: &str| rest.starts_with(|char: char| char.is_ascii_alphabetic() || char == '"');
    let tab = ["=== ", "===! ", "===+ "].iter().find_map(|mark| line.strip_prefix(mark));
    kind.is_some_and(is_word) || tab.is_some_and(|rest| rest.starts_with('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_admonition_becomes_a_list_item_of_the_same_length() {
        for (text, list) in [
            ("!!! note \"A\"\n    a\n", "-   note \"A\"\n    a\n"),
            ("a\n\n???+ tip\n", "a\n\n-   +tip\n"),
            ("    === \"Täb\"\r\n", "    -   \"Täb\"\r\n"),
            ("===! \"A\"\n", "-   +\"A\"\n"),
            ("Really!!! Yes\n===\n=== a\n!!!\n", "Really!!! Yes\n===\n=== a\n!!!\n"),
        ] {
            let made = as_lists(text);
            assert_eq!((&*made, made.len()), (list, text.len()));
        }
    }
}

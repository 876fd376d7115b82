//! Replacements in a text, and what they make of it.

use journey_syntax::TextRange;

/// A replacement in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced, in bytes of the old text.
    pub range: TextRange,
    /// What stands there afterwards.
    pub replacement: String,
}

/// The text after edits, which must be in order, without overlap, and inside the text.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut after = String::with_capacity(text.len() + 16 * edits.len());
    let mut done = 0;
    for edit in edits {
        let range = edit.range.to_usize();
        after.push_str(&text[done..range.start]);
        after.push_str(&edit.replacement);
        done = range.end;
    }
    after.push_str(&text[done..]);
    after
}

/// The edit from one text to another at `start` (bytes), without what both have in common at their ends; `None` where
/// they are equal. One of the two must be ASCII, so that no character is cut in two.
pub(crate) fn smallest(start: u32, old: &str, new: &str) -> Option<TextEdit> {
    if old == new {
        return None;
    }
    let same = |pair: &(u8, u8)| pair.0 == pair.1;
    let prefix = old.bytes().zip(new.bytes()).take_while(same).count();
    let (old, new) = (&old[prefix..], &new[prefix..]);
    let suffix = old.bytes().rev().zip(new.bytes().rev()).take_while(same).count();
    let start = start + length(prefix);
    Some(TextEdit {
        range: TextRange::new(start, start + length(old.len() - suffix)),
        replacement: new[..new.len() - suffix].to_owned(),
    })
}

pub(crate) fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("a text is at most 4 GiB long")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_texts_share_at_their_ends_is_not_replaced() {
        let edit = |old: &str, new: &str| {
            smallest(10, old, new).map(|edit| (edit.range.start, edit.range.end, edit.replacement))
        };
        assert_eq!(edit("  ", "  "), None);
        assert_eq!(edit(" ", "    "), Some((11, 11, "   ".to_owned())));
        assert_eq!(edit(" ; ", " "), Some((11, 13, String::new())));
        assert_eq!(edit("\u{a0}", " "), Some((10, 12, " ".to_owned())));
    }

    #[test]
    fn edits_are_made_in_their_order() {
        let edit =
            |start, end, text: &str| TextEdit { range: TextRange::new(start, end), replacement: text.to_owned() };
        assert_eq!(apply("a  b;c", &[edit(1, 2, ""), edit(4, 5, "\n"), edit(6, 6, "\n")]), "a b\nc\n");
    }
}

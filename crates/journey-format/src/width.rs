//! How many columns a text takes.

use unicode_width::UnicodeWidthStr;

/// The columns of a text on one line, as a terminal shows it. Of a text over several lines, those of the last one.
pub(crate) fn columns(text: &str) -> usize {
    let line = memchr::memrchr2(b'\n', b'\r', text.as_bytes()).map_or(text, |at| &text[at + 1..]);
    if line.is_ascii() { line.len() } else { line.width() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns_and_marks_none() {
        assert_eq!(columns("Zoë"), 3);
        assert_eq!(columns("Zoe\u{308}"), 3);
        assert_eq!(columns("早い"), 4);
        assert_eq!(columns("\"\"\"\nab"), 2);
    }
}

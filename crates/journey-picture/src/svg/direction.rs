//! Which way a text is read: scripts that go from right to left need to be told so, or their signs stand at the wrong end.

use std::borrow::Cow;

/// Whether the first letter of a text belongs to a script that is read from right to left.
pub(super) fn is_from_right(text: &str) -> bool {
    text.chars().find_map(direction_of).unwrap_or(false)
}

/// Whether the first letter of a text belongs to any other script.
pub(super) fn is_from_left(text: &str) -> bool {
    text.chars().find_map(direction_of) == Some(false)
}

/// What stands before a number so that its sign stays at its left.
const FROM_LEFT: char = '\u{200e}';

/// A text that is read from the right, with its numbers as they are read: else the sign of `-2` would stand at the other side.
pub(super) fn with_signs(text: &str) -> Cow<'_, str> {
    let is_sign = |char: char| matches!(char, '-' | '+' | '−' | '±');
    if !text.contains(is_sign) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + FROM_LEFT.len_utf8());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let is_number = is_sign(char) && chars.peek().is_some_and(char::is_ascii_digit);
        if is_number && !before.is_alphanumeric() && before != FROM_LEFT {
            out.push(FROM_LEFT);
        }
        out.push(char);
        before = char;
    }
    Cow::Owned(out)
}

/// Whether a letter is one of those; `None` for what has no direction of its own.
fn direction_of(char: char) -> Option<bool> {
    match char {
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
            char.is_alphabetic().then_some(true)
        }
        '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}' => Some(true),
        _ => char.is_alphabetic().then_some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_with_signs_are_told_apart() {
        assert_eq!(with_signs("(-2)"), "(\u{200e}-2)");
        assert_eq!(with_signs("ערב -2, +1 −2"), "ערב \u{200e}-2, \u{200e}+1 \u{200e}−2");
        for text in ["", "2", "1-2", "ערב-2", "a - b", "-", "(-)", "\u{200e}-2"] {
            assert_eq!(with_signs(text), text);
        }
    }

    #[test]
    fn the_first_letter_decides() {
        for text in ["תראו לי", "(3) ביקורות", "أرني ما هو متوفر", "\u{1e900}"] {
            assert!(is_from_right(text) && !is_from_left(text), "{text}");
        }
        for text in ["", "-1", "Thinks: תראו לי", "漢字 ביקורות", "😞 +1", "٣"] {
            assert!(!is_from_right(text), "{text}");
        }
        assert!(is_from_left("(3) O2") && !is_from_left("3"));
    }
}

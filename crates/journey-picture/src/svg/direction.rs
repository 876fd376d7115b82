//! Which way a text is read: scripts that go from right to left need to be told so, or their signs stand at the wrong end.

/// Whether the first letter of a text belongs to a script that is read from right to left.
pub(super) fn is_from_right(text: &str) -> bool {
    text.chars().find_map(direction_of).unwrap_or(false)
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
    fn the_first_letter_decides() {
        for text in ["תראו לי", "(3) ביקורות", "أرني ما هو متوفر", "\u{1e900}"] {
            assert!(is_from_right(text), "{text}");
        }
        for text in ["", "-1", "Thinks: תראו לי", "漢字 ביקורות", "😞 +1", "٣"] {
            assert!(!is_from_right(text), "{text}");
        }
    }
}

//! Breaks text into lines, whatever a line is measured in.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Breaks a line into lines that fit: between words, and inside of a word only where it alone is too wide. There is always
/// one line, and each but an empty one has at least one character.
pub(crate) fn wrap(line: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut last = String::new();
    for word in line.split_whitespace() {
        let longer = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
        if fits(&longer) {
            last = longer;
            continue;
        }
        if !last.is_empty() {
            lines.push(std::mem::take(&mut last));
        }
        if fits(word) {
            word.clone_into(&mut last);
            continue;
        }
        for char in word.chars() {
            let length = last.len();
            last.push(char);
            // What has no width of its own belongs to the character before it.
            if length > 0 && char.width().unwrap_or(0) > 0 && !fits(&last) {
                last.truncate(length);
                lines.push(std::mem::replace(&mut last, char.to_string()));
            }
        }
    }
    lines.push(last);
    lines
}

/// How many columns of a terminal a text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// A text with what a terminal would obey (escape sequences, line feeds) as signs that can be seen.
pub(crate) fn visible(text: &str) -> String {
    text.chars()
        .map(|char| match char {
            '\t' => ' ',
            '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(char)).unwrap_or('\u{fffd}'),
            '\x7f' => '\u{2421}',
            // Other control characters, and what turns the direction of all that follows.
            _ if char.is_control() || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => '\u{fffd}',
            _ => char,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wrapped(line: &str, limit: usize) -> Vec<String> {
        wrap(line, |text| columns(text) <= limit)
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("Search for oat milk", 10), ["Search for", "oat milk"]);
        assert_eq!(wrapped("", 10), [""]);
    }

    #[test]
    fn a_word_that_is_too_wide_is_broken() {
        assert_eq!(wrapped("a Donaudampfschiff", 8), ["a", "Donaudam", "pfschiff"]);
        assert_eq!(wrapped("漢字漢字", 5), ["漢字", "漢字"]);
        assert_eq!(wrapped("e\u{301}e\u{301}", 1), ["e\u{301}", "e\u{301}"]);
    }

    #[test]
    fn what_a_terminal_obeys_is_seen() {
        assert_eq!(visible("a\u{1b}[31mb\u{7f}\u{9b}\u{202e}"), "a␛[31mb␡\u{fffd}\u{fffd}");
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_space_and_fits(line in "\\PC{0,40}", limit in 2..40_usize) {
            let lines = wrapped(&line, limit);
            let solid = |text: &str| text.chars().filter(|char| !char.is_whitespace()).collect::<String>();
            prop_assert_eq!(solid(&lines.concat()), solid(&line));
            prop_assert!(lines.iter().all(|line| columns(line) <= limit || line.chars().filter(|c| c.width() != Some(0)).count() <= 1), "{:?}", lines);
        }
    }
}

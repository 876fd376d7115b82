//! Any text, written so that Mermaid shows exactly that text: one module for each family of diagrams.
//!
//! Each family has its own lexer and breaks on other characters, so each has its own functions, one for each place where
//! text can stand. They share two things: [`one_line`], which every text goes through first, and Mermaid's only escape,
//! the decimal entity `#59;`. An entity costs something (some diagrams measure their text before they decode it, and
//! nobody likes to read `#59;` in a source), so the functions write one only where the plain character would go wrong.

use std::borrow::Cow;

pub mod block;
pub mod comment;
pub mod flowchart;
pub mod journey;
pub mod kanban;
pub mod markdown;
pub mod quadrant;
pub mod sequence;
pub mod timeline;
pub mod xychart;

/// The text as a label can show it: on one line, without control characters.
///
/// Each run of white space, line breaks and control characters (as Unicode defines the three) becomes one space; what
/// stands at the ends goes. Everything else stays as it is: no Unicode normalisation, no change of case, invisible
/// characters such as zero-width joiners and direction marks kept.
///
/// ```
/// # use journey_mermaid::escape::one_line;
/// assert_eq!(one_line("  Opens\tthe\r\n\r\n door\u{a0}"), "Opens the door");
/// ```
pub fn one_line(text: &str) -> String {
    if is_one_line(text) { text.to_owned() } else { one_line_by_words(text) }
}

fn one_line_by_words(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    line
}

/// [`one_line`] of a text that may be somebody's own.
pub(crate) fn into_one_line(text: Cow<'_, str>) -> String {
    if is_one_line(&text) { text.into_owned() } else { one_line(&text) }
}

/// Whether a text is one line as it is. Most are, and need no other look.
fn is_one_line(text: &str) -> bool {
    marks(text).is_some()
}

/// Which of the characters stand in a text that some diagram reads as more than letters, as bits; `None` where the text is
/// not one line as it is. What a family escapes can only be where one of its marks is.
fn marks(text: &str) -> Option<u32> {
    let (mut found, mut twice, mut before) = (0, 0, SPACE);
    // Without a branch for each byte: every text goes through here several times.
    for byte in text.bytes() {
        let mark = mark(byte);
        found |= mark;
        twice |= mark & before;
        before = mark;
    }
    if found & NO_LINE != 0 || twice & SPACE != 0 || before & SPACE != 0 && !text.is_empty() {
        return None;
    }
    if found & WIDE != 0 {
        for character in text.chars().filter(|character| !character.is_ascii()) {
            if character.is_whitespace() || character.is_control() {
                return None;
            }
            if matches!(character, '\u{feff}' | 'ﬂ' | '¶') {
                found |= MARK_OF_MERMAID;
            }
        }
    }
    Some(found & !(SPACE | WIDE))
}

/// The bits of the characters that a family escapes somewhere.
const fn marks_of(characters: &[u8]) -> u32 {
    let (mut marks, mut at) = (MARK_OF_MERMAID, 0);
    while at < characters.len() {
        marks |= MARKS[characters[at] as usize];
        at += 1;
    }
    marks
}

/// The bit of a byte; 0 for letters and whatever else means nothing anywhere.
fn mark(byte: u8) -> u32 {
    MARKS.get(usize::from(byte)).copied().unwrap_or_default()
}

/// U+FEFF, and what may begin one of Mermaid's own marks.
const MARK_OF_MERMAID: u32 = 1;
/// Control characters.
const NO_LINE: u32 = 1 << 31;
const SPACE: u32 = 1 << 30;
/// A part of a character that is not in ASCII.
const WIDE: u32 = 1 << 29;
/// In the order of their bits.
const MARKED: &[u8; 28] = b"#;<>&%:,\"`\\*_~[]{}|@$+-=.)!'";

static MARKS: [u32; 256] = {
    let mut marks = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        marks[byte] = match byte as u8 {
            0x80.. => WIDE,
            b' ' => SPACE,
            0x7f | ..0x20 => NO_LINE,
            _ => 0,
        };
        byte += 1;
    }
    let mut at = 0;
    while at < MARKED.len() {
        marks[MARKED[at] as usize] = 2 << at;
        at += 1;
    }
    marks
};

/// Whether nothing in a line means anything to any kind of diagram, wherever it stands, but for words.
fn is_plain(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'\''))
}

/// Mermaid's escape for one character. Only decimal numbers work in all versions.
fn entity(character: char) -> String {
    format!("#{};", u32::from(character))
}

/// Whether a character is the first of two that are Mermaid's own marks for entities. Where labels are HTML, it takes them for
/// marks even where they were written as entities.
fn is_mark(character: char, rest: &str) -> bool {
    (character == 'ﬂ' && rest.starts_with('°')) || (character == '¶' && rest.starts_with('ß'))
}

/// What keeps marks apart where labels are HTML, and shows as nothing.
const BETWEEN_MARKS: &str = "<i></i>";

/// The reading side of Mermaid: each `#` opens an entity, and entities are decoded.
#[cfg(test)]
fn decoded(escaped: &str) -> String {
    let mut text = String::new();
    let mut rest = escaped;
    while let Some((before, after)) = rest.split_once('#') {
        let (number, after) = after.split_once(';').expect("each # opens an entity");
        text.push_str(before);
        text.push(char::from_u32(number.parse().expect("a decimal number")).expect("a character"));
        rest = after;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::{MARK_OF_MERMAID, MARKED, into_one_line, is_one_line, marks, one_line, one_line_by_words};

    #[test]
    fn one_line_is_what_one_line_gives() {
        let characters = (0..=0x30ff).chain([0xfeff, 0xfb02, 0x1f600]).filter_map(char::from_u32);
        for character in characters {
            for text in [format!("a{character}b"), format!("{character}"), format!("a {character} b")] {
                assert_eq!(is_one_line(&text), one_line_by_words(&text) == text, "{text:?}");
            }
        }
    }

    #[test]
    fn each_mark_has_a_bit_of_its_own() {
        let bits: Vec<u32> = MARKED.iter().map(|byte| marks(&char::from(*byte).to_string()).unwrap()).collect();
        assert!(bits.iter().all(|bit| bit.count_ones() == 1 && *bit != MARK_OF_MERMAID));
        assert_eq!(bits.iter().fold(0, |all, bit| all | bit).count_ones() as usize, MARKED.len());
        assert_eq!((marks("ﬂ"), marks("é"), marks("a b")), (Some(MARK_OF_MERMAID), Some(0), Some(0)));
    }

    #[test]
    fn white_space_and_control_characters_become_single_spaces() {
        assert_eq!(one_line("\u{feff}a"), "\u{feff}a", "not white space to Unicode, so kept");
        assert_eq!(one_line("a\u{0}\u{7f}\u{85}\u{2028}\u{3000}b"), "a b");
        assert_eq!(one_line(" \t\r\n"), "");
        for (text, line) in [("", ""), (" ", ""), ("a b", "a b"), ("a  b", "a b"), (" a", "a"), ("a ", "a"), ("~", "~")]
        {
            assert_eq!((one_line(text), into_one_line(text.to_owned().into())), (line.to_owned(), line.to_owned()));
        }
        assert_eq!(one_line("👩‍👩‍👧 e\u{301}\u{200b}"), "👩‍👩‍👧 e\u{301}\u{200b}");
    }
}

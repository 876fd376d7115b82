//! How much room text takes in a picture: upper estimates, for Mermaid cuts off what does not fit and says nothing.

/// Whether a label fits into a box that is `width` pixels wide and has room for so many lines.
///
/// A label breaks between words, and anywhere in scripts without spaces. What is behind the last line, or sticks out of
/// the sides, is cut off. Measured on Mermaid 12.3.
pub(crate) fn fits_box(label: &str, width: u32, most: usize) -> bool {
    let width = width * HUNDREDTHS / LABEL_SIZE;
    if plain_width(label).is_some_and(|needed| needed <= width) {
        return true;
    }
    let (mut lines, mut used) = (1, 0);
    for (piece, space) in pieces(label) {
        let needed = em_width(piece);
        if needed > width {
            return false;
        }
        let before = if space && used > 0 { char_width(' ') } else { 0 };
        if used + before + needed > width {
            lines += 1;
            used = needed;
        } else {
            used += before + needed;
        }
    }
    lines <= most
}

/// The largest font size in pixels, from `least` to `most`, at which a line of bold text is at most `width` pixels wide;
/// `None` where even the smallest is too large.
pub(crate) fn bold_size(text: &str, width: u32, least: u32, most: u32) -> Option<u32> {
    // Bold letters are an eighth wider.
    let em_width = em_width(text) * 9 / 8;
    (least..=most).rev().find(|size| em_width * size <= width * HUNDREDTHS)
}

/// The text in lines that are at most `width` wide, in hundredths of the font size. Only a word that is wider than a whole
/// line is broken inside. There is at least one line.
pub(crate) fn wrapped(text: &str, width: u32) -> Vec<String> {
    if plain_width(text).is_some_and(|needed| needed <= width) {
        return vec![text.to_owned()];
    }
    let mut lines = vec![String::new()];
    let mut used = 0;
    for (piece, space) in pieces(text) {
        let before = if space && used > 0 { char_width(' ') } else { 0 };
        if used > 0 && used + before + em_width(piece) > width {
            lines.push(String::new());
            used = 0;
        } else if before > 0 {
            if let Some(line) = lines.last_mut() {
                line.push(' ')
            }
            used += before;
        }
        for (chunk, needed) in chunks(piece, width) {
            if used > 0 && used + needed > width {
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(chunk)
            }
            used += needed;
        }
    }
    lines
}

/// [`wrapped`], line by line.
fn each_line(text: &str, width: u32, mut line: impl FnMut(&str)) {
    match plain_widths(text) {
        Some((needed, _)) if needed <= width => line(text),
        Some((_, widest)) if widest <= width => {
            // The line so far, and the word that is being read, which may belong to it.
            let (mut start, mut used, mut word_start, mut word) = (0, 0, 0, 0);
            for (at, byte) in text.bytes().chain([b' ']).enumerate() {
                if byte != b' ' {
                    word += ascii_width(byte);
                    continue;
                }
                if word_start > start && used + ascii_width(b' ') + word > width {
                    line(text.get(start..word_start - 1).unwrap_or_default());
                    (start, used) = (word_start, word);
                } else {
                    used += word + if word_start > start { ascii_width(b' ') } else { 0 };
                }
                (word_start, word) = (at + 1, 0);
            }
            line(text.get(start..).unwrap_or_default());
        }
        _ => wrapped(text, width).iter().for_each(|one| line(one)),
    }
}

/// Writes the lines of [`wrapped`] with breaks between them, each as `push` escapes it.
pub(crate) fn push_lines(to: &mut String, text: &str, width: u32, push: fn(&mut String, &str)) {
    let mut is_first = true;
    each_line(text, width, |line| {
        if !is_first {
            to.push_str("<br/>");
        }
        is_first = false;
        push(to, line);
    });
}

/// How many lines [`wrapped`] gives.
pub(crate) fn line_count(text: &str, width: u32) -> usize {
    if plain_width(text).is_some_and(|needed| needed <= width) { 1 } else { wrapped(text, width).len() }
}

/// The width of the widest part that cannot be broken, in hundredths of the font size.
pub(crate) fn widest_piece(text: &str) -> u32 {
    pieces(text).map(|(piece, _)| em_width(piece)).max().unwrap_or(0)
}

/// How wide a line of text is at that font size, both in pixels.
pub(crate) fn line_width(text: &str, size: u32) -> u32 {
    em_width(text) * size / HUNDREDTHS
}

/// The text, or its beginning and `…` where it is wider than `width`, at that font size, both in pixels.
pub(crate) fn cut_to(text: &str, size: u32, width: u32) -> String {
    if line_width(text, size) <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(line_width("…", size)) * HUNDREDTHS / size.max(1);
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|character| {
            used += char_width(*character);
            used <= room
        })
        .collect();
    // A joiner or a mark for the letter that is gone would change what stands before it.
    format!("{}…", kept.trim_end_matches(|last: char| last.is_whitespace() || char_width(last) == 0))
}

/// The text in parts: a line has to break between two of them, for the word there is wider than `width` at that font size, both
/// in pixels. One part for most texts.
pub(crate) fn parts(text: &str, size: u32, width: u32) -> Vec<&str> {
    let room = width * HUNDREDTHS / size.max(1);
    let mut cuts = Vec::new();
    let mut used = 0;
    for (at, character) in text.char_indices() {
        let needed = char_width(character);
        // An accent or a joiner stays with its letter.
        if used + needed > room && used > 0 && needed > 0 && !character.is_whitespace() {
            cuts.push(at);
            used = 0;
        }
        used = if character.is_whitespace() { 0 } else { used + needed };
    }
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([text.len()]);
    starts.zip(ends).filter_map(|(start, end)| text.get(start..end)).collect()
}

/// The font size of the labels in boxes, in pixels.
const LABEL_SIZE: u32 = 16;
/// Widths are counted in hundredths of the font size.
const HUNDREDTHS: u32 = 100;

/// The parts between which a line surely can break, each with whether a space stands before it.
fn pieces(label: &str) -> impl Iterator<Item = (&str, bool)> {
    label.split_whitespace().flat_map(|word| {
        // Words of ASCII break nowhere.
        let whole = word.is_ascii().then_some((word, true));
        let parts = if whole.is_some() { Vec::new() } else { parts_of_word(word) };
        whole.into_iter().chain(parts)
    })
}

fn parts_of_word(word: &str) -> Vec<(&str, bool)> {
    let mut starts = vec![0];
    let mut before = None;
    for (at, character) in word.char_indices() {
        if before.is_some_and(|before| breaks_between(before, character)) {
            starts.push(at);
        }
        // An accent belongs to its letter; a joiner holds what stands around it together.
        if char_width(character) > 0 || matches!(character, '\u{200d}' | '\u{2060}') {
            before = Some(character);
        }
    }
    let ends = starts.clone().into_iter().skip(1).chain([word.len()]);
    starts.into_iter().zip(ends).map(|(start, end)| (&word[start..end], start == 0)).collect()
}

/// How wide a text is that is written in ASCII, with one space between its words and none around them; `None` for any other.
/// In hundredths of the font size.
fn plain_width(text: &str) -> Option<u32> {
    plain_widths(text).map(|(whole, _)| whole)
}

/// The same, and how wide its widest word is.
fn plain_widths(text: &str) -> Option<(u32, u32)> {
    let (mut whole, mut widest, mut word, mut before) = (0, 0, 0, b' ');
    for byte in text.bytes() {
        if !matches!(byte, b' '..=b'~') || byte == b' ' && before == b' ' {
            return None;
        }
        let width = ascii_width(byte);
        whole += width;
        word = if byte == b' ' { 0 } else { word + width };
        widest = widest.max(word);
        before = byte;
    }
    (before != b' ').then_some((whole, widest))
}

/// A piece in chunks that are at most `width` wide, each with its width: the piece itself where it fits.
fn chunks(piece: &str, width: u32) -> Vec<(&str, u32)> {
    let whole = em_width(piece);
    if whole <= width {
        return vec![(piece, whole)];
    }
    let mut chunks = Vec::new();
    let (mut start, mut used, mut joined) = (0, 0, false);
    for (at, character) in piece.char_indices() {
        let needed = char_width(character);
        // Marks stay with their letter, and what a joiner joins stays together.
        if used > 0 && used + needed > width && needed > 0 && !joined {
            chunks.push((&piece[start..at], used));
            (start, used) = (at, 0);
        }
        used += needed;
        joined = matches!(character, '\u{200d}' | '\u{2060}');
    }
    chunks.push((&piece[start..], used));
    chunks
}

fn breaks_between(before: char, after: char) -> bool {
    let sides_with = |character: char| breaks_around(character) || character.is_ascii_alphanumeric();
    sides_with(before) && sides_with(after) && (breaks_around(before) || breaks_around(after))
}

/// The letters of East Asia that a line can break beside, and emoji. Without punctuation, which follows rules of its own.
fn breaks_around(character: char) -> bool {
    match character {
        '\u{1f3fb}'..='\u{1f3ff}' => false,
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | '㐀'..='䶿' | '一'..='鿿' | '가'..='힣' => true,
        '\u{1f300}'..='\u{1f5ff}' | '\u{1f600}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6d7}' => true,
        '\u{20000}'..='\u{2a6df}' => true,
        _ => false,
    }
}

/// The width of a text on one line, in hundredths of the font size.
pub(crate) fn em_width(text: &str) -> u32 {
    text.chars().map(char_width).sum()
}

/// In the widest font of Mermaid's list, Verdana (or DejaVu Sans, which replaces it on Linux).
fn char_width(character: char) -> u32 {
    u8::try_from(character).ok().filter(u8::is_ascii).map_or_else(|| looked_up_width(character), ascii_width)
}

fn ascii_width(byte: u8) -> u32 {
    ASCII_WIDTHS.get(usize::from(byte)).copied().unwrap_or_default()
}

static ASCII_WIDTHS: [u32; 128] = {
    let mut widths = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        widths[byte as usize] = looked_up_width(byte as char);
        byte += 1_u8;
    }
    widths
};

const fn looked_up_width(character: char) -> u32 {
    match character {
        'i' | 'l' | '\'' => 29,
        ' ' | '.' | ',' | 'f' | 'j' => 37,
        'r' | 't' | 'I' => 43,
        ':' | ';' | '!' | '-' | '(' | ')' | '[' | ']' | '/' | '\\' | '|' | '"' | 'J' => 46,
        'c' | 's' | 'z' => 55,
        'a' | 'e' | 'k' | 'o' | 'v' | 'x' | 'y' | 'E' | 'F' | 'L' | 'P' | 'T' | 'Y' => 62,
        'A' | 'B' | 'C' | 'K' | 'R' | 'S' | 'V' | 'X' | 'Z' => 70,
        'w' | '+' | '<' | '=' | '>' | '~' | '^' | '#' => 84,
        'm' | 'M' | 'W' | '%' | '@' => 100,
        'D'..='Z' | '&' => 79,
        ' '..='~' => 64,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => 0,
        '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{a0}'..='\u{2ff}' => 72,
        '\u{370}'..='\u{10ff}' => 92,
        '\u{1f000}'.. => 140,
        _ => 105,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_of_a_sentence_fit_and_three_do_not() {
        assert!(fits_box("The courier rings and waits for a moment", 200, 2));
        assert!(!fits_box("The courier rings and waits for a moment then leaves a card", 200, 2));
        assert!(fits_box("The courier rings and waits for a moment then leaves a card", 200, 3));
        assert!(!fits_box("The courier rings and waits for a moment", 200, 1));
        assert!(fits_box("The courier rings and waits for a moment then leaves a card", 450, 2));
    }

    #[test]
    fn a_word_wider_than_the_box_does_not_fit() {
        assert!(fits_box("Kundenzufriedenheit", 200, 2));
        assert!(!fits_box("Lebensmittellieferungsauftrag", 200, 2));
    }

    #[test]
    fn scripts_without_spaces_break_anywhere() {
        assert!(fits_box("週末の買い物をアプリでする", 200, 2));
        assert!(!fits_box("看護師で二人の子どもの母親である真由美さんが買い物", 200, 2));
    }

    #[test]
    fn only_words_that_are_too_wide_are_parted() {
        assert_eq!(
            parts("Waits at home for the assessor all day", 14, 100),
            ["Waits at home for the assessor all day"]
        );
        assert_eq!(parts("Ruft die Gebäudeversicherung an", 14, 100), ["Ruft die Gebäudevers", "icherung an"]);
        assert_eq!(parts("", 14, 100), [""]);
        assert!(parts(&"e\u{301}".repeat(30), 14, 100).iter().all(|part| part.starts_with('e')));
    }

    #[test]
    fn what_is_too_wide_ends_in_an_ellipsis() {
        assert_eq!(cut_to("Weekly shop", 14, 100), "Weekly shop");
        assert_eq!(cut_to("Weekly shop, next year", 14, 100), "Weekly sho…");
        assert!(line_width(&cut_to(&"long ".repeat(50), 14, 300), 14) <= 300);
    }

    #[test]
    fn a_bold_line_gets_the_largest_size_that_fits() {
        assert_eq!(bold_size("Weekly shop", 350, 16, 32), Some(32));
        assert_eq!(bold_size("Weekly shop, next year", 350, 16, 32), Some(25));
        assert_eq!(bold_size(&"Weekly shop ".repeat(9), 350, 16, 32), None);
    }

    #[test]
    fn a_text_is_wrapped_between_words_and_a_long_word_inside() {
        assert_eq!(wrapped("Searches for dinner", 1_200), ["Searches for dinner"]);
        assert_eq!(wrapped("Searches for dinner", 700), ["Searches for", "dinner"]);
        assert_eq!(wrapped("", 700), [""]);
        assert_eq!(wrapped("a Lebensmittellieferung", 600), ["a", "Lebensmitt", "ellieferung"]);
        assert_eq!(wrapped("週末の買い物", 350), ["週末の", "買い物"]);
        assert_eq!(widest_piece("to dinner"), widest_piece("dinner"));
    }

    #[test]
    fn only_a_tidy_text_of_ascii_is_measured_at_once() {
        assert_eq!(plain_width("Searches for dinner"), Some(em_width("Searches for dinner")));
        for other in ["", " ", "a  b", " a", "a ", "a\tb", "é", "\u{7f}"] {
            assert_eq!(plain_width(other), None, "{other:?}");
        }
        assert_eq!(wrapped(" a  b ", 1_000), ["a b"]);
        assert_eq!(wrapped("ab", em_width("ab")), ["ab"]);
        assert_eq!(wrapped("ab", em_width("ab") - 1), ["a", "b"]);
    }

    #[test]
    fn lines_one_by_one_are_the_same_lines() {
        let texts = [
            "",
            " ",
            "a",
            "Searches for dinner",
            "a b c d e f",
            " a  b",
            "Kundenzufriedenheit ist gut",
            "週末の買い物 ok",
        ];
        for text in texts {
            for width in 0..2_500 {
                let mut lines = Vec::new();
                each_line(text, width, |line| lines.push(line.to_owned()));
                assert_eq!(lines, wrapped(text, width), "{text:?} at {width}");
            }
        }
    }

    #[test]
    fn wrapping_loses_nothing_and_keeps_to_the_width() {
        let long = format!("x{} {} 👩‍👩‍👧👩‍👩‍👧 e\u{301}{}", "y".repeat(50), "週末".repeat(20), "e\u{301}".repeat(40));
        for width in [150, 400, 900] {
            let lines = wrapped(&long, width);
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(squeezed(&lines.concat()), squeezed(&long));
            for line in lines {
                assert!(em_width(&line) <= width || line.contains('\u{200d}'), "{line} at {width}");
                assert!(!line.starts_with(['\u{301}', '\u{200d}']));
            }
        }
    }
}

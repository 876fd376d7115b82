//! How wide a text may become on the screen of a reader whose fonts nobody knows.
//!
//! All widths are those of DejaVu Sans, which is as wide as Verdana. Of the fonts that browsers and viewers take for
//! `sans-serif` it is the widest, so what fits with it fits for (nearly) everyone. Boxes are laid out with these widths
//! and lines are broken by them, so the two agree.

use unicode_width::UnicodeWidthChar;

/// The advance widths of the printable characters of ASCII, in thousandths of the font's size.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
];

/// How much wider bold text is.
const BOLD: f64 = 1.12;

/// How wide a line of text is, in the unit of the font's size.
pub(crate) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: u32 = text.chars().map(|char| u32::from(advance(char))).sum();
    f64::from(thousandths) * size / 1000.0 * if bold { BOLD } else { 1.0 }
}

fn advance(char: char) -> u16 {
    if let Some(&advance) = u32::from(char).checked_sub(32).and_then(|index| ASCII.get(index as usize)) {
        return advance;
    }
    match (char.width(), char) {
        (None | Some(0), _) => 0,
        (Some(1), '\u{a0}' | '·' | '\u{2018}'..='\u{201b}' | '\u{2005}'..='\u{200a}') => 318,
        (Some(1), '\u{2000}' | '\u{2002}' | '\u{2004}' | '–' | '“' | '”' | '„' | '•') => 520,
        (Some(1), '\u{2001}' | '\u{2003}' | '—' | '…') => 1000,
        (Some(1), '\u{a1}'..='\u{2af}') => 660,
        (Some(1), '\u{370}'..='\u{52f}') => 780,
        (Some(1), _) => 900,
        // Emoji are a little wider than the square that ideographs fill.
        (Some(_), '\u{2600}'..='\u{27bf}' | '\u{1f000}'..) => 1250,
        (Some(_), _) => 1000,
    }
}

/// Breaks a line into lines that are at most `limit` wide.
pub(crate) fn wrap(line: &str, limit: f64, size: f64, bold: bool) -> Vec<String> {
    // A little more, because sums of widths are rounded.
    crate::lines::wrap(line, |text| width(text, size, bold) <= limit + 0.01)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_a_wide_font() {
        assert_eq!(width("i", 10.0, false), 2.78);
        assert_eq!(width("W", 10.0, false), 9.89);
        assert_eq!(width("e\u{301}", 10.0, false), width("e", 10.0, false));
        assert!(width("漢", 10.0, false) >= 10.0);
        assert!(width("a", 10.0, true) > width("a", 10.0, false));
    }

    #[test]
    fn lines_are_broken_by_width() {
        assert_eq!(wrap("Search for oat milk", 70.0, 10.0, false), ["Search for", "oat milk"]);
        assert_eq!(wrap("Search for oat milk", 70.0, 5.0, false), ["Search for oat milk"]);
    }
}

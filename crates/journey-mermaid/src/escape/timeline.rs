//! Text in Mermaid's `timeline`.
//!
//! Each function takes any text and gives what to write in that place of the source, so that Mermaid shows
//! [`one_line`] of the text, character for character. They assume that the line is written in these forms:
//!
//! ```text
//! timeline
//!   title TITLE
//!   accTitle: ACC_TITLE
//!   accDescr: ACC_DESCRIPTION
//!   section SECTION
//!     PERIOD : EVENT : EVENT
//! ```
//!
//! What goes wrong in all of these places:
//!
//! | text | unescaped | written |
//! |---|---|---|
//! | `#` | a comment up to 10.9: the rest is lost, or error; with a word and `;` an entity | `#35;` |
//! | `;` | error up to 10.9, no diagram | `#59;` |
//! | `<` | HTML: `<br>` breaks the line | `#60;` |
//! | `%` after `%` | `%%{` starts a directive, `%%` a comment: error, or the line is lost | `%#37;` |
//! | `ﬂ` before `°`, `¶` before `ß` | Mermaid's own marks for entities: they show as `&` and `;` | `#64258;`, `#182;` |
//! | U+FEFF | error where it stands alone | `#65279;` |
//! | nothing | error, no diagram | `#32;` |
//!
//! Mermaid breaks a text into lines before it decodes the entities, so each entity makes lines shorter than they need to
//! be; that is why as little as possible is encoded. Mermaid breaks lines between words only.

use super::journey::{SECTION, escape, push};
use super::one_line;

/// The diagram's title.
pub fn title(text: &str) -> String {
    escape(&one_line(text), &['#', ';'], false)
}

/// The title that a screen reader reads. No version up to 12.3 writes it into the picture.
pub fn acc_title(text: &str) -> String {
    escape(&one_line(text), &['#'], false)
}

/// The description that a screen reader reads. No version up to 12.3 writes it into the picture.
pub fn acc_description(text: &str) -> String {
    acc_title(text)
}

/// The name of a section.
///
/// | text | unescaped | written |
/// |---|---|---|
/// | `:` | error, no diagram | `#58;` |
/// | `%` at the start | a comment | `#37;` |
/// | those of the [module](self) | | |
pub fn section(text: &str) -> String {
    let line = one_line(text);
    escape(&line, &['#', ';', ':'], line.starts_with('%'))
}

/// What stands on the line: a period.
///
/// | text | unescaped | written |
/// |---|---|---|
/// | `:` | ends the period: what follows becomes an event, or error | `#58;` |
/// | `%` at the start | a comment: the period silently vanishes | `#37;` |
/// | `title`, `section`, `accTitle`, `accDescr`, `timeline` at the start, in any case | another kind of line, or error | `#116;itle` |
/// | those of the [module](self) | | |
pub fn period(text: &str) -> String {
    let line = one_line(text);
    escape(&line, &['#', ';', ':'], line.starts_with('%') || starts_with_keyword(&line))
}

/// What hangs below a period: an event.
///
/// | text | unescaped | written |
/// |---|---|---|
/// | `:` | with a space behind it, makes two events; else error up to 10.9 | `#58;` |
/// | those of the [module](self) | | |
pub fn event(text: &str) -> String {
    let line = one_line(text);
    escape(&line, &['#', ';', ':'], line.starts_with('%'))
}

/// Writes [`section`] of a text behind another.
pub(crate) fn push_section(to: &mut String, text: &str) {
    push(to, text, SECTION, section);
}

/// Writes [`period`] of a text behind another.
pub(crate) fn push_period(to: &mut String, text: &str) {
    if starts_with_keyword(text) { to.push_str(&period(text)) } else { push(to, text, SECTION, period) }
}

/// Writes [`event`] of a text behind another.
pub(crate) fn push_event(to: &mut String, text: &str) {
    push(to, text, SECTION, event);
}

/// Breaks a line and shows nothing, in sections, periods and events: between two parts of a word that is wider than its box, each
/// escaped by itself. It is the one tag that a timeline knows, in this spelling only.
pub const SOFT_BREAK: &str = "<br>";

/// What begins another kind of line. Mermaid compares ASCII letters in any case, and the start of a word is enough for it.
const KEYWORDS: [&str; 5] = ["title", "section", "timeline", "accTitle", "accDescr"];

fn starts_with_keyword(line: &str) -> bool {
    KEYWORDS.iter().any(|keyword| {
        line.split_at_checked(keyword.len()).is_some_and(|(start, _)| start.eq_ignore_ascii_case(keyword))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::escape::decoded;

    #[test]
    fn ordinary_text_stays_readable() {
        for text in ["Pays, at `home` for \"her\" [order] & more > less, 50% off", "end", "قهوة 週末"] {
            for function in [title, section, period, event, acc_title, acc_description] {
                assert_eq!(function(text), text);
            }
        }
        assert_eq!(event("Pain: it; #1 <b>"), "Pain#58; it#59; #35;1 #60;b>");
        assert_eq!(title("Pain: it; #1"), "Pain: it#59; #35;1");
        assert_eq!(acc_title("Pain: it; #1"), "Pain: it; #35;1");
        assert_eq!(period(""), "#32;");
    }

    #[test]
    fn a_period_never_reads_as_another_kind_of_line() {
        assert_eq!(period("Title x"), "#84;itle x");
        assert_eq!(period("sections"), "#115;ections");
        assert_eq!(period("% off"), "#37; off");
        assert_eq!(event("title x"), "title x");
    }

    proptest! {
        #[test]
        fn decoding_gives_the_text_back(text in "(?s)[ -~\\n\u{feff}ﬂ°¶ßé週👩\u{200d}]{0,24}|title.{0,3}|Section.{0,3}") {
            for (function, forbidden) in [
                (title as fn(&str) -> String, "\n<"), (acc_title, "\n<"), (acc_description, "\n<"),
                (section, ":\n<"), (period, ":\n<"), (event, ":\n<"),
            ] {
                let escaped = function(&text);
                prop_assert!(!escaped.is_empty());
                prop_assert!(!escaped.contains("%%") && !escaped.contains("ﬂ°") && !escaped.contains("¶ß"));
                prop_assert!(!escaped.contains(|c| forbidden.contains(c)), "{escaped}");
                let shown = decoded(&escaped);
                prop_assert_eq!(if shown == " " { "" } else { &shown }, one_line(&text));
            }
            prop_assert!(!starts_with_keyword(&period(&text)));
        }
    }
}

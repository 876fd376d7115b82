//! Text in Mermaid's `quadrantChart`.
//!
//! Each function takes any text and gives what to write in that place of the source, so that Mermaid shows
//! [`one_line`] of the text, character for character. They assume that the line is written in these forms:
//!
//! ```text
//! quadrantChart
//!   title TITLE
//!   accTitle: ACC_TITLE
//!   accDescr: ACC_DESCRIPTION
//!   x-axis "LABEL" --> "LABEL"
//!   y-axis "LABEL" --> "LABEL"
//!   quadrant-1 "LABEL"
//!   "LABEL": [0.3, 0.6]
//! ```
//!
//! What goes wrong in all of these places:
//!
//! | text | unescaped | written |
//! |---|---|---|
//! | `#` before a word and `;` | an entity: it shows as another character | `#35;` |
//! | `<` | HTML: what looks like a tag vanishes, else `&lt;` shows | `#60;` |
//! | `%` after `%` | `%%{` starts a directive, `%%` a comment: error, or the line is lost | `%#37;` |
//! | `ﬂ` before `°`, `¶` before `ß` | Mermaid's own marks for entities: they show as `&` and `;` | `#64258;`, `#182;` |
//! | U+FEFF | alone behind `accTitle:`, the next line is swallowed | `#65279;` |
//! | `:` after `style` or `classDef` | with a `#` behind it, Mermaid deletes the last `;` of the line | `#58;` |
//! | nothing | error, or the next line is swallowed | `#32;` |
//!
//! Measured on Mermaid 10.7, 10.9, 11.4, 11.17 and 12.3, which agree. All other characters stand as they are, and words
//! that begin lines elsewhere (`title`, `quadrant-1`) too.

use super::journey::escape;
use super::one_line;

/// The text of an axis, a quadrant or a point, for a place between quotation marks.
///
/// | text | unescaped | written |
/// |---|---|---|
/// | `"` | ends the label: error, no diagram | `#34;` |
/// | a backtick at the start | with the quotation mark before it, Markdown: error, no diagram | `#96;` |
/// | those of the [module](self) | | |
pub fn label(text: &str) -> String {
    let line = one_line(text);
    escape(&line, &['"', '#'], line.starts_with('`'))
}

/// The diagram's title.
pub fn title(text: &str) -> String {
    escape(&one_line(text), &['#'], false)
}

/// The title that a screen reader reads.
pub fn acc_title(text: &str) -> String {
    title(text)
}

/// The description that a screen reader reads, for the form `accDescr: TEXT`.
pub fn acc_description(text: &str) -> String {
    title(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::escape::decoded;

    #[test]
    fn ordinary_text_stays_readable() {
        for text in ["Pays, at `home`; for 'her' [order]: more > less & 50%", "title", "quadrant-1", "قهوة 週末"]
        {
            assert_eq!(label(text), text);
            assert_eq!(title(text), text);
        }
        assert_eq!(label("`Says` \"no\" #1"), "#96;Says` #34;no#34; #35;1");
        assert_eq!(title("`Says` \"no\" #1"), "`Says` \"no\" #35;1");
        assert_eq!(acc_title("a<b"), "a#60;b");
        assert_eq!(label(" "), "#32;");
    }

    proptest! {
        #[test]
        fn decoding_gives_the_text_back(text in "(?s)[ -~\\n\u{feff}ﬂ°¶ßé週👩\u{200d}]{0,24}") {
            for (function, forbidden) in [
                (label as fn(&str) -> String, "\"\n<"), (title, "\n<"), (acc_title, "\n<"), (acc_description, "\n<"),
            ] {
                let escaped = function(&text);
                prop_assert!(!escaped.is_empty());
                prop_assert!(!escaped.contains("%%") && !escaped.contains("ﬂ°") && !escaped.contains("¶ß"));
                prop_assert!(!escaped.contains(|c| forbidden.contains(c)), "{escaped}");
                let shown = decoded(&escaped);
                prop_assert_eq!(if shown == " " { "" } else { &shown }, one_line(&text));
            }
            prop_assert!(!label(&text).starts_with('`'));
        }
    }
}

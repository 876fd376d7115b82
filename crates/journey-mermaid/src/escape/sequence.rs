//! Text in Mermaid's `sequenceDiagram`.
//!
//! Each function takes any text and gives what to write in that place of the source, so that Mermaid shows
//! [`one_line`] of the text, character for character. An empty text becomes a space that shows as nothing. The functions
//! assume that the line is written in these forms:
//!
//! ```text
//! sequenceDiagram
//!   accTitle: ACC_TITLE
//!   accDescr: ACC_DESCRIPTION
//!   participant p1 as TEXT
//!   p1->>p2: TEXT<br/>TEXT
//!   Note over p1,p2: TEXT
//! ```
//!
//! Mermaid measures a text before it decodes entities, so each entity costs room, and the table is as short as it can be.
//! Measured in a browser on Mermaid 10.7, 10.9, 11.4, 11.17 and 12.3, in participants, messages and notes.

use super::{entity, is_plain, marks, marks_of, one_line};

/// A line of a participant's name, a message or a note.
///
/// | text | unescaped | written |
/// |---|---|---|
/// | `#` | starts a comment: the rest is lost; at the start, all of it | `#35;` |
/// | `;` | error, no diagram | `#59;` |
/// | `<` | `<br>` breaks the line | `#60;` |
/// | `&`, unless a space follows | `&amp` may show as `&` | `#38;` |
/// | `$` after `$` | formulas, from 10.9 | `$#36;` |
/// | `%` after `%` | `%%{` starts a directive | `%#37;` |
/// | `wrap`, `nowrap` before `:` at the start, with or without a `:` before it | the word is an instruction and lost | `#119;rap` |
/// | `:` behind `style` or `classDef`, unless a space follows | with a `#` behind it, the last `;` of the line is lost | `#58;` |
/// | `ﬂ` before `°`, `¶` before `ß` | Mermaid's own marks for entities | `#64258;`, `#182;` |
/// | U+FEFF | Mermaid may trim it as white space | `#65279;` |
pub fn text(text: &str) -> String {
    let line = one_line(text);
    if line.is_empty() {
        return entity(' ');
    }
    if is_plain(&line) {
        return line;
    }
    let colon_breaks = colon_breaks(&line);
    let first_breaks = is_instruction(&line);
    let mut escaped = String::with_capacity(line.len() + 8);
    for (at, character) in line.char_indices() {
        let (before, after) = line.split_at(at);
        let after = after.get(character.len_utf8()..).unwrap_or_default();
        let breaks = match character {
            '#' | ';' | '<' | '\u{feff}' => true,
            _ if at == 0 && first_breaks => true,
            '&' => !after.starts_with(' '),
            '$' => before.ends_with('$'),
            '%' => before.ends_with('%'),
            ':' => colon_breaks && !after.starts_with(' '),
            'ﬂ' => after.starts_with('°'),
            '¶' => after.starts_with('ß'),
            _ => false,
        };
        if breaks {
            escaped.push_str(&entity(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// Writes [`text`] of a text behind another.
pub(crate) fn push_text(to: &mut String, line: &str) {
    const BREAKING: u32 = marks_of(b"#;<&$%");
    const COLON: u32 = marks_of(b":");
    let is_safe = |marks: u32| {
        let has_colon = marks & COLON != 0;
        marks & BREAKING == 0 && !(has_colon && (is_instruction(line) || colon_breaks(line)))
    };
    if !line.is_empty() && marks(line).is_some_and(is_safe) {
        to.push_str(line);
    } else {
        to.push_str(&text(line));
    }
}

/// Whether Mermaid may take what stands behind a colon for the end of an instruction about looks.
fn colon_breaks(line: &str) -> bool {
    line.contains("style") || line.contains("classDef")
}

/// Whether Mermaid takes the start for an instruction about breaking lines.
fn is_instruction(line: &str) -> bool {
    let line = line.strip_prefix(':').unwrap_or(line);
    let word = line.strip_prefix("no").unwrap_or(line).strip_prefix("wrap");
    word.is_some_and(|rest| rest.trim_start().starts_with(':'))
}

/// The title that a screen reader reads. See [`journey::acc_title`](super::journey::acc_title).
pub fn acc_title(text: &str) -> String {
    super::journey::acc_title(text)
}

/// The description that a screen reader reads. See [`journey::acc_description`](super::journey::acc_description).
pub fn acc_description(text: &str) -> String {
    super::journey::acc_description(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::escape::decoded;
    use proptest::prelude::*;

    #[test]
    fn ordinary_text_stays_as_it_is() {
        for line in [
            "Searches for dinner",
            "Maya (\"busy parent\") & Tom's 50% off",
            "Says: in theatre, since 9:14",
            "1. [a] {b} | c = $d$ `e` *f* _g_ ~h~ ^i^ \\j /k @l !m >n +o - p",
            "style: calm, end, loop, a->>b: c, wrapped: x",
            "👩‍👩‍👧 قهوة ☕ שלום 週末の買い物 🇩🇪 e\u{301}",
        ] {
            assert_eq!(text(line), line);
        }
    }

    #[test]
    fn what_breaks_is_escaped() {
        assert_eq!(text("a#b;c<d"), "a#35;b#59;c#60;d");
        assert_eq!(text("wrap: x"), "#119;rap: x");
        assert_eq!(text(":nowrap :x"), "#58;nowrap :x");
        assert_eq!(text("$$x$$ %%{a}%%"), "$#36;x$#36; %#37;{a}%#37;");
        assert_eq!(text("a&amp; & b"), "a#38;amp#59; & b");
        assert_eq!(text("style a:#b;"), "style a#58;#35;b#59;");
        assert_eq!(text("\n"), "#32;");
    }

    proptest! {
        #[test]
        fn decoding_gives_the_text_back(line in "(?s)[ -~\\n\u{feff}ﬂ°¶ßé週👩\u{200d}]{0,24}|:?(no)?wrap ?:.{0,3}") {
            let escaped = text(&line);
            prop_assert!(!escaped.is_empty());
            prop_assert!(!escaped.contains("%%") && !escaped.contains("ﬂ°") && !escaped.contains("¶ß"));
            prop_assert!(!escaped.contains("$$") && !escaped.contains(['<', '\n']));
            prop_assert!(!is_instruction(&escaped), "{escaped}");
            let shown = decoded(&escaped);
            prop_assert_eq!(if shown == " " { "" } else { &shown }, one_line(&line));
        }
    }
}

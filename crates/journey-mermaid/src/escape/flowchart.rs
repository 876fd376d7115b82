//! Text in Mermaid's `flowchart` and `swimlane-beta`, which share their grammar.
//!
//! Each function takes any text and gives what to write in that place of the source, so that Mermaid shows
//! [`one_line`] of the text, character for character. An empty text becomes a space. The functions assume that the line
//! is written in these forms:
//!
//! ```text
//! flowchart TB
//!   accTitle: ACC_TITLE
//!   accDescr: ACC_DESCRIPTION
//!   subgraph lane["LABEL"]
//!     node["LABEL<br/>LABEL"]
//!   end
//!   node -->|"LABEL"| other
//! ```
//!
//! Everything in this table was measured in a browser on Mermaid 10.7, 10.9, 11.4, 11.17 and 12.3, in nodes, edges and
//! subgraphs. The two kinds of diagram need the same; what only one version or place stumbles over is written for all.

use super::{entity, is_plain, marks, marks_of, one_line};

/// A line of a label in quotes, of a node, an edge or a subgraph (which is a lane).
///
/// | text | unescaped | written |
/// |---|---|---|
/// | `"` | error, no diagram | `#34;` |
/// | `` ` `` | at the start Markdown or an error; elsewhere code in 11.4 | `#96;` |
/// | `#` | with a `;` behind it an entity; at the start a heading in 11.4 | `#35;` |
/// | `<` | HTML: parts vanish | `#60;` |
/// | `&`, unless a space follows | `&amp;` shows as `&` | `#38;` |
/// | `\` | `\n` breaks the line, even encoded; `\*` shows as `*` | `#92;`, `#92;<b></b>n` |
/// | `*` `_` `~` | emphasis in 11.4, and in the lanes of 11.17 and 12.3 | `#42;` |
/// | `[` `@`, `:` unless a space follows, `.` after `www` | links in 11.4; `fa:fa-car` is an icon everywhere, even encoded | `#91;`, `fa#58;<b></b>fa-car` |
/// | `$` before `$` | formulas from 10.9, even encoded | `$<b></b>$` |
/// | `%` after `%` | `%%{` starts a directive | `%#37;` |
/// | `>` `+` `-` `=` at the start, `.` and `)` after a number there | “Unsupported markdown” in 11.4 | `#45;`, `1#46;` |
/// | `ﬂ` before `°`, `¶` before `ß` | Mermaid's own marks for entities, read once more after entities | `ﬂ<b></b>°` |
/// | `\` at the end | takes the `<` of a tag behind it for a letter, in 11.4 | a space behind it |
/// | U+FEFF | Mermaid may trim it as white space | `#65279;` |
pub fn label(text: &str) -> String {
    let line = one_line(text);
    if line.is_empty() {
        return " ".to_owned();
    }
    if is_plain(&line) {
        return line;
    }
    let mut escaped = String::with_capacity(line.len() + 8);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, character) in line.char_indices() {
        let (before, after) = line.split_at(at);
        let after = after.get(character.len_utf8()..).unwrap_or_default();
        let breaks = match character {
            '"' | '`' | '#' | '<' | '\\' | '*' | '_' | '~' | '[' | '@' | '\u{feff}' => true,
            '&' | ':' => !after.starts_with(' '),
            '%' => before.ends_with('%'),
            '>' | '+' | '-' | '=' => at == 0,
            ')' => digits > 0 && at == digits,
            '.' => (digits > 0 && at == digits) || ends_with_www(before),
            _ => false,
        };
        if breaks {
            escaped.push_str(&entity(character));
        } else {
            escaped.push(character);
        }
        // These Mermaid reads once more when the entities are gone.
        let is_read_again = match character {
            'ﬂ' => after.starts_with('°'),
            '¶' => after.starts_with('ß'),
            '\\' => after.starts_with('n'),
            ':' => after.starts_with("fa-"),
            '$' => after.starts_with('$'),
            _ => false,
        };
        if is_read_again {
            escaped.push_str(NOTHING);
        }
    }
    if line.ends_with('\\') {
        escaped.push(' ');
    }
    escaped
}

/// Writes [`label`] of a text behind another.
pub(crate) fn push_label(to: &mut String, text: &str) {
    const BREAKING: u32 = marks_of(b"\"`#<\\*_~[@&:%.$");
    // What only breaks at the start, or behind digits there.
    let may_break = |first: &u8| matches!(first, b'>' | b'+' | b'-' | b'=' | b'0'..=b'9');
    let is_safe = text.as_bytes().first().is_some_and(|first| !may_break(first));
    if is_safe && marks(text).is_some_and(|marks| marks & BREAKING == 0) {
        to.push_str(text);
    } else {
        to.push_str(&label(text));
    }
}

/// What shows as nothing and keeps apart what stands around it.
pub(crate) const NOTHING: &str = "<b></b>";

/// Whether Markdown takes a `.` behind it for the middle of an address.
fn ends_with_www(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.last_chunk::<3>().is_some_and(|last| last.eq_ignore_ascii_case(b"www"))
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
    fn ordinary_text_stays_readable() {
        for text in [
            "Searches for dinner",
            "Maya's 50% off & more (today)!",
            "Patient app: Says, in theatre?",
            "a | b = c > d + e - f; {g} /h ^i $5 3.5 of 5",
            "👩‍👩‍👧 قهوة ☕ שלום 週末の買い物 🇩🇪 e\u{301}",
        ] {
            assert_eq!(label(text).replace("#46;", "."), text);
        }
    }

    #[test]
    fn what_markdown_would_take_is_escaped() {
        assert_eq!(label("1. x"), "1#46; x");
        assert_eq!(label("12) x"), "12#41; x");
        assert_eq!(label("- x - y"), "#45; x - y");
        assert_eq!(label("see www.x.org, http://x"), "see www#46;x.org, http#58;//x");
        assert_eq!(label("fa:fa-car: a"), "fa#58;<b></b>fa-car: a");
        assert_eq!(label("a\\nb"), "a#92;<b></b>nb");
        assert_eq!(label("*a* _b_"), "#42;a#42; #95;b#95;");
        assert_eq!(label("a&amp; & b&"), "a#38;amp; & b#38;");
        assert_eq!(label("$$x$$"), "$<b></b>$x$<b></b>$");
        assert_eq!(label(""), " ");
    }

    #[test]
    fn what_mermaid_reads_after_entities_is_kept_apart() {
        assert_eq!(label("ﬂ°35¶ß"), "ﬂ<b></b>°35¶<b></b>ß");
        assert_eq!(label("ﬂ ¶"), "ﬂ ¶");
        assert_eq!(label("a\\"), "a#92; ");
    }

    proptest! {
        #[test]
        fn decoding_gives_the_text_back(text in "(?s)[ -~\\n\u{feff}ﬂ°¶ßé週👩\u{200d}]{0,24}|[0-9]{1,3}[.)] .{0,3}|(www|WWW)[.]x") {
            let escaped = label(&text).replace(NOTHING, "\u{0}");
            prop_assert!(!escaped.is_empty());
            prop_assert!(!escaped.contains("%%") && !escaped.contains("ﬂ°") && !escaped.contains("¶ß"));
            prop_assert!(!escaped.contains("$$") && !escaped.contains(['"', '<', '`', '\n', '*', '_', '~', '\\', '@', '[']));
            let shown = decoded(&escaped);
            let shown = shown.replace('\u{0}', "");
            prop_assert_eq!(shown.trim_end_matches(' '), one_line(&text));
        }
    }
}

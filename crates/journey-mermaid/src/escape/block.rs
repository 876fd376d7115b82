//! Text in Mermaid's `block-beta` grids.
//!
//! A label stands in quotation marks, as in `c1["LABEL"]`, and `<br/>` breaks its lines. Mermaid reads a label as HTML and
//! looks for formulas and icons in it. What goes wrong:
//!
//! | text | unescaped | written |
//! |---|---|---|
//! | `"` | error, no diagram | `#34;` |
//! | `` ` `` | error, no diagram | `#96;` |
//! | `<` | HTML: what follows vanishes | `#60;` |
//! | `&` | entities of HTML: `&lt;` shows as `<` | `#38;` |
//! | `#` | Mermaid's own entities: `#35;` shows as `#` | `#35;` |
//! | `$` before `$` | a formula, or the source of one, even where it is encoded and the label has several lines | `$` and an empty `<i></i>` |
//! | `\` before `n` | breaks the line, even where it is encoded and the label has several lines | `\` and an empty `<i></i>` |
//! | `:` before anything but a space | after `style`: the last `;` is lost | `#58;` |
//! | `:` before `fa-` | an icon that shows as nothing, even where it is encoded and the label has several lines | `#58;<i></i>` |
//! | `%` after `%` | `%%{` starts a directive: no diagram | `%#37;` |
//! | `ﬂ` before `°`, `¶` before `ß` | Mermaid's own marks for entities: they show as `&` and `;`, even where they are encoded | an empty `<i></i>` between the two |
//! | nothing at all | error, no diagram | `#32;` |
//! | digits with `.` or `)` behind them at the start, and `-`, `+`, `*`, `>` there | nothing, but a list to Mermaid 11.4 in other diagrams | `1#46; x` |
//!
//! Measured on Mermaid 10.9, 11.4, 11.17 and 12.3 in a browser, each ASCII character at the start, at the end, inside of a
//! word and doubled.

use super::{BETWEEN_MARKS, entity, is_mark, is_plain, one_line};

/// A label of these lines. Mermaid shows [`one_line`] of each.
pub fn label<L: AsRef<str>>(lines: impl IntoIterator<Item = L>) -> String {
    let lines: Vec<String> = lines.into_iter().map(|line| escape(one_line(line.as_ref()))).collect();
    match lines.as_slice() {
        [] => entity(' '),
        lines => lines.join("<br/>"),
    }
}

/// A line of a label that shows nothing and is so many times the font size wide, in every font.
pub fn ruler(ems: u32) -> String {
    (0..ems.max(1)).map(|_| entity('\u{2003}')).collect()
}

fn escape(line: String) -> String {
    if line.is_empty() {
        return entity(' ');
    }
    if is_plain(&line) {
        return line;
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut before = None;
    let mut rest = line.chars();
    while let Some(character) = rest.next() {
        let at = line.len() - rest.as_str().len() - character.len_utf8();
        let breaks = match character {
            '"' | '`' | '<' | '&' | '#' | '\u{feff}' => true,
            '%' => before == Some(character),
            ':' => !rest.as_str().starts_with(' '),
            '.' | ')' => digits > 0 && at == digits,
            '-' | '+' | '*' | '>' => at == 0 && (rest.as_str().is_empty() || rest.as_str().starts_with(' ')),
            _ => false,
        };
        if breaks {
            escaped.push_str(&entity(character));
        } else {
            escaped.push(character);
        }
        let goes_wrong_with_the_next = match character {
            '\\' => rest.as_str().starts_with('n'),
            ':' => rest.as_str().starts_with("fa-"),
            '$' => rest.as_str().starts_with('$'),
            _ => is_mark(character, rest.as_str()),
        };
        if goes_wrong_with_the_next {
            escaped.push_str(BETWEEN_MARKS);
        }
        before = Some(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::escape::decoded;
    use proptest::prelude::*;

    #[test]
    fn ordinary_text_stays_readable() {
        for text in ["Searches for dinner", "It's 50% off; Tom (Maya's friend) pays $3, +2: a - b", "👩‍👩‍👧 قهوة ☕ 週末"]
        {
            assert_eq!(label([text]), text);
        }
        assert_eq!(label(["one", "two"]), "one<br/>two");
    }

    #[test]
    fn what_breaks_is_escaped() {
        assert_eq!(label(["\"a\" `b` <c> &d; #e"]), "#34;a#34; #96;b#96; #60;c> #38;d; #35;e");
        assert_eq!(
            label(["$$x$$ %%{y}%% fa:fa-car 14:30 \\n"]),
            "$<i></i>$x$<i></i>$ %#37;{y}%#37; fa#58;<i></i>fa-car 14#58;30 \\<i></i>n"
        );
        assert_eq!(label(["1. x", "- x", "-2", "12) x"]), "1#46; x<br/>#45; x<br/>-2<br/>12#41; x");
        assert_eq!(label(["ﬂ°°35¶ß"]), "ﬂ<i></i>°°35¶<i></i>ß");
        assert_eq!(label([""]), "#32;");
        assert_eq!(label(Vec::<&str>::new()), "#32;");
    }

    proptest! {
        #[test]
        fn decoding_gives_the_text_back(lines in prop::collection::vec("(?s)[ -~\\n\u{feff}ﬂ°¶ßé週👩\u{200d}]{0,24}", 1..4)) {
            let escaped = label(&lines);
            let shown = escaped.replace(BETWEEN_MARKS, "");
            let shown: Vec<String> = shown.split("<br/>").map(decoded).collect();
            for (shown, line) in shown.iter().zip(&lines) {
                prop_assert_eq!(shown.trim(), one_line(line));
            }
            let bare = escaped.replace("<br/>", "\u{2}").replace(BETWEEN_MARKS, "\u{1}");
            prop_assert!(!bare.contains(['"', '`', '<', '&', '\n']), "{}", bare);
            prop_assert!(!bare.contains("\\n") && !bare.contains(":fa-") && !bare.contains(";fa-"));
            prop_assert!(!bare.contains("$$") && !bare.contains("%%") && !bare.contains("ﬂ°") && !bare.contains("¶ß"));
        }
    }
}

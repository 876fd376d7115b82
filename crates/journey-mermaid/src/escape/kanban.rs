//! Text in Mermaid's `kanban` boards.
//!
//! A column and a card are written `id["LABEL"]`, and what is known about a card in the braces behind it:
//! `@{ ticket: "TICKET", assigned: "NAME" }`. Mermaid reads labels as Markdown and as HTML, and 11.4 shows an error in
//! the place of every piece of Markdown that it does not know. What goes wrong:
//!
//! | text | unescaped | written |
//! |---|---|---|
//! | `"` | error, or a quotation mark too many | `#34;` |
//! | `` ` `` | error, no diagram | `#96;` |
//! | `*` `_` `~` | emphasis: the signs vanish; on 11.4 an error in the card | `#42;` |
//! | `<` `&` | HTML: what follows vanishes, `&lt;` shows as `<` | `#60;` |
//! | `#` | Mermaid's own entities; on 11.4 a heading | `#35;` |
//! | `$` | formulas | `#36;` |
//! | `\` | shows once where it stands twice; before `n` it breaks the line | `#92;` |
//! | `[` | on 11.4 links | `#91;` |
//! | `:` `@`, and `.` inside of words | addresses: on 11.4 an error in the card; icons; after `style` the last `;` is lost | `#58;` |
//! | `%` | `%%{` starts a directive: no diagram | `#37;` |
//! | `{` `}` | nothing in labels; they could end what is known about the card | `#123;` |
//! | `+` `-` `=` `>` and digits with `.` or `)` at the start | on 11.4 lists and quotations | `#45;` |
//! | `ﬂ` before `°`, `¶` before `ß` | Mermaid's own marks for entities: they show as `&` and `;`, even where they are encoded | an empty `<i></i>` between the two |
//!
//! Lines of a label are broken by a line end inside of the quotation marks. `<br/>` would break them as well, but where a label
//! has a tag, Mermaid decodes the entities before it looks for Markdown, formulas and icons.
//!
//! Measured on Mermaid 11.4, 11.17 and 12.3 in a browser, each ASCII character at the start, at the end, inside of a word
//! and doubled.

use super::{BETWEEN_MARKS, entity, is_mark, one_line};

/// The name of a column, the label of a card, or a value of what is known about a card, without the quotation marks around it.
pub fn text(text: &str) -> String {
    let line = one_line(text);
    if line.is_empty() {
        return entity(' ');
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut escaped = String::with_capacity(line.len() + 8);
    for (at, character) in line.char_indices() {
        let rest = line.get(at + character.len_utf8()..).unwrap_or_default();
        let breaks = match character {
            '"' | '`' | '*' | '_' | '~' | '<' | '&' | '#' | '$' | '\\' | '[' | ']' | ':' | '@' | '%' | '{' | '}'
            | '\u{feff}' => true,
            '.' | ')' => (digits > 0 && at == digits) || !(rest.is_empty() || rest.starts_with(' ')),
            '+' | '-' | '=' | '>' => at == 0,
            _ => false,
        };
        if breaks {
            escaped.push_str(&entity(character));
        } else {
            escaped.push(character);
        }
        if is_mark(character, rest) {
            escaped.push_str(BETWEEN_MARKS);
        }
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
        for plain in ["Let Maya shop where she left off", "Tom's 2nd try, (soon) - now!", "👩‍👩‍👧 قهوة ☕ 週末"]
        {
            assert_eq!(text(plain), plain);
        }
    }

    #[test]
    fn what_breaks_is_escaped() {
        assert_eq!(text("\"a\" *b* <c> www.d.e"), "#34;a#34; #42;b#42; #60;c> www#46;d#46;e");
        assert_eq!(text("1. x"), "1#46; x");
        assert_eq!(text("- x"), "#45; x");
        assert_eq!(text("ﬂ°°35¶ß"), "ﬂ<i></i>°°35¶<i></i>ß");
        assert_eq!(text(""), "#32;");
    }

    proptest! {
        #[test]
        fn decoding_gives_the_text_back(plain in "(?s)[ -~\\n\u{feff}ﬂ°¶ßé週👩\u{200d}]{0,24}") {
            let escaped = text(&plain);
            let shown = decoded(&escaped.replace(BETWEEN_MARKS, ""));
            let escaped = escaped.replace(BETWEEN_MARKS, "\u{1}");
            prop_assert_eq!(shown.trim(), one_line(&plain));
            prop_assert!(!escaped.contains(['"', '`', '*', '<', '&', '\\', '\n', '{', '}']), "{}", escaped);
            prop_assert!(!escaped.contains("ﬂ°") && !escaped.contains("¶ß"));
        }
    }
}

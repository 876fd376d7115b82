//! Text in Markdown and MDX, in paragraphs and in the cells of tables.
//!
//! | character | unescaped | written |
//! |---|---|---|
//! | `\` `` ` `` `*` `_` `~` `[` `]` | code, emphasis, links, struck text | `\*` |
//! | `<` `&` | HTML, entities | `\<`, `\&` |
//! | `{` `}` | expressions of MDX | `\{` |
//! | `\|` | ends the cell | `\|` |
//! | `$` | formulas on GitHub and GitLab | `\$` |
//! | `#` `+` `-` `=` `>` and digits with `.` or `)` at the start, but for cells | headings, lists, quotations | `\#`, `1\.` |
//! | `!` before `[` needs nothing, for the bracket is escaped | | |

use super::{is_plain, marks, marks_of, one_line};

/// The text on one line, so that Markdown shows exactly that text in a paragraph, a heading or a list.
pub fn text(text: &str) -> String {
    escape(one_line(text))
}

/// The text on one line, so that Markdown shows exactly that text in a cell of a table, where nothing starts a list.
pub fn cell(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    push_cell(&mut written, text);
    written
}

/// Writes [`cell`] of a text behind another.
pub(crate) fn push_cell(to: &mut String, text: &str) {
    const BREAKING: u32 = marks_of(b"\\`*_~[]<&{}|$");
    match marks(text) {
        Some(marks) if marks & BREAKING == 0 => to.push_str(text),
        Some(_) => push_line(to, text),
        None => push_line(to, &one_line(text)),
    }
}

fn push_line(to: &mut String, line: &str) {
    let mut written = 0;
    for (at, byte) in line.bytes().enumerate() {
        if breaks_everywhere(byte) {
            to.push_str(line.get(written..at).unwrap_or_default());
            to.push('\\');
            written = at;
        }
    }
    to.push_str(line.get(written..).unwrap_or_default());
}

fn breaks_everywhere(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'~' | b'[' | b']' | b'<' | b'&' | b'{' | b'}' | b'|' | b'$')
}

/// What stands in a paragraph, a heading or a list, where the start of a line may start a block.
fn escape(line: String) -> String {
    if is_plain(&line) {
        return line;
    }
    let mut escaped = String::with_capacity(line.len() + 8);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, character) in line.char_indices() {
        let breaks = match character {
            '#' | '+' | '-' | '=' | '>' => at == 0,
            '.' | ')' => digits > 0 && at == digits,
            _ => u8::try_from(character).is_ok_and(breaks_everywhere),
        };
        if breaks {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_markdown_is_escaped_and_nothing_else() {
        assert_eq!(text("Pays 3 * 4 & goes, \"home\" (again)!"), "Pays 3 \\* 4 \\& goes, \"home\" (again)!");
        assert_eq!(text("a|b\nc"), "a\\|b c");
        assert_eq!(text("1. first"), "1\\. first");
        assert_eq!(text("3.5 of 5"), "3\\.5 of 5");
        assert_eq!(text("- x - y"), "\\- x - y");
        assert_eq!(cell("- x"), "- x");
        assert_eq!(text("{x} <b>"), "\\{x\\} \\<b>");
    }
}

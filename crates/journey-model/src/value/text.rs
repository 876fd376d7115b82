//! A text in quotes: `"..."` on one line, or `"""` over several.

use std::borrow::Cow;

use super::ValueError;
use super::error::quoted;

/// What a text in quotes says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<'t> {
    /// The text without its quotes, escapes resolved. Borrowed where nothing had to change.
    pub value: Cow<'t, str>,
    /// Escapes that mean nothing, in the order of the text. They stand in the value as they were written.
    pub problems: Vec<TextProblem>,
}

/// An escape that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextProblem {
    /// Where it stands, in bytes from the opening quote.
    pub range: std::ops::Range<usize>,
    /// What is wrong, what to do, and what to write in that range.
    pub error: ValueError,
}

impl<'t> Text<'t> {
    /// Reads a text with its quotes as they stand in the file. A missing closing quote is nothing that this reports.
    ///
    /// In a block text the first line is dropped where nothing stands behind the opening quotes, the last where only
    /// white space stands before the closing ones; then the indentation that all lines share is removed, where lines
    /// of white space do not count and become empty. Line ends become `\n`.
    pub fn decode(token: &'t str) -> Self {
        let mut problems = Vec::new();
        let value = if token.starts_with("\"\"\"") {
            decode_block(token, &mut problems)
        } else {
            let (start, end) = content(token, "\"");
            let inner = token.get(start..end).unwrap_or_default();
            if inner.contains('\\') {
                let mut value = String::with_capacity(inner.len());
                unescape(inner, start, &mut value, &mut problems);
                Cow::Owned(value)
            } else {
                Cow::Borrowed(inner)
            }
        };
        Self { value, problems }
    }
}

/// The text in quotes as it is written in a file, on one line: the reverse of [`Text::decode`].
pub fn quote(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            control if control.is_control() => {
                written.push_str(&format!("\\u{{{:X}}}", u32::from(control)));
            }
            plain => written.push(plain),
        }
    }
    written.push('"');
    written
}

/// Where the content lies between the quotes, in bytes; a missing closing quote is the end of the token.
fn content(token: &str, quotes: &str) -> (usize, usize) {
    let start = if token.starts_with(quotes) { quotes.len() } else { 0 };
    let inner = token.get(start..).unwrap_or_default();
    let closed = inner.strip_suffix(quotes).filter(|before| {
        // An escaped quote closes nothing.
        let backslashes = before.bytes().rev().take_while(|byte| *byte == b'\\').count();
        backslashes % 2 == 0
    });
    (start, start + closed.unwrap_or(inner).len())
}

fn decode_block<'t>(token: &'t str, problems: &mut Vec<TextProblem>) -> Cow<'t, str> {
    let (start, end) = content(token, "\"\"\"");
    let inner = token.get(start..end).unwrap_or_default();
    if !inner.contains(['\n', '\r', '\\']) {
        return Cow::Borrowed(inner);
    }
    let mut lines = lines(inner, start);
    let opens_with_a_break = lines.len() > 1 && lines.first().is_some_and(|line| is_blank(line.text));
    if opens_with_a_break {
        lines.remove(0);
    }
    if lines.len() > 1 && lines.last().is_some_and(|line| is_blank(line.text)) {
        lines.pop();
    }
    // A first line behind the opening quotes has no indentation of its own.
    let indented = lines.get(usize::from(!opens_with_a_break)..).unwrap_or_default();
    let common = common_indentation(indented).len();
    let mut value = String::with_capacity(inner.len());
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            value.push('\n');
        }
        let beside_the_quotes = number == 0 && !opens_with_a_break;
        if is_blank(line.text) && !beside_the_quotes {
            continue;
        }
        let dropped = if beside_the_quotes { 0 } else { common };
        let text = line.text.get(dropped..).unwrap_or_default();
        unescape(text, line.start + dropped, &mut value, problems);
    }
    Cow::Owned(value)
}

/// One line of a block text, without its end.
struct Line<'t> {
    text: &'t str,
    /// Where it starts, in bytes from the opening quote.
    start: usize,
}

/// The lines between line feeds, carriage returns or both together.
fn lines(inner: &str, offset: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    loop {
        let rest = inner.get(start..).unwrap_or_default();
        let Some(length) = rest.find(['\n', '\r']) else {
            lines.push(Line { text: rest, start: offset + start });
            return lines;
        };
        let (text, behind) = rest.split_at(length);
        lines.push(Line { text, start: offset + start });
        start += length + if behind.starts_with("\r\n") { 2 } else { 1 };
    }
}

fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// The longest white space that every line starts with that has anything else; tabs and spaces are different.
fn common_indentation<'t>(lines: &[Line<'t>]) -> &'t str {
    let mut common: Option<&str> = None;
    for line in lines.iter().filter(|line| !is_blank(line.text)) {
        let white = line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
        let indentation = line.text.get(..white).unwrap_or_default();
        common = Some(match common {
            None => indentation,
            Some(before) => {
                let shared = before.bytes().zip(indentation.bytes()).take_while(|(one, other)| one == other).count();
                before.get(..shared).unwrap_or_default()
            }
        });
    }
    common.unwrap_or_default()
}

/// Appends the text with its escapes resolved; `offset` is where it starts in the token.
fn unescape(text: &str, offset: usize, value: &mut String, problems: &mut Vec<TextProblem>) {
    let mut rest = text;
    while let Some(position) = rest.find('\\') {
        let (plain, escape) = rest.split_at(position);
        value.push_str(plain);
        let start = offset + (text.len() - escape.len());
        let (length, result) = read_escape(escape);
        let written = escape.get(..length).unwrap_or(escape);
        match result {
            Ok(character) => value.push(character),
            Err(error) => {
                value.push_str(written);
                problems.push(TextProblem { range: start..start + written.len(), error });
            }
        }
        rest = escape.get(length..).unwrap_or_default();
    }
    value.push_str(rest);
}

/// Reads the escape at the start of a text that starts with a backslash: its length in bytes and what it means.
fn read_escape(escape: &str) -> (usize, Result<char, ValueError>) {
    match escape.chars().nth(1) {
        Some('"') => (2, Ok('"')),
        Some('\\') => (2, Ok('\\')),
        Some('n') => (2, Ok('\n')),
        Some('t') => (2, Ok('\t')),
        Some('u') => read_unicode(escape),
        Some(other) => {
            let length = 1 + other.len_utf8();
            let written = escape.get(..length).unwrap_or(escape);
            (
                length,
                Err(ValueError::new(
                    format!("{} means nothing inside a text", quoted(written)),
                    "Write `\\\\` for a backslash. After a backslash only `\"`, `\\`, `n`, `t` and `u{...}` have a meaning.",
                )
                .meaning(format!("\\{written}"))),
            )
        }
        None => (
            1,
            Err(ValueError::new(
                "A single backslash at the end of a line means nothing",
                "Write `\\\\` for a backslash.",
            )
            .meaning("\\\\")),
        ),
    }
}

/// Reads `\u{1F600}`: one to six hexadecimal digits in braces.
fn read_unicode(escape: &str) -> (usize, Result<char, ValueError>) {
    const HELP: &str =
        "Write the character itself, or its number in braces with one to six hexadecimal digits, such as `\\u{1F600}`.";
    let body = escape.get(2..).unwrap_or_default();
    let digits = body.strip_prefix('{').and_then(|inner| {
        let length = inner.bytes().take_while(u8::is_ascii_hexdigit).count();
        let (digits, behind) = inner.split_at_checked(length)?;
        behind.starts_with('}').then_some(digits)
    });
    let Some(digits) = digits else {
        return (2, Err(ValueError::new("`\\u` needs the number of a character in braces", HELP)));
    };
    let length = "\\u{}".len() + digits.len();
    let character =
        if digits.len() <= 6 { u32::from_str_radix(digits, 16).ok().and_then(char::from_u32) } else { None };
    let result = character.ok_or_else(|| {
        let written = escape.get(..length).unwrap_or(escape);
        ValueError::new(format!("{} is no character", quoted(written)), HELP)
    });
    (length, result)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(token: &str) -> String {
        let text = Text::decode(token);
        assert_eq!(text.problems, [], "{token}");
        text.value.into_owned()
    }

    #[test]
    fn a_plain_text_is_borrowed() {
        assert!(matches!(Text::decode("\"Weekly shop\"").value, Cow::Borrowed("Weekly shop")));
        assert!(matches!(Text::decode("\"\"\"Weekly\"\"\"").value, Cow::Borrowed("Weekly")));
        assert!(matches!(Text::decode("\"\"").value, Cow::Borrowed("")));
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(value(r#""a \"b\" \\ \n \t \u{1F600}\u{e9}""#), "a \"b\" \\ \n \t 😀é");
        assert_eq!(value(r#""\\n""#), "\\n");
        assert_eq!(value(r#""ends \\""#), "ends \\");
    }

    #[test]
    fn escapes_that_mean_nothing_stay_and_are_told_with_their_place() {
        let text = Text::decode(r#""C:\é \u{110000} \u{D800} \u12 \u{1234567} \u{}""#);
        assert_eq!(text.value, r"C:\é \u{110000} \u{D800} \u12 \u{1234567} \u{}");
        let told: Vec<String> =
            text.problems.iter().map(|problem| format!("{:?} {}", problem.range, problem.error)).collect();
        assert_eq!(
            told,
            [
                "3..6 `\\é` means nothing inside a text",
                "7..17 `\\u{110000}` is no character",
                "18..26 `\\u{D800}` is no character",
                "27..29 `\\u` needs the number of a character in braces",
                "32..43 `\\u{1234567}` is no character",
                "44..48 `\\u{}` is no character",
            ]
        );
        assert_eq!(text.problems[0].error.correction.as_deref(), Some(r"\\é"));
    }

    #[test]
    fn a_text_without_its_closing_quote_is_read_to_its_end() {
        assert_eq!(value("\"open"), "open");
        assert_eq!(value("\""), "");
        assert_eq!(value(r#""escaped \""#), "escaped \"");
        assert_eq!(value("\"\"\"open\n  more"), "open\nmore");
        assert_eq!(value(r#""""escaped \""""#), "escaped \"\"\"");
        assert_eq!(Text::decode("\"a\\").problems[0].range, 2..3);
    }

    #[test]
    fn a_block_loses_its_frame_and_its_common_indentation() {
        let token = "\"\"\"\n      First line\n\n        indented\n      last\n    \"\"\"";
        assert_eq!(value(token), "First line\n\n  indented\nlast");
        assert_eq!(value("\"\"\"\n\tone\n\ttwo\"\"\""), "one\ntwo");
        assert_eq!(value("\"\"\"one\n    two\n    three\"\"\""), "one\ntwo\nthree");
        assert_eq!(value("\"\"\"\n  one\n\n\"\"\""), "one\n");
        assert_eq!(value("\"\"\"\n\"\"\""), "");
        assert_eq!(value("\"\"\"\"\"\""), "");
        assert_eq!(value("\"\"\"  \"\"\""), "  ");
    }

    #[test]
    fn tabs_and_spaces_are_different_indentation() {
        assert_eq!(value("\"\"\"\n \tone\n  two\n\"\"\""), "\tone\n two");
    }

    #[test]
    fn every_line_end_becomes_a_line_feed() {
        assert_eq!(value("\"\"\"\r\n  one\r  two\r\n  three\r\n\"\"\""), "one\ntwo\nthree");
    }

    #[test]
    fn escapes_of_a_block_are_resolved_after_its_indentation() {
        assert_eq!(value("\"\"\"\n  \\tone\n  a \\\"\\\"\\\" b\\n\n\"\"\""), "\tone\na \"\"\" b\n");
        let text = Text::decode("\"\"\"\n  one\n  b \\q\n\"\"\"");
        assert_eq!(text.problems[0].range, 14..16);
        let text = Text::decode("\"\"\"\r\n  one \\\r\n\"\"\"");
        assert_eq!(text.problems[0].range, 11..12);
        assert_eq!(text.value, "one \\");
    }

    #[test]
    fn control_characters_are_quoted_as_escapes() {
        assert_eq!(quote("a\"b\\c\nd\te\r\u{0}"), r#""a\"b\\c\nd\te\u{D}\u{0}""#);
    }

    proptest! {
        #[test]
        fn any_string_is_decoded(token in any::<String>()) {
            let _ = Text::decode(&token);
        }

        #[test]
        fn any_token_is_decoded_and_its_problems_lie_inside(
            token in "(\"|\"\"\")[ \t\n\r\"\\\\nu{}0-9a-fé😀]{0,40}(\"|\"\"\")?",
        ) {
            let text = Text::decode(&token);
            let mut end = 0;
            for problem in &text.problems {
                prop_assert!(problem.range.start >= end);
                prop_assert!(token[problem.range.clone()].starts_with('\\'));
                end = problem.range.end;
            }
            if token.starts_with("\"\"\"") {
                prop_assert!(!text.value.contains('\r'));
            }
        }

        #[test]
        fn what_is_quoted_decodes_to_itself(text in any::<String>()) {
            let written = quote(&text);
            prop_assert!(!written.contains(['\n', '\r']));
            let decoded = Text::decode(&written);
            prop_assert_eq!(&*decoded.value, &text);
            prop_assert_eq!(decoded.problems.len(), 0);
        }
    }
}

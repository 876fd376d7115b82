//! Texts from files in Markdown, so that they read as they were written.

/// How many characters of a text are shown before it is cut.
const LONGEST_TEXT: usize = 140;
/// How many items of a list are shown before the rest is only counted.
const MOST_ITEMS: usize = 4;

/// The text on one line, cut where it is long, with nothing in it that Markdown would read as more than text. It must not
/// stand at the start of a line.
pub(crate) fn escaped(text: &str) -> String {
    let line = shortened(text, LONGEST_TEXT);
    let mut written = String::with_capacity(line.len() + 8);
    let mut before: Option<char> = None;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let behind = characters.peek().copied();
        let inside_a_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let is_markup = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
            // Between letters an underscore is only an underscore, and some editors show the backslash.
            '_' => !(inside_a_word(before) && inside_a_word(behind)),
            '&' => behind.is_some_and(|behind| behind.is_ascii_alphanumeric() || behind == '#'),
            _ => false,
        };
        if is_markup {
            written.push('\\');
        }
        written.push(character);
        before = Some(character);
    }
    written
}

/// The same for a text that may start a line.
pub(crate) fn escaped_line(text: &str) -> String {
    let escaped = escaped(text);
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = escaped.split_at(digits);
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{number}\\{rest}");
    }
    if escaped.starts_with(['#', '>', '-', '+', '=', ':']) { format!("\\{escaped}") } else { escaped }
}

/// An address as a link, if it is one of the web; else as text.
pub(crate) fn address(address: &str) -> String {
    let is_of_the_web = address.starts_with("https://") || address.starts_with("http://");
    let breaks = |character: char| character.is_whitespace() || character.is_control() || "<>".contains(character);
    if is_of_the_web && !address.contains(breaks) { format!("<{address}>") } else { escaped(address) }
}

/// Something as it is written in a file, to be read as code. It stays on one line.
pub(crate) fn code(written: &str) -> String {
    let line = shortened(written, LONGEST_TEXT);
    if line.is_empty() {
        return String::new();
    }
    let longest_run = line.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest_run + 1);
    // A space keeps a backtick at an end from the fence; Markdown takes one away on each side.
    let space = if line.starts_with('`') || line.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{line}{space}{fence}")
}

/// A text in quotation marks, escaped.
pub(crate) fn quoted(text: &str) -> String {
    format!("“{}”", escaped(text))
}

/// Items one after another, the rest of a long list only counted. Semicolons, for texts have commas of their own.
pub(crate) fn list<S: AsRef<str>>(items: &[S]) -> String {
    let shown: Vec<&str> = items.iter().take(MOST_ITEMS).map(AsRef::as_ref).collect();
    match items.len() - shown.len() {
        0 => shown.join("; "),
        more => format!("{} and {more} more", shown.join("; ")),
    }
}

/// `1 stage`, `2 stages`.
pub(crate) fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// The text on one line, cut behind so many characters.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    let mut line = String::with_capacity(text.len().min(longest * 4));
    for word in text.split(|character: char| character.is_whitespace() || character.is_control()) {
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    if let Some((cut, _)) = line.char_indices().nth(longest) {
        line.truncate(cut);
        line.truncate(line.trim_end().len());
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_label_is_read_as_markup() {
        assert_eq!(
            escaped("*a* _b_ `c` <d> [e](f) a|b ~~g~~ \\*"),
            "\\*a\\* \\_b\\_ \\`c\\` \\<d> \\[e\\](f) a\\|b \\~\\~g\\~\\~ \\\\\\*"
        );
        assert_eq!(escaped("q3_survey & Co, R&D, &amp; &#42;"), "q3_survey & Co, R\\&D, \\&amp; \\&#42;");
        assert_eq!(escaped("two\r\n  lines\u{0}"), "two lines");
        assert_eq!(escaped("陳美玲 👩‍👩‍👧"), "陳美玲 👩‍👩‍👧");
    }

    #[test]
    fn nothing_opens_a_block_at_the_start_of_a_line() {
        assert_eq!(escaped_line("# a"), "\\# a");
        assert_eq!(escaped_line("12. a"), "12\\. a");
        assert_eq!(escaped_line("- a"), "\\- a");
        assert_eq!(escaped_line("=== "), "\\===");
        assert_eq!(escaped_line("12 a"), "12 a");
    }

    #[test]
    fn an_address_of_the_web_is_a_link() {
        assert_eq!(address("https://example.org/a_b?x=1&y=*"), "<https://example.org/a_b?x=1&y=*>");
        assert_eq!(address("https://example.org/a b"), "https://example.org/a b");
        assert_eq!(address("javascript:alert(1)"), "javascript:alert(1)");
    }

    #[test]
    fn code_keeps_its_backticks() {
        assert_eq!(code("maya"), "`maya`");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code(" \n"), "");
    }

    #[test]
    fn long_texts_and_lists_are_cut() {
        assert_eq!(shortened("ab cd ef", 3), "ab…");
        assert_eq!(shortened("ab cd", 5), "ab cd");
        assert_eq!(list(&["a", "b", "c", "d"]), "a; b; c; d");
        assert_eq!(list(&["a", "b", "c", "d", "e"]), "a; b; c; d and 1 more");
        assert_eq!(list::<&str>(&[]), "");
    }
}

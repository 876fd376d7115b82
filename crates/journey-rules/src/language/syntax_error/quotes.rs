//! Where a quote could be missing, and texts with the quotes of word processors made straight.

/// The text with every double quotation mark of a word processor, or of another script, made a straight one.
pub(super) fn straightened(text: &str) -> String {
    text.replace(['“', '”', '„', '‟', '«', '»', '″', '＂'], "\"")
}

/// What to do about quotes that are not the language's, the first of which is known.
pub(super) fn help(first: Option<char>) -> &'static str {
    match first {
        Some('\'') => "A single quote is an ordinary character, as in `o'clock`. Write `\"` at both ends of the text.",
        _ => "Word processors turn `\"` into other signs that look alike. Write `\"` at both ends of the text.",
    }
}

/// How many quotes open or close a text: those behind a backslash do not.
pub(super) fn count(text: &str) -> usize {
    let mut escaped = false;
    let quotes = text.chars().filter(|character| {
        let quote = *character == '"' && !escaped;
        escaped = *character == '\\' && !escaped;
        quote
    });
    quotes.count()
}

/// A place where one more quote may belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// Bytes from the start of the text.
    pub(super) at: usize,
    /// The quote opens a text; else it closes one.
    pub(super) opens: bool,
}

/// How many words of a line are looked at.
const MOST: usize = 60;

/// The places in some values where a quote may be missing, the likely ones first. `is_source` tells the names of
/// sources, for a citation behind a text that is not closed.
pub(super) fn gaps(values: &str, is_source: impl Fn(&str) -> bool) -> Vec<Gap> {
    let opening = std::iter::once(0).chain(word_starts(values)).map(|at| Gap { at, opens: true });
    let before_texts = values.match_indices(", \"").map(|(at, _)| at);
    let citation = values.rfind(" from ").filter(|at| {
        let names = values.get(at + " from ".len()..).unwrap_or_default().trim_end();
        !names.is_empty() && names.split(',').all(|name| is_source(name.trim()))
    });
    let end = values.trim_end().trim_end_matches(',').len();
    let closing = before_texts.chain(citation).chain([end]).map(|at| Gap { at, opens: false });
    // A quote with nothing behind it has lost its partner before it; any other has lost the one behind it.
    if values.trim_end().ends_with('"') { opening.chain(closing).collect() } else { closing.chain(opening).collect() }
}

fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(' ')
        .map(|(at, _)| at + 1)
        .filter(|at| text.get(*at..).is_some_and(|rest| !rest.starts_with(' ')))
        .take(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_quotes_do_not_count() {
        assert_eq!(count(r#""a \" b""#), 2);
        assert_eq!(count(r#""a \\" b""#), 3);
    }

    #[test]
    fn a_text_without_its_end_is_closed_before_the_next_text_its_sources_or_at_its_end() {
        let places = |text: &str| -> Vec<usize> {
            gaps(text, |name| name == "talks").into_iter().filter(|gap| !gap.opens).map(|gap| gap.at).collect()
        };
        assert_eq!(places("\"I come from Berlin"), [19]);
        assert_eq!(places("\"It is slow from talks"), [11, 22]);
        assert_eq!(places("\"a, \"b\""), [2, 7]);
    }
}

//! Finds words and phrases in labels: whole words, whatever their case.

use std::ops::Range;

/// The words of a text with their places in bytes: letters, digits and apostrophes between them, so that `sign-up` and
/// `sign_up` are two words.
pub(super) fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let is_part = |one: char| one.is_alphanumeric() || one == '\'' || one == '’';
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text.get(rest..)?.find(is_part)?;
        let behind = text.get(start..)?;
        let length = behind.find(|one| !is_part(one)).unwrap_or(behind.len());
        rest = start + length;
        Some((start..rest, behind.get(..length)?))
    })
}

/// Whether two words are the same, whatever their case.
pub(super) fn same(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(other);
    }
    let lower = |word: &str| word.to_lowercase();
    lower(one) == lower(other)
}

/// Whether an ASCII phrase may start with the word. Costs less than to look for the phrase.
pub(super) fn opens(phrase: &str, word: &str) -> bool {
    phrase.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Whether the text starts with the phrase, as whole words; the end of the last of them in bytes.
pub(super) fn starts_with(text: &str, phrase: &str) -> Option<usize> {
    let mut there = words(text);
    let mut end = None;
    for (_, wanted) in words(phrase) {
        let (place, word) = there.next()?;
        if !same(word, wanted) {
            return None;
        }
        end = Some(place.end);
    }
    end
}

/// Where the phrase stands in the text as whole words, in bytes.
pub(super) fn find(text: &str, phrase: &str) -> Option<Range<usize>> {
    let (_, first) = words(phrase).next()?;
    let starts = words(text).filter(|(_, word)| same(word, first));
    starts.map(|(place, _)| place.start).find_map(|start| {
        let end = starts_with(text.get(start..)?, phrase)?;
        Some(start..start + end)
    })
}

/// Whether the text is the phrase and nothing else.
pub(super) fn is(text: &str, phrase: &str) -> bool {
    starts_with(text, phrase).is_some_and(|end| words(text.get(end..).unwrap_or_default()).next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_whole_words_whatever_their_case() {
        assert_eq!(find("Logs it in the CRM", "crm"), Some(15..18));
        assert_eq!(find("A Sign-Up form", "sign up"), Some(2..9));
        assert_eq!(find("sign sign_up", "sign up"), Some(5..12));
        for (text, phrase) in [("CRMs", "crm"), ("leading", "lead"), ("sign", "sign up"), ("", "crm"), ("crm", "")] {
            assert_eq!(find(text, phrase), None, "{text} {phrase}");
        }
    }

    #[test]
    fn letters_of_other_alphabets_count_as_letters() {
        assert_eq!(find("Jetzt KÄUFE prüfen", "käufe"), Some(6..12));
        assert_eq!(find("verkäufe", "käufe"), None);
        assert!(same("KÖPA", "köpa") && !same("köpa", "kopa"));
    }

    #[test]
    fn a_text_that_is_a_phrase_has_no_other_words() {
        assert!(is("\"Check-out!\"", "check out") && is("Buy", "buy"));
        assert!(!is("Buy now", "buy") && !is("", "buy") && !is("buy", ""));
        assert_eq!(starts_with("We're late", "we"), None);
    }
}

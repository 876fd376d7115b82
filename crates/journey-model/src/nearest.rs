//! The word that somebody probably meant.

use strsim::damerau_levenshtein;

/// The candidate nearest to `word`, for "did you mean"; `None` where none is near enough.
///
/// A candidate that differs in nothing but the case of letters always wins. Otherwise the distance counts letters that
/// are wrong, missing, too many or swapped with a neighbour (Damerau-Levenshtein, in characters, case aside). Allowed
/// are 1 in words of up to 5 characters, 2 in words of up to 9 and 3 in longer ones, where the longer of the two words
/// counts, and always fewer than half of the shorter word's characters. Of several that are equally near, one that
/// starts with the same letter wins, then the first in the alphabet: the order of the candidates never matters.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let first = word.chars().next();
    let mut best: Option<(Rank, &str)> = None;
    for candidate in candidates {
        let plain = candidate.to_lowercase();
        let candidate_length = plain.chars().count();
        let limit = allowed(length, candidate_length);
        // The lengths bound the distance from below, which spares most candidates the long way.
        if length.abs_diff(candidate_length) > limit {
            continue;
        }
        let distance = damerau_levenshtein(&word, &plain);
        if distance > limit {
            continue;
        }
        let rank = (distance, plain.chars().next() != first);
        if best.is_none_or(|known| (rank, candidate) < known) {
            best = Some((rank, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Distance, and whether the first letters differ: the smaller the nearer.
type Rank = (usize, bool);

/// The largest distance at which two words of these lengths, in characters, are near.
fn allowed(one: usize, other: usize) -> usize {
    let limit = match one.max(other) {
        0..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    // Two words with less than half in common have nothing to do with each other.
    limit.min(one.min(other).saturating_sub(1) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slips_are_recognised() {
        let keys = [
            "emotion", "moment", "expects", "evidence", "next", "gets", "does", "channel",
        ];
        let guess = |word| nearest(word, keys);
        assert_eq!(guess("emtion"), Some("emotion"));
        assert_eq!(guess("emotoin"), Some("emotion"));
        assert_eq!(guess("emotions"), Some("emotion"));
        assert_eq!(guess("chanel"), Some("channel"));
        assert_eq!(guess("Next"), Some("next"));
        assert_eq!(guess("dose"), Some("does"));
        assert_eq!(guess("evidenec"), Some("evidence"));
    }

    #[test]
    fn other_words_are_not() {
        for word in ["", "x", "at", "colour", "gain", "tag", "satisfaction"] {
            assert_eq!(
                nearest(word, ["emotion", "moment", "next", "of", "how"]),
                None,
                "{word}"
            );
        }
        assert_eq!(nearest("word", []), None);
    }

    #[test]
    fn a_difference_in_case_alone_wins_even_in_short_words() {
        assert_eq!(nearest("OF", ["on", "of", "off"]), Some("of"));
        assert_eq!(nearest("MAYA", ["mayo", "Maya"]), Some("Maya"));
        assert_eq!(nearest("ÄRGER", ["arger", "ärger"]), Some("ärger"));
    }

    proptest! {
        #[test]
        fn the_order_of_the_candidates_does_not_matter(
            word in "[a-c]{0,6}", mut candidates in proptest::collection::vec("[a-cA]{0,6}", 0..8),
        ) {
            let forwards = nearest(&word, candidates.iter().map(String::as_str)).map(str::to_owned);
            candidates.reverse();
            let backwards = nearest(&word, candidates.iter().map(String::as_str)).map(str::to_owned);
            prop_assert_eq!(forwards, backwards);
        }

        #[test]
        fn a_candidate_is_nearest_to_itself(word in "[a-z]{1,12}", other in "[a-z]{1,12}") {
            prop_assert_eq!(nearest(&word, [other.as_str(), word.as_str()]), Some(word.as_str()));
        }
    }
}

//! The word that somebody probably meant.

use std::cmp::Ordering;
use std::sync::Arc;

use smol_str::SmolStr;
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

/// Candidates that are asked often: sorted once, then each question looks only at those that start like something near.
/// Cheap to clone, and to change by one candidate.
///
/// [`nearest`] compares a word with every candidate. This walks the sorted candidates as a tree of shared beginnings and
/// leaves a branch as soon as nothing below it can be near, so that thousands of misspelled words in a project of many
/// thousand names stay affordable.
#[derive(Clone, Debug)]
pub struct Candidates<T> {
    /// In the order of `plain`, then of `name`; none is empty.
    sections: Arc<Vec<Arc<Vec<Candidate<T>>>>>,
}

/// How many candidates a section holds when it is made. A change copies one section and the list of sections.
const SECTION: usize = 128;

#[derive(Clone, Debug)]
struct Candidate<T> {
    /// The name in lower case.
    plain: SmolStr,
    name: SmolStr,
    value: T,
}

impl<T> Candidate<T> {
    fn new(name: SmolStr, value: T) -> Self {
        let plain = if is_plain(&name) { name.clone() } else { name.chars().flat_map(char::to_lowercase).collect() };
        Self { plain, name, value }
    }

    fn order(&self, other: &Self) -> Ordering {
        (&self.plain, &self.name).cmp(&(&other.plain, &other.name))
    }
}

/// A candidate that is near: how near it is, and which it is. The smaller the nearer, by the order of [`nearest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near<'c, T> {
    rank: Rank,
    /// The candidate.
    pub name: &'c SmolStr,
    /// What was given with it.
    pub value: T,
}

impl<'c, T> Near<'c, T> {
    /// The same with something else beside it.
    pub fn with<U>(self, value: U) -> Near<'c, U> {
        Near { rank: self.rank, name: self.name, value }
    }
}

impl<T> Default for Candidates<T> {
    fn default() -> Self {
        Self { sections: Arc::default() }
    }
}

impl<T: Copy> Candidates<T> {
    /// Candidates, each with a value.
    pub fn new(candidates: impl IntoIterator<Item = (SmolStr, T)>) -> Self {
        let mut sorted: Vec<Candidate<T>> =
            candidates.into_iter().map(|(name, value)| Candidate::new(name, value)).collect();
        sorted.sort_by(Candidate::order);
        Self { sections: Arc::new(sorted.chunks(SECTION).map(|section| Arc::new(section.to_vec())).collect()) }
    }

    /// All of them, sorted with case aside.
    pub fn iter(&self) -> impl Iterator<Item = (&SmolStr, T)> {
        let all = self.sections.iter().flat_map(|section| section.iter());
        all.map(|candidate| (&candidate.name, candidate.value))
    }

    /// Adds a candidate, or gives it another value.
    pub fn insert(&mut self, name: SmolStr, value: T) {
        let candidate = Candidate::new(name, value);
        let (section, place) = self.place_of(&candidate);
        let sections = Arc::make_mut(&mut self.sections);
        let Some(shared) = sections.get_mut(section) else {
            sections.push(Arc::new(vec![candidate]));
            return;
        };
        let all = Arc::make_mut(shared);
        match place {
            Ok(at) => all[at] = candidate,
            Err(at) => all.insert(at, candidate),
        }
        if all.len() > 2 * SECTION {
            let rest = all.split_off(SECTION);
            sections.insert(section + 1, Arc::new(rest));
        }
    }

    /// Takes a candidate out, if it is there.
    pub fn remove(&mut self, name: &SmolStr) {
        let candidate = Candidate::new(name.clone(), ());
        let (section, Ok(at)) = self.place_of(&candidate) else { return };
        let sections = Arc::make_mut(&mut self.sections);
        let all = Arc::make_mut(&mut sections[section]);
        all.remove(at);
        if all.is_empty() {
            sections.remove(section);
        }
    }

    /// Whether this very candidate is among them.
    pub fn contains(&self, name: &SmolStr) -> bool {
        self.place_of(&Candidate::new(name.clone(), ())).1.is_ok()
    }

    /// The section where a candidate stands or belongs, and its place there.
    fn place_of<U>(&self, candidate: &Candidate<U>) -> (usize, Result<usize, usize>) {
        let order = |one: &Candidate<T>| (&one.plain, &one.name).cmp(&(&candidate.plain, &candidate.name));
        let ends_before = |section: &Arc<Vec<Candidate<T>>>| section.last().is_some_and(|last| order(last).is_lt());
        let section = self.sections.partition_point(ends_before).min(self.sections.len().saturating_sub(1));
        let place = self.sections.get(section).map_or(Err(0), |section| section.binary_search_by(order));
        (section, place)
    }

    /// The accepted candidate that [`nearest`] would give among all accepted ones. Where thousands of candidates are all
    /// nearly alike, as names that end in running numbers, it looks at some of them only.
    pub fn nearest(&self, word: &str, mut accept: impl FnMut(&str, T) -> bool) -> Option<Near<'_, T>> {
        let word: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        // Few candidates are one slip away, and looking for those only is far cheaper than looking for three slips.
        (0..=most_allowed(word.len())).find_map(|distance| {
            let mut best: Option<Near<'_, T>> = None;
            self.within(&word, distance, MOST_ROWS, |near| {
                let is_better = best.is_none_or(|best| (near.rank, near.name) < (best.rank, best.name));
                if is_better && accept(near.name, near.value) {
                    best = Some(near);
                }
                true
            });
            best
        })
    }

    /// Whether some candidate that is near to `word` is accepted. Nearness is mutual: the word is near to the candidate
    /// as well, though something else may be nearer. Of very many that are nearly alike, it looks at some only.
    pub fn any_near(&self, word: &str, mut accept: impl FnMut(&SmolStr) -> bool) -> bool {
        let word: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        let mut found = false;
        self.within(&word, most_allowed(word.len()), 16 * MOST_ROWS, |near| {
            found = accept(near.name);
            !found
        });
        found
    }

    /// Visits the candidates that are at most `distance` away, and near, until `visit` says no.
    fn within<'c>(
        &'c self,
        word: &[char],
        distance: usize,
        most_rows: usize,
        mut visit: impl FnMut(Near<'c, T>) -> bool,
    ) {
        let mut table = Table::new(word, distance);
        let (mut section, mut at) = (0, 0);
        while let Some(candidates) = self.sections.get(section) {
            let Some(candidate) = candidates.get(at) else {
                (section, at) = (section + 1, 0);
                continue;
            };
            if table.rows_made >= most_rows {
                break;
            }
            let Some(found) = table.advance(&candidate.plain) else {
                let length = table.path.iter().map(|character| character.len_utf8()).sum();
                let beginning = candidate.plain.as_bytes().get(..length).unwrap_or_default();
                (section, at) = self.behind_beginning(section, at, beginning);
                continue;
            };
            at += 1;
            if found > distance.min(allowed(word.len(), table.path.len())) {
                continue;
            }
            let rank = (found, table.path.first() != word.first());
            if !visit(Near { rank, name: &candidate.name, value: candidate.value }) {
                break;
            }
        }
    }

    /// Behind the candidates that share a beginning, which stand side by side, from the one at `at` on: mostly few.
    fn behind_beginning(&self, section: usize, at: usize, beginning: &[u8]) -> (usize, usize) {
        let shares = |candidate: &Candidate<T>| candidate.plain.as_bytes().starts_with(beginning);
        let Some(all) = self.sections.get(section) else { return (section, at) };
        if all.last().is_some_and(shares) {
            let behind = self.sections.get(section + 1..).unwrap_or_default();
            let whole = behind.partition_point(|section| section.last().is_some_and(shares));
            let next = section + 1 + whole;
            return (next, self.sections.get(next).map_or(0, |all| all.partition_point(shares)));
        }
        let mut at = at;
        let mut stride = 1;
        while all.get(at + stride).is_some_and(shares) {
            at += stride;
            stride *= 2;
        }
        let end = all.len().min(at + stride);
        (section, at + all.get(at..end).unwrap_or_default().partition_point(shares).max(1))
    }
}

/// The largest distance at which any word is near to one of this length, in characters.
fn most_allowed(length: usize) -> usize {
    (length.saturating_sub(3)..=length + 3).map(|other| allowed(length, other)).max().unwrap_or_default()
}

/// How many letters of candidates are looked at in one walk. Only thousands of candidates that are nearly alike need
/// more, and a guess among those is worth little.
const MOST_ROWS: usize = 2048;

fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

/// The table of distances between a word and one candidate after the other, where the next keeps the rows of the
/// beginning that it shares with the one before. Distances above the limit are all told as one more than it, and cells
/// that lie further from the diagonal than the limit are not looked at: their distance is at least as large as that.
struct Table<'w> {
    word: &'w [char],
    limit: usize,
    /// The beginning of the candidate for which rows are there.
    path: Vec<char>,
    /// One row more than `path` is long, each with one cell more than `word` is long.
    cells: Vec<u8>,
    /// How many rows there have been so far.
    rows_made: usize,
}

impl<'w> Table<'w> {
    /// `limit` is at most 254.
    fn new(word: &'w [char], limit: usize) -> Self {
        let mut table = Self { word, limit, path: Vec::new(), cells: Vec::new(), rows_made: 0 };
        table.cells = (0..=word.len()).map(|column| table.told(column)).collect();
        table
    }

    fn width(&self) -> usize {
        self.word.len() + 1
    }

    fn told(&self, distance: usize) -> u8 {
        u8::try_from(distance.min(self.limit + 1)).expect("the limit is small")
    }

    /// The distance of `candidate`; `None` where some beginning of it is already too far, on which it then stands.
    fn advance(&mut self, candidate: &str) -> Option<usize> {
        let mut rest = candidate.chars();
        let mut shared = 0;
        for known in &self.path {
            let mut ahead = rest.clone();
            if ahead.next() != Some(*known) {
                break;
            }
            rest = ahead;
            shared += 1;
        }
        self.path.truncate(shared);
        self.cells.truncate((shared + 1) * self.width());
        for character in rest {
            self.path.push(character);
            if self.push_row(character) > self.limit {
                return None;
            }
        }
        self.cells.last().copied().map(usize::from)
    }

    /// Adds the row of the path's last character and gives its smallest cell. No later row has a smaller one: a step
    /// down costs nothing at best, and swapping letters over a gap costs at least the rows that it passes.
    fn push_row(&mut self, character: char) -> usize {
        let row = self.path.len();
        let width = self.width();
        let start = self.cells.len();
        self.rows_made += 1;
        self.cells.resize(start + width, self.told(self.limit + 1));
        self.cells[start] = self.told(row);
        let mut smallest = row;
        let mut last_match = 0;
        let band = row.saturating_sub(self.limit).max(1)..width.min(row + self.limit + 1);
        for column in band {
            let letter = self.word[column - 1];
            let same = letter == character;
            let above = self.cell(row - 1, column) + 1;
            let left = self.cell(row, column - 1) + 1;
            let diagonal = self.cell(row - 1, column - 1) + usize::from(!same);
            let mut cell = above.min(left).min(diagonal);
            // A swap: this character stands earlier in the word, and this letter earlier in the path.
            if last_match > 0
                && !same
                && let Some(other) = self.path[..row - 1].iter().rev().take(self.limit).position(|&one| one == letter)
            {
                let other_row = row - 1 - other;
                cell = cell.min(self.cell(other_row - 1, last_match - 1) + other + (column - last_match));
            }
            if same {
                last_match = column;
            }
            self.cells[start + column] = self.told(cell);
            smallest = smallest.min(cell);
        }
        smallest
    }

    fn cell(&self, row: usize, column: usize) -> usize {
        usize::from(self.cells[row * self.width() + column])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slips_are_recognised() {
        let keys = ["emotion", "moment", "expects", "evidence", "next", "gets", "does", "channel"];
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
            assert_eq!(nearest(word, ["emotion", "moment", "next", "of", "how"]), None, "{word}");
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
        fn prepared_candidates_give_what_a_walk_over_all_gives(
            word in "[a-cA]{0,12}", candidates in proptest::collection::vec("[a-cAß]{0,13}", 0..24),
        ) {
            let prepared = Candidates::new(candidates.iter().map(|name| (SmolStr::new(name), ())));
            let found = prepared.nearest(&word, |_, ()| true).map(|near| near.name.as_str());
            prop_assert_eq!(found, nearest(&word, candidates.iter().map(String::as_str)));
            // What is not accepted is not there.
            let accepted = |name: &str| name.len().is_multiple_of(2);
            let found = prepared.nearest(&word, |name, ()| accepted(name)).map(|near| near.name.as_str());
            prop_assert_eq!(found, nearest(&word, candidates.iter().map(String::as_str).filter(|name| accepted(name))));
        }

        #[test]
        fn candidates_that_came_and_went_are_as_if_they_were_new(
            changes in proptest::collection::vec((any::<bool>(), "[a-cAß]{0,4}"), 0..600), word in "[a-cA]{0,5}",
        ) {
            let mut kept = std::collections::BTreeSet::new();
            let mut candidates = Candidates::default();
            let mut before = Vec::new();
            for (number, (comes, name)) in changes.into_iter().enumerate() {
                let name = SmolStr::new(format!("{name}{}", number % 300));
                before.push((candidates.clone(), kept.len()));
                if comes {
                    candidates.insert(name.clone(), ());
                    kept.insert(name);
                } else {
                    candidates.remove(&name);
                    kept.remove(&name);
                }
            }
            let fresh = Candidates::new(kept.iter().map(|name| (name.clone(), ())));
            prop_assert!(candidates.iter().eq(fresh.iter()));
            prop_assert!(kept.iter().all(|name| candidates.contains(name)));
            let found = |candidates: &Candidates<()>| candidates.nearest(&word, |_, ()| true).map(|near| near.name.clone());
            prop_assert_eq!(found(&candidates), found(&fresh));
            prop_assert!(before.iter().all(|(candidates, count)| candidates.iter().count() == *count));
        }

        #[test]
        fn what_is_near_to_a_word_has_the_word_near(word in "[a-cAß]{0,8}", other in "[a-cAß]{0,8}") {
            let candidates = Candidates::new([(SmolStr::new(&other), ())]);
            prop_assert_eq!(candidates.any_near(&word, |_| true), nearest(&other, [word.as_str()]).is_some());
        }

        #[test]
        fn a_candidate_is_nearest_to_itself(word in "[a-z]{1,12}", other in "[a-z]{1,12}") {
            prop_assert_eq!(nearest(&word, [other.as_str(), word.as_str()]), Some(word.as_str()));
        }
    }
}

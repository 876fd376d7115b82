//! Fuzzy search for declarations in the whole project, by label, id and dotted path.

use std::cmp::Reverse;

use journey_model::{Declaration, DeclarationId, IdSource, Keyword};
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::{Cancellable, Snapshot, Symbol, symbol};

/// A declaration that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// The declaration.
    pub symbol: Symbol,
    /// How it is named from anywhere: its id, inside of a journey `journey.id`. Empty where it has none.
    pub path: String,
    /// The name of the declaration that it stands in.
    pub container: Option<String>,
}

/// What people look for first.
const BY_IMPORTANCE: [Keyword; 11] = [
    Keyword::Journey,
    Keyword::Persona,
    Keyword::Stage,
    Keyword::Touchpoint,
    Keyword::Opportunity,
    Keyword::Pain,
    Keyword::Metric,
    Keyword::Source,
    Keyword::Channel,
    Keyword::Actor,
    Keyword::Gain,
];

/// The declarations that a query finds, the best first, at most `limit`.
///
/// Letters of the query may lie apart; case and accents do not matter. Each word of it is looked for in label and id; where
/// there are several words, or a word has a dot, also in the ids of everything around (`weekly dinner`,
/// `weekly_shop.search`). An empty query finds everything, the most important kinds first.
///
/// # Errors
/// Where nobody waits for the answer any more.
pub fn workspace_symbols(snapshot: &Snapshot, query: &str, limit: usize) -> Cancellable<Vec<WorkspaceSymbol>> {
    let project = &snapshot.project;
    let mut query = Query::new(query);
    if query.words.is_empty() {
        let declarations = BY_IMPORTANCE.into_iter().flat_map(|keyword| project.declarations_of(keyword));
        return Ok(declarations.take(limit).map(|(id, _)| found(snapshot, id)).collect());
    }
    let mut ranked = Vec::new();
    for (file, at) in project.files() {
        snapshot.cancellation.check()?;
        for declaration in at.model.declarations() {
            if let Some(rank) = query.rank(declaration) {
                ranked.push((rank, DeclarationId { file, local: declaration.local_id() }));
            }
        }
    }
    if ranked.len() > limit && limit > 0 {
        ranked.select_nth_unstable(limit - 1);
    }
    ranked.truncate(limit);
    ranked.sort_unstable();
    Ok(ranked.into_iter().map(|(_, id)| found(snapshot, id)).collect())
}

fn found(snapshot: &Snapshot, id: DeclarationId) -> WorkspaceSymbol {
    let declaration = snapshot.project.declaration(id);
    let path = match declaration.scope() {
        Some(scope) if !scope.id().is_empty() && !declaration.id().is_empty() => {
            format!("{}.{}", scope.id(), declaration.id())
        }
        _ => declaration.id().to_owned(),
    };
    WorkspaceSymbol { symbol: Symbol::of(snapshot, id), path, container: declaration.parent().map(symbol::name) }
}

/// How well something is found; the smallest is the best.
type Rank = (Reverse<usize>, Reverse<u32>, usize, usize);

/// The words that are looked for.
struct Query {
    words: Vec<Word>,
    matcher: Matcher,
    characters: Vec<char>,
    path: String,
}

struct Word {
    atom: Atom,
    is_dotted: bool,
}

impl Query {
    fn new(query: &str) -> Self {
        let word = |word: &str| Word {
            atom: Atom::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy, false),
            is_dotted: word.contains('.'),
        };
        Self {
            words: query.split_whitespace().map(word).collect(),
            matcher: Matcher::new(Config::DEFAULT),
            characters: Vec::new(),
            path: String::new(),
        }
    }

    fn rank(&mut self, declaration: Declaration<'_>) -> Option<Rank> {
        let id = declaration.id();
        let label = declaration.label();
        // An id that is made from the label says nothing else.
        let id = if declaration.id_source() == IdSource::Label { "" } else { id };
        let (mut own_words, mut total) = (0, 0);
        let mut has_path = false;
        for number in 0..self.words.len() {
            let in_label = self.score(number, &label);
            let in_id = self.score(number, id);
            if let Some(score) = in_label.max(in_id) {
                own_words += 1;
                total += u32::from(score);
                continue;
            }
            if self.words.len() == 1 && !self.words.iter().any(|word| word.is_dotted) {
                return None;
            }
            if !has_path {
                self.write_path(declaration);
                has_path = true;
            }
            let path = std::mem::take(&mut self.path);
            let in_path = self.score(number, &path);
            self.path = path;
            total += u32::from(in_path?);
        }
        if own_words == 0 && !self.words.iter().any(|word| word.is_dotted) {
            return None;
        }
        let keyword = declaration.keyword();
        let importance = BY_IMPORTANCE.iter().position(|one| Some(*one) == keyword).unwrap_or(BY_IMPORTANCE.len());
        Some((Reverse(own_words), Reverse(total), label.len().min(id.len().max(1)), importance))
    }

    fn score(&mut self, word: usize, text: &str) -> Option<u16> {
        let text = Utf32Str::new(text, &mut self.characters);
        self.words.get(word)?.atom.score(text, &mut self.matcher)
    }

    /// The ids of everything around a declaration and its own, from the outside in, with dots.
    fn write_path(&mut self, declaration: Declaration<'_>) {
        let mut ids: Vec<&str> =
            std::iter::once(declaration).chain(declaration.ancestors()).map(|one| one.id()).collect();
        ids.reverse();
        self.path.clear();
        for id in ids {
            if !self.path.is_empty() {
                self.path.push('.');
            }
            self.path.push_str(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;
    use crate::{Cancellation, Cancelled};

    const PROJECT: &str = "\
//- people.journey
channel app \"Mobile app\"
persona maya \"Maya, busy parent\"
persona zoe \"Zoë\"
//- shop.journey
journey weekly_shop \"Weekly shop\" {
  stage discover \"Discover\" {
    touchpoint search \"Searches for dinner\" {
      pain stale_stock \"Results show out-of-stock items\"
    }
    touchpoint \"Reads reviews\"
  }
}
//- next.journey
journey weekly_shop_next \"Weekly shop, next year\" {
  stage discover \"Discover\" {
    touchpoint search \"Searches for dinner, faster\"
  }
  stag { }
}
";

    fn paths(query: &str, limit: usize) -> Vec<String> {
        let fixture = Fixture::new(PROJECT);
        let found = workspace_symbols(&fixture.snapshot, query, limit).unwrap();
        found.into_iter().map(|symbol| symbol.path).collect()
    }

    #[test]
    fn id_and_label_are_found_with_gaps_and_without_accents() {
        assert_eq!(paths("stalestock", 9), ["weekly_shop.stale_stock"]);
        assert_eq!(paths("outofstock", 9), ["weekly_shop.stale_stock"]);
        assert_eq!(paths("MAYA", 9), ["maya"]);
        assert_eq!(paths("zoë", 9), ["zoe"]);
        assert_eq!(paths("zoe", 9), ["zoe"]);
        assert_eq!(paths("reads", 9), ["weekly_shop.reads_reviews"]);
        assert_eq!(paths("xyz", 9), [""; 0]);
    }

    #[test]
    fn the_shorter_of_two_that_fit_as_well_comes_first() {
        assert_eq!(paths("weekly", 9), ["weekly_shop", "weekly_shop_next"]);
        assert_eq!(paths("weekly_shop_next", 9), ["weekly_shop_next"]);
    }

    #[test]
    fn a_path_is_found_with_and_without_the_steps_between() {
        assert_eq!(paths("weekly_shop.search", 1), ["weekly_shop.search"]);
        assert_eq!(paths("weekly_shop.discover.search", 1), ["weekly_shop.search"]);
        assert_eq!(paths("next.search", 9), ["weekly_shop_next.search"]);
    }

    #[test]
    fn several_words_may_be_those_of_what_is_around() {
        assert_eq!(paths("next dinner", 9), ["weekly_shop_next.search"]);
        assert_eq!(paths("weekly discover", 9), ["weekly_shop.discover", "weekly_shop_next.discover"]);
    }

    #[test]
    fn an_empty_query_gives_journeys_and_personas_first() {
        let first = ["weekly_shop", "weekly_shop_next", "maya", "zoe", "weekly_shop.discover"];
        assert_eq!(paths("", 5), first);
        assert_eq!(paths("  ", 2), first[..2]);
        assert_eq!(paths("", 0), [""; 0]);
        assert_eq!(paths("weekly", 0), [""; 0]);
        assert_eq!(paths("weekly", 1), ["weekly_shop"]);
    }

    #[test]
    fn a_symbol_says_what_it_stands_in() {
        let fixture = Fixture::new(PROJECT);
        let found = workspace_symbols(&fixture.snapshot, "stale", 1).unwrap();
        assert_eq!(found[0].container.as_deref(), Some("Searches for dinner"));
        assert_eq!(found[0].symbol.name, "Results show out-of-stock items");
        let found = workspace_symbols(&fixture.snapshot, "mobile", 1).unwrap();
        assert_eq!(found[0].container, None);
    }

    #[test]
    fn a_cancelled_search_stops() {
        let cancellation = Cancellation::default();
        cancellation.cancel();
        let snapshot = Snapshot { cancellation, ..Fixture::new(PROJECT).snapshot };
        assert_eq!(workspace_symbols(&snapshot, "a", 9), Err(Cancelled));
    }
}

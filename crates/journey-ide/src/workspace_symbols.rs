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
/// Letters of the query may lie apart; case and accents do not matter. A word is looked for in label and id. Of several
/// words, some may be those of what is around (`weekly dinner`), and a word with dots is a path from the outside in
/// (`weekly_shop.search`). An empty query finds everything, the most important kinds first.
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
}

/// A word of a query.
struct Word {
    /// What a name has to match: the word, or its last step.
    name: Atom,
    /// For a word with dots: what the ids from the outside in have to match.
    path: Option<Atom>,
}

impl Query {
    fn new(query: &str) -> Self {
        let atom = |text: &str| Atom::new(text, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy, false);
        let word = |word: &str| match word.rsplit_once('.') {
            Some((_, last)) => Word { name: atom(last), path: Some(atom(word)) },
            None => Word { name: atom(word), path: None },
        };
        let words = query.split_whitespace().map(word).collect();
        Self { words, matcher: Matcher::new(Config::DEFAULT), characters: Vec::new() }
    }

    /// How well a declaration is found; `None` where it is not.
    fn rank(&mut self, declaration: Declaration<'_>) -> Option<Rank> {
        if declaration.id_source() == IdSource::Missing {
            return None;
        }
        let Self { words, matcher, characters } = self;
        let mut score = |atom: &Atom, text: &str| atom.score(Utf32Str::new(text, characters), matcher);
        let mut score_of_name = |atom: &Atom, declaration: Declaration<'_>| {
            // An id that is made from the label says nothing else.
            let is_written = declaration.id_source() == IdSource::Written;
            let id = if is_written { score(atom, declaration.id()) } else { None };
            id.max(score(atom, &declaration.label()))
        };
        let (mut own_words, mut total) = (0, 0);
        let mut around: Vec<&Word> = Vec::new();
        for word in &*words {
            match score_of_name(&word.name, declaration) {
                Some(score) => {
                    own_words += 1;
                    total += u32::from(score);
                }
                // A declaration is found by its own name, not only by where it stands.
                None if words.len() == 1 || word.path.is_some() => return None,
                None => around.push(word),
            }
        }
        if own_words == 0 {
            return None;
        }
        for word in around {
            let best = declaration.ancestors().filter_map(|around| score_of_name(&word.name, around)).max();
            total += u32::from(best?);
        }
        for atom in words.iter().filter_map(|word| word.path.as_ref()) {
            total += u32::from(score(atom, &path(declaration))?);
        }
        let keyword = declaration.keyword();
        let importance = BY_IMPORTANCE.iter().position(|one| Some(*one) == keyword).unwrap_or(BY_IMPORTANCE.len());
        let length = declaration.id().len().min(declaration.label().len());
        Some((Reverse(own_words), Reverse(total), length, importance))
    }
}

/// The ids of everything around a declaration and its own, from the outside in, with dots.
fn path(declaration: Declaration<'_>) -> String {
    let around = std::iter::once(declaration).chain(declaration.ancestors());
    let mut ids: Vec<&str> = around.map(Declaration::id).collect();
    ids.reverse();
    ids.join(".")
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
        assert_eq!(paths("search.stale", 9), ["weekly_shop.stale_stock"]);
        assert_eq!(paths("next.", 9), ["weekly_shop_next.search", "weekly_shop_next.discover"]);
    }

    #[test]
    fn several_words_may_be_those_of_what_is_around() {
        assert_eq!(paths("next dinner", 9), ["weekly_shop_next.search"]);
        assert_eq!(paths("weekly discover", 9), ["weekly_shop.discover", "weekly_shop_next.discover"]);
        // By the label of the journey.
        assert_eq!(paths("year dinner", 9), ["weekly_shop_next.search"]);
        assert_eq!(paths("weekly zebra", 9), [""; 0]);
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

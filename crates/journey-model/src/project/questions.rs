//! Which names are asked for from the whole project: written somewhere, and not answered by their own scope.

use std::sync::Arc;

use super::places::{Place, Places};
use crate::file::{KeywordSet, OwnScope};

/// What is asked about a name. Equal questions have equal answers, wherever they are asked; only a dotted name may mean
/// something else in another journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Question {
    /// The kinds that the declaration may have.
    pub(super) wanted: KeywordSet,
    /// What the scope of the reference said. Never that it was found.
    pub(super) own: OwnScope,
    /// The name is written in a way that a syntax error explains.
    pub(super) is_explained: bool,
}

/// The questions about one name. Nearly always it is one.
#[derive(Clone, Debug)]
pub(super) enum Questions {
    One(Question, Places),
    /// Never empty.
    Several(Arc<Vec<(Question, Places)>>),
}

impl Questions {
    pub(super) fn iter(&self) -> impl Iterator<Item = (Question, &Places)> {
        let (one, several) = match self {
            Self::One(question, places) => (Some((*question, places)), [].as_slice()),
            Self::Several(questions) => (None, questions.as_slice()),
        };
        one.into_iter().chain(several.iter().map(|(question, places)| (*question, places)))
    }

    /// Sets how often a question is asked in a place. Gives whether any question is left.
    pub(super) fn set(&mut self, question: Question, place: Place, count: u32) -> bool {
        match self {
            Self::One(only, places) if *only == question => places.set(place, count),
            Self::One(only, places) => {
                if count > 0 {
                    let mut both = vec![(*only, places.clone()), (question, Places::One(place, count))];
                    both.sort_unstable_by_key(|(question, _)| *question);
                    *self = Self::Several(Arc::new(both));
                }
                true
            }
            Self::Several(questions) => {
                let questions = Arc::make_mut(questions);
                match questions.binary_search_by_key(&question, |(question, _)| *question) {
                    Ok(at) => {
                        if !questions[at].1.set(place, count) {
                            questions.remove(at);
                        }
                    }
                    Err(at) if count > 0 => questions.insert(at, (question, Places::One(place, count))),
                    Err(_) => {}
                }
                !questions.is_empty()
            }
        }
    }
}

//! Completion: finds out what is expected at the cursor, asks all plugins for it, and ranks what they offer.

mod cursor;
mod documentation;
mod line;
#[cfg(test)]
mod offers_test;
mod position;
#[cfg(test)]
mod position_test;

use std::cmp::Reverse;

use journey_model::FileId;
use journey_model::syntax::TextRange;
use journey_plugin::{
    Completion, CompletionContext, CompletionKind, Expected, Insertion, Layout, Likeness, Offers, Topic,
};
use rustc_hash::FxHashSet;

use crate::{Cancellable, Snapshot};
use position::{Position, position};

pub use documentation::documentation;
pub(crate) use documentation::rule_documentation;

/// How many offers a list has at the most: more than anybody reads.
const MOST: usize = 200;

/// What may be written at a place, the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompletionList {
    /// The offers in the order in which they should stand.
    pub items: Vec<CompletionItem>,
    /// There are more than these: ask again when more is typed.
    pub is_incomplete: bool,
    /// What an offer replaces: the word at the cursor, in bytes. It contains the cursor and stays on its line.
    pub replace: TextRange,
    /// The same up to the cursor, for clients that keep what stands behind it.
    pub insert: TextRange,
    /// How offers of several lines are laid out; `None` in a list without offers.
    pub layout: Option<Layout>,
}

/// Something that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionItem {
    /// What people see and what their typing is compared with.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What it means in a few words.
    pub detail: Option<String>,
    /// What is written.
    pub insertion: Insertion,
    /// Ask for completion again right behind it.
    pub then_complete: bool,
    /// What [`documentation`] is to be asked about.
    pub topic: Option<Topic>,
}

impl CompletionItem {
    /// The characters that accept the offer when they are typed, and then stand behind it.
    pub fn commit_characters(&self) -> &'static [&'static str] {
        match self.kind {
            // What is chosen from a list, and nothing else can be meant.
            CompletionKind::Word => &[";", ","],
            CompletionKind::Name(_) if !self.then_complete && !self.insertion.has_stops() => &[";", ","],
            // The others end in a sign of their own, or are words of the writers' own, of which new ones can be meant.
            _ => &[],
        }
    }
}

/// What may be written at `offset` (bytes) of a file. Nothing inside of comments, labels and texts (but for paths of
/// files and addresses), and nothing where nobody can know.
///
/// # Errors
/// Where nobody waits for the answer any more.
pub fn complete(snapshot: &Snapshot, file: FileId, offset: u32) -> Cancellable<CompletionList> {
    let project = &*snapshot.project;
    let empty = CompletionList {
        replace: TextRange::empty(offset),
        insert: TextRange::empty(offset),
        ..CompletionList::default()
    };
    let Some(position) = position(project, file, offset) else { return Ok(empty) };
    if position.expected == Expected::Nothing {
        return Ok(empty);
    }
    let path = &*project.file(file).path;
    let entries = |folder: &str| snapshot.folders.entries(path, folder);
    let context = CompletionContext {
        file: snapshot.file(file),
        offset,
        today: snapshot.today,
        expected: &position.expected,
        surroundings: &position.surroundings,
        range: position.range,
        word: &position.word,
        goes_on: position.goes_on,
        entries: &entries,
    };
    let mut offers = Offers::default();
    for provider in snapshot.registry.completions() {
        snapshot.cancellation.check()?;
        provider.complete(&context, &mut offers);
    }
    Ok(ranked(offers, position))
}

fn ranked(offers: Offers, position: Position<'_>) -> CompletionList {
    let mut list = offers.list;
    let rank = |offer: &Completion| Reverse((Likeness::of(&position.word, &offer.label), offer.relevance));
    list.sort_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| one.label.cmp(&other.label)));
    let mut seen = FxHashSet::default();
    list.retain(|offer| seen.insert(offer.label.clone()));
    let is_incomplete = offers.is_cut || list.len() > MOST;
    list.truncate(MOST);
    let space = if position.lacks_space { " " } else { "" };
    let items = list.into_iter().map(|offer| CompletionItem {
        label: offer.label,
        kind: offer.kind,
        detail: offer.detail,
        insertion: match position.lacks_comma && !offer.then_complete {
            true => offer.insertion.behind(space).text(","),
            false => offer.insertion.behind(space),
        },
        then_complete: offer.then_complete,
        topic: offer.topic,
    });
    let insert = TextRange::new(
        position.range.start,
        position.range.start + u32::try_from(position.word.len()).expect("a word is shorter than its text"),
    );
    CompletionList {
        items: items.collect(),
        is_incomplete,
        replace: position.range,
        insert,
        layout: Some(position.layout),
    }
}

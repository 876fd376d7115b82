//! The files of a project at one moment: what each is called, and whose findings are not known yet.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use journey_ide::plugin::model::{Affected, FileId};
use journey_workspace::EncodingProblem;
use rustc_hash::FxHashMap;

use crate::uri::DocumentUri;

/// The files of a project, in its order. Edits keep it; a file that comes or goes makes a new one.
#[derive(Debug, Default)]
pub(crate) struct FileTable {
    entries: Vec<FileEntry>,
    by_uri: FxHashMap<DocumentUri, FileId>,
    unjudged: Mutex<Unjudged>,
    /// What edits did whose remote effects are not found out yet, oldest first.
    effects: Mutex<Vec<Affected>>,
}

/// Each holds two versions of the project, so there are not many.
const MOST_EFFECTS: usize = 16;

/// What a file is called.
#[derive(Clone, Debug)]
pub(crate) struct FileEntry {
    /// For the client.
    pub(crate) uri: DocumentUri,
    /// For the disk; `None` for what has no place there.
    pub(crate) path: Option<PathBuf>,
    /// What is wrong with its encoding, where it is not open.
    pub(crate) problem: Option<EncodingProblem>,
}

/// Files whose findings may have changed since they were told.
#[derive(Debug, Default)]
struct Unjudged {
    /// The number of the project's newest version: whoever looks at an older one must not take what is meant for it.
    newest: u64,
    /// Whether some of this comes from something else than the client's own edits, so that the client does not know of it.
    is_news: bool,
    /// Somebody looks at these.
    first: BTreeSet<FileId>,
    later: BTreeSet<FileId>,
}

impl FileTable {
    /// A table of these files, all of which are still to be judged.
    pub(crate) fn new(entries: Vec<FileEntry>, is_open: impl Fn(&DocumentUri) -> bool) -> Self {
        let numbered = || entries.iter().enumerate().map(|(index, entry)| (FileId::from_index(index), entry));
        let by_uri = numbered().map(|(id, entry)| (entry.uri.clone(), id)).collect();
        let mut unjudged = Unjudged { is_news: true, ..Unjudged::default() };
        for (id, entry) in numbered() {
            if is_open(&entry.uri) {
                unjudged.first.insert(id)
            } else {
                unjudged.later.insert(id)
            };
        }
        Self { entries, by_uri, unjudged: Mutex::new(unjudged), effects: Mutex::default() }
    }

    /// What a file is called.
    pub(crate) fn entry(&self, id: FileId) -> &FileEntry {
        self.entries.get(id.index()).expect("a table has an entry for each file of its project")
    }

    /// All of them.
    pub(crate) fn entries(&self) -> impl ExactSizeIterator<Item = (FileId, &FileEntry)> {
        self.entries.iter().enumerate().map(|(index, entry)| (FileId::from_index(index), entry))
    }

    /// The file that is called so.
    pub(crate) fn find(&self, uri: &DocumentUri) -> Option<FileId> {
        self.by_uri.get(uri).copied()
    }

    /// A version was made, in which the client or the disk has a new text for a file: asks for the findings of that file
    /// first. Gives the version's number.
    pub(crate) fn renewed(&self, id: FileId, by_client: bool) -> u64 {
        let mut unjudged = self.unjudged();
        unjudged.is_news |= !by_client;
        unjudged.first.insert(id);
        unjudged.newest += 1;
        unjudged.newest
    }

    /// Asks for the findings of files, when there is time.
    pub(crate) fn judge_later(&self, ids: impl IntoIterator<Item = FileId>) {
        let mut unjudged = self.unjudged();
        let Unjudged { first, later, .. } = &mut *unjudged;
        let before = later.len();
        later.extend(ids.into_iter().filter(|id| !first.contains(id)));
        unjudged.is_news |= unjudged.later.len() > before;
    }

    /// An edit was merged. Files in which names mean something else are asked for; whom else it may concern is found out
    /// when there is time, by [`FileTable::follow_effects`].
    pub(crate) fn edited(&self, affected: Affected) {
        self.judge_later(affected.at_once().iter().copied());
        let mut effects = self.effects.lock().unwrap_or_else(PoisonError::into_inner);
        effects.push(affected);
        let oldest = (effects.len() > MOST_EFFECTS).then(|| effects.remove(0));
        drop(effects);
        if let Some(oldest) = oldest {
            self.judge_later(oldest.later());
        }
    }

    /// Asks for the findings of the files that edits may concern in other ways than by names. Takes time that grows with
    /// the edited files.
    pub(crate) fn follow_effects(&self) {
        let effects = std::mem::take(&mut *self.effects.lock().unwrap_or_else(PoisonError::into_inner));
        effects.iter().for_each(|affected| self.judge_later(affected.later()));
    }

    /// Whether there are edits whose effects are not followed yet.
    pub(crate) fn has_effects(&self) -> bool {
        !self.effects.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Takes files whose findings are asked for, to judge them in the version with that number: those at which somebody
    /// looks, else at most `most` of the others. `None` where there is a newer version, in which they are to be judged.
    pub(crate) fn take_unjudged(&self, version: u64, most: usize) -> Option<Vec<FileId>> {
        let mut unjudged = self.unjudged();
        if unjudged.newest != version {
            return None;
        }
        if !unjudged.first.is_empty() {
            let first = std::mem::take(&mut unjudged.first);
            first.iter().for_each(|id| {
                unjudged.later.remove(id);
            });
            unjudged.is_news &= !unjudged.later.is_empty();
            return Some(first.into_iter().collect());
        }
        let mut taken = Vec::new();
        while taken.len() < most
            && let Some(id) = unjudged.later.pop_first()
        {
            taken.push(id);
        }
        unjudged.is_news &= !unjudged.later.is_empty();
        Some(taken)
    }

    /// For a client that asks for findings itself: forgets which are asked for, and says whether some of them are not
    /// known to the client, which it does not ask for again by itself. `None` where there is a newer version.
    pub(crate) fn take_news(&self, version: u64) -> Option<bool> {
        let mut unjudged = self.unjudged();
        if unjudged.newest != version {
            return None;
        }
        let is_news = unjudged.is_news;
        *unjudged = Unjudged { newest: version, ..Unjudged::default() };
        Some(is_news)
    }

    /// Whether somebody waits for findings.
    pub(crate) fn has_urgent(&self) -> bool {
        !self.unjudged().first.is_empty()
    }

    fn unjudged(&self) -> std::sync::MutexGuard<'_, Unjudged> {
        self.unjudged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_somebody_looks_at_are_judged_first() {
        let uri = |name: &str| DocumentUri::new(&format!("file:///{name}.journey"));
        let entries = ["a", "b", "c", "d"].map(|name| FileEntry { uri: uri(name), path: None, problem: None });
        let table = FileTable::new(entries.to_vec(), |open| *open == uri("c"));
        let id = FileId::from_index;
        assert_eq!(table.find(&uri("b")), Some(id(1)));
        assert_eq!(table.take_unjudged(0, 2).unwrap(), [id(2)]);
        assert_eq!(table.take_unjudged(0, 2).unwrap(), [id(0), id(1)]);
        assert_eq!(table.renewed(id(3), true), 1);
        assert!(table.has_urgent());
        assert_eq!(table.take_unjudged(0, 2), None);
        assert_eq!(table.take_unjudged(1, 2).unwrap(), [id(3)]);
        assert_eq!(table.take_unjudged(1, 2).unwrap(), []);
        table.judge_later([id(1)]);
        assert_eq!(table.take_unjudged(1, 2).unwrap(), [id(1)]);
    }

    #[test]
    fn a_client_that_asks_is_told_of_what_it_cannot_know() {
        let uri = DocumentUri::new("file:///a.journey");
        let table = FileTable::new(vec![FileEntry { uri: uri.clone(), path: None, problem: None }], |_| true);
        let id = FileId::from_index(0);
        assert_eq!(table.take_news(0), Some(true));
        assert_eq!(table.take_news(0), Some(false));
        table.renewed(id, true);
        assert_eq!(table.take_news(0), None);
        assert_eq!(table.take_news(1), Some(false));
        table.renewed(id, false);
        assert_eq!(table.take_news(2), Some(true));
        table.renewed(id, false);
        assert_eq!(table.take_unjudged(3, 9).unwrap(), [id]);
        assert_eq!(table.take_news(3), Some(false));
    }
}

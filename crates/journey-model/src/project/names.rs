//! Which names are declared, in which scope.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{DeclarationId, File, file_id};
use crate::file::IdSource;
use crate::schema::Keyword;

/// Every name of a project by the scope that it belongs to.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    scopes: FxHashMap<ScopedName, Vec<Entry>>,
}

/// A name in its scope; no scope is the project.
type ScopedName = (Option<DeclarationId>, SmolStr);

#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) id: DeclarationId,
    /// `None` for a declaration whose keyword is unknown: it may be meant as anything.
    pub(super) keyword: Option<Keyword>,
}

impl NameIndex {
    pub(super) fn new(files: &[File]) -> Self {
        let mut scopes: FxHashMap<ScopedName, Vec<Entry>> = FxHashMap::default();
        for (index, file) in files.iter().enumerate() {
            let file_id = file_id(index);
            let id = |local| DeclarationId { file: file_id, local };
            for declaration in file.model.declarations() {
                if declaration.name().source == IdSource::Missing {
                    continue;
                }
                let scope = declaration.scope().map(|scope| id(scope.local_id()));
                let entry = Entry { id: id(declaration.local_id()), keyword: declaration.keyword() };
                scopes.entry((scope, SmolStr::new(declaration.id()))).or_default().push(entry);
            }
        }
        Self { scopes }
    }

    /// The declarations with that name in that scope, in the order of files and text.
    pub(super) fn get(&self, scope: Option<DeclarationId>, name: &str) -> &[Entry] {
        self.scopes.get(&(scope, SmolStr::new(name))).map_or(&[], Vec::as_slice)
    }

    /// The names of one scope, in no order.
    pub(super) fn names_in(&self, scope: Option<DeclarationId>) -> impl Iterator<Item = (&SmolStr, &[Entry])> {
        self.scopes
            .iter()
            .filter(move |((of, _), _)| *of == scope)
            .map(|((_, name), entries)| (name, entries.as_slice()))
    }

    /// Groups of two or more that share name, kind and scope, in the order of files and text.
    pub(super) fn duplicates(&self) -> Vec<Vec<DeclarationId>> {
        let mut groups = Vec::new();
        for entries in self.scopes.values().filter(|entries| entries.len() > 1) {
            for keyword in Keyword::ALL {
                let same = entries.iter().filter(|entry| entry.keyword == Some(keyword));
                let group: Vec<DeclarationId> = same.map(|entry| entry.id).collect();
                if group.len() > 1 {
                    groups.push(group);
                }
            }
        }
        groups.sort();
        groups
    }
}

//! Which declarations share name, kind and scope.

use super::names::{Entries, Entry};
use super::{DeclarationId, FileId, Project};
use crate::file::{Declaration, IdSource, PlacedChunk};
use crate::schema::Keyword;

/// The declarations that share name, kind and scope with one, itself included, in the order of files and text.
#[derive(Clone, Copy)]
pub struct Namesakes<'p> {
    project: &'p Project,
    keyword: Keyword,
    all: All<'p>,
}

/// All declarations of the name, of whatever kind.
#[derive(Clone, Copy)]
enum All<'p> {
    ProjectWide(&'p [Entry]),
    /// In the scope with that number.
    Inner {
        file: FileId,
        chunk: PlacedChunk<'p>,
        scope: u32,
        name: &'p str,
    },
}

impl<'p> All<'p> {
    fn inner(self, keyword: Keyword) -> impl Iterator<Item = (FileId, PlacedChunk<'p>, u32)> {
        let inner = match self {
            All::ProjectWide(_) => None,
            All::Inner { file, chunk, scope, name } => Some((file, chunk, scope, name)),
        };
        inner.into_iter().flat_map(move |(file, chunk, scope, name)| {
            let same = chunk.model().named(scope, name).filter(move |index| is_one_of(chunk, *index, keyword));
            same.map(move |index| (file, chunk, index))
        })
    }

    fn project_wide(self, keyword: Keyword) -> impl Iterator<Item = &'p Entry> {
        let entries = match self {
            All::ProjectWide(entries) => entries,
            All::Inner { .. } => &[],
        };
        entries.iter().filter(move |entry| entry.keyword == Some(keyword) && entry.is_sound)
    }
}

impl<'p> Namesakes<'p> {
    /// All of them, at least two.
    pub fn iter(self) -> impl Iterator<Item = DeclarationId> {
        let inner = self.all.inner(self.keyword);
        let inner = inner.map(|(file, chunk, index)| DeclarationId { file, local: chunk.local_id(index) });
        self.all.project_wide(self.keyword).map(move |entry| self.project.id_of(*entry)).chain(inner)
    }

    /// How many stand before one of them.
    pub fn position(self, id: DeclarationId) -> Option<usize> {
        let declaration = self.project.declaration(id);
        let place = (id.file, declaration.chunk().label(), declaration.index());
        let inner = self.all.inner(self.keyword).map(|(file, chunk, index)| (file, chunk.label(), index));
        let places = self.all.project_wide(self.keyword).map(|one| (one.place.file, one.place.chunk, one.index));
        places.chain(inner).position(|one| one == place)
    }

    fn are_several(self) -> bool {
        self.all.project_wide(self.keyword).nth(1).is_some() || self.all.inner(self.keyword).nth(1).is_some()
    }
}

fn is_one_of(chunk: PlacedChunk<'_>, index: u32, keyword: Keyword) -> bool {
    let declaration = &chunk.model().declarations[index as usize];
    declaration.keyword == Some(keyword) && declaration.is_sound
}

impl Project {
    /// The declarations that share a name, kind and scope with others, each group in the order of files and text. Looks
    /// at the whole project.
    pub fn duplicates(&self) -> Vec<Vec<DeclarationId>> {
        let in_files = self.files().flat_map(|(file, _)| self.duplicates_in(file));
        let firsts = in_files.filter(|(id, namesakes)| namesakes.position(*id) == Some(0));
        firsts.map(|(_, namesakes)| namesakes.iter().collect()).collect()
    }

    /// The declarations of one file that share a name, kind and scope with others, in the order of the text, each with
    /// all of them.
    pub fn duplicates_in(&self, file: FileId) -> impl Iterator<Item = (DeclarationId, Namesakes<'_>)> {
        let model = &self.file(file).model;
        model.chunks().flat_map(move |chunk| {
            let mut indices: Vec<u32> = chunk.model().project_wide().to_vec();
            if chunk.model().has_duplicates() {
                indices.extend(chunk.model().inner());
                indices.sort_unstable();
            }
            indices.into_iter().filter_map(move |index| {
                let id = DeclarationId { file, local: chunk.local_id(index) };
                Some((id, self.namesakes(id, chunk.declaration(model, index))?))
            })
        })
    }

    /// Whether a declaration shares name, kind and scope with another.
    pub fn is_duplicate(&self, id: DeclarationId) -> bool {
        self.namesakes(id, self.declaration(id)).is_some()
    }

    fn namesakes<'p>(&'p self, id: DeclarationId, declaration: Declaration<'p>) -> Option<Namesakes<'p>> {
        let (chunk, index) = (declaration.chunk(), declaration.index());
        let keyword = declaration.keyword()?;
        let is_candidate = declaration.id_source() != IdSource::Missing && is_one_of(chunk, index, keyword);
        let all = match chunk.model().scope_of(index).filter(|_| is_candidate) {
            Some(scope) => All::Inner { file: id.file, chunk, scope, name: declaration.id() },
            None => All::ProjectWide(self.index.names.get(declaration.id()).map_or(&[], Entries::as_slice)),
        };
        let namesakes = Namesakes { project: self, keyword, all };
        (is_candidate && namesakes.are_several()).then_some(namesakes)
    }
}

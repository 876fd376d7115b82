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
    Inner(FileId, PlacedChunk<'p>, &'p [u32]),
}

impl<'p> Namesakes<'p> {
    /// All of them, at least two.
    pub fn iter(self) -> impl Iterator<Item = DeclarationId> {
        let (entries, inner) = match self.all {
            All::ProjectWide(entries) => (entries, None),
            All::Inner(file, chunk, indices) => (&[][..], Some((file, chunk, indices))),
        };
        let entries = entries.iter().filter(move |entry| entry.keyword == Some(self.keyword) && entry.is_sound);
        let inner = inner.into_iter().flat_map(move |(file, chunk, indices)| {
            let same = indices.iter().filter(move |index| is_one_of(chunk, **index, self.keyword));
            same.map(move |index| DeclarationId { file, local: chunk.local_id(*index) })
        });
        entries.map(move |entry| self.project.id_of(*entry)).chain(inner)
    }

    /// How many stand before one of them.
    pub fn position(self, id: DeclarationId) -> Option<usize> {
        let declaration = self.project.declaration(id);
        let chunk = declaration.chunk();
        match self.all {
            All::ProjectWide(entries) => {
                let mut same = entries.iter().filter(|one| one.keyword == Some(self.keyword) && one.is_sound);
                same.position(|entry| {
                    (entry.place.file, entry.place.chunk, entry.index) == (id.file, chunk.label(), declaration.index())
                })
            }
            All::Inner(_, chunk, indices) => {
                let mut same = indices.iter().filter(|index| is_one_of(chunk, **index, self.keyword));
                same.position(|index| *index == declaration.index())
            }
        }
    }

    fn are_several(self) -> bool {
        match self.all {
            All::ProjectWide(entries) => {
                entries.iter().filter(|one| one.keyword == Some(self.keyword) && one.is_sound).nth(1).is_some()
            }
            All::Inner(_, chunk, indices) => {
                indices.iter().filter(|index| is_one_of(chunk, **index, self.keyword)).nth(1).is_some()
            }
        }
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
                indices.extend_from_slice(chunk.model().inner());
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
            Some(scope) => All::Inner(id.file, chunk, chunk.model().named(scope, declaration.id())),
            None => All::ProjectWide(self.index.names.get(declaration.id()).map_or(&[], Entries::as_slice)),
        };
        let namesakes = Namesakes { project: self, keyword, all };
        (is_candidate && namesakes.are_several()).then_some(namesakes)
    }
}

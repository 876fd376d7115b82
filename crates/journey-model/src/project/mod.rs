//! Many files, one namespace: who is declared, what a name means, and who refers to whom.

mod affected;
mod duplicates;
mod edit;
mod files;
mod index;
mod links;
mod names;
mod places;
mod questions;
mod resolve;
#[cfg(test)]
mod resolve_test;
mod sharded;
mod suggestion;
mod uses;

use std::sync::{Arc, OnceLock};

use journey_syntax::SourceText;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::configuration::Configuration;
use crate::file::{ChunkModel, Declaration, FileModel, LocalId};
use crate::schema::{Keyword, Schema};
use files::FileList;
use index::Index;
use links::Link;

pub use affected::Affected;
pub use duplicates::Namesakes;
pub use resolve::Resolution;
pub use uses::Use;

/// A file of a project. Its path is only a name here: nothing is read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path as people should see it, with `/` between folders.
    pub path: Arc<str>,
    /// What it says.
    pub model: Arc<FileModel>,
}

/// A file's number in its project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

impl FileId {
    /// The number of the file at that place in [`Project::files`].
    pub fn from_index(index: usize) -> Self {
        file_id(index)
    }

    /// The file's place in [`Project::files`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A declaration's number in its project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeclarationId {
    /// The file it stands in.
    pub file: FileId,
    /// Its number there.
    pub local: LocalId,
}

/// All files of a project, merged. Immutable, and cheap to clone. After an edit of one file [`Project::with_file`] gives
/// a new one, which shares what the edit left alone.
#[derive(Clone, Debug)]
pub struct Project {
    schema: Arc<Schema>,
    configuration: Arc<Configuration>,
    files: FileList,
    /// Made when somebody asks.
    paths: Arc<OnceLock<FxHashMap<Arc<str>, FileId>>>,
    index: Index,
}

impl Project {
    /// Merges files. They must have been lowered with `schema`. Their order decides which of two equal names is the
    /// first, so it should not depend on chance.
    pub fn new(files: Vec<File>, schema: Arc<Schema>, configuration: Configuration) -> Self {
        let (configuration, files) = (Arc::new(configuration), FileList::new(files));
        let index = Index::new(&files);
        Self { schema, configuration, files, paths: Arc::default(), index }
    }

    /// A project of one text, lowered with the standard schema: for tests, and for files without a project.
    pub fn of_text(path: &str, text: &str) -> Self {
        let schema = Arc::new(Schema::standard().clone());
        let model = Arc::new(FileModel::lower(&journey_syntax::parse(text), &schema));
        Self::new(vec![File { path: path.into(), model }], schema, Configuration::default())
    }

    /// The schema of its language, plugins included.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Its settings.
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// Its files, in order.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (FileId, &File)> {
        self.files.iter()
    }

    /// One of its files.
    ///
    /// # Panics
    /// Where another project gave the number out.
    pub fn file(&self, id: FileId) -> &File {
        self.files.get(id)
    }

    /// The file with that path.
    pub fn file_by_path(&self, path: &str) -> Option<FileId> {
        let paths = self.paths.get_or_init(|| {
            // Of two files with one path the first counts.
            let files: Vec<_> = self.files().map(|(id, file)| (Arc::clone(&file.path), id)).collect();
            files.into_iter().rev().collect()
        });
        paths.get(path).copied()
    }

    /// One of its declarations.
    ///
    /// # Panics
    /// Where another project gave the number out.
    pub fn declaration(&self, id: DeclarationId) -> Declaration<'_> {
        self.file(id.file).model.declaration(id.local)
    }

    /// All declarations of one keyword, in the order of files and text.
    pub fn declarations_of(&self, keyword: Keyword) -> impl Iterator<Item = (DeclarationId, Declaration<'_>)> {
        self.files().flat_map(move |(file, at)| {
            let declarations =
                at.model.declarations().filter(move |declaration| declaration.keyword() == Some(keyword));
            declarations.map(move |declaration| (DeclarationId { file, local: declaration.local_id() }, declaration))
        })
    }

    /// Whether a chunk has a word where a link says so.
    fn has_word(&self, link: Link<'_>, words: impl Fn(&ChunkModel) -> &[SmolStr], word: &str) -> bool {
        let places = self.index.links.get(&link.key());
        places.is_some_and(|places| {
            let mut chunks = places.iter().filter_map(|(place, _)| self.file(place.file).model.labelled(place.chunk));
            chunks.any(|chunk| words(chunk.model()).binary_search_by(|one| one.as_str().cmp(word)).is_ok())
        })
    }
}

impl File {
    /// Its text, ready for conversions between bytes and lines.
    pub fn source_text(&self) -> SourceText {
        SourceText::new(&self.model.parse().text())
    }
}

fn file_id(index: usize) -> FileId {
    FileId(u32::try_from(index).expect("a project has fewer than 2^32 files"))
}

//! Many files, one namespace: who is declared, what a name means, and who refers to whom.

mod names;
mod resolve;
#[cfg(test)]
mod resolve_test;
mod suggestion;

use std::sync::{Arc, OnceLock};

use journey_syntax::SourceText;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::configuration::Configuration;
use crate::file::{Declaration, FileModel, KeywordSet, LocalId, LocalReference, Reference};
use crate::schema::{Keyword, Schema};
use names::NameIndex;
use suggestion::Meant;

pub use resolve::Resolution;

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

/// All files of a project, merged. Immutable.
#[derive(Debug)]
pub struct Project {
    schema: Arc<Schema>,
    configuration: Configuration,
    files: Vec<File>,
    names: NameIndex,
    uses: FxHashMap<DeclarationId, Vec<Use>>,
    /// In the order of files and text.
    unresolved: Vec<Unresolved>,
    /// In the order of files and text, as are the members of each group.
    duplicates: Vec<Vec<DeclarationId>>,
    /// Each duplicate with the number of its group, sorted.
    group_of: Vec<(DeclarationId, usize)>,
    broken_words: FxHashSet<SmolStr>,
    unread_words: FxHashSet<SmolStr>,
    unnamed_kinds: KeywordSet,
    /// Made when somebody asks.
    meant: OnceLock<Meant>,
}

/// A reference that does not mean one declaration.
#[derive(Clone, Debug)]
struct Unresolved {
    file: FileId,
    reference: LocalReference,
    resolution: Resolution,
}

/// A place that refers to a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// The declaration in whose body the name stands.
    pub user: DeclarationId,
    /// Where the name stands in that declaration's file, in bytes.
    pub range: journey_syntax::TextRange,
}

impl Project {
    /// Merges files. They must have been lowered with `schema`. Their order decides which of two equal names is the
    /// first, so it should not depend on chance.
    pub fn new(files: Vec<File>, schema: Arc<Schema>, configuration: Configuration) -> Self {
        let names = NameIndex::new(&files);
        let duplicates = names.duplicates(&files, &schema);
        let numbered = duplicates.iter().enumerate();
        let mut group_of: Vec<(DeclarationId, usize)> =
            numbered.flat_map(|(number, group)| group.iter().map(move |id| (*id, number))).collect();
        group_of.sort_unstable();
        let broken_words = files.iter().flat_map(|file| file.model.words_in_broken_text()).map(SmolStr::new).collect();
        let unread_words = files.iter().flat_map(|file| file.model.unread_words()).map(SmolStr::new).collect();
        let mut unnamed_kinds = KeywordSet::default();
        files.iter().for_each(|file| unnamed_kinds.add(file.model.unnamed_kinds()));
        let (uses, unresolved) = (FxHashMap::default(), Vec::new());
        let meant = OnceLock::new();
        let mut project = Self {
            schema,
            configuration,
            files,
            names,
            uses,
            unresolved,
            duplicates,
            group_of,
            broken_words,
            unread_words,
            unnamed_kinds,
            meant,
        };
        (project.uses, project.unresolved) = project.resolve_all();
        project
    }

    /// A project of one text, lowered with the standard schema: for tests, and for files without a project.
    pub fn of_text(path: &str, text: &str) -> Self {
        let schema = Arc::new(Schema::standard().clone());
        let model = Arc::new(FileModel::lower(&journey_syntax::parse(text), &schema));
        Self::new(vec![File { path: path.into(), model }], schema, Configuration::default())
    }

    fn resolve_all(&self) -> (FxHashMap<DeclarationId, Vec<Use>>, Vec<Unresolved>) {
        let mut uses: FxHashMap<DeclarationId, Vec<Use>> = FxHashMap::default();
        let mut unresolved = Vec::new();
        for (file, at) in self.files() {
            for (local, reference) in at.model.numbered_references() {
                match self.resolve(file, &reference) {
                    Resolution::Found(target) => {
                        let user = DeclarationId { file, local: reference.declaration.local_id() };
                        uses.entry(target).or_default().push(Use { user, range: reference.range });
                    }
                    resolution => unresolved.push(Unresolved { file, reference: local, resolution }),
                }
            }
        }
        (uses, unresolved)
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
        self.files.iter().enumerate().map(|(index, file)| (file_id(index), file))
    }

    /// One of its files.
    ///
    /// # Panics
    /// Where another project gave the number out.
    pub fn file(&self, id: FileId) -> &File {
        &self.files[id.0 as usize]
    }

    /// The file with that path.
    pub fn file_by_path(&self, path: &str) -> Option<FileId> {
        self.files().find(|(_, file)| &*file.path == path).map(|(id, _)| id)
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

    /// Who refers to a declaration, in the order of files and text.
    pub fn uses_of(&self, id: DeclarationId) -> &[Use] {
        self.uses.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What a reference in one of its files means.
    pub fn resolve(&self, file: FileId, reference: &Reference<'_>) -> Resolution {
        resolve::resolve(self, file, reference)
    }

    /// The declaration that a reference means, if there is exactly one.
    pub fn target(&self, file: FileId, reference: &Reference<'_>) -> Option<(DeclarationId, Declaration<'_>)> {
        match self.resolve(file, reference) {
            Resolution::Found(id) => Some((id, self.declaration(id))),
            _ => None,
        }
    }

    /// The references of one file that do not mean one declaration, each with what [`Project::resolve`] says about it,
    /// in the order of the text inside each declaration. They are known from the start, so asking costs nothing.
    pub fn unresolved_in(&self, file: FileId) -> impl Iterator<Item = (Reference<'_>, &Resolution)> {
        let model = &self.file(file).model;
        of_file(&self.unresolved, file, |unresolved| unresolved.file)
            .iter()
            .map(|unresolved| (model.reference(unresolved.reference), &unresolved.resolution))
    }

    /// The declarations that share a name, kind and scope with others, each group in the order of files and text.
    /// They are known from the start, so asking costs nothing.
    pub fn duplicates(&self) -> &[Vec<DeclarationId>] {
        &self.duplicates
    }

    /// The declarations of one file that share a name, kind and scope with others, in the order of the text, each with
    /// its group.
    pub fn duplicates_in(&self, file: FileId) -> impl Iterator<Item = (DeclarationId, &[DeclarationId])> {
        let members = of_file(&self.group_of, file, |(id, _)| id.file);
        members.iter().filter_map(|(id, group)| Some((*id, self.duplicates.get(*group)?.as_slice())))
    }

    /// Whether a declaration shares name, kind and scope with another.
    pub fn is_duplicate(&self, id: DeclarationId) -> bool {
        self.group_of.binary_search_by_key(&id, |(member, _)| *member).is_ok()
    }

    /// Whether the word stands in some broken part of some file, where it may be declared or used.
    pub fn stands_in_broken_text(&self, word: &str) -> bool {
        self.broken_words.contains(word)
    }

    /// The scope in which the names inside of a declaration are looked up first: that of its journey.
    pub fn scope_around(&self, id: DeclarationId) -> DeclarationId {
        resolve::scope_around(id.file, self.declaration(id))
    }

    /// What a name, perhaps dotted, would mean if it were written in a scope (see [`Project::scope_around`]). Without a
    /// scope it is looked up among the names that the whole project sees.
    pub fn look_up(&self, scope: Option<DeclarationId>, text: &str, wanted: KeywordSet) -> Resolution {
        resolve::look_up(self, scope, text, wanted)
    }

    /// The names of some kinds that are declared in one scope, in no order that means anything; without a scope those
    /// that the whole project sees. Of a name that several declarations share it gives the first of each kind.
    pub fn names_in(
        &self,
        scope: Option<DeclarationId>,
        wanted: KeywordSet,
    ) -> impl Iterator<Item = (&SmolStr, Keyword, DeclarationId)> {
        self.names.of_kinds(scope, wanted)
    }

    /// The names that a reference could mean, nearest scope first, as they would be written there. For "did you mean"
    /// and for completion.
    pub fn names_for(&self, file: FileId, reference: &Reference<'_>) -> Vec<(SmolStr, DeclarationId)> {
        resolve::names_for(self, file, reference.declaration, reference.wanted)
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

/// The part of a list, sorted by file, that belongs to one file.
fn of_file<T>(sorted: &[T], file: FileId, file_of: impl Fn(&T) -> FileId) -> &[T] {
    let start = sorted.partition_point(|item| file_of(item) < file);
    let rest = sorted.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|item| file_of(item) == file)).unwrap_or_default()
}

//! One project of a session: its files from the disk and from the client, and the version that is made of them.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey_ide::plugin::model::syntax::Parse;
use journey_ide::plugin::model::{Configuration, File, FileId, FileModel, Schema};
use journey_workspace::{EncodingProblem, Settings, shown};
use rustc_hash::{FxHashMap, FxHashSet};

use super::document::Document;
use super::files::{FileEntry, FileTable};
use super::open_documents::OpenDocuments;
use super::version::Version;
use crate::uri::DocumentUri;

/// One project of a session.
#[derive(Debug)]
pub(crate) struct ProjectState {
    /// Old where [`ProjectState::is_stale`] says so.
    pub(crate) version: Arc<Version>,
    /// The documents that the client has open.
    pub(crate) open: OpenDocuments,
    /// The settings on the disk.
    pub(crate) settings: Option<Arc<Settings>>,
    /// Whether files may still come.
    pub(crate) is_loading: bool,
    /// Whether it was found in the open folders. Others go with their last open document.
    pub(crate) is_listed: bool,
    /// Whether files or settings have come or gone since the version was made. The next who looks at the project makes a
    /// new one: that takes time for each file, so that a thousand documents that are opened in a row wait for it once.
    pub(crate) is_stale: bool,
    /// What is on the disk, where it is not open. Of a document that was closed, its text until the disk was read.
    on_disk: BTreeMap<PathBuf, DiskFile>,
    /// Models of open documents that the version does not have: made from older texts.
    older: FxHashMap<DocumentUri, Arc<FileModel>>,
}

/// A file of a project that is put together.
struct Row {
    entry: FileEntry,
    model: Arc<FileModel>,
    document: Option<Arc<Document>>,
}

/// A file as it is on the disk.
#[derive(Clone, Debug)]
pub(crate) struct DiskFile {
    /// What it says.
    pub(crate) model: Arc<FileModel>,
    /// What is wrong with its encoding.
    pub(crate) problem: Option<EncodingProblem>,
}

/// More files that changed at once are merged anew.
const MOST_EDITS: usize = 64;

impl ProjectState {
    /// A project without files.
    pub(crate) fn new(is_loading: bool, schema: &Arc<Schema>) -> Self {
        let (files, nothing, configuration) = (Vec::new(), FxHashMap::default(), Configuration::default());
        let version =
            Version::of_files(FileTable::default(), files, nothing, configuration, Arc::clone(schema), is_loading);
        Self {
            version: Arc::new(version),
            open: OpenDocuments::default(),
            settings: None,
            is_loading,
            is_listed: false,
            is_stale: true,
            on_disk: BTreeMap::new(),
            older: FxHashMap::default(),
        }
    }

    /// A document counts from now on. `older` is a model of an older text of it.
    pub(crate) fn open(&mut self, document: Arc<Document>, older: Option<Arc<FileModel>>) {
        let Some(parse) = document.parse().cloned() else { return };
        let on_disk = document.path.as_ref().and_then(|path| self.on_disk.remove(path));
        self.open.open(Arc::clone(&document));
        if self.edit(&document, parse) {
            return;
        }
        self.is_stale = true;
        if let Some(older) = older.or(on_disk.map(|file| file.model)) {
            self.older.insert(document.key(), older);
        }
    }

    /// An open document has a new text.
    pub(crate) fn change(&mut self, document: &Arc<Document>) {
        let Some(parse) = document.parse().cloned() else { return };
        self.open.edit(Arc::clone(document));
        self.edit(document, parse);
    }

    /// Makes a version with the text, if that is all that is new.
    fn edit(&mut self, document: &Arc<Document>, parse: Parse) -> bool {
        let files = &self.version.files;
        // What the client sends is text, so the encoding of the file is no problem any more.
        let is_only_text = |id: &FileId| !self.is_stale && files.entry(*id).problem.is_none();
        let known = files.find(&document.uri).filter(is_only_text);
        if let Some(id) = known {
            self.version = Arc::new(self.version.edited(id, Arc::clone(document), parse));
        }
        known.is_some()
    }

    /// A document was closed. Its text stays until the disk was read, which is asked for if this gives a path.
    pub(crate) fn close(&mut self, uri: &DocumentUri, schema: &Schema) -> Option<PathBuf> {
        let known = self.version.files.find(uri);
        let document = self.open.close(uri)?;
        let path = document.path.clone()?;
        if self.open.has_file(&path) {
            self.is_stale = true;
            return None;
        }
        let before = known.map(|id| self.version.model(id)).or_else(|| self.older.remove(uri));
        let model = document.parse().map(|parse| match before {
            Some(model) => Arc::new(model.relower(parse, schema)),
            None => Arc::new(FileModel::lower(parse, schema)),
        })?;
        self.on_disk.insert(path.clone(), DiskFile { model: Arc::clone(&model), problem: None });
        match known.filter(|_| !self.is_stale && DocumentUri::from_path(&path).as_ref() == Some(uri)) {
            Some(id) => self.version = Arc::new(self.version.on_disk(id, model)),
            None => self.is_stale = true,
        }
        Some(path)
    }

    /// All files were read.
    pub(crate) fn read_all(&mut self, files: Vec<(PathBuf, DiskFile)>, settings: Option<Arc<Settings>>) {
        self.settings = settings;
        self.is_loading = false;
        self.is_stale = true;
        self.on_disk = files.into_iter().filter(|(path, _)| !self.open.has_file(path)).collect();
    }

    /// What is at or below some paths was read.
    pub(crate) fn read_some(&mut self, paths: &[PathBuf], files: Vec<(PathBuf, DiskFile)>) {
        let read: FxHashSet<&Path> = files.iter().map(|(path, _)| path.as_path()).collect();
        let mut gone = Vec::new();
        for path in paths {
            // What is below a path stands behind it.
            let behind = self.on_disk.range::<Path, _>((Bound::Included(path.as_path()), Bound::Unbounded));
            let below = behind.map(|(known, _)| known).take_while(|known| known.starts_with(path));
            gone.extend(below.filter(|known| !read.contains(known.as_path())).cloned());
        }
        let mut changed = files;
        changed.retain(|(path, file)| {
            !self.open.has_file(path) && !self.on_disk.get(path).is_some_and(|known| known.says_the_same(file))
        });
        let is_new = |(path, file): &(PathBuf, DiskFile)| {
            self.on_disk.get(path).is_none_or(|known| known.problem != file.problem)
        };
        let is_other = !gone.is_empty() || changed.len() > MOST_EDITS || changed.iter().any(is_new);
        for path in gone {
            self.on_disk.remove(&path);
        }
        self.is_stale |= is_other;
        for (path, file) in changed {
            // A file that only changed keeps its place.
            if !self.is_stale
                && let Some(id) = DocumentUri::from_path(&path).and_then(|uri| self.version.files.find(&uri))
            {
                self.version = Arc::new(self.version.on_disk(id, Arc::clone(&file.model)));
            }
            self.on_disk.insert(path, file);
        }
    }

    /// Whether it has neither files nor documents.
    pub(crate) fn is_empty(&self) -> bool {
        self.on_disk.is_empty() && self.open.is_empty()
    }

    /// The model of an open document, of its newest text or of an older one.
    pub(crate) fn older_model(&self, uri: &DocumentUri) -> Option<Arc<FileModel>> {
        let known = self.version.files.find(uri).map(|id| self.version.model(id));
        known.or_else(|| self.older.get(uri).cloned())
    }

    /// Makes a version of the files that the project has now. Paths are shown as they are below `root`.
    pub(crate) fn refresh(&mut self, root: &Path, configuration: Configuration, schema: &Arc<Schema>) {
        let mut rows: BTreeMap<(PathBuf, DocumentUri), Row> = BTreeMap::new();
        for (path, DiskFile { model, problem }) in &self.on_disk {
            let Some(uri) = DocumentUri::from_path(path) else { continue };
            let entry = FileEntry { uri: uri.clone(), path: Some(path.clone()), problem: problem.clone() };
            rows.insert((path.clone(), uri), Row { entry, model: Arc::clone(model), document: None });
        }
        for document in self.open.counting() {
            let Some(model) = self.model_of(document, schema) else { continue };
            let path = document.path.clone().unwrap_or_default();
            let entry = FileEntry { uri: document.key(), path: document.path.clone(), problem: None };
            rows.insert((path, document.key()), Row { entry, model, document: Some(Arc::clone(document)) });
        }
        let mut open = FxHashMap::default();
        let (mut entries, mut files) = (Vec::new(), Vec::new());
        for (index, Row { entry, model, document }) in rows.into_values().enumerate() {
            let path = entry.path.as_ref().map_or_else(|| entry.uri.as_str().to_owned(), |path| shown(path, root));
            files.push(File { path: path.into(), model });
            if let Some(document) = document {
                open.insert(FileId::from_index(index), document);
            }
            entries.push(entry);
        }
        let table = FileTable::new(entries, |uri| self.open.has(uri));
        self.version =
            Arc::new(Version::of_files(table, files, open, configuration, Arc::clone(schema), self.is_loading));
        self.older.clear();
        self.is_stale = false;
    }

    fn model_of(&self, document: &Arc<Document>, schema: &Schema) -> Option<Arc<FileModel>> {
        let parse = document.parse()?;
        let id = self.version.files.find(&document.uri);
        let is_newest = |id: &FileId| self.version.open.get(id).is_some_and(|known| Arc::ptr_eq(known, document));
        Some(match (id.filter(is_newest), self.older_model(&document.uri)) {
            (Some(id), _) => self.version.model(id),
            (None, Some(older)) => Arc::new(older.relower(parse, schema)),
            (None, None) => Arc::new(FileModel::lower(parse, schema)),
        })
    }
}

impl DiskFile {
    fn says_the_same(&self, other: &Self) -> bool {
        self.problem == other.problem && self.model.parse().text() == other.model.parse().text()
    }
}

//! A project at one moment. Its files are merged when somebody asks, once, by whoever asks first.

use std::sync::{Arc, OnceLock};

use journey_ide::plugin::model::syntax::{Parse, SourceText};
use journey_ide::plugin::model::{Configuration, File, FileId, FileModel, Project, Schema};
use rustc_hash::FxHashMap;

use super::document::Document;
use super::files::FileTable;

/// A project at one moment: immutable, shared by everybody who has to answer something about it.
#[derive(Debug)]
pub(crate) struct Version {
    /// Its files.
    pub(crate) files: Arc<FileTable>,
    /// Those that are open.
    pub(crate) open: Arc<FxHashMap<FileId, Arc<Document>>>,
    /// Counts the versions with these files.
    pub(crate) serial: u64,
    /// Whether files may still come, so that what is missing may only not be read yet.
    pub(crate) is_loading: bool,
    schema: Arc<Schema>,
    origin: Origin,
    merged: OnceLock<Arc<Project>>,
}

/// What a version is made from.
#[derive(Debug)]
enum Origin {
    /// From all files.
    Files(Vec<File>, Configuration),
    /// From a version before it, with newer texts of some files.
    Edits(Arc<Project>, FxHashMap<FileId, NewText>),
}

/// A newer text of a file.
#[derive(Clone, Debug)]
enum NewText {
    /// Of the client.
    Client(Parse),
    /// Of the disk.
    Disk(Arc<FileModel>),
}

impl Version {
    /// A project of these files, in the order of `table`.
    pub(crate) fn of_files(
        table: FileTable,
        files: Vec<File>,
        open: FxHashMap<FileId, Arc<Document>>,
        configuration: Configuration,
        schema: Arc<Schema>,
        is_loading: bool,
    ) -> Self {
        let origin = Origin::Files(files, configuration);
        Self {
            files: Arc::new(table),
            open: Arc::new(open),
            serial: 0,
            is_loading,
            schema,
            origin,
            merged: OnceLock::new(),
        }
    }

    /// The version after the client opened or edited a document.
    pub(crate) fn edited(&self, id: FileId, document: Arc<Document>, parse: Parse) -> Self {
        let mut open = FxHashMap::clone(&self.open);
        open.insert(id, document);
        self.with_text(id, NewText::Client(parse), open)
    }

    /// The version after the client closed a document, or after a file that is not open changed.
    pub(crate) fn on_disk(&self, id: FileId, model: Arc<FileModel>) -> Self {
        let mut open = FxHashMap::clone(&self.open);
        open.remove(&id);
        self.with_text(id, NewText::Disk(model), open)
    }

    fn with_text(&self, id: FileId, text: NewText, open: FxHashMap<FileId, Arc<Document>>) -> Self {
        let by_client = matches!(text, NewText::Client(_));
        let origin = match (self.merged.get(), &self.origin) {
            (None, Origin::Edits(before, edits)) => {
                let mut edits = edits.clone();
                edits.insert(id, text);
                Origin::Edits(Arc::clone(before), edits)
            }
            _ => Origin::Edits(self.project(), FxHashMap::from_iter([(id, text)])),
        };
        Self {
            files: Arc::clone(&self.files),
            open: Arc::new(open),
            serial: self.files.renewed(id, by_client),
            is_loading: self.is_loading,
            schema: Arc::clone(&self.schema),
            origin,
            merged: OnceLock::new(),
        }
    }

    /// The merged project. The first to ask does the work, which takes time that depends on what was edited. Files whose
    /// findings may differ from those of the version before are then asked for in [`Version::files`].
    pub(crate) fn project(&self) -> Arc<Project> {
        Arc::clone(self.merged.get_or_init(|| match &self.origin {
            Origin::Files(files, configuration) => {
                Arc::new(Project::new(files.clone(), Arc::clone(&self.schema), configuration.clone()))
            }
            Origin::Edits(before, edits) => {
                let mut project = Arc::clone(before);
                for (id, text) in edits {
                    let model = match text {
                        NewText::Client(parse) => Arc::new(project.file(*id).model.relower(parse, &self.schema)),
                        NewText::Disk(model) => Arc::clone(model),
                    };
                    project = self.with_file(&project, *id, model);
                }
                project
            }
        }))
    }

    fn with_file(&self, project: &Project, id: FileId, model: Arc<FileModel>) -> Arc<Project> {
        let (project, affected) = project.with_file(id, model);
        self.files.edited(affected);
        Arc::new(project)
    }

    /// The text of a file, ready for conversions.
    pub(crate) fn text(&self, id: FileId) -> SourceText {
        match self.open.get(&id) {
            Some(document) => document.text.clone(),
            None => self.project().file(id).source_text(),
        }
    }

    /// The client's number for the text of an open file.
    pub(crate) fn number(&self, id: FileId) -> Option<i32> {
        self.open.get(&id).map(|document| document.version)
    }
}

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
    base: Arc<Base>,
    /// What is newer than in the base.
    edits: FxHashMap<FileId, NewText>,
    merged: OnceLock<Arc<Project>>,
}

/// What versions are made from: a merged project, or files that are merged when somebody asks. Versions that follow each
/// other faster than anybody asks share it, so that their files are merged once.
#[derive(Debug)]
struct Base {
    /// Empty where the project was merged before.
    files: Vec<File>,
    configuration: Configuration,
    merged: OnceLock<Arc<Project>>,
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
        Self {
            files: Arc::new(table),
            open: Arc::new(open),
            serial: 0,
            is_loading,
            schema,
            base: Arc::new(Base { files, configuration, merged: OnceLock::new() }),
            edits: FxHashMap::default(),
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

    /// Merges nothing: that takes long in a large project, and edits must not wait for it.
    fn with_text(&self, id: FileId, text: NewText, open: FxHashMap<FileId, Arc<Document>>) -> Self {
        let by_client = matches!(text, NewText::Client(_));
        let (base, mut edits) = match self.merged.get() {
            Some(project) => (Arc::new(Base::merged(project)), FxHashMap::default()),
            None => (Arc::clone(&self.base), self.edits.clone()),
        };
        edits.insert(id, text);
        Self {
            files: Arc::clone(&self.files),
            open: Arc::new(open),
            serial: self.files.renewed(id, by_client),
            is_loading: self.is_loading,
            schema: Arc::clone(&self.schema),
            base,
            edits,
            merged: OnceLock::new(),
        }
    }

    /// The merged project. The first to ask does the work, which takes time that depends on what was edited. Files whose
    /// findings may differ from those of the version before are then asked for in [`Version::files`].
    pub(crate) fn project(&self) -> Arc<Project> {
        Arc::clone(self.merged.get_or_init(|| {
            let mut project = self.base.project(&self.schema);
            for (id, text) in &self.edits {
                let model = match text {
                    NewText::Client(parse) => Arc::new(project.file(*id).model.relower(parse, &self.schema)),
                    NewText::Disk(model) => Arc::clone(model),
                };
                let (next, affected) = project.with_file(*id, model);
                self.files.edited(affected);
                project = Arc::new(next);
            }
            project
        }))
    }

    /// The model of a file as it is now. Merges nothing.
    pub(crate) fn model(&self, id: FileId) -> Arc<FileModel> {
        if let Some(project) = self.merged.get() {
            return Arc::clone(&project.file(id).model);
        }
        match self.edits.get(&id) {
            Some(NewText::Disk(model)) => Arc::clone(model),
            Some(NewText::Client(parse)) => Arc::new(self.base.model(id).relower(parse, &self.schema)),
            None => Arc::clone(self.base.model(id)),
        }
    }

    /// The settings of the project. Merges nothing.
    pub(crate) fn configuration(&self) -> &Configuration {
        &self.base.configuration
    }

    /// The text of a file, ready for conversions.
    pub(crate) fn text(&self, id: FileId) -> SourceText {
        match self.open.get(&id) {
            Some(document) => document.text.clone(),
            None => SourceText::new(&self.model(id).parse().text()),
        }
    }

    /// Which opening of an open file this is.
    pub(crate) fn opening(&self, id: FileId) -> Option<u64> {
        self.open.get(&id).map(|document| document.opening)
    }

    /// The client's number for the text of an open file.
    pub(crate) fn number(&self, id: FileId) -> Option<i32> {
        self.open.get(&id).map(|document| document.version)
    }

    #[cfg(test)]
    pub(super) fn is_merged(&self) -> bool {
        self.merged.get().is_some() || self.base.merged.get().is_some()
    }
}

impl Base {
    fn merged(project: &Arc<Project>) -> Self {
        let merged = OnceLock::from(Arc::clone(project));
        Self { files: Vec::new(), configuration: project.configuration().clone(), merged }
    }

    fn project(&self, schema: &Arc<Schema>) -> Arc<Project> {
        Arc::clone(
            self.merged.get_or_init(|| {
                Arc::new(Project::new(self.files.clone(), Arc::clone(schema), self.configuration.clone()))
            }),
        )
    }

    fn model(&self, id: FileId) -> &Arc<FileModel> {
        match self.files.get(id.index()) {
            Some(file) => &file.model,
            None => &self.merged.get().expect("a base without files was made of a merged project").file(id).model,
        }
    }
}

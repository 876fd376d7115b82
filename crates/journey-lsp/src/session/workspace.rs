//! All projects of a session: which files they have, from the disk and from the client. Owned by one writer.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey_ide::plugin::model::configuration::{self, FILE_NAME};
use journey_ide::plugin::model::{Configuration, File, FileModel, Schema};
use journey_workspace::{Layout, Settings, shown};
use rustc_hash::FxHashMap;

use super::document::{Content, Document};
use super::files::{FileEntry, FileTable};
use super::version::Version;
use crate::uri::DocumentUri;

/// All projects of a session.
#[derive(Debug)]
pub(crate) struct Workspace {
    layout: Arc<Layout>,
    known_rules: Arc<[&'static str]>,
    schema: Arc<Schema>,
    projects: BTreeMap<ProjectKey, ProjectState>,
    /// How often the disk was asked anew: answers to older questions do not count.
    generation: u64,
}

/// What tells projects apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ProjectKey {
    /// The folder that is a project's root.
    Root(PathBuf),
    /// A document that has no place on the disk is a project of its own.
    Alone(DocumentUri),
}

#[derive(Debug)]
struct ProjectState {
    version: Arc<Version>,
    /// What is on the disk, where it is not open.
    on_disk: BTreeMap<PathBuf, Arc<FileModel>>,
    open: FxHashMap<DocumentUri, Arc<Document>>,
    settings: Option<Arc<Settings>>,
    is_loading: bool,
}

/// What has to be read from the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// All files of the project with this root.
    Project(PathBuf),
    /// What is at or below these paths of the project with this root.
    Paths(PathBuf, Vec<PathBuf>),
}

/// The files of a project as they were read.
#[derive(Debug)]
pub(crate) struct Read {
    /// The root of the project.
    pub(crate) root: PathBuf,
    /// The settings that count for it.
    pub(crate) settings: Option<Arc<Settings>>,
    /// What was asked for; everything where it is `None`.
    pub(crate) paths: Option<Vec<PathBuf>>,
    /// What is there.
    pub(crate) files: Vec<(PathBuf, Arc<FileModel>)>,
}

impl Workspace {
    /// No projects yet. `folders` are open.
    pub(crate) fn new(folders: Vec<PathBuf>, known_rules: Arc<[&'static str]>, schema: Arc<Schema>) -> Self {
        let layout = Arc::new(Layout::new(folders, known_rules.iter().copied()));
        Self { layout, known_rules, schema, projects: BTreeMap::new(), generation: 0 }
    }

    /// Which project a file belongs to, now.
    pub(crate) fn layout(&self) -> Arc<Layout> {
        Arc::clone(&self.layout)
    }

    /// The number to ask the disk with: answers with an older one do not count.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// All projects as they are now.
    pub(crate) fn versions(&self) -> impl Iterator<Item = (&ProjectKey, &Arc<Version>)> {
        self.projects.iter().map(|(key, project)| (key, &project.version))
    }

    /// The project that has a file.
    pub(crate) fn version_with(&self, uri: &DocumentUri) -> Option<Arc<Version>> {
        let has = |project: &&ProjectState| project.version.files.find(uri).is_some();
        self.projects.values().find(has).map(|project| Arc::clone(&project.version))
    }

    /// The client opened a document. Gives what has to be read because of it.
    pub(crate) fn open(&mut self, document: Arc<Document>) -> Option<Wanted> {
        let uri = document.key();
        if let Content::Configuration(_) = document.content {
            self.settings_edited(&document);
            return None;
        }
        let key = self.key_of(&document);
        let is_new = !self.projects.contains_key(&key);
        let root = match &key {
            ProjectKey::Root(root) => Some(root.clone()),
            ProjectKey::Alone(_) => None,
        };
        let schema = Arc::clone(&self.schema);
        let project = self.projects.entry(key.clone()).or_insert_with(|| ProjectState::new(root.is_some(), &schema));
        project.open.insert(uri.clone(), document);
        if is_new && let Some(root) = &root {
            project.settings = self.layout.settings_of_folder(root);
        }
        self.rebuild(&key);
        root.filter(|_| is_new).map(Wanted::Project)
    }

    /// The client edited a document that it has open.
    pub(crate) fn change(&mut self, document: Arc<Document>) {
        let uri = document.key();
        let Content::Journey(parse) = &document.content else {
            self.settings_edited(&document);
            return;
        };
        let Some(project) = self.projects.values_mut().find(|project| project.open.contains_key(&uri)) else { return };
        let parse = parse.clone();
        project.open.insert(uri.clone(), Arc::clone(&document));
        let Some(id) = project.version.files.find(&uri) else { return };
        project.version = Arc::new(project.version.edited(id, document, parse));
        project.version.files.judge_first(id);
    }

    /// The client closed a document. Its text stays until what is on the disk was read, which is what this gives.
    pub(crate) fn close(&mut self, uri: &DocumentUri) -> Option<Wanted> {
        let (key, project) = self.projects.iter_mut().find(|(_, project)| project.open.contains_key(uri))?;
        let document = project.open.remove(uri)?;
        match key {
            ProjectKey::Alone(_) => {
                let key = key.clone();
                self.projects.remove(&key);
                None
            }
            ProjectKey::Root(root) => Some(Wanted::Paths(root.clone(), document.path.clone().into_iter().collect())),
        }
    }

    /// Settings have appeared, changed or vanished, or folders were opened or closed: which project a file belongs to
    /// has to be found out again. Everything has to be read again; until then projects stay as they are.
    pub(crate) fn start_again(&mut self, folders: Vec<PathBuf>) {
        self.layout = Arc::new(Layout::new(folders, self.known_rules.iter().copied()));
        self.generation += 1;
    }

    /// The disk was read anew: these are all projects below the open folders. Gives what else has to be read, for
    /// documents that belong to none of them.
    pub(crate) fn discovered(&mut self, generation: u64, projects: Vec<Read>) -> Vec<Wanted> {
        if generation != self.generation {
            return Vec::new();
        }
        let before = std::mem::take(&mut self.projects);
        let known: FxHashMap<DocumentUri, Arc<FileModel>> =
            before.values().flat_map(|project| project.open_models()).collect();
        for read in projects {
            let mut project = ProjectState::new(false, &self.schema);
            project.settings = read.settings;
            project.on_disk = read.files.into_iter().collect();
            self.projects.insert(ProjectKey::Root(read.root), project);
        }
        let mut wanted = Vec::new();
        for document in before.into_values().flat_map(|project| project.open.into_values()) {
            let key = self.key_of(&document);
            if let ProjectKey::Root(root) = &key
                && !self.projects.contains_key(&key)
            {
                let mut project = ProjectState::new(true, &self.schema);
                project.settings = self.layout.settings_of_folder(root);
                self.projects.insert(key.clone(), project);
                wanted.push(Wanted::Project(root.clone()));
            }
            let schema = &self.schema;
            let project = self.projects.entry(key).or_insert_with(|| ProjectState::new(false, schema));
            if let Some(path) = &document.path {
                project.on_disk.remove(path);
            }
            project.open.insert(document.key(), document);
        }
        let keys: Vec<ProjectKey> = self.projects.keys().cloned().collect();
        keys.iter().for_each(|key| self.rebuild_with(key, &known));
        wanted
    }

    /// Files were read. They count where they are not open; where they are, the client's text counts.
    pub(crate) fn read(&mut self, generation: u64, read: Read) {
        let key = ProjectKey::Root(read.root);
        let Some(project) = self.projects.get_mut(&key).filter(|_| generation == self.generation) else { return };
        match &read.paths {
            None => {
                project.on_disk.clear();
                project.settings = read.settings;
                project.is_loading = false;
            }
            Some(paths) => project.on_disk.retain(|known, _| !paths.iter().any(|path| known.starts_with(path))),
        }
        let is_open = |path: &Path| project.open.values().any(|document| document.path.as_deref() == Some(path));
        let closed: Vec<_> = read.files.into_iter().filter(|(path, _)| !is_open(path)).collect();
        project.on_disk.extend(closed);
        if project.on_disk.is_empty() && project.open.is_empty() && !self.is_open_folder(&key) {
            self.projects.remove(&key);
            return;
        }
        self.rebuild(&key);
    }

    /// The projects to which paths belong, each with those of them that are its own. Settings are not among them.
    pub(crate) fn owners(&self, paths: Vec<PathBuf>) -> Vec<Wanted> {
        let mut owners: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
        for path in paths {
            let path = self.layout.known_path(&path);
            let root = self.layout.root_of(&path);
            if self.projects.contains_key(&ProjectKey::Root(root.clone())) {
                owners.entry(root).or_default().push(path);
            }
        }
        owners.into_iter().map(|(root, paths)| Wanted::Paths(root, paths)).collect()
    }

    fn is_open_folder(&self, key: &ProjectKey) -> bool {
        matches!(key, ProjectKey::Root(root) if self.layout.folders().iter().any(|folder| root.starts_with(folder) || folder.starts_with(root)))
    }

    fn key_of(&self, document: &Document) -> ProjectKey {
        match &document.path {
            Some(path) => ProjectKey::Root(self.layout.root_of(path)),
            None => ProjectKey::Alone(document.key()),
        }
    }

    /// The text of a `journey.toml` that is open counts from now on.
    fn settings_edited(&mut self, document: &Document) {
        let Some(root) = document.path.as_deref().and_then(Path::parent) else { return };
        let key = ProjectKey::Root(root.to_owned());
        let Content::Configuration(text) = &document.content else { return };
        let Some(project) = self.projects.get_mut(&key) else { return };
        let known: Vec<&str> = self.known_rules.to_vec();
        let configuration = configuration::read(text, &known).configuration;
        let project_version = Arc::clone(&project.version);
        if *project_version.project().configuration() == configuration {
            return;
        }
        self.rebuild_as(&key, &FxHashMap::default(), Some(configuration));
    }

    fn rebuild(&mut self, key: &ProjectKey) {
        self.rebuild_with(key, &FxHashMap::default());
    }

    fn rebuild_with(&mut self, key: &ProjectKey, known: &FxHashMap<DocumentUri, Arc<FileModel>>) {
        self.rebuild_as(key, known, None);
    }

    /// Makes a new version with the files that the project has now.
    fn rebuild_as(
        &mut self,
        key: &ProjectKey,
        known: &FxHashMap<DocumentUri, Arc<FileModel>>,
        configuration: Option<Configuration>,
    ) {
        let Some(project) = self.projects.get_mut(key) else { return };
        let configuration = configuration.unwrap_or_else(|| {
            project.settings.as_ref().map_or_else(Configuration::default, |settings| settings.configuration.clone())
        });
        let mut own = project.open_models();
        own.extend(known.iter().map(|(uri, model)| (uri.clone(), Arc::clone(model))));
        let mut rows: BTreeMap<(PathBuf, DocumentUri), (FileEntry, Arc<FileModel>, Option<Arc<Document>>)> =
            BTreeMap::new();
        for (path, model) in &project.on_disk {
            let Some(uri) = DocumentUri::from_path(path) else { continue };
            let entry = FileEntry { uri: uri.clone(), path: Some(path.clone()) };
            rows.insert((path.clone(), uri), (entry, Arc::clone(model), None));
        }
        for (uri, document) in &project.open {
            let Some(parse) = document.parse() else { continue };
            let model = match own.get(uri) {
                Some(model) => Arc::new(model.relower(parse, &self.schema)),
                None => Arc::new(FileModel::lower(parse, &self.schema)),
            };
            let path = document.path.clone().unwrap_or_default();
            rows.retain(|(other, _), (entry, ..)| entry.path.is_none() || *other != path);
            let entry = FileEntry { uri: uri.clone(), path: document.path.clone() };
            rows.insert((path, uri.clone()), (entry, model, Some(Arc::clone(document))));
        }
        let root = match key {
            ProjectKey::Root(root) => root.clone(),
            ProjectKey::Alone(_) => PathBuf::new(),
        };
        let mut open = FxHashMap::default();
        let (mut entries, mut files) = (Vec::new(), Vec::new());
        for (index, (entry, model, document)) in rows.into_values().enumerate() {
            let path = entry.path.as_ref().map_or_else(|| entry.uri.as_str().to_owned(), |path| shown(path, &root));
            files.push(File { path: path.into(), model });
            if let Some(document) = document {
                open.insert(journey_ide::plugin::model::FileId::from_index(index), document);
            }
            entries.push(entry);
        }
        let table = FileTable::new(entries, |uri| project.open.contains_key(uri));
        let schema = Arc::clone(&self.schema);
        project.version = Arc::new(Version::of_files(table, files, open, configuration, schema, project.is_loading));
    }
}

impl ProjectState {
    fn new(is_loading: bool, schema: &Arc<Schema>) -> Self {
        let nothing = FxHashMap::default();
        let table = FileTable::default();
        let version =
            Version::of_files(table, Vec::new(), nothing, Configuration::default(), Arc::clone(schema), is_loading);
        Self {
            version: Arc::new(version),
            on_disk: BTreeMap::new(),
            open: FxHashMap::default(),
            settings: None,
            is_loading,
        }
    }

    /// The models of the open documents, as far as they are made.
    fn open_models(&self) -> FxHashMap<DocumentUri, Arc<FileModel>> {
        let project = self.version.project();
        let open = self.version.open.iter();
        open.map(|(id, document)| (document.key(), Arc::clone(&project.file(*id).model))).collect()
    }
}

/// Whether a path is that of a project's settings.
pub(crate) fn is_settings(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE_NAME)
}

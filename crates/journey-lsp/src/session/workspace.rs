//! All projects of a session: which files they have, from the disk and from the client. Owned by one writer.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey_ide::plugin::model::configuration::{self, FILE_NAME};
use journey_ide::plugin::model::syntax::Parse;
use journey_ide::plugin::model::{Configuration, File, FileId, FileModel, Schema};
use journey_workspace::{Layout, Settings, shown};
use rustc_hash::{FxHashMap, FxHashSet};

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
    /// Every `journey.toml` that is open: its text counts.
    open_settings: FxHashMap<DocumentUri, Arc<Document>>,
    /// The open folders are being read, so nobody needs to ask for a project in them.
    is_discovering: bool,
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
        let is_discovering = !folders.is_empty();
        let layout = Arc::new(Layout::new(folders, known_rules.iter().copied()));
        let (projects, open_settings) = (BTreeMap::new(), FxHashMap::default());
        Self { layout, known_rules, schema, projects, open_settings, is_discovering, generation: 0 }
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

    /// Whether the open folders are still being looked through, so that projects may come.
    pub(crate) fn is_discovering(&self) -> bool {
        self.is_discovering
    }

    /// The settings on the disk of all projects that have some.
    pub(crate) fn settings(&self) -> Vec<Arc<Settings>> {
        let mut settings: Vec<Arc<Settings>> =
            self.projects.values().filter_map(|project| project.settings.clone()).collect();
        settings.sort_by(|one, other| one.root.cmp(&other.root));
        settings.dedup_by(|one, other| one.root == other.root);
        settings
    }

    /// The project that has a file.
    pub(crate) fn version_with(&self, uri: &DocumentUri) -> Option<Arc<Version>> {
        // Files in no open folder belong to a project of their own folder, and such projects may overlap: the one that
        // the client opened it in comes first.
        let open = self.projects.values().find(|project| project.open.contains_key(uri));
        let has = |project: &&ProjectState| project.version.files.find(uri).is_some();
        open.or_else(|| self.projects.values().find(has)).map(|project| Arc::clone(&project.version))
    }

    /// The client opened a document. Gives what has to be read because of it.
    pub(crate) fn open(&mut self, document: Arc<Document>) -> Option<Wanted> {
        let Content::Journey(parse) = &document.content else {
            self.settings_edited(document);
            return None;
        };
        let parse = parse.clone();
        let uri = document.key();
        let key = self.key_of(&document);
        let (is_new, root) = self.project_for(&key);
        let project = self.projects.get_mut(&key).expect("the project was just made sure of");
        let on_disk = document.path.as_ref().and_then(|path| project.on_disk.remove(path));
        project.open.insert(uri.clone(), Arc::clone(&document));
        match project.version.files.find(&uri) {
            Some(id) => project.edit(id, document, parse),
            None => self.rebuild_with(&key, on_disk.map(|model| (uri, model)).into_iter().collect()),
        }
        let is_read_anyway = self.is_discovering && self.is_in_open_folder(&key);
        root.filter(|_| is_new && !is_read_anyway).map(Wanted::Project)
    }

    /// The client edited a document that it has open.
    pub(crate) fn change(&mut self, document: Arc<Document>) {
        let Content::Journey(parse) = &document.content else {
            self.settings_edited(document);
            return;
        };
        let (uri, parse) = (document.key(), parse.clone());
        let Some(project) = self.projects.values_mut().find(|project| project.open.contains_key(&uri)) else { return };
        project.open.insert(uri.clone(), Arc::clone(&document));
        if let Some(id) = project.version.files.find(&uri) {
            project.edit(id, document, parse);
        }
    }

    /// The client closed a document. Its text stays until what is on the disk was read, which is what this gives.
    pub(crate) fn close(&mut self, uri: &DocumentUri) -> Option<Wanted> {
        if let Some(settings) = self.open_settings.remove(uri) {
            self.rebuild(&ProjectKey::Root(settings.path.as_deref()?.parent()?.to_owned()));
            return None;
        }
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
        self.is_discovering = !folders.is_empty();
        self.layout = Arc::new(Layout::new(folders, self.known_rules.iter().copied()));
        self.generation += 1;
    }

    /// The disk was read anew: these are all projects below the open folders. Gives what else has to be read, for
    /// documents that belong to none of them.
    pub(crate) fn discovered(&mut self, generation: u64, projects: Vec<Read>) -> Vec<Wanted> {
        if generation != self.generation {
            return Vec::new();
        }
        self.is_discovering = false;
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
            let (is_new, root) = self.project_for(&key);
            wanted.extend(root.filter(|_| is_new).map(Wanted::Project));
            let project = self.projects.get_mut(&key).expect("the project was just made sure of");
            if let Some(path) = &document.path {
                project.on_disk.remove(path);
            }
            project.open.insert(document.key(), document);
        }
        let keys: Vec<ProjectKey> = self.projects.keys().cloned().collect();
        keys.iter().for_each(|key| self.rebuild_with(key, known.clone()));
        wanted
    }

    /// Files were read. They count where they are not open; where they are, the client's text counts.
    pub(crate) fn read(&mut self, generation: u64, read: Read) {
        let key = ProjectKey::Root(read.root);
        let Some(project) = self.projects.get_mut(&key).filter(|_| generation == self.generation) else { return };
        let open: FxHashSet<PathBuf> = project.open.values().filter_map(|document| document.path.clone()).collect();
        let closed: Vec<_> = read.files.into_iter().filter(|(path, _)| !open.contains(path)).collect();
        let Some(paths) = read.paths else {
            project.settings = read.settings;
            project.is_loading = false;
            project.on_disk = closed.into_iter().collect();
            self.rebuild(&key);
            return;
        };
        // A file that only changed keeps its place.
        if let ([path], [(read_path, model)]) = (paths.as_slice(), closed.as_slice())
            && path == read_path
            && let Some(id) = DocumentUri::from_path(path).and_then(|uri| project.version.files.find(&uri))
        {
            project.on_disk.insert(path.clone(), Arc::clone(model));
            project.version = Arc::new(project.version.on_disk(id, Arc::clone(model)));
            return;
        }
        project.on_disk.retain(|known, _| !paths.iter().any(|path| known.starts_with(path)));
        project.on_disk.extend(closed);
        let is_empty = project.on_disk.is_empty() && project.open.is_empty();
        if is_empty && !self.is_in_open_folder(&key) {
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

    /// Whether the project is among those that [`Layout::discover`] finds.
    fn is_in_open_folder(&self, key: &ProjectKey) -> bool {
        let ProjectKey::Root(root) = key else { return false };
        self.layout.folders().iter().any(|folder| root.starts_with(folder) || folder.starts_with(root))
    }

    /// Makes sure that there is a project. Says whether it is new, and its root.
    fn project_for(&mut self, key: &ProjectKey) -> (bool, Option<PathBuf>) {
        let root = match key {
            ProjectKey::Root(root) => Some(root.clone()),
            ProjectKey::Alone(_) => None,
        };
        let is_new = !self.projects.contains_key(key);
        if is_new {
            let mut project = ProjectState::new(root.is_some(), &self.schema);
            project.settings = root.as_ref().and_then(|root| self.layout.settings_of_folder(root));
            self.projects.insert(key.clone(), project);
        }
        (is_new, root)
    }

    fn key_of(&self, document: &Document) -> ProjectKey {
        match &document.path {
            Some(path) => ProjectKey::Root(self.layout.root_of(path)),
            None => ProjectKey::Alone(document.key()),
        }
    }

    /// The text of a `journey.toml` that is open counts from now on.
    fn settings_edited(&mut self, document: Arc<Document>) {
        let Some(root) = document.path.as_deref().and_then(Path::parent).map(Path::to_owned) else { return };
        self.open_settings.insert(document.key(), document);
        let key = ProjectKey::Root(root);
        let Some(project) = self.projects.get(&key) else { return };
        if *project.version.project().configuration() != self.configuration(&key) {
            self.rebuild(&key);
        }
    }

    /// What the settings of a project say: those that are open, else those on the disk.
    fn configuration(&self, key: &ProjectKey) -> Configuration {
        let ProjectKey::Root(root) = key else { return Configuration::default() };
        let file = root.join(FILE_NAME);
        let open = self.open_settings.values().find(|open| open.path.as_deref() == Some(&file));
        if let Some(Content::Configuration(text)) = open.map(|document| &document.content) {
            return configuration::read(text, &self.known_rules).configuration;
        }
        let settings = self.projects.get(key).and_then(|project| project.settings.as_ref());
        settings.map_or_else(Configuration::default, |settings| settings.configuration.clone())
    }

    fn rebuild(&mut self, key: &ProjectKey) {
        self.rebuild_with(key, FxHashMap::default());
    }

    /// Makes a new version with the files that the project has now. `known` are models of some of its open files.
    fn rebuild_with(&mut self, key: &ProjectKey, known: FxHashMap<DocumentUri, Arc<FileModel>>) {
        let configuration = self.configuration(key);
        let Some(project) = self.projects.get_mut(key) else { return };
        let mut own = project.open_models();
        own.extend(known);
        let mut rows: BTreeMap<(PathBuf, DocumentUri), Row> = BTreeMap::new();
        for (path, model) in &project.on_disk {
            let Some(uri) = DocumentUri::from_path(path) else { continue };
            let entry = FileEntry { uri: uri.clone(), path: Some(path.clone()) };
            rows.insert((path.clone(), uri), Row { entry, model: Arc::clone(model), document: None });
        }
        for (uri, document) in &project.open {
            let Some(parse) = document.parse() else { continue };
            let model = match own.get(uri) {
                Some(model) => Arc::new(model.relower(parse, &self.schema)),
                None => Arc::new(FileModel::lower(parse, &self.schema)),
            };
            let path = document.path.clone().unwrap_or_default();
            let entry = FileEntry { uri: uri.clone(), path: document.path.clone() };
            rows.insert((path, uri.clone()), Row { entry, model, document: Some(Arc::clone(document)) });
        }
        let root = match key {
            ProjectKey::Root(root) => root.clone(),
            ProjectKey::Alone(_) => PathBuf::new(),
        };
        let mut open = FxHashMap::default();
        let (mut entries, mut files) = (Vec::new(), Vec::new());
        for (index, Row { entry, model, document }) in rows.into_values().enumerate() {
            let path = entry.path.as_ref().map_or_else(|| entry.uri.as_str().to_owned(), |path| shown(path, &root));
            files.push(File { path: path.into(), model });
            if let Some(document) = document {
                open.insert(FileId::from_index(index), document);
            }
            entries.push(entry);
        }
        let table = FileTable::new(entries, |uri| project.open.contains_key(uri));
        let schema = Arc::clone(&self.schema);
        project.version = Arc::new(Version::of_files(table, files, open, configuration, schema, project.is_loading));
    }
}

/// A file of a project that is put together.
struct Row {
    entry: FileEntry,
    model: Arc<FileModel>,
    document: Option<Arc<Document>>,
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

    /// An open document has a new text.
    fn edit(&mut self, id: FileId, document: Arc<Document>, parse: Parse) {
        self.version = Arc::new(self.version.edited(id, document, parse));
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

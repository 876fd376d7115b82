//! All projects of a session: which files they have, from the disk and from the client. Owned by one writer.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey_ide::Cancellation;
use journey_ide::plugin::model::configuration::{FILE_NAME, RuleCatalog};
use journey_ide::plugin::model::{Configuration, FileModel, Schema};
use journey_workspace::{Layout, Settings, SettingsFile};
use rustc_hash::{FxHashMap, FxHashSet};

use super::document::{Content, Document};
use super::project::{DiskFile, ProjectState};
use super::version::Version;
use crate::uri::DocumentUri;

/// All projects of a session.
#[derive(Debug)]
pub(crate) struct Workspace {
    layout: Arc<Layout>,
    catalog: Arc<RuleCatalog>,
    schema: Arc<Schema>,
    projects: BTreeMap<ProjectKey, ProjectState>,
    /// Every file that may be one of settings and is open: its text counts.
    open_settings: FxHashMap<DocumentUri, Arc<Document>>,
    /// The open folders are being read, so nobody needs to ask for a project in them.
    is_discovering: bool,
    /// How often the disk was asked anew: answers to older questions do not count.
    generation: u64,
    /// Raised when the disk is asked anew: what is being read does not count any more.
    outdated: Cancellation,
    /// How often files or projects came or went, or documents were closed.
    shape: u64,
}

/// What tells projects apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ProjectKey {
    /// The folder that is a project's root.
    Root(PathBuf),
    /// A document that has no place on the disk is a project of its own.
    Alone(DocumentUri),
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
    pub(crate) files: Vec<(PathBuf, DiskFile)>,
}

impl Workspace {
    /// No projects yet. `folders` are open.
    pub(crate) fn new(folders: Vec<PathBuf>, catalog: Arc<RuleCatalog>, schema: Arc<Schema>) -> Self {
        let is_discovering = !folders.is_empty();
        let layout = Arc::new(Layout::new(folders, (*catalog).clone()));
        let (projects, open_settings) = (BTreeMap::new(), FxHashMap::default());
        Self {
            layout,
            catalog,
            schema,
            projects,
            open_settings,
            is_discovering,
            generation: 0,
            outdated: Cancellation::default(),
            shape: 0,
        }
    }

    /// Which project a file belongs to, now.
    pub(crate) fn layout(&self) -> Arc<Layout> {
        Arc::clone(&self.layout)
    }

    /// The number to ask the disk with: answers with an older one do not count.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// Raised when answers with the number of [`Workspace::generation`] do not count any more.
    pub(crate) fn outdated(&self) -> Cancellation {
        self.outdated.clone()
    }

    /// Another number whenever files or projects came or went, or documents were closed.
    pub(crate) fn fresh_shape(&mut self) -> u64 {
        self.refresh();
        self.shape
    }

    /// All projects as they are now.
    pub(crate) fn versions(&mut self) -> impl Iterator<Item = (&ProjectKey, &Arc<Version>)> {
        self.refresh();
        self.projects.iter().map(|(key, project)| (key, &project.version))
    }

    /// Whether the open folders are still being looked through, so that projects may come.
    pub(crate) fn is_discovering(&self) -> bool {
        self.is_discovering
    }

    /// Makes new versions of the projects that lack one.
    pub(crate) fn refresh(&mut self) {
        let is_stale = |(_, project): &(&ProjectKey, &ProjectState)| project.is_stale;
        let stale: Vec<ProjectKey> = self.projects.iter().filter(is_stale).map(|(key, _)| key.clone()).collect();
        for key in stale {
            let configuration = self.configuration(&key);
            let root = match &key {
                ProjectKey::Root(root) => root.as_path(),
                ProjectKey::Alone(_) => Path::new(""),
            };
            if let Some(project) = self.projects.get_mut(&key) {
                project.refresh(root, configuration, &self.schema);
            }
            self.shape += 1;
        }
    }

    /// Whether there is a project with that root.
    pub(crate) fn has_project(&self, root: &Path) -> bool {
        self.projects.contains_key(&ProjectKey::Root(root.to_owned()))
    }

    /// Whether a project starts at or below a path.
    pub(crate) fn has_project_below(&self, path: &Path) -> bool {
        // What is below a path stands behind it.
        let next = self.projects.range(ProjectKey::Root(path.to_owned())..).next();
        matches!(next, Some((ProjectKey::Root(root), _)) if root.starts_with(path))
    }

    /// The project that has a file.
    pub(crate) fn version_with(&mut self, uri: &DocumentUri) -> Option<Arc<Version>> {
        self.refresh();
        // Files in no open folder belong to a project of their own folder, and such projects may overlap: the one that
        // the client opened it in comes first.
        let open = self.projects.values().find(|project| project.open.has(uri));
        let has = |project: &&ProjectState| project.version.files.find(uri).is_some();
        open.or_else(|| self.projects.values().find(has)).map(|project| Arc::clone(&project.version))
    }

    /// The client opened a document. Gives what has to be read because of it.
    pub(crate) fn open(&mut self, document: Arc<Document>) -> Option<Wanted> {
        if let Content::Configuration(_) = &document.content {
            self.settings_edited(document);
            return None;
        }
        let key = self.key_of(&document);
        // A document that is opened twice may belong to another project now.
        for (other, project) in &mut self.projects {
            if *other != key && project.open.close(&document.uri).is_some() {
                project.is_stale = true;
            }
        }
        let is_new = self.put(&key, document, None);
        let is_read_anyway = self.is_discovering && self.is_in_open_folder(&key);
        is_new.filter(|_| !is_read_anyway).map(Wanted::Project)
    }

    /// The client edited a document that it has open.
    pub(crate) fn change(&mut self, document: Arc<Document>) {
        if let Content::Configuration(_) = &document.content {
            self.settings_edited(document);
        } else if let Some(project) = self.projects.values_mut().find(|project| project.open.has(&document.uri)) {
            project.change(&document);
        }
    }

    /// The client closed a document. Its text stays until what is on the disk was read, which is what this gives.
    pub(crate) fn close(&mut self, uri: &DocumentUri) -> Option<Wanted> {
        self.shape += 1;
        if self.open_settings.contains_key(uri) {
            let concerned: Vec<ProjectKey> = self.concerned(uri);
            self.open_settings.remove(uri);
            for key in concerned {
                self.projects.entry(key).and_modify(|project| project.is_stale = true);
            }
            return None;
        }
        let (key, project) = self.projects.iter_mut().find(|(_, project)| project.open.has(uri))?;
        let key = key.clone();
        let path = project.close(uri, &self.schema);
        if project.open.is_empty() && !project.is_listed {
            self.projects.remove(&key);
            return None;
        }
        match key {
            ProjectKey::Root(root) => path.map(|path| Wanted::Paths(root, vec![path])),
            ProjectKey::Alone(_) => None,
        }
    }

    /// Settings have appeared, changed or vanished, or folders were opened or closed: which project a file belongs to
    /// has to be found out again. Everything has to be read again; until then projects stay as they are.
    pub(crate) fn start_again(&mut self, folders: Vec<PathBuf>) {
        self.is_discovering = !folders.is_empty();
        self.layout = Arc::new(Layout::new(folders, (*self.catalog).clone()));
        self.generation += 1;
        self.outdated.cancel();
        self.outdated = Cancellation::default();
    }

    /// The disk was read anew: these are all projects below the open folders. Gives what else has to be read, for
    /// documents that belong to none of them.
    pub(crate) fn discovered(&mut self, generation: u64, projects: Vec<Read>) -> Vec<Wanted> {
        if generation != self.generation {
            return Vec::new();
        }
        self.is_discovering = false;
        self.shape += 1;
        let before = std::mem::take(&mut self.projects);
        for read in projects {
            let mut project = ProjectState::new(false, &self.schema);
            project.is_listed = true;
            project.read_all(read.files, read.settings);
            self.projects.insert(ProjectKey::Root(read.root), project);
        }
        let mut wanted = Vec::new();
        for mut project in before.into_values() {
            for document in std::mem::take(&mut project.open).into_all() {
                let key = self.key_of(&document);
                let older = project.older_model(&document.uri);
                wanted.extend(self.put(&key, document, older).map(Wanted::Project));
            }
        }
        self.refresh();
        wanted
    }

    /// Files were read. They count where they are not open; where they are, the client's text counts.
    pub(crate) fn read(&mut self, generation: u64, read: Read) {
        let key = ProjectKey::Root(read.root);
        let Some(project) = self.projects.get_mut(&key).filter(|_| generation == self.generation) else { return };
        match read.paths {
            None => project.read_all(read.files, read.settings),
            Some(paths) => project.read_some(&paths, read.files),
        }
        if project.is_empty() && !project.is_listed {
            self.projects.remove(&key);
            self.shape += 1;
        }
        self.refresh();
    }

    /// Whether the project is among those that [`Layout::discover`] finds.
    fn is_in_open_folder(&self, key: &ProjectKey) -> bool {
        let ProjectKey::Root(root) = key else { return false };
        self.layout.folders().iter().any(|folder| root.starts_with(folder) || folder.starts_with(root))
    }

    /// Puts an open document into its project. Gives the root of that if it is new.
    fn put(&mut self, key: &ProjectKey, document: Arc<Document>, older: Option<Arc<FileModel>>) -> Option<PathBuf> {
        let root = match key {
            ProjectKey::Root(root) => Some(root.clone()),
            ProjectKey::Alone(_) => None,
        };
        let mut is_new = false;
        let project = self.projects.entry(key.clone()).or_insert_with(|| {
            is_new = true;
            let mut project = ProjectState::new(root.is_some(), &self.schema);
            project.settings = root.as_ref().and_then(|root| self.layout.settings_of_folder(root));
            project
        });
        project.open(document, older);
        root.filter(|_| is_new)
    }

    fn key_of(&self, document: &Document) -> ProjectKey {
        match &document.path {
            Some(path) => ProjectKey::Root(self.layout.root_of(path)),
            None => ProjectKey::Alone(document.key()),
        }
    }

    /// The text of a `journey.toml` that is open counts from now on.
    fn settings_edited(&mut self, document: Arc<Document>) {
        let uri = document.key();
        self.open_settings.insert(uri.clone(), document);
        for key in self.concerned(&uri) {
            let configuration = self.configuration(&key);
            if let Some(project) = self.projects.get_mut(&key) {
                project.is_stale |= *project.version.configuration() != configuration;
            }
        }
    }

    /// The projects whose settings stand in an open file, as far as open files say.
    fn concerned(&self, uri: &DocumentUri) -> Vec<ProjectKey> {
        let Some(path) = self.open_settings.get(uri).and_then(|document| document.path.clone()) else {
            return Vec::new();
        };
        let is_concerned = |key: &&ProjectKey| self.settings_of(key).is_some_and(|settings| settings.depend_on(&path));
        self.projects.keys().filter(is_concerned).cloned().collect()
    }

    /// The open file of settings at a path.
    fn open_at(&self, path: &Path) -> Option<&Arc<Document>> {
        self.open_settings.values().find(|open| open.path.as_deref() == Some(path))
    }

    fn open_text(&self, path: &Path) -> Option<Arc<str>> {
        match &self.open_at(path)?.content {
            Content::Configuration(text) => Some(Arc::clone(text)),
            Content::Journey(_) => None,
        }
    }

    /// The settings of a project: as they are typed where that is open, else as they are on the disk.
    fn settings_of(&self, key: &ProjectKey) -> Option<Arc<Settings>> {
        let ProjectKey::Root(root) = key else { return None };
        let on_disk = self.projects.get(key).and_then(|project| project.settings.clone());
        let own = root.join(FILE_NAME);
        let mut open = self.open_settings.values().filter_map(|document| document.path.as_deref());
        let is_open = |path: &Path| path == own || on_disk.as_ref().is_some_and(|settings| settings.depend_on(path));
        if !open.any(is_open) {
            return on_disk;
        }
        Some(Arc::new(self.layout.settings_with(root, &|path| self.open_text(path))))
    }

    /// Whether an open document is a file of settings: a `journey.toml`, or one that is extended by one.
    pub(crate) fn is_settings(&self, document: &Document) -> bool {
        document.uri.as_str().rsplit('/').next() == Some(FILE_NAME) || !self.concerned(&document.uri).is_empty()
    }

    /// Every file of settings of the projects, and every `journey.toml` that is open, each once and with its document
    /// where it is open.
    pub(crate) fn settings_files(&self) -> Vec<(SettingsFile, Option<Arc<Document>>)> {
        let mut known: FxHashSet<PathBuf> = FxHashSet::default();
        let mut files = Vec::new();
        let mut add = |settings: &Settings| {
            for file in settings.files() {
                if known.insert(file.path.clone()) {
                    files.push((file.clone(), self.open_at(&file.path).cloned()));
                }
            }
        };
        self.projects.keys().filter_map(|key| self.settings_of(key)).for_each(|settings| add(&settings));
        for document in self.open_settings.values() {
            if let Some(path) = document.path.as_deref().filter(|path| is_settings(path))
                && let Some(folder) = path.parent()
            {
                add(&self.layout.settings_with(folder, &|path| self.open_text(path)));
            }
        }
        files
    }

    /// What the settings of a project say.
    fn configuration(&self, key: &ProjectKey) -> Configuration {
        self.settings_of(key).map_or_else(Configuration::default, |settings| settings.configuration.clone())
    }
}

/// Whether a path is that of a project's settings.
pub(crate) fn is_settings(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE_NAME)
}

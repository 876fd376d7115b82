//! What a run works on: what was named and the projects around it, read and merged.

pub(crate) mod named;
mod read;
pub(crate) mod settings;
mod target;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey_model::value::Date;
use journey_model::{Configuration, File, FileId, Project, Schema};
use journey_plugin::{Environment, Folders, Registry};
use journey_workspace::{
    Decoded, Encoding, FolderEntries, Layout, Listing, LoadedFile as Loaded, Settings, folder_entries, load_file,
    reason, shown,
};
use rayon::prelude::*;

use crate::failure::{Failure, contained};
use settings::ShownSettings;
use target::Targets;

pub(crate) use read::{read_failure, read_standard_input};
pub(crate) use target::{STANDARD_INPUT, STANDARD_INPUT_SHOWN};

/// Why listing files always comes to its end here.
const NEVER_CANCELLED: &str = "nobody is there to call it off";

/// What a run works on.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    /// The projects, in the order of their roots.
    pub(crate) projects: Vec<Arc<LoadedProject>>,
    /// What was asked for and could not be loaded.
    pub(crate) failures: Vec<Failure>,
    /// What else could not be loaded: files of the projects around what was asked for.
    pub(crate) warnings: Vec<String>,
}

/// A project with what the program knows about its files.
#[derive(Debug)]
pub(crate) struct LoadedProject {
    /// Its folder, absolute.
    pub(crate) root: PathBuf,
    /// The project.
    pub(crate) project: Project,
    /// Its settings, where it has a `journey.toml`.
    pub(crate) settings: Option<ShownSettings>,
    files: BTreeMap<FileId, LoadedFile>,
}

/// What the program knows about a file beside what the project says.
#[derive(Debug)]
pub(crate) struct LoadedFile {
    /// Its absolute path; of a standard input without a name, what it is called.
    pub(crate) path: PathBuf,
    /// Whether it was asked for, by itself or with its folder. The others are there so that names mean something.
    pub(crate) asked_for: bool,
    /// How its bytes became a text.
    pub(crate) encoding: Encoding,
}

impl LoadedProject {
    /// What the program knows about a file.
    pub(crate) fn file(&self, id: FileId) -> &LoadedFile {
        self.files.get(&id).expect("every file of the project was loaded")
    }

    /// The files that were asked for.
    pub(crate) fn asked_for(&self) -> impl Iterator<Item = (FileId, &LoadedFile)> {
        self.files.iter().filter(|(_, file)| file.asked_for).map(|(id, file)| (*id, file))
    }
}

impl LoadedProject {
    /// What findings in its files may depend on beside the project.
    pub(crate) fn environment(&self, today: Date) -> Environment<'_> {
        Environment { today, folders: Some(self) }
    }

    fn resolve(&self, file: &str, relative: &str) -> Option<PathBuf> {
        let own = &self.file(self.project.file_by_path(file)?).path;
        own.parent().map(|folder| folder.join(relative))
    }
}

impl Folders for LoadedProject {
    fn entries(&self, file: &str, folder: &str) -> Vec<String> {
        let entries = self.resolve(file, folder).and_then(|folder| folder_entries(&folder, usize::MAX).ok());
        entries.map_or_else(Vec::new, FolderEntries::names)
    }

    fn is_file(&self, file: &str, path: &str) -> bool {
        self.resolve(file, path).is_some_and(|path| path.is_file())
    }
}

/// A file that is going to be loaded.
struct Listed {
    asked_for: bool,
    decoded: Option<Decoded>,
}

/// A project that is going to be loaded.
#[derive(Default)]
struct ListedProject {
    settings: Option<Arc<Settings>>,
    files: BTreeMap<PathBuf, Listed>,
}

/// A file that was read, or why it could not be.
struct ReadFile {
    path: PathBuf,
    asked_for: bool,
    result: Result<(File, Encoding), Failure>,
}

impl Workspace {
    /// Loads what was named: files, folders, `-` for standard input (which stands for the file `input_path`, if there
    /// is one), and the projects that all those belong to.
    ///
    /// # Errors
    /// Where there is no current folder.
    pub(crate) fn load(named: &[PathBuf], input_path: Option<&Path>, plugins: &Registry) -> Result<Self, Failure> {
        let current = current_folder()?;
        let targets = Targets::find(named, input_path, &current);
        let mut workspace = Self::default();
        let layout = Layout::new(targets.folders.iter().cloned(), plugins.catalog());
        let collection = Collection { current: &current, layout, projects: BTreeMap::new() };
        let projects = collection.collect(targets, &mut workspace);
        workspace.read(projects, &current, &plugins.schema());
        Ok(workspace)
    }

    fn read(&mut self, projects: BTreeMap<PathBuf, ListedProject>, current: &Path, schema: &Arc<Schema>) {
        let (roots, projects): (Vec<_>, Vec<_>) = projects.into_iter().unzip();
        let (settings, files): (Vec<_>, Vec<_>) =
            projects.into_iter().map(|project: ListedProject| (project.settings, project.files)).unzip();
        let files: Vec<(usize, PathBuf, Listed)> = files
            .into_iter()
            .enumerate()
            .flat_map(|(project, files)| files.into_iter().map(move |(path, listed)| (project, path, listed)))
            .collect();
        // Files are the unit of work, whatever project they belong to; their order is kept.
        let read: Vec<(usize, ReadFile)> = files
            .into_par_iter()
            .with_max_len(1)
            .map(|(project, path, listed)| (project, load(path, listed, current, schema)))
            .collect();
        let mut by_project: Vec<Vec<ReadFile>> = settings.iter().map(|_| Vec::new()).collect();
        for (project, file) in read {
            match (&file.result, file.asked_for) {
                (Err(failure), true) => self.failures.push(failure.clone()),
                (Err(failure), false) => self.warnings.push(format!("{failure}; what it declares is unknown here")),
                (Ok(_), _) => {}
            }
            by_project[project].push(file);
        }
        let settings = settings.into_par_iter();
        let settings = settings.map(|settings| settings.map(|settings| ShownSettings::new(settings, current)));
        let projects = roots.into_par_iter().zip(settings).zip(by_project);
        self.projects = projects
            .map(|((root, settings), files)| merge(root, settings, files, current, schema))
            .map(Arc::new)
            .collect();
    }
}

fn current_folder() -> Result<PathBuf, Failure> {
    std::env::current_dir()
        .map_err(|error| Failure::new(format!("the current folder cannot be used: {}", reason(&error))))
}

fn load(path: PathBuf, listed: Listed, current: &Path, schema: &Schema) -> ReadFile {
    let name =
        if path.as_os_str() == STANDARD_INPUT_SHOWN { STANDARD_INPUT_SHOWN.to_owned() } else { shown(&path, current) };
    let loaded = contained(&format!("reading {name}"), || match &listed.decoded {
        Some(decoded) => Ok(Loaded::new(decoded, schema)),
        None => load_file(&path, schema).map_err(|error| read_failure(&error, &name)),
    });
    let loaded = loaded.and_then(|loaded| loaded).map_err(|failure| failure.about(&name));
    let result = loaded.map(|Loaded { model, encoding }| {
        let file = File { path: name.as_str().into(), model: Arc::new(model) };
        (file, encoding)
    });
    ReadFile { path, asked_for: listed.asked_for, result }
}

fn merge(
    root: PathBuf,
    settings: Option<ShownSettings>,
    files: Vec<ReadFile>,
    current: &Path,
    schema: &Arc<Schema>,
) -> LoadedProject {
    let mut loaded = Vec::new();
    let mut merged = Vec::new();
    for ReadFile { path, asked_for, result } in files {
        if let Ok((file, encoding)) = result {
            merged.push(file);
            loaded.push(LoadedFile { path, asked_for, encoding });
        }
    }
    let configuration = settings.as_ref().map_or_else(Configuration::default, |own| {
        let root = &own.settings.root;
        own.settings.configuration.clone().seen_from(&shown(root, current), &shown(current, root))
    });
    let project = Project::new(merged, Arc::clone(schema), configuration);
    let files = project.files().map(|(id, _)| id).zip(loaded).collect();
    LoadedProject { root, project, settings, files }
}

/// Collects the files of every project that something was asked for of.
struct Collection<'c> {
    current: &'c Path,
    layout: Layout,
    projects: BTreeMap<PathBuf, ListedProject>,
}

impl Collection<'_> {
    fn collect(mut self, targets: Targets, workspace: &mut Workspace) -> BTreeMap<PathBuf, ListedProject> {
        self.add_named(targets, workspace);
        self.list_neighbours(workspace);
        self.projects
    }

    /// Adds what was asked for.
    fn add_named(&mut self, targets: Targets, workspace: &mut Workspace) {
        workspace.failures.extend(targets.failures);
        for folder in &targets.folders {
            self.list_folder(folder, workspace);
        }
        for file in targets.files {
            self.add(file, Listed { asked_for: true, decoded: None });
        }
        if let Some(input) = targets.input {
            let listed = Listed { asked_for: true, decoded: Some(input.decoded) };
            match input.path {
                Some(path) => self.add(path, listed),
                // Nobody knows where it belongs, so it stands alone.
                None => {
                    let name = PathBuf::from(STANDARD_INPUT_SHOWN);
                    let files = BTreeMap::from([(name.clone(), listed)]);
                    self.projects.insert(name, ListedProject { settings: None, files });
                }
            }
        }
    }

    fn list_folder(&mut self, folder: &Path, workspace: &mut Workspace) {
        let listing = self.layout.list_folder(folder, &()).expect(NEVER_CANCELLED);
        workspace.failures.extend(unlisted(&listing, self.current));
        if listing.files.is_empty() {
            let why = if listing.left_some_out {
                "`exclude` in journey.toml leaves out those that there are"
            } else {
                "hidden files and files that git ignores do not count"
            };
            workspace.warnings.push(format!("no .journey files in {}; {why}", shown(folder, self.current)));
            // What is wrong with the settings is still worth knowing.
            let root = self.layout.root_of_folder(folder);
            self.projects.entry(root).or_default().settings = self.layout.settings_of_folder(folder);
        }
        for file in listing.files {
            self.add(file, Listed { asked_for: true, decoded: None });
        }
    }

    /// Adds the files that were not asked for, so that names in those that were mean something.
    fn list_neighbours(&mut self, workspace: &mut Workspace) {
        for (root, project) in &mut self.projects {
            let asked_for_whole = self.layout.folders().iter().any(|folder| root.starts_with(folder));
            if asked_for_whole || root.as_os_str() == STANDARD_INPUT_SHOWN {
                continue;
            }
            // Not `list`, which would look into the named folders below once more and tell their failures again.
            let listing = self.layout.list_folder(root, &()).expect(NEVER_CANCELLED);
            workspace.warnings.extend(unlisted(&listing, self.current).into_iter().map(|failure| failure.message));
            let belongs_here = |file: &PathBuf| {
                let settings = file.parent().and_then(|folder| self.layout.settings_of_folder(folder));
                settings.is_none_or(|settings| settings.root == *root)
            };
            for file in listing.files.into_iter().filter(belongs_here) {
                project.files.entry(file).or_insert(Listed { asked_for: false, decoded: None });
            }
        }
    }

    fn add(&mut self, file: PathBuf, listed: Listed) {
        let root = self.layout.root_of(&file);
        let settings = self.layout.settings_of_folder(&root);
        let project = self.projects.entry(root).or_default();
        project.settings = settings;
        // Standard input comes last and counts more than the file that it stands for.
        project.files.insert(file, listed);
    }
}

/// What could not be looked into, sorted as it is told.
fn unlisted(listing: &Listing, current: &Path) -> Vec<Failure> {
    let failures = listing.unlisted.iter().map(|unlisted| {
        let path = shown(&unlisted.path, current);
        Failure::new(unlisted.message(&path)).about(path)
    });
    let mut failures: Vec<Failure> = failures.collect();
    failures.sort_unstable_by(|one, other| one.message.cmp(&other.message));
    failures
}

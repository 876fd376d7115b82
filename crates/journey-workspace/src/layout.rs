//! Which project a file belongs to, and which files a project has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::observer::{Cancelled, Observer};
use crate::settings::{Settings, SettingsFinder};
use crate::walk::{Listing, Only, Unlisted, Walk};

/// Which project a file belongs to, and which files a project has, where some folders are open.
///
/// A project starts in each folder that holds a `journey.toml`, and has every `.journey` file below that folder, up to
/// the next such folder. Files that are below none belong to the outermost open folder around them; those that are
/// below no open folder either, to a project of their own folder.
///
/// All paths are absolute, as [`crate::absolute`] makes them. Links are not resolved: a file belongs where its path
/// says.
///
/// A layout remembers the settings that it has read. Where a `journey.toml` has appeared, changed or vanished, make a
/// new one.
#[derive(Debug)]
pub struct Layout {
    folders: Vec<PathBuf>,
    settings: SettingsFinder,
}

/// A project and its files.
#[derive(Debug)]
pub struct ListedProject {
    /// Its root.
    pub root: PathBuf,
    /// The settings that count for it.
    pub settings: Option<Arc<Settings>>,
    /// Its files, absolute, sorted.
    pub files: Vec<PathBuf>,
}

/// Everything that is in the open folders.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The projects, sorted by root. One that has no file (yet) is among them.
    pub projects: Vec<ListedProject>,
    /// What could not be looked into, sorted by path.
    pub unlisted: Vec<Unlisted>,
}

impl Layout {
    /// A layout where these folders are open. `known_rules` are the ids of all rules, for the problems of settings.
    pub fn new(
        folders: impl IntoIterator<Item = PathBuf>,
        known_rules: impl IntoIterator<Item = &'static str>,
    ) -> Self {
        let mut folders: Vec<PathBuf> = folders.into_iter().collect();
        folders.sort_unstable();
        folders.dedup();
        Self { folders, settings: SettingsFinder::new(known_rules.into_iter().collect()) }
    }

    /// The open folders, sorted.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// The root of the project that a file belongs to. The file need not exist.
    pub fn root_of(&self, file: &Path) -> PathBuf {
        self.root_of_folder(file.parent().unwrap_or(file))
    }

    /// The root of the project that the files directly in a folder belong to.
    pub fn root_of_folder(&self, folder: &Path) -> PathBuf {
        if let Some(settings) = self.settings_of_folder(folder) {
            return settings.root.clone();
        }
        let around = self.folders.iter().filter(|open| folder.starts_with(open));
        around.min_by_key(|open| open.components().count()).map_or(folder, PathBuf::as_path).to_owned()
    }

    /// The settings that count in a folder, such as a project's root: of the nearest `journey.toml` upwards.
    pub fn settings_of_folder(&self, folder: &Path) -> Option<Arc<Settings>> {
        self.settings.of_folder(folder)
    }

    /// The path by which the layout knows a file. A file below an open folder that is reached another way, past a link,
    /// has the path through that folder; every other has the path that it is asked for with.
    pub fn known_path(&self, path: &Path) -> PathBuf {
        if self.folders.iter().any(|folder| path.starts_with(folder)) {
            return path.to_owned();
        }
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return path.to_owned() };
        // The file itself may be a link, or not be there any more.
        let Ok(real) = parent.canonicalize() else { return path.to_owned() };
        let known = self.folders.iter().find_map(|folder| {
            let below = real.strip_prefix(folder.canonicalize().ok()?).ok()?.to_owned();
            Some(folder.join(below).join(name))
        });
        known.unwrap_or_else(|| path.to_owned())
    }

    /// Every project in the open folders: those that the folders belong to, and those below the folders. Where a
    /// folder is part of a project, all of that project is listed.
    ///
    /// # Errors
    /// Where the observer calls it off.
    pub fn discover(&self, observer: &dyn Observer) -> Result<Discovery, Cancelled> {
        let mut projects = BTreeMap::new();
        let mut unlisted = BTreeSet::new();
        let mut found = 0;
        let mut roots: Vec<PathBuf> = self.folders.iter().map(|folder| self.root_of_folder(folder)).collect();
        while let Some(root) = roots.pop() {
            if projects.contains_key(&root) {
                continue;
            }
            let listing = self.list(&root, &Continued { observer, found })?;
            found += listing.files.len();
            roots.extend(listing.inner_roots.into_iter().filter(|inner| self.is_open(inner)));
            unlisted.extend(listing.unlisted);
            let settings = self.settings_of_folder(&root);
            projects.insert(root.clone(), ListedProject { root, settings, files: listing.files });
        }
        Ok(Discovery { projects: projects.into_values().collect(), unlisted: unlisted.into_iter().collect() })
    }

    /// The files of the project with that root, and where projects start below it.
    ///
    /// # Errors
    /// Where the observer calls it off.
    pub fn list(&self, root: &Path, observer: &dyn Observer) -> Result<Listing, Cancelled> {
        self.walk(&self.starts(root), false, None, observer)
    }

    /// Those files of the project with that root that are now at or below some paths, and where projects start there.
    /// Only the folders on the way are looked into.
    ///
    /// When something has happened to paths (created, changed, deleted, moved; files or folders), what was known at
    /// and below them is to be forgotten, and what this gives is to be read.
    ///
    /// # Errors
    /// Where the observer calls it off.
    pub fn list_again<'p>(
        &self,
        root: &Path,
        paths: impl IntoIterator<Item = &'p Path>,
        observer: &dyn Observer,
    ) -> Result<Listing, Cancelled> {
        self.walk(&self.starts(root), false, Some(Only::new(paths)), observer)
    }

    /// The files below a folder, whatever project they belong to.
    ///
    /// # Errors
    /// Where the observer calls it off.
    pub fn list_folder(&self, folder: &Path, observer: &dyn Observer) -> Result<Listing, Cancelled> {
        self.walk(&[folder], true, None, observer)
    }

    fn walk(
        &self,
        starts: &[&Path],
        enters_projects: bool,
        only: Option<Only>,
        observer: &dyn Observer,
    ) -> Result<Listing, Cancelled> {
        let walk = Walk { settings: &self.settings, enters_projects, only };
        let mut listing = Listing::default();
        for start in starts {
            walk.list(start, observer, &mut listing)?;
            listing.sort();
        }
        Ok(listing)
    }

    /// Where to start for the files of a project. Somebody who opens a folder wants to see it, even where git ignores
    /// it.
    fn starts<'s>(&'s self, root: &'s Path) -> Vec<&'s Path> {
        let open = self.folders.iter().map(PathBuf::as_path);
        let inside = open.filter(|folder| *folder != root && folder.starts_with(root));
        std::iter::once(root).chain(inside.filter(|folder| self.root_of_folder(folder) == root)).collect()
    }

    fn is_open(&self, path: &Path) -> bool {
        self.folders.iter().any(|folder| path.starts_with(folder))
    }
}

/// Counts on from the files of the projects before.
struct Continued<'o> {
    observer: &'o dyn Observer,
    found: usize,
}

impl Observer for Continued<'_> {
    fn is_cancelled(&self) -> bool {
        self.observer.is_cancelled()
    }

    fn progress(&self, files: usize) {
        self.observer.progress(self.found + files);
    }
}

//! The `journey.toml` of a project: finds it, reads it, and says which files it leaves out.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use journey_model::configuration::{Configuration, ConfigurationProblem, FILE_NAME, RuleCatalog};
use rustc_hash::FxHashMap;

use crate::decode::Encoding;
use crate::extends::{Chain, follow};
use crate::read::{ReadError, read_file};

/// What the `journey.toml` of a project says, together with the files that it extends.
#[derive(Debug)]
pub struct Settings {
    /// The folder that holds it, absolute: the project's root.
    pub root: PathBuf,
    /// The settings; whatever has a problem keeps its default.
    pub configuration: Configuration,
    /// The `journey.toml` itself.
    pub own: SettingsFile,
    /// The files that it extends, the nearest first.
    pub bases: Vec<SettingsFile>,
    /// The one that is extended and could not be read.
    missing: Option<PathBuf>,
    around: Option<Arc<Settings>>,
}

/// A file of settings: a `journey.toml`, or one that is extended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFile {
    /// Its path, absolute.
    pub path: PathBuf,
    /// Its text; empty where it could not be read.
    pub text: Arc<str>,
    /// What is wrong with it, in the order of the text.
    pub problems: Vec<ConfigurationProblem>,
    /// Why it could not be read at all. What is extended and cannot be read is a problem of the file that extends it.
    pub unreadable: Option<SettingsUnreadable>,
}

/// Why a `journey.toml` could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsUnreadable {
    /// The file could not be read.
    File(ReadError),
    /// It is not written in UTF-8.
    Encoding,
}

impl SettingsUnreadable {
    /// What is wrong: one sentence without its full stop. `shown` is what people call the file.
    pub fn message(&self, shown: &str) -> String {
        match self {
            Self::File(error) => error.message(shown),
            Self::Encoding => format!("{shown} is not written in UTF-8, so its settings do not count"),
        }
    }
}

impl Settings {
    /// All files that the settings stand in, the project's own first.
    pub fn files(&self) -> impl Iterator<Item = &SettingsFile> {
        std::iter::once(&self.own).chain(&self.bases)
    }

    /// Whether all of them could be read and used.
    pub fn are_sound(&self) -> bool {
        self.files().all(|file| file.unreadable.is_none() && file.problems.is_empty())
    }

    /// Whether the settings stand in that file, or would if it could be read.
    pub fn depend_on(&self, path: &Path) -> bool {
        self.files().any(|file| file.path == path) || self.missing.as_deref() == Some(path)
    }

    /// Whether `exclude` names the file or folder, here or in a project around this one. `path` is absolute and lies
    /// below the root.
    pub(crate) fn leaves_out(&self, path: &Path, is_folder: bool) -> bool {
        let relative = path.strip_prefix(&self.root).ok().filter(|relative| !relative.as_os_str().is_empty());
        let here = relative.is_some_and(|relative| self.configuration.exclude.contain(relative, is_folder));
        here || self.around.as_ref().is_some_and(|around| around.leaves_out(path, is_folder))
    }
}

/// Finds the settings that count in a folder, and remembers them.
#[derive(Debug)]
pub(crate) struct SettingsFinder {
    catalog: RuleCatalog,
    known: RwLock<FxHashMap<PathBuf, Option<Arc<Settings>>>>,
    /// The texts of all files of settings that were asked for, or why there is none.
    texts: RwLock<BTreeMap<PathBuf, Result<Arc<str>, SettingsUnreadable>>>,
}

impl SettingsFinder {
    /// Finds settings; `catalog` has all rules.
    pub(crate) fn new(catalog: RuleCatalog) -> Self {
        Self { catalog, known: RwLock::default(), texts: RwLock::default() }
    }

    /// The settings that count in an absolute folder: of the nearest `journey.toml` upwards.
    pub(crate) fn of_folder(&self, folder: &Path) -> Option<Arc<Settings>> {
        // An entry is added whole, so a panic elsewhere leaves nothing half-done behind.
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return known.clone();
        }
        let around = folder.parent().and_then(|parent| self.of_folder(parent));
        let found = if folder.join(FILE_NAME).is_file() {
            Some(Arc::new(self.read(folder, around, &|_| None)))
        } else {
            around
        };
        // Where another thread was faster, everybody gets what that one found.
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(folder.to_owned()).or_insert(found).clone()
    }

    /// The settings in an absolute folder, where `open` has the texts that count instead of those on the disk.
    pub(crate) fn with_open(&self, folder: &Path, open: &dyn Fn(&Path) -> Option<Arc<str>>) -> Settings {
        self.read(folder, folder.parent().and_then(|parent| self.of_folder(parent)), open)
    }

    /// Whether a file of settings at or below a path was asked for.
    pub(crate) fn has_asked_for(&self, path: &Path) -> bool {
        let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
        // What is below a path stands behind it.
        texts
            .range::<Path, _>((Bound::Included(path), Bound::Unbounded))
            .next()
            .is_some_and(|(first, _)| first.starts_with(path))
    }

    fn read(&self, root: &Path, around: Option<Arc<Settings>>, open: &dyn Fn(&Path) -> Option<Arc<str>>) -> Settings {
        let text = |path: &Path| open(path).map_or_else(|| self.text(path), Ok);
        let path = root.join(FILE_NAME);
        let (own, unreadable) = match text(&path) {
            Ok(text) => (text, None),
            Err(unreadable) => (Arc::from(""), Some(unreadable)),
        };
        let own = SettingsFile { path, text: own, problems: Vec::new(), unreadable };
        let Chain { configuration, own, bases, missing } = follow(root, own, &self.catalog, &text);
        Settings { root: root.to_owned(), configuration, own, bases, missing, around }
    }

    /// The text of a file on the disk.
    fn text(&self, path: &Path) -> Result<Arc<str>, SettingsUnreadable> {
        if let Some(known) = self.texts.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return known.clone();
        }
        // A pipe would be waited for.
        let is_pipe = std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir());
        let read = match read_file(path) {
            _ if is_pipe => Err(SettingsUnreadable::File(ReadError::Refused("it is no file".to_owned()))),
            Ok(decoded) if decoded.encoding == Encoding::Utf8 => Ok(decoded.text.into()),
            Ok(_) => Err(SettingsUnreadable::Encoding),
            Err(error) => Err(SettingsUnreadable::File(error)),
        };
        let mut texts = self.texts.write().unwrap_or_else(PoisonError::into_inner);
        texts.entry(path.to_owned()).or_insert(read).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_nearest_settings_upwards_count_and_those_around_them_still_leave_out() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let inner = root.join("maps/inner");
        fs::create_dir_all(inner.join("deep")).unwrap();
        fs::write(root.join(FILE_NAME), "exclude = [\"drafts/**\", \"*.old.journey\"]\n").unwrap();
        fs::write(inner.join(FILE_NAME), "exclude = [\"/own.journey\"]\n").unwrap();
        let finder = SettingsFinder::new(RuleCatalog::default());
        let outer_settings = finder.of_folder(&root.join("maps")).unwrap();
        let settings = finder.of_folder(&inner.join("deep")).unwrap();
        assert_eq!((outer_settings.root.as_path(), settings.root.as_path()), (root, inner.as_path()));
        assert_eq!(settings.own.path, inner.join("journey.toml"));
        assert!(settings.leaves_out(&inner.join("own.journey"), false));
        assert!(!settings.leaves_out(&inner.join("deep/own.journey"), false));
        assert!(settings.leaves_out(&inner.join("deep/a.old.journey"), false));
        assert!(outer_settings.leaves_out(&root.join("drafts/b/a.journey"), false));
        assert!(!outer_settings.leaves_out(&root.join("maps/a.journey"), false));
        assert!(!outer_settings.leaves_out(root, true));
    }

    #[test]
    fn a_pattern_that_is_none_is_told_at_its_place() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE_NAME), "exclude = [\"a/**\", \"[z-a]\"]\n").unwrap();
        let settings = SettingsFinder::new(RuleCatalog::default()).of_folder(folder.path()).unwrap();
        assert_eq!(settings.own.problems.len(), 1);
        assert_eq!(&settings.own.text[settings.own.problems[0].range.clone()], "\"[z-a]\"");
        assert!(settings.leaves_out(&folder.path().join("a/b.journey"), false));
    }
}

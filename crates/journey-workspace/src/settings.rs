//! The `journey.toml` of a project: finds it, reads it, and says which files it leaves out.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use journey_model::configuration::{self, Configuration, ConfigurationProblem, FILE_NAME, RuleCatalog};
use rustc_hash::FxHashMap;

use crate::decode::Encoding;
use crate::read::{ReadError, read_file};

/// What the `journey.toml` of a project says.
#[derive(Debug)]
pub struct Settings {
    /// The folder that holds it, absolute: the project's root.
    pub root: PathBuf,
    /// Its text; empty where it could not be read.
    pub text: String,
    /// The settings; whatever has a problem keeps its default.
    pub configuration: Configuration,
    /// What is wrong with it, in the order of the text.
    pub problems: Vec<ConfigurationProblem>,
    /// Why it could not be read at all.
    pub unreadable: Option<SettingsUnreadable>,
    around: Option<Arc<Settings>>,
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
    /// The file itself, absolute.
    pub fn file(&self) -> PathBuf {
        self.root.join(FILE_NAME)
    }

    /// Whether `exclude` names the file or folder, here or in a project around this one. `path` is absolute and lies
    /// below the root.
    pub(crate) fn leaves_out(&self, path: &Path, is_folder: bool) -> bool {
        let relative = path.strip_prefix(&self.root).ok().filter(|relative| !relative.as_os_str().is_empty());
        let here = relative.is_some_and(|relative| self.configuration.exclude.contain(relative, is_folder));
        here || self.around.as_ref().is_some_and(|around| around.leaves_out(path, is_folder))
    }

    fn read(root: &Path, around: Option<Arc<Self>>, catalog: &RuleCatalog) -> Self {
        let (text, unreadable) = match read_file(&root.join(FILE_NAME)) {
            Ok(decoded) if decoded.encoding == Encoding::Utf8 => (decoded.text, None),
            Ok(_) => (String::new(), Some(SettingsUnreadable::Encoding)),
            Err(error) => (String::new(), Some(SettingsUnreadable::File(error))),
        };
        let reading = configuration::read(&text, catalog);
        let (configuration, problems) = (reading.configuration, reading.problems);
        Self { root: root.to_owned(), text, configuration, problems, unreadable, around }
    }
}

/// Finds the settings that count in a folder, and remembers them.
#[derive(Debug)]
pub(crate) struct SettingsFinder {
    catalog: RuleCatalog,
    known: RwLock<FxHashMap<PathBuf, Option<Arc<Settings>>>>,
}

impl SettingsFinder {
    /// Finds settings; `catalog` has all rules.
    pub(crate) fn new(catalog: RuleCatalog) -> Self {
        Self { catalog, known: RwLock::default() }
    }

    /// The settings that count in an absolute folder: of the nearest `journey.toml` upwards.
    pub(crate) fn of_folder(&self, folder: &Path) -> Option<Arc<Settings>> {
        // An entry is added whole, so a panic elsewhere leaves nothing half-done behind.
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return known.clone();
        }
        let around = folder.parent().and_then(|parent| self.of_folder(parent));
        let found = if folder.join(FILE_NAME).is_file() {
            Some(Arc::new(Settings::read(folder, around, &self.catalog)))
        } else {
            around
        };
        // Where another thread was faster, everybody gets what that one found.
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(folder.to_owned()).or_insert(found).clone()
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
        assert_eq!(settings.file(), inner.join("journey.toml"));
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
        assert_eq!(settings.problems.len(), 1);
        assert_eq!(&settings.text[settings.problems[0].range.clone()], "\"[z-a]\"");
        assert!(settings.leaves_out(&folder.path().join("a/b.journey"), false));
    }
}

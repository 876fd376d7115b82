//! The `journey.toml` of a project: finds it, reads it, and says which files it leaves out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use journey_model::configuration::{self, Configuration, ConfigurationProblem, FILE_NAME};
use rustc_hash::FxHashMap;

use super::decode::Encoding;
use super::read::read_file;
use super::shown_path::shown;
use crate::failure::Failure;

/// What the `journey.toml` of a project says.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The folder that holds it, absolute: the project's root.
    pub(super) root: PathBuf,
    /// Its path as people see it.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// The settings; whatever has a problem keeps its default.
    pub(crate) configuration: Configuration,
    /// What is wrong with it, in the order of the text.
    pub(crate) problems: Vec<ConfigurationProblem>,
    /// Why it could not be read at all.
    pub(crate) unreadable: Option<Failure>,
    left_out: Gitignore,
    around: Option<Arc<Settings>>,
}

/// Finds the settings that count in a folder, and remembers them.
#[derive(Debug)]
pub(super) struct SettingsFinder<'k> {
    current: &'k Path,
    known_rules: &'k [&'k str],
    known: FxHashMap<PathBuf, Option<Arc<Settings>>>,
}

impl Settings {
    /// Whether `exclude` names the file or folder, here or in a project around this one. `path` is absolute and lies
    /// below the root.
    pub(super) fn leaves_out(&self, path: &Path, is_folder: bool) -> bool {
        let relative = path.strip_prefix(&self.root).ok().filter(|relative| !relative.as_os_str().is_empty());
        let here =
            relative.is_some_and(|relative| self.left_out.matched_path_or_any_parents(relative, is_folder).is_ignore());
        here || self.around.as_ref().is_some_and(|around| around.leaves_out(path, is_folder))
    }

    fn read(root: &Path, around: Option<Arc<Self>>, current: &Path, known_rules: &[&str]) -> Self {
        let file = root.join(FILE_NAME);
        let path = shown(&file, current);
        let (text, unreadable) = match read_file(&file, &path) {
            Ok(decoded) if decoded.encoding == Encoding::Utf8 => (decoded.text, None),
            Ok(_) => {
                let failure = Failure::new(format!("{path} is not written in UTF-8, so its settings do not count"));
                (String::new(), Some(failure.help("Save it as UTF-8 in your editor.")))
            }
            Err(failure) => (String::new(), Some(failure)),
        };
        let reading = configuration::read(&text, known_rules);
        let mut problems = reading.problems;
        let mut patterns = GitignoreBuilder::new("");
        for (pattern, place) in reading.configuration.exclude.iter().zip(&reading.places.exclude) {
            if let Err(error) = patterns.add_line(None, pattern) {
                problems.push(pattern_problem(pattern, place.clone(), &error));
            }
        }
        problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
        Self {
            root: root.to_owned(),
            path,
            text,
            configuration: reading.configuration,
            problems,
            unreadable,
            left_out: patterns.build().unwrap_or_else(|_| Gitignore::empty()),
            around,
        }
    }
}

fn pattern_problem(pattern: &str, range: std::ops::Range<usize>, error: &ignore::Error) -> ConfigurationProblem {
    let reason = match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        other => other.to_string(),
    };
    ConfigurationProblem {
        range,
        message: format!("`{pattern}` is not a pattern: {reason}"),
        help: "Write it as in a .gitignore: `*` stands for any characters but `/`, `**` for any folders.".to_owned(),
        correction: None,
    }
}

impl<'k> SettingsFinder<'k> {
    /// Finds settings; `current` is the current folder, `known_rules` the ids of all rules.
    pub(super) fn new(current: &'k Path, known_rules: &'k [&'k str]) -> Self {
        Self { current, known_rules, known: FxHashMap::default() }
    }

    /// The settings that count in an absolute folder: of the nearest `journey.toml` upwards.
    pub(super) fn of_folder(&mut self, folder: &Path) -> Option<Arc<Settings>> {
        if let Some(known) = self.known.get(folder) {
            return known.clone();
        }
        let around = folder.parent().and_then(|parent| self.of_folder(parent));
        let found = if folder.join(FILE_NAME).is_file() {
            Some(Arc::new(Settings::read(folder, around, self.current, self.known_rules)))
        } else {
            around
        };
        self.known.insert(folder.to_owned(), found.clone());
        found
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
        let mut finder = SettingsFinder::new(root, &[]);
        let outer_settings = finder.of_folder(&root.join("maps")).unwrap();
        let settings = finder.of_folder(&inner.join("deep")).unwrap();
        assert_eq!((outer_settings.root.as_path(), settings.root.as_path()), (root, inner.as_path()));
        assert_eq!(settings.path, "maps/inner/journey.toml");
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
        let settings = SettingsFinder::new(folder.path(), &[]).of_folder(folder.path()).unwrap();
        assert_eq!(settings.problems.len(), 1);
        assert_eq!(&settings.text[settings.problems[0].range.clone()], "\"[z-a]\"");
        assert!(settings.leaves_out(&folder.path().join("a/b.journey"), false));
    }
}

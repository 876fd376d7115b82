//! What counts for the rules in one file, what counts most first.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use super::{Configuration, RuleSetting};

/// What is said about rules and groups where it concerns one file: of each file of settings its overrides, from the last
/// to the first, then its `rules`; the project's own file first, then what it extends.
#[derive(Debug)]
pub(super) struct Layers<'c, 'p> {
    own: &'c Configuration,
    /// Relative to the project's root.
    path: Cow<'p, str>,
    /// How many of the files of settings are done.
    file: usize,
    /// How many of the overrides of the next one are still to come; `None` before the first of them.
    overrides: Option<usize>,
}

impl<'c, 'p> Layers<'c, 'p> {
    pub(super) fn of(own: &'c Configuration, path: &'p str) -> Self {
        let is_matched = std::iter::once(own).chain(&own.bases).any(|file| !file.overrides.is_empty());
        let path = if is_matched { own.paths.below_root(path) } else { Cow::Borrowed("") };
        Self { own, path, file: 0, overrides: None }
    }
}

impl<'c> Iterator for Layers<'c, '_> {
    type Item = &'c BTreeMap<String, RuleSetting>;

    fn next(&mut self) -> Option<Self::Item> {
        let file = match self.file {
            0 => self.own,
            number => self.own.bases.get(number - 1)?,
        };
        let left = self.overrides.unwrap_or(file.overrides.len());
        let path = Path::new(&*self.path);
        let matching = file.overrides.iter().take(left).rposition(|one| one.files.contain(path, false));
        self.overrides = matching;
        if let Some(number) = matching {
            return file.overrides.get(number).map(|one| &one.rules);
        }
        self.file += 1;
        Some(&file.rules)
    }
}

/// How the paths of a project's files, as people see them, become paths relative to the project's root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SeenPaths {
    /// What all of them begin with: the root, where people do not look from inside of it.
    root: String,
    /// Where people look from, relative to the root.
    viewer: String,
}

impl SeenPaths {
    /// `root` is how people see the project's root, and `viewer` is the folder that they look from, as it is seen from
    /// the root.
    pub(super) fn new(root: &str, viewer: &str) -> Self {
        let is_inside = root.split(std::path::is_separator).all(|step| matches!(step, "" | "." | "..")) && root != "/";
        let (root, viewer) = if is_inside { ("", viewer) } else { (root, "") };
        let plain = |path: &str| path.trim_end_matches(std::path::is_separator).to_owned();
        Self { root: plain(root), viewer: if viewer == "." { String::new() } else { plain(viewer) } }
    }

    pub(super) fn below_root<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let path = path.strip_prefix(self.root.as_str()).unwrap_or(path).trim_start_matches(std::path::is_separator);
        let (mut folder, mut path) = (self.viewer.as_str(), path);
        while let Some(rest) = path.strip_prefix("..").and_then(|rest| rest.strip_prefix(std::path::is_separator)) {
            folder = folder.rsplit_once(std::path::is_separator).map_or("", |(around, _)| around);
            path = rest;
        }
        if folder.is_empty() { Cow::Borrowed(path) } else { Cow::Owned(format!("{folder}/{path}")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::{FilePatterns, Override, RuleSeverity};

    fn rules(name: &str) -> BTreeMap<String, RuleSetting> {
        BTreeMap::from([(name.to_owned(), RuleSeverity::Off.into())])
    }

    fn settings(name: &str, overrides: &[(&str, &str)]) -> Configuration {
        let overrides = overrides.iter().map(|(pattern, name)| Override {
            files: FilePatterns::new(vec![(*pattern).to_owned()]),
            rules: rules(name),
        });
        Configuration { rules: rules(name), overrides: overrides.collect(), ..Configuration::default() }
    }

    fn told(configuration: &Configuration, path: &str) -> Vec<String> {
        configuration.layers(path).flat_map(BTreeMap::keys).cloned().collect()
    }

    #[test]
    fn the_last_override_counts_most_and_the_own_file_more_than_what_it_extends() {
        let own = settings("own", &[("a/**", "first"), ("*.journey", "second"), ("b/**", "third")]);
        let base = settings("base", &[("a/", "base first"), ("c", "base second")]);
        let root = settings("root", &[("**", "root first")]);
        let all = own.on(vec![base, root]);
        let expected = ["second", "first", "own", "base first", "base", "root first", "root"];
        assert_eq!(told(&all, "a/x.journey"), expected);
        assert_eq!(told(&all, "b/x.journey"), ["third", "second", "own", "base", "root first", "root"]);
        assert_eq!(told(&Configuration::default(), "a.journey"), Vec::<String>::new());
        assert_eq!(Configuration::default().layers("a.journey").count(), 1);
    }

    #[test]
    fn paths_are_matched_below_the_root_wherever_people_look_from() {
        let matches = |root: &str, viewer: &str, path: &str| {
            let settings = settings("own", &[("/maps/old/*", "matched")]).seen_from(root, viewer);
            told(&settings, path).len() == 2
        };
        // From the root, from inside of it, from its parent, from its neighbour, and from another disk.
        assert!(matches(".", ".", "maps/old/a.journey"));
        assert!(matches("..", "maps", "old/a.journey"));
        assert!(matches("../..", "maps/old", "a.journey"));
        assert!(matches("../..", "maps/new", "../old/a.journey"));
        assert!(matches("../..", "drafts/new", "../../maps/old/a.journey"));
        assert!(matches("shop", "..", "shop/maps/old/a.journey"));
        assert!(matches("../shop", "../bakery", "../shop/maps/old/a.journey"));
        assert!(matches("/shop", "/home/maya", "/shop/maps/old/a.journey"));
        assert!(matches("D:/shop", "C:/maya", "D:/shop/maps/old/a.journey"));
        assert!(matches("/", "/", "/maps/old/a.journey"));
        assert!(!matches("..", "maps", "maps/old/a.journey"));
        assert!(!matches("shop", "..", "shop/a.journey"));
        assert!(!matches(".", ".", "old/a.journey"));
    }

    #[test]
    fn paths_that_are_seen_from_the_root_are_not_copied() {
        for (root, viewer, path) in [(".", ".", "a/b.journey"), ("..", "maps", "../b.journey"), ("x", "..", "x/b")] {
            assert!(matches!(SeenPaths::new(root, viewer).below_root(path), Cow::Borrowed(_)), "{path}");
        }
    }

    #[cfg(windows)]
    #[test]
    fn the_other_separator_counts_too() {
        assert_eq!(SeenPaths::new(r"..\shop", r"..\bakery").below_root(r"..\shop\maps\a.journey"), r"maps\a.journey");
    }
}

//! Where renderings are written to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, is_separator};

use journey_workspace::absolute;

use crate::workspace::STANDARD_INPUT;

/// Where renderings are written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place<'p> {
    StandardOutput,
    File(&'p Path),
    /// A file for each.
    Folder(&'p Path),
}

impl<'p> Place<'p> {
    /// What `--output` means: a folder where one is there, where it ends with a slash, and where `several` things are to be
    /// written and it has no extension.
    pub(super) fn of(output: Option<&'p Path>, several: bool) -> Self {
        match output {
            None => Self::StandardOutput,
            Some(path) if path.as_os_str() == STANDARD_INPUT => Self::StandardOutput,
            Some(path) => {
                let ends_with_slash = path.to_str().is_some_and(|text| text.ends_with(is_separator));
                let is_folder = path.is_dir() || ends_with_slash || several && path.extension().is_none();
                if is_folder { Self::Folder(path) } else { Self::File(path) }
            }
        }
    }
}

/// Whether a file (absolute) is what was named, or below it.
pub(super) fn is_or_is_below(file: &Path, named: &Path) -> bool {
    if named.as_os_str() == STANDARD_INPUT {
        // Standard input belongs to no folder.
        return !file.is_absolute();
    }
    absolute(named).is_ok_and(|named| file.starts_with(named))
}

/// A name for each file, without its extension: the first of its names that no other has, or a number behind the last.
/// Letters that differ in case only are the same to some systems.
pub(super) fn file_names(wanted: impl Iterator<Item = ([String; 2], Option<String>)>) -> Vec<String> {
    let wanted: Vec<[String; 2]> = wanted
        .map(|(names, view)| {
            let with_view = |name: String| match &view {
                Some(view) => format!("{name}-{view}"),
                None => name,
            };
            names.map(|name| with_view(safe(&name)))
        })
        .collect();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for [name, _] in &wanted {
        *uses.entry(name.to_lowercase()).or_default() += 1;
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    wanted
        .into_iter()
        .map(|[short, long]| {
            let alone = uses.get(&short.to_lowercase()) == Some(&1);
            let first = if alone { short } else { long };
            let numbered = (2..).map(|number| format!("{first}-{number}"));
            let mut names = std::iter::once(first.clone()).chain(numbered);
            names.find(|name| taken.insert(name.to_lowercase())).expect("there are more numbers than files")
        })
        .collect()
}

/// The name without what a file's name cannot have.
fn safe(name: &str) -> String {
    let name: String =
        name.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '-' } else { c }).collect();
    if is_reserved(&name) {
        return format!("journey-{name}");
    }
    if name.is_empty() || name.starts_with('.') { format!("journey{name}") } else { name }
}

/// Whether Windows means a device by a file of that name, whatever its extension. Folders go from system to system.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let is_port = |prefix: &str| {
        let number = stem.strip_prefix(prefix).map(|rest| rest.chars().collect::<Vec<char>>());
        matches!(number.as_deref(), Some([digit]) if "0123456789\u{b9}\u{b2}\u{b3}".contains(*digit))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || is_port("COM") || is_port("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_are_told_apart() {
        let names = |pairs: &[(&str, &str)]| {
            file_names(pairs.iter().map(|(short, long)| ([(*short).to_owned(), (*long).to_owned()], None)))
        };
        assert_eq!(names(&[("shop", "a-shop"), ("next", "a-next")]), ["shop", "next"]);
        assert_eq!(names(&[("shop", "a-shop"), ("Shop", "b-Shop")]), ["a-shop", "b-Shop"]);
        assert_eq!(
            names(&[("shop", "a-shop"), ("shop", "a-shop"), ("a-shop", "x")]),
            ["a-shop", "a-shop-2", "a-shop-3"]
        );
        assert_eq!(
            file_names(std::iter::once((["a/b".to_owned(), String::new()], Some("map".to_owned())))),
            ["a-b-map"]
        );
    }

    #[test]
    fn names_of_devices_are_no_names_of_files() {
        for (name, safe_name) in [
            ("con", "journey-con"),
            ("Nul.v2", "journey-Nul.v2"),
            ("lpt\u{b9}", "journey-lpt\u{b9}"),
            ("com7", "journey-com7"),
            ("com", "com"),
            ("com10", "com10"),
            ("console", "console"),
            ("aux-desk", "aux-desk"),
        ] {
            assert_eq!(safe(name), safe_name);
        }
    }

    #[test]
    fn a_folder_is_what_is_one_or_is_written_as_one() {
        let place = |path, several| Place::of(Some(Path::new(path)), several);
        assert_eq!(place("out/", false), Place::Folder(Path::new("out/")));
        assert_eq!(place("out", false), Place::File(Path::new("out")));
        assert_eq!(place("out", true), Place::Folder(Path::new("out")));
        assert_eq!(place("out.md", true), Place::File(Path::new("out.md")));
        assert_eq!(place(".", false), Place::Folder(Path::new(".")));
        assert_eq!(place("-", true), Place::StandardOutput);
    }
}

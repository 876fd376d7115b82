//! What is in a folder, for completing a path.

use std::fs;
use std::io;
use std::path::Path;

/// What is in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolderEntries {
    /// The names of the files, as people sort them. Links to files are among them.
    pub files: Vec<String>,
    /// The names of the folders, likewise.
    pub folders: Vec<String>,
    /// Whether there are more than these.
    pub has_more: bool,
}

impl FolderEntries {
    /// All names, sorted by their characters; those of folders end with `/`.
    pub fn names(self) -> Vec<String> {
        let folders = self.folders.into_iter().map(|name| name + "/");
        let mut names: Vec<String> = folders.chain(self.files).collect();
        names.sort();
        names
    }
}

/// The files in a folder, and the folders in it: `limit` of each at the most, the first. Hidden ones, and those whose
/// names are no text, are left out.
///
/// # Errors
/// Where the folder cannot be looked into.
pub fn folder_entries(folder: &Path, limit: usize) -> io::Result<FolderEntries> {
    let mut found = FolderEntries::default();
    for entry in fs::read_dir(folder)? {
        // An entry that vanishes meanwhile is not worth a failure.
        let Ok(entry) = entry else { continue };
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') {
            continue;
        }
        let kind = entry.file_type().and_then(|kind| {
            if kind.is_symlink() { fs::metadata(entry.path()).map(|there| there.file_type()) } else { Ok(kind) }
        });
        match kind {
            Ok(kind) if kind.is_file() => found.files.push(name),
            Ok(kind) if kind.is_dir() => found.folders.push(name),
            // Nobody gets data from a link to nothing, a pipe or a device.
            _ => {}
        }
    }
    for names in [&mut found.files, &mut found.folders] {
        names.sort_by_cached_key(|name| (name.to_lowercase(), name.clone()));
        found.has_more |= names.len() > limit;
        names.truncate(limit);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::Folder;

    #[test]
    fn files_and_folders_come_sorted_as_people_sort_and_hidden_ones_are_left_out() {
        let folder = Folder::new().with(&["q3 Ergebnisse.csv", "Apfel.csv", "b.csv", ".secret", "früh/x", "Daten/x"]);
        let found = folder_entries(&folder.path(""), 10).unwrap();
        assert_eq!(found.files, ["Apfel.csv", "b.csv", "q3 Ergebnisse.csv"]);
        assert_eq!(found.folders, ["Daten", "früh"]);
        assert!(!found.has_more);
        assert_eq!(found.names(), ["Apfel.csv", "Daten/", "b.csv", "früh/", "q3 Ergebnisse.csv"]);
    }

    #[test]
    fn no_more_than_the_limit_are_given_and_that_is_told() {
        let folder = Folder::new().with(&["c", "a", "b"]);
        let names = |limit| folder_entries(&folder.path(""), limit).unwrap();
        assert_eq!((names(2).files, names(2).has_more), (vec!["a".to_owned(), "b".to_owned()], true));
        assert_eq!((names(3).files.len(), names(3).has_more), (3, false));
        assert_eq!((names(0).files.len(), names(0).has_more), (0, true));
    }

    #[test]
    fn what_is_no_folder_is_an_error() {
        let folder = Folder::new().with(&["a"]);
        assert!(folder_entries(&folder.path("a"), 10).is_err());
        assert!(folder_entries(&folder.path("gone"), 10).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_what_they_lead_to() {
        use std::os::unix::fs::symlink;
        let folder = Folder::new().with(&["data/q3.csv"]);
        symlink(folder.path("data/q3.csv"), folder.path("linked.csv")).unwrap();
        symlink(folder.path("data"), folder.path("linked")).unwrap();
        symlink("nowhere", folder.path("dangling")).unwrap();
        let found = folder_entries(&folder.path(""), 10).unwrap();
        assert_eq!(
            (found.files, found.folders),
            (vec!["linked.csv".to_owned()], vec!["data".to_owned(), "linked".to_owned()])
        );
    }
}

//! Files and folders that were not there before: all of them are made, or none.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use journey_workspace::{reason, shown};

use crate::failure::Failure;

/// What has been made so far. Unless it is kept, it goes away again.
#[derive(Debug, Default)]
pub(super) struct Created {
    files: Vec<PathBuf>,
    /// The outermost first.
    folders: Vec<PathBuf>,
}

impl Created {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Refuses to make a file where something is, even a link to nothing. Paths are shown as seen from `current`.
    pub(super) fn refuse(&self, path: &Path, current: &Path) -> Result<(), Failure> {
        let path_shown = shown(path, current);
        match fs::symlink_metadata(path) {
            Ok(there) => {
                let what = if there.is_dir() { "a folder" } else { "a file" };
                let failure = Failure::new(format!("{path_shown} is there already, as {what}, and stays as it is"));
                Err(failure.about(path_shown).help("Name another one, or move this one away first."))
            }
            // What else is wrong is told when it is made.
            Err(_) => Ok(()),
        }
    }

    /// Makes a folder, and those around it, where they are missing.
    pub(super) fn folder(&mut self, path: &Path, current: &Path) -> Result<(), Failure> {
        let missing: Vec<&Path> = path.ancestors().take_while(|folder| !folder.exists()).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).map_err(|error| {
                let folder_shown = shown(folder, current);
                Failure::new(format!("cannot make the folder {folder_shown}: {}", reason(&error))).about(folder_shown)
            })?;
            self.folders.push(folder.to_owned());
        }
        Ok(())
    }

    /// Makes a file with this text. What somebody else has made there meanwhile stays.
    pub(super) fn file(&mut self, path: &Path, text: &str, current: &Path) -> Result<(), Failure> {
        let failed = |error: std::io::Error| {
            let path_shown = shown(path, current);
            Failure::new(format!("cannot make {path_shown}: {}", reason(&error))).about(path_shown)
        };
        let mut file = fs::File::create_new(path).map_err(failed)?;
        self.files.push(path.to_owned());
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)
    }

    /// Keeps all of it.
    pub(super) fn keep(mut self) {
        self.files.clear();
        self.folders.clear();
    }
}

impl Drop for Created {
    fn drop(&mut self) {
        for file in &self.files {
            // Why it could not be made is told already; what is left behind does no harm.
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A path as one writes it in a shell, for lines that people copy.
pub(super) fn in_shell(path: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "/._-,+=@%".contains(character);
    let path = if path.starts_with('-') { format!("./{path}") } else { path.to_owned() };
    if path.chars().all(|character| is_plain(character) || cfg!(windows) && ":\\".contains(character)) {
        path
    } else if cfg!(windows) {
        format!("\"{path}\"")
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_kept_goes_away() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        let mut created = Created::new();
        created.folder(&deep, folder.path()).unwrap();
        created.file(&deep.join("c"), "text", folder.path()).unwrap();
        assert!(created.file(&deep.join("c"), "other", folder.path()).is_err());
        assert_eq!(fs::read_to_string(deep.join("c")).unwrap(), "text");
        drop(created);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn paths_can_be_copied_to_a_shell() {
        for (path, written) in [
            ("maps/größe.journey", "maps/größe.journey"),
            ("my maps", "'my maps'"),
            ("it's", "'it'\\''s'"),
            ("$(rm)", "'$(rm)'"),
            ("-x", "./-x"),
        ] {
            assert_eq!(in_shell(path), written);
        }
    }
}

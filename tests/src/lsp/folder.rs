//! A folder of journeys on the disk, for one test.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::uri;

/// A temporary folder with files in it.
#[derive(Debug)]
pub struct Folder {
    folder: TempDir,
}

/// The settings of a folder that brings none: texts of tests are too small to be good maps, and what is said about that
/// is not the server's matter.
const SETTINGS: &str = "[rules]\ncraft = \"off\"\nevidence = \"off\"\n";

impl Folder {
    /// A folder with these files (paths with `/` between folders, and texts), and with a `journey.toml` that leaves the
    /// rules about the language, unless one of the files is called so.
    ///
    /// # Panics
    /// Where the disk refuses.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::without_settings(files);
        if !folder.file("journey.toml").exists() {
            folder.write("journey.toml", SETTINGS);
        }
        folder
    }

    /// A folder with these files and nothing else.
    ///
    /// # Panics
    /// Where the disk refuses.
    pub fn without_settings(files: &[(&str, &str)]) -> Self {
        let folder = Self { folder: tempfile::tempdir().expect("a new folder") };
        files.iter().for_each(|(path, text)| folder.write(path, text));
        folder
    }

    /// Where it is.
    pub fn path(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder is there")
    }

    /// A path in it.
    pub fn file(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    /// The address of something in it.
    pub fn uri(&self, path: &str) -> String {
        uri::of(&self.file(path))
    }

    /// Writes a file, and makes the folders it is in.
    ///
    /// # Panics
    /// Where the disk refuses.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.file(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).expect("a folder in a temporary folder");
        fs::write(path, text).expect("a file in a temporary folder");
    }

    /// Removes a file.
    ///
    /// # Panics
    /// Where it is not there.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.file(path)).expect("the file is there");
    }
}

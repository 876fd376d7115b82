//! A folder of files for a test.

use std::fs;
use std::path::{Path, PathBuf};

/// A folder that goes away with the test.
#[derive(Debug)]
pub(crate) struct Folder {
    /// Goes away when it is dropped.
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Folder {
    /// An empty folder, in which `.gitignore` counts.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // The system's folder for such things may be a link itself.
        let path = folder.path().canonicalize().unwrap();
        fs::create_dir(path.join(".git")).unwrap();
        Self { _folder: folder, path }
    }

    /// The same with files of no content that matters.
    pub(crate) fn with(self, paths: &[&str]) -> Self {
        paths.iter().fold(self, |folder, path| folder.with_file(path, ""))
    }

    /// The same with a file, whose folders are made.
    pub(crate) fn with_file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// A path in it; the folder itself where that is empty.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.path.clone() } else { self.path.join(path) }
    }

    /// Paths as they are called in it, in their order.
    pub(crate) fn names<P: AsRef<Path>>(&self, paths: impl IntoIterator<Item = P>) -> Vec<String> {
        let below = |path: P| path.as_ref().strip_prefix(&self.path).unwrap().to_str().unwrap().to_owned();
        paths.into_iter().map(below).collect()
    }
}

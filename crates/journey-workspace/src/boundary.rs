//! How far files may refer to others: to the end of their repository.

use std::path::{Path, PathBuf};

/// A folder that references do not lead out of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// Without links.
    folder: PathBuf,
    is_repository: bool,
}

impl Boundary {
    /// The repository around a folder; where there is none, that folder.
    pub fn around(folder: &Path) -> Self {
        let folder = real(folder);
        match folder.ancestors().find(|folder| folder.join(".git").exists()) {
            Some(repository) => Self { folder: repository.to_owned(), is_repository: true },
            None => Self { folder, is_repository: false },
        }
    }

    /// The folder, without links.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it is a repository: a folder with `.git`.
    pub fn is_repository(&self) -> bool {
        self.is_repository
    }

    /// Whether a path without links lies in it.
    pub fn contains(&self, real: &Path) -> bool {
        real.starts_with(&self.folder)
    }
}

/// A path without links; as it is where there is nothing.
pub(crate) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

//! The folders that are watched. One that cannot be does not keep the others from it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use journey_workspace::{reason, shown};
use notify::{Error, ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};

/// The folders that are watched.
pub(super) struct WatchedFolders {
    watcher: RecommendedWatcher,
    /// Links followed, each with what is below it or without.
    watched: BTreeMap<PathBuf, RecursiveMode>,
    /// Those that have one below that cannot be watched: each of the others below is watched by itself.
    in_pieces: BTreeSet<PathBuf>,
    /// Those that cannot be watched. That is told once.
    refused: BTreeSet<PathBuf>,
}

impl WatchedFolders {
    pub(super) fn new(watcher: RecommendedWatcher) -> Self {
        Self { watcher, watched: BTreeMap::new(), in_pieces: BTreeSet::new(), refused: BTreeSet::new() }
    }

    /// Watches folders from now on, each with what is below it or without; `true` where some of it was not watched before.
    /// `warn` is told what cannot be watched.
    pub(super) fn watch(&mut self, wanted: BTreeMap<PathBuf, RecursiveMode>, warn: &mut dyn FnMut(String)) -> bool {
        let mut is_more = false;
        for (folder, mode) in wanted {
            is_more |= self.watch_one(folder, mode, warn);
        }
        // Of these nobody else says when a folder comes.
        for folder in self.in_pieces.clone() {
            is_more |= self.watch_below(&folder, warn);
        }
        is_more
    }

    /// The folder of them that a path lies in, itself included.
    pub(super) fn around(&self, path: &Path) -> Option<&Path> {
        self.watched.keys().rev().find(|folder| path.starts_with(folder)).map(PathBuf::as_path)
    }

    /// Forgets a folder that came or went, because a folder takes its watch with it; `false` where none of them is there.
    pub(super) fn forget(&mut self, path: &Path) -> bool {
        let gone: Vec<PathBuf> = self.watched.keys().filter(|folder| folder.starts_with(path)).cloned().collect();
        for folder in &gone {
            self.watched.remove(folder);
            self.in_pieces.remove(folder);
            // It is not watched any more already where this fails.
            let _ = self.watcher.unwatch(folder);
        }
        self.refused.retain(|folder| !folder.starts_with(path));
        !gone.is_empty()
    }

    /// Whether it is a folder that could not be watched.
    pub(super) fn is_refused(&self, path: &Path) -> bool {
        self.refused.contains(path)
    }

    fn watch_one(&mut self, folder: PathBuf, mode: RecursiveMode, warn: &mut dyn FnMut(String)) -> bool {
        let known = self.watched.get(&folder);
        if known == Some(&mode) || known == Some(&RecursiveMode::Recursive) || self.in_pieces.contains(&folder) {
            return false;
        }
        let failed = match self.watcher.watch(&folder, mode) {
            Ok(()) => {
                self.refused.remove(&folder);
                self.watched.insert(folder, mode);
                return true;
            }
            Err(error) => error,
        };
        // Where the system can watch no more folders, it will not watch those below either.
        let may_be_below = mode == RecursiveMode::Recursive && !matches!(failed.kind, ErrorKind::MaxFilesWatch);
        if may_be_below
            && fs::read_dir(&folder).is_ok()
            && self.watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok()
        {
            self.watched.insert(folder.clone(), RecursiveMode::NonRecursive);
            self.in_pieces.insert(folder.clone());
            self.watch_below(&folder, warn);
            return true;
        }
        if self.refused.insert(folder.clone()) {
            warn(refusal(&folder, &failed));
        }
        false
    }

    /// Watches each folder in a folder by itself, but for hidden ones, in which nothing counts. Links are not followed, as
    /// nowhere in a project.
    fn watch_below(&mut self, folder: &Path, warn: &mut dyn FnMut(String)) -> bool {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let is_hidden = |entry: &fs::DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
        let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()) && !is_hidden(entry));
        let mut folders: Vec<PathBuf> = folders.map(|entry| entry.path()).collect();
        folders.sort_unstable();
        let mut is_more = false;
        for folder in folders {
            is_more |= self.watch_one(folder, RecursiveMode::Recursive, warn);
        }
        is_more
    }
}

/// Says that a folder cannot be watched, and what that means.
fn refusal(folder: &Path, error: &Error) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let folder = shown(folder, &current);
    match &error.kind {
        ErrorKind::MaxFilesWatch => format!(
            "changes in {folder} go unnoticed: this system watches no more folders. Name a smaller folder, or allow more \
             (fs.inotify.max_user_watches on Linux)"
        ),
        ErrorKind::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            format!("changes in {folder} go unnoticed: you are not allowed to look into it")
        }
        ErrorKind::Io(error) => format!("changes in {folder} go unnoticed: {}", reason(error)),
        ErrorKind::PathNotFound => format!("changes in {folder} go unnoticed: it is not there any more"),
        _ => format!("changes in {folder} go unnoticed: {error}"),
    }
}

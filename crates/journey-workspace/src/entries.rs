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

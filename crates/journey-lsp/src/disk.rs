//! What features may see of the machine: the folders around a file, and the day.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey_ide::Folders;
use journey_ide::plugin::model::value::Date;

use crate::session::files::FileTable;

/// The folders around the files of a project.
pub(crate) struct Disk {
    files: Arc<FileTable>,
}

/// How many entries of a folder are offered.
const MOST_ENTRIES: usize = 1000;

impl Disk {
    /// The folders around these files.
    pub(crate) fn new(files: Arc<FileTable>) -> Self {
        Self { files }
    }

    fn resolve(&self, file: &str, relative: &str) -> Option<PathBuf> {
        let path = Path::new(file);
        let known = self.files.entries().filter_map(|(_, entry)| entry.path.as_deref());
        let own = known.into_iter().find(|known| known.ends_with(path))?;
        own.parent().map(|folder| folder.join(relative))
    }
}

impl Folders for Disk {
    fn entries(&self, file: &str, folder: &str) -> Vec<String> {
        let Some(folder) = self.resolve(file, folder) else { return Vec::new() };
        let Ok(entries) = journey_workspace::folder_entries(&folder, MOST_ENTRIES) else { return Vec::new() };
        let folders = entries.folders.into_iter().map(|name| name + "/");
        let mut names: Vec<String> = folders.chain(entries.files).collect();
        names.sort();
        names
    }

    fn is_file(&self, file: &str, path: &str) -> bool {
        self.resolve(file, path).is_some_and(|path| path.is_file())
    }
}

/// The current day, here.
pub(crate) fn today() -> Date {
    let day = jiff::Zoned::now().date().to_string();
    Date::parse(&day).expect("a day of the calendar is written as the language writes days")
}

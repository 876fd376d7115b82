//! What features may see of the machine: the folders around a file, and the day.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use journey_ide::plugin::Folders;
use journey_ide::plugin::model::Project;
use journey_ide::plugin::model::value::Date;
use journey_workspace::{FolderEntries, folder_entries};

use crate::session::files::FileTable;

/// The folders around the files of a project.
pub(crate) struct Disk {
    files: Arc<FileTable>,
    project: Arc<Project>,
}

/// How many entries of a folder are offered.
const MOST_ENTRIES: usize = 1000;

impl Disk {
    /// The folders around these files, which the project calls as people see them.
    pub(crate) fn new(files: Arc<FileTable>, project: Arc<Project>) -> Self {
        Self { files, project }
    }

    fn resolve(&self, file: &str, relative: &str) -> Option<PathBuf> {
        let own = self.files.entry(self.project.file_by_path(file)?).path.as_deref()?;
        own.parent().map(|folder| folder.join(relative))
    }
}

fn listed(folder: &Path) -> Vec<String> {
    folder_entries(folder, MOST_ENTRIES).map_or_else(|_| Vec::new(), FolderEntries::names)
}

impl Folders for Disk {
    fn entries(&self, file: &str, folder: &str) -> Vec<String> {
        self.resolve(file, folder).map_or_else(Vec::new, |folder| listed(&folder))
    }

    fn is_file(&self, file: &str, path: &str) -> bool {
        self.resolve(file, path).is_some_and(|path| path.is_file())
    }
}

/// The folders around a file of settings.
pub(crate) struct Around {
    /// The folder that holds it.
    pub(crate) folder: PathBuf,
}

impl Folders for Around {
    fn entries(&self, _: &str, folder: &str) -> Vec<String> {
        listed(&self.folder.join(folder))
    }

    fn is_file(&self, _: &str, path: &str) -> bool {
        self.folder.join(path).is_file()
    }
}

/// The current day, here.
pub(crate) fn today() -> Date {
    jiff::Zoned::now().date().into()
}

#[cfg(test)]
mod tests {
    use journey_ide::plugin::model::syntax::parse;
    use journey_ide::plugin::model::{Configuration, File, FileModel, Schema};

    use super::*;
    use crate::session::files::FileEntry;
    use crate::uri::DocumentUri;

    #[test]
    fn of_two_files_whose_paths_end_alike_each_has_its_own_folder() {
        let root = tempfile::tempdir().unwrap();
        let schema = Arc::new(Schema::standard().clone());
        let names = ["deep/maps/a.journey", "maps/a.journey"];
        for name in names {
            let folder = root.path().join(name).parent().unwrap().to_owned();
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(name.replace('/', "-")), "").unwrap();
        }
        let entries = names.map(|name| {
            let path = root.path().join(name);
            FileEntry { uri: DocumentUri::from_path(&path).unwrap(), path: Some(path), problem: None }
        });
        let model = Arc::new(FileModel::lower(&parse(""), &schema));
        let files = names.map(|name| File { path: name.into(), model: Arc::clone(&model) });
        let project = Arc::new(Project::new(files.to_vec(), schema, Configuration::default()));
        let disk = Disk::new(Arc::new(FileTable::new(entries.to_vec(), |_| false)), project);
        for name in names {
            assert_eq!(disk.entries(name, "."), [name.replace('/', "-")]);
            assert!(disk.is_file(name, &name.replace('/', "-")));
        }
        assert_eq!(disk.entries("a.journey", "."), [""; 0]);
    }
}

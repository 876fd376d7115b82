//! What rules may know of the world outside of the text: the day, and which files there are.

use journey_model::value::Date;

/// What may be seen of the disk. Nobody below the programs reads files.
pub trait Folders: Send + Sync {
    /// The names of the files and folders (these end in `/`) in a folder given relative to that of a file of the
    /// project, sorted; empty where there is none.
    fn entries(&self, file: &str, folder: &str) -> Vec<String>;

    /// Whether a file is there, given relative to the folder of a file of the project.
    fn is_file(&self, file: &str, path: &str) -> bool;
}

/// What a finding may depend on beside the project.
#[derive(Clone, Copy)]
pub struct Environment<'e> {
    /// The current day.
    pub today: Date,
    /// What can be seen of the disk; `None` where nothing is known about it.
    pub folders: Option<&'e dyn Folders>,
}

impl Environment<'_> {
    /// A day, with nothing known about the disk.
    pub fn of(today: Date) -> Self {
        Self { today, folders: None }
    }
}

impl std::fmt::Debug for Environment<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Environment").field("today", &self.today).finish_non_exhaustive()
    }
}

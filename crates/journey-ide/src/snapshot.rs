//! What features look at: a project at one moment.

use std::sync::Arc;

use journey_model::syntax::TextRange;
use journey_model::value::Date;
use journey_model::{DeclarationId, FileId, Project};
use journey_plugin::{Environment, FileContext, Folders, Place, Registry};

use crate::Cancellation;

/// A project at one moment, with everything else that an answer depends on. Cheap to clone.
#[derive(Clone)]
pub struct Snapshot {
    /// The project.
    pub project: Arc<Project>,
    /// The plugins in use.
    pub registry: Arc<Registry>,
    /// What can be seen of the disk.
    pub folders: Arc<dyn Folders>,
    /// The current day.
    pub today: Date,
    /// Raised when nobody waits for the answer any more.
    pub cancellation: Cancellation,
}

/// A declaration to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The file.
    pub file: FileId,
    /// The whole declaration, in bytes.
    pub range: TextRange,
    /// What to put the cursor on: its id, or its label where no id is written.
    pub focus: TextRange,
}

impl Snapshot {
    /// A file as rules and plugins see it.
    pub fn file(&self, id: FileId) -> FileContext<'_> {
        FileContext { project: &self.project, id }
    }

    /// The day, and what can be seen of the disk.
    pub fn environment(&self) -> Environment<'_> {
        Environment { today: self.today, folders: Some(&*self.folders) }
    }

    /// A declaration to go to.
    pub fn target(&self, id: DeclarationId) -> Target {
        let declaration = self.project.declaration(id);
        Target { file: id.file, range: declaration.range(), focus: declaration.name().range }
    }
}

impl Target {
    /// What to put the cursor on, as a place.
    pub fn place(self) -> Place {
        Place { file: self.file, range: self.focus }
    }
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Snapshot").field("files", &self.project.files().len()).finish_non_exhaustive()
    }
}

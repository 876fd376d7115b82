//! A project as the preview wants to see it.

use std::path::Path;
use std::sync::Arc;

use journey_ide::{Cancellation, Snapshot, unreadable};
use journey_model::{FileId, Project};
use journey_plugin::{Place, Registry};
use journey_preview::Source;

use crate::today::today;
use crate::workspace::LoadedProject;

/// A project that was loaded, with the plugins that know what is wrong with it.
pub(super) struct PreviewedProject {
    loaded: Arc<LoadedProject>,
    snapshot: Snapshot,
}

impl PreviewedProject {
    pub(super) fn new(loaded: &Arc<LoadedProject>, plugins: &Arc<Registry>) -> Self {
        let snapshot = Snapshot {
            project: Arc::new(loaded.project.clone()),
            registry: Arc::clone(plugins),
            folders: Arc::clone(loaded) as _,
            today: today(),
            cancellation: Cancellation::default(),
        };
        Self { loaded: Arc::clone(loaded), snapshot }
    }
}

impl Source for PreviewedProject {
    fn project(&self) -> &Project {
        &self.loaded.project
    }

    fn path(&self, file: FileId) -> &Path {
        &self.loaded.file(file).path
    }

    fn is_asked_for(&self, file: FileId) -> bool {
        self.loaded.file(file).asked_for
    }

    fn mistakes(&self, file: FileId) -> Vec<(Place, String)> {
        unreadable(&self.snapshot, file)
    }
}

//! The settings of a project as the program tells about them.

use std::path::Path;
use std::sync::Arc;

use journey_workspace::{Settings, SettingsUnreadable, shown};

use super::read::read_failure;
use crate::failure::Failure;

/// What the `journey.toml` of a project says, and what people call that file.
#[derive(Clone, Debug)]
pub(crate) struct ShownSettings {
    /// What it says.
    pub(crate) settings: Arc<Settings>,
    /// Its path as people see it.
    pub(crate) path: String,
}

impl ShownSettings {
    /// The settings as seen from the current folder.
    pub(super) fn new(settings: Arc<Settings>, current: &Path) -> Self {
        let path = shown(&settings.file(), current);
        Self { settings, path }
    }

    /// Why they could not be read at all, and what to do.
    pub(crate) fn unreadable(&self) -> Option<Failure> {
        Some(match self.settings.unreadable.as_ref()? {
            SettingsUnreadable::File(error) => read_failure(error, &self.path),
            encoding @ SettingsUnreadable::Encoding => {
                Failure::new(encoding.message(&self.path)).about(&self.path).help("Save it as UTF-8 in your editor.")
            }
        })
    }
}

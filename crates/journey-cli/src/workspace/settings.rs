//! The settings of a project as the program tells about them.

use std::path::Path;
use std::sync::Arc;

use journey_workspace::{Settings, SettingsFile, SettingsUnreadable, shown};

use super::read::read_failure;
use crate::failure::Failure;

/// What the `journey.toml` of a project says, and what people call that file and those that it extends.
#[derive(Clone, Debug)]
pub(crate) struct ShownSettings {
    /// What it says.
    pub(crate) settings: Arc<Settings>,
    /// The paths of its files as people see them, in their order.
    paths: Vec<String>,
}

impl ShownSettings {
    /// The settings as seen from the current folder.
    pub(super) fn new(settings: Arc<Settings>, current: &Path) -> Self {
        let paths = settings.files().map(|file| shown(&file.path, current)).collect();
        Self { settings, paths }
    }

    /// The files of the settings, each with its path as people see it.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&SettingsFile, &str)> {
        self.settings.files().zip(self.paths.iter().map(String::as_str))
    }

    /// Why they could not be read at all, and what to do.
    pub(crate) fn unreadable(&self) -> Option<Failure> {
        let (own, path) = self.files().next()?;
        Some(match own.unreadable.as_ref()? {
            SettingsUnreadable::File(error) => read_failure(error, path),
            encoding @ SettingsUnreadable::Encoding => {
                Failure::new(encoding.message(path)).about(path).help("Save it as UTF-8 in your editor.")
            }
        })
    }
}

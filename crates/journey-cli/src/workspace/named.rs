//! The files that were named, by themselves or with their folders, without the projects around them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use journey_plugin::Registry;
use journey_workspace::{Layout, shown};

use super::settings::ShownSettings;
use super::target::Targets;
use super::{Collection, Workspace, current_folder};
use crate::failure::Failure;

/// What a command works on that looks at each file by itself.
#[derive(Debug, Default)]
pub(crate) struct NamedFiles {
    /// The files, in the order of their paths.
    pub(crate) files: Vec<NamedFile>,
    /// The settings of their projects.
    pub(crate) settings: Vec<ShownSettings>,
    /// What was named and cannot be worked on.
    pub(crate) failures: Vec<Failure>,
    /// What else is worth telling.
    pub(crate) warnings: Vec<String>,
}

/// A file that was named.
#[derive(Debug)]
pub(crate) struct NamedFile {
    /// Its absolute path.
    pub(crate) path: PathBuf,
    /// Its path as people see it.
    pub(crate) shown: String,
    /// The folder of its project, absolute.
    pub(crate) root: PathBuf,
}

impl NamedFiles {
    /// Finds what was named: files and folders. Of a folder whose `journey.toml` has mistakes no file is listed, because
    /// it might leave some out.
    ///
    /// # Errors
    /// Where there is no current folder.
    pub(crate) fn find(named: &[PathBuf], plugins: &Registry) -> Result<Self, Failure> {
        let current = current_folder()?;
        let targets = Targets::find(named, None, &current);
        let by_name = targets.files.clone();
        let layout = Layout::new(targets.folders.iter().cloned(), plugins.catalog());
        let mut workspace = Workspace::default();
        let mut collection = Collection { current: &current, layout, projects: BTreeMap::new() };
        collection.add_named(targets, &mut workspace);
        let mut found = Self { failures: workspace.failures, warnings: workspace.warnings, ..Self::default() };
        for (root, project) in collection.projects {
            let is_unclear = project.settings.as_ref().is_some_and(|settings| !settings.are_sound());
            found.settings.extend(project.settings.map(|settings| ShownSettings::new(settings, &current)));
            let files = project.files.into_keys().filter(|path| !is_unclear || by_name.contains(path));
            found.files.extend(files.map(|path| NamedFile { shown: shown(&path, &current), path, root: root.clone() }));
        }
        found.files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(found)
    }
}

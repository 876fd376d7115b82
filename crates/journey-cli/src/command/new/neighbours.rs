//! What stands around a new map: the maps of its project, and the names in them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use journey_model::syntax::TextRange;
use journey_model::{Configuration, Declaration, DeclarationId, File, Keyword, Project};
use journey_plugin::Registry;
use journey_workspace::{Layout, Observer, load_files};

/// The maps of the project that a new map belongs to. What cannot be read is not among them.
#[derive(Debug)]
pub(super) struct Neighbours {
    /// The files, absolute.
    pub(super) files: Vec<PathBuf>,
    /// What is in those that can be read.
    project: Project,
    layout: Layout,
}

/// How long somebody who wants a new file waits for what is in the others, such as in a home folder.
const PATIENCE: Duration = Duration::from_secs(5);

struct Patience {
    end: Instant,
}

impl Observer for Patience {
    fn is_cancelled(&self) -> bool {
        Instant::now() > self.end
    }
}

impl Neighbours {
    /// The maps in a folder that becomes a project, which need not be there.
    pub(super) fn below(folder: &Path, plugins: &Registry) -> Self {
        let layout = Layout::new([folder.to_owned()], plugins.catalog());
        Self::of(folder, layout, plugins)
    }

    /// The maps of the project that a file belongs to. Without a `journey.toml` that is its folder.
    pub(super) fn around(file: &Path, plugins: &Registry) -> Self {
        let layout = Layout::new([], plugins.catalog());
        let root = layout.root_of(file);
        Self::of(&root, layout, plugins)
    }

    fn of(root: &Path, layout: Layout, plugins: &Registry) -> Self {
        let patience = Patience { end: Instant::now() + PATIENCE };
        let schema = plugins.schema();
        let files =
            if root.is_dir() { layout.list(root, &patience).map(|listing| listing.files) } else { Ok(Vec::new()) };
        let files = files.unwrap_or_default();
        let loaded = load_files(&files, &schema, &patience).unwrap_or_default();
        let readable = loaded.into_iter().filter_map(|(path, loaded)| {
            let model = Arc::new(loaded.ok()?.model);
            Some(File { path: path.to_string_lossy().as_ref().into(), model })
        });
        let project = Project::new(readable.collect(), Arc::clone(&schema), Configuration::default());
        Self { files, project, layout }
    }

    /// The root of the project that a folder lies in, where it is not its root itself.
    pub(super) fn project_around(&self, folder: &Path) -> Option<PathBuf> {
        let settings = self.layout.settings_of_folder(folder)?;
        (settings.root != folder).then(|| settings.root.clone())
    }

    /// The persona that a new journey is about: the primary one of the project, else the first.
    pub(super) fn persona(&self) -> Option<&str> {
        let personas = || self.project.declarations_of(Keyword::Persona).map(|(_, persona)| persona);
        let is_primary = |persona: &Declaration<'_>| {
            persona
                .property("priority")
                .and_then(|priority| priority.value())
                .is_some_and(|value| value.plain() == "primary")
        };
        personas().find(is_primary).or_else(|| personas().next()).map(Declaration::id)
    }

    /// This id, with a number behind it where the project has it for something of that kind.
    pub(super) fn free_id(&self, keyword: Keyword, id: &str) -> String {
        if !self.is_taken(keyword, id) {
            return id.to_owned();
        }
        let free = (2_u64..).map(|number| format!("{id}_{number}")).find(|id| !self.is_taken(keyword, id));
        free.expect("there are more numbers than names")
    }

    /// The text of a map with other ids for all that the project has already.
    pub(super) fn told_apart(&self, text: &str) -> String {
        let map = Project::of_text("", text);
        let mut edits: Vec<(TextRange, String)> = Vec::new();
        for (file, declaration) in map.files().flat_map(|(id, file)| {
            file.model.declarations().filter(|declaration| declaration.parent().is_none()).map(move |found| (id, found))
        }) {
            let Some(keyword) = declaration.keyword() else { continue };
            let id = self.free_id(keyword, declaration.id());
            if id != declaration.id() {
                edits.push((declaration.name().range, id.clone()));
                let uses = map.uses_of(DeclarationId { file, local: declaration.local_id() });
                edits.extend(uses.into_iter().map(|used| (used.range, id.clone())));
            }
        }
        edits.sort_unstable_by_key(|(range, _)| range.start);
        let mut text = text.to_owned();
        for (range, id) in edits.iter().rev() {
            text.replace_range(range.start as usize..range.end as usize, id);
        }
        text
    }

    fn is_taken(&self, keyword: Keyword, id: &str) -> bool {
        let mut all = self.project.declarations_of(keyword);
        all.any(|(_, declaration)| declaration.parent().is_none() && declaration.id() == id)
    }
}

//! What the pages show: the projects as they were read last, and which journeys are in them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use journey_model::{DeclarationId, FileId, Keyword, Project};
use journey_plugin::Place;

/// A project as it was read.
pub trait Source: Send + Sync {
    /// The project. The paths of its files are what people see.
    fn project(&self) -> &Project;

    /// The absolute path of a file.
    fn path(&self, file: FileId) -> &Path;

    /// Whether the journeys of a file can be chosen. The others are there so that names mean something.
    fn is_asked_for(&self, file: FileId) -> bool;

    /// What cannot be read in a file, in the order of the text: a picture may lack what that hides. The banner names the
    /// first and says that there may be more where there are ten.
    fn mistakes(&self, file: FileId) -> Vec<(Place, String)>;
}

/// What there is to be shown.
#[derive(Default)]
pub(crate) struct Shown {
    /// Counts from 1; 0 where nothing was read yet.
    pub(crate) version: u64,
    pub(crate) sources: Vec<Arc<dyn Source>>,
    /// What could not be read: one sentence each.
    pub(crate) problems: Vec<String>,
    pub(crate) journeys: Vec<ShownJourney>,
    /// What journeys were called that could be chosen before.
    former: BTreeSet<String>,
}

/// A journey that can be chosen.
pub(crate) struct ShownJourney {
    /// What it is called in addresses: its id, or with its file where another journey is called so.
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) source: Arc<dyn Source>,
    pub(crate) declaration: DeclarationId,
}

impl Shown {
    pub(crate) fn new(version: u64, sources: Vec<Arc<dyn Source>>, problems: Vec<String>) -> Self {
        let mut journeys: Vec<ShownJourney> = Vec::new();
        for source in &sources {
            let project = source.project();
            let all = project.declarations_of(Keyword::Journey);
            for (declaration, journey) in all.filter(|(id, _)| source.is_asked_for(id.file)) {
                let own = journey.id();
                let in_file = || format!("{}#{own}", project.file(declaration.file).path);
                let is_taken = |key: &str| journeys.iter().any(|other| other.key == key);
                let key = if is_taken(own) { in_file() } else { own.to_owned() };
                // Of two that share even that, the first is meant, as everywhere.
                if !is_taken(&key) {
                    let label = journey.label().into_owned();
                    journeys.push(ShownJourney { key, label, source: Arc::clone(source), declaration });
                }
            }
        }
        Self { version, sources, problems, journeys, former: BTreeSet::new() }
    }

    /// What takes the place of this.
    pub(crate) fn next(&self, sources: Vec<Arc<dyn Source>>, problems: Vec<String>) -> Self {
        let keys = self.journeys.iter().map(|journey| journey.key.clone());
        let former = self.former.iter().cloned().chain(keys).collect();
        Self { former, ..Self::new(self.version + 1, sources, problems) }
    }

    /// Whether a journey that cannot be chosen could be before.
    pub(crate) fn was_there(&self, key: &str) -> bool {
        self.former.contains(key)
    }

    /// The journey with that key; without one, the first.
    pub(crate) fn journey(&self, key: Option<&str>) -> Option<&ShownJourney> {
        match key {
            Some(key) => self.journeys.iter().find(|journey| journey.key == key),
            None => self.journeys.first(),
        }
    }

    /// The file that people see under that path.
    pub(crate) fn file(&self, path: &str) -> Option<(&Arc<dyn Source>, FileId)> {
        self.sources.iter().find_map(|source| Some((source, source.project().file_by_path(path)?)))
    }
}

//! One client's session: its documents and projects, and the snapshots that answers are made from.

pub(crate) mod document;
pub(crate) mod files;
pub(crate) mod open_documents;
pub(crate) mod project;
pub(crate) mod reading;
#[cfg(test)]
mod reading_test;
pub(crate) mod settings;
#[cfg(test)]
mod settings_test;
pub(crate) mod snapshot;
pub(crate) mod version;
pub(crate) mod workspace;
#[cfg(test)]
mod workspace_test;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use dashmap::DashMap;
use journey_ide::plugin::Registry;
use journey_ide::plugin::model::configuration::RuleCatalog;
use journey_ide::plugin::model::syntax::Encoding;
use ls_types::{TextDocumentIdentifier, TextDocumentPositionParams, Uri};
use tokio::sync::{Notify, watch};
use tower_lsp::Client;

use crate::capabilities::Capabilities;
use crate::timings::Timings;
use crate::uri::DocumentUri;
use document::{Content, Document};
use settings::Settings;
use snapshot::{Asked, At, FileSnapshot, SettingsSnapshot};
use workspace::{Wanted, Workspace};

/// A session. Handlers share it; [`Session::workspace`] is the one thing that they write to, in the order of the
/// messages.
pub(crate) struct Session {
    /// The way to the client.
    pub(crate) client: Client,
    /// The plugins in use.
    pub(crate) registry: Arc<Registry>,
    /// All rules, which settings are read by.
    pub(crate) catalog: Arc<RuleCatalog>,
    /// The open documents.
    documents: DashMap<DocumentUri, Arc<Document>>,
    workspace: Mutex<Workspace>,
    capabilities: OnceLock<Arc<Capabilities>>,
    settings: RwLock<Arc<Settings>>,
    /// Whether the client has said that it is ready.
    pub(crate) is_ready: AtomicBool,
    /// Held while the disk is read and until what was read is told.
    disk: tokio::sync::Mutex<()>,
    /// Raised when findings may have changed.
    pub(crate) unjudged: Notify,
    /// Wakes who waits for files of a project to be read.
    pub(crate) was_read: Notify,
    /// Whether the client wants to leave.
    pub(crate) leaves: watch::Sender<bool>,
    /// Held while progress is shown.
    pub(crate) shown: tokio::sync::Mutex<()>,
    /// Answers that a later request refers to by a number.
    pub(crate) remembered: crate::remembered::Remembered,
    /// How long rules take.
    pub(crate) timings: Arc<Timings>,
    /// When the session began.
    pub(crate) started: std::time::Instant,
}

impl Session {
    /// A session in which nothing happened yet.
    pub(crate) fn new(client: Client, registry: Arc<Registry>) -> Self {
        let catalog = Arc::new(registry.catalog());
        let workspace = Workspace::new(Vec::new(), Arc::clone(&catalog), registry.schema());
        Self {
            client,
            registry,
            catalog,
            documents: DashMap::new(),
            workspace: Mutex::new(workspace),
            capabilities: OnceLock::new(),
            settings: RwLock::default(),
            is_ready: AtomicBool::new(false),
            disk: tokio::sync::Mutex::default(),
            unjudged: Notify::new(),
            was_read: Notify::new(),
            leaves: watch::Sender::new(false),
            shown: tokio::sync::Mutex::default(),
            remembered: crate::remembered::Remembered::default(),
            timings: Arc::default(),
            started: std::time::Instant::now(),
        }
    }

    /// The client has said what it can do and which folders are open.
    pub(crate) fn begin(&self, capabilities: Capabilities, folders: Vec<PathBuf>, settings: Settings) {
        // A second `initialize` is refused before it comes here.
        let _ = self.capabilities.set(Arc::new(capabilities));
        self.change_settings(settings);
        *self.workspace() = Workspace::new(folders, Arc::clone(&self.catalog), self.registry.schema());
    }

    /// What the client can do; nothing, before it has said so.
    pub(crate) fn capabilities(&self) -> Arc<Capabilities> {
        self.capabilities.get().cloned().unwrap_or_default()
    }

    /// What columns count.
    pub(crate) fn encoding(&self) -> Encoding {
        self.capabilities.get().map_or(Encoding::Utf16, |capabilities| capabilities.encoding())
    }

    /// The user's settings.
    pub(crate) fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The user's settings are these from now on.
    pub(crate) fn change_settings(&self, settings: Settings) {
        *self.settings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(settings);
    }

    /// All projects. Hold it for a moment only, and never over an await.
    pub(crate) fn workspace(&self) -> MutexGuard<'_, Workspace> {
        self.workspace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An open document.
    pub(crate) fn document(&self, uri: &DocumentUri) -> Option<Arc<Document>> {
        self.documents.get(uri).map(|document| Arc::clone(&document))
    }

    /// All open documents.
    pub(crate) fn documents(&self) -> Vec<Arc<Document>> {
        self.documents.iter().map(|document| Arc::clone(&document)).collect()
    }

    /// The client opened a document, or opened it again.
    pub(crate) fn open(&self, document: Document) -> Option<Wanted> {
        let document = Arc::new(document);
        self.documents.insert(document.key(), Arc::clone(&document));
        let wanted = self.workspace().open(document);
        self.unjudged.notify_one();
        wanted
    }

    /// The client edited a document.
    pub(crate) fn change(&self, document: Document) {
        let document = Arc::new(document);
        self.documents.insert(document.key(), Arc::clone(&document));
        self.workspace().change(document);
        self.unjudged.notify_one();
    }

    /// The client closed a document.
    pub(crate) fn close(&self, uri: &DocumentUri) -> Option<Wanted> {
        self.documents.remove(uri)?;
        let wanted = self.workspace().close(uri);
        self.unjudged.notify_one();
        wanted
    }

    /// What a request about a document is about, as it is now.
    pub(crate) fn asked(&self, document: &TextDocumentIdentifier) -> Asked {
        let uri = DocumentUri::new(document.uri.as_str());
        if let Some(open) = self.document(&uri)
            && let Content::Configuration(text) = &open.content
        {
            // Any TOML file may be open.
            if !self.workspace().is_settings(&open) {
                return Asked::Unknown;
            }
            return Asked::Settings(SettingsSnapshot {
                text: Arc::clone(text),
                source: open.text.clone(),
                encoding: self.encoding(),
                capabilities: self.capabilities(),
                registry: Arc::clone(&self.registry),
                document: open,
            });
        }
        match self.file(&uri) {
            Some(file) => Asked::Journey(file),
            None => Asked::Unknown,
        }
    }

    /// A journey with its project as it is now; `None` for a document that belongs to no project.
    pub(crate) fn file(&self, uri: &DocumentUri) -> Option<FileSnapshot> {
        let version = self.workspace().version_with(uri)?;
        let file = version.files.find(uri)?;
        Some(FileSnapshot { project: self.project(version), file })
    }

    /// A journey that a request is about; `None` for settings and for documents that belong to no project.
    pub(crate) fn journey(&self, document: &TextDocumentIdentifier) -> Option<FileSnapshot> {
        match self.asked(document) {
            Asked::Journey(file) => Some(file),
            Asked::Settings(_) | Asked::Unknown => None,
        }
    }

    /// A place in a journey that a request is about.
    pub(crate) fn at(&self, place: &TextDocumentPositionParams) -> Option<At> {
        self.journey(&place.text_document).map(|file| file.at(place.position))
    }

    /// Every project as it is now.
    pub(crate) fn projects(&self) -> Vec<snapshot::ProjectSnapshot> {
        let versions: Vec<_> = self.workspace().versions().map(|(_, version)| Arc::clone(version)).collect();
        versions.into_iter().map(|version| self.project(version)).collect()
    }
}

/// The document that a URI of the protocol names.
pub(crate) fn key(uri: &Uri) -> DocumentUri {
    DocumentUri::new(uri.as_str())
}

//! What an answer is made from: a project, a file or a place in it, at the moment of the question.

use std::sync::{Arc, Mutex, PoisonError};

use journey_ide::plugin::model::syntax::{Encoding, SourceText, TextRange};
use journey_ide::plugin::model::{FileId, Project};
use journey_ide::plugin::{Place, Registry};
use journey_ide::{Cancellable, Cancellation, Snapshot};
use ls_types::{Location, Position, Range, Uri};
use rustc_hash::FxHashMap;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use super::Session;
use super::document::Document;
use super::settings::Settings;
use super::version::Version;
use crate::capabilities::Capabilities;
use crate::convert;
use crate::disk::Disk;
use crate::timings::Timings;
use crate::transport::current_cancellation;

/// A project at the moment of a question. Taking one costs nothing; [`ProjectSnapshot::ide`] may have to merge files,
/// so it is called where it does not block messages, in [`answer`].
#[derive(Clone)]
pub(crate) struct ProjectSnapshot {
    /// The project.
    pub(crate) version: Arc<Version>,
    /// What the client can do.
    pub(crate) capabilities: Arc<Capabilities>,
    /// The user's settings.
    pub(crate) settings: Arc<Settings>,
    /// What columns count.
    pub(crate) encoding: Encoding,
    /// Raised when the client does not want the answer any more.
    pub(crate) cancellation: Cancellation,
    /// How long rules take.
    pub(crate) timings: Arc<Timings>,
    registry: Arc<Registry>,
    /// The texts that conversions needed, of files that are not open.
    texts: Arc<Mutex<FxHashMap<FileId, SourceText>>>,
}

/// A journey at the moment of a question.
#[derive(Clone)]
pub(crate) struct FileSnapshot {
    /// Its project.
    pub(crate) project: ProjectSnapshot,
    /// The file.
    pub(crate) file: FileId,
}

/// A place in a journey at the moment of a question.
#[derive(Clone)]
pub(crate) struct At {
    /// Its file.
    pub(crate) file: FileSnapshot,
    /// The place, in bytes.
    pub(crate) offset: u32,
}

/// A file of settings, such as `journey.toml`, at the moment of a question.
#[derive(Clone)]
pub(crate) struct SettingsSnapshot {
    /// The text.
    pub(crate) text: Arc<str>,
    /// The same, ready for conversions.
    pub(crate) source: SourceText,
    /// What columns count.
    pub(crate) encoding: Encoding,
    /// What the client can do.
    pub(crate) capabilities: Arc<Capabilities>,
    /// The plugins in use.
    pub(crate) registry: Arc<Registry>,
    /// The document.
    pub(crate) document: Arc<Document>,
}

/// What a request is about.
pub(crate) enum Asked {
    /// A journey.
    Journey(FileSnapshot),
    /// The settings of a project.
    Settings(SettingsSnapshot),
    /// A document that is not open and belongs to no project.
    Unknown,
}

impl Session {
    /// A project for answers.
    pub(crate) fn project(&self, version: Arc<Version>) -> ProjectSnapshot {
        ProjectSnapshot {
            version,
            capabilities: self.capabilities(),
            settings: self.settings(),
            encoding: self.encoding(),
            cancellation: current_cancellation(),
            timings: Arc::clone(&self.timings),
            registry: Arc::clone(&self.registry),
            texts: Arc::default(),
        }
    }
}

impl ProjectSnapshot {
    /// What features ask. Merges the project's files if nobody has yet.
    pub(crate) fn ide(&self) -> Snapshot {
        let project = self.version.project();
        Snapshot {
            registry: Arc::clone(&self.registry),
            folders: Arc::new(Disk::new(Arc::clone(&self.version.files), Arc::clone(&project))),
            project,
            today: crate::disk::today(),
            cancellation: self.cancellation.clone(),
        }
    }

    /// The merged project.
    pub(crate) fn model(&self) -> Arc<Project> {
        self.version.project()
    }

    /// The text of a file, ready for conversions.
    pub(crate) fn text(&self, file: FileId) -> SourceText {
        if let Some(document) = self.version.open.get(&file) {
            return document.text.clone();
        }
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        texts.entry(file).or_insert_with(|| self.version.text(file)).clone()
    }

    /// A range of the protocol for a range of a file.
    pub(crate) fn range(&self, place: Place) -> Range {
        convert::range(&self.text(place.file), place.range, self.encoding)
    }

    /// What a file is called.
    pub(crate) fn uri(&self, file: FileId) -> Uri {
        self.version.files.entry(file).uri.to_uri()
    }

    /// A place of the protocol.
    pub(crate) fn location(&self, place: Place) -> Location {
        Location { uri: self.uri(place.file), range: self.range(place) }
    }
}

impl FileSnapshot {
    /// Its text, ready for conversions.
    pub(crate) fn text(&self) -> SourceText {
        self.project.text(self.file)
    }

    /// A place in it.
    pub(crate) fn at(self, position: Position) -> At {
        let offset = convert::offset(&self.text(), position, self.project.encoding);
        At { file: self, offset }
    }

    /// A range of the protocol for a range of this file.
    pub(crate) fn range(&self, range: TextRange) -> Range {
        convert::range(&self.text(), range, self.project.encoding)
    }

    /// A range of the protocol in bytes.
    pub(crate) fn text_range(&self, range: Range) -> TextRange {
        convert::text_range(&self.text(), range, self.project.encoding)
    }
}

/// Raises its flag when it goes: when the client cancels a request, the request's future is dropped, and the work that
/// goes on elsewhere has to hear of it.
struct CancelsWhenDropped(Cancellation);

impl Drop for CancelsWhenDropped {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// Answers a question away from the loop that takes messages. The snapshot is what was asked about; take it before the
/// first await, so that the answer is about the text at the moment of the question.
///
/// # Errors
/// Where the client does not want the answer any more, and where the work panicked.
pub(crate) async fn answer<S: Send + 'static, T: Send + 'static>(
    snapshot: S,
    cancellation: &Cancellation,
    work: impl FnOnce(&S) -> Cancellable<T> + Send + 'static,
) -> Result<T> {
    let _guard = CancelsWhenDropped(cancellation.clone());
    match tokio::task::spawn_blocking(move || work(&snapshot)).await {
        Ok(answer) => answer.map_err(|_| Error::request_cancelled()),
        Err(error) => Err(failed(&error)),
    }
}

/// What the client is told where the server has a bug.
pub(crate) fn failed(error: &tokio::task::JoinError) -> Error {
    tracing::error!("a request failed because of a bug in the server: {error}");
    Error {
        code: ErrorCode::InternalError,
        message: "Journey has a bug: this request failed. Your text is safe, and everything else goes on.".into(),
        data: None,
    }
}

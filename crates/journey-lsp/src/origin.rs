//! What the client gives back when it asks for the rest of an answer: which document in which state the answer was about.

use serde::{Deserialize, Serialize};

use crate::session::Session;
use crate::session::snapshot::FileSnapshot;
use crate::uri::DocumentUri;

/// A document in the state that an answer was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Origin {
    uri: String,
    /// The client's number for its text; `None` where it was not open.
    version: Option<i32>,
}

impl Origin {
    /// The document that an answer is about.
    pub(crate) fn of(file: &FileSnapshot) -> Self {
        let version = &file.project.version;
        let uri = version.files.entry(file.file).uri.as_str().to_owned();
        Self { uri, version: version.number(file.file) }
    }

    /// The same document now; `None` where its text is another, or where it is gone.
    pub(crate) fn unchanged(&self, session: &Session) -> Option<FileSnapshot> {
        let file = session.file(&DocumentUri::new(&self.uri))?;
        (file.project.version.number(file.file) == self.version).then_some(file)
    }
}

//! Names documents the same way, however a client spells them.

use std::path::{Path, PathBuf};

/// A document's or folder's URI in its one normal spelling, so that equal places are equal values.
///
/// The transport rewrites every URI of an incoming message into this spelling before anything decodes it, and back into
/// the client's own spelling in outgoing ones, for documents that the client opened. So everything between sees normal
/// spellings only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DocumentUri(std::sync::Arc<str>);

impl DocumentUri {
    /// Normalises any text. What is no URI at all gets one of the scheme `unknown`, which no file has.
    pub(crate) fn new(text: &str) -> Self {
        let _ = text;
        todo!()
    }

    /// The URI of an absolute path, or `None` if the path is relative.
    pub(crate) fn from_path(path: &Path) -> Option<Self> {
        let _ = path;
        todo!()
    }

    /// The path of a `file` URI; `None` for all other schemes, which have no place on the disk.
    pub(crate) fn to_path(&self) -> Option<PathBuf> {
        todo!()
    }

    /// The normal spelling.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The type with which the protocol's messages are made.
    pub(crate) fn to_uri(&self) -> ls_types::Uri {
        todo!()
    }
}

impl From<&ls_types::Uri> for DocumentUri {
    fn from(uri: &ls_types::Uri) -> Self {
        Self::new(uri.as_str())
    }
}

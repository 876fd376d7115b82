//! Documents are opened, edited and closed.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_synchronization>

use std::sync::Arc;

use ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
};

use crate::session::document::Document;
use crate::session::workspace::is_settings;
use crate::session::{Session, key, reading};

/// The client opened a document: its text counts from now on, whatever is on the disk. A document that was open
/// already is open with the new text.
pub(crate) fn opened(session: &Arc<Session>, params: DidOpenTextDocumentParams) {
    let item = params.text_document;
    let uri = key(&item.uri);
    // The disk is asked, so nobody should have to wait for the workspace meanwhile.
    let layout = session.workspace().layout();
    let path = uri.to_path().map(|path| layout.known_path(&path));
    let document = Document::new(uri, path, item.version, &item.text);
    if let Some(wanted) = session.open(document) {
        reading::read_wanted(session, wanted);
    }
}

/// The client edited a document. An edit of a document that is not open is told in the log and changes nothing: its text
/// is not known.
pub(crate) fn changed(session: &Arc<Session>, params: DidChangeTextDocumentParams) {
    let uri = key(&params.text_document.uri);
    let Some(document) = session.document(&uri) else {
        tracing::warn!("`{}` was edited without being open; the edit does not count", uri.as_str());
        return;
    };
    let version = params.text_document.version;
    session.change(document.changed(version, params.content_changes, session.encoding()));
}

/// The client saved a document. What is open counts, saved or not; but which files a project has is decided by the settings
/// on the disk, and not every client watches them.
pub(crate) fn saved(session: &Arc<Session>, params: DidSaveTextDocumentParams) {
    let layout = session.workspace().layout();
    if let Some(path) = key(&params.text_document.uri).to_path()
        && (is_settings(&path) || layout.has_asked_for(&path))
    {
        reading::changed(session, vec![path]);
    }
}

/// The client closed a document: what is on the disk counts again.
pub(crate) fn closed(session: &Arc<Session>, params: DidCloseTextDocumentParams) {
    let uri = key(&params.text_document.uri);
    session.remembered.forget(&uri);
    if let Some(wanted) = session.close(&uri) {
        reading::read_wanted(session, wanted);
    }
}

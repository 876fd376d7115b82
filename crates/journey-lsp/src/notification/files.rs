//! Files come, change and go on the disk.

use std::sync::Arc;

use ls_types::{CreateFilesParams, DeleteFilesParams, DidChangeWatchedFilesParams, RenameFilesParams};

use crate::session::{Session, reading};
use crate::uri::DocumentUri;

/// The client watches the disk for the server.
pub(crate) fn watched(session: &Arc<Session>, params: DidChangeWatchedFilesParams) {
    changed(session, params.changes.iter().map(|change| change.uri.as_str()));
}

/// The user created files or folders in the editor.
pub(crate) fn created(session: &Arc<Session>, params: CreateFilesParams) {
    changed(session, params.files.iter().map(|file| file.uri.as_str()));
}

/// The user renamed or moved files or folders in the editor.
pub(crate) fn renamed(session: &Arc<Session>, params: RenameFilesParams) {
    changed(session, params.files.iter().flat_map(|file| [file.old_uri.as_str(), file.new_uri.as_str()]));
}

/// The user deleted files or folders in the editor.
pub(crate) fn deleted(session: &Arc<Session>, params: DeleteFilesParams) {
    changed(session, params.files.iter().map(|file| file.uri.as_str()));
}

fn changed<'u>(session: &Arc<Session>, uris: impl Iterator<Item = &'u str>) {
    let paths: Vec<_> = uris.filter_map(|uri| DocumentUri::new(uri).to_path()).collect();
    if !paths.is_empty() {
        reading::changed(session, paths);
    }
}

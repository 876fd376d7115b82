//! Folders of the workspace are opened and closed.

use std::path::PathBuf;
use std::sync::Arc;

use ls_types::{DidChangeWorkspaceFoldersParams, WorkspaceFolder};

use crate::session::{Session, key, reading};

/// Folders were opened or closed: projects are found anew.
pub(crate) fn changed(session: &Arc<Session>, params: DidChangeWorkspaceFoldersParams) {
    let removed = paths(&params.event.removed);
    let mut folders: Vec<PathBuf> = session.workspace().layout().folders().to_vec();
    folders.retain(|folder| !removed.contains(folder));
    folders.extend(paths(&params.event.added));
    reading::open_folders(session, folders);
}

/// Where folders are on the disk; those that are nowhere there are left out.
pub(crate) fn paths(folders: &[WorkspaceFolder]) -> Vec<PathBuf> {
    folders.iter().filter_map(|folder| key(&folder.uri).to_path()).collect()
}

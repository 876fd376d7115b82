//! `workspace/willRenameFiles`: what else changes when files or folders move.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_willRenameFiles>

use std::time::Duration;

use journey_ide::{Cancellation, Move};
use ls_types::{DocumentChanges, RenameFilesParams, WorkspaceEdit};
use tower_lsp::jsonrpc::Result;

use crate::session::snapshot::{ProjectSnapshot, answer};
use crate::session::{Session, reading};
use crate::uri::DocumentUri;
use crate::workspace_edit;

/// How long an answer waits for files to be read. The editor waits with the move.
const PATIENCE: Duration = Duration::from_secs(2);

/// The edits that keep paths right in the files of all projects; `None` where nothing has to change.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn will_rename_files(session: &Session, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
    let path = |uri: &str| DocumentUri::new(uri).to_path().map(|path| path.to_string_lossy().into_owned());
    let moves: Vec<Move> = params
        .files
        .iter()
        .filter_map(|file| Some(Move { from: path(&file.old_uri)?, to: path(&file.new_uri)? }))
        .collect();
    if moves.is_empty() {
        return Ok(None);
    }
    let cancellation = Cancellation::default();
    let mut projects = reading::all_finished(session, PATIENCE).await;
    projects.iter_mut().for_each(|project| project.cancellation = cancellation.clone());
    answer(projects, &cancellation, move |projects: &Vec<ProjectSnapshot>| {
        let mut all: Option<WorkspaceEdit> = None;
        for project in projects {
            let Some(root) = workspace_edit::root(project) else { continue };
            let change = journey_ide::rename_files(&project.ide(), &root.to_string_lossy(), &moves)?;
            if !change.edits.is_empty()
                && let Some(edit) = workspace_edit::convert(project, &change, None)
            {
                all = Some(match all {
                    None => edit,
                    Some(before) => joined(before, edit),
                });
            }
        }
        Ok(all)
    })
    .await
}

/// The edits of two projects as one. Both have the form that the client can read.
fn joined(mut one: WorkspaceEdit, other: WorkspaceEdit) -> WorkspaceEdit {
    if let (Some(changes), Some(more)) = (&mut one.changes, other.changes) {
        changes.extend(more);
    }
    if let (Some(DocumentChanges::Edits(edits)), Some(DocumentChanges::Edits(more))) =
        (&mut one.document_changes, other.document_changes)
    {
        edits.extend(more);
    }
    one
}

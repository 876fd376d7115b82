//! `textDocument/rename` and `textDocument/prepareRename`: another id for a declaration, wherever it is written.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_rename>

use std::time::Duration;

use journey_ide::Refusal;
use ls_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};
use tower_lsp::jsonrpc::{Error, Result};

use super::code_action_resolve::{outdated, request_failed};
use crate::session::snapshot::{At, answer};
use crate::session::{Session, key, reading};
use crate::workspace_edit;

/// How long a rename waits for the files of the project to be read.
const PATIENCE: Duration = Duration::from_secs(10);

/// The name at a place, with the id that it stands for.
///
/// # Errors
/// Where nothing can be renamed there, with the reason, and where the client does not want the answer any more.
pub(crate) async fn prepare(
    session: &Session,
    params: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>> {
    let Some(at) = placed(session, &params).await? else { return Ok(None) };
    let cancellation = at.file.project.cancellation.clone();
    let prepared = answer(at, &cancellation, |at: &At| {
        let prepared = journey_ide::prepare_rename(&at.file.project.ide(), at.file.file, at.offset);
        Ok(prepared.map(|(range, placeholder)| PrepareRenameResponse::RangeWithPlaceholder {
            range: at.file.range(range),
            placeholder,
        }))
    });
    prepared.await?.map(Some).map_err(|refusal| refused(&refusal))
}

/// Renames what stands at a place.
///
/// # Errors
/// Where it cannot be renamed so, with the reason, and where the client does not want the answer any more.
pub(crate) async fn rename(session: &Session, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
    let Some(at) = placed(session, &params.text_document_position).await? else { return Ok(None) };
    if at.file.project.version.is_loading {
        return Err(request_failed(
            "The files of the project are still being read, so not everything that refers to this is known. Try again in a \
             moment.",
        ));
    }
    let cancellation = at.file.project.cancellation.clone();
    let renamed = answer(at, &cancellation, move |at: &At| {
        let project = &at.file.project;
        let renamed = journey_ide::rename(&project.ide(), at.file.file, at.offset, &params.new_name)?;
        Ok(renamed.map(|change| workspace_edit::convert(project, &change, None)))
    });
    renamed.await?.map_err(|refusal| refused(&refusal))
}

/// A place, when all files of its project are read. The text must still be the one that was asked about.
async fn placed(session: &Session, place: &TextDocumentPositionParams) -> Result<Option<At>> {
    let Some(asked) = session.journey(&place.text_document) else { return Ok(None) };
    let read = reading::finished(session, &key(&place.text_document.uri), PATIENCE).await;
    let Some(file) = read else { return Ok(None) };
    if file.project.version.number(file.file) != asked.project.version.number(asked.file) {
        return Err(outdated());
    }
    Ok(Some(file.at(place.position)))
}

fn refused(refusal: &Refusal) -> Error {
    request_failed(&refusal.message)
}

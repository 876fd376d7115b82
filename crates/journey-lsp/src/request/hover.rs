//! `textDocument/hover`: what stands at a place.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_hover>

use journey_ide::{Cancellable, HoverContent};
use ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind, Position, Range};
use tower_lsp::jsonrpc::Result;

use crate::capabilities::Capabilities;
use crate::convert;
use crate::session::Session;
use crate::session::snapshot::{Asked, At, FileSnapshot, SettingsSnapshot, answer};

/// Explains what stands at a place; `None` where there is nothing to say.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn hover(session: &Session, params: HoverParams) -> Result<Option<Hover>> {
    let place = params.text_document_position_params;
    match session.asked(&place.text_document) {
        Asked::Unknown => Ok(None),
        Asked::Settings(settings) => Ok(in_settings(&settings, place.position)),
        Asked::Journey(file) => {
            let at = file.at(place.position);
            let cancellation = at.file.project.cancellation.clone();
            answer(at, &cancellation, in_journey).await
        }
    }
}

fn in_journey(at: &At) -> Cancellable<Option<Hover>> {
    let FileSnapshot { project, file } = &at.file;
    let Some(content) = journey_ide::hover(&project.ide(), *file, at.offset) else { return Ok(None) };
    let range = at.file.range(content.range);
    Ok(Some(shown(content, range, &project.capabilities)))
}

fn in_settings(settings: &SettingsSnapshot, position: Position) -> Option<Hover> {
    let offset = convert::offset(&settings.source, position, settings.encoding);
    let content = journey_ide::hover_configuration(&settings.text, offset, &settings.registry)?;
    let range = convert::range(&settings.source, content.range, settings.encoding);
    Some(shown(content, range, &settings.capabilities))
}

fn shown(content: HoverContent, range: Range, capabilities: &Capabilities) -> Hover {
    let (kind, value) = if capabilities.hover_markdown() {
        (MarkupKind::Markdown, content.markdown)
    } else {
        (MarkupKind::PlainText, journey_ide::plain(&content.markdown))
    };
    let contents = HoverContents::Markup(MarkupContent { kind, value });
    Hover { contents, range: Some(range) }
}

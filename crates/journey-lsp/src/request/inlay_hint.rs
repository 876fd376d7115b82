//! `textDocument/inlayHint` and `inlayHint/resolve`: what stands between the words.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_inlayHint>

use journey_ide::Cancellable;
use journey_ide::plugin::{Hint, HintDetails};
use ls_types::{
    InlayHint, InlayHintLabel, InlayHintLabelPart, InlayHintParams, InlayHintTooltip, MarkupContent, MarkupKind,
};
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;

use crate::convert;
use crate::origin::Origin;
use crate::session::Session;
use crate::session::snapshot::{FileSnapshot, answer};

/// What a hint carries to be told more about.
#[derive(Serialize, Deserialize)]
struct Data {
    origin: Origin,
    kind: String,
    offset: u32,
}

/// The hints that stand in a part of a document.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn inlay_hint(session: &Session, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    let Some(file) = session.journey(&params.text_document) else { return Ok(None) };
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, move |file: &FileSnapshot| Ok(Some(hints(file, params.range)))).await
}

fn hints(file: &FileSnapshot, range: ls_types::Range) -> Vec<InlayHint> {
    let (ide, text) = (file.project.ide(), file.text());
    let origin = Origin::of(file);
    let found = journey_ide::inlay_hints(&ide, file.file, file.text_range(range), &file.project.settings.hints());
    let asks_later = resolves(file, "tooltip");
    let hint = |journey_ide::InlayHint { kind, hint }| {
        let data = Data { origin: origin.clone(), kind: kind.to_owned(), offset: hint.offset };
        let shown = InlayHint {
            position: convert::position(&text, hint.offset, file.project.encoding),
            label: InlayHintLabel::String(hint.label.clone()),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: serde_json::to_value(data).ok().filter(|_| asks_later),
        };
        if asks_later {
            return shown;
        }
        let details = journey_ide::inlay_hint_details(&ide, file.file, kind, &hint);
        detailed(file, shown, &hint.label, details.unwrap_or_default())
    };
    found.into_iter().map(hint).collect()
}

/// The same hint with its explanation and its link; as it is where its document has changed since.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn resolve(session: &Session, hint: InlayHint) -> Result<InlayHint> {
    let data: Option<Data> = hint.data.clone().and_then(|data| serde_json::from_value(data).ok());
    let Some(data) = data else { return Ok(hint) };
    let Some(file) = data.origin.unchanged(session) else { return Ok(hint) };
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, move |file: &FileSnapshot| -> Cancellable<InlayHint> {
        let label = match &hint.label {
            InlayHintLabel::String(label) => label.clone(),
            InlayHintLabel::LabelParts(parts) => parts.iter().map(|part| part.value.as_str()).collect(),
        };
        let asked = Hint { offset: data.offset, label: label.clone() };
        let details = journey_ide::inlay_hint_details(&file.project.ide(), file.file, &data.kind, &asked);
        Ok(detailed(file, hint, &label, details.unwrap_or_default()))
    })
    .await
}

fn detailed(file: &FileSnapshot, hint: InlayHint, label: &str, details: HintDetails) -> InlayHint {
    let tooltip = (!details.tooltip.is_empty()).then(|| {
        let (kind, value) = if file.project.capabilities.hover_markdown() {
            (MarkupKind::Markdown, details.tooltip)
        } else {
            (MarkupKind::PlainText, journey_ide::plain(&details.tooltip))
        };
        InlayHintTooltip::MarkupContent(MarkupContent { kind, value })
    });
    // A client that has to ask for the tooltip and not for the place would not take the place now.
    let takes_location = resolves(file, "label.location") || !resolves(file, "tooltip");
    let label = match details.target.filter(|_| takes_location) {
        Some(target) => InlayHintLabel::LabelParts(vec![InlayHintLabelPart {
            value: label.to_owned(),
            location: Some(file.project.location(target)),
            ..InlayHintLabelPart::default()
        }]),
        None => hint.label,
    };
    InlayHint { label, tooltip, ..hint }
}

/// Whether the client asks for a property of a hint when it needs it.
fn resolves(file: &FileSnapshot, property: &str) -> bool {
    let properties = file
        .project
        .capabilities
        .text_document(|text| Some(text.inlay_hint.as_ref()?.resolve_support.as_ref()?.properties.as_slice()));
    properties.is_some_and(|properties| properties.iter().any(|known| known == property))
}

//! `textDocument/onTypeFormatting`: indents behind Enter, and lays out the block that a `}` closes.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_onTypeFormatting>

use ls_types::{DocumentOnTypeFormattingOptions, DocumentOnTypeFormattingParams, TextEdit};
use tower_lsp::jsonrpc::Result;

use super::formatting::edits;
use crate::session::Session;
use crate::session::snapshot::{At, answer};

const BRACE: &str = "}";
const ENTER: &str = "\n";

/// What the client asks about.
pub(crate) fn offered() -> DocumentOnTypeFormattingOptions {
    DocumentOnTypeFormattingOptions {
        first_trigger_character: BRACE.to_owned(),
        more_trigger_character: Some(vec![ENTER.to_owned()]),
    }
}

/// What has to change around a character that was just typed. The options of the client count for nothing.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn on_type_formatting(
    session: &Session,
    params: DocumentOnTypeFormattingParams,
) -> Result<Option<Vec<TextEdit>>> {
    let place = params.text_document_position;
    let Some(file) = session.journey(&place.text_document) else { return Ok(None) };
    let cancellation = file.project.cancellation.clone();
    answer(file.at(place.position), &cancellation, move |at: &At| {
        let model = at.file.project.model();
        let parse = model.file(at.file.file).model.parse();
        let changes = match params.ch.as_str() {
            BRACE => journey_format::format_after_brace(parse, at.offset),
            ENTER => journey_format::indent_new_line(parse, at.offset),
            _ => Vec::new(),
        };
        Ok(Some(edits(&at.file, &parse.text(), changes)))
    })
    .await
}

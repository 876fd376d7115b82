//! `textDocument/documentHighlight`: what belongs to what the cursor is on, in the same document.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_documentHighlight>

use journey_ide::HighlightKind;
use ls_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams};
use tower_lsp::jsonrpc::Result;

use crate::convert;
use crate::session::Session;
use crate::session::snapshot::{At, answer};

/// Finds what belongs to a place; `None` where that is nothing, so that the editor can look for the same word.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn document_highlight(
    session: &Session,
    params: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>> {
    let Some(at) = session.at(&params.text_document_position_params) else { return Ok(None) };
    let cancellation = at.file.project.cancellation.clone();
    answer(at, &cancellation, |at: &At| {
        let project = &at.file.project;
        let text = at.file.text();
        let found = journey_ide::highlight(&project.ide(), at.file.file, at.offset);
        let highlights = found.into_iter().map(|highlight| DocumentHighlight {
            range: convert::range(&text, highlight.range, project.encoding),
            kind: Some(match highlight.kind {
                HighlightKind::Declaration => DocumentHighlightKind::WRITE,
                HighlightKind::Reference => DocumentHighlightKind::READ,
                HighlightKind::Block => DocumentHighlightKind::TEXT,
            }),
        });
        let highlights: Vec<DocumentHighlight> = highlights.collect();
        Ok((!highlights.is_empty()).then_some(highlights))
    })
    .await
}

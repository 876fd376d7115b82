//! `textDocument/references`: every place of the project that refers to what stands at a place.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_references>

use journey_ide::Cancellable;
use ls_types::{Location, ReferenceParams};
use tower_lsp::jsonrpc::Result;

use crate::session::Session;
use crate::session::snapshot::{At, answer};

/// Finds the references to what stands at a place; `None` where no name stands.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn references(session: &Session, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
    let Some(at) = session.at(&params.text_document_position) else { return Ok(None) };
    let cancellation = at.file.project.cancellation.clone();
    let include_declaration = params.context.include_declaration;
    answer(at, &cancellation, move |at: &At| -> Cancellable<_> {
        let project = &at.file.project;
        let found = journey_ide::references(&project.ide(), at.file.file, at.offset, include_declaration)?;
        let Some(places) = found else { return Ok(None) };
        let mut locations = Vec::with_capacity(places.len());
        for place in places {
            // The text of a file that is not open has to be made ready first.
            project.cancellation.check()?;
            locations.push(project.location(place));
        }
        Ok(Some(locations))
    })
    .await
}

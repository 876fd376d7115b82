//! `textDocument/implementation`: what answers the thing at a place, as opportunities answer a pain.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_implementation>

use ls_types::request::{GotoImplementationParams, GotoImplementationResponse};
use tower_lsp::jsonrpc::Result;

use crate::navigation::go;
use crate::session::Session;

/// Leads to what answers the thing at a place.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn implementation(
    session: &Session,
    params: GotoImplementationParams,
) -> Result<Option<GotoImplementationResponse>> {
    go(session, params, journey_ide::implementation, |client| client.implementation).await
}

//! `textDocument/definition`: where the name at a place is declared.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_definition>

use ls_types::{GotoDefinitionParams, GotoDefinitionResponse};
use tower_lsp::jsonrpc::Result;

use crate::navigation::go;
use crate::session::Session;

/// Leads to the declaration of the name at a place, or to the file that a text names.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn definition(
    session: &Session,
    params: GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>> {
    go(session, params, journey_ide::definition, |client| client.definition).await
}

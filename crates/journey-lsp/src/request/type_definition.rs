//! `textDocument/typeDefinition`: what the thing at a place is about, as a touchpoint is about its personas.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_typeDefinition>

use ls_types::request::{GotoTypeDefinitionParams, GotoTypeDefinitionResponse};
use tower_lsp::jsonrpc::Result;

use crate::navigation::go;
use crate::session::Session;

/// Leads to what the thing at a place is about.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn type_definition(
    session: &Session,
    params: GotoTypeDefinitionParams,
) -> Result<Option<GotoTypeDefinitionResponse>> {
    go(session, params, journey_ide::type_definition, |client| client.type_definition).await
}

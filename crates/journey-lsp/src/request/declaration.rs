//! `textDocument/declaration`: where the name at a place is declared. In this language a declaration defines, so the
//! answer is that of `textDocument/definition`.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_declaration>

use ls_types::request::{GotoDeclarationParams, GotoDeclarationResponse};
use tower_lsp::jsonrpc::Result;

use crate::navigation::go;
use crate::session::Session;

/// Leads to the declaration of the name at a place, or to the file that a text names.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn declaration(
    session: &Session,
    params: GotoDeclarationParams,
) -> Result<Option<GotoDeclarationResponse>> {
    go(session, params, journey_ide::definition, |client| client.declaration).await
}

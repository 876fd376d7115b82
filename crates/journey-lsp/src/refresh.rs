//! Tells the client to ask again for what it has been given.

use std::sync::Arc;

use ls_types::request::{CodeLensRefresh, InlayHintRefreshRequest, SemanticTokensRefresh, WorkspaceDiagnosticRefresh};

use crate::ask_client::ask;
use crate::session::Session;

/// Everything that depends on other files or on settings has changed.
pub(crate) async fn everything(session: &Arc<Session>) {
    let capabilities = session.capabilities();
    diagnostics(session).await;
    if capabilities.refreshes_semantic_tokens() {
        ask::<SemanticTokensRefresh>(session, ()).await;
    }
    if capabilities.refreshes_inlay_hints() {
        ask::<InlayHintRefreshRequest>(session, ()).await;
    }
    if capabilities.refreshes_code_lenses() {
        ask::<CodeLensRefresh>(session, ()).await;
    }
}

/// The findings of files have changed that the client did not edit.
pub(crate) async fn diagnostics(session: &Arc<Session>) {
    if session.capabilities().pulls_diagnostics() {
        ask::<WorkspaceDiagnosticRefresh>(session, ()).await;
    }
}

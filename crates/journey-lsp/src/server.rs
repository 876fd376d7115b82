//! The protocol's methods, each handed to the file that answers it.

use std::sync::Arc;

use ls_types as lsp;
use tower_lsp::jsonrpc::Result;
use tower_lsp::{LanguageServer, LspService};

use crate::session::Session;
use crate::{command, notification, request};

/// What answers the client.
pub(crate) struct Server {
    session: Arc<Session>,
}

/// The service with all methods, those of our own included.
pub(crate) fn service(
    session: impl FnOnce(tower_lsp::Client) -> Session,
) -> (LspService<Server>, tower_lsp::ClientSocket) {
    LspService::build(|client| Server { session: Arc::new(session(client)) })
        .custom_method("journey/render", Server::render)
        .custom_method("journey/status", Server::status)
        .finish()
}

impl Server {
    async fn render(&self, params: request::render::RenderParams) -> Result<request::render::RenderResult> {
        request::render::render(&self.session, params).await
    }

    async fn status(&self) -> Result<request::status::Status> {
        request::status::status(&self.session).await
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        Ok(notification::lifecycle::initialize(&self.session, params))
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        notification::lifecycle::initialized(&self.session);
    }

    async fn shutdown(&self) -> Result<()> {
        crate::progress::end(&self.session).await;
        Ok(())
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        notification::documents::opened(&self.session, params);
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        notification::documents::changed(&self.session, params);
    }

    async fn did_save(&self, params: lsp::DidSaveTextDocumentParams) {
        notification::documents::saved(&self.session, params);
    }

    async fn did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        notification::documents::closed(&self.session, params);
    }

    async fn did_change_configuration(&self, params: lsp::DidChangeConfigurationParams) {
        notification::configuration::changed(&self.session, params);
    }

    async fn did_change_workspace_folders(&self, params: lsp::DidChangeWorkspaceFoldersParams) {
        notification::folders::changed(&self.session, params);
    }

    async fn did_change_watched_files(&self, params: lsp::DidChangeWatchedFilesParams) {
        notification::files::watched(&self.session, params);
    }

    async fn did_create_files(&self, params: lsp::CreateFilesParams) {
        notification::files::created(&self.session, params);
    }

    async fn did_rename_files(&self, params: lsp::RenameFilesParams) {
        notification::files::renamed(&self.session, params);
    }

    async fn did_delete_files(&self, params: lsp::DeleteFilesParams) {
        notification::files::deleted(&self.session, params);
    }

    async fn execute_command(&self, params: lsp::ExecuteCommandParams) -> Result<Option<lsp::LSPAny>> {
        command::execute(&self.session, params).await
    }

    async fn diagnostic(&self, params: lsp::DocumentDiagnosticParams) -> Result<lsp::DocumentDiagnosticReportResult> {
        request::diagnostic::of_document(&self.session, params).await
    }

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReportResult> {
        request::diagnostic::of_workspace(&self.session, params).await
    }

    async fn completion(&self, params: lsp::CompletionParams) -> Result<Option<lsp::CompletionResponse>> {
        request::completion::completion(&self.session, params).await
    }

    async fn completion_resolve(&self, item: lsp::CompletionItem) -> Result<lsp::CompletionItem> {
        request::completion_resolve::completion_resolve(&self.session, item).await
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        request::hover::hover(&self.session, params).await
    }

    async fn code_action(&self, params: lsp::CodeActionParams) -> Result<Option<lsp::CodeActionResponse>> {
        request::code_action::code_action(&self.session, params).await
    }

    async fn code_action_resolve(&self, action: lsp::CodeAction) -> Result<lsp::CodeAction> {
        request::code_action_resolve::resolve(&self.session, action).await
    }

    async fn prepare_rename(
        &self,
        params: lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::PrepareRenameResponse>> {
        request::rename::prepare(&self.session, params).await
    }

    async fn rename(&self, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
        request::rename::rename(&self.session, params).await
    }

    async fn will_rename_files(&self, params: lsp::RenameFilesParams) -> Result<Option<lsp::WorkspaceEdit>> {
        request::will_rename_files::will_rename_files(&self.session, params).await
    }

    async fn document_symbol(&self, params: lsp::DocumentSymbolParams) -> Result<Option<lsp::DocumentSymbolResponse>> {
        request::document_symbol::document_symbol(&self.session, params).await
    }

    async fn symbol(&self, params: lsp::WorkspaceSymbolParams) -> Result<Option<lsp::WorkspaceSymbolResponse>> {
        request::workspace_symbol::workspace_symbol(&self.session, params).await
    }

    async fn document_highlight(
        &self,
        params: lsp::DocumentHighlightParams,
    ) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
        request::document_highlight::document_highlight(&self.session, params).await
    }

    async fn goto_definition(&self, params: lsp::GotoDefinitionParams) -> Result<Option<lsp::GotoDefinitionResponse>> {
        request::definition::definition(&self.session, params).await
    }

    async fn goto_declaration(
        &self,
        params: lsp::request::GotoDeclarationParams,
    ) -> Result<Option<lsp::request::GotoDeclarationResponse>> {
        request::declaration::declaration(&self.session, params).await
    }

    async fn goto_type_definition(
        &self,
        params: lsp::request::GotoTypeDefinitionParams,
    ) -> Result<Option<lsp::request::GotoTypeDefinitionResponse>> {
        request::type_definition::type_definition(&self.session, params).await
    }

    async fn goto_implementation(
        &self,
        params: lsp::request::GotoImplementationParams,
    ) -> Result<Option<lsp::request::GotoImplementationResponse>> {
        request::implementation::implementation(&self.session, params).await
    }

    async fn references(&self, params: lsp::ReferenceParams) -> Result<Option<Vec<lsp::Location>>> {
        request::references::references(&self.session, params).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: lsp::CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyItem>>> {
        request::call_hierarchy::prepare(&self.session, params).await
    }

    async fn incoming_calls(
        &self,
        params: lsp::CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyIncomingCall>>> {
        request::call_hierarchy::incoming(&self.session, params).await
    }

    async fn outgoing_calls(
        &self,
        params: lsp::CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyOutgoingCall>>> {
        request::call_hierarchy::outgoing(&self.session, params).await
    }

    async fn prepare_type_hierarchy(
        &self,
        params: lsp::TypeHierarchyPrepareParams,
    ) -> Result<Option<Vec<lsp::TypeHierarchyItem>>> {
        request::type_hierarchy::prepare(&self.session, params).await
    }

    async fn supertypes(
        &self,
        params: lsp::TypeHierarchySupertypesParams,
    ) -> Result<Option<Vec<lsp::TypeHierarchyItem>>> {
        request::type_hierarchy::supertypes(&self.session, params).await
    }

    async fn subtypes(&self, params: lsp::TypeHierarchySubtypesParams) -> Result<Option<Vec<lsp::TypeHierarchyItem>>> {
        request::type_hierarchy::subtypes(&self.session, params).await
    }

    async fn inlay_hint(&self, params: lsp::InlayHintParams) -> Result<Option<Vec<lsp::InlayHint>>> {
        request::inlay_hint::inlay_hint(&self.session, params).await
    }

    async fn inlay_hint_resolve(&self, hint: lsp::InlayHint) -> Result<lsp::InlayHint> {
        request::inlay_hint::resolve(&self.session, hint).await
    }

    async fn code_lens(&self, params: lsp::CodeLensParams) -> Result<Option<Vec<lsp::CodeLens>>> {
        request::code_lens::code_lens(&self.session, params).await
    }

    async fn code_lens_resolve(&self, lens: lsp::CodeLens) -> Result<lsp::CodeLens> {
        request::code_lens::resolve(&self.session, lens).await
    }

    async fn document_link(&self, params: lsp::DocumentLinkParams) -> Result<Option<Vec<lsp::DocumentLink>>> {
        request::document_link::document_link(&self.session, params).await
    }

    async fn document_link_resolve(&self, link: lsp::DocumentLink) -> Result<lsp::DocumentLink> {
        request::document_link::resolve(&self.session, link).await
    }

    async fn formatting(&self, params: lsp::DocumentFormattingParams) -> Result<Option<Vec<lsp::TextEdit>>> {
        request::formatting::formatting(&self.session, params).await
    }

    async fn range_formatting(&self, params: lsp::DocumentRangeFormattingParams) -> Result<Option<Vec<lsp::TextEdit>>> {
        request::range_formatting::range_formatting(&self.session, params).await
    }

    async fn on_type_formatting(
        &self,
        params: lsp::DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<lsp::TextEdit>>> {
        request::on_type_formatting::on_type_formatting(&self.session, params).await
    }

    async fn folding_range(&self, params: lsp::FoldingRangeParams) -> Result<Option<Vec<lsp::FoldingRange>>> {
        request::folding_range::folding_range(&self.session, params).await
    }

    async fn selection_range(&self, params: lsp::SelectionRangeParams) -> Result<Option<Vec<lsp::SelectionRange>>> {
        request::selection_range::selection_range(&self.session, params).await
    }

    async fn semantic_tokens_full(
        &self,
        params: lsp::SemanticTokensParams,
    ) -> Result<Option<lsp::SemanticTokensResult>> {
        request::semantic_tokens::full(&self.session, params).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: lsp::SemanticTokensDeltaParams,
    ) -> Result<Option<lsp::SemanticTokensFullDeltaResult>> {
        request::semantic_tokens::full_delta(&self.session, params).await
    }

    async fn semantic_tokens_range(
        &self,
        params: lsp::SemanticTokensRangeParams,
    ) -> Result<Option<lsp::SemanticTokensRangeResult>> {
        request::semantic_tokens::range(&self.session, params).await
    }
}

//! What the client can do, and what the server offers it.

use journey_ide::plugin::model::syntax::Encoding;
use ls_types::{
    CallHierarchyServerCapability, ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    CodeLensOptions, CompletionOptions, CompletionOptionsCompletionItem, DeclarationCapability, DiagnosticOptions,
    DiagnosticServerCapabilities, DiagnosticTag, DocumentLinkOptions, DocumentSymbolOptions, ExecuteCommandOptions,
    FileOperationFilter, FileOperationPattern, FileOperationRegistrationOptions, FoldingRangeProviderCapability,
    GotoCapability, HoverProviderCapability, ImplementationProviderCapability, InlayHintOptions,
    InlayHintServerCapabilities, MarkupKind, OneOf, PositionEncodingKind, RenameOptions, SaveOptions,
    SelectionRangeProviderCapability, SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions,
    SemanticTokensServerCapabilities, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, TypeDefinitionProviderCapability, WorkDoneProgressOptions,
    WorkspaceFileOperationsServerCapabilities, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

/// What the client said that it can do. Everything that depends on it asks here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Capabilities {
    /// What the client said, for the requests that ask for details of their own.
    pub(crate) client: ClientCapabilities,
    /// Commands that the client can run itself, such as `journey.showReferences`: it names them in its
    /// `experimental.commands.commands`.
    commands: Vec<String>,
}

impl Capabilities {
    /// Reads what a client can do.
    pub(crate) fn new(client: ClientCapabilities) -> Self {
        let commands = client.experimental.as_ref().and_then(|experimental| {
            let commands = experimental.get("commands")?.get("commands")?.as_array()?;
            Some(commands.iter().filter_map(|command| command.as_str().map(str::to_owned)).collect())
        });
        Self { commands: commands.unwrap_or_default(), client }
    }

    /// What columns count: UTF-8 if the client can, because that is what the server counts; else UTF-16, which every
    /// client can; UTF-32 where it is the first that the client names.
    pub(crate) fn encoding(&self) -> Encoding {
        let offered = self.client.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let offered = offered.unwrap_or_default();
        if offered.contains(&PositionEncodingKind::UTF8) {
            Encoding::Utf8
        } else if offered.first() == Some(&PositionEncodingKind::UTF32) {
            Encoding::Utf32
        } else {
            Encoding::Utf16
        }
    }

    /// Whether the client asks for diagnostics. Then none are pushed. One that cannot be told to ask again would keep what
    /// it heard before its project was read, so it gets them pushed. Helix 25.07 is one: it says so in a misspelt place.
    pub(crate) fn pulls_diagnostics(&self) -> bool {
        self.text_document(|text| text.diagnostic.as_ref()).is_some() && self.refreshes_diagnostics()
    }

    /// Whether the client can be told that diagnostics have to be asked for again.
    pub(crate) fn refreshes_diagnostics(&self) -> bool {
        self.workspace(|workspace| workspace.diagnostics.as_ref()?.refresh_support).unwrap_or(false)
    }

    /// Whether an answer about one document's diagnostics may bring those of others.
    pub(crate) fn related_documents(&self) -> bool {
        self.text_document(|text| text.diagnostic.as_ref()?.related_document_support).unwrap_or(false)
    }

    /// Whether diagnostics may name other places.
    pub(crate) fn related_information(&self) -> bool {
        // Clients say it there for findings that they ask for, too.
        self.text_document(|text| text.publish_diagnostics.as_ref()?.related_information).unwrap_or(false)
    }

    /// Whether diagnostics may carry a tag.
    pub(crate) fn shows(&self, tag: &DiagnosticTag) -> bool {
        let tags = self.text_document(|text| text.publish_diagnostics.as_ref()?.tag_support.as_ref());
        tags.is_some_and(|tags| tags.value_set.contains(tag))
    }

    /// Whether hovers may be Markdown.
    pub(crate) fn hover_markdown(&self) -> bool {
        let formats = self.text_document(|text| text.hover.as_ref()?.content_format.as_deref());
        formats.is_some_and(|formats| formats.contains(&MarkupKind::Markdown))
    }

    /// Whether an answer to "go to" may carry ranges of both ends.
    pub(crate) fn links(
        &self,
        capability: impl Fn(&ls_types::TextDocumentClientCapabilities) -> Option<GotoCapability>,
    ) -> bool {
        self.text_document(|text| capability(text)?.link_support).unwrap_or(false)
    }

    /// Whether edits may carry the version of the document that they are for.
    pub(crate) fn versioned_edits(&self) -> bool {
        self.workspace(|workspace| workspace.workspace_edit.as_ref()?.document_changes).unwrap_or(false)
    }

    /// Whether edits may make new files.
    pub(crate) fn creates_files(&self) -> bool {
        let operations = self.workspace(|workspace| workspace.workspace_edit.as_ref()?.resource_operations.as_deref());
        self.versioned_edits()
            && operations.is_some_and(|operations| operations.contains(&ls_types::ResourceOperationKind::Create))
    }

    /// Whether edits may say that they have to be confirmed.
    pub(crate) fn change_annotations(&self) -> bool {
        self.versioned_edits()
            && self
                .workspace(|workspace| workspace.workspace_edit.as_ref()?.change_annotation_support.as_ref())
                .is_some()
    }

    /// Whether the client makes edits that the server asks it for.
    pub(crate) fn applies_edits(&self) -> bool {
        self.workspace(|workspace| workspace.apply_edit).unwrap_or(false)
    }

    fn code_action(&self) -> Option<&ls_types::CodeActionClientCapabilities> {
        self.text_document(|text| text.code_action.as_ref())
    }

    /// Whether code actions may be more than commands.
    pub(crate) fn code_action_literals(&self) -> bool {
        self.code_action().is_some_and(|client| client.code_action_literal_support.is_some())
    }

    /// Whether the client asks for the edit of a code action when somebody chooses it.
    pub(crate) fn resolves_code_actions(&self) -> bool {
        self.code_action().is_some_and(|client| {
            let properties = client.resolve_support.as_ref().map(|support| support.properties.as_slice());
            client.data_support == Some(true)
                && properties.unwrap_or_default().iter().any(|property| property == "edit")
        })
    }

    /// Whether a code action may be the one to take where nobody chooses.
    pub(crate) fn preferred_code_actions(&self) -> bool {
        self.code_action().is_some_and(|client| client.is_preferred_support == Some(true))
    }

    /// Whether code actions that cannot be done may be told, with the reason.
    pub(crate) fn disabled_code_actions(&self) -> bool {
        self.code_action().is_some_and(|client| client.disabled_support == Some(true))
    }

    /// Whether the client asks its user before it makes the edit of a code action that has to be confirmed.
    pub(crate) fn confirms_code_actions(&self) -> bool {
        self.code_action().is_some_and(|client| client.honors_change_annotations == Some(true))
    }

    /// Whether the client can watch files for the server.
    pub(crate) fn watches_files(&self) -> bool {
        let watched = self.workspace(|workspace| workspace.did_change_watched_files.as_ref()?.dynamic_registration);
        watched.unwrap_or(false)
    }

    /// Whether the client can be asked for its settings.
    pub(crate) fn configuration(&self) -> bool {
        self.workspace(|workspace| workspace.configuration).unwrap_or(false)
    }

    /// Whether the client tells about changed settings only where the server registers for it.
    pub(crate) fn registers_configuration(&self) -> bool {
        let change = self.workspace(|workspace| workspace.did_change_configuration.as_ref()?.dynamic_registration);
        change.unwrap_or(false)
    }

    /// Whether the client shows progress that the server starts.
    pub(crate) fn progress(&self) -> bool {
        self.client.window.as_ref().and_then(|window| window.work_done_progress).unwrap_or(false)
    }

    /// Whether the client asks for inlay hints again when it is told to.
    pub(crate) fn refreshes_inlay_hints(&self) -> bool {
        self.workspace(|workspace| workspace.inlay_hint.as_ref()?.refresh_support).unwrap_or(false)
    }

    /// Whether the client asks for code lenses again when it is told to.
    pub(crate) fn refreshes_code_lenses(&self) -> bool {
        self.workspace(|workspace| workspace.code_lens.as_ref()?.refresh_support).unwrap_or(false)
    }

    /// Whether the client asks for semantic tokens again when it is told to.
    pub(crate) fn refreshes_semantic_tokens(&self) -> bool {
        self.workspace(|workspace| workspace.semantic_tokens.as_ref()?.refresh_support).unwrap_or(false)
    }

    /// Whether the client runs a command itself.
    pub(crate) fn runs(&self, command: &str) -> bool {
        self.commands.iter().any(|known| known == command)
    }

    /// One of the client's capabilities about documents.
    pub(crate) fn text_document<'c, T>(
        &'c self,
        capability: impl FnOnce(&'c ls_types::TextDocumentClientCapabilities) -> Option<T>,
    ) -> Option<T> {
        self.client.text_document.as_ref().and_then(capability)
    }

    /// One of the client's capabilities about the workspace.
    pub(crate) fn workspace<'c, T>(
        &'c self,
        capability: impl FnOnce(&'c ls_types::WorkspaceClientCapabilities) -> Option<T>,
    ) -> Option<T> {
        self.client.workspace.as_ref().and_then(capability)
    }

    /// What the server offers this client; [`complete`] adds what the types lack.
    pub(crate) fn server(&self) -> ServerCapabilities {
        let no_progress = WorkDoneProgressOptions::default;
        ServerCapabilities {
            position_encoding: Some(match self.encoding() {
                Encoding::Utf8 => PositionEncodingKind::UTF8,
                Encoding::Utf16 => PositionEncodingKind::UTF16,
                Encoding::Utf32 => PositionEncodingKind::UTF32,
            }),
            text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
                ..TextDocumentSyncOptions::default()
            })),
            selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            completion_provider: Some(CompletionOptions {
                resolve_provider: Some(true),
                trigger_characters: Some([" ", ":", ",", ".", "@", "\"", "/"].map(str::to_owned).to_vec()),
                completion_item: Some(CompletionOptionsCompletionItem { label_details_support: Some(true) }),
                ..CompletionOptions::default()
            }),
            definition_provider: Some(OneOf::Left(true)),
            declaration_provider: Some(DeclarationCapability::Simple(true)),
            type_definition_provider: Some(TypeDefinitionProviderCapability::Simple(true)),
            implementation_provider: Some(ImplementationProviderCapability::Simple(true)),
            references_provider: Some(OneOf::Left(true)),
            document_highlight_provider: Some(OneOf::Left(true)),
            document_symbol_provider: Some(OneOf::Right(DocumentSymbolOptions {
                label: Some("Journey".to_owned()),
                work_done_progress_options: no_progress(),
            })),
            workspace_symbol_provider: Some(OneOf::Left(true)),
            code_action_provider: Some(self.code_actions()),
            code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(true) }),
            document_link_provider: Some(DocumentLinkOptions {
                resolve_provider: Some(true),
                work_done_progress_options: no_progress(),
            }),
            // There is one style, so nothing of it depends on the client.
            document_formatting_provider: Some(OneOf::Left(true)),
            document_range_formatting_provider: Some(OneOf::Left(true)),
            document_on_type_formatting_provider: Some(crate::request::on_type_formatting::offered()),
            folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
            rename_provider: Some(self.rename()),
            call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
            semantic_tokens_provider: self.semantic_tokens(),
            inlay_hint_provider: Some(OneOf::Right(InlayHintServerCapabilities::Options(InlayHintOptions {
                resolve_provider: Some(true),
                work_done_progress_options: no_progress(),
            }))),
            diagnostic_provider: self.pulls_diagnostics().then(|| {
                DiagnosticServerCapabilities::Options(DiagnosticOptions {
                    identifier: Some("journey".to_owned()),
                    inter_file_dependencies: true,
                    workspace_diagnostics: true,
                    work_done_progress_options: no_progress(),
                })
            }),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: crate::command::COMMANDS.map(str::to_owned).to_vec(),
                work_done_progress_options: no_progress(),
            }),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: Some(file_operations()),
            }),
            ..ServerCapabilities::default()
        }
    }

    fn code_actions(&self) -> CodeActionProviderCapability {
        if !self.code_action_literals() {
            return CodeActionProviderCapability::Simple(true);
        }
        CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![
                CodeActionKind::QUICKFIX,
                CodeActionKind::REFACTOR,
                CodeActionKind::REFACTOR_EXTRACT,
                CodeActionKind::REFACTOR_INLINE,
                CodeActionKind::from(journey_ide::ActionKind::Move.name()),
                CodeActionKind::REFACTOR_REWRITE,
                CodeActionKind::SOURCE_FIX_ALL,
                CodeActionKind::from(journey_ide::ActionKind::FixAll.name()),
            ]),
            resolve_provider: Some(self.resolves_code_actions()),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })
    }

    fn rename(&self) -> OneOf<bool, RenameOptions> {
        if self.text_document(|text| text.rename.as_ref()?.prepare_support).unwrap_or(false) {
            OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        } else {
            OneOf::Left(true)
        }
    }

    fn semantic_tokens(&self) -> Option<SemanticTokensServerCapabilities> {
        let client = self.text_document(|text| text.semantic_tokens.as_ref())?;
        let legend = SemanticTokensLegend {
            token_types: client.token_types.clone(),
            token_modifiers: client.token_modifiers.clone(),
        };
        Some(SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
            work_done_progress_options: WorkDoneProgressOptions::default(),
            legend,
            range: Some(true),
            full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
        }))
    }
}

/// Adds to the answer to `initialize` what the server offers and the types have no field for.
pub(crate) fn complete(answer: &mut serde_json::Value) {
    if let Some(capabilities) = answer.get_mut("capabilities").and_then(serde_json::Value::as_object_mut) {
        capabilities.insert("typeHierarchyProvider".to_owned(), true.into());
    }
}

/// The server wants to be asked before files are renamed, so that what points at them stays right, and to be told of
/// journeys and settings that come and go.
fn file_operations() -> WorkspaceFileOperationsServerCapabilities {
    let of = |globs: &[&str]| {
        let filter = |glob: &&str| FileOperationFilter {
            scheme: Some("file".to_owned()),
            pattern: FileOperationPattern { glob: (*glob).to_owned(), ..FileOperationPattern::default() },
        };
        Some(FileOperationRegistrationOptions { filters: globs.iter().map(filter).collect() })
    };
    let ours = || of(&["**/*.journey", "**/journey.toml", "**/"]);
    WorkspaceFileOperationsServerCapabilities {
        did_create: ours(),
        did_rename: ours(),
        did_delete: ours(),
        // Any file or folder may be one that a `data:` names.
        will_rename: of(&["**"]),
        ..WorkspaceFileOperationsServerCapabilities::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(client: serde_json::Value) -> Capabilities {
        Capabilities::new(serde_json::from_value(client).unwrap())
    }

    #[test]
    fn columns_count_utf_16_where_nobody_says_otherwise() {
        let encoding =
            |offered: serde_json::Value| of(json!({ "general": { "positionEncodings": offered } })).encoding();
        assert_eq!(of(json!({})).encoding(), Encoding::Utf16);
        assert_eq!(encoding(json!(["utf-16"])), Encoding::Utf16);
        assert_eq!(encoding(json!(["utf-16", "utf-8"])), Encoding::Utf8);
        assert_eq!(encoding(json!(["utf-32", "utf-16"])), Encoding::Utf32);
        assert_eq!(encoding(json!(["utf-16", "utf-32"])), Encoding::Utf16);
        assert_eq!(encoding(json!(["ebcdic"])), Encoding::Utf16);
    }

    #[test]
    fn diagnostics_are_pushed_or_pulled_and_never_both() {
        assert!(of(json!({})).server().diagnostic_provider.is_none());
        let pulls = json!({ "diagnostic": {} });
        assert!(of(json!({ "textDocument": pulls })).server().diagnostic_provider.is_none());
        let refreshes = json!({ "diagnostics": { "refreshSupport": true } });
        assert!(of(json!({ "textDocument": pulls, "workspace": refreshes })).server().diagnostic_provider.is_some());
    }

    #[test]
    fn a_client_names_the_commands_that_it_runs() {
        let client = of(json!({ "experimental": { "commands": { "commands": ["journey.showReferences"] } } }));
        assert!(client.runs("journey.showReferences") && !client.runs("journey.render"));
    }
}

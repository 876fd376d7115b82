//! What a server says that it answers, at first or by registration.

use serde_json::Value;

/// Whether a method is answered, by the server's capabilities or by what it registered (method and options).
pub(super) fn has<'v>(
    method: &str,
    capabilities: &Value,
    mut registered: impl Iterator<Item = &'v (String, Value)>,
) -> bool {
    let Some((_, owner, provider, part)) = OFFERS.iter().find(|(served, ..)| *served == method) else { return false };
    let is_offered = |options: &Value| match part {
        &"" => !options.is_null() && *options != Value::Bool(false),
        part => options.pointer(part).is_some_and(|part| !part.is_null() && *part != Value::Bool(false)),
    };
    capabilities.pointer(&format!("/{provider}")).is_some_and(is_offered)
        || registered.any(|(registered, options)| registered == owner && (part.is_empty() || is_offered(options)))
}

/// Where a client says that a method can be registered later.
pub(super) fn gate_of_registration(method: &str) -> String {
    let feature = match method {
        "textDocument/didOpen"
        | "textDocument/didChange"
        | "textDocument/didClose"
        | "textDocument/didSave"
        | "textDocument/willSave"
        | "textDocument/willSaveWaitUntil" => "textDocument/synchronization",
        "textDocument/prepareCallHierarchy" => "textDocument/callHierarchy",
        "textDocument/prepareTypeHierarchy" => "textDocument/typeHierarchy",
        "workspace/willRenameFiles"
        | "workspace/didRenameFiles"
        | "workspace/didCreateFiles"
        | "workspace/didDeleteFiles" => "workspace/fileOperations",
        method => method,
    };
    format!("/{feature}/dynamicRegistration")
}

/// A method, the method under which it is registered, the key among the server's capabilities, and the part of the
/// options that says it is there.
const OFFERS: [(&str, &str, &str, &str); 39] = [
    ("callHierarchy/incomingCalls", "textDocument/prepareCallHierarchy", "callHierarchyProvider", ""),
    ("callHierarchy/outgoingCalls", "textDocument/prepareCallHierarchy", "callHierarchyProvider", ""),
    ("codeAction/resolve", "textDocument/codeAction", "codeActionProvider", "/resolveProvider"),
    ("codeLens/resolve", "textDocument/codeLens", "codeLensProvider", "/resolveProvider"),
    ("completionItem/resolve", "textDocument/completion", "completionProvider", "/resolveProvider"),
    ("documentLink/resolve", "textDocument/documentLink", "documentLinkProvider", "/resolveProvider"),
    ("inlayHint/resolve", "textDocument/inlayHint", "inlayHintProvider", "/resolveProvider"),
    ("textDocument/codeAction", "textDocument/codeAction", "codeActionProvider", ""),
    ("textDocument/codeLens", "textDocument/codeLens", "codeLensProvider", ""),
    ("textDocument/completion", "textDocument/completion", "completionProvider", ""),
    ("textDocument/declaration", "textDocument/declaration", "declarationProvider", ""),
    ("textDocument/definition", "textDocument/definition", "definitionProvider", ""),
    ("textDocument/diagnostic", "textDocument/diagnostic", "diagnosticProvider", ""),
    ("textDocument/documentHighlight", "textDocument/documentHighlight", "documentHighlightProvider", ""),
    ("textDocument/documentLink", "textDocument/documentLink", "documentLinkProvider", ""),
    ("textDocument/documentSymbol", "textDocument/documentSymbol", "documentSymbolProvider", ""),
    ("textDocument/foldingRange", "textDocument/foldingRange", "foldingRangeProvider", ""),
    ("textDocument/formatting", "textDocument/formatting", "documentFormattingProvider", ""),
    ("textDocument/hover", "textDocument/hover", "hoverProvider", ""),
    ("textDocument/implementation", "textDocument/implementation", "implementationProvider", ""),
    ("textDocument/inlayHint", "textDocument/inlayHint", "inlayHintProvider", ""),
    ("textDocument/onTypeFormatting", "textDocument/onTypeFormatting", "documentOnTypeFormattingProvider", ""),
    ("textDocument/prepareCallHierarchy", "textDocument/prepareCallHierarchy", "callHierarchyProvider", ""),
    ("textDocument/prepareRename", "textDocument/rename", "renameProvider", "/prepareProvider"),
    ("textDocument/prepareTypeHierarchy", "textDocument/prepareTypeHierarchy", "typeHierarchyProvider", ""),
    ("textDocument/rangeFormatting", "textDocument/rangeFormatting", "documentRangeFormattingProvider", ""),
    ("textDocument/references", "textDocument/references", "referencesProvider", ""),
    ("textDocument/rename", "textDocument/rename", "renameProvider", ""),
    ("textDocument/selectionRange", "textDocument/selectionRange", "selectionRangeProvider", ""),
    ("textDocument/semanticTokens/full", "textDocument/semanticTokens", "semanticTokensProvider", "/full"),
    ("textDocument/semanticTokens/full/delta", "textDocument/semanticTokens", "semanticTokensProvider", "/full/delta"),
    ("textDocument/semanticTokens/range", "textDocument/semanticTokens", "semanticTokensProvider", "/range"),
    ("textDocument/typeDefinition", "textDocument/typeDefinition", "typeDefinitionProvider", ""),
    ("typeHierarchy/subtypes", "textDocument/prepareTypeHierarchy", "typeHierarchyProvider", ""),
    ("typeHierarchy/supertypes", "textDocument/prepareTypeHierarchy", "typeHierarchyProvider", ""),
    ("workspace/diagnostic", "textDocument/diagnostic", "diagnosticProvider", "/workspaceDiagnostics"),
    ("workspace/executeCommand", "workspace/executeCommand", "executeCommandProvider", ""),
    ("workspace/symbol", "workspace/symbol", "workspaceSymbolProvider", ""),
    ("workspace/willRenameFiles", "workspace/willRenameFiles", "workspace", "/fileOperations/willRename"),
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_offered_is_told_at_first_or_registered_later() {
        let none: [(String, Value); 0] = [];
        let capabilities =
            json!({ "hoverProvider": true, "renameProvider": { "prepareProvider": true }, "codeLensProvider": {} });
        let offers = |method: &str| has(method, &capabilities, none.iter());
        assert!(
            offers("textDocument/hover") && offers("textDocument/prepareRename") && offers("textDocument/codeLens")
        );
        assert!(!offers("codeLens/resolve") && !offers("textDocument/definition") && !offers("textDocument/unheard"));
        let registered = [("textDocument/semanticTokens".to_owned(), json!({ "full": { "delta": true } }))];
        assert!(has("textDocument/semanticTokens/full/delta", &json!({}), registered.iter()));
        assert!(!has("textDocument/semanticTokens/range", &json!({}), registered.iter()));
    }
}

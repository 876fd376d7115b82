//! Whether the server sends only what the client said it understands.

use serde_json::Value;

/// Looks at what the server sent for a method with the client's capabilities at hand.
///
/// # Errors
/// Says what the client did not ask for.
pub(super) fn judge(method: &str, sent: &Value, capabilities: &Value) -> Result<(), String> {
    let gates = Gates { capabilities };
    match method {
        "textDocument/completion" => gates.completion(sent),
        "completionItem/resolve" => gates.item(sent),
        "textDocument/hover" => gates.markup("/textDocument/hover/contentFormat", &sent["contents"]),
        "textDocument/definition"
        | "textDocument/declaration"
        | "textDocument/typeDefinition"
        | "textDocument/implementation" => {
            let feature = method.trim_start_matches("textDocument/");
            let has_link = list(sent).any(|target| target.get("targetUri").is_some());
            gates.only_if(has_link, &format!("/textDocument/{feature}/linkSupport"), "LocationLink")
        }
        "textDocument/documentSymbol" => gates.symbols(sent, "/textDocument/documentSymbol"),
        "workspace/symbol" => gates.workspace_symbols(sent),
        "textDocument/codeAction" => list(sent).try_for_each(|action| gates.code_action(action)),
        "codeAction/resolve" => gates.code_action(sent),
        "textDocument/rename" => gates.workspace_edit(sent, "/textDocument/rename"),
        "workspace/willRenameFiles" => gates.workspace_edit(sent, ""),
        "workspace/applyEdit" => gates.workspace_edit(&sent["edit"], ""),
        "textDocument/prepareRename" => gates.only_if(
            sent.get("defaultBehavior").is_some(),
            "/textDocument/rename/prepareSupportDefaultBehavior",
            "defaultBehavior",
        ),
        "textDocument/foldingRange" => gates.folds(sent),
        "textDocument/documentLink" | "documentLink/resolve" => {
            let has_tooltip = sent.get("tooltip").is_some() || list(sent).any(|link| link.get("tooltip").is_some());
            gates.only_if(has_tooltip, "/textDocument/documentLink/tooltipSupport", "tooltip")
        }
        "textDocument/publishDiagnostics" => {
            gates.diagnostics(&sent["diagnostics"], &["/textDocument/publishDiagnostics"])
        }
        "textDocument/diagnostic" => {
            let related = sent.get("relatedDocuments");
            gates.only_if(related.is_some(), "/textDocument/diagnostic/relatedDocumentSupport", "relatedDocuments")?;
            gates.diagnostics(&sent["items"], &PULLED)?;
            let related = related.and_then(Value::as_object).into_iter().flatten();
            related.into_iter().try_for_each(|(_, report)| gates.diagnostics(&report["items"], &PULLED))
        }
        "workspace/diagnostic" => {
            list(&sent["items"]).try_for_each(|report| gates.diagnostics(&report["items"], &PULLED))
        }
        _ => Ok(()),
    }
}

/// Clients of 3.17 say once for both models what they do with diagnostics, those of 3.18 for each.
const PULLED: [&str; 2] = ["/textDocument/diagnostic", "/textDocument/publishDiagnostics"];

struct Gates<'c> {
    capabilities: &'c Value,
}

impl Gates<'_> {
    fn can(&self, pointer: &str) -> bool {
        self.capabilities.pointer(pointer) == Some(&Value::Bool(true))
    }

    fn has(&self, pointer: &str, value: &Value) -> bool {
        self.capabilities.pointer(pointer).and_then(Value::as_array).is_some_and(|values| values.contains(value))
    }

    fn only_if(&self, is_there: bool, pointer: &str, what: &str) -> Result<(), String> {
        if is_there && !self.can(pointer) {
            return Err(format!("{what} is only for clients with {pointer}"));
        }
        Ok(())
    }

    fn only_in(&self, value: Option<&Value>, pointer: &str, what: &str) -> Result<(), String> {
        match value {
            Some(value) if !self.has(pointer, value) => Err(format!("{what} {value} is not in the client's {pointer}")),
            _ => Ok(()),
        }
    }

    /// Where the client names no formats, Markdown is not for it.
    fn markup(&self, formats: &str, content: &Value) -> Result<(), String> {
        let kind = content.get("kind");
        if self.capabilities.pointer(formats).is_none() && kind.is_some_and(|kind| kind == "markdown") {
            return Err(format!("Markdown, and the client has no {formats}"));
        }
        if self.capabilities.pointer(formats).is_some() {
            self.only_in(kind, formats, "the format")?;
        }
        Ok(())
    }

    fn kind(&self, value: &Value, pointer: &str, at_least: u64) -> Result<(), String> {
        let values = format!("{pointer}/valueSet");
        let Some(kind) = value.get("kind") else { return Ok(()) };
        if self.capabilities.pointer(&values).is_none() {
            let is_old = kind.as_u64().is_some_and(|kind| kind <= at_least);
            return if is_old {
                Ok(())
            } else {
                Err(format!("the kind {kind} is new, and the client has no {values}"))
            };
        }
        self.only_in(Some(kind), &values, "the kind")
    }

    fn tags(&self, value: &Value, pointer: &str) -> Result<(), String> {
        let values = format!("{pointer}/tagSupport/valueSet");
        list(&value["tags"]).try_for_each(|tag| self.only_in(Some(tag), &values, "the tag"))
    }

    fn completion(&self, sent: &Value) -> Result<(), String> {
        for key in sent["itemDefaults"].as_object().into_iter().flat_map(|defaults| defaults.keys()) {
            let known = "/textDocument/completion/completionList/itemDefaults";
            self.only_in(Some(&Value::from(key.as_str())), known, "the default")?;
        }
        let defaults = &sent["itemDefaults"];
        let is_snippet = defaults["insertTextFormat"] == 2;
        self.only_if(is_snippet, "/textDocument/completion/completionItem/snippetSupport", "a snippet")?;
        let is_pair = defaults["editRange"].get("insert").is_some();
        self.only_if(is_pair, "/textDocument/completion/completionItem/insertReplaceSupport", "insert and replace")?;
        let items = if sent.is_array() { sent } else { &sent["items"] };
        list(items).try_for_each(|item| self.item(item).map_err(|wrong| format!("{wrong} (in {item})")))
    }

    fn item(&self, item: &Value) -> Result<(), String> {
        const ITEM: &str = "/textDocument/completion/completionItem";
        let gated = |is_there: bool, key: &str, what: &str| self.only_if(is_there, &format!("{ITEM}/{key}"), what);
        gated(item["insertTextFormat"] == 2, "snippetSupport", "a snippet")?;
        gated(item.get("commitCharacters").is_some(), "commitCharactersSupport", "commitCharacters")?;
        gated(item.get("deprecated").is_some(), "deprecatedSupport", "deprecated")?;
        gated(item.get("preselect").is_some(), "preselectSupport", "preselect")?;
        gated(item.get("labelDetails").is_some(), "labelDetailsSupport", "labelDetails")?;
        gated(item["textEdit"].get("insert").is_some(), "insertReplaceSupport", "insert and replace")?;
        self.only_in(item.get("insertTextMode"), &format!("{ITEM}/insertTextModeSupport/valueSet"), "the mode")?;
        let formats = format!("{ITEM}/documentationFormat");
        if self.capabilities.pointer(&formats).is_none() && item["documentation"].is_object() {
            return Err(format!("only text is for clients without {formats}"));
        }
        self.markup(&formats, &item["documentation"])?;
        self.tags(item, ITEM)?;
        self.kind(item, "/textDocument/completion/completionItemKind", 18)
    }

    fn symbols(&self, sent: &Value, pointer: &str) -> Result<(), String> {
        for symbol in list(sent) {
            let is_tree = symbol.get("selectionRange").is_some();
            self.only_if(is_tree, &format!("{pointer}/hierarchicalDocumentSymbolSupport"), "DocumentSymbol")?;
            self.kind(symbol, &format!("{pointer}/symbolKind"), 18)?;
            self.tags(symbol, pointer)?;
            self.symbols(&symbol["children"], pointer)?;
        }
        Ok(())
    }

    fn workspace_symbols(&self, sent: &Value) -> Result<(), String> {
        for symbol in list(sent) {
            let is_bare = symbol["location"].get("range").is_none();
            let resolves = "/workspace/symbol/resolveSupport/properties";
            if is_bare && !self.has(resolves, &"location.range".into()) {
                return Err(format!("a symbol without a range, and the client has no {resolves}: {symbol}"));
            }
            self.kind(symbol, "/workspace/symbol/symbolKind", 18)?;
            self.tags(symbol, "/workspace/symbol")?;
        }
        Ok(())
    }

    fn code_action(&self, action: &Value) -> Result<(), String> {
        const ACTION: &str = "/textDocument/codeAction";
        let is_literal = action.get("command").is_none_or(Value::is_object);
        if is_literal && self.capabilities.pointer(&format!("{ACTION}/codeActionLiteralSupport")).is_none() {
            return Err(format!("only commands are for clients without {ACTION}/codeActionLiteralSupport: {action}"));
        }
        self.only_if(action.get("isPreferred").is_some(), &format!("{ACTION}/isPreferredSupport"), "isPreferred")?;
        self.only_if(action.get("disabled").is_some(), &format!("{ACTION}/disabledSupport"), "disabled")?;
        self.only_if(action.get("data").is_some(), &format!("{ACTION}/dataSupport"), "data")?;
        self.tags(action, ACTION)?;
        self.workspace_edit(&action["edit"], ACTION)
    }

    fn workspace_edit(&self, edit: &Value, feature: &str) -> Result<(), String> {
        const EDIT: &str = "/workspace/workspaceEdit";
        self.only_if(
            edit.get("documentChanges").is_some_and(has_texts),
            &format!("{EDIT}/documentChanges"),
            "documentChanges",
        )?;
        for change in list(&edit["documentChanges"]) {
            self.only_in(change.get("kind"), &format!("{EDIT}/resourceOperations"), "the operation")?;
            let is_snippet = list(&change["edits"]).any(|edit| edit.get("snippet").is_some());
            self.only_if(is_snippet, &format!("{EDIT}/snippetEditSupport"), "a snippet")?;
        }
        let annotations = edit.get("changeAnnotations").is_some() || edit.to_string().contains("\"annotationId\"");
        if annotations && self.capabilities.pointer(&format!("{EDIT}/changeAnnotationSupport")).is_none() {
            return Err(format!("annotations are only for clients with {EDIT}/changeAnnotationSupport"));
        }
        if feature.is_empty() {
            return Ok(());
        }
        self.only_if(annotations, &format!("{feature}/honorsChangeAnnotations"), "annotations")
    }

    fn folds(&self, sent: &Value) -> Result<(), String> {
        const FOLD: &str = "/textDocument/foldingRange";
        let limit = self.capabilities.pointer(&format!("{FOLD}/rangeLimit")).and_then(Value::as_u64);
        let count = list(sent).count();
        if limit.is_some_and(|limit| u64::try_from(count).is_ok_and(|count| count > limit)) {
            return Err(format!("{count} folds are more than the client's limit"));
        }
        for fold in list(sent) {
            self.only_if(
                fold.get("collapsedText").is_some(),
                &format!("{FOLD}/foldingRange/collapsedText"),
                "collapsedText",
            )?;
            let has_columns = fold.get("startCharacter").or(fold.get("endCharacter")).is_some();
            if has_columns && self.can(&format!("{FOLD}/lineFoldingOnly")) {
                return Err(format!("a client that folds lines only has no use for columns: {fold}"));
            }
        }
        Ok(())
    }

    fn diagnostics(&self, diagnostics: &Value, models: &[&str]) -> Result<(), String> {
        let can = |key: &str| models.iter().any(|model| self.can(&format!("{model}/{key}")));
        for diagnostic in list(diagnostics) {
            let gated = [
                ("relatedInformation", "relatedInformation"),
                ("codeDescription", "codeDescriptionSupport"),
                ("data", "dataSupport"),
            ];
            for (key, gate) in gated {
                if diagnostic.get(key).is_some() && !can(gate) {
                    return Err(format!("{key} is only for clients with {gate}: {diagnostic}"));
                }
            }
            for tag in list(&diagnostic["tags"]) {
                if !models.iter().any(|model| self.has(&format!("{model}/tagSupport/valueSet"), tag)) {
                    return Err(format!("the tag {tag} is only for clients with tagSupport: {diagnostic}"));
                }
            }
        }
        Ok(())
    }
}

/// Whether there is an edit of a text among the changes: operations on files can stand nowhere else.
fn has_texts(changes: &Value) -> bool {
    list(changes).any(|change| change.get("textDocument").is_some())
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

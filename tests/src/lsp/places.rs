//! Whether places in answers are in the texts, and edits can be made.

use serde_json::{Value, json};

use super::documents::Documents;
use super::text;

/// Looks at every place in what the server sent for a method; `params` is what the client had asked.
///
/// # Errors
/// Says which place is wrong and why.
pub(super) fn judge(method: &str, params: &Value, sent: &Value, documents: &Documents) -> Result<(), String> {
    let judge = Judge { documents };
    let here = params["textDocument"]["uri"].as_str().unwrap_or_default();
    match method {
        "textDocument/hover" => judge.optional_range(here, &sent["range"])?,
        "textDocument/completion" => {
            let items = if sent.is_array() { sent } else { &sent["items"] };
            for item in list(items) {
                judge.completion(here, &params["position"], item, &sent["itemDefaults"])?;
            }
        }
        "textDocument/publishDiagnostics" => judge.diagnostics(text_of(&sent["uri"]), &sent["diagnostics"])?,
        "textDocument/diagnostic" => {
            judge.diagnostics(here, &sent["items"])?;
            for (uri, report) in sent["relatedDocuments"].as_object().into_iter().flatten() {
                judge.diagnostics(uri, &report["items"])?;
            }
        }
        "workspace/diagnostic" => {
            list(&sent["items"]).try_for_each(|report| judge.diagnostics(text_of(&report["uri"]), &report["items"]))?;
        }
        "textDocument/documentSymbol" => {
            for symbol in list(sent) {
                match symbol.get("location") {
                    Some(location) => judge.location(location)?,
                    None => judge.symbol(here, symbol, None)?,
                }
            }
        }
        "textDocument/foldingRange" => judge.folds(here, sent)?,
        "textDocument/selectionRange" => {
            for (position, selection) in list(&params["positions"]).zip(list(sent)) {
                judge.selection(here, position, selection)?;
            }
            if list(&params["positions"]).count() != list(sent).count() {
                return Err("there is not one selection for each position".to_owned());
            }
        }
        "textDocument/prepareRename" => {
            let range = sent.get("range").unwrap_or(sent);
            judge.contains(here, range, &params["position"])?;
        }
        "textDocument/codeAction" => list(sent).try_for_each(|action| judge.workspace_edit(&action["edit"]))?,
        "codeAction/resolve" => judge.workspace_edit(&sent["edit"])?,
        "textDocument/rename" | "workspace/willRenameFiles" => judge.workspace_edit(sent)?,
        // The client may have edited meanwhile: it has to look at the version, and refuses.
        "workspace/applyEdit" if judge.is_old(&sent["edit"]) => {}
        "workspace/applyEdit" => judge.workspace_edit(&sent["edit"])?,
        "textDocument/formatting" | "textDocument/rangeFormatting" | "textDocument/onTypeFormatting" => {
            judge.edits(here, sent)?;
        }
        "textDocument/inlayHint" => {
            for hint in list(sent) {
                judge.position(here, &hint["position"])?;
                judge.edits(here, &hint["textEdits"])?;
            }
        }
        "callHierarchy/incomingCalls" | "callHierarchy/outgoingCalls" => {
            for call in list(sent) {
                let other = call.get("from").unwrap_or(&call["to"]);
                let caller = call.get("from").unwrap_or(&params["item"]);
                judge.everything("", other)?;
                list(&call["fromRanges"])
                    .try_for_each(|range| judge.range(text_of(&caller["uri"]), range).map(drop))?;
            }
        }
        // These do not say which text they are about, or their content is nobody's business.
        _ if method.ends_with("/resolve") && method != "workspaceSymbol/resolve" => {}
        "workspace/executeCommand" | "initialize" => {}
        _ => judge.everything(here, sent)?,
    }
    Ok(())
}

struct Judge<'d> {
    documents: &'d Documents,
}

impl Judge<'_> {
    fn text(&self, uri: &str) -> Result<String, String> {
        self.documents.text(uri).ok_or_else(|| format!("{uri} is neither open nor on the disk"))
    }

    fn range(&self, uri: &str, range: &Value) -> Result<(usize, usize), String> {
        text::exact_range(&self.text(uri)?, range, self.documents.encoding).map_err(|wrong| format!("{uri}: {wrong}"))
    }

    fn optional_range(&self, uri: &str, range: &Value) -> Result<(), String> {
        if range.is_null() { Ok(()) } else { self.range(uri, range).map(drop) }
    }

    fn position(&self, uri: &str, position: &Value) -> Result<usize, String> {
        text::exact(&self.text(uri)?, position, self.documents.encoding).map_err(|wrong| format!("{uri}: {wrong}"))
    }

    fn location(&self, location: &Value) -> Result<(), String> {
        self.optional_range(text_of(&location["uri"]), &location["range"])
    }

    fn contains(&self, uri: &str, range: &Value, position: &Value) -> Result<(), String> {
        if range.get("start").is_none() {
            return Ok(());
        }
        let (start, end) = self.range(uri, range)?;
        let at = text::clamped(&self.text(uri)?, position, self.documents.encoding);
        if (start..=end).contains(&at) { Ok(()) } else { Err(format!("{range} does not contain {position}")) }
    }

    fn diagnostics(&self, uri: &str, diagnostics: &Value) -> Result<(), String> {
        for diagnostic in list(diagnostics) {
            self.range(uri, &diagnostic["range"]).map_err(|wrong| format!("{wrong} (in {diagnostic})"))?;
            list(&diagnostic["relatedInformation"]).try_for_each(|related| self.location(&related["location"]))?;
        }
        Ok(())
    }

    /// The edit of an item stays on its line and contains the place where somebody types.
    fn completion(&self, uri: &str, position: &Value, item: &Value, defaults: &Value) -> Result<(), String> {
        let text = self.text(uri)?;
        let at = text::clamped(&text, position, self.documents.encoding);
        let line = text::position(&text, at, self.documents.encoding)["line"].clone();
        let edit = if item["textEdit"].is_null() { &defaults["editRange"] } else { &item["textEdit"] };
        for key in ["range", "insert", "replace", "start"] {
            let range = if key == "start" { edit } else { &edit[key] };
            if range.get("start").is_none() {
                continue;
            }
            self.contains(uri, range, position)?;
            if range["start"]["line"] != line || range["end"]["line"] != line {
                return Err(format!("the edit of {item} leaves the line of {position}"));
            }
        }
        if let (Some(insert), Some(replace)) = (edit.get("insert"), edit.get("replace")) {
            let (insert, replace) = (self.range(uri, insert)?, self.range(uri, replace)?);
            if insert.0 != replace.0 || insert.1 > replace.1 {
                return Err(format!("what is inserted is no prefix of what is replaced: {item}"));
            }
        }
        let additional = list(&item["additionalTextEdits"]).cloned().collect::<Vec<_>>();
        let main = if edit.get("range").is_some() { vec![edit.clone()] } else { Vec::new() };
        self.edits(uri, &Value::from([additional, main].concat()))
    }

    fn symbol(&self, uri: &str, symbol: &Value, parent: Option<(usize, usize)>) -> Result<(), String> {
        let (start, end) = self.range(uri, &symbol["range"])?;
        let focus = self.range(uri, &symbol["selectionRange"])?;
        if focus.0 < start || end < focus.1 {
            return Err(format!("the selection range is not in the range: {symbol}"));
        }
        if parent.is_some_and(|(first, last)| start < first || last < end) {
            return Err(format!("the symbol is not inside its parent: {symbol}"));
        }
        if text_of(&symbol["name"]).trim().is_empty() {
            return Err(format!("a symbol without a name: {symbol}"));
        }
        list(&symbol["children"]).try_for_each(|child| self.symbol(uri, child, Some((start, end))))
    }

    fn folds(&self, uri: &str, folds: &Value) -> Result<(), String> {
        let count = u64::try_from(text::lines(&self.text(uri)?).len()).expect("a small number");
        for fold in list(folds) {
            let (start, end) = (fold["startLine"].as_u64(), fold["endLine"].as_u64());
            if start > end || end >= Some(count) {
                return Err(format!("{fold} is not in the {count} lines of the text"));
            }
            for (line, character) in [("startLine", "startCharacter"), ("endLine", "endCharacter")] {
                if let Some(character) = fold.get(character) {
                    self.position(uri, &json!({ "line": fold[line], "character": character }))?;
                }
            }
        }
        Ok(())
    }

    fn selection(&self, uri: &str, position: &Value, selection: &Value) -> Result<(), String> {
        self.contains(uri, &selection["range"], position)?;
        let mut inner = self.range(uri, &selection["range"])?;
        let mut next = &selection["parent"];
        while !next.is_null() {
            let outer = self.range(uri, &next["range"])?;
            if inner.0 < outer.0 || outer.1 < inner.1 {
                return Err(format!("a parent does not contain its child: {selection}"));
            }
            (inner, next) = (outer, &next["parent"]);
        }
        Ok(())
    }

    fn edits(&self, uri: &str, edits: &Value) -> Result<(), String> {
        let edits: Vec<Value> = list(edits).cloned().collect();
        if edits.is_empty() {
            return Ok(());
        }
        text::edited(&self.text(uri)?, &edits, self.documents.encoding).map(drop)
    }

    fn workspace_edit(&self, edit: &Value) -> Result<(), String> {
        for (uri, edits) in edit["changes"].as_object().into_iter().flatten() {
            self.edits(uri, edits)?;
        }
        let mut new = Vec::new();
        for change in list(&edit["documentChanges"]) {
            let Some(document) = change.get("textDocument") else {
                new.extend(change["uri"].as_str());
                new.extend(change["newUri"].as_str());
                continue;
            };
            let uri = text_of(&document["uri"]);
            if new.contains(&uri) {
                continue;
            }
            let open = self.documents.get(uri).map(|open| Value::from(open.version));
            if open.is_some_and(|version| document["version"] != version) {
                return Err(format!("the edit is for another version of {uri}: {document}"));
            }
            if self.documents.get(uri).is_none() && !document["version"].is_null() {
                return Err(format!("{uri} is not open, so it has no version: {document}"));
            }
            self.edits(uri, &change["edits"])?;
        }
        Ok(())
    }

    /// Whether an edit is for a version that the client had before.
    fn is_old(&self, edit: &Value) -> bool {
        list(&edit["documentChanges"]).any(|change| {
            let document = &change["textDocument"];
            let open = document["uri"].as_str().and_then(|uri| self.documents.get(uri));
            let version = document["version"].as_i64();
            open.zip(version).is_some_and(|(open, version)| version < i64::from(open.version))
        })
    }

    /// Every range below a value belongs to the nearest address above it, or to the text that was asked about.
    fn everything(&self, here: &str, value: &Value) -> Result<(), String> {
        match value {
            Value::Array(items) => items.iter().try_for_each(|item| self.everything(here, item)),
            Value::Object(entries) if entries.contains_key("start") && entries.contains_key("end") => {
                self.range(here, value).map(drop)
            }
            Value::Object(entries) => {
                let named = entries.get("uri").or(entries.get("targetUri")).and_then(Value::as_str);
                for (key, entry) in entries.iter().filter(|(key, _)| *key != "data") {
                    let owner = named.filter(|_| key != "originSelectionRange").unwrap_or(here);
                    self.everything(owner, entry)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

//! Rewrites the URIs of messages: coming in into their normal spelling, going out into the client's own.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value};

use crate::uri::DocumentUri;

/// How many closed documents' spellings are kept, because something is still sent about a document when it is closed.
const CLOSED_KEPT: usize = 1_000;

/// The client's spellings of the documents that it opened, where they are not the normal ones.
///
/// Messages are rewritten as JSON, before and behind the typed decoding, which refuses the spaces, brackets and umlauts
/// that clients write. Two spellings of one document cannot be told apart behind this table; the one that opened the
/// document last is used for answers. Settings are the user's own words and are left alone, and so are texts under keys
/// that do not say `uri`.
#[derive(Debug, Default)]
pub(super) struct UriTable(Mutex<Spellings>);

#[derive(Debug, Default)]
struct Spellings {
    /// The client's spelling by the normal one.
    by_normal: HashMap<String, String>,
    /// Normal spellings of documents that are closed, oldest first.
    closed: VecDeque<String>,
}

impl UriTable {
    /// Rewrites what a request or notification of the client says.
    pub(super) fn normalize_params(&self, method: &str, params: &mut Value) {
        match method {
            "textDocument/didOpen" => self.opened(params),
            "textDocument/didClose" => self.closed(params),
            _ => {}
        }
        normalize(params, method == "documentLink/resolve");
    }

    /// Rewrites what the client answers to a request of the server.
    pub(super) fn normalize_result(method: &str, result: &mut Value) {
        if method != "workspace/configuration" {
            normalize(result, false);
        }
    }

    /// Rewrites what the server sends.
    pub(super) fn restore(&self, value: &mut Value) {
        let spellings = self.lock();
        if !spellings.by_normal.is_empty() {
            restore(value, &spellings.by_normal);
        }
    }

    fn opened(&self, params: &Value) {
        let Some(spelling) = document(params) else { return };
        let normal = DocumentUri::new(spelling).as_str().to_owned();
        let mut spellings = self.lock();
        spellings.closed.retain(|closed| *closed != normal);
        if normal == spelling {
            spellings.by_normal.remove(&normal);
        } else {
            spellings.by_normal.insert(normal, spelling.to_owned());
        }
    }

    fn closed(&self, params: &Value) {
        let Some(spelling) = document(params) else { return };
        let normal = DocumentUri::new(spelling).as_str().to_owned();
        let mut spellings = self.lock();
        if spellings.by_normal.contains_key(&normal) && !spellings.closed.contains(&normal) {
            spellings.closed.push_back(normal);
        }
        if spellings.closed.len() > CLOSED_KEPT
            && let Some(oldest) = spellings.closed.pop_front()
        {
            spellings.by_normal.remove(&oldest);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Spellings> {
        // A panic in between leaves spellings that are right or missing, never wrong.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn document(params: &Value) -> Option<&str> {
    params.get("textDocument")?.get("uri")?.as_str()
}

/// Whether the text under this key is a URI. `href` is that of a diagnostic's code, which clients send back.
fn holds_uri(key: &str) -> bool {
    key == "uri" || key.ends_with("Uri") || key == "href"
}

/// Whether the keys below this key are URIs.
fn has_uris_as_keys(key: &str) -> bool {
    matches!(key, "changes" | "relatedDocuments")
}

/// `target_too`: whether `target` is a URI here, as in document links.
fn normalize(value: &mut Value, target_too: bool) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|element| normalize(element, target_too)),
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match value {
                    Value::String(text) if holds_uri(key) || (target_too && key == "target") => {
                        *text = DocumentUri::new(text).as_str().to_owned();
                    }
                    _ if matches!(key.as_str(), "settings" | "initializationOptions") => {}
                    _ => {
                        normalize(value, target_too);
                        if has_uris_as_keys(key) {
                            rename_keys(value, |key| Some(DocumentUri::new(key).as_str().to_owned()));
                        }
                    }
                }
            }
        }
        _ => {}
    }
}

fn restore(value: &mut Value, spellings: &HashMap<String, String>) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|element| restore(element, spellings)),
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match value {
                    Value::String(text) => {
                        if let Some(spelling) = spellings.get(text)
                            && (holds_uri(key) || key == "target")
                        {
                            spelling.clone_into(text);
                        }
                    }
                    _ => {
                        restore(value, spellings);
                        if has_uris_as_keys(key) {
                            rename_keys(value, |key| spellings.get(key).cloned());
                        }
                    }
                }
            }
        }
        _ => {}
    }
}

fn rename_keys(value: &mut Value, rename: impl Fn(&str) -> Option<String>) {
    if let Value::Object(object) = value {
        let renamed: Map<String, Value> =
            std::mem::take(object).into_iter().map(|(key, value)| (rename(&key).unwrap_or(key), value)).collect();
        *object = renamed;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn open(table: &UriTable, uri: &str) -> Value {
        let mut params = json!({ "textDocument": { "uri": uri, "text": uri } });
        table.normalize_params("textDocument/didOpen", &mut params);
        params
    }

    fn close(table: &UriTable, uri: &str) {
        table.normalize_params("textDocument/didClose", &mut json!({ "textDocument": { "uri": uri } }));
    }

    fn restored(table: &UriTable, normal: &str) -> Value {
        let mut value = json!({ "uri": normal });
        table.restore(&mut value);
        value["uri"].take()
    }

    #[test]
    fn uris_are_normalised_wherever_the_protocol_has_them() {
        let mut params = json!({
            "rootUri": null,
            "rootPath": "/a b",
            "workspaceFolders": [{ "uri": "file:///a b/", "name": "a b/" }],
            "capabilities": { "general": { "uri": 5 } },
            "initializationOptions": { "uri": "a b", "ticketUri": "https://t/{id}" },
            "settings": { "uri": "a b" },
            "edit": {
                "changes": { "file:///a b": [{ "newText": "file:///a b" }] },
                "documentChanges": [{ "kind": "rename", "oldUri": "file:///C:/[a]", "newUri": "file:///c%3a/b" }],
            },
            "context": { "diagnostics": [{ "codeDescription": { "href": "https://x/{a}" }, "message": "file:///a b" }] },
            "target": "a b",
        });
        UriTable::default().normalize_params("initialize", &mut params);
        assert_eq!(
            params,
            json!({
                "rootUri": null,
                "rootPath": "/a b",
                "workspaceFolders": [{ "uri": "file:///a%20b", "name": "a b/" }],
                "capabilities": { "general": { "uri": 5 } },
                "initializationOptions": { "uri": "a b", "ticketUri": "https://t/{id}" },
                "settings": { "uri": "a b" },
                "edit": {
                    "changes": { "file:///a%20b": [{ "newText": "file:///a b" }] },
                    "documentChanges": [{ "kind": "rename", "oldUri": "file:///c:/%5Ba%5D", "newUri": "file:///c:/b" }],
                },
                "context": { "diagnostics": [{ "codeDescription": { "href": "https://x/%7Ba%7D" }, "message": "file:///a b" }] },
                "target": "a b",
            })
        );
        let mut link = json!({ "target": "file:///a b" });
        UriTable::default().normalize_params("documentLink/resolve", &mut link);
        assert_eq!(link, json!({ "target": "file:///a%20b" }));
    }

    #[test]
    fn answers_carry_the_spelling_that_opened_the_document() {
        let table = UriTable::default();
        let params = open(&table, "file:///C%3A/a b.journey");
        assert_eq!(
            params["textDocument"],
            json!({ "uri": "file:///c:/a%20b.journey", "text": "file:///C%3A/a b.journey" })
        );
        let mut answer = json!([
            { "uri": "file:///c:/a%20b.journey", "newText": "file:///c:/a%20b.journey" },
            { "uri": "file:///c:/other.journey" },
            { "changes": { "file:///c:/a%20b.journey": [], "file:///x": [] } },
            { "target": "file:///c:/a%20b.journey" },
        ]);
        table.restore(&mut answer);
        assert_eq!(
            answer,
            json!([
                { "uri": "file:///C%3A/a b.journey", "newText": "file:///c:/a%20b.journey" },
                { "uri": "file:///c:/other.journey" },
                { "changes": { "file:///C%3A/a b.journey": [], "file:///x": [] } },
                { "target": "file:///C%3A/a b.journey" },
            ])
        );
        open(&table, "file:///c:/a%20b.journey");
        assert_eq!(restored(&table, "file:///c:/a%20b.journey"), "file:///c:/a%20b.journey", "opened anew, spelt anew");
    }

    #[test]
    fn spellings_of_closed_documents_are_kept_for_a_while_but_do_not_pile_up() {
        let table = UriTable::default();
        for number in 0..5 * CLOSED_KEPT {
            let uri = format!("file:///a b/{number}");
            open(&table, &uri);
            close(&table, &uri);
            assert_eq!(restored(&table, &format!("file:///a%20b/{number}")), uri);
        }
        open(&table, "file:///a b/open");
        let spellings = table.lock();
        assert_eq!((spellings.by_normal.len(), spellings.closed.len()), (CLOSED_KEPT + 1, CLOSED_KEPT));
    }

    #[test]
    fn a_document_that_is_opened_again_is_not_forgotten() {
        let table = UriTable::default();
        open(&table, "file:///a b");
        close(&table, "file:///a b");
        open(&table, "file:///a b");
        for number in 0..2 * CLOSED_KEPT {
            open(&table, &format!("file:///c d/{number}"));
            close(&table, &format!("file:///c d/{number}"));
        }
        assert_eq!(restored(&table, "file:///a%20b"), "file:///a b");
    }

    #[test]
    fn what_the_client_answers_is_normalised_but_its_settings_are_not() {
        let mut folders = json!([{ "uri": "file:///a b/", "name": "x" }]);
        UriTable::normalize_result("workspace/workspaceFolders", &mut folders);
        assert_eq!(folders, json!([{ "uri": "file:///a%20b", "name": "x" }]));
        let mut settings = json!([{ "uri": "a b" }]);
        UriTable::normalize_result("workspace/configuration", &mut settings);
        assert_eq!(settings, json!([{ "uri": "a b" }]));
    }

    proptest::proptest! {
        #[test]
        fn no_text_as_a_uri_makes_a_message_vanish(uri: String) {
            let mut params = json!({
                "textDocument": { "uri": uri, "languageId": "journey", "version": 1, "text": "" },
            });
            UriTable::default().normalize_params("textDocument/didOpen", &mut params);
            serde_json::from_value::<ls_types::DidOpenTextDocumentParams>(params).unwrap();
        }
    }
}

//! Edits that the server proposes.

use journey_tests::lsp::{Client, Editor, with, without};
use serde_json::{Value, json};

use crate::fixture::{PEOPLE, SHOP, begin, folder, shop_in, until_read};

const EDIT: &str = "/capabilities/workspace/workspaceEdit";

fn rename(client: &mut Client, uri: &str, words: &str, new: &str) -> Value {
    let mut params = client.documents.at(uri, words);
    params["newName"] = json!(new);
    client.ask("textDocument/rename", params)
}

#[test]
fn an_edit_names_the_version_that_it_is_for_if_the_client_can() {
    for editor in Editor::ALL {
        let (_folder, mut client, uri) = shop_in(editor);
        client.until_codes(&uri, &[]);
        client.change(&uri, json!([{ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "text": "// \n" }]));
        let edit = rename(&mut client, &uri, "maya", "mia");
        let can = client.ledger.client.pointer("/workspace/workspaceEdit/documentChanges") == Some(&json!(true));
        assert_eq!(edit.get("documentChanges").is_some(), can, "{editor:?}: {edit}");
        assert_eq!(edit.get("changes").is_some(), !can, "{editor:?}: {edit}");
        // That the versions are right is looked at by the ledger.
        client.finish();
    }
}

#[test]
fn an_edit_without_versions_is_for_clients_without_document_changes() {
    let folder = folder();
    for editor in Editor::ALL {
        let mut client = begin(without(editor.params(&folder.path()), EDIT));
        let uri = folder.uri("shop.journey");
        client.open(&uri, SHOP);
        client.until_codes(&uri, &[]);
        let edit = rename(&mut client, &uri, "maya", "mia");
        assert!(edit["changes"].as_object().unwrap().len() == 2 && edit.get("documentChanges").is_none(), "{edit}");
        client.finish();
    }
}

#[test]
fn annotations_come_only_if_the_client_knows_them() {
    // The ledger fails the test on annotations that the client did not ask for.
    let folder = folder();
    for change in [
        without(Editor::VsCode.params(&folder.path()), &format!("{EDIT}/changeAnnotationSupport")),
        with(
            Editor::VsCode.params(&folder.path()),
            "/capabilities/textDocument/rename/honorsChangeAnnotations",
            json!(false),
        ),
        with(
            Editor::VsCode.params(&folder.path()),
            "/capabilities/textDocument/codeAction/honorsChangeAnnotations",
            json!(false),
        ),
    ] {
        let mut client = begin(change);
        let uri = folder.uri("shop.journey");
        client.open(&uri, SHOP);
        client.until_codes(&uri, &[]);
        rename(&mut client, &uri, "maya", "mia");
        client.finish();
    }
}

#[test]
fn prepare_rename_gives_the_name_that_would_change() {
    for editor in [Editor::VsCode, Editor::Neovim, Editor::Helix] {
        let (_folder, mut client, uri) = shop_in(editor);
        client.until_codes(&uri, &[]);
        for words in ["maya", "search \"", "search\n", "weekly_shop", "stale\n", "interviews"] {
            let params = client.documents.at(&uri, words);
            let prepared = client.ask("textDocument/prepareRename", params);
            let range = prepared.get("range").unwrap_or(&prepared);
            let name = client.documents.slice(&uri, range).unwrap();
            assert_eq!(name, words.trim_end_matches([' ', '"', '\n']), "{editor:?}");
            assert!(prepared.get("placeholder").is_none_or(|placeholder| *placeholder == name), "{prepared}");
        }
        for words in ["persona: ", "\"Weekly", "// The way", "high", "-1"] {
            let params = client.documents.at(&uri, words);
            match client.request("textDocument/prepareRename", params) {
                Ok(nothing) => assert_eq!(nothing, Value::Null, "{words}"),
                Err(error) => assert!(!error["message"].as_str().unwrap().is_empty()),
            }
        }
        client.finish();
    }
}

#[test]
fn a_name_that_cannot_be_is_refused_with_a_reason() {
    let (_folder, mut client, uri) = shop_in(Editor::VsCode);
    client.until_codes(&uri, &[]);
    for new in ["", " ", "two words", "9lives", "a\nb", "x-", "\"quoted\"", "a.b"] {
        let mut params = client.documents.at(&uri, "maya");
        params["newName"] = json!(new);
        let error = client.request("textDocument/rename", params).expect_err(new);
        assert!(error["message"].as_str().unwrap().len() > 10, "{error}");
        assert!([-32602, -32803].contains(&error["code"].as_i64().unwrap()), "{error}");
    }
    client.finish();
}

#[test]
fn renaming_there_and_back_is_the_identity() {
    for editor in Editor::ALL {
        let (folder, mut client, uri) = shop_in(editor);
        let people = folder.uri("people.journey");
        client.open(&people, PEOPLE);
        client.until_codes(&uri, &[]);
        for (words, new) in
            [("maya", "mia"), ("search \"", "look"), ("stale \"", "old"), ("weekly_shop", "wocheneinkauf")]
        {
            let old = words.trim_end_matches([' ', '"']);
            let edit = rename(&mut client, &uri, words, new);
            client.apply(&edit);
            client.until_codes(&uri, &[]);
            assert!(!client.documents.text(&uri).unwrap().contains(words), "{editor:?}: {old}");
            let edit = rename(&mut client, &uri, new, old);
            client.apply(&edit);
            assert_eq!(client.documents.text(&uri).unwrap(), SHOP, "{editor:?}: {old}");
            assert_eq!(client.documents.text(&people).unwrap(), PEOPLE, "{editor:?}: {old}");
        }
        client.until_codes(&uri, &[]);
        client.finish();
    }
}

#[test]
fn edits_never_overlap() {
    // Looked at by the ledger for every edit; here are all those that are proposed for a text with many mistakes.
    let broken = "journey j \"J\" {\n  persona: mayo, mayo\n  gaol: \"x\"\n  gaol: \"y\"\n  stage s \"S\" {\n    touchpoint t { emotion: 7; chanel: app }\n    touchpoint t { chanel: app }\n  }\n}\npersona maya\npersona maya\n";
    for editor in Editor::ALL {
        let folder = folder();
        let mut client = begin(editor.params(&folder.path()));
        let uri = folder.uri("broken.journey");
        client.open(&uri, broken);
        until_read(&mut client);
        let diagnostics = client.diagnostics(&uri);
        assert!(diagnostics.len() > 5, "{:?}", diagnostics.iter().map(|one| &one["code"]).collect::<Vec<_>>());
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 11, "character": 0 } });
        for range in diagnostics.iter().map(|diagnostic| diagnostic["range"].clone()).chain([whole]) {
            let context = json!({ "diagnostics": diagnostics, "triggerKind": 1 });
            let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
            let actions = client.ask("textDocument/codeAction", params);
            for action in actions.as_array().expect("a list").clone() {
                if action.get("edit").is_none() && action.get("data").is_some() {
                    client.ask("codeAction/resolve", action);
                }
            }
        }
        client.finish();
    }
}

#[test]
fn each_quick_fix_removes_its_diagnostic_and_adds_none() {
    let broken = "journey j \"J\" {\n  persona: mayo\n  gaol: \"x\"\n  stage s \"S\" {\n    touchpoint t { chanel: app }\n  }\n}\n";
    for editor in Editor::ALL {
        let folder = folder();
        let mut client = begin(editor.params(&folder.path()));
        let uri = folder.uri("broken.journey");
        client.open(&uri, broken);
        client.until_codes(&uri, &["unknown-key", "unknown-key", "unknown-name"]);
        let before = client.diagnostics(&uri);
        let mut mended = 0;
        for diagnostic in &before {
            let context = json!({ "diagnostics": [diagnostic], "only": ["quickfix"] });
            let params = json!({ "textDocument": { "uri": uri }, "range": diagnostic["range"], "context": context });
            // Asked again for each: what was offered for another version of the text need not be kept.
            for number in 0.. {
                let actions = client.ask("textDocument/codeAction", params.clone());
                let Some(action) = actions.as_array().expect("a list").get(number).cloned() else { break };
                assert!(action["kind"].as_str().unwrap().starts_with("quickfix"), "{action}");
                let meant = action["diagnostics"].as_array().expect("what it mends");
                assert!(meant.iter().any(|meant| meant["range"] == diagnostic["range"]), "{action} for {diagnostic}");
                let is_whole = action.get("edit").is_some();
                let action = if is_whole { action } else { client.ask("codeAction/resolve", action) };
                // Creating what is missing may edit other files; what mends the text itself is tried here.
                let edit = action["edit"].to_string();
                if !edit.contains("broken.journey") || edit.contains("\"create\"") {
                    continue;
                }
                client.apply(&action["edit"]);
                let after = client.codes(&uri);
                assert_eq!(after.len(), before.len() - 1, "{action} left {after:?}");
                mended += 1;
                client.change(&uri, json!([{ "text": broken }]));
                assert_eq!(client.codes(&uri).len(), before.len());
            }
        }
        assert!(mended >= 3, "{editor:?}: {mended}");
        client.finish();
    }
}

#[test]
fn renaming_a_file_keeps_what_points_at_it_right() {
    let folder = folder();
    folder.write("data/q3.csv", "a;b\n");
    let text = "source survey \"Survey\" { kind: survey; data: \"data/q3.csv\" }\njourney k { persona: maya; source: survey }\n";
    folder.write("survey.journey", text);
    for editor in [Editor::VsCode, Editor::Helix] {
        let mut client = begin(editor.params(&folder.path()));
        let uri = folder.uri("survey.journey");
        client.open(&uri, text);
        client.until_codes(&uri, &[]);
        assert!(client.serves("workspace/willRenameFiles"), "{editor:?}");
        let files =
            json!([{ "oldUri": folder.uri("data/q3.csv"), "newUri": folder.uri("data/2026/third quarter.csv") }]);
        let edit = client.ask("workspace/willRenameFiles", json!({ "files": files }));
        client.apply(&edit);
        let after = client.documents.text(&uri).unwrap();
        assert!(after.contains("data: \"data/2026/third quarter.csv\""), "{after}");
        client.change(&uri, json!([{ "text": text }]));
        // A folder, and the journey itself.
        let files = json!([{ "oldUri": folder.uri("data"), "newUri": folder.uri("numbers") }]);
        let edit = client.ask("workspace/willRenameFiles", json!({ "files": files }));
        client.apply(&edit);
        assert!(client.documents.text(&uri).unwrap().contains("data: \"numbers/q3.csv\""));
        client.change(&uri, json!([{ "text": text }]));
        let files = json!([{ "oldUri": uri, "newUri": folder.uri("maps/survey.journey") }]);
        let edit = client.ask("workspace/willRenameFiles", json!({ "files": files }));
        client.apply(&edit);
        assert!(client.documents.text(&uri).unwrap().contains("data: \"../data/q3.csv\""), "{edit}");
        client.finish();
    }
}

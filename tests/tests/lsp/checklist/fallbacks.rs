//! What clients get that cannot show the best answer. The gates of the ledger look at every answer in every test; here
//! are clients that lack one capability after the other.

use journey_tests::lsp::{Editor, with, without};
use serde_json::{Value, json};

use crate::fixture::{SHOP, begin, folder, until_read};

/// The answer to a request about some words of the shop, from a client with other capabilities.
fn answer(editor: Editor, change: impl Fn(Value) -> Value, method: &str, words: &str, more: Value) -> Value {
    let folder = folder();
    let mut client = begin(change(editor.params(&folder.path())));
    let uri = folder.uri("shop.journey");
    client.open(&uri, SHOP);
    until_read(&mut client);
    let mut params = client.documents.at(&uri, words);
    for (key, value) in more.as_object().into_iter().flatten() {
        params[key] = value.clone();
    }
    let answer = client.ask(method, params);
    client.finish();
    answer
}

#[test]
fn hover_is_plain_text_for_clients_without_markdown() {
    let format = "/capabilities/textDocument/hover/contentFormat";
    let plain = |params| with(params, format, json!(["plaintext"]));
    let hover = answer(Editor::VsCode, plain, "textDocument/hover", "maya", Value::Null);
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(
        text.contains("Maya") && !text.contains("**") && !text.contains("```") && !text.contains("&nbsp;"),
        "{text}"
    );
    for editor in Editor::ALL {
        answer(editor, |params| params, "textDocument/hover", "maya", Value::Null);
        answer(
            editor,
            |params| without(params, "/capabilities/textDocument/hover"),
            "textDocument/hover",
            "maya",
            Value::Null,
        );
    }
    let preferred = answer(Editor::VsCode, |params| params, "textDocument/hover", "maya", Value::Null);
    assert_eq!(preferred["contents"]["kind"], "markdown");
}

#[test]
fn the_outline_is_flat_for_clients_without_trees() {
    let tree = "/capabilities/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport";
    let flat =
        answer(Editor::VsCode, |params| without(params, tree), "textDocument/documentSymbol", "maya", Value::Null);
    let symbols = flat.as_array().expect("a list");
    assert!(symbols.iter().all(|symbol| symbol.get("location").is_some()), "{flat}");
    let named = |name: &str| symbols.iter().find(|symbol| symbol["name"].as_str().unwrap().contains(name));
    for name in ["Weekly shop", "Discover", "Searches", "Pays", "Live stock"] {
        assert!(named(name).is_some(), "{name} in {flat}");
    }
    assert!(named("Pays").unwrap()["containerName"].as_str().unwrap().contains("Discover"));
    let helix = answer(Editor::Helix, |params| params, "textDocument/documentSymbol", "maya", Value::Null);
    assert!(helix[0].get("location").is_some());
    let tree = answer(Editor::Emacs, |params| params, "textDocument/documentSymbol", "maya", Value::Null);
    assert!(tree[0]["children"].is_array());
}

#[test]
fn code_actions_are_commands_for_clients_without_literals() {
    let folder = folder();
    for editor in Editor::ALL {
        let literal = "/capabilities/textDocument/codeAction/codeActionLiteralSupport";
        let mut client = begin(without(editor.params(&folder.path()), literal));
        let uri = folder.uri("shop.journey");
        client.open(&uri, SHOP);
        until_read(&mut client);
        client.replace(&uri, "persona: maya", "persona: mayo");
        let diagnostics = client.diagnostics(&uri);
        assert_eq!(diagnostics.len(), 1);
        let range = diagnostics[0]["range"].clone();
        let context = json!({ "diagnostics": diagnostics });
        let actions = client.ask(
            "textDocument/codeAction",
            json!({ "textDocument": { "uri": uri }, "range": range, "context": context }),
        );
        let commands = actions.as_array().expect("a list");
        let fix = commands.iter().find(|command| command["title"].as_str().unwrap().contains("maya"));
        let fix = fix.unwrap_or_else(|| panic!("no command that mends it: {actions}"));
        // The command is one that the server runs, and it makes the edit through the client.
        let known = &client.ledger.server["executeCommandProvider"]["commands"];
        assert!(known.as_array().unwrap().contains(&fix["command"]), "{fix} of {known}");
        client.ask("workspace/executeCommand", json!({ "command": fix["command"], "arguments": fix["arguments"] }));
        client.until("the edit", |client| (client.count("workspace/applyEdit") > 0).then_some(()));
        assert_eq!(client.documents.text(&uri).unwrap(), SHOP, "{editor:?}");
        assert_eq!(client.codes(&uri), [""; 0]);
        client.finish();
    }
}

#[test]
fn targets_are_locations_for_clients_without_links() {
    for feature in ["definition", "declaration", "typeDefinition", "implementation"] {
        let link = format!("/capabilities/textDocument/{feature}/linkSupport");
        let method = format!("textDocument/{feature}");
        let words = if feature == "implementation" { "stale \"Stale" } else { "maya" };
        for editor in Editor::ALL {
            let found = answer(editor, |params| with(params, &link, json!(false)), &method, words, Value::Null);
            let first = if found.is_array() { found[0].clone() } else { found };
            assert!(first.get("uri").is_some(), "{editor:?}: {method} gives {first}");
        }
        let linked = answer(Editor::VsCode, |params| params, &method, words, Value::Null);
        assert!(linked[0].get("targetUri").is_some(), "{method} gives {linked}");
    }
}

#[test]
fn folds_are_whole_lines_for_clients_that_fold_lines_only() {
    let only = "/capabilities/textDocument/foldingRange/lineFoldingOnly";
    for lines_only in [true, false] {
        let change = |params| with(params, only, json!(lines_only));
        let folds = answer(Editor::VsCode, change, "textDocument/foldingRange", "maya", Value::Null);
        let folds = folds.as_array().expect("a list");
        assert!(folds.len() >= 5, "{folds:?}");
        if lines_only {
            // The line with the closing brace stays to be seen.
            let journey = folds.iter().find(|fold| fold["startLine"] == 1).expect("the journey folds");
            assert_eq!(journey["endLine"], SHOP.lines().count() - 2, "{journey}");
        }
    }
    let limit = "/capabilities/textDocument/foldingRange/rangeLimit";
    answer(Editor::VsCode, |params| with(params, limit, json!(2)), "textDocument/foldingRange", "maya", Value::Null);
}

#[test]
fn a_client_that_says_nothing_gets_the_oldest_form_of_everything() {
    for method in [
        "textDocument/hover",
        "textDocument/completion",
        "textDocument/definition",
        "textDocument/documentSymbol",
        "textDocument/foldingRange",
        "textDocument/documentHighlight",
        "textDocument/documentLink",
        "textDocument/codeLens",
    ] {
        answer(Editor::Emacs, |params| with(params, "/capabilities", json!({})), method, "maya", Value::Null);
    }
}

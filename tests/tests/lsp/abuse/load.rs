//! More at once than anybody reads.

use journey_tests::lsp::Editor;
use journey_tests::lsp::framing::frame;
use serde_json::{Value, json};

use crate::fixture::{SHOP, begin, folder, same_text, shop_in};

const CANCELLED: i64 = -32800;

#[test]
fn ten_thousand_queued_edits_leave_the_right_text_and_findings() {
    for editor in [Editor::Emacs, Editor::VsCode] {
        let (_folder, mut client, uri) = shop_in(editor);
        let mut queued = Vec::new();
        let mut number = 1;
        let mut edit = |client: &mut journey_tests::lsp::Client, words: &str, new: &str| {
            number += 1;
            let range = client.documents.range_of(&uri, words, 0);
            let params = json!({
                "textDocument": { "uri": uri, "version": number },
                "contentChanges": [{ "range": range, "text": new }],
            });
            let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params });
            client.note(&message);
            queued.extend(frame(&message));
        };
        for round in 0..2_500 {
            edit(&mut client, "persona: maya", "persona: nobody");
            edit(&mut client, "      next: search", &format!("      // {round} \u{1F6D2}\r\n      next: search"));
            edit(&mut client, "persona: nobody", "persona: maya");
            edit(&mut client, &format!("      // {round} \u{1F6D2}\r\n"), "");
        }
        edit(&mut client, "persona: maya", "persona: nobody");
        assert!(client.server.send(&queued));
        assert_eq!(client.codes(&uri), ["unknown-name"]);
        same_text(&mut client, &uri);
        assert_eq!(client.documents.text(&uri).unwrap(), SHOP.replace("persona: maya", "persona: nobody"));
        let hover = client.documents.at(&uri, "emotion maya");
        client.ask("textDocument/hover", hover);
        client.finish();
    }
}

#[test]
fn while_somebody_types_without_a_pause_diagnostics_come_all_the_same() {
    let (_folder, mut client, uri) = shop_in(Editor::Emacs);
    client.codes(&uri);
    let start = client.count("textDocument/publishDiagnostics");
    // Types until something is heard: a server that waits for a pause never says anything.
    let mut typed = 0;
    while client.count("textDocument/publishDiagnostics") < start + 5 {
        client.replace(&uri, "Weekly shop", "Weekly shop!");
        typed += 1;
        let hover = client.documents.at(&uri, "maya");
        client.ask("textDocument/hover", hover);
        assert!(typed < 100_000, "nothing was said while {typed} letters were typed");
    }
    client.finish();
}

#[test]
fn a_thousand_cancelled_requests_are_all_answered_once() {
    for editor in Editor::ALL {
        let (_folder, mut client, uri) = shop_in(editor);
        client.until_codes(&uri, &[]);
        let methods =
            ["textDocument/hover", "textDocument/documentSymbol", "textDocument/completion", "workspace/symbol"];
        let mut ids = Vec::new();
        for number in 0..1_000 {
            let mut params = client.documents.at(&uri, "maya");
            params["query"] = json!("shop");
            let id = client.begin(methods[number % methods.len()], params);
            client.notify("$/cancelRequest", json!({ "id": id }));
            ids.push(id);
        }
        let mut cancelled = 0;
        for id in ids {
            match client.wait(id) {
                Ok(_) => {}
                Err(error) => {
                    assert_eq!(error["code"], CANCELLED, "{error}");
                    cancelled += 1;
                }
            }
        }
        let hover = client.documents.at(&uri, "maya");
        assert_ne!(client.ask("textDocument/hover", hover), Value::Null, "after {cancelled} cancellations");
        same_text(&mut client, &uri);
        client.finish();
    }
}

#[test]
fn thousands_of_requests_at_once_are_all_answered() {
    let (_folder, mut client, uri) = shop_in(Editor::Neovim);
    client.until_codes(&uri, &[]);
    let params = client.documents.at(&uri, "maya");
    let ids: Vec<i64> = (0..5_000).map(|_| client.begin("textDocument/hover", params.clone())).collect();
    let first = client.wait(ids[0]).expect("a hover");
    for id in &ids[1..] {
        assert_eq!(client.wait(*id).as_ref(), Ok(&first));
    }
    client.finish();
}

#[test]
fn opening_and_closing_a_thousand_texts_leaves_nothing() {
    let folder = folder();
    let mut client = begin(Editor::Emacs.params(&folder.path()));
    for number in 0..1_000 {
        let uri = format!("untitled:{number}");
        client.open(&uri, &format!("journey j{number} {{ persona: nobody }}\n"));
        client.close(&uri);
    }
    let status = client.ask("journey/status", Value::Null);
    assert_eq!(status["documents"], json!([]));
    // What was told about any of them was taken back.
    let shop = folder.uri("shop.journey");
    client.open(&shop, SHOP);
    assert_eq!(client.codes(&shop), [""; 0]);
    let symbols = client.ask("workspace/symbol", json!({ "query": "j5" }));
    assert!(symbols.as_array().is_none_or(Vec::is_empty), "{symbols}");
    client.until("everything to be taken back", |client| {
        client
            .pushed
            .iter()
            .all(|(uri, pushed)| !uri.starts_with("untitled:") || pushed["diagnostics"] == json!([]))
            .then_some(())
    });
    client.finish();
}

#[test]
fn a_text_of_a_hundred_thousand_lines_is_served() {
    let folder = folder();
    let mut client = begin(Editor::VsCode.params(&folder.path()));
    let uri = "untitled:long";
    let text =
        format!("{}\njourney last {{ persona: nobody }}\n", "persona p { goal: \"x\" }\n// \u{1F6D2}\n".repeat(50_000));
    client.open(uri, &text);
    let at = client.documents.behind(uri, "persona: n");
    client.ask("textDocument/completion", at);
    let range = client.documents.range_of(uri, "nobody", 0);
    client.change(uri, json!([{ "range": range, "text": "p" }]));
    same_text(&mut client, uri);
    client.finish();
}

//! A plugin that breaks breaks nothing else.

use std::process::Command;

use journey_tests::lsp::{Client, Editor};
use serde_json::{Value, json};

use crate::fixture::{SHOP, folder, same_text};

const INTERNAL_ERROR: i64 = -32603;

/// A client of the server with a plugin that panics on texts that declare `panic`.
fn with_panics(editor: Editor) -> (journey_tests::lsp::Folder, Client) {
    let folder = folder();
    let mut client = Client::start(&mut Command::new(env!("CARGO_BIN_EXE_journey-lsp-with-panics")));
    client.initialize(editor.params(&folder.path()));
    (folder, client)
}

/// Says goodbye, and gives the log, which may tell of panics here.
fn leave(mut client: Client) -> String {
    assert_eq!(client.ask("shutdown", Value::Null), Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.hear_out().code(), Some(0), "{}", client.server.log());
    client.ledger.close();
    client.server.log()
}

#[test]
fn a_panic_in_a_request_is_an_internal_error_and_a_line_in_the_log() {
    for editor in Editor::ALL {
        let (folder, mut client) = with_panics(editor);
        let uri = folder.uri("shop.journey");
        client.open(&uri, &format!("persona panic\n{SHOP}"));
        for _ in 0..20 {
            for (method, words) in [("textDocument/hover", "maya"), ("textDocument/completion", "persona: ma")] {
                let params = client.documents.behind(&uri, words);
                assert_eq!(client.refused(method, params), INTERNAL_ERROR, "{editor:?}: {method}");
            }
        }
        // Everything else works, and so do they when the cause is gone.
        let outline = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
        assert!(outline.to_string().contains("Weekly shop"));
        client.change(&uri, json!([{ "text": SHOP }]));
        let hover = client.documents.at(&uri, "maya");
        assert_ne!(client.ask("textDocument/hover", hover), Value::Null);
        same_text(&mut client, &uri);
        let told = client.heard.iter().any(|(method, params)| method == "window/logMessage" && params["type"] == 1);
        let log = leave(client);
        assert!(told || log.contains("panic") || log.contains("bug"), "{log}");
    }
}

#[test]
fn a_panic_in_a_rule_costs_the_findings_of_that_file_and_no_others() {
    for editor in Editor::ALL {
        let (folder, mut client) = with_panics(editor);
        let (broken, shop) = (folder.uri("broken.journey"), folder.uri("shop.journey"));
        client.open(&broken, "persona panic_in_rule\n");
        client.open(&shop, &SHOP.replace("persona: maya", "persona: nobody"));
        client.until_codes(&shop, &["unknown-name"]);
        client.replace(&shop, "nobody", "maya");
        client.until_codes(&shop, &[]);
        // When the cause is gone, its findings come.
        client.change(&broken, json!([{ "text": "journey mended { persona: nobody }\n" }]));
        client.until_codes(&broken, &["unknown-name"]);
        same_text(&mut client, &broken);
        leave(client);
    }
}

//! The lifecycle of a session.

use std::path::Path;

use journey_tests::lsp::{Client, Editor};
use serde_json::{Value, json};

use crate::fixture::{SHOP, begin, command, folder, start};

const SERVER_NOT_INITIALIZED: i64 = -32002;
const INVALID_REQUEST: i64 = -32600;

#[test]
fn a_request_before_initialize_is_answered_with_32002() {
    for editor in Editor::ALL {
        let folder = folder();
        let mut client = start();
        let params =
            json!({ "textDocument": { "uri": folder.uri("shop.journey") }, "position": { "line": 0, "character": 0 } });
        assert_eq!(client.refused("textDocument/hover", params), SERVER_NOT_INITIALIZED);
        assert_eq!(client.refused("shutdown", Value::Null), SERVER_NOT_INITIALIZED);
        assert_eq!(client.refused("journey/status", Value::Null), SERVER_NOT_INITIALIZED);
        client.initialize(editor.params(&folder.path()));
        client.finish();
    }
}

#[test]
fn a_notification_before_initialize_is_dropped() {
    let folder = folder();
    let mut client = start();
    let uri = folder.uri("shop.journey");
    client.open(&uri, "journey early { gaol: \"x\" }\n");
    client.notify("initialized", json!({}));
    client.initialize(Editor::Neovim.params(&folder.path()));
    let status = client.ask("journey/status", Value::Null);
    assert_eq!(status["documents"], json!([]));
    client.open(&uri, SHOP);
    assert_eq!(client.codes(&uri), [""; 0]);
    client.finish();
}

#[test]
fn exit_before_initialize_ends_the_server_with_1() {
    let mut client = start();
    client.notify("exit", Value::Null);
    assert_eq!(client.hear_out().code(), Some(1));
}

#[test]
fn a_second_initialize_is_answered_with_32600_and_changes_nothing() {
    for editor in Editor::ALL {
        let folder = folder();
        let mut client = begin(editor.params(&folder.path()));
        let uri = folder.uri("shop.journey");
        client.open(&uri, SHOP);
        let other = Editor::ALL[usize::from(editor == Editor::VsCode)].params(Path::new("/elsewhere"));
        // As raw JSON: the client must not believe that the capabilities are others now.
        let message = json!({ "jsonrpc": "2.0", "id": "again", "method": "initialize", "params": other });
        let capabilities = client.ledger.client.clone();
        client.send(&message);
        client.ledger.client = capabilities;
        let error = client.wait_for(&json!("again")).unwrap_err();
        assert_eq!(error["code"], INVALID_REQUEST, "{error}");
        assert_eq!(client.codes(&uri), [""; 0]);
        client.finish();
    }
}

#[test]
fn a_request_after_shutdown_is_answered_with_32600() {
    for editor in Editor::ALL {
        let folder = folder();
        let mut client = begin(editor.params(&folder.path()));
        let uri = folder.uri("shop.journey");
        client.open(&uri, SHOP);
        client.ask("shutdown", Value::Null);
        let hover = client.documents.at(&uri, "maya");
        assert_eq!(client.refused("textDocument/hover", hover), INVALID_REQUEST);
        assert_eq!(client.refused("shutdown", Value::Null), INVALID_REQUEST);
        assert_eq!(client.refused("initialize", editor.params(&folder.path())), INVALID_REQUEST);
        assert_eq!(client.refused("journey/status", Value::Null), INVALID_REQUEST);
        // Notifications change nothing any more, and nothing but `exit` ends the server.
        client.change(&uri, json!([{ "text": "persona {" }]));
        client.close(&uri);
        client.notify("exit", Value::Null);
        assert_eq!(client.hear_out().code(), Some(0));
    }
}

#[test]
fn nothing_but_window_and_telemetry_comes_before_the_answer_to_initialize() {
    // The ledger fails the test on anything else; here is what could provoke it.
    for editor in Editor::ALL {
        let folder = folder();
        folder.write("broken.journey", "journey x { persona: nobody }\n");
        let mut client = start();
        client.notify("initialized", json!({}));
        client.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
        client.notify("$/setTrace", json!({ "value": "verbose" }));
        let mut params = editor.params(&folder.path());
        params["trace"] = json!("verbose");
        let id = client.begin("initialize", params);
        client.open(&folder.uri("shop.journey"), SHOP);
        let result = client.wait(id).expect("it can initialize");
        assert!(result["serverInfo"]["name"].is_string() && result["serverInfo"]["version"].is_string());
        client.notify("initialized", json!({}));
        client.finish();
    }
}

#[test]
fn stdio_and_client_process_id_are_accepted() {
    let here = std::process::id();
    let ways: [&[&str]; 3] =
        [&["--stdio"], &[&format!("--clientProcessId={here}")], &["--stdio", "--clientProcessId", "1"]];
    for arguments in ways {
        let folder = folder();
        let mut client = Client::start(command().args(arguments));
        client.initialize(Editor::VsCode.params(&folder.path()));
        let uri = folder.uri("shop.journey");
        client.open(&uri, SHOP);
        assert_eq!(client.codes(&uri), [""; 0]);
        client.finish();
    }
}

#[test]
fn exit_is_0_after_shutdown_and_1_without() {
    for editor in Editor::ALL {
        let folder = folder();
        // `finish` checks the 0.
        begin(editor.params(&folder.path())).finish();
        let mut client = begin(editor.params(&folder.path()));
        client.open(&folder.uri("shop.journey"), SHOP);
        client.notify("exit", Value::Null);
        assert_eq!(client.hear_out().code(), Some(1));
    }
}

#[test]
fn the_end_of_input_ends_the_server_with_1() {
    let folder = folder();
    let mut client = begin(Editor::Helix.params(&folder.path()));
    client.open(&folder.uri("shop.journey"), SHOP);
    client.server.close_input();
    assert_eq!(client.hear_out().code(), Some(1));

    let mut silent = start();
    silent.server.close_input();
    assert_eq!(silent.hear_out().code(), Some(1));
}

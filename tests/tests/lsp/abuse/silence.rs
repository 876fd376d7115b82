//! Clients that do not answer, and clients that do not listen.

use std::thread;

use journey_tests::lsp::framing::frame;
use journey_tests::lsp::{Client, Editor, Manners, Server, without};
use serde_json::{Value, json};

use crate::fixture::{SHOP, begin, command, folder, same_text, start, until_read};

#[test]
fn a_client_that_answers_nothing_is_served() {
    for editor in Editor::ALL {
        let folder = folder();
        let mut client = start();
        client.manners = Manners::Silent;
        client.initialize(editor.params(&folder.path()));
        let uri = folder.uri("shop.journey");
        client.open(&uri, SHOP);
        until_read(&mut client);
        assert_eq!(client.codes(&uri), [""; 0], "{editor:?}");
        for _ in 0..8 {
            client.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
        }
        client.replace(&uri, "persona: maya", "persona: nobody");
        assert_eq!(client.codes(&uri), ["unknown-name"], "{editor:?}");
        let hover = client.documents.at(&uri, "search\n");
        client.ask("textDocument/hover", hover);
        same_text(&mut client, &uri);
        assert!(client.count("workspace/configuration") > 0, "{editor:?}: the client was never silent");
        client.finish();
    }
}

#[test]
fn a_client_that_refuses_everything_is_served() {
    for editor in Editor::ALL {
        let folder = folder();
        let mut client = start();
        client.manners = Manners::Refusing;
        client.initialize(editor.params(&folder.path()));
        let uri = folder.uri("shop.journey");
        client.open(&uri, SHOP);
        assert_eq!(client.codes(&uri), [""; 0], "{editor:?}");
        client.finish();
    }
}

/// A client in which mending is a command: the server has to ask it to make the edit. And the command.
fn with_a_command(folder: &journey_tests::lsp::Folder) -> (Client, String, Value) {
    let literal = "/capabilities/textDocument/codeAction/codeActionLiteralSupport";
    let mut client = begin(without(Editor::VsCode.params(&folder.path()), literal));
    let uri = folder.uri("shop.journey");
    client.open(&uri, SHOP);
    until_read(&mut client);
    client.replace(&uri, "persona: maya", "persona: mayo");
    let diagnostics = client.diagnostics(&uri);
    let params = json!({ "textDocument": { "uri": uri }, "range": diagnostics[0]["range"], "context": { "diagnostics": diagnostics } });
    let actions = client.ask("textDocument/codeAction", params);
    let fix = actions
        .as_array()
        .into_iter()
        .flatten()
        .find(|command| command["title"].as_str().is_some_and(|title| title.contains("`maya`")));
    let fix = fix.unwrap_or_else(|| panic!("no command mends it: {actions}"));
    let command = json!({ "command": fix["command"], "arguments": fix["arguments"] });
    (client, uri, command)
}

#[test]
fn handlers_that_wait_for_a_silent_client_keep_nobody_else_waiting() {
    let folder = folder();
    let (mut client, uri, command) = with_a_command(&folder);
    client.manners = Manners::Silent;
    let waiting: Vec<i64> = (0..12).map(|_| client.begin("workspace/executeCommand", command.clone())).collect();
    client.until("the server to wait", |client| (client.count("workspace/applyEdit") >= 1).then_some(()));
    let hover = client.documents.at(&uri, "search\n");
    assert_ne!(client.ask("textDocument/hover", hover.clone()), Value::Null);
    client.replace(&uri, "persona: mayo", "persona: maya");
    assert_eq!(client.codes(&uri), [""; 0]);
    // They can be cancelled, too.
    for id in &waiting {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in waiting {
        let _ = client.wait(id);
    }
    client.ask("textDocument/hover", hover);
    client.finish();
}

#[test]
fn handlers_that_wait_for_a_silent_client_give_up() {
    let folder = folder();
    let (mut client, _uri, command) = with_a_command(&folder);
    client.manners = Manners::Silent;
    let waiting: Vec<i64> = (0..4).map(|_| client.begin("workspace/executeCommand", command.clone())).collect();
    // The watchdog ends this test if they never do.
    for id in waiting {
        let _ = client.wait(id);
    }
    client.finish();
}

/// A conversation that nobody reads, as bytes: it begins, and asks again and again for much.
fn monologue(folder: &journey_tests::lsp::Folder, rounds: usize) -> Vec<u8> {
    let uri = folder.uri("shop.journey");
    let document = json!({ "uri": uri, "languageId": "journey", "version": 1, "text": SHOP.repeat(50) });
    let mut bytes = Vec::new();
    let initialize = Editor::Emacs.params(&folder.path());
    bytes.extend(frame(&json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": initialize })));
    bytes.extend(frame(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} })));
    bytes.extend(frame(
        &json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } }),
    ));
    for round in 1..=rounds {
        let params = json!({ "textDocument": { "uri": uri } });
        bytes.extend(frame(
            &json!({ "jsonrpc": "2.0", "id": round, "method": "textDocument/documentSymbol", "params": params }),
        ));
    }
    bytes
}

#[test]
fn a_client_that_never_reads_can_leave() {
    let folder = folder();
    for is_orderly in [true, false] {
        let mut server = Server::start_unread(&mut command());
        let mut input = server.take_input().expect("a pipe");
        let mut bytes = monologue(&folder, 2_000);
        if is_orderly {
            bytes.extend(frame(&json!({ "jsonrpc": "2.0", "id": "last", "method": "shutdown" })));
        }
        bytes.extend(frame(&json!({ "jsonrpc": "2.0", "method": "exit" })));
        // The server may stop to take what it cannot answer, so this is somebody else's work.
        let writer = thread::spawn(move || {
            use std::io::Write;
            let _ = input.write_all(&bytes);
            input
        });
        assert_eq!(server.wait().code(), Some(if is_orderly { 0 } else { 1 }), "{}", server.log());
        drop(writer.join());
    }
}

#[test]
fn a_client_that_never_reads_and_goes_is_not_waited_for() {
    let folder = folder();
    let mut server = Server::start_unread(&mut command());
    let mut input = server.take_input().expect("a pipe");
    let bytes = monologue(&folder, 2_000);
    let writer = thread::spawn(move || {
        use std::io::Write;
        let _ = input.write_all(&bytes);
        // Going, `input` is closed.
    });
    assert_eq!(server.wait().code(), Some(1), "{}", server.log());
    drop(writer.join());
}

#[test]
fn a_client_that_reads_late_gets_everything() {
    let folder = folder();
    let mut server = Server::start_unread(&mut command());
    let rounds = 300;
    let mut input = server.take_input().expect("a pipe");
    let bytes = monologue(&folder, rounds);
    let writer = thread::spawn(move || {
        use std::io::Write;
        input.write_all(&bytes).expect("the server takes it");
        input
    });
    // Only now somebody looks.
    let _open = writer.join().expect("everything was sent");
    server.read_on();
    let mut answered = 0;
    while answered <= rounds {
        match server.next() {
            Some(journey_tests::lsp::Output::Message(message, _)) if message.get("result").is_some() => answered += 1,
            Some(journey_tests::lsp::Output::Message(..)) => {}
            other => panic!("{other:?} after {answered} answers\n{}", server.log()),
        }
    }
}

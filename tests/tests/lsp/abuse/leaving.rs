//! The server leaves when it should, and only then.

use std::process::{Child, Command, Stdio};

use journey_tests::lsp::framing::frame;
use journey_tests::lsp::{Client, Editor, with};
use serde_json::{Value, json};

use crate::fixture::{SHOP, command, folder, shop_in, start};

#[test]
fn exit_ends_the_server_while_its_input_is_held_open() {
    let (_folder, mut client, uri) = shop_in(Editor::VsCode);
    client.codes(&uri);
    client.ask("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    let held = client.server.take_input();
    assert_eq!(client.hear_out().code(), Some(0));
    drop(held);
}

#[test]
fn exit_ends_the_server_while_requests_are_answered() {
    for after_shutdown in [true, false] {
        let (_folder, mut client, uri) = shop_in(Editor::Neovim);
        let params = client.documents.at(&uri, "maya");
        for _ in 0..500 {
            client.begin("textDocument/hover", params.clone());
        }
        if after_shutdown {
            client.begin("shutdown", Value::Null);
        }
        client.notify("exit", Value::Null);
        let held = client.server.take_input();
        assert_eq!(client.hear_out().code(), Some(if after_shutdown { 0 } else { 1 }));
        drop(held);
    }
}

/// A process that stands for the editor.
fn editor() -> Child {
    Command::new("sleep").arg("1000").stdin(Stdio::null()).spawn().expect("it starts")
}

fn kill(editor: &mut Child) {
    editor.kill().expect("it runs");
    editor.wait().expect("it ends");
}

#[test]
fn the_server_leaves_when_the_process_of_the_client_is_gone() {
    let folder = folder();
    let mut editor = editor();
    let mut client = start();
    client.initialize(with(Editor::VsCode.params(&folder.path()), "/processId", json!(editor.id())));
    let uri = folder.uri("shop.journey");
    client.open(&uri, SHOP);
    client.codes(&uri);
    kill(&mut editor);
    // Its input is open all the while: somebody else holds the pipe.
    assert_eq!(client.hear_out().code(), Some(1));
}

#[test]
fn the_server_leaves_when_the_process_of_the_command_line_is_gone() {
    let mut editor = editor();
    let mut client = Client::start(command().arg(format!("--clientProcessId={}", editor.id())));
    kill(&mut editor);
    assert_eq!(client.hear_out().code(), Some(1));
}

#[cfg(unix)]
#[test]
fn the_server_leaves_when_its_parent_is_killed() {
    use std::io::{BufRead, BufReader, Write};

    // A shell starts the server with the pipes of this test, tells its own number and waits; then it is killed.
    let folder = folder();
    let program = command().get_program().to_owned();
    let mut shell = Command::new("sh")
        .arg("-c")
        .arg("exec 3<&0 4>&1; \"$0\" lsp <&3 >&4 2>/dev/null & echo $! >&2; wait")
        .arg(&program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell");
    let mut number = String::new();
    BufReader::new(shell.stderr.take().expect("a pipe")).read_line(&mut number).expect("a number");
    let mut input = shell.stdin.take().expect("a pipe");
    let params = with(Editor::Emacs.params(&folder.path()), "/processId", json!(shell.id()));
    let initialize = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params });
    input.write_all(&frame(&initialize)).expect("it listens");
    let mut output = BufReader::new(shell.stdout.take().expect("a pipe"));
    assert_eq!(journey_tests::lsp::framing::read(&mut output).expect("a frame").expect("an answer")["id"], 1);
    shell.kill().expect("it runs");
    shell.wait().expect("it ends");
    // The end of its output is the end of the server: nobody else holds the pipe.
    while journey_tests::lsp::framing::read(&mut output).expect("frames").is_some() {}
    drop(input);
}

#[test]
fn a_process_that_never_was_is_no_reason_to_serve() {
    let folder = folder();
    let mut client = start();
    // The largest number that Linux gives a process is 2^22.
    let params = with(Editor::Helix.params(&folder.path()), "/processId", json!(4_194_305));
    client.ledger.leaves();
    client.begin("initialize", params);
    assert_eq!(client.hear_out().code(), Some(1));
}

#[test]
fn a_client_that_closes_its_ears_can_still_say_exit() {
    for after_shutdown in [true, false] {
        let folder = folder();
        let mut server = journey_tests::lsp::Server::start_unread(&mut command());
        server.stop_reading();
        let params = Editor::Emacs.params(&folder.path());
        let uri = folder.uri("shop.journey");
        server.send(&frame(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params })));
        server.send(&frame(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} })));
        let document = json!({ "uri": uri, "languageId": "journey", "version": 1, "text": SHOP });
        server.send(&frame(
            &json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } }),
        ));
        for id in 2..200 {
            let params = json!({ "textDocument": { "uri": uri } });
            server.send(&frame(
                &json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/documentSymbol", "params": params }),
            ));
        }
        if after_shutdown {
            server.send(&frame(&json!({ "jsonrpc": "2.0", "id": 200, "method": "shutdown" })));
        }
        server.send(&frame(&json!({ "jsonrpc": "2.0", "method": "exit" })));
        let status = server.wait();
        assert_eq!(status.code(), Some(if after_shutdown { 0 } else { 1 }), "{status}: {}", server.log());
        assert!(!server.log().contains("panicked"), "{}", server.log());
    }
}

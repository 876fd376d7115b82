//! Frames that are none. Whatever comes, the next good request is answered.

use journey_tests::lsp::framing::{frame, framed};
use journey_tests::lsp::{Client, Editor};
use serde_json::{Value, json};

use crate::fixture::{SHOP, begin, folder, same_text, shop_in, until_read};

/// Sends bytes, and checks that the server goes on as if nothing had been.
fn survives(what: &str, bytes: &[u8]) {
    let (_folder, mut client, uri) = shop_in(Editor::VsCode);
    client.codes(&uri);
    assert!(client.server.send(bytes), "{what}");
    goes_on(&mut client, &uri);
    client.finish();
}

fn goes_on(client: &mut Client, uri: &str) {
    let hover = client.documents.at(uri, "maya");
    assert_ne!(client.ask("textDocument/hover", hover), Value::Null);
    same_text(client, uri);
    client.replace(uri, "persona: maya", "persona: nobody");
    assert_eq!(client.codes(uri), ["unknown-name"]);
}

#[test]
fn json_that_is_none() {
    for body in [
        "{",
        "}",
        "{\"jsonrpc\":\"2.0\",",
        "nonsense",
        "{'a': 1}",
        "{\"a\":1} {\"b\":2}",
        "\u{feff}{}",
        "\"\\ud800\"",
        "{\"id\":1e999}",
    ] {
        survives(body, &framed(body.as_bytes()));
    }
    survives("deep nesting", &framed("[".repeat(200_000).as_bytes()));
    survives("deep objects", &framed("{\"a\":".repeat(200_000).as_bytes()));
}

#[test]
fn json_that_is_no_message() {
    for body in [
        "null",
        "true",
        "0",
        "\"text\"",
        "[]",
        "{}",
        "[[]]",
        "{\"jsonrpc\":\"2.0\"}",
        "{\"jsonrpc\":\"2.0\",\"params\":{}}",
    ] {
        survives(body, &framed(body.as_bytes()));
    }
}

#[test]
fn an_empty_body() {
    survives("no bytes", b"Content-Length: 0\r\n\r\n");
}

#[test]
fn a_body_that_is_no_utf_8() {
    survives("latin 1", &framed(b"{\"jsonrpc\":\"2.0\",\"method\":\"\xe9\"}"));
    survives("cut", &framed(b"{\"jsonrpc\":\"2.0\",\"method\":\"\xf0\x9f\x9b\"}"));
    survives("nothing but", &framed(&[0xff; 64]));
}

#[test]
fn a_length_that_is_none() {
    for length in ["", "x", "-5", "0x10", "1e3", "99999999999999999999999", "5 5", "+2", "two"] {
        survives(length, format!("Content-Length: {length}\r\n\r\n").as_bytes());
        survives(length, format!("Content-Length: {length}\r\n\r\n{{\"jsonrpc\":\"2.0\"}}").as_bytes());
    }
}

#[test]
fn a_length_that_is_too_short() {
    let body = "{\"jsonrpc\":\"2.0\",\"method\":\"$/nothing\",\"params\":{}}";
    for length in [1, 10, body.len() - 1] {
        survives(&length.to_string(), format!("Content-Length: {length}\r\n\r\n{body}").as_bytes());
    }
}

#[test]
fn a_length_that_is_too_long_costs_the_next_message_and_no_more() {
    let body = "{\"jsonrpc\":\"2.0\",\"method\":\"$/nothing\",\"params\":{}}";
    for more in [1, 7, 30] {
        let broken = format!("Content-Length: {}\r\n\r\n{body}", body.len() + more);
        let victim = frame(&json!({ "jsonrpc": "2.0", "method": "$/victim", "params": {} }));
        survives(&more.to_string(), &[broken.as_bytes(), &victim].concat());
    }
}

#[test]
fn a_length_without_measure() {
    let victim = frame(&json!({ "jsonrpc": "2.0", "method": "$/victim" }));
    for length in ["4294967296", "1099511627776", "9223372036854775807", "18446744073709551615"] {
        survives(length, &[format!("Content-Length: {length}\r\n\r\n").as_bytes(), &victim].concat());
    }
}

#[test]
fn headers_that_are_unusual_but_right() {
    let body = r#"{"jsonrpc":"2.0","id":"unusual","method":"shutdown"}"#;
    let length = body.len();
    for header in [
        format!("content-length: {length}\r\n\r\n"),
        format!("CONTENT-LENGTH: {length}\r\n\r\n"),
        format!("Content-Length:{length}\r\n\r\n"),
        format!("Content-Length:   {length}  \r\n\r\n"),
        format!("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {length}\r\n\r\n"),
        format!("Content-Length: {length}\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n"),
        format!("Content-Length: {length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n"),
        format!("Content-Length: {length}\r\ncontent-type: application/json; charset=\"UTF-8\"\r\n\r\n"),
        format!("X-Unheard: of\r\nContent-Length: {length}\r\n\r\n"),
    ] {
        let (_folder, mut client, _uri) = shop_in(Editor::Helix);
        client.note(&json!({ "jsonrpc": "2.0", "id": "unusual", "method": "shutdown" }));
        client.server.send(format!("{header}{body}").as_bytes());
        assert_eq!(client.wait_for(&json!("unusual")), Ok(Value::Null), "{header:?}");
        client.notify("exit", Value::Null);
        assert_eq!(client.hear_out().code(), Some(0));
    }
}

#[test]
fn headers_that_are_wrong() {
    let body = r#"{"jsonrpc":"2.0","method":"$/nothing"}"#;
    let length = body.len();
    for broken in [
        format!("\r\n\r\n{body}"),
        format!("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{body}"),
        format!("Content-Length {length}\r\n\r\n{body}"),
        format!("Content-Length: {length}\r\n{body}"),
        format!(": {length}\r\n\r\n{body}"),
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(),
        "\u{0}\u{0}\u{0}\u{0}".to_owned(),
        "some text that a wrapper printed\n".to_owned(),
        "\n\n\n\r\n\r\n".to_owned(),
        "Content-Length".repeat(10_000) + "\n",
        "x".repeat(2_000_000) + "\n",
        format!("Content-Length: {length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf-16\r\n\r\n{body}"),
    ] {
        survives(&broken[..broken.len().min(60)], broken.as_bytes());
    }
}

#[test]
fn headers_with_bytes_that_are_no_text() {
    survives("bytes", b"\xff\xfe\x00\r\nContent-Length: \xff\r\n\r\n");
}

#[test]
fn a_batch() {
    survives("empty", &framed(b"[]"));
    let batch = json!([
        { "jsonrpc": "2.0", "method": "$/nothing" },
        { "jsonrpc": "2.0", "method": "initialized", "params": {} },
    ]);
    survives("of notifications", &frame(&batch));
    // The protocol has no batches: they are refused, or answered as JSON-RPC says.
    let (_folder, mut client, uri) = shop_in(Editor::VsCode);
    let batch =
        json!([{ "jsonrpc": "2.0", "id": "b1", "method": "$/x" }, { "jsonrpc": "2.0", "id": "b2", "method": "$/y" }]);
    batch.as_array().unwrap().iter().for_each(|message| client.note(message));
    client.server.send(&frame(&batch));
    goes_on(&mut client, &uri);
    for id in ["b1", "b2"] {
        let refused = client.answered(&json!(id)).or_else(|| client.answered(&Value::Null)).expect("an answer");
        assert!(refused.is_err());
    }
    client.finish();
}

#[test]
fn an_id_that_is_none() {
    for id in [json!(1.5), json!([1]), json!({}), json!(true), json!(null)] {
        let (_folder, mut client, uri) = shop_in(Editor::VsCode);
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": "shutdown" });
        // A server may answer with that id, or say that the request is wrong; it must not take it for a shutdown
        // that nobody hears of.
        client.note(&message);
        client.server.send(&frame(&message));
        let hover = client.documents.at(&uri, "maya");
        let _ = client.request("textDocument/hover", hover);
        let answer = client.answered(&id).or_else(|| client.answered(&Value::Null));
        if matches!(answer, Some(Ok(_))) {
            client.notify("exit", Value::Null);
            assert_eq!(client.hear_out().code(), Some(0), "{id}");
        } else {
            goes_on(&mut client, &uri);
            client.finish();
        }
    }
}

#[test]
fn answers_that_nobody_asked_for() {
    for message in [
        json!({ "jsonrpc": "2.0", "id": 77, "result": null }),
        json!({ "jsonrpc": "2.0", "id": "77", "result": {} }),
        json!({ "jsonrpc": "2.0", "id": null, "error": { "code": 1, "message": "x" } }),
        json!({ "jsonrpc": "2.0", "id": 0, "error": 5 }),
        json!({ "jsonrpc": "2.0", "id": 1, "result": 1, "error": { "code": 1, "message": "x" } }),
        json!({ "jsonrpc": "2.0", "result": [] }),
    ] {
        survives(&message.to_string(), &frame(&message));
    }
}

#[test]
fn answers_of_the_wrong_kind() {
    let folder = folder();
    let mut client = begin(Editor::VsCode.params(&folder.path()));
    let uri = folder.uri("shop.journey");
    // The questions of the server arrive as they do; every answer is of the wrong kind.
    client.settings = json!({ "journey": [[[]]] });
    client.open(&uri, SHOP);
    for id in 0..20 {
        client.server.send(&frame(&json!({ "jsonrpc": "2.0", "id": id, "result": { "x": [1, "2", null] } })));
    }
    until_read(&mut client);
    goes_on(&mut client, &uri);
    client.finish();
}

#[test]
fn a_message_in_pieces() {
    let (_folder, mut client, uri) = shop_in(Editor::Neovim);
    let params = client.documents.at(&uri, "maya");
    let message = json!({ "jsonrpc": "2.0", "id": "pieces", "method": "textDocument/hover", "params": params });
    client.note(&message);
    for byte in frame(&message) {
        assert!(client.server.send(&[byte]));
    }
    assert!(client.wait_for(&json!("pieces")).is_ok());
    client.finish();
}

#[test]
fn a_message_that_ends_with_the_input() {
    for cut in [5, 30, 60] {
        let (_folder, mut client, _uri) = shop_in(Editor::Helix);
        let message = frame(&json!({ "jsonrpc": "2.0", "method": "$/cut", "params": { "x": "some more words" } }));
        client.server.send(&message[..cut]);
        client.server.close_input();
        assert_eq!(client.hear_out().code(), Some(1));
    }
}

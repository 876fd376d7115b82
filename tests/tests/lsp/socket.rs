//! `journey lsp --socket PORT`: the server connects to an editor that waits there, and speaks as over pipes.

use std::io::{BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::fixture::command;

fn frame(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// The next message.
fn next(stream: &mut impl Read) -> Value {
    let mut header = Vec::new();
    while !header.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        header.push(byte[0]);
    }
    let header = String::from_utf8(header).unwrap();
    let length = header.trim().strip_prefix("Content-Length: ").unwrap().parse().unwrap();
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}

#[test]
fn an_editor_that_waits_at_a_port_is_served_there() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let server = command().args(["--socket", &port]).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut stream, _) = listener.accept().unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let ask = |stream: &mut std::net::TcpStream, id: i64, method: &str| {
        let params = if method == "initialize" {
            json!({ "processId": null, "rootUri": null, "capabilities": {} })
        } else {
            Value::Null
        };
        stream.write_all(&frame(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))).unwrap();
    };
    ask(&mut stream, 1, "initialize");
    let answer = next(&mut reader);
    assert_eq!((&answer["id"], answer["result"]["serverInfo"]["name"].as_str()), (&json!(1), Some("journey")));
    stream.write_all(&frame(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }))).unwrap();
    ask(&mut stream, 2, "shutdown");
    assert_eq!(next(&mut reader), json!({ "jsonrpc": "2.0", "id": 2, "result": null }));
    stream.write_all(&frame(&json!({ "jsonrpc": "2.0", "method": "exit" }))).unwrap();
    let output = server.wait_with_output();
    let output = output.unwrap();
    assert!(output.status.success() && output.stdout.is_empty(), "{output:?}");
}

#[test]
fn a_port_at_which_nobody_waits_is_told() {
    // That of a client: taken for as long as the client is there, so nobody else can come to wait at it.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let port = client.local_addr().unwrap().port().to_string();
    let output = command().args(["--socket", &port]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains(&format!("nobody listens at port {port}")), "{told}");
}

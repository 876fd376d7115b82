//! The protocol's rules, clause by clause, over real pipes.

use std::io::{self, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::runtime::Builder;
use tracing::Dispatch;
use tracing_subscriber::layer::SubscriberExt;

use super::framing::FrameReader;
use super::serve::serve;
use super::testing::{
    Session, answers_by_id, bare_service, frame, impatient, raw_frame, request, runtime, surroundings,
};
use super::{Connection, ExitStatus, Options, run};
use crate::logging::ClientLog;
use crate::record::{self, Recorder, Side};

const INITIALIZE: &str = r#"{"capabilities":{}}"#;

fn initialize_wishing(wish: &str) -> Value {
    json!({ "capabilities": {}, "initializationOptions": wish })
}

#[test]
fn before_initialize_every_request_is_refused_and_notifications_are_passed_over() {
    let mut session = Session::start();
    session.notify("test/push", json!({ "number": 1 }));
    for (id, method) in ["test/pushed", "shutdown", "no/such", "$/no", "textDocument/hover"].iter().enumerate() {
        session.request(id, method, Value::Null);
        assert_eq!(session.code(id), -32002, "{method}");
    }
    session.initialize();
    assert_eq!(session.ask("test/pushed", Value::Null), json!([]));
    session.end();
}

#[test]
fn a_second_initialize_is_an_invalid_request() {
    let mut session = Session::ready();
    session.request(2, "initialize", json!({ "capabilities": {} }));
    assert_eq!(session.code(2), -32600);
    session.is_well();
    session.end();
}

#[test]
fn an_initialize_that_failed_may_be_tried_again() {
    let mut session = Session::start();
    for wish in ["fail", "panic"] {
        session.request(wish, "initialize", initialize_wishing(wish));
        assert_eq!(session.code(wish), -32603);
        session.request(1, "test/pushed", Value::Null);
        assert_eq!(session.code(1), -32002);
    }
    session.request(2, "initialize", json!({ "capabilities": 5 }));
    assert_eq!(session.code(2), -32602);
    session.initialize();
    session.is_well();
    session.end();
}

#[test]
fn after_shutdown_every_request_is_invalid_and_notifications_are_passed_over() {
    let mut session = Session::ready();
    assert_eq!(session.ask("shutdown", json!({})), Value::Null, "parameters that it does not have");
    session.notify("test/push", json!({ "number": 1 }));
    for (id, method) in ["test/pushed", "shutdown", "initialize", "no/such", "$/no"].iter().enumerate() {
        session.request(id, method, Value::Null);
        assert_eq!(session.code(id), -32600, "{method}");
    }
    assert!(session.probe.pushed.lock().unwrap().is_empty());
    session.notify("exit", Value::Null);
    assert_eq!(session.left().0, ExitStatus::Orderly);
}

#[test]
fn exit_without_shutdown_and_the_end_of_input_are_abrupt() {
    let mut session = Session::ready();
    session.notify("exit", Value::Null);
    assert_eq!(session.left(), (ExitStatus::Abrupt, vec![]));

    let mut session = Session::start();
    session.notify("exit", Value::Null);
    assert_eq!(session.left(), (ExitStatus::Abrupt, vec![]));

    let mut session = Session::ready();
    session.ask("shutdown", Value::Null);
    session.close_input();
    assert_eq!(session.left(), (ExitStatus::Abrupt, vec![]));

    assert_eq!((ExitStatus::Orderly.code(), ExitStatus::Abrupt.code()), (0, 1));
}

#[test]
fn questions_without_an_id_and_exit_with_one_change_nothing() {
    let mut session = Session::ready();
    session.notify("shutdown", Value::Null);
    session.notify("initialize", json!({ "capabilities": {} }));
    session.notify("textDocument/hover", json!({}));
    session.request(1, "exit", Value::Null);
    assert_eq!(session.code(1), -32600);
    session.request(2, "initialized", json!({}));
    assert_eq!(session.code(2), -32600);
    session.is_well();
    session.end();
}

#[test]
fn unknown_methods_and_dollar_requests_are_not_found_and_such_notifications_are_passed_over() {
    let mut session = Session::ready();
    for (id, method) in ["no/such", "", "$/no", "$/cancelRequest", "$/setTrace"].iter().enumerate() {
        session.request(id, method, json!({}));
        assert_eq!(session.code(id), -32601, "{method}");
        session.notify(method, json!({ "value": "off", "id": [] }));
    }
    session.notify("$/cancelRequest", Value::Null);
    session.is_well();
    session.end();
}

#[test]
fn wrong_parameters_are_told_so() {
    let mut session = Session::ready();
    let position = json!({ "line": 0, "character": 0 });
    let document = json!({ "uri": "file:///a" });
    for (id, params) in [
        Value::Null,
        json!({}),
        json!([]),
        json!(5),
        json!("text"),
        json!({ "textDocument": document }),
        json!({ "textDocument": { "uri": 5 }, "position": position }),
        json!({ "textDocument": document, "position": { "line": -1, "character": 0 } }),
        json!({ "textDocument": document, "position": { "line": "1", "character": 0 } }),
    ]
    .into_iter()
    .enumerate()
    {
        session.request(id, "textDocument/hover", params.clone());
        assert_eq!(session.code(id), -32602, "{params}");
    }
    session.send(&json!({ "jsonrpc": "2.0", "id": 9, "method": "textDocument/hover", "params": null }));
    assert_eq!(session.code(9), -32602);
    session.notify("textDocument/didOpen", json!({ "textDocument": 5 }));
    session.is_well();
    session.end();
}

#[test]
fn nothing_but_messages_for_people_leaves_before_initialize_is_answered() {
    let mut session = Session::start();
    session.request(1, "initialize", initialize_wishing("tell"));
    let order: Vec<Value> = (0..3).map(|_| session.receive()).collect();
    assert_eq!(order[0]["method"], "window/logMessage");
    assert_eq!(order[1]["id"], 1);
    assert_eq!(order[2]["method"], "test/early");
    session.end();
}

#[test]
fn what_a_handler_tells_comes_before_its_answer() {
    let mut session = Session::ready();
    for (count, delayed) in [(1, false), (2, false), (50, false), (1, true), (2, true), (50, true)] {
        session.request(1, "test/tell", json!({ "count": count, "await": delayed }));
        for number in 0..count {
            let message = session.receive();
            assert_eq!(message["params"]["message"], number.to_string(), "{message}");
        }
        assert_eq!(session.receive(), json!({ "jsonrpc": "2.0", "id": 1, "result": null }));
    }
    session.end();
}

#[test]
fn ids_are_answered_as_they_were_asked() {
    let mut session = Session::ready();
    for id in [json!(0), json!(-1), json!(i64::MIN), json!(u64::MAX), json!("x"), json!(""), json!("1"), json!(1)] {
        session.request(id.clone(), "test/echo", json!({}));
        assert_eq!(session.answer(id)["result"], json!({}));
    }
    session.end();
}

#[test]
fn an_id_in_flight_is_not_taken_twice() {
    let mut session = Session::ready();
    session.request(1, "test/ask", Value::Null);
    let question = session.receive();
    session.request(1, "test/echo", json!({}));
    assert_eq!(session.code(1), -32600);
    session.send(&json!({ "jsonrpc": "2.0", "id": question["id"], "result": [] }));
    assert_eq!(session.answer(1)["result"], json!([]));
    session.request(1, "test/echo", json!({}));
    assert_eq!(session.answer(1)["result"], json!({}));
    session.end();
}

#[test]
fn cancelled_requests_are_answered_by_number_and_by_text() {
    let mut session = Session::ready();
    for id in [json!(7), json!("seven"), json!(1_u64 << 40), json!("7")] {
        session.request(id.clone(), "test/never", Value::Null);
        session.wait_for("never");
        session.cancel(id.clone());
        assert_eq!(session.code(id), -32800);
        session.wait_for("dropped");
    }
    for id in [json!(7), json!("unknown"), json!(null), json!(1.5)] {
        session.cancel(id);
    }
    session.is_well();
    session.end();
}

#[test]
fn a_request_is_cancelled_while_its_handler_does_not_let_go() {
    let mut session = Session::ready();
    session.request(1, "test/block", Value::Null);
    session.wait_for("block");
    session.request(2, "test/echo", json!({}));
    session.cancel(1);
    session.cancel(2);
    assert_eq!(session.code(1), -32800);
    assert_eq!(session.code(2), -32800, "it was waiting for its turn");
    session.gate.send(()).unwrap();
    session.is_well();
    session.end();
}

#[test]
fn work_on_other_threads_sees_that_it_is_cancelled() {
    let mut session = Session::ready();
    session.request(1, "test/compute", Value::Null);
    session.wait_for("computing");
    session.cancel(1);
    session.wait_for("stopped");
    assert_eq!(session.code(1), -32800);
    session.end();
}

#[test]
fn answers_of_the_client_reach_who_asked_and_strange_ones_nobody() {
    let mut session = Session::ready();
    session.request(1, "test/ask", Value::Null);
    let question = session.receive();
    assert_eq!(question["method"], "workspace/workspaceFolders");
    assert!(question.get("params").is_none(), "{question}");
    for strange in [
        json!({ "jsonrpc": "2.0", "id": 999, "result": [] }),
        json!({ "jsonrpc": "2.0", "id": "x", "result": [] }),
        json!({ "jsonrpc": "2.0", "id": null, "result": [] }),
        json!({ "jsonrpc": "2.0", "id": null, "error": { "code": -32700, "message": "what?" } }),
        json!({ "jsonrpc": "2.0", "id": 1.5, "error": 5 }),
        json!({ "jsonrpc": "2.0", "result": [] }),
    ] {
        session.send(&strange);
    }
    session.is_well();
    session.send(&json!({ "id": question["id"], "result": [{ "uri": "file:///a b/", "name": "a" }], "error": null }));
    assert_eq!(session.answer(1)["result"], json!([{ "uri": "file:///a%20b", "name": "a" }]));

    for (outcome, code) in [(json!({ "code": 5, "message": "no", "more": true }), 5), (json!("no"), -32603)] {
        session.request(2, "test/ask", Value::Null);
        let question = session.receive();
        session.send(&json!({ "jsonrpc": "2.0", "id": question["id"], "error": outcome }));
        assert_eq!(session.code(2), code);
        session.send(&json!({ "jsonrpc": "2.0", "id": question["id"], "result": [] }));
    }
    session.is_well();
    session.end();
}

#[test]
fn documents_are_named_as_the_client_names_them() {
    let mut session = Session::ready();
    let document = "file:///C%3A/a b/ä[1].journey";
    session.notify(
        "textDocument/didOpen",
        json!({ "textDocument": { "uri": document, "languageId": "journey", "version": 1, "text": "" } }),
    );
    let params = json!({ "textDocument": { "uri": document }, "position": { "line": 0, "character": 0 } });
    let inside = session.ask("textDocument/hover", params.clone());
    assert_eq!(inside["contents"], "file:///c:/a%20b/%C3%A4%5B1%5D.journey");
    assert_eq!(session.ask("textDocument/definition", params)["uri"], document);
    session.end();
}

#[test]
fn lines_of_the_log_reach_the_client() {
    let (layer, log) = ClientLog::new();
    let dispatch = Dispatch::new(tracing_subscriber::registry().with(layer));
    // On these threads only: other tests log as well.
    let listen = move || std::mem::forget(tracing::dispatcher::set_default(&dispatch));
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().on_thread_start(listen).build().unwrap();
    let mut session = Session::silent_on(runtime, |surroundings| surroundings.log = log);
    session.read();
    session.initialize();
    assert_eq!(session.ask("test/log", Value::Null), Value::Null);
    let line = session.receive();
    assert_eq!(line["method"], "window/logMessage");
    assert_eq!(line["params"], json!({ "type": 2, "message": "a line of the log" }));
    session.end();
}

#[test]
fn what_is_recorded_can_be_played_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("session.jsonl");
    let recorder = Arc::new(Recorder::create(&path).unwrap());
    let mut session = Session::ready_in(|surroundings| surroundings.recorder = Some(recorder));
    session.request(1, "test/echo", json!({ "uri": "file:///a b" }));
    session.answer(1);
    session.send_bytes(b"oops\r\n");
    session.answer(Value::Null);
    session.end();
    let entries = record::read(BufReader::new(std::fs::File::open(&path).unwrap())).unwrap();
    assert_eq!(entries.iter().filter(|entry| entry.malformed.is_some()).count(), 1);
    let side =
        |side: Side| entries.iter().filter(move |entry| entry.from == side).filter_map(|entry| entry.message.clone());

    let mut again = Session::start();
    side(Side::Client).for_each(|message| again.send(&message));
    let (status, said) = again.left();
    assert_eq!(status, ExitStatus::Orderly);
    let expected: Vec<Value> = side(Side::Server).filter(|message| !message["id"].is_null()).collect();
    assert_eq!(said, expected);
    assert_eq!(side(Side::Client).nth(2).unwrap()["params"]["uri"], "file:///a b", "as the client wrote it");
}

#[cfg(unix)]
#[test]
fn the_server_leaves_when_the_clients_process_is_gone() {
    use std::process::{Command, Stdio};
    for by_option in [false, true] {
        let mut process = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let number = process.id();
        let mut session =
            Session::start_in(|surroundings| surroundings.client_process_id = by_option.then_some(number));
        let named = if by_option { Value::Null } else { json!(number) };
        session.request(1, "initialize", json!({ "capabilities": {}, "processId": named }));
        session.answer(1);
        session.is_well();
        session.request(2, "test/never", Value::Null);
        session.wait_for("never");
        process.kill().unwrap();
        let (status, rest) = session.left();
        assert_eq!((status, rest[0]["error"]["code"].as_i64()), (ExitStatus::Abrupt, Some(-32800)));
        process.wait().unwrap();
    }
}

#[test]
fn a_socket_serves_as_well_as_pipes() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        run(Connection::Socket(port), &Options::default(), ClientLog::silent(), bare_service).unwrap()
    });
    let (mut stream, _) = listener.accept().unwrap();
    let initialize: Value = serde_json::from_str(INITIALIZE).unwrap();
    stream.write_all(&frame(&request(1, "initialize", initialize))).unwrap();
    stream.write_all(&frame(&request(2, "shutdown", Value::Null))).unwrap();
    stream.write_all(&raw_frame(br#"{"jsonrpc":"2.0","method":"exit"}"#)).unwrap();
    assert_eq!(server.join().unwrap(), ExitStatus::Orderly);
    let mut said = Vec::new();
    stream.read_to_end(&mut said).unwrap();
    let said = messages(&said);
    assert_eq!(said.iter().map(|message| message["id"].clone()).collect::<Vec<_>>(), [1, 2]);

    drop(listener);
    let refused = run(Connection::Socket(port), &Options::default(), ClientLog::silent(), bare_service).unwrap_err();
    assert!(refused.to_string().starts_with(&format!("nobody listens at port {port}")), "{refused}");
    let options = Options { record: Some("/no/such/folder/x".into()), ..Options::default() };
    let refused = run(Connection::Stdio, &options, ClientLog::silent(), bare_service).unwrap_err();
    assert!(refused.to_string().starts_with("the record /no/such/folder/x cannot be written"), "{refused}");
}

/// An output that can be looked at when the server has left.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn messages(bytes: &[u8]) -> Vec<Value> {
    let mut frames = FrameReader::new(bytes);
    std::iter::from_fn(|| frames.next_frame().unwrap())
        .map(|body| serde_json::from_slice(&body.unwrap()).unwrap())
        .collect()
}

#[test]
fn a_session_that_arrives_in_two_pieces_is_the_same_session() {
    let runtime = runtime();
    let session: Vec<u8> = [
        frame(&request(1, "initialize", json!({ "capabilities": {} }))),
        frame(&json!({ "jsonrpc": "2.0", "method": "test/push", "params": { "number": 5 } })),
        b"content-type: x; charset=utf8\ncontent-length: 2\n\n{}".to_vec(),
        frame(&request("ä", "test/pushed", Value::Null)),
        frame(&request(3, "shutdown", Value::Null)),
        frame(&json!({ "jsonrpc": "2.0", "method": "exit" })),
    ]
    .concat();
    let mut expected = None;
    for split in 0..=session.len() {
        let (first, second) = session.split_at(split);
        let input = BufReader::new(io::Cursor::new(first.to_vec()).chain(io::Cursor::new(second.to_vec())));
        let output = Shared::default();
        let status = serve(input, output.clone(), bare_service(), surroundings(&runtime)).unwrap();
        assert_eq!(status, ExitStatus::Orderly, "split at {split}");
        let mut said = messages(&output.0.lock().unwrap());
        // What is no message is answered at once, before what is handled in its turn.
        said.sort_by_key(Value::to_string);
        assert_eq!(&said, expected.get_or_insert_with(|| said.clone()), "split at {split}");
        assert_eq!(said.len(), 4);
        assert!(said.iter().any(|message| message["id"] == "ä" && message["result"] == json!([5])));
    }
    runtime.shutdown_background();
}

#[test]
fn the_end_of_input_lets_requests_finish_and_answers_those_that_do_not() {
    let mut session = Session::ready_in(|surroundings| surroundings.patience = impatient());
    session.request(1, "test/later", json!({ "a": 1 }));
    session.request(2, "test/never", Value::Null);
    session.close_input();
    let (status, said) = session.left();
    assert_eq!(status, ExitStatus::Abrupt);
    assert_eq!(answers_by_id(&said).values().copied().collect::<Vec<_>>(), [1, 1]);
    let code =
        |id: i32| said.iter().find(|message| message["id"] == id).map(|message| message["error"]["code"].clone());
    assert_eq!((code(1), code(2)), (Some(Value::Null), Some(json!(-32800))));
}

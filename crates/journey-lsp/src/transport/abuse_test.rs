//! Clients and handlers that misbehave: the server goes on, or leaves as it should.

use serde_json::{Value, json};

use super::ExitStatus;
use super::outbox::Limits;
use super::testing::{Session, answers_by_id, frame, impatient, raw_frame, request};

/// Sends something malformed, then something good, and gives the error codes that the malformed thing was answered.
fn malformed(session: &mut Session, bytes: &[u8]) -> Vec<i64> {
    session.send_bytes(bytes);
    session.request("good", "test/echo", json!({}));
    assert_eq!(session.answer("good")["result"], json!({}), "{}", String::from_utf8_lossy(bytes));
    let mut codes = Vec::new();
    session.request("last", "test/echo", json!({}));
    loop {
        let message = session.receive();
        if message["id"] == "last" {
            return codes;
        }
        codes.push(message["error"]["code"].as_i64().unwrap());
    }
}

#[test]
fn every_malformed_frame_is_answered_once_and_the_next_good_message_as_ever() {
    let mut session = Session::ready();
    let cases: &[(&[u8], i64)] = &[
        (b"hello\r\n", -32700),
        (b"\r\n\r\nGET / HTTP/1.1\r\n", -32700),
        (b"Content-Length: -5\r\n\r\n{}", -32700),
        (b"Content-Length: many\r\n\r\n", -32700),
        (b"Content-Length: 99999999999999999999\r\n\r\n{}", -32700),
        (b"Content-Type: application/json\r\n\r\n{}", -32700),
        (b"Content-Type: x; charset=latin1\r\nContent-Length: 2\r\n\r\n{}", -32700),
        (b"\xff\xfe\r\n", -32700),
        (&raw_frame(b""), -32700),
        (&raw_frame(b"{"), -32700),
        (&raw_frame(b"\"\xff\""), -32700),
        (&raw_frame("[".repeat(100_000).as_bytes()), -32700),
        (&raw_frame(b"5"), -32600),
        (&raw_frame(b"{}"), -32600),
        (&raw_frame(b"[]"), -32600),
        (&raw_frame(br#"[{"jsonrpc":"2.0","method":"exit"}]"#), -32600),
        (&raw_frame(br#"[{"jsonrpc":"2.0","id":5,"method":"test/echo"}]"#), -32600),
        (&raw_frame(br#"{"jsonrpc":"2.0","id":1.5,"method":"test/echo"}"#), -32600),
        (&raw_frame(br#"{"jsonrpc":"2.0","id":null,"method":"test/echo"}"#), -32600),
        (&raw_frame(br#"{"jsonrpc":"2.0","id":{},"method":"test/echo"}"#), -32600),
        (&raw_frame(br#"{"jsonrpc":"1.0","id":5,"method":"test/echo"}"#), -32600),
        (&raw_frame(br#"{"jsonrpc":"2.0","id":5,"method":[]}"#), -32600),
    ];
    for (bytes, code) in cases {
        assert_eq!(malformed(&mut session, bytes), [*code], "{}", String::from_utf8_lossy(bytes));
    }
    for harmless in
        [&b"\r\n\n\r\n"[..], b"content-LENGTH:2\n", &raw_frame(br#"{"jsonrpc":"2.0","method":"x","id2":1}"#)]
    {
        assert_eq!(malformed(&mut session, harmless), [0_i64; 0]);
    }
    session.end();
}

#[test]
fn a_handler_that_panics_is_answered_and_everything_else_goes_on() {
    let mut session = Session::ready();
    session.request("waits", "test/ask", Value::Null);
    let question = session.receive();
    for round in 0..20 {
        for method in ["test/panic", "test/panicLater"] {
            // The same id each time: nothing must remember the handler that never came to its end.
            session.request(1, method, Value::Null);
            let answer = session.answer(1);
            assert_eq!(answer["error"]["code"], -32603, "{round}");
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains(method) && message.contains("Please report it"), "{message}");
        }
        session.notify("test/panicUntold", json!({}));
        let panics = json!({ "uri": "file:///a", "languageId": "journey", "version": 1, "text": "panic" });
        session.notify("textDocument/didOpen", json!({ "textDocument": panics }));
        session.is_well();
    }
    session.send(&json!({ "jsonrpc": "2.0", "id": question["id"], "result": null }));
    assert_eq!(session.answer("waits")["result"], json!([]));
    session.end();
}

#[test]
fn ten_thousand_queued_notifications_are_applied_in_their_order() {
    let mut session = Session::ready();
    let push = |number: i64| {
        // Some let go of the thread, after they have done what has to be done in order.
        let params = json!({ "number": number, "await": number % 3 == 0 });
        json!({ "jsonrpc": "2.0", "method": "test/push", "params": params })
    };
    let queued: Vec<u8> = (0..10_000).flat_map(|number| frame(&push(number))).collect();
    session.send_bytes(&queued);
    let pushed = session.ask("test/pushed", Value::Null);
    assert_eq!(pushed, json!((0..10_000).collect::<Vec<i64>>()));
    session.end();
}

#[test]
fn a_request_sees_exactly_what_was_sent_before_it() {
    let mut session = Session::ready();
    for number in 0..500 {
        session.notify("test/push", json!({ "number": number, "await": true }));
        session.request(number, "test/pushed", Value::Null);
    }
    for number in 0..500 {
        assert_eq!(session.answer(number)["result"].as_array().unwrap().len(), usize::try_from(number).unwrap() + 1);
    }
    session.end();
}

#[test]
fn a_thousand_cancelled_requests_are_answered_once_each() {
    let mut session = Session::ready();
    for round in ["first", "second"] {
        let mut bytes = Vec::new();
        let id = |number: i32| if number % 2 == 0 { json!(number) } else { json!(format!("id {number}")) };
        for number in 0..1_000 {
            let method = ["test/never", "test/later", "test/echo", "test/panicLater"][number as usize % 4];
            let params = if number % 4 == 1 || number % 4 == 2 { json!({}) } else { Value::Null };
            bytes.extend(frame(&request(id(number), method, params)));
        }
        for number in 0..1_000 {
            let cancel = json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": id(number) } });
            bytes.extend(frame(&cancel));
            if number % 5 == 0 {
                bytes.extend(frame(&cancel));
            }
        }
        session.send_bytes(&bytes);
        let answers: Vec<Value> = (0..1_000).map(|_| session.receive()).collect();
        let counts = answers_by_id(&answers);
        assert_eq!((counts.len(), counts.values().max()), (1_000, Some(&1)), "{round}");
        let never = answers.iter().filter(|answer| answer["id"].as_i64().is_some_and(|id| id % 4 == 0));
        assert!(never.clone().all(|answer| answer["error"]["code"] == -32800));
        assert_eq!(never.count(), 250);
        session.is_well();
    }
    session.end();
}

#[test]
fn handlers_that_wait_for_a_silent_client_hold_nobody_up() {
    let mut session = Session::ready();
    for id in 0..4 {
        session.request(id, "test/ask", Value::Null);
    }
    let questions: Vec<Value> = (0..4).map(|_| session.receive()["id"].clone()).collect();
    session.is_well();
    session.notify("test/push", json!({ "number": 1 }));
    assert_eq!(session.ask("test/pushed", Value::Null), json!([1]));
    session.cancel(0);
    assert_eq!(session.code(0), -32800);
    for question in questions {
        session.send(&json!({ "jsonrpc": "2.0", "id": question, "result": [] }));
    }
    for id in 1..4 {
        assert_eq!(session.answer(id)["result"], json!([]));
    }
    session.end();
}

#[test]
fn a_client_that_never_reads_is_still_heard() {
    let mut session = Session::silent_in(|surroundings| surroundings.patience.flush = impatient().flush);
    session.request(0, "initialize", json!({ "capabilities": {} }));
    for id in 1..=40 {
        session.request(id, "test/large", Value::Null);
    }
    session.notify("test/push", json!({ "number": 1 }));
    session.request("never", "test/never", Value::Null);
    session.wait_for("never");
    session.cancel("never");
    session.wait_for("dropped");
    assert_eq!(*session.probe.pushed.lock().unwrap(), [1]);
    session.request("shutdown", "shutdown", Value::Null);
    session.notify("exit", Value::Null);
    // Nobody has read a byte.
    let status = session.status_of_silent();
    assert_eq!(status, ExitStatus::Orderly);
}

#[test]
fn what_waits_for_a_client_that_does_not_read_is_bounded() {
    const LARGE: usize = 1 << 20;
    let limits = Limits { room: 4 * LARGE, flood: 8 * LARGE };
    let mut session = Session::silent_in(|surroundings| surroundings.limits = limits);
    session.request(0, "initialize", json!({ "capabilities": {} }));
    session.request("flood", "test/flood", Value::Null);
    for id in 1..=20 {
        session.request(id, "test/large", Value::Null);
    }
    for _ in 0..2_000 {
        session.notify("test/mark", Value::Null);
        session.wait_for("mark");
    }
    // Everything before the marks was handled, and nobody has read a byte.
    let told = session.probe.pushed.lock().unwrap().len();
    assert!(told <= 6, "{told} were told without room");
    session.read();
    let codes: Vec<Value> = (1..=20).map(|id| session.answer(id)["error"]["code"].clone()).collect();
    let answered = codes.iter().take_while(|code| code.is_null()).count();
    assert!((1..=8).contains(&answered), "{answered} were answered although it was flooded");
    assert!(codes[answered..].iter().all(|code| *code == -32803), "{codes:?}");
    session.cancel("flood");
    assert_eq!(session.code("flood"), -32800);
    session.discard();
    session.is_well();
}

#[test]
fn a_client_that_closes_its_end_of_the_output_can_still_say_exit() {
    let mut session = Session::silent_in(|_| {});
    session.close_output();
    session.request(0, "initialize", json!({ "capabilities": {} }));
    for id in 1..=5 {
        session.request(id, "test/large", Value::Null);
    }
    session.request("shutdown", "shutdown", Value::Null);
    session.notify("exit", Value::Null);
    assert_eq!(session.status_of_silent(), ExitStatus::Orderly);
}

#[test]
fn exit_is_obeyed_while_the_input_is_held_open_and_handlers_wait() {
    let mut session = Session::ready();
    session.request("never", "test/never", Value::Null);
    session.request("asks", "test/ask", Value::Null);
    session.wait_for("never");
    let question = session.receive();
    assert_eq!(question["method"], "workspace/workspaceFolders");
    session.request("shutdown", "shutdown", Value::Null);
    session.answer("shutdown");
    session.notify("exit", Value::Null);
    // The input stays open: the session still holds its end.
    let (status, said) = session.left();
    assert_eq!(status, ExitStatus::Orderly);
    let mut codes: Vec<_> =
        said.iter().map(|message| (message["id"].clone(), message["error"]["code"].clone())).collect();
    codes.sort_by_key(|(id, _)| id.to_string());
    assert_eq!(codes, [(json!("asks"), json!(-32800)), (json!("never"), json!(-32800))]);
}

#[test]
fn exit_is_obeyed_although_a_handler_never_gives_its_thread_back() {
    let mut session = Session::ready_in(|surroundings| surroundings.patience = impatient());
    session.request(1, "test/block", Value::Null);
    session.wait_for("block");
    session.request("shutdown", "shutdown", Value::Null);
    session.notify("exit", Value::Null);
    let gate = session.gate.clone();
    let (status, said) = session.left();
    assert_eq!(status, ExitStatus::Orderly);
    assert_eq!(answers_by_id(&said).values().copied().collect::<Vec<_>>(), [1, 1]);
    gate.send(()).unwrap();
}

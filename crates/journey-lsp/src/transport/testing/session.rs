//! A client that talks to the test server over real pipes.

use std::collections::HashMap;
use std::io::{self, BufReader, PipeWriter, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use super::server::{Probe, service};
use crate::logging::ClientLog;
use crate::transport::ExitStatus;
use crate::transport::framing::{FrameError, FrameReader, write_frame};
use crate::transport::outbox::Limits;
use crate::transport::serve::{Patience, Surroundings, serve};

/// A test that waits so long has failed.
const WATCHDOG: Duration = Duration::from_secs(120);

pub(in crate::transport) fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// How long tests let the server wait for what never comes.
pub(in crate::transport) fn impatient() -> Patience {
    let [exit, end, answers, flush] = [100, 100, 50, 50].map(Duration::from_millis);
    Patience { exit, end, answers, flush }
}

/// So long that a test which waits for it fails.
pub(in crate::transport) fn patient() -> Patience {
    Patience { exit: 2 * WATCHDOG, end: 2 * WATCHDOG, answers: 2 * WATCHDOG, flush: WATCHDOG / 4 }
}

pub(in crate::transport) fn surroundings(runtime: &Runtime) -> Surroundings {
    Surroundings {
        runtime: runtime.handle().clone(),
        log: ClientLog::silent(),
        recorder: None,
        client_process_id: None,
        patience: patient(),
        limits: Limits::default(),
    }
}

/// A client and the server that serves it.
pub(in crate::transport) struct Session {
    pub(in crate::transport) probe: Arc<Probe>,
    pub(in crate::transport) entered: Receiver<&'static str>,
    pub(in crate::transport) gate: Sender<()>,
    input: Option<PipeWriter>,
    output: Option<io::PipeReader>,
    messages: Receiver<Value>,
    incoming: Sender<Value>,
    kept: Vec<Value>,
    status: Receiver<ExitStatus>,
    runtime: Option<Runtime>,
}

impl Session {
    /// A session that is initialised.
    pub(in crate::transport) fn ready() -> Self {
        Self::ready_in(|_| {})
    }

    pub(in crate::transport) fn ready_in(change: impl FnOnce(&mut Surroundings)) -> Self {
        let mut session = Self::start_in(change);
        session.initialize();
        session
    }

    pub(in crate::transport) fn start() -> Self {
        Self::start_in(|_| {})
    }

    /// A session whose client reads.
    pub(in crate::transport) fn start_in(change: impl FnOnce(&mut Surroundings)) -> Self {
        let mut session = Self::silent_in(change);
        session.read();
        session
    }

    /// A session whose client does not read before [`Session::read`].
    pub(in crate::transport) fn silent_in(change: impl FnOnce(&mut Surroundings)) -> Self {
        Self::silent_on(runtime(), change)
    }

    pub(in crate::transport) fn silent_on(runtime: Runtime, change: impl FnOnce(&mut Surroundings)) -> Self {
        let (entered_sender, entered) = mpsc::channel();
        let (gate, gate_receiver) = mpsc::channel();
        let (service, socket, probe) = {
            let _inside = runtime.enter();
            service(entered_sender, gate_receiver)
        };
        let mut surroundings = surroundings(&runtime);
        change(&mut surroundings);
        let (server_input, input) = io::pipe().unwrap();
        let (output, server_output) = io::pipe().unwrap();
        let (status_sender, status) = mpsc::channel();
        thread::spawn(move || {
            let status = serve(BufReader::new(server_input), server_output, (service, socket), surroundings);
            // Fails only when the test has failed.
            let _ = status_sender.send(status.unwrap());
        });
        let (incoming, messages) = mpsc::channel();
        Self {
            probe,
            entered,
            gate,
            input: Some(input),
            output: Some(output),
            messages,
            incoming,
            kept: Vec::new(),
            status,
            runtime: Some(runtime),
        }
    }

    /// Starts to read.
    pub(in crate::transport) fn read(&mut self) {
        let mut frames = FrameReader::new(BufReader::new(self.output.take().unwrap()));
        let incoming = std::mem::replace(&mut self.incoming, mpsc::channel().0);
        thread::spawn(move || {
            while let Ok(Some(frame)) = frames.next_frame() {
                // The server may leave in the middle of a message that is not read in time.
                let body = match frame {
                    Err(FrameError::Truncated) => return,
                    body => body.unwrap(),
                };
                let Ok(()) = incoming.send(serde_json::from_slice(&body).unwrap()) else { return };
            }
        });
    }

    pub(in crate::transport) fn send_bytes(&mut self, bytes: &[u8]) {
        self.input.as_mut().unwrap().write_all(bytes).unwrap();
    }

    pub(in crate::transport) fn send(&mut self, message: &Value) {
        self.send_bytes(&frame(message));
    }

    pub(in crate::transport) fn request(&mut self, id: impl Into<Value>, method: &str, params: Value) {
        self.send(&request(id, method, params));
    }

    pub(in crate::transport) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    pub(in crate::transport) fn cancel(&mut self, id: impl Into<Value>) {
        self.notify("$/cancelRequest", json!({ "id": id.into() }));
    }

    pub(in crate::transport) fn initialize(&mut self) -> Value {
        self.request("initialize", "initialize", json!({ "capabilities": {} }));
        let answer = self.answer("initialize");
        self.notify("initialized", json!({}));
        answer
    }

    /// The next message, those kept by [`Session::answer`] first.
    pub(in crate::transport) fn receive(&mut self) -> Value {
        if self.kept.is_empty() { self.fresh() } else { self.kept.remove(0) }
    }

    fn fresh(&mut self) -> Value {
        self.messages.recv_timeout(WATCHDOG).expect("a message in time")
    }

    /// The answer to a request; other messages are kept.
    pub(in crate::transport) fn answer(&mut self, id: impl Into<Value>) -> Value {
        let id = id.into();
        let is_it = |message: &Value| message["id"] == id && message.get("method").is_none();
        if let Some(at) = self.kept.iter().position(is_it) {
            return self.kept.remove(at);
        }
        loop {
            let message = self.fresh();
            if is_it(&message) {
                return message;
            }
            self.kept.push(message);
        }
    }

    /// The error code of the answer to a request.
    pub(in crate::transport) fn code(&mut self, id: impl Into<Value>) -> i64 {
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {answer}"))
    }

    /// Asks and waits for the result.
    pub(in crate::transport) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = format!("ask {method}");
        self.request(id.as_str(), method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].take()
    }

    /// The server serves as if nothing had been.
    pub(in crate::transport) fn is_well(&mut self) {
        assert_eq!(self.ask("test/echo", json!({ "well": true })), json!({ "well": true }));
        assert_eq!(self.ask("test/later", json!([1])), json!([1]));
    }

    pub(in crate::transport) fn wait_for(&self, place: &str) {
        assert_eq!(self.entered.recv_timeout(WATCHDOG), Ok(place));
    }

    pub(in crate::transport) fn close_input(&mut self) {
        self.input = None;
    }

    pub(in crate::transport) fn close_output(&mut self) {
        self.output = None;
    }

    /// Waits for the server to leave. Gives the status and what it said that nobody asked about.
    pub(in crate::transport) fn left(mut self) -> (ExitStatus, Vec<Value>) {
        let status = self.status.recv_timeout(WATCHDOG).expect("the server to leave in time");
        let mut rest = std::mem::take(&mut self.kept);
        if self.output.is_none() {
            drop(std::mem::replace(&mut self.incoming, mpsc::channel().0));
            while let Ok(message) = self.messages.recv_timeout(WATCHDOG) {
                rest.push(message);
            }
        }
        (status, rest)
    }

    /// Waits for a server to leave to which nobody listens.
    pub(in crate::transport) fn status_of_silent(&self) -> ExitStatus {
        self.status.recv_timeout(WATCHDOG).expect("the server to leave in time")
    }

    /// Forgets what was kept.
    pub(in crate::transport) fn discard(&mut self) {
        self.kept.clear();
    }

    /// Shuts the server down in order, and checks that it has nothing more to say.
    pub(in crate::transport) fn end(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        assert_eq!(self.left(), (ExitStatus::Orderly, Vec::new()));
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Handlers that never end are not waited for.
            runtime.shutdown_background();
        }
    }
}

pub(in crate::transport) fn request(id: impl Into<Value>, method: &str, params: Value) -> Value {
    let mut message = json!({ "jsonrpc": "2.0", "id": id.into(), "method": method });
    if !params.is_null() {
        message["params"] = params;
    }
    message
}

pub(in crate::transport) fn frame(message: &Value) -> Vec<u8> {
    raw_frame(message.to_string().as_bytes())
}

pub(in crate::transport) fn raw_frame(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_frame(&mut bytes, body).unwrap();
    bytes
}

/// All messages of an output, and how often each id was answered.
pub(in crate::transport) fn answers_by_id(messages: &[Value]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for message in messages.iter().filter(|message| message.get("method").is_none()) {
        *counts.entry(message["id"].to_string()).or_default() += 1;
    }
    counts
}

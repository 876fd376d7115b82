//! A server whose handlers do everything that handlers should not, and a client that talks to it over real pipes.

use std::collections::HashMap;
use std::io::{self, BufReader, PipeWriter, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use ls_types::{
    DidOpenTextDocumentParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverContents, HoverParams,
    InitializeParams, InitializeResult, Location, MarkedString, MessageType, Range, WorkspaceFolder,
};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use tokio::task::yield_now;
use tower::Service;
use tower_lsp::jsonrpc::{self, Request};
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use super::cancellation::Cancellation;
use super::framing::{FrameReader, write_frame};
use super::outbox::Limits;
use super::serve::{Patience, Surroundings, serve};
use super::{ExitStatus, framing::FrameError};
use crate::logging::ClientLog;

/// A test that waits so long has failed.
const WATCHDOG: Duration = Duration::from_secs(120);

/// What a test and the handlers share.
pub(super) struct Probe {
    /// What `test/push` was told, in the order in which it was applied.
    pub(super) pushed: Mutex<Vec<i64>>,
    /// Says when a handler is at the place that the test waits for.
    entered: Mutex<Sender<&'static str>>,
    /// Lets `test/block` go on.
    gate: Mutex<Receiver<()>>,
    /// Always free, but tokio makes tasks wait now and then that ask for many such things.
    turn: tokio::sync::Mutex<()>,
}

impl Probe {
    fn enter(&self, place: &'static str) {
        self.entered.lock().unwrap().send(place).unwrap();
    }
}

pub(super) struct TestServer {
    client: Client,
    probe: Arc<Probe>,
}

/// Says when it is dropped.
struct Leaving(Arc<Probe>);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.enter("dropped");
    }
}

impl LanguageServer for TestServer {
    async fn initialize(&self, params: InitializeParams) -> jsonrpc::Result<InitializeResult> {
        let wish = params.initialization_options.unwrap_or_default();
        if wish == "fail" {
            return Err(jsonrpc::Error::internal_error());
        }
        if wish == "panic" {
            panic!("initialize panics");
        }
        if wish == "tell" {
            self.client.log_message(MessageType::INFO, "before").await;
            self.client.clone().call(Request::build("test/early").finish()).await.unwrap();
        }
        Ok(InitializeResult::default())
    }

    async fn shutdown(&self) -> jsonrpc::Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        assert!(!params.text_document.text.contains("panic"), "a document that is not liked");
    }

    async fn hover(&self, params: HoverParams) -> jsonrpc::Result<Option<Hover>> {
        let uri = params.text_document_position_params.text_document.uri;
        let contents = HoverContents::Scalar(MarkedString::String(uri.as_str().to_owned()));
        Ok(Some(Hover { contents, range: None }))
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> jsonrpc::Result<Option<GotoDefinitionResponse>> {
        let uri = params.text_document_position_params.text_document.uri;
        Ok(Some(GotoDefinitionResponse::Scalar(Location { uri, range: Range::default() })))
    }
}

impl TestServer {
    async fn echo(&self, params: Value) -> jsonrpc::Result<Value> {
        Ok(params)
    }

    async fn large(&self) -> jsonrpc::Result<Value> {
        Ok(Value::from("x".repeat(1 << 20)))
    }

    async fn push(&self, params: Value) {
        drop(self.probe.turn.lock().await);
        drop(self.probe.turn.lock().await);
        self.probe.pushed.lock().unwrap().push(params["number"].as_i64().unwrap());
        if params["await"] == true {
            yield_now().await;
        }
    }

    async fn pushed(&self) -> jsonrpc::Result<Value> {
        Ok(json!(*self.probe.pushed.lock().unwrap()))
    }

    async fn panic(&self) -> jsonrpc::Result<Value> {
        panic!("inline")
    }

    async fn panic_later(&self) -> jsonrpc::Result<Value> {
        yield_now().await;
        panic!("later {}", 1)
    }

    async fn panic_untold(&self, _: Value) {
        yield_now().await;
        panic!("untold")
    }

    async fn later(&self, params: Value) -> jsonrpc::Result<Value> {
        yield_now().await;
        Ok(params)
    }

    async fn never(&self) -> jsonrpc::Result<Value> {
        let _leaving = Leaving(self.probe.clone());
        self.probe.enter("never");
        std::future::pending().await
    }

    /// Blocks the thread before it first awaits.
    async fn block(&self) -> jsonrpc::Result<Value> {
        self.probe.enter("block");
        self.probe.gate.lock().unwrap().recv().unwrap();
        Ok(json!(Cancellation::current().is_cancelled()))
    }

    /// Computes on another thread until it is cancelled.
    async fn compute(&self) -> jsonrpc::Result<Value> {
        let cancellation = Cancellation::current();
        let probe = self.probe.clone();
        tokio::task::spawn_blocking(move || {
            probe.enter("computing");
            while !cancellation.is_cancelled() {
                thread::yield_now();
            }
            probe.enter("stopped");
        })
        .await
        .unwrap();
        Ok(Value::Null)
    }

    /// Waits for what the client answers.
    async fn ask(&self) -> jsonrpc::Result<Vec<WorkspaceFolder>> {
        Ok(self.client.workspace_folders().await?.unwrap_or_default())
    }

    /// Tells the client many things, then answers.
    async fn tell(&self, params: Value) -> jsonrpc::Result<Value> {
        if params["await"] == true {
            yield_now().await;
        }
        for number in 0..params["count"].as_u64().unwrap() {
            self.client.log_message(MessageType::LOG, number).await;
        }
        Ok(Value::Null)
    }

    /// Tells the client large things for ever, and counts them.
    async fn flood(&self) -> jsonrpc::Result<Value> {
        loop {
            self.client.log_message(MessageType::LOG, "x".repeat(1 << 20)).await;
            self.probe.pushed.lock().unwrap().push(0);
        }
    }

    async fn mark(&self) {
        self.probe.enter("mark");
    }

    async fn log(&self) -> jsonrpc::Result<Value> {
        tracing::warn!("a line of the log");
        Ok(Value::Null)
    }
}

/// Makes the service. `entered` and `gate` are the other ends of what the probe has.
fn service(entered: Sender<&'static str>, gate: Receiver<()>) -> (LspService<TestServer>, ClientSocket, Arc<Probe>) {
    let probe = Probe {
        pushed: Mutex::default(),
        entered: Mutex::new(entered),
        gate: Mutex::new(gate),
        turn: tokio::sync::Mutex::default(),
    };
    let probe = Arc::new(probe);
    let (service, socket) = LspService::build(|client| TestServer { client, probe: probe.clone() })
        .custom_method("test/echo", TestServer::echo)
        .custom_method("test/large", TestServer::large)
        .custom_method("test/push", TestServer::push)
        .custom_method("test/pushed", TestServer::pushed)
        .custom_method("test/panic", TestServer::panic)
        .custom_method("test/panicLater", TestServer::panic_later)
        .custom_method("test/panicUntold", TestServer::panic_untold)
        .custom_method("test/later", TestServer::later)
        .custom_method("test/never", TestServer::never)
        .custom_method("test/block", TestServer::block)
        .custom_method("test/compute", TestServer::compute)
        .custom_method("test/ask", TestServer::ask)
        .custom_method("test/tell", TestServer::tell)
        .custom_method("test/flood", TestServer::flood)
        .custom_method("test/mark", TestServer::mark)
        .custom_method("test/log", TestServer::log)
        .finish();
    (service, socket, probe)
}

/// The service alone, for whoever brings streams of his own.
pub(super) fn bare_service() -> (LspService<TestServer>, ClientSocket) {
    let (service, socket, _) = service(mpsc::channel().0, mpsc::channel().1);
    (service, socket)
}

pub(super) fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// How long tests let the server wait for what never comes.
pub(super) fn impatient() -> Patience {
    let [exit, end, answers, flush] = [100, 100, 50, 50].map(Duration::from_millis);
    Patience { exit, end, answers, flush }
}

/// So long that a test which waits for it fails.
pub(super) fn patient() -> Patience {
    Patience { exit: 2 * WATCHDOG, end: 2 * WATCHDOG, answers: 2 * WATCHDOG, flush: WATCHDOG / 4 }
}

pub(super) fn surroundings(runtime: &Runtime) -> Surroundings {
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
pub(super) struct Session {
    pub(super) probe: Arc<Probe>,
    pub(super) entered: Receiver<&'static str>,
    pub(super) gate: Sender<()>,
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
    pub(super) fn ready() -> Self {
        Self::ready_in(|_| {})
    }

    pub(super) fn ready_in(change: impl FnOnce(&mut Surroundings)) -> Self {
        let mut session = Self::start_in(change);
        session.initialize();
        session
    }

    pub(super) fn start() -> Self {
        Self::start_in(|_| {})
    }

    /// A session whose client reads.
    pub(super) fn start_in(change: impl FnOnce(&mut Surroundings)) -> Self {
        let mut session = Self::silent_in(change);
        session.read();
        session
    }

    /// A session whose client does not read before [`Session::read`].
    pub(super) fn silent_in(change: impl FnOnce(&mut Surroundings)) -> Self {
        Self::silent_on(runtime(), change)
    }

    pub(super) fn silent_on(runtime: Runtime, change: impl FnOnce(&mut Surroundings)) -> Self {
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
    pub(super) fn read(&mut self) {
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

    pub(super) fn send_bytes(&mut self, bytes: &[u8]) {
        self.input.as_mut().unwrap().write_all(bytes).unwrap();
    }

    pub(super) fn send(&mut self, message: &Value) {
        self.send_bytes(&frame(message));
    }

    pub(super) fn request(&mut self, id: impl Into<Value>, method: &str, params: Value) {
        self.send(&request(id, method, params));
    }

    pub(super) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    pub(super) fn cancel(&mut self, id: impl Into<Value>) {
        self.notify("$/cancelRequest", json!({ "id": id.into() }));
    }

    pub(super) fn initialize(&mut self) -> Value {
        self.request("initialize", "initialize", json!({ "capabilities": {} }));
        let answer = self.answer("initialize");
        self.notify("initialized", json!({}));
        answer
    }

    /// The next message, those kept by [`Session::answer`] first.
    pub(super) fn receive(&mut self) -> Value {
        if self.kept.is_empty() { self.fresh() } else { self.kept.remove(0) }
    }

    fn fresh(&mut self) -> Value {
        self.messages.recv_timeout(WATCHDOG).expect("a message in time")
    }

    /// The answer to a request; other messages are kept.
    pub(super) fn answer(&mut self, id: impl Into<Value>) -> Value {
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
    pub(super) fn code(&mut self, id: impl Into<Value>) -> i64 {
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {answer}"))
    }

    /// Asks and waits for the result.
    pub(super) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = format!("ask {method}");
        self.request(id.as_str(), method, params);
        let mut answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].take()
    }

    /// The server serves as if nothing had been.
    pub(super) fn is_well(&mut self) {
        assert_eq!(self.ask("test/echo", json!({ "well": true })), json!({ "well": true }));
        assert_eq!(self.ask("test/later", json!([1])), json!([1]));
    }

    pub(super) fn wait_for(&self, place: &str) {
        assert_eq!(self.entered.recv_timeout(WATCHDOG), Ok(place));
    }

    pub(super) fn close_input(&mut self) {
        self.input = None;
    }

    pub(super) fn close_output(&mut self) {
        self.output = None;
    }

    /// Waits for the server to leave. Gives the status and what it said that nobody asked about.
    pub(super) fn left(mut self) -> (ExitStatus, Vec<Value>) {
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
    pub(super) fn status_of_silent(&self) -> ExitStatus {
        self.status.recv_timeout(WATCHDOG).expect("the server to leave in time")
    }

    /// Forgets what was kept.
    pub(super) fn discard(&mut self) {
        self.kept.clear();
    }

    /// Shuts the server down in order, and checks that it has nothing more to say.
    pub(super) fn end(mut self) {
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

pub(super) fn request(id: impl Into<Value>, method: &str, params: Value) -> Value {
    let mut message = json!({ "jsonrpc": "2.0", "id": id.into(), "method": method });
    if !params.is_null() {
        message["params"] = params;
    }
    message
}

pub(super) fn frame(message: &Value) -> Vec<u8> {
    raw_frame(message.to_string().as_bytes())
}

pub(super) fn raw_frame(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_frame(&mut bytes, body).unwrap();
    bytes
}

/// All messages of an output, and how often each id was answered.
pub(super) fn answers_by_id(messages: &[Value]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for message in messages.iter().filter(|message| message.get("method").is_none()) {
        *counts.entry(message["id"].to_string()).or_default() += 1;
    }
    counts
}

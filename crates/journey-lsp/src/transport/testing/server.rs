//! A server whose handlers do everything that handlers should not.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

use ls_types::{
    DidOpenTextDocumentParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverContents, HoverParams,
    InitializeParams, InitializeResult, Location, MarkedString, MessageType, Range, WorkspaceFolder,
};
use serde_json::{Value, json};
use tokio::task::yield_now;
use tower::Service;
use tower_lsp::jsonrpc::{self, Request};
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use crate::transport::cancellation;

/// What a test and the handlers share.
pub(in crate::transport) struct Probe {
    /// What `test/push` was told, in the order in which it was applied.
    pub(in crate::transport) pushed: Mutex<Vec<i64>>,
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

pub(in crate::transport) struct TestServer {
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
        Ok(json!(cancellation::current().is_cancelled()))
    }

    /// Computes on another thread until it is cancelled.
    async fn compute(&self) -> jsonrpc::Result<Value> {
        let cancellation = cancellation::current();
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
pub(super) fn service(
    entered: Sender<&'static str>,
    gate: Receiver<()>,
) -> (LspService<TestServer>, ClientSocket, Arc<Probe>) {
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
pub(in crate::transport) fn bare_service() -> (LspService<TestServer>, ClientSocket) {
    let (service, socket, _) = service(mpsc::channel().0, mpsc::channel().1);
    (service, socket)
}

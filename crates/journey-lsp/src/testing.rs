//! What the tests of requests and of the session go through: a client that speaks with the service in this process.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use journey_ide::plugin::{Plugin, Registry};
use serde_json::{Value, json};
use tower::{Service, ServiceExt};
use tower_lsp::jsonrpc::Request;
use tower_lsp::{ClientSocket, LspService};

use crate::server::{Server, service};
use crate::session::Session;

/// A test that waits so long has failed.
const WATCHDOG: Duration = Duration::from_secs(120);

/// A client with a folder of its own. Tests add what they ask for to it.
pub(crate) struct Client {
    pub(crate) folder: tempfile::TempDir,
    service: LspService<Server>,
    /// Where messages to the client go, whether somebody reads them or not.
    socket: ClientSocket,
    next: i64,
}

impl Client {
    /// A client with these files in its folder that has said `initialize` with these capabilities, and with what `more`
    /// makes of the folder's URI.
    pub(crate) async fn new(capabilities: Value, files: &[(&str, &[u8])], more: impl FnOnce(&str) -> Value) -> Self {
        let registry = Arc::new(registry());
        let (service, socket) = service(|client| Session::new(client, registry));
        let mut client = Self { folder: tempfile::tempdir().unwrap(), service, socket, next: 0 };
        files.iter().for_each(|(name, bytes)| client.write(name, bytes));
        let mut params = json!({ "processId": null, "capabilities": capabilities, "rootUri": null });
        let more = more(&format!("file://{}", client.folder.path().display()));
        params.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        client.ask("initialize", params).await;
        client
    }

    /// Writes a file of the folder.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// What a file of the folder is called.
    pub(crate) fn uri(&self, name: &str) -> String {
        format!("file://{}/{name}", self.folder.path().display())
    }

    /// The answer, or the code and the message of the error.
    pub(crate) async fn try_ask(&mut self, method: &'static str, params: Value) -> Result<Value, (i64, String)> {
        self.next += 1;
        let request = Request::build(method).id(self.next).params(params).finish();
        let response = self.service.ready().await.unwrap().call(request).await.unwrap().unwrap();
        response.into_parts().1.map_err(|error| (error.code.code(), error.message.into_owned()))
    }

    /// The answer.
    pub(crate) async fn ask(&mut self, method: &'static str, params: Value) -> Value {
        self.try_ask(method, params).await.unwrap()
    }

    /// Tells something that has no answer.
    pub(crate) async fn tell(&mut self, method: &'static str, params: Value) {
        let notification = Request::build(method).params(params).finish();
        assert!(self.service.ready().await.unwrap().call(notification).await.unwrap().is_none());
    }

    /// Opens a document of the folder.
    pub(crate) async fn open(&mut self, name: &str, version: i32, text: &str) {
        let document = json!({ "uri": self.uri(name), "languageId": "journey", "version": version, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    /// The next message of a method for which something holds; others are passed over.
    pub(crate) async fn heard(&mut self, method: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let listen = async {
            loop {
                let message = self.socket.next().await.unwrap();
                let params = message.params().cloned().unwrap_or_default();
                if message.method() == method && holds(&params) {
                    return params;
                }
            }
        };
        tokio::time::timeout(WATCHDOG, listen).await.expect("a message in time")
    }
}

/// Plugins for tests of the server: of the rules, those about the language. What the others say about the craft of maps
/// would only be in the way here, where texts are small.
pub(crate) fn registry() -> Registry {
    let mut plugins: Vec<Box<dyn Plugin>> = vec![Box::new(journey_rules::language::Language)];
    plugins.extend(journey_assist::plugins());
    plugins.extend(journey_mermaid::plugins());
    Registry::new(plugins).unwrap()
}

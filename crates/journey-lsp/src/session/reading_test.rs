//! Files on a real disk that come, change and go, as a client hears of them.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use journey_ide::plugin::Registry;
use serde_json::{Value, json};
use tower::{Service, ServiceExt};
use tower_lsp::jsonrpc::Request;
use tower_lsp::{ClientSocket, LspService};

use super::Session;
use crate::server::{Server, service};

/// A test that waits so long has failed.
const WATCHDOG: Duration = Duration::from_secs(120);

/// Asks for a persona that nobody declares.
const LONELY: &str = "journey shop \"Shop\" { persona: maya; stage find \"Find\" { touchpoint x \"X\" } }\n";

struct Client {
    service: LspService<Server>,
    socket: ClientSocket,
    folder: tempfile::TempDir,
    next: i64,
}

impl Client {
    /// A client with these files on the disk, and their folder open if it is said so.
    async fn new(capabilities: Value, is_open: bool, files: &[(&str, &[u8])]) -> Self {
        let registry = Arc::new(Registry::new(journey_rules::plugins()).unwrap());
        let (service, socket) = service(|client| Session::new(client, registry));
        let mut client = Self { service, socket, folder: tempfile::tempdir().unwrap(), next: 0 };
        files.iter().for_each(|(name, bytes)| client.write(name, bytes));
        let root = is_open.then(|| format!("file://{}", client.folder.path().display()));
        client.ask("initialize", json!({ "processId": null, "capabilities": capabilities, "rootUri": root })).await;
        client.tell("initialized", json!({})).await;
        client
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}/{name}", self.folder.path().display())
    }

    async fn ask(&mut self, method: &'static str, params: Value) -> Value {
        self.next += 1;
        let request = Request::build(method).id(self.next).params(params).finish();
        let response = self.service.ready().await.unwrap().call(request).await.unwrap().unwrap();
        response.into_parts().1.unwrap()
    }

    async fn tell(&mut self, method: &'static str, params: Value) {
        let request = Request::build(method).params(params).finish();
        assert!(self.service.ready().await.unwrap().call(request).await.unwrap().is_none());
    }

    async fn open(&mut self, name: &str, text: &str) {
        let document = json!({ "uri": self.uri(name), "languageId": "journey", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    /// The next message of a method for which something holds; others are passed over.
    async fn heard(&mut self, method: &str, holds: impl Fn(&Value) -> bool) -> Value {
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

    /// The codes of the findings that are pushed next about a file.
    async fn pushed(&mut self, name: &str) -> Vec<String> {
        let uri = self.uri(name);
        let params = self.heard("textDocument/publishDiagnostics", |params| params["uri"] == uri.as_str()).await;
        let findings = params["diagnostics"].as_array().unwrap();
        findings.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn a_folder_that_brings_a_project_is_found_and_one_that_goes_is_forgotten() {
    let mut client = Client::new(json!({}), true, &[("a.journey", LONELY.as_bytes())]).await;
    assert_eq!(client.pushed("a.journey").await, ["unknown-name"]);
    client.write("b/shop/journey.toml", b"");
    client.write("b/shop/c.journey", LONELY.as_bytes());
    let uri = client.uri("b");
    client.tell("workspace/didCreateFiles", json!({ "files": [{ "uri": uri }] })).await;
    assert_eq!(client.pushed("b/shop/c.journey").await, ["unknown-name"]);
    std::fs::remove_dir_all(client.folder.path().join("b")).unwrap();
    client.tell("workspace/didDeleteFiles", json!({ "files": [{ "uri": uri }] })).await;
    assert_eq!(client.pushed("b/shop/c.journey").await, [""; 0]);
}

#[tokio::test]
async fn a_file_that_is_not_utf_8_is_told_so_until_it_is_open() {
    let mut client = Client::new(json!({}), true, &[("a.journey", b"persona maya \"Zo\xEB\"\n")]).await;
    assert_eq!(client.pushed("a.journey").await, ["unused-name", "wrong-encoding"]);
    client.open("a.journey", "persona maya \"Zoë\"\n").await;
    assert_eq!(client.pushed("a.journey").await, ["unused-name"]);
}

#[tokio::test]
async fn a_client_that_pulls_asks_again_when_the_project_of_its_only_file_is_read() {
    let capabilities = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    let mut client = Client::new(capabilities, false, &[("a.journey", LONELY.as_bytes())]).await;
    client.open("a.journey", LONELY).await;
    let params = json!({ "textDocument": { "uri": client.uri("a.journey") } });
    // Each time that it is told to: when the document comes, and when its project is read.
    loop {
        client.heard("workspace/diagnostic/refresh", |_| true).await;
        let report = client.ask("textDocument/diagnostic", params.clone()).await;
        if report["items"].as_array().unwrap().iter().any(|finding| finding["code"] == "unknown-name") {
            break;
        }
    }
}

#[tokio::test]
async fn what_was_told_of_a_file_that_is_gone_is_taken_back() {
    let capabilities = json!({ "textDocument": { "diagnostic": {} } });
    let mut client = Client::new(capabilities, false, &[]).await;
    let previous = json!([{ "uri": client.uri("gone.journey"), "value": "0123" }]);
    let report = client.ask("workspace/diagnostic", json!({ "previousResultIds": previous })).await;
    let [item] = report["items"].as_array().unwrap().as_slice() else { panic!("{report}") };
    assert_eq!((&item["uri"], &item["items"]), (&json!(client.uri("gone.journey")), &json!([])));
}

#[tokio::test]
async fn a_client_that_is_ready_twice_is_told_everything_once() {
    let mut client = Client::new(json!({}), true, &[("a.journey", LONELY.as_bytes())]).await;
    client.tell("initialized", json!({})).await;
    assert_eq!(client.pushed("a.journey").await, ["unknown-name"]);
    client.open("b.journey", LONELY).await;
    let uri = client.uri("a.journey");
    let is_either = |params: &Value| params["uri"] == uri.as_str() || params["version"] == 1;
    let next = client.heard("textDocument/publishDiagnostics", is_either).await;
    assert_eq!(next["version"], 1);
}

#[tokio::test]
async fn a_document_that_is_opened_again_with_the_same_text_is_told_its_findings_again() {
    let mut client = Client::new(json!({}), true, &[("a.journey", LONELY.as_bytes())]).await;
    client.open("a.journey", LONELY).await;
    let is_told = |params: &Value| params["version"] == 1 && params["diagnostics"][0]["code"] == "unknown-name";
    client.heard("textDocument/publishDiagnostics", is_told).await;
    // As editors reload a file: both at once, so that nothing is told between the two.
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": client.uri("a.journey") } })).await;
    client.open("a.journey", LONELY).await;
    client.heard("textDocument/publishDiagnostics", is_told).await;
}

#[cfg(unix)]
#[tokio::test]
async fn findings_of_a_file_that_is_open_by_two_names_are_told_of_the_last() {
    let mut client = Client::new(json!({}), true, &[("maps/a.journey", LONELY.as_bytes())]).await;
    let link = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(client.folder.path(), link.path().join("other")).unwrap();
    client.open("maps/a.journey", LONELY).await;
    let uri = client.uri("maps/a.journey");
    let has_all = |params: &Value| params["diagnostics"].as_array().unwrap().len() == 1;
    let is_open = |params: &Value| params["uri"] == uri.as_str() && params["version"] == 1 && has_all(params);
    client.heard("textDocument/publishDiagnostics", is_open).await;
    let other = format!("file://{}/other/maps/a.journey", link.path().display());
    let document = json!({ "uri": other, "languageId": "journey", "version": 7, "text": LONELY });
    client.tell("textDocument/didOpen", json!({ "textDocument": document })).await;
    let told = client.heard("textDocument/publishDiagnostics", |params| params["uri"] == other.as_str()).await;
    assert!(has_all(&told) && told["version"] == 7, "{told}");
    assert_eq!(client.pushed("maps/a.journey").await, [""; 0]);
}

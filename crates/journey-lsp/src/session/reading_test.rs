//! Files on a real disk that come, change and go, as a client hears of them.

use serde_json::{Value, json};

use crate::testing::Client;

/// Asks for a persona that nobody declares.
const LONELY: &str = "journey shop \"Shop\" { persona: maya; stage find \"Find\" { touchpoint x \"X\" } }\n";

/// A client with these files on the disk, and their folder open if it is said so.
async fn a_client(capabilities: Value, is_open: bool, files: &[(&str, &[u8])]) -> Client {
    let more = |folder: &str| if is_open { json!({ "rootUri": folder }) } else { json!({}) };
    let mut client = Client::new(capabilities, files, more).await;
    client.tell("initialized", json!({})).await;
    client
}

impl Client {
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
    let mut client = a_client(json!({}), true, &[("a.journey", LONELY.as_bytes())]).await;
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
    let mut client = a_client(json!({}), true, &[("a.journey", b"channel shop \"Caf\xE9\"\n")]).await;
    assert_eq!(client.pushed("a.journey").await, ["unused-name", "wrong-encoding"]);
    client.open("a.journey", 1, "channel shop \"Café\"\n").await;
    assert_eq!(client.pushed("a.journey").await, ["unused-name"]);
}

#[tokio::test]
async fn a_client_that_pulls_asks_again_when_the_project_of_its_only_file_is_read() {
    let capabilities = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    let mut client = a_client(capabilities, false, &[("a.journey", LONELY.as_bytes())]).await;
    client.open("a.journey", 1, LONELY).await;
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
async fn a_client_that_cannot_be_told_to_ask_again_is_answered_when_the_project_is_read() {
    // What Helix 25.07 says.
    let capabilities = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostic": { "refreshSupport": true } },
    });
    let mut client = a_client(capabilities, false, &[("a.journey", LONELY.as_bytes())]).await;
    client.open("a.journey", 1, LONELY).await;
    let params = json!({ "textDocument": { "uri": client.uri("a.journey") } });
    let report = client.ask("textDocument/diagnostic", params).await;
    let findings = report["items"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["code"] == "unknown-name"), "{report}");
}

#[tokio::test]
async fn what_was_told_of_a_file_that_is_gone_is_taken_back() {
    let capabilities = json!({ "textDocument": { "diagnostic": {} } });
    let mut client = a_client(capabilities, false, &[]).await;
    let previous = json!([{ "uri": client.uri("gone.journey"), "value": "0123" }]);
    let report = client.ask("workspace/diagnostic", json!({ "previousResultIds": previous })).await;
    let [item] = report["items"].as_array().unwrap().as_slice() else { panic!("{report}") };
    assert_eq!((&item["uri"], &item["items"]), (&json!(client.uri("gone.journey")), &json!([])));
}

#[tokio::test]
async fn a_client_that_is_ready_twice_is_told_everything_once() {
    let mut client = a_client(json!({}), true, &[("a.journey", LONELY.as_bytes())]).await;
    client.tell("initialized", json!({})).await;
    assert_eq!(client.pushed("a.journey").await, ["unknown-name"]);
    client.open("b.journey", 1, LONELY).await;
    let uri = client.uri("a.journey");
    let is_either = |params: &Value| params["uri"] == uri.as_str() || params["version"] == 1;
    let next = client.heard("textDocument/publishDiagnostics", is_either).await;
    assert_eq!(next["version"], 1);
}

#[tokio::test]
async fn a_document_that_is_opened_again_with_the_same_text_is_told_its_findings_again() {
    let mut client = a_client(json!({}), true, &[("a.journey", LONELY.as_bytes())]).await;
    client.open("a.journey", 1, LONELY).await;
    let is_told = |params: &Value| params["version"] == 1 && params["diagnostics"][0]["code"] == "unknown-name";
    client.heard("textDocument/publishDiagnostics", is_told).await;
    // As editors reload a file: both at once, so that nothing is told between the two.
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": client.uri("a.journey") } })).await;
    client.open("a.journey", 1, LONELY).await;
    client.heard("textDocument/publishDiagnostics", is_told).await;
}

#[cfg(unix)]
#[tokio::test]
async fn findings_of_a_file_that_is_open_by_two_names_are_told_of_the_last() {
    let mut client = a_client(json!({}), true, &[("maps/a.journey", LONELY.as_bytes())]).await;
    let link = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(client.folder.path(), link.path().join("other")).unwrap();
    client.open("maps/a.journey", 1, LONELY).await;
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

//! Settings of a project and of the files that it extends, on a real disk and in the editor.

use serde_json::{Value, json};

use crate::testing::Client;

/// Asks for a persona that nobody declares.
const LONELY: &str = "journey shop \"Shop\" { persona: maya; stage find \"Find\" { touchpoint x \"X\" } }\n";

async fn a_client(files: &[(&str, &str)]) -> Client {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let capabilities = json!({
        "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    });
    let mut client = Client::new(capabilities, &files, |folder| json!({ "rootUri": folder })).await;
    client.tell("initialized", json!({})).await;
    client
}

impl Client {
    /// Waits until just these findings of a file are told: their codes, or the first lines of those that have none.
    async fn until_told(&mut self, name: &str, expected: &[&str]) {
        let uri = self.uri(name);
        let told = |params: &Value| -> Vec<String> {
            let findings = params["diagnostics"].as_array().unwrap().iter().map(|finding| {
                let message = finding["message"].as_str().unwrap().lines().next();
                finding["code"].as_str().or(message).unwrap().to_owned()
            });
            findings.collect()
        };
        let is_it = |params: &Value| params["uri"] == uri.as_str() && told(params) == expected;
        self.heard("textDocument/publishDiagnostics", is_it).await;
    }

    async fn touched(&mut self, name: &str) {
        let changes = json!({ "changes": [{ "uri": self.uri(name), "type": 2 }] });
        self.tell("workspace/didChangeWatchedFiles", changes).await;
    }

    async fn rewrite(&mut self, name: &str, version: i32, text: &str) {
        let document = json!({ "uri": self.uri(name), "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.tell("textDocument/didChange", params).await;
    }
}

const FILES: [(&str, &str); 4] = [
    (".git/HEAD", ""),
    ("maps/journey.toml", "extends = \"../every/base.toml\"\n"),
    ("every/base.toml", "[rules]\nunknown-name = \"off\"\n"),
    ("maps/a.journey", LONELY),
];

#[tokio::test]
async fn a_file_that_is_extended_counts_from_the_disk_and_from_the_editor() {
    let mut client = a_client(&FILES).await;
    client.write("every/base.toml", b"");
    client.touched("every/base.toml").await;
    client.until_told("maps/a.journey", &["unknown-name"]).await;
    client.open("every/base.toml", 1, "[rules]\nlanguage = \"off\"\n").await;
    client.until_told("maps/a.journey", &[]).await;
    client
        .rewrite("every/base.toml", 2, "[[overrides]]\nfiles = [\"/b.journey\"]\nrules = { language = \"off\" }\n")
        .await;
    client.until_told("maps/a.journey", &["unknown-name"]).await;
    client
        .rewrite("every/base.toml", 3, "[[overrides]]\nfiles = [\"/a.journey\"]\nrules = { language = \"off\" }\n")
        .await;
    client.until_told("maps/a.journey", &[]).await;
    let document = json!({ "textDocument": { "uri": client.uri("every/base.toml") } });
    client.tell("textDocument/didClose", document).await;
    client.until_told("maps/a.journey", &["unknown-name"]).await;
}

#[tokio::test]
async fn a_file_that_was_missing_counts_as_soon_as_it_is_there() {
    let mut client = a_client(&[FILES[0], FILES[1], FILES[3]]).await;
    client.until_told("maps/journey.toml", &["`../every/base.toml` is not there"]).await;
    client.write("every/base.toml", b"[rules]\nlanguag = \"off\"\n");
    client.touched("every/base.toml").await;
    client.until_told("every/base.toml", &["There is no rule and no group `languag`"]).await;
    // What is extended no more is nobody's settings.
    client.open("maps/journey.toml", 1, "").await;
    client.until_told("every/base.toml", &[]).await;
}

#[tokio::test]
async fn what_is_meant_in_settings_is_a_quick_fix() {
    let mut client = a_client(&FILES).await;
    for (name, is_settings) in [("maps/journey.toml", true), ("other.toml", false)] {
        client.open(name, 4, "[rules]\nunused-nam = \"off\"\n").await;
        let params = json!({
            "textDocument": { "uri": client.uri(name) },
            "range": { "start": { "line": 1, "character": 3 }, "end": { "line": 1, "character": 3 } },
            "context": { "diagnostics": [] },
        });
        let actions = client.ask("textDocument/codeAction", params).await;
        if !is_settings {
            assert_eq!(actions, Value::Null);
            continue;
        }
        let action = &actions[0];
        assert_eq!((&action["title"], &action["kind"]), (&json!("Change to `unused-name`"), &json!("quickfix")));
        let edit = &action["edit"]["documentChanges"][0];
        assert_eq!(edit["textDocument"], json!({ "uri": client.uri(name), "version": 4 }));
        let range = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 10 } });
        assert_eq!(edit["edits"], json!([{ "range": range, "newText": "unused-name" }]));
        assert_eq!(action["diagnostics"][0]["range"], range);
    }
}

#[tokio::test]
async fn files_to_extend_are_offered_and_what_is_extended_is_explained() {
    let mut client = a_client(&[FILES[0], FILES[1], ("every/base.toml", "[rules]\nx = \"off\"\n"), FILES[3]]).await;
    client.until_told("every/base.toml", &["There is no rule and no group `x`"]).await;
    client.open("maps/journey.toml", 1, "extends = \"../every/\"\n").await;
    let place = |client: &Client, name: &str, line: u32, character: u32| {
        json!({
            "textDocument": { "uri": client.uri(name) },
            "position": { "line": line, "character": character },
        })
    };
    let at = place(&client, "maps/journey.toml", 0, 20);
    let list = client.ask("textDocument/completion", at).await;
    let labels: Vec<&str> =
        list["items"].as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["../", "base.toml"]);
    client.rewrite("maps/journey.toml", 2, "extends = \"../every/base.toml\"\n").await;
    client.open("every/base.toml", 1, "[rules]\nunknown-name = \"off\"\n").await;
    let at = place(&client, "every/base.toml", 1, 3);
    let hover = client.ask("textDocument/hover", at).await;
    assert!(hover["contents"]["value"].as_str().unwrap().contains("unless set otherwise"), "{hover}");
}

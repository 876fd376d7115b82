//! A session that was taken down with `--record` can be played again: the same questions get the same answers.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;

use journey_lsp::{Side, read_record};
use journey_tests::lsp::{Client, Editor};
use serde_json::{Value, json};

use crate::fixture::{SHOP, command, folder, until_read};

/// What the server answered to each of the client's requests, by their ids.
fn answers(messages: impl Iterator<Item = (Side, Value)>) -> BTreeMap<String, Value> {
    let answers = messages.filter(|(from, message)| *from == Side::Server && message.get("method").is_none());
    answers.map(|(_, message)| (message["id"].to_string(), message)).collect()
}

#[test]
fn a_recorded_session_gives_the_same_answers_when_it_is_played_again() {
    let folder = folder();
    let record = folder.file("session.jsonl");
    let uri = folder.uri("shop.journey");
    let document = json!({ "uri": uri });
    let mut client = Client::start(command().arg("--record").arg(&record));
    client.initialize(Editor::Neovim.params(&folder.path()));
    client.open(&uri, SHOP);
    until_read(&mut client);
    client.replace(&uri, "maya: -1", "maya: -2");
    client.ask("textDocument/hover", json!({ "textDocument": document, "position": { "line": 2, "character": 13 } }));
    client.ask("textDocument/foldingRange", json!({ "textDocument": document }));
    assert_eq!(client.refused("textDocument/nonsense", json!({})), -32601);
    client.finish();

    let recorded = read_record(BufReader::new(File::open(&record).expect("the record is there"))).expect("it is whole");
    let messages = || recorded.iter().filter_map(|entry| Some((entry.from, entry.message.clone()?)));
    let said = answers(messages());
    assert!(said.len() >= 5, "{recorded:#?}");

    // Status says how long things took, which is never the same.
    let is_timeless = |message: &Value| message["method"] != "journey/status";
    let mut again = Client::start(&mut command());
    for (from, message) in messages() {
        if from == Side::Server || !is_timeless(&message) {
            continue;
        }
        match (message.get("method").and_then(Value::as_str), message.get("id")) {
            (Some("initialize"), _) => drop(again.initialize(message["params"].clone())),
            (Some("initialized" | "shutdown" | "exit"), _) | (None, _) => {}
            (Some("textDocument/didOpen"), None) => {
                again.open(&uri, message["params"]["textDocument"]["text"].as_str().expect("a text"));
                until_read(&mut again);
            }
            (Some("textDocument/didChange"), None) => {
                again.change(&uri, message["params"]["contentChanges"].clone());
            }
            (Some(method), None) => again.notify(method, message["params"].clone()),
            (Some(method), Some(id)) => {
                let answer = again.request(method, message["params"].clone());
                let before = &said[&id.to_string()];
                assert_eq!(answer.as_ref().ok(), before.get("result"), "{message:#}");
                assert_eq!(answer.as_ref().err(), before.get("error"), "{message:#}");
            }
        }
    }
    again.finish();
}

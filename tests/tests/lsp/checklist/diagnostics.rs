//! What is wrong, and how the client hears of it.

use std::process::Command;
use std::time::Instant;

use journey_tests::lsp::{Client, Editor, Folder, WATCHDOG, with, without};
use journey_tests::program::journey;
use serde_json::{Value, json};

use crate::fixture::{PEOPLE, SHOP, begin, folder, shop_in, until_read};

/// Emacs, which pulls nothing.
fn pushed(folder: &Folder) -> Value {
    Editor::Emacs.params(&folder.path())
}

/// A text in which every kind of extra can be shown: related places, tags, pages, data.
const EXTRAS: &str = "channel unused\njourney j {\n  persona: mayo\n  stage s { touchpoint t; touchpoint t }\n}\n";

#[test]
fn a_client_that_does_not_pull_is_told() {
    let folder = folder();
    let mut client = begin(pushed(&folder));
    assert!(!client.serves("textDocument/diagnostic"));
    let uri = folder.uri("shop.journey");
    client.open(&uri, SHOP);
    until_read(&mut client);
    assert_eq!(client.codes(&uri), [""; 0]);
    client.replace(&uri, "persona: maya", "persona: nobody");
    assert_eq!(client.codes(&uri), ["unknown-name"]);
    client.replace(&uri, "nobody", "maya");
    assert_eq!(client.codes(&uri), [""; 0]);
    client.finish();
}

#[test]
fn a_client_that_pulls_is_told_nothing_that_it_did_not_ask_for() {
    for editor in [Editor::VsCode, Editor::Neovim, Editor::Helix] {
        let (_folder, mut client, uri) = shop_in(editor);
        client.replace(&uri, "persona: maya", "persona: nobody");
        assert_eq!(client.codes(&uri), ["unknown-name"], "{editor:?}");
        client.replace(&uri, "nobody", "maya");
        assert_eq!(client.codes(&uri), [""; 0], "{editor:?}");
        // The ledger fails the test if anything was pushed; `finish` hears everything.
        client.finish();
    }
}

#[test]
fn pull_with_a_result_id_is_answered_unchanged_where_nothing_has_changed() {
    for editor in [Editor::VsCode, Editor::Neovim, Editor::Helix] {
        let (_folder, mut client, uri) = shop_in(editor);
        client.until_codes(&uri, &[]);
        client.replace(&uri, "persona: maya", "persona: nobody");
        let document = json!({ "uri": uri });
        let first = client.ask("textDocument/diagnostic", json!({ "textDocument": document }));
        let again = json!({ "textDocument": document, "previousResultId": first["resultId"] });
        let second = client.ask("textDocument/diagnostic", again.clone());
        assert_eq!(second["kind"], "unchanged", "{editor:?}");
        assert_eq!(client.ask("textDocument/diagnostic", json!({ "textDocument": document }))["kind"], "full");
        client.replace(&uri, "nobody", "maya");
        let third = client.ask("textDocument/diagnostic", again);
        assert_eq!((&third["kind"], &third["items"]), (&json!("full"), &json!([])), "{editor:?}");
        assert_ne!(third["resultId"], first["resultId"]);
        let unknown = json!({ "textDocument": document, "previousResultId": "never given" });
        assert_eq!(client.ask("textDocument/diagnostic", unknown)["kind"], "full");
        client.finish();
    }
}

/// Pulls the whole workspace when everything has been read from the disk.
fn whole_workspace(client: &mut Client, files: usize) -> Vec<Value> {
    until_read(client);
    let nothing_known = json!({ "previousResultIds": [] });
    let is_read = |report: &Value| report["items"].as_array().is_some_and(|items| items.len() == files);
    client.ask_until("workspace/diagnostic", nothing_known.clone(), is_read);
    client.ask("workspace/diagnostic", nothing_known)["items"].as_array().expect("a list").clone()
}

#[test]
fn pulling_the_workspace_gives_files_that_are_not_open() {
    for editor in [Editor::VsCode, Editor::Neovim, Editor::Helix] {
        let folder = folder();
        folder.write("deep/down/broken.journey", "journey broken { persona: nobody }\n");
        let mut client = begin(editor.params(&folder.path()));
        let uri = folder.uri("shop.journey");
        client.open(&uri, SHOP);
        // The settings of the folder count too.
        let items = whole_workspace(&mut client, 4);
        let of =
            |uri: &str| items.iter().find(|item| item["uri"] == uri).unwrap_or_else(|| panic!("{uri} in {items:?}"));
        assert_eq!(of(&folder.uri("deep/down/broken.journey"))["items"].as_array().unwrap().len(), 1);
        assert_eq!(of(&folder.uri("deep/down/broken.journey"))["version"], Value::Null);
        assert_eq!(of(&uri)["version"], 1);
        assert_eq!(of(&folder.uri("people.journey"))["items"], json!([]));
        let known: Vec<Value> =
            items.iter().map(|item| json!({ "uri": item["uri"], "value": item["resultId"] })).collect();
        let again = client.ask("workspace/diagnostic", json!({ "previousResultIds": known }));
        for item in again["items"].as_array().unwrap() {
            assert_eq!(item["kind"], "unchanged", "{item}");
        }
        client.finish();
    }
}

#[test]
fn a_client_that_takes_related_documents_gets_those_that_an_edit_concerns() {
    for editor in [Editor::Neovim, Editor::Helix] {
        let (folder, mut client, shop) = shop_in(editor);
        let start = Instant::now();
        let people = folder.uri("people.journey");
        client.open(&people, PEOPLE);
        client.until_codes(&shop, &[]);
        client.codes(&people);
        client.replace(&people, "persona maya", "persona maja");
        let before = client.count("workspace/diagnostic/refresh");
        // They come with an answer about the text that was edited, or the client is told to ask about all.
        let asked = json!({ "textDocument": { "uri": people } });
        let mut report = client.ask("textDocument/diagnostic", asked.clone());
        while report.get("relatedDocuments").is_none() && client.count("workspace/diagnostic/refresh") == before {
            report = client.ask("textDocument/diagnostic", asked.clone());
            assert!(start.elapsed() < WATCHDOG, "{editor:?}: {}", client.ledger.story());
        }
        if let Some(related) = report.get("relatedDocuments") {
            let items = related[&shop]["items"].as_array().expect("the shop");
            assert!(items.len() == 2 && items.iter().all(|item| item["code"] == "unknown-name"), "{related}");
        }
        client.finish();
    }
}

/// The diagnostics of a text with all extras, from a client with other capabilities.
fn extras(folder: &Folder, change: impl Fn(Value) -> Value) -> Vec<Value> {
    let mut client = begin(change(pushed(folder)));
    let uri = folder.uri("extras.journey");
    client.open(&uri, EXTRAS);
    client.until_codes(&uri, &["duplicate-name", "duplicate-name", "unknown-name", "unused-name"]);
    let diagnostics = client.diagnostics(&uri);
    client.finish();
    diagnostics
}

const PUBLISH: &str = "/capabilities/textDocument/publishDiagnostics";

#[test]
fn related_places_tags_pages_and_data_come_only_if_the_client_can() {
    let folder = folder();
    // The gates of the ledger fail the test on anything that the client cannot.
    extras(&folder, |params| without(params, PUBLISH));
    extras(&folder, |params| with(params, PUBLISH, json!({})));
    extras(&folder, |params| with(params, PUBLISH, json!({ "tagSupport": { "valueSet": [] } })));
    extras(&folder, |params| with(params, PUBLISH, json!({ "tagSupport": { "valueSet": [2] } })));
    for editor in Editor::ALL {
        let mut client = begin(editor.params(&folder.path()));
        let uri = folder.uri("extras.journey");
        client.open(&uri, EXTRAS);
        client.until_codes(&uri, &["duplicate-name", "duplicate-name", "unknown-name", "unused-name"]);
        client.finish();
    }
}

#[test]
fn related_places_come_if_the_client_can() {
    let folder = folder();
    let with_related = |params| with(params, &format!("{PUBLISH}/relatedInformation"), json!(true));
    let diagnostics = extras(&folder, with_related);
    let duplicate = diagnostics.iter().find(|diagnostic| diagnostic["code"] == "duplicate-name").expect("one");
    assert!(!duplicate["relatedInformation"].as_array().expect("places").is_empty());
}

#[test]
fn tags_come_if_the_client_can() {
    let folder = folder();
    let diagnostics = extras(&folder, |params| params);
    let unused = diagnostics.iter().find(|diagnostic| diagnostic["code"] == "unused-name").expect("one");
    assert_eq!(unused["tags"], json!([1]));
}

#[test]
fn the_page_of_a_rule_comes_if_the_client_can() {
    let folder = folder();
    let diagnostics = extras(&folder, |params| with(params, &format!("{PUBLISH}/codeDescriptionSupport"), json!(true)));
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.get("codeDescription").is_some()) {
        assert!(diagnostic["codeDescription"]["href"].as_str().unwrap().starts_with("https://"), "{diagnostic}");
    }
}

#[test]
fn every_push_for_an_open_text_has_its_version() {
    let folder = folder();
    let mut client = begin(pushed(&folder));
    let uri = folder.uri("shop.journey");
    client.open(&uri, SHOP);
    for _ in 0..20 {
        client.replace(&uri, "persona: maya", "persona: nobody");
        client.codes(&uri);
        client.replace(&uri, "persona: nobody", "persona: maya");
    }
    client.codes(&uri);
    let mut last = 0;
    for (method, params) in &client.heard {
        if method == "textDocument/publishDiagnostics" && params["uri"] == uri {
            let version = params["version"].as_i64();
            // Before the text was open, it had none.
            assert!(version.is_some_and(|version| version >= last) || last == 0, "{params} after {last}");
            last = version.unwrap_or(0);
        }
    }
    assert_eq!(last, 41);
    client.finish();
}

#[test]
fn closing_a_file_leaves_what_is_wrong_with_it_on_the_disk() {
    let folder = folder();
    folder.write("broken.journey", "journey broken { persona: nobody }\n");
    let mut client = begin(pushed(&folder));
    let uri = folder.uri("broken.journey");
    client.until_codes(&uri, &["unknown-name"]);
    client.open(&uri, "journey mended { persona: maya }\n");
    assert_eq!(client.codes(&uri), [""; 0]);
    client.close(&uri);
    client.until_codes(&uri, &["unknown-name"]);
    client.finish();
}

#[test]
fn closing_what_is_on_no_disk_clears_what_was_wrong_with_it() {
    let folder = folder();
    let mut client = begin(pushed(&folder));
    for uri in ["untitled:Untitled-1", &folder.uri("never-saved.journey")] {
        // Retired, because outside of the folder nobody has switched the rules about craft off.
        client.open(uri, "journey broken { status: retired; persona: nobody }\n");
        client.until_codes(uri, &["unknown-name"]);
        client.close(uri);
        client.until_codes(uri, &[]);
    }
    client.finish();
}

#[test]
fn deleting_a_file_clears_what_was_wrong_with_it() {
    let folder = folder();
    folder.write("broken.journey", "journey broken { persona: nobody }\n");
    let mut client = begin(pushed(&folder));
    let uri = folder.uri("broken.journey");
    client.until_codes(&uri, &["unknown-name"]);
    folder.remove("broken.journey");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 3 }] }));
    client.until_codes(&uri, &[]);
    client.finish();
}

#[test]
fn deleting_a_folder_clears_what_was_wrong_in_it() {
    let folder = folder();
    folder.write("old/broken.journey", "journey broken { persona: nobody }\n");
    let mut client = begin(pushed(&folder));
    let uri = folder.uri("old/broken.journey");
    client.until_codes(&uri, &["unknown-name"]);
    folder.remove("old/broken.journey");
    std::fs::remove_dir(folder.file("old")).unwrap();
    client.notify("workspace/didDeleteFiles", json!({ "files": [{ "uri": folder.uri("old") }] }));
    client.until_codes(&uri, &[]);
    client.finish();
}

#[test]
fn an_edit_changes_what_is_wrong_with_other_files_that_are_not_open() {
    let folder = folder();
    let mut client = begin(pushed(&folder));
    let (people, shop) = (folder.uri("people.journey"), folder.uri("shop.journey"));
    client.open(&people, PEOPLE);
    client.codes(&people);
    client.replace(&people, "persona maya", "persona maja");
    client.until_codes(&shop, &["unknown-name", "unknown-name"]);
    client.replace(&people, "persona maja", "persona maya");
    client.until_codes(&shop, &[]);
    client.finish();
}

#[test]
fn the_server_finds_what_the_program_finds() {
    let folder =
        Folder::with(&[("broken.journey", EXTRAS), ("people.journey", PEOPLE), ("shop.journey", &SHOP[..400])]);
    let output =
        Command::new(journey()).args(["check", "--format", "json"]).current_dir(folder.path()).output().unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let (mut program, mut server) = (Vec::new(), Vec::new());
    for finding in found["diagnostics"].as_array().unwrap() {
        let file = finding["file"].as_str().unwrap().to_owned();
        // The program counts from 1; before these places stands nothing but ASCII.
        let line = finding["range"]["start"]["line"].as_u64().unwrap() - 1;
        program.push((
            file,
            line,
            finding["code"].as_str().unwrap().to_owned(),
            finding["severity"].as_str().unwrap().to_owned(),
        ));
    }
    let mut client = begin(Editor::Neovim.params(&folder.path()));
    for item in whole_workspace(&mut client, 4) {
        for diagnostic in item["items"].as_array().unwrap() {
            let severity = ["error", "warning", "info", "hint"]
                [usize::try_from(diagnostic["severity"].as_u64().unwrap()).unwrap() - 1];
            let file = item["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
            let line = diagnostic["range"]["start"]["line"].as_u64().unwrap();
            server.push((file, line, diagnostic["code"].as_str().unwrap().to_owned(), severity.to_owned()));
        }
    }
    client.finish();
    program.sort();
    server.sort();
    assert!(program.len() > 4, "{program:?}");
    assert_eq!(server, program);
}

//! Progress of long work.

use journey_tests::lsp::{Client, Editor, Folder, Manners, with};
use serde_json::{Value, json};

use crate::fixture::{SHOP, begin, folder, shop_in, start};

/// A folder whose reading takes a while.
fn large() -> Folder {
    let folder = folder();
    for number in 0..3_000 {
        // Long enough that no machine reads all of them before progress is worth a message.
        let journeys = (0..12).map(|part| SHOP.replace("weekly_shop", &format!("j{number}_{part}")));
        folder.write(&format!("more/{}/{number}.journey", number % 50), &journeys.collect::<String>());
    }
    folder
}

/// Waits until the whole folder has been read.
fn read(client: &mut Client) {
    client.ask_until("journey/status", Value::Null, |status| {
        status["projects"].as_array().is_some_and(|projects| {
            projects.iter().any(|project| project["files"].as_u64() > Some(3_000) && project["isLoading"] == false)
        })
    });
}

#[test]
fn the_first_reading_of_a_large_folder_is_shown_from_begin_to_end() {
    // That tokens are made before they are used, and begin, report and end come in order, is looked at by the ledger.
    let folder = large();
    for editor in Editor::ALL {
        let mut client = begin(editor.params(&folder.path()));
        client.until("the end of progress", |client| {
            client
                .heard
                .iter()
                .any(|(method, params)| method == "$/progress" && params["value"]["kind"] == "end")
                .then_some(())
        });
        read(&mut client);
        client.finish();
    }
}

#[test]
fn a_client_that_leaves_while_a_folder_is_read_is_told_that_progress_ends() {
    // That it ends is looked at by the ledger.
    let folder = large();
    for editor in [Editor::VsCode, Editor::Neovim, Editor::Helix] {
        let mut client = begin(editor.params(&folder.path()));
        client.until("progress", |client| (client.count("$/progress") > 0).then_some(()));
        client.finish();
    }
}

#[test]
fn a_client_without_progress_is_shown_none() {
    let folder = large();
    let params = with(Editor::VsCode.params(&folder.path()), "/capabilities/window/workDoneProgress", json!(false));
    let mut client = begin(params);
    read(&mut client);
    assert_eq!(client.count("window/workDoneProgress/create"), 0);
    assert_eq!(client.count("$/progress"), 0);
    client.finish();
}

#[test]
fn a_client_that_refuses_the_token_is_shown_nothing_and_served_all_the_same() {
    let folder = large();
    let mut client = start();
    client.manners = Manners::Refusing;
    client.initialize(Editor::Emacs.params(&folder.path()));
    read(&mut client);
    assert_eq!(client.count("$/progress"), 0);
    client.finish();
}

#[test]
fn while_a_large_folder_is_read_everything_is_answered() {
    let folder = large();
    let mut client = begin(Editor::Neovim.params(&folder.path()));
    let uri = folder.uri("shop.journey");
    client.open(&uri, SHOP);
    let outline = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    assert!(outline.to_string().contains("Weekly shop"), "{outline}");
    let hover = client.documents.at(&uri, "stale\n");
    assert_ne!(client.ask("textDocument/hover", hover), Value::Null);
    client.replace(&uri, "weekly_shop", "weekly");
    let symbols = client.ask("workspace/symbol", json!({ "query": "weekly" }));
    assert!(symbols.to_string().contains("Weekly shop"), "{symbols}");
    read(&mut client);
    client.until_codes(&uri, &[]);
    client.finish();
}

#[test]
fn a_request_reports_progress_only_with_a_token_of_the_client() {
    // Progress with any other token fails the test in the ledger.
    for editor in Editor::ALL {
        let (_folder, mut client, uri) = shop_in(editor);
        client.until_codes(&uri, &[]);
        let mut params = client.documents.at(&uri, "maya");
        params["context"] = json!({ "includeDeclaration": true });
        let plain = client.ask("textDocument/references", params.clone());
        params["workDoneToken"] = json!("work");
        assert_eq!(client.ask("textDocument/references", params), plain);
        client.finish();
    }
}

#[test]
fn parts_of_an_answer_come_only_with_a_token_and_then_make_the_whole() {
    for editor in Editor::ALL {
        let (_folder, mut client, uri) = shop_in(editor);
        client.until_codes(&uri, &[]);
        let mut params = client.documents.at(&uri, "maya");
        params["context"] = json!({ "includeDeclaration": true });
        let whole = client.ask("textDocument/references", params.clone());
        params["partialResultToken"] = json!("parts");
        let rest = client.ask("textDocument/references", params);
        let parts = client.heard.iter().filter(|(method, params)| method == "$/progress" && params["token"] == "parts");
        let parts: Vec<Value> =
            parts.flat_map(|(_, params)| params["value"].as_array().expect("a part").clone()).collect();
        let all: Vec<Value> = parts.into_iter().chain(rest.as_array().expect("a list").clone()).collect();
        assert_eq!(Value::from(all), whole);
        client.finish();
    }
}

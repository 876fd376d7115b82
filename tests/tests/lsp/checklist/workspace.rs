//! Folders, watchers and settings.

use journey_tests::lsp::{Client, Editor, Folder, with, without};
use serde_json::{Value, json};

use crate::fixture::{PEOPLE, SHOP, begin, folder, shop_in, start, whole};

#[test]
fn without_folders_and_root_every_text_is_served_by_itself() {
    let folder = folder();
    let null = |params: Value| {
        let params = with(params, "/workspaceFolders", Value::Null);
        with(with(params, "/rootUri", Value::Null), "/rootPath", Value::Null)
    };
    for editor in Editor::ALL {
        let mut client = begin(null(editor.params(&folder.path())));
        let uri = "untitled:Untitled-1";
        client.open(uri, &whole());
        assert_eq!(client.codes(uri), [""; 0], "{editor:?}");
        let other = "untitled:Untitled-2";
        client.open(other, "journey alone { status: retired; persona: maya }\n");
        assert_eq!(client.codes(other), ["unknown-name"], "{editor:?}");
        client.finish();
    }
}

#[test]
fn without_folders_a_file_sees_the_files_beside_it() {
    let folder = folder();
    let params = without(with(Editor::Helix.params(&folder.path()), "/workspaceFolders", json!([])), "/rootPath");
    let mut client = begin(with(params, "/rootUri", Value::Null));
    let uri = folder.uri("shop.journey");
    client.open(&uri, SHOP);
    client.until_codes(&uri, &[]);
    client.finish();
}

#[test]
fn an_old_client_may_name_its_folder_by_root_uri_or_root_path() {
    let folder = folder();
    let uri = folder.uri("shop.journey");
    let base = without(Editor::Emacs.params(&folder.path()), "/workspaceFolders");
    for params in [without(base.clone(), "/rootPath"), with(base, "/rootUri", Value::Null)] {
        let mut client = begin(params);
        client.open(&uri, SHOP);
        client.until_codes(&uri, &[]);
        client.finish();
    }
}

/// Two folders, each with a file; the names in them are the same.
fn two_folders() -> Folder {
    // Settings around both would make them one project.
    Folder::without_settings(&[
        ("one/people.journey", "persona maya \"Maya\"\n"),
        ("one/shop.journey", "journey j { status: retired; persona: maya }\n"),
        ("two/people.journey", "persona maja \"Maja\"\n"),
        ("two/shop.journey", "journey j { status: retired; persona: maya }\n"),
    ])
}

fn folders(folder: &Folder, names: &[&str]) -> Value {
    names.iter().map(|name| json!({ "uri": folder.uri(name), "name": name })).collect()
}

#[test]
fn several_roots_are_several_projects() {
    for editor in Editor::ALL {
        let folder = two_folders();
        let params = with(editor.params(&folder.path()), "/workspaceFolders", folders(&folder, &["one", "two"]));
        let mut client = begin(params);
        let (one, two) = (folder.uri("one/shop.journey"), folder.uri("two/shop.journey"));
        client.open(&one, "journey j { status: retired; persona: maya }\n");
        client.open(&two, "journey j { status: retired; persona: maya }\n");
        client.until_codes(&one, &[]);
        client.until_codes(&two, &["unknown-name"]);
        // What two files of one project may not have, two projects may: `j` is not ambiguous, and not a duplicate.
        client.finish();
    }
}

#[test]
fn folders_come_and_go() {
    for editor in Editor::ALL {
        let folder = two_folders();
        let params = with(editor.params(&folder.path()), "/workspaceFolders", folders(&folder, &["two"]));
        let mut client = begin(params);
        let found = |query: &str| json!({ "query": query });
        client.ask_until("workspace/symbol", found("maja"), |symbols| {
            symbols.as_array().is_some_and(|list| list.len() == 1)
        });
        let change = json!({ "added": folders(&folder, &["one"]), "removed": folders(&folder, &["two"]) });
        client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": change }));
        client.ask_until("workspace/symbol", found("maya"), |symbols| {
            symbols.as_array().is_some_and(|list| list.len() == 1)
        });
        client.ask_until("workspace/symbol", found("maja"), |symbols| symbols.as_array().is_none_or(Vec::is_empty));
        client.finish();
    }
}

#[test]
fn watchers_are_registered_only_if_the_client_offers_it() {
    // The ledger fails the test on a registration that the client did not offer.
    for editor in Editor::ALL {
        let (_folder, mut client, uri) = shop_in(editor);
        let offers = client.ledger.client.pointer("/workspace/didChangeWatchedFiles/dynamicRegistration");
        if offers == Some(&Value::Bool(true)) {
            let is_registered = |client: &mut Client| {
                let watchers =
                    client.ledger.registered.values().find(|(method, _)| method == "workspace/didChangeWatchedFiles");
                watchers.map(|(_, options)| options.to_string())
            };
            let watchers = client.until("the watchers", is_registered);
            assert!(watchers.contains("*.journey") && watchers.contains("*.toml"), "{watchers}");
        }
        client.codes(&uri);
        client.finish();
    }
}

#[test]
fn a_watched_file_that_comes_changes_or_goes_is_seen() {
    for editor in Editor::ALL {
        let (folder, mut client, uri) = shop_in(editor);
        client.until_codes(&uri, &[]);
        let people = folder.uri("people.journey");
        let seen = |client: &mut Client, kind: u32| {
            client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": people, "type": kind }] }));
        };
        folder.write("people.journey", &PEOPLE.replace("persona maya", "persona maja"));
        seen(&mut client, 2);
        client.until_codes(&uri, &["unknown-name", "unknown-name"]);
        folder.remove("people.journey");
        seen(&mut client, 3);
        client.until_codes(&uri, &["unknown-name"; 6]);
        folder.write("people.journey", PEOPLE);
        seen(&mut client, 1);
        client.until_codes(&uri, &[]);
        client.finish();
    }
}

#[test]
fn what_is_open_does_not_change_with_the_disk() {
    let (folder, mut client, uri) = shop_in(Editor::Emacs);
    assert_eq!(client.codes(&uri), [""; 0]);
    folder.write("shop.journey", "journey other { persona: nobody }\n");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
    folder.remove("shop.journey");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 3 }] }));
    crate::fixture::same_text(&mut client, &uri);
    let outline = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    assert!(outline.to_string().contains("Weekly shop"), "{outline}");
    client.replace(&uri, "persona: maya", "persona: nobody");
    assert_eq!(client.codes(&uri), ["unknown-name"]);
    client.finish();
}

#[test]
fn a_changed_journey_toml_counts_at_once() {
    for editor in Editor::ALL {
        let (folder, mut client, uri) = shop_in(editor);
        client.replace(&uri, "persona: maya", "persona: nobody");
        client.until_codes(&uri, &["unknown-name"]);
        folder.write("journey.toml", "[rules]\ncraft = \"off\"\nevidence = \"off\"\nunknown-name = \"off\"\n");
        let changes = json!({ "changes": [{ "uri": folder.uri("journey.toml"), "type": 1 }] });
        client.notify("workspace/didChangeWatchedFiles", changes);
        client.until_codes(&uri, &[]);
        client.finish();
    }
}

#[test]
fn a_changed_file_that_settings_extend_counts_at_once() {
    for editor in Editor::ALL {
        let (folder, mut client, uri) = shop_in(editor);
        client.replace(&uri, "persona: maya", "persona: nobody");
        client.until_codes(&uri, &["unknown-name"]);
        folder.write("journey.toml", "extends = \"base.toml\"\n\n[rules]\ncraft = \"off\"\nevidence = \"off\"\n");
        folder.write("base.toml", "[[overrides]]\nfiles = [\"*.journey\"]\nrules = { unknown-name = \"off\" }\n");
        let changes = json!({ "changes": [{ "uri": folder.uri("journey.toml"), "type": 1 }] });
        client.notify("workspace/didChangeWatchedFiles", changes);
        client.until_codes(&uri, &[]);
        folder.write("base.toml", "[rules]\nlanguage = \"off\"\nunknown-name = \"hint\"\n");
        let changes = json!({ "changes": [{ "uri": folder.uri("base.toml"), "type": 2 }] });
        client.notify("workspace/didChangeWatchedFiles", changes);
        client.until_codes(&uri, &["unknown-name"]);
        client.finish();
    }
}

#[test]
fn a_change_of_settings_is_registered_only_if_the_client_offers_it() {
    let (_folder, mut client, _uri) = shop_in(Editor::VsCode);
    client.until("the registration", |client| {
        client.ledger.registered.values().any(|(method, _)| method == "workspace/didChangeConfiguration").then_some(())
    });
    client.finish();
    // The others do not offer it, and the ledger fails the test if it comes.
    for editor in [Editor::Neovim, Editor::Emacs, Editor::Helix] {
        let (_folder, mut client, uri) = shop_in(editor);
        client.codes(&uri);
        client.finish();
    }
}

#[test]
fn settings_are_asked_for_if_the_client_can_be_asked() {
    for editor in Editor::ALL {
        let folder = folder();
        let mut client = start();
        client.settings = json!({ "journey": { "lenses": { "references": false, "emotions": false, "pains": false, "render": false } } });
        client.initialize(editor.params(&folder.path()));
        let uri = folder.uri("shop.journey");
        client.open(&uri, SHOP);
        client.until("the question for settings", |client| (client.count("workspace/configuration") > 0).then_some(()));
        let lenses = json!({ "textDocument": { "uri": uri } });
        client.ask_until("textDocument/codeLens", lenses.clone(), |lenses| lenses.as_array().is_none_or(Vec::is_empty));
        // The user changes them: the client says so, and is asked again.
        client.settings = json!({ "journey": {} });
        client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
        client.ask_until("textDocument/codeLens", lenses, |lenses| {
            lenses.as_array().is_some_and(|list| !list.is_empty())
        });
        client.finish();
    }
}

#[test]
fn a_client_that_cannot_be_asked_sends_its_settings() {
    let folder = folder();
    let params = without(Editor::VsCode.params(&folder.path()), "/capabilities/workspace/configuration");
    let mut client = begin(params);
    let uri = folder.uri("shop.journey");
    client.open(&uri, SHOP);
    let lenses = json!({ "textDocument": { "uri": uri } });
    let none =
        json!({ "journey": { "lenses": { "references": false, "emotions": false, "pains": false, "render": false } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": none }));
    client.ask_until("textDocument/codeLens", lenses, |lenses| lenses.as_array().is_none_or(Vec::is_empty));
    assert_eq!(client.count("workspace/configuration"), 0);
    client.finish();
}

#[test]
fn settings_that_cannot_be_read_do_not_count() {
    let folder = folder();
    for settings in [json!(null), json!("all"), json!({ "lenses": 7 }), json!({ "unheard": {} }), json!([1])] {
        let mut client = start();
        client.settings = json!({ "journey": settings });
        client.initialize(Editor::Neovim.params(&folder.path()));
        let uri = folder.uri("shop.journey");
        client.open(&uri, SHOP);
        client.until("the question for settings", |client| (client.count("workspace/configuration") > 0).then_some(()));
        assert_eq!(client.codes(&uri), [""; 0]);
        client.finish();
    }
}

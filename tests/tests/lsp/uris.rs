//! Addresses, in every spelling that editors have for them.

use journey_tests::lsp::{Client, Editor, Folder};
use serde_json::{Value, json};

use crate::fixture::{PEOPLE, SHOP, begin, same_text, until_read, whole};

/// A folder whose name needs encoding, and the ways in which clients write the address of a file in it.
fn awkward() -> (Folder, Vec<String>) {
    let folder =
        Folder::with(&[("sp ace [x] \u{e9}#%41/people.journey", PEOPLE), ("sp ace [x] \u{e9}#%41/shop.journey", SHOP)]);
    let root = folder.uri("");
    let root = root.trim_end_matches('/');
    let encoded = folder.uri("sp ace [x] \u{e9}#%41/shop.journey");
    let spellings = vec![
        encoded.clone(),
        encoded.replace("%5B", "[").replace("%5D", "]"),
        format!("{root}/sp ace [x] \u{e9}%23%2541/shop.journey"),
        encoded.replace("%C3%A9", "%c3%a9"),
        encoded.replace("file:///", "file://localhost/"),
        encoded.replace("shop", "%73hop"),
    ];
    (folder, spellings)
}

#[test]
fn every_spelling_of_an_address_is_the_file() {
    let (folder, spellings) = awkward();
    for spelling in spellings {
        let mut client = begin(Editor::Emacs.params(&folder.path()));
        client.open(&spelling, SHOP);
        until_read(&mut client);
        // Found where it is, so that it sees the file beside it; told under the name that the client has for it.
        assert_eq!(client.codes(&spelling), [""; 0], "{spelling}");
        client.replace(&spelling, "persona: maya", "persona: nobody");
        assert_eq!(client.codes(&spelling), ["unknown-name"], "{spelling}");
        let symbols = client.ask("workspace/symbol", json!({ "query": "weekly_shop" }));
        let places: Vec<&Value> =
            symbols.as_array().expect("a list").iter().map(|symbol| &symbol["location"]["uri"]).collect();
        assert_eq!(places, [&json!(spelling)], "one file, and the client's name for it");
        client.close(&spelling);
        client.finish();
    }
}

#[test]
fn requests_about_another_spelling_of_an_open_file_are_answered() {
    let (folder, spellings) = awkward();
    let mut client = begin(Editor::Neovim.params(&folder.path()));
    client.open(&spellings[0], SHOP);
    until_read(&mut client);
    let position = client.documents.at(&spellings[0], "maya")["position"].clone();
    for spelling in &spellings {
        let hover =
            client.ask("textDocument/hover", json!({ "textDocument": { "uri": spelling }, "position": position }));
        assert!(hover["contents"]["value"].as_str().is_some_and(|text| text.contains("Maya")), "{spelling}: {hover}");
    }
    client.finish();
}

#[test]
fn a_text_on_no_disk_is_served() {
    let folder = Folder::with(&[]);
    for uri in [
        "untitled:Untitled-1",
        "untitled:/a b/c.journey",
        "vscode-vfs://github/a/b.journey",
        "git:/x/y.journey?ref=HEAD",
        "inmemory://model/1",
        "zipfile:///a.zip::b.journey",
    ] {
        let mut client = begin(Editor::Emacs.params(&folder.path()));
        client.open(uri, &whole());
        assert_eq!(client.codes(uri), [""; 0], "{uri}");
        same_text(&mut client, uri);
        client.replace(uri, "persona: maya", "persona: maya, nobody");
        assert_eq!(client.codes(uri), ["unknown-name"], "{uri}");
        let definition = client.documents.at(uri, "stale\n");
        let found = client.ask("textDocument/definition", definition);
        assert!(found.to_string().contains(uri), "{found}");
        client.close(uri);
        client.finish();
    }
}

#[test]
fn what_is_no_address_does_no_harm() {
    let folder = Folder::with(&[]);
    for uri in [
        "",
        "a",
        "/a/b.journey",
        "file:",
        "file://",
        "file:///",
        "c:\\a.journey",
        "file:///%ZZ.journey",
        "file:///%FF%FE.journey",
        "\u{0}",
    ] {
        let mut client = begin(Editor::Neovim.params(&folder.path()));
        let text = json!({ "uri": uri });
        let document = json!({ "uri": uri, "languageId": "journey", "version": 1, "text": SHOP });
        let frame = |method: &str, params: Value| {
            journey_tests::lsp::framing::frame(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
        };
        client.server.send(&frame("textDocument/didOpen", json!({ "textDocument": document })));
        let hover = json!({ "textDocument": text, "position": { "line": 2, "character": 12 } });
        match raw(&mut client, "textDocument/hover", hover) {
            Ok(_) => {}
            Err(error) => assert_eq!(error["code"], -32602, "{uri:?}: {error}"),
        }
        client.server.send(&frame("textDocument/didClose", json!({ "textDocument": text })));
        let good = folder.uri("good.journey");
        client.open(&good, "persona alone\n");
        client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": good } }));
        client.finish();
    }
}

/// A request whose answer may be about a text that the client does not know.
fn raw(client: &mut Client, method: &str, params: Value) -> Result<Value, Value> {
    client.documents.generation += 1;
    let id = client.begin(method, params);
    client.documents.generation += 1;
    client.wait(id)
}

#[cfg(unix)]
#[test]
fn a_root_behind_a_symbolic_link_is_one_project() {
    let folder = Folder::with(&[("real/people.journey", PEOPLE), ("real/shop.journey", SHOP)]);
    std::os::unix::fs::symlink(folder.file("real"), folder.file("link")).unwrap();
    let real = folder.file("link");
    let mut client = begin(Editor::Emacs.params(&real));
    for uri in [folder.uri("link/shop.journey"), folder.uri("real/shop.journey")] {
        client.open(&uri, SHOP);
        assert_eq!(client.codes(&uri), [""; 0], "{uri}");
        client.close(&uri);
    }
    client.finish();
}

#[test]
fn a_drive_of_windows_is_read_in_every_spelling() {
    let folder = Folder::with(&[]);
    let mut client = begin(Editor::VsCode.params(&folder.path()));
    client.open("file:///c%3A/home/a.journey", SHOP);
    let outline = |client: &mut Client, uri: &str| {
        raw(client, "textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } })).unwrap()
    };
    for uri in [
        "file:///c%3A/home/a.journey",
        "file:///C:/home/a.journey",
        "file:///c:/home/a.journey",
        "file:///C%3a/home/a.journey",
    ] {
        assert!(outline(&mut client, uri).to_string().contains("Weekly shop"), "{uri}");
    }
    client.open("file://server/share/b.journey", SHOP);
    assert!(outline(&mut client, "file://server/share/b.journey").to_string().contains("Weekly shop"));
    client.finish();
}

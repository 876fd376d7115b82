//! What the columns of positions count.

use journey_tests::lsp::{Client, Editor, Encoding, with, without};
use serde_json::{Value, json};

use crate::fixture::{folder, shop_in, start};

/// What is agreed on with a client that offers this.
fn chosen(offered: Option<Value>) -> String {
    let folder = folder();
    let params = Editor::VsCode.params(&folder.path());
    let params = match offered {
        Some(offered) => with(params, "/capabilities/general/positionEncodings", offered),
        None => without(params, "/capabilities/general/positionEncodings"),
    };
    let mut client = start();
    let result = client.initialize(params);
    client.finish();
    result["capabilities"]["positionEncoding"].as_str().unwrap_or("utf-16").to_owned()
}

#[test]
fn the_encoding_is_chosen_from_those_that_the_client_offers() {
    for offered in [
        vec!["utf-8"],
        vec!["utf-16"],
        vec!["utf-32", "utf-16"],
        vec!["utf-32", "utf-8", "utf-16"],
        vec!["utf-16", "utf-8"],
    ] {
        let chosen = chosen(Some(json!(offered)));
        assert!(offered.contains(&chosen.as_str()), "{chosen} of {offered:?}");
    }
    for editor in Editor::ALL {
        let (_folder, client, _uri) = shop_in(editor);
        let offered = client.ledger.client.pointer("/general/positionEncodings").expect("all of them say so").clone();
        assert!(offered.as_array().unwrap().contains(&client.documents.encoding.name().into()), "{editor:?}");
        client.finish();
    }
}

#[test]
fn utf_16_where_the_client_says_nothing() {
    assert_eq!(chosen(None), "utf-16");
    assert_eq!(chosen(Some(json!([]))), "utf-16");
    assert_eq!(chosen(Some(Value::Null)), "utf-16");
    // Every client understands it, whatever else it offers.
    assert_eq!(chosen(Some(json!(["utf-7", "latin-1"]))), "utf-16");
}

#[test]
fn places_count_what_was_agreed_on() {
    let text = "journey j \"\u{e9}\u{1F6D2}\" { status: retired; persona: \u{e9}va, nobody }\npersona \u{e9}va \"\u{1F6D2}\u{1F6D2}\" { goal: \"\u{1F6D2}\"; gaol: \"x\" }\n";
    for encoding in Encoding::ALL {
        let mut client: Client = start();
        let diagnostic =
            json!({ "textDocument": { "diagnostic": {} }, "general": { "positionEncodings": [encoding.name()] } });
        client.initialize(json!({ "capabilities": diagnostic }));
        assert_eq!(client.documents.encoding, encoding);
        let uri = "untitled:signs";
        client.open(uri, text);
        let words: Vec<String> = client
            .diagnostics(uri)
            .iter()
            .map(|diagnostic| client.documents.slice(uri, &diagnostic["range"]).unwrap())
            .collect();
        assert_eq!(words, ["nobody", "gaol"]);
        let at = client.documents.at(uri, "\u{e9}va, ");
        let found = client.ask("textDocument/definition", at);
        let found = found.as_array().map_or(found.clone(), |list| list[0].clone());
        assert_eq!(client.documents.slice(uri, &found["range"]).unwrap(), "\u{e9}va");
        let mut references = client.documents.at(uri, "\u{e9}va \"");
        references["context"] = json!({ "includeDeclaration": true });
        let references = client.ask("textDocument/references", references);
        for reference in references.as_array().expect("a list") {
            assert_eq!(client.documents.slice(uri, &reference["range"]).unwrap(), "\u{e9}va");
        }
        assert_eq!(references.as_array().unwrap().len(), 2);
        client.finish();
    }
}

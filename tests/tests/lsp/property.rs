//! Whatever edits come: what the server then knows is what a fresh server finds in the result.

use journey_tests::lsp::{Client, Editor, Encoding, with};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixture::{PEOPLE, SHOP, begin, folder, same_text, until_read};

/// A place as a client might say it: some lie behind their line, behind the text, or inside a character.
fn place() -> impl Strategy<Value = (u32, u32)> {
    let line = prop_oneof![8 => 0_u32..28, 1 => Just(400), 1 => Just(2_147_483_647)];
    let character = prop_oneof![8 => 0_u32..50, 1 => Just(9_999), 1 => Just(2_147_483_647)];
    (line, character)
}

/// What is written: letters and what opens, closes and breaks things.
fn words() -> impl Strategy<Value = String> {
    let pieces = [
        "",
        "a",
        "{",
        "}",
        "\"",
        "\"\"\"",
        "\n",
        "\r\n",
        "\r",
        " ",
        "//",
        "/// ",
        ":",
        ",",
        "\u{1F6D2}",
        "\u{e9}",
        "\u{2028}",
        "\u{feff}",
        "persona maya",
        "journey j {\n",
        "  stage s {\n",
        "touchpoint t {",
        "emotion: +2",
        "\n}\n",
        "persona: nobody",
        "next: ",
        "from ",
        "\u{0}",
        "1..5",
        "@x",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..4).prop_map(|pieces| pieces.concat())
}

/// One change: of a range, mostly a short one, or of everything.
fn change() -> impl Strategy<Value = Value> {
    let at = |(line, character): (u32, u32)| json!({ "line": line, "character": character });
    let short =
        (place(), 0_u32..3, 0_u32..20, words()).prop_map(move |((line, character), lines, characters, text)| {
            let end = if lines == 0 {
                (line, character.saturating_add(characters).min(2_147_483_647))
            } else {
                (line.saturating_add(lines).min(2_147_483_647), characters)
            };
            json!({ "range": { "start": at((line, character)), "end": at(end) }, "text": text })
        });
    let whole = (words(), 0_usize..SHOP.len()).prop_map(|(words, cut)| {
        let cut = (0..=cut).rev().find(|cut| SHOP.is_char_boundary(*cut)).unwrap_or(0);
        json!({ "text": format!("{}{words}{}", &SHOP[..cut], &SHOP[cut..]) })
    });
    let broken = words().prop_map(|text| json!({ "text": text }));
    prop_oneof![16 => short, 1 => whole, 1 => broken]
}

/// Several notifications, each with several changes.
fn session() -> impl Strategy<Value = Vec<Vec<Value>>> {
    proptest::collection::vec(proptest::collection::vec(change(), 1..5), 1..12)
}

/// What a server says about a text.
fn knowledge(client: &mut Client, uri: &str) -> Value {
    let text = json!({ "textDocument": { "uri": uri } });
    let diagnostics = client.diagnostics(uri);
    let outline = client.ask("textDocument/documentSymbol", text.clone());
    let folds = client.ask("textDocument/foldingRange", text.clone());
    let tokens = match client.serves("textDocument/semanticTokens/full") {
        true => client.ask("textDocument/semanticTokens/full", text)["data"].clone(),
        false => Value::Null,
    };
    json!({ "diagnostics": diagnostics, "outline": outline, "folds": folds, "tokens": tokens })
}

fn is_as_fresh(editor: Editor, encoding: Encoding, crlf: bool, notifications: &[Vec<Value>]) {
    let folder = folder();
    let params =
        with(editor.params(&folder.path()), "/capabilities/general/positionEncodings", json!([encoding.name()]));
    let uri = folder.uri("shop.journey");
    let start = if crlf { SHOP.replace('\n', "\r\n") } else { SHOP.to_owned() };

    let mut edited = begin(params.clone());
    edited.open(&uri, &start);
    until_read(&mut edited);
    for changes in notifications {
        edited.change(&uri, json!(changes));
    }
    same_text(&mut edited, &uri);
    let result = edited.documents.get(&uri).expect("it is open").text.clone();
    let found = knowledge(&mut edited, &uri);
    edited.finish();

    let mut fresh = begin(params);
    // The folder is read before, so that everything is known from the first moment.
    let people = folder.uri("people.journey");
    fresh.open(&people, PEOPLE);
    until_read(&mut fresh);
    fresh.open(&uri, &result);
    let expected = knowledge(&mut fresh, &uri);
    fresh.finish();
    for (what, found) in found.as_object().expect("it is one") {
        assert_eq!(*found, expected[what], "{what} of this text: {result:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_leave_what_a_fresh_server_finds(
        editor in proptest::sample::select(vec![Editor::Emacs, Editor::VsCode]),
        encoding in proptest::sample::select(Encoding::ALL.to_vec()),
        crlf in any::<bool>(),
        notifications in session(),
    ) {
        is_as_fresh(editor, encoding, crlf, &notifications);
    }
}

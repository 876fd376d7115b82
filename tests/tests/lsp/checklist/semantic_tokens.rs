//! Colours that come from meaning.

use std::collections::BTreeSet;

use journey_tests::lsp::{Client, Editor, Encoding, text, with, without};
use serde_json::{Value, json};

use crate::fixture::{SHOP, begin, folder, shop_in};

const TOKENS: &str = "/capabilities/textDocument/semanticTokens";

/// Texts over several lines, text in text, signs of all widths.
const RICH: &str = "/// About\n/// Maya \u{1F6D2}.\npersona maya \"\u{1F6D2} Maya\" {\n  quote: \"\"\"\n    I shop\n    standing \u{1F6D2} up\n  \"\"\"\n  age: 34..42\n}\r\n\r\njourney j {\r\n  persona: maya // her\r\n  stage \u{e9}t\u{e9} { touchpoint t { emotion maya: -1 \"\u{1F6D2}\" } }\r\n}\r\n";

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Token {
    line: u64,
    start: u64,
    length: u64,
    kind: u64,
    modifiers: u64,
}

fn tokens(data: &Value) -> Vec<Token> {
    let numbers: Vec<u64> =
        data.as_array().expect("a list").iter().map(|number| number.as_u64().expect("from 0")).collect();
    assert_eq!(numbers.len() % 5, 0, "five numbers are a token");
    let (mut line, mut start) = (0, 0);
    let token = |five: &[u64]| {
        start = if five[0] == 0 { start + five[1] } else { five[1] };
        line += five[0];
        Token { line, start, length: five[2], kind: five[3], modifiers: five[4] }
    };
    numbers.chunks(5).map(token).collect()
}

/// Checks tokens by the text and what the client can: in order, no overlap, inside a line, in the legend.
fn judge(client: &Client, uri: &str, tokens: &[Token]) {
    let capabilities = &client.ledger.client["textDocument"]["semanticTokens"];
    let legend = &client.ledger.server["semanticTokensProvider"]["legend"];
    let types = u64::try_from(legend["tokenTypes"].as_array().expect("a legend").len()).expect("a short legend");
    let modifiers = legend["tokenModifiers"].as_array().expect("a legend").len();
    let text = client.documents.text(uri).expect("it is open");
    let lines = text::lines(&text);
    for pair in tokens.windows(2) {
        let end = (pair[0].line, pair[0].start + pair[0].length);
        let is_behind = (pair[1].line, pair[1].start) >= end;
        assert!(is_behind || capabilities["overlappingTokenSupport"] == true, "{pair:?} overlap");
    }
    for token in tokens {
        assert!(token.length > 0 && token.kind < types && token.modifiers >> modifiers == 0, "{token:?} of {legend}");
        let at = json!({ "line": token.line, "character": token.start });
        text::exact(&text, &at, client.documents.encoding).unwrap_or_else(|wrong| panic!("{token:?}: {wrong}"));
        let (start, end) = lines[usize::try_from(token.line).expect("a line")];
        let rest = u64::from(client.documents.encoding.units(&text[start..end]));
        if capabilities["multilineTokenSupport"] != true {
            assert!(token.start + token.length <= rest, "{token:?} leaves its line");
            let behind = json!({ "line": token.line, "character": token.start + token.length });
            text::exact(&text, &behind, client.documents.encoding).unwrap_or_else(|wrong| panic!("{token:?}: {wrong}"));
        }
    }
}

fn full(client: &mut Client, uri: &str) -> (Vec<Token>, Value) {
    let answer = client.ask("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": uri } }));
    let found = tokens(&answer["data"]);
    judge(client, uri, &found);
    (found, answer)
}

#[test]
fn the_legend_has_only_what_the_client_knows() {
    let folder = folder();
    let few = json!(["keyword", "string"]);
    for params in [
        Editor::VsCode.params(&folder.path()),
        Editor::Neovim.params(&folder.path()),
        with(
            with(Editor::VsCode.params(&folder.path()), &format!("{TOKENS}/tokenTypes"), few),
            &format!("{TOKENS}/tokenModifiers"),
            json!([]),
        ),
    ] {
        let known = params.pointer(TOKENS).unwrap().clone();
        let mut client = begin(params);
        client.open("untitled:rich", RICH);
        client.until("tokens to be offered", |client| client.serves("textDocument/semanticTokens/full").then_some(()));
        let legend = client.ledger.server["semanticTokensProvider"]["legend"].clone();
        for key in ["tokenTypes", "tokenModifiers"] {
            let names = |value: &Value| -> BTreeSet<String> {
                value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
            };
            assert!(names(&legend[key]).is_subset(&names(&known[key])), "{legend}");
        }
        let (found, _) = full(&mut client, "untitled:rich");
        assert!(found.len() > 5, "{found:?}");
        client.finish();
    }
}

#[test]
fn a_client_without_tokens_is_offered_none() {
    for editor in [Editor::Emacs, Editor::Helix] {
        let (_folder, client, _uri) = shop_in(editor);
        assert!(!client.serves("textDocument/semanticTokens/full"), "{editor:?}");
        client.finish();
    }
    let folder = folder();
    let client = begin(without(Editor::VsCode.params(&folder.path()), TOKENS));
    assert!(!client.serves("textDocument/semanticTokens/full"));
    client.finish();
}

#[test]
fn tokens_stay_on_a_line_and_apart_unless_the_client_can_more() {
    let folder = folder();
    for encoding in Encoding::ALL {
        for (several_lines, overlap) in [(false, false), (true, false), (true, true)] {
            let params = with(
                Editor::VsCode.params(&folder.path()),
                "/capabilities/general/positionEncodings",
                json!([encoding.name()]),
            );
            let params = with(params, &format!("{TOKENS}/multilineTokenSupport"), json!(several_lines));
            let mut client = begin(with(params, &format!("{TOKENS}/overlappingTokenSupport"), json!(overlap)));
            client.open("untitled:rich", RICH);
            full(&mut client, "untitled:rich");
            client.finish();
        }
    }
}

#[test]
fn a_range_has_the_tokens_of_the_whole_that_are_in_it() {
    for editor in [Editor::VsCode, Editor::Neovim] {
        let (_folder, mut client, uri) = shop_in(editor);
        client.until_codes(&uri, &[]);
        let (whole, _) = full(&mut client, &uri);
        for (from, to) in [(0, 3), (5, 11), (11, 12), (20, 99)] {
            let range = json!({ "start": { "line": from, "character": 0 }, "end": { "line": to, "character": 0 } });
            let answer = client
                .ask("textDocument/semanticTokens/range", json!({ "textDocument": { "uri": uri }, "range": range }));
            let part = tokens(&answer["data"]);
            let expected: Vec<&Token> = whole.iter().filter(|token| (from..to).contains(&token.line)).collect();
            assert_eq!(part.iter().filter(|token| (from..to).contains(&token.line)).collect::<Vec<_>>(), expected);
            assert!(part.iter().all(|token| whole.contains(token)), "{part:?}");
        }
        client.finish();
    }
}

#[test]
fn a_delta_makes_the_old_tokens_the_new_ones() {
    for editor in [Editor::VsCode, Editor::Neovim] {
        let (_folder, mut client, uri) = shop_in(editor);
        client.until_codes(&uri, &[]);
        let (_, mut before) = full(&mut client, &uri);
        let changes = [
            ("persona: maya", "persona: nobody, maya"),
            ("nobody, ", ""),
            ("  opportunity", "\n\n  // more\n  opportunity"),
            ("stage discover", "stage see"),
            ("// The way", "The way"),
        ];
        for (words, new) in changes {
            client.replace(&uri, words, new);
            let asked = json!({ "textDocument": { "uri": uri }, "previousResultId": before["resultId"] });
            let delta = client.ask("textDocument/semanticTokens/full/delta", asked);
            let mut data = before["data"].as_array().unwrap().clone();
            let edits =
                delta["edits"].as_array().cloned().unwrap_or_else(|| panic!("{words} is a small change: {delta}"));
            let mut edits: Vec<&Value> = edits.iter().collect();
            edits.sort_by_key(|edit| std::cmp::Reverse(edit["start"].as_u64()));
            for edit in edits {
                let number = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap();
                let new = edit["data"].as_array().cloned().unwrap_or_default();
                data.splice(number("start")..number("start") + number("deleteCount"), new);
            }
            let (_, now) = full(&mut client, &uri);
            assert_eq!(Value::from(data), now["data"], "{editor:?}: {words}");
            before = now;
        }
        client.finish();
    }
}

#[test]
fn an_unknown_id_is_answered_with_all_tokens() {
    for editor in [Editor::VsCode, Editor::Neovim] {
        let (_folder, mut client, uri) = shop_in(editor);
        let (_, before) = full(&mut client, &uri);
        assert!(before["resultId"].is_string(), "{before}");
        let asked = json!({ "textDocument": { "uri": uri }, "previousResultId": "never given" });
        let answer = client.ask("textDocument/semanticTokens/full/delta", asked);
        assert!(answer["data"].is_array(), "{answer}");
        // An id of a text that was closed since is as good as unknown.
        client.close(&uri);
        client.open(&uri, &SHOP[..80]);
        let asked = json!({ "textDocument": { "uri": uri }, "previousResultId": before["resultId"] });
        let answer = client.ask("textDocument/semanticTokens/full/delta", asked);
        if answer.get("data").is_some() {
            let (now, _) = full(&mut client, &uri);
            assert_eq!(tokens(&answer["data"]), now);
        }
        client.finish();
    }
}

//! Completion.

use journey_tests::lsp::{Client, Editor, with, without};
use serde_json::{Value, json};

use crate::fixture::{PEOPLE, begin, folder};

const ITEM: &str = "/capabilities/textDocument/completion/completionItem";

/// A line that is being typed in a text, and what is offered behind it: the client, the address, the whole answer.
fn offered(params: Value, typed: &str) -> (Client, String, Value) {
    let mut client = begin(params);
    let uri = "untitled:typing".to_owned();
    client.open(&uri, &format!("{PEOPLE}{}", typed.replace('|', "")));
    let (before, _) = typed.split_once('|').expect("a mark");
    let last_line = before.rsplit('\n').next().expect("a line");
    let mut params = client.documents.behind(&uri, last_line);
    params["context"] = json!({ "triggerKind": 1 });
    let answer = client.ask("textDocument/completion", params);
    (client, uri, answer)
}

fn items(answer: &Value) -> Vec<Value> {
    let items = if answer.is_array() { answer } else { &answer["items"] };
    if items.is_null() { Vec::new() } else { items.as_array().expect("a list").clone() }
}

fn item(answer: &Value, label: &str) -> Value {
    let items = items(answer);
    let found = items.iter().find(|item| item["label"] == label);
    found
        .unwrap_or_else(|| panic!("no {label} in {:?}", items.iter().map(|item| &item["label"]).collect::<Vec<_>>()))
        .clone()
}

/// Half a line in a body, half a reference, half a keyword, a value of a kind.
const PLACES: [&str; 6] = [
    "journey j {\n  per|\n}\n",
    "journey j {\n  persona: ma|\n}\n",
    "journey j {\n  persona: |\n}\n",
    "jour|\n",
    "journey j {\n  state: |\n  persona: maya\n}\n",
    "journey j {\n  stage s {\n    touchpoint t {\n      channel: ap|p\n    }\n  }\n}\n",
];

#[test]
fn a_list_says_whether_it_is_complete() {
    let folder = folder();
    for editor in Editor::ALL {
        for place in PLACES {
            let (client, _, answer) = offered(editor.params(&folder.path()), place);
            assert!(answer.is_array() || answer["isIncomplete"].is_boolean(), "{answer}");
            assert!(!items(&answer).is_empty(), "{editor:?}: nothing for {place:?}");
            client.finish();
        }
    }
}

#[test]
fn defaults_for_all_items_come_only_if_the_client_knows_them() {
    // The ledger fails the test on a default that the client did not name.
    let folder = folder();
    for known in [json!([]), json!(["editRange"]), json!(["insertTextFormat", "commitCharacters"]), json!(null)] {
        let params = with(
            Editor::VsCode.params(&folder.path()),
            "/capabilities/textDocument/completion/completionList/itemDefaults",
            known,
        );
        for place in PLACES {
            offered(params.clone(), place).0.finish();
        }
    }
}

#[test]
fn insert_and_replace_come_only_if_the_client_can_and_differ_inside_a_word() {
    let folder = folder();
    let place = "journey j {\n  persona: ma|ya\n}\n";
    let params = Editor::VsCode.params(&folder.path());
    let (client, uri, answer) = offered(params.clone(), place);
    let maya = item(&answer, "maya");
    let edit = if maya["textEdit"].is_null() { &answer["itemDefaults"]["editRange"] } else { &maya["textEdit"] };
    assert_eq!(client.documents.slice(&uri, &edit["insert"]).unwrap(), "ma", "{maya}");
    assert_eq!(client.documents.slice(&uri, &edit["replace"]).unwrap(), "maya", "{maya}");
    client.finish();
    let without = with(params, &format!("{ITEM}/insertReplaceSupport"), json!(false));
    offered(without, place).0.finish();
}

#[test]
fn the_edit_stays_on_its_line_and_contains_the_position() {
    // Looked at by the ledger for every answer; here are the places where it is hard.
    let folder = folder();
    for editor in Editor::ALL {
        for place in [
            "journey j {\n  persona: maya,|\n}\n",
            "journey j {\n  persona: maya,\n    |\n}\n",
            "journey j \"\u{1F6D2}\" {\r\n  persona: m|\r\n}\r\n",
            "|",
            "journey j {\n|",
            "journey j {\n  emotion maya: |\n",
            "/// Text\njourney j { persona: | }",
            "journey j { persona: \u{1F6D2}| }",
            "journey j { of: j.| }",
        ] {
            let (client, _, _) = offered(editor.params(&folder.path()), place);
            client.finish();
        }
    }
}

#[test]
fn an_item_that_is_taken_leaves_what_was_meant() {
    let folder = folder();
    for editor in Editor::ALL {
        let (mut client, uri, answer) = offered(editor.params(&folder.path()), "journey j {\n  persona: ma|\n}\n");
        let maya = item(&answer, "maya");
        let edit = maya["textEdit"].clone();
        let range = [
            &edit["replace"],
            &edit["range"],
            &answer["itemDefaults"]["editRange"]["replace"],
            &answer["itemDefaults"]["editRange"],
        ];
        let range = range.into_iter().find(|range| range.get("start").is_some());
        let new = edit["newText"]
            .as_str()
            .or(maya["textEditText"].as_str())
            .or(maya["insertText"].as_str())
            .unwrap_or("maya");
        let word = client.documents.range_of(&uri, "ma\n", 0);
        let range = range.cloned().unwrap_or(
            json!({ "start": word["start"], "end": client.documents.behind(&uri, "persona: ma")["position"] }),
        );
        client.change(&uri, json!([{ "range": range, "text": new }]));
        assert!(
            client.documents.text(&uri).unwrap().contains("  persona: maya\n"),
            "{}",
            client.documents.text(&uri).unwrap()
        );
        client.finish();
    }
}

#[test]
fn snippets_come_only_if_the_client_can_and_keep_the_signs_of_the_text() {
    let folder = folder();
    for editor in Editor::ALL {
        let params = editor.params(&folder.path());
        let can =
            params.pointer("/capabilities/textDocument/completion/completionItem/snippetSupport") == Some(&json!(true));
        let (client, _, answer) = offered(params, "jour|\n");
        let journey = item(&answer, "journey");
        let is_snippet = journey["insertTextFormat"] == 2 || answer["itemDefaults"]["insertTextFormat"] == 2;
        assert_eq!(is_snippet, can, "{editor:?}: {journey}");
        let text = journey["textEdit"]["newText"].as_str().or(journey["insertText"].as_str()).unwrap_or("journey");
        assert_eq!(text.contains("${") || text.contains("$1") || text.contains("$0"), can, "{editor:?}: {text:?}");
        client.finish();
    }
}

#[test]
fn what_comes_from_the_project_is_escaped_in_a_snippet() {
    let folder = folder();
    let mut client = begin(Editor::VsCode.params(&folder.path()));
    let uri = "untitled:signs";
    let text = "journey j {\n  persona: a\n  tag: x\n  stage s { touchpoint t { evidence: \"$1 ${2:x} \\\\ }\" } }\n}\npersona a \"costs $1 } \\\\\"\nchannel c { tag:  }\n";
    client.open(uri, text);
    for words in ["persona: ", "evidence: ", "channel c { tag: "] {
        let params = client.documents.behind(uri, words);
        let answer = client.ask("textDocument/completion", params);
        for item in items(&answer) {
            let is_snippet = item["insertTextFormat"] == 2 || answer["itemDefaults"]["insertTextFormat"] == 2;
            let text = item["textEdit"]["newText"].as_str().or(item["insertText"].as_str()).unwrap_or_default();
            // A bare dollar in a snippet stands only before a number or a brace that we wrote.
            let bare = text.match_indices('$').filter(|(at, _)| *at == 0 || text.as_bytes()[at - 1] != b'\\');
            for (at, _) in bare.filter(|_| is_snippet) {
                assert!(!text[at..].starts_with("$1 }"), "{item}");
            }
        }
    }
    client.finish();
}

#[test]
fn an_item_is_resolved_to_more_of_the_same() {
    let folder = folder();
    for editor in Editor::ALL {
        let (mut client, _, answer) = offered(editor.params(&folder.path()), "journey j {\n  persona: ma|\n}\n");
        let maya = item(&answer, "maya");
        let resolved = client.ask("completionItem/resolve", maya.clone());
        for (key, value) in maya.as_object().unwrap() {
            assert_eq!(&resolved[key], value, "{editor:?}: {key} of {resolved}");
        }
        let shown = format!("{}{}", resolved["documentation"], resolved["detail"]);
        assert!(shown.contains("Maya"), "{editor:?}: {resolved}");
        // Only what the client lets come late may come late.
        let late =
            client.ledger.client.pointer("/textDocument/completion/completionItem/resolveSupport/properties").cloned();
        let late = late.unwrap_or(json!(["documentation", "detail"]));
        for key in resolved.as_object().unwrap().keys().filter(|key| maya.get(key.as_str()).is_none()) {
            assert!(late.as_array().unwrap().contains(&json!(key)), "{editor:?}: {key} came late");
        }
        client.finish();
    }
}

#[test]
fn an_item_of_nobody_is_resolved_to_itself() {
    let folder = folder();
    let mut client = begin(Editor::VsCode.params(&folder.path()));
    for data in [json!(null), json!({ "other": 1 }), json!("x"), json!([1, 2])] {
        let foreign = json!({ "label": "elsewhere", "data": data });
        match client.request("completionItem/resolve", foreign) {
            Ok(resolved) => assert_eq!(resolved["label"], "elsewhere"),
            Err(error) => assert_eq!(error["code"], -32602, "{error}"),
        }
    }
    client.finish();
}

#[test]
fn label_details_come_only_if_the_client_can() {
    let folder = folder();
    for can in [true, false] {
        let params = with(Editor::VsCode.params(&folder.path()), &format!("{ITEM}/labelDetailsSupport"), json!(can));
        let (client, _, answer) = offered(params, "journey j {\n  persona: |\n}\n");
        let maya = item(&answer, "maya");
        // A client that cannot show it beside the label is told in the detail.
        assert!(maya.get("labelDetails").is_some() == can || maya.get("detail").is_some(), "{maya}");
        client.finish();
    }
}

#[test]
fn documentation_is_in_a_format_that_the_client_names() {
    // The ledger fails the test on any other format.
    let folder = folder();
    let key = format!("{ITEM}/documentationFormat");
    for formats in [json!(["plaintext"]), json!(["plaintext", "markdown"]), json!(["markdown"])] {
        let params = with(Editor::VsCode.params(&folder.path()), &key, formats);
        let (mut client, _, answer) = offered(params, "journey j {\n  per|\n}\n");
        let resolved = client.ask("completionItem/resolve", item(&answer, "persona"));
        assert!(!resolved["documentation"].is_null(), "{resolved}");
        client.finish();
    }
    let (mut client, _, answer) =
        offered(without(Editor::VsCode.params(&folder.path()), &key), "journey j {\n  per|\n}\n");
    client.ask("completionItem/resolve", item(&answer, "persona"));
    client.finish();
}

#[test]
fn nothing_is_offered_inside_comments_and_text() {
    let folder = folder();
    for place in ["// per|\n", "journey j {\n  goal: \"per|\"\n}\n", "/// per|\njourney j\n"] {
        let (client, _, answer) = offered(Editor::Neovim.params(&folder.path()), place);
        assert!(answer.is_null() || items(&answer).is_empty(), "{place:?}: {answer}");
        client.finish();
    }
}

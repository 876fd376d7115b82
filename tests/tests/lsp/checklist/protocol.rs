//! JSON-RPC and the base protocol.

use journey_tests::lsp::{Client, Editor};
use serde_json::{Value, json};

use crate::fixture::{SHOP, begin, folder, shop_in};

const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const REQUEST_CANCELLED: i64 = -32800;

/// Everything that takes a text and says something about it.
const ABOUT_TEXTS: [&str; 25] = [
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/completion",
    "textDocument/declaration",
    "textDocument/definition",
    "textDocument/diagnostic",
    "textDocument/documentHighlight",
    "textDocument/documentLink",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/formatting",
    "textDocument/hover",
    "textDocument/implementation",
    "textDocument/inlayHint",
    "textDocument/onTypeFormatting",
    "textDocument/prepareCallHierarchy",
    "textDocument/prepareRename",
    "textDocument/prepareTypeHierarchy",
    "textDocument/rangeFormatting",
    "textDocument/references",
    "textDocument/rename",
    "textDocument/selectionRange",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/typeDefinition",
];

#[test]
fn an_unknown_method_is_answered_with_32601() {
    let (_folder, mut client, uri) = shop_in(Editor::VsCode);
    for method in ["textDocument/unheard", "journey/unheard", "", "$/unheard", "$/progress/unheard", "Initialize"] {
        assert_eq!(client.refused(method, json!({})), METHOD_NOT_FOUND, "{method}");
    }
    // A notification is a request without an id, and the other way round.
    assert_eq!(client.refused("textDocument/didOpen/unheard", Value::Null), METHOD_NOT_FOUND);
    assert_eq!(client.codes(&uri), [""; 0]);
    client.finish();
}

#[test]
fn an_unknown_notification_is_ignored() {
    let (_folder, mut client, uri) = shop_in(Editor::Emacs);
    for method in ["textDocument/unheard", "$/unheard", "$/setTrace", "textDocument/hover", ""] {
        client.notify(method, json!({ "value": "off" }));
    }
    assert_eq!(client.codes(&uri), [""; 0]);
    client.finish();
}

#[test]
fn bad_params_are_answered_with_32602() {
    let (_folder, mut client, uri) = shop_in(Editor::VsCode);
    let text = json!({ "uri": uri });
    let bad = [
        Value::Null,
        json!({}),
        json!([]),
        json!({ "textDocument": null }),
        json!({ "textDocument": uri }),
        json!({ "textDocument": { "uri": 5 } }),
    ];
    for method in ABOUT_TEXTS.into_iter().filter(|method| client.serves(method)).collect::<Vec<_>>() {
        for params in &bad {
            assert_eq!(client.refused(method, params.clone()), INVALID_PARAMS, "{method} {params}");
        }
    }
    let positions =
        [json!({ "line": -1, "character": 0 }), json!({ "line": "0", "character": 0 }), json!({ "line": 0 }), json!(7)];
    for position in positions {
        let params = json!({ "textDocument": text, "position": position });
        assert_eq!(client.refused("textDocument/hover", params), INVALID_PARAMS, "{position}");
    }
    for (method, params) in [
        ("workspace/symbol", json!({})),
        ("workspace/executeCommand", json!({ "arguments": [] })),
        ("workspace/diagnostic", json!({ "previousResultIds": 3 })),
        ("textDocument/rename", json!({ "textDocument": text, "position": { "line": 2, "character": 12 } })),
        ("callHierarchy/incomingCalls", json!({})),
        ("completionItem/resolve", json!({ "label": 4 })),
        ("journey/render", json!({ "id": "weekly_shop" })),
    ] {
        assert_eq!(client.refused(method, params), INVALID_PARAMS, "{method}");
    }
    assert_eq!(client.codes(&uri), [""; 0]);
    client.finish();
}

#[test]
fn a_picture_that_nobody_can_draw_is_refused_in_words_of_its_own() {
    let (_folder, mut client, uri) = shop_in(Editor::Helix);
    let message = |client: &mut Client, params| {
        client.request("journey/render", params).unwrap_err()["message"].as_str().unwrap().to_owned()
    };
    let told = message(&mut client, json!({ "uri": uri, "view": "mapp" }));
    assert!(told.starts_with("there is no view `mapp`. Did you mean `map`? "), "{told}");
    let told = message(&mut client, json!({ "uri": uri, "view": 7 }));
    assert!(told.starts_with("“journey/render” was asked in a wrong form: "), "{told}");
    client.finish();
}

#[test]
fn a_command_that_is_not_there_is_answered_with_32602() {
    let (_folder, mut client, _uri) = shop_in(Editor::Helix);
    let unknown = json!({ "command": "journey.unheard", "arguments": [] });
    assert_eq!(client.refused("workspace/executeCommand", unknown), INVALID_PARAMS);
    client.finish();
}

#[test]
fn a_notification_with_bad_params_is_dropped() {
    let (_folder, mut client, uri) = shop_in(Editor::Neovim);
    for (method, params) in [
        ("textDocument/didOpen", json!({})),
        (
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "journey", "version": "one", "text": "x" } }),
        ),
        ("textDocument/didChange", json!({ "textDocument": { "uri": uri, "version": 2 } })),
        ("textDocument/didChange", json!({ "contentChanges": "all of it" })),
        ("textDocument/didClose", Value::Null),
        ("workspace/didChangeWatchedFiles", json!({ "changes": 7 })),
        ("workspace/didChangeWorkspaceFolders", json!({})),
        ("$/cancelRequest", json!({})),
    ] {
        // Not through `notify`: the client's own texts stay as they are.
        client.server.send(&journey_tests::lsp::framing::frame(
            &json!({ "jsonrpc": "2.0", "method": method, "params": params }),
        ));
    }
    assert_eq!(client.codes(&uri), [""; 0]);
    crate::fixture::same_text(&mut client, &uri);
    client.finish();
}

#[test]
fn every_cancelled_request_is_answered() {
    let folder = folder();
    let mut client = begin(Editor::VsCode.params(&folder.path()));
    let uri = folder.uri("shop.journey");
    client.open(&uri, &SHOP.repeat(300));
    let ask = json!({ "textDocument": { "uri": uri } });
    let ids: Vec<Value> = (0..80).map(|number| json!(format!("question {number}"))).collect();
    let methods = ["textDocument/semanticTokens/full", "textDocument/diagnostic"].iter().cycle();
    let asked = ids
        .iter()
        .zip(methods)
        .map(|(id, method)| json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": ask }));
    // The last first: the first may be answered already, and then nothing comes of it.
    let cancelled =
        ids.iter().rev().map(|id| json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": id } }));
    // All in one piece: a client that pauses in between would give the server the time to answer everything.
    let mut bytes = Vec::new();
    for message in asked.chain(cancelled) {
        client.note(&message);
        bytes.extend(journey_tests::lsp::framing::frame(&message));
    }
    assert!(client.server.send(&bytes));
    let mut cancelled = 0;
    for id in &ids {
        match client.wait_for(id) {
            Ok(_) => {}
            Err(error) if error["code"] == REQUEST_CANCELLED => cancelled += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert!(cancelled > 0, "80 requests were cancelled and all were answered to the end");
    client.finish();
}

#[test]
fn a_picture_of_a_very_long_journey_holds_nothing_up_and_can_be_cancelled() {
    let folder = folder();
    let mut client = begin(Editor::VsCode.params(&folder.path()));
    let uri = folder.uri("long.journey");
    let touchpoints: String = (0..1_000)
        .map(|number| format!("    touchpoint t{number} \"Touchpoint {number}\" {{ thinks: \"{number}?\" }}\n"))
        .collect();
    client.open(&uri, &format!("journey long \"Long\" {{\n  stage s \"S\" {{\n{touchpoints}  }}\n}}\n"));
    let hover = client.documents.at(&uri, "t7 ");
    let drawn = client.begin("journey/render", json!({ "uri": uri, "view": "story", "format": "svg" }));
    assert!(client.ask("textDocument/hover", hover).to_string().contains("Touchpoint 7"));
    client.notify("$/cancelRequest", json!({ "id": drawn }));
    // The hover was not behind it, or there would be a picture.
    assert_eq!(client.wait(drawn).unwrap_err()["code"], REQUEST_CANCELLED);
    client.finish();
}

#[test]
fn cancelling_what_is_not_there_changes_nothing() {
    let (_folder, mut client, uri) = shop_in(Editor::Neovim);
    let hover = client.documents.at(&uri, "maya");
    client.ask("textDocument/hover", hover.clone());
    for id in [json!(1), json!(2), json!(99), json!("99"), json!(null)] {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    client.ask("textDocument/hover", hover);
    client.finish();
}

#[test]
fn null_is_as_good_as_absent() {
    let folder = folder();
    let uri = folder.uri("shop.journey");
    let null = json!({
        "processId": null, "clientInfo": null, "locale": null, "rootPath": null, "rootUri": null, "trace": null,
        "initializationOptions": null, "workspaceFolders": null, "workDoneToken": null, "capabilities": {},
    });
    let absent = json!({ "processId": null, "rootUri": null, "capabilities": {} });
    let less = json!({ "capabilities": { "workspace": null, "textDocument": null, "window": null, "general": null, "experimental": null } });
    for params in [null, absent, less] {
        let mut client = begin(params);
        client.open(&uri, SHOP);
        let at = client.documents.at(&uri, "maya");
        let with = |key: &str, value: Value| {
            let mut params = at.clone();
            params[key] = value;
            params
        };
        for params in
            [with("context", Value::Null), with("workDoneToken", Value::Null), with("partialResultToken", Value::Null)]
        {
            client.ask("textDocument/completion", params);
        }
        client.ask("textDocument/hover", with("workDoneToken", Value::Null));
        let range = client.documents.range_of(&uri, "maya", 0);
        for only in [Value::Null, json!([])] {
            let context = json!({ "diagnostics": [], "only": only, "triggerKind": null });
            client.ask(
                "textDocument/codeAction",
                json!({ "textDocument": { "uri": uri }, "range": range, "context": context }),
            );
        }
        client.ask("workspace/symbol", json!({ "query": "", "workDoneToken": null }));
        client.finish();
    }
}

#[test]
fn no_answer_is_null_and_not_absent() {
    let (_folder, mut client, uri) = shop_in(Editor::Helix);
    // The ledger does not take an answer without `result`.
    let nothing = json!({ "textDocument": { "uri": uri }, "position": { "line": 3, "character": 0 } });
    assert_eq!(client.ask("textDocument/hover", nothing.clone()), Value::Null);
    assert!(matches!(client.ask("textDocument/definition", nothing), Value::Null | Value::Array(_)));
    client.finish();
}

#[test]
fn shutdown_takes_no_params_null_or_an_object() {
    let folder = folder();
    for params in [None, Some(Value::Null), Some(json!({}))] {
        let mut client = begin(Editor::Helix.params(&folder.path()));
        let mut message = json!({ "jsonrpc": "2.0", "id": "last", "method": "shutdown" });
        if let Some(params) = params {
            message["params"] = params;
        }
        client.send(&message);
        assert_eq!(client.wait_for(&json!("last")), Ok(Value::Null));
        client.notify("exit", Value::Null);
        assert_eq!(client.hear_out().code(), Some(0));
    }
}

#[test]
fn ids_come_back_as_they_were() {
    let (_folder, mut client, uri) = shop_in(Editor::Emacs);
    let ids = [json!("a"), json!(""), json!("1"), json!(-5), json!(0), json!(2_147_483_647), json!("\u{1F6D2}\"\\")];
    for id in ids {
        let params = client.documents.at(&uri, "maya");
        client.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": params }));
        client.wait_for(&id).expect("an answer");
    }
    client.finish();
}

#[test]
fn what_is_no_request_is_answered_with_32600() {
    let (_folder, mut client, uri) = shop_in(Editor::VsCode);
    let frames = [
        json!({ "id": 901, "method": "shutdown" }),
        json!({ "jsonrpc": "1.0", "id": 902, "method": "shutdown" }),
        json!({ "jsonrpc": "2.0", "id": 903 }),
        json!({ "jsonrpc": "2.0", "id": 904, "method": 5 }),
    ];
    for frame in frames {
        let answered = refused_or_ignored(&mut client, &frame);
        assert!(answered.is_none_or(|code| code == INVALID_REQUEST), "{frame}: {answered:?}");
    }
    // None of them was a shutdown.
    assert_eq!(client.codes(&uri), [""; 0]);
    client.finish();
}

/// The code with which a wrong frame is answered, if it is: the error may have the id of the frame, or none.
fn refused_or_ignored(client: &mut Client, frame: &Value) -> Option<i64> {
    let mut asked = frame.clone();
    asked["method"] = json!("wrong");
    client.note(&asked);
    client.server.send(&journey_tests::lsp::framing::frame(frame));
    // What comes later is answered later: both kinds of answer have been heard then.
    client.refused("$/barrier", Value::Null);
    let outcome = client.answered(&frame["id"]).or_else(|| client.answered(&Value::Null))?;
    Some(outcome.expect_err("it is wrong")["code"].as_i64().expect("a number"))
}

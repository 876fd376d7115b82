//! The requests that only read a document through the service, as a client asks them.

use serde_json::{Value, json};

use crate::testing::Client;

const SHOP: &str = "\
// 𝒵 One
// two
persona maya \"𝒵 Maya\"
journey shop \"Shop\" {
  persona: maya
  scenario: \"\"\"
    𝒵 Long
    text
    \"\"\"
  stage find \"Find\" { touchpoint search \"Searches\" {
    emotion maya: -1
  } }
  opportunity o { ticket: SHOP-1 }
}
source talks { kind: interview; data: \"q 3.csv\" }
";

/// A client with one open document, `shop.journey`.
async fn a_client(capabilities: Value) -> Client {
    let settings = json!({ "links": { "ticket": "https://example.org/{}" }, "hints": { "scores": false } });
    let more = |_: &str| json!({ "initializationOptions": settings });
    let mut client = Client::new(capabilities, &[("q 3.csv", b"")], more).await;
    client.open("shop.journey", 1, SHOP).await;
    client
}

impl Client {
    /// Asks about the document, with more parameters.
    async fn about(&mut self, method: &'static str, more: Value) -> Value {
        let mut params = json!({ "textDocument": { "uri": self.uri("shop.journey") } });
        params.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        self.ask(method, params).await
    }

    /// Replaces the line `persona maya …`.
    async fn edit(&mut self, text: &str) {
        let document = json!({ "uri": self.uri("shop.journey"), "version": 2 });
        let change = json!({ "range": range(2, 0, 22), "text": text });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] })).await;
    }
}

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

fn everything() -> Value {
    json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } } })
}

#[tokio::test]
async fn a_hint_is_explained_when_the_client_asks() {
    let resolves = json!({ "resolveSupport": { "properties": ["tooltip", "label.location"] } });
    let hover = json!({ "contentFormat": ["markdown"] });
    let mut client = a_client(json!({ "textDocument": { "inlayHint": resolves, "hover": hover } })).await;
    let hints = client.about("textDocument/inlayHint", everything()).await;
    assert_eq!(hints.as_array().unwrap().len(), 2, "scores are switched off: {hints}");
    assert_eq!((&hints[0]["label"], &hints[0]["tooltip"]), (&json!("𝒵 Maya"), &Value::Null));
    assert_eq!(hints[0]["position"], json!({ "line": 4, "character": 15 }));
    let resolved = client.ask("inlayHint/resolve", hints[0].clone()).await;
    assert_eq!(resolved["tooltip"], json!({ "kind": "markdown", "value": "**𝒵 Maya** · persona `maya`" }));
    assert_eq!(resolved["label"][0]["value"], "𝒵 Maya");
    assert_eq!(
        resolved["label"][0]["location"],
        json!({ "uri": client.uri("shop.journey"), "range": range(2, 8, 12) })
    );
    client.edit("persona maya \"Other\"").await;
    assert_eq!(client.ask("inlayHint/resolve", hints[0].clone()).await, hints[0], "its document has changed");
    let part = client.about("textDocument/inlayHint", json!({ "range": range(10, 0, 20) })).await;
    assert_eq!(part.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_hint_is_explained_at_once_to_a_client_that_does_not_ask() {
    let mut client = a_client(json!({ "textDocument": { "inlayHint": {} } })).await;
    let hints = client.about("textDocument/inlayHint", everything()).await;
    assert_eq!(hints[0]["tooltip"], json!({ "kind": "plaintext", "value": "𝒵 Maya · persona maya" }));
    assert_eq!((&hints[0]["label"][0]["value"], &hints[0]["data"]), (&json!("𝒵 Maya"), &Value::Null));
}

#[tokio::test]
async fn a_lens_says_its_fact_when_the_client_asks() {
    let commands = json!({ "commands": { "commands": ["journey.showReferences", "journey.goToLocation"] } });
    let mut client = a_client(json!({ "experimental": commands })).await;
    let lenses = client.about("textDocument/codeLens", json!({})).await;
    assert!(lenses.as_array().unwrap().iter().all(|lens| lens["command"].is_null()));
    let mut said = Vec::new();
    for lens in lenses.as_array().unwrap() {
        let resolved = client.ask("codeLens/resolve", lens.clone()).await;
        said.push((resolved["range"]["start"]["line"].as_u64().unwrap(), resolved["command"].clone()));
    }
    let uri = client.uri("shop.journey");
    let uses = json!([{ "uri": uri, "range": range(4, 11, 15) }, { "uri": uri, "range": range(10, 12, 16) }]);
    let position = json!({ "line": 2, "character": 8 });
    let arguments = json!([uri, position, uses]);
    let references = json!({ "title": "2 references", "command": "journey.showReferences", "arguments": arguments });
    assert_eq!(said[0], (2, references));
    let named = |title: &str| said.iter().find(|(_, command)| command["title"] == title).map(|(_, command)| command);
    assert_eq!(named("emotion -1 throughout").unwrap()["command"], "journey.goToLocation");
    let shown = named("show as diagram").unwrap();
    assert_eq!(shown["command"], "journey.render");
    assert_eq!(shown["arguments"], json!([{ "uri": uri, "id": "shop", "view": "journey" }]));
    assert_eq!(named("no references"), None);
    client.edit("persona maya").await;
    let stale = client.ask("codeLens/resolve", lenses[0].clone()).await;
    assert_eq!(stale["command"], json!({ "title": "", "command": "" }));
}

#[tokio::test]
async fn a_lens_is_only_read_where_the_client_has_no_command_for_it() {
    let mut client = a_client(json!({})).await;
    let lenses = client.about("textDocument/codeLens", json!({})).await;
    let resolved = client.ask("codeLens/resolve", lenses[0].clone()).await;
    assert_eq!(resolved["command"], json!({ "title": "2 references", "command": "" }));
}

#[tokio::test]
async fn links_lead_to_files_and_tickets() {
    let mut client = a_client(json!({ "textDocument": { "documentLink": { "tooltipSupport": true } } })).await;
    let links = client.about("textDocument/documentLink", json!({})).await;
    assert_eq!((&links[0]["range"], &links[0]["target"]), (&range(12, 26, 32), &json!("https://example.org/SHOP-1")));
    let file = format!("file://{}/q%203.csv", client.folder.path().display());
    assert_eq!((&links[1]["range"], &links[1]["target"]), (&range(14, 39, 46), &json!(file)));
    let resolved = client.ask("documentLink/resolve", links[1].clone()).await;
    assert_eq!(resolved["tooltip"], "Open q 3.csv");
    let resolved = client.ask("documentLink/resolve", links[0].clone()).await;
    assert_eq!(resolved["tooltip"], "Open https://example.org/SHOP-1");
    let mut client = a_client(json!({})).await;
    let links = client.about("textDocument/documentLink", json!({})).await;
    assert_eq!((&links[0]["data"], &links[0]["tooltip"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn folds_have_columns_kinds_and_texts_where_the_client_can() {
    let folding = json!({ "foldingRangeKind": { "valueSet": ["comment"] }, "foldingRange": { "collapsedText": true } });
    let mut client = a_client(json!({ "textDocument": { "foldingRange": folding } })).await;
    let folds = client.about("textDocument/foldingRange", json!({})).await;
    assert_eq!(
        folds,
        json!([
            { "startLine": 0, "startCharacter": 0, "endLine": 1, "endCharacter": 6, "kind": "comment", "collapsedText": "// 𝒵 One" },
            { "startLine": 3, "startCharacter": 21, "endLine": 12, "endCharacter": 34, "collapsedText": "1 stage, 1 opportunity" },
            { "startLine": 5, "startCharacter": 12, "endLine": 8, "endCharacter": 7, "collapsedText": "\"\"\"𝒵 Long" },
            { "startLine": 9, "startCharacter": 21, "endLine": 11, "endCharacter": 3, "collapsedText": "1 touchpoint" },
            { "startLine": 9, "startCharacter": 52, "endLine": 10, "endCharacter": 20 },
        ])
    );
}

#[tokio::test]
async fn a_client_that_folds_lines_gets_one_fold_a_line_and_no_more_than_it_wants() {
    let mut client = a_client(json!({ "textDocument": { "foldingRange": { "lineFoldingOnly": true } } })).await;
    let folds = client.about("textDocument/foldingRange", json!({})).await;
    assert_eq!(
        folds,
        json!([
            { "startLine": 0, "endLine": 1, "kind": "comment" },
            { "startLine": 3, "endLine": 12 },
            { "startLine": 5, "endLine": 8 },
            { "startLine": 9, "endLine": 11 },
        ])
    );
    let limited = json!({ "lineFoldingOnly": true, "rangeLimit": 2 });
    let mut client = a_client(json!({ "textDocument": { "foldingRange": limited } })).await;
    let folds = client.about("textDocument/foldingRange", json!({})).await;
    assert_eq!(folds, json!([{ "startLine": 0, "endLine": 1, "kind": "comment" }, { "startLine": 3, "endLine": 12 }]));
}

#[tokio::test]
async fn each_cursor_selects_outwards_to_the_whole_document() {
    let mut client = a_client(json!({})).await;
    let positions = json!([{ "line": 2, "character": 19 }, { "line": 99, "character": 0 }]);
    let selections = client.about("textDocument/selectionRange", json!({ "positions": positions })).await;
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 15, "character": 0 } });
    assert_eq!(
        selections,
        json!([
            {
                "range": range(2, 17, 21),
                "parent": {
                    "range": range(2, 14, 21),
                    "parent": {
                        "range": range(2, 13, 22),
                        "parent": { "range": range(2, 0, 22), "parent": { "range": whole } }
                    }
                }
            },
            { "range": whole },
        ])
    );
}

#[tokio::test]
async fn deep_selections_stay_readable() {
    let mut client = a_client(json!({})).await;
    let deep = format!("{} x {}", "stage s { pain p\n".repeat(100), "}".repeat(100));
    client.edit(&deep).await;
    let positions = json!([{ "line": 101, "character": 17 }]);
    let selections = client.about("textDocument/selectionRange", json!({ "positions": positions })).await;
    let text = serde_json::to_string(&selections).unwrap();
    assert!(serde_json::from_str::<Value>(&text).is_ok(), "nested too deep to be read");
}

const TYPES: [&str; 6] = ["keyword", "comment", "string", "class", "property", "variable"];

fn tokens(multiline: bool) -> Value {
    let tokens = json!({
        "requests": { "full": { "delta": true }, "range": true },
        "tokenTypes": TYPES,
        "tokenModifiers": ["declaration", "unresolved"],
        "formats": ["relative"],
        "multilineTokenSupport": multiline,
    });
    json!({ "textDocument": { "semanticTokens": tokens } })
}

/// Line, column, length, type and modifiers of each token.
fn read(data: &Value) -> Vec<(u64, u64, u64, &'static str, u64)> {
    let numbers: Vec<u64> = data.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
    let (mut line, mut start) = (0, 0);
    let token = |five: &[u64]| {
        start = if five[0] == 0 { start + five[1] } else { five[1] };
        line += five[0];
        (line, start, five[2], TYPES[five[3] as usize], five[4])
    };
    numbers.chunks(5).map(token).collect()
}

#[tokio::test]
async fn tokens_speak_the_legend_of_the_client() {
    let mut client = a_client(tokens(false)).await;
    let answer = client.about("textDocument/semanticTokens/full", json!({})).await;
    let shown = read(&answer["data"]);
    assert_eq!(
        shown[..9],
        [
            (0, 0, 9, "comment", 0),
            (1, 0, 6, "comment", 0),
            (2, 0, 7, "keyword", 0),
            (2, 8, 4, "class", 1),
            (2, 13, 9, "string", 1),
            (3, 0, 7, "keyword", 0),
            (3, 8, 4, "variable", 1),
            (3, 13, 6, "string", 1),
            (4, 2, 7, "property", 0),
        ]
    );
    let long: Vec<_> = shown.iter().filter(|token| (5..9).contains(&token.0)).copied().collect();
    let scenario = (5, 2, 8, "property", 0);
    let string = |line, start, length| (line, start, length, "string", 0);
    assert_eq!(long, [scenario, string(5, 12, 3), string(6, 0, 11), string(7, 0, 8), string(8, 0, 7)]);
    let part = client.about("textDocument/semanticTokens/range", json!({ "range": range(2, 8, 12) })).await;
    assert_eq!(read(&part["data"]), [(2, 8, 4, "class", 1)]);
    let mut client = a_client(tokens(true)).await;
    let answer = client.about("textDocument/semanticTokens/full", json!({})).await;
    let shown = read(&answer["data"]);
    let long: Vec<_> = shown.iter().filter(|token| (5..9).contains(&token.0)).copied().collect();
    assert_eq!(long, [scenario, string(5, 12, 3 + 1 + 11 + 1 + 8 + 1 + 7)]);
}

#[tokio::test]
async fn only_what_changed_is_sent_again() {
    let mut client = a_client(tokens(false)).await;
    let first = client.about("textDocument/semanticTokens/full", json!({})).await;
    let delta = |id: &Value| json!({ "previousResultId": id });
    let same = client.about("textDocument/semanticTokens/full/delta", delta(&first["resultId"])).await;
    assert_eq!(same["edits"], json!([]));
    client.edit("persona tom \"Tom\"").await;
    let changed = client.about("textDocument/semanticTokens/full/delta", delta(&same["resultId"])).await;
    let mut numbers = first["data"].as_array().unwrap().clone();
    for edit in changed["edits"].as_array().unwrap() {
        let start = edit["start"].as_u64().unwrap() as usize;
        let end = start + edit["deleteCount"].as_u64().unwrap() as usize;
        numbers.splice(start..end, edit["data"].as_array().cloned().unwrap_or_default());
    }
    let full = client.about("textDocument/semanticTokens/full", json!({})).await;
    assert_eq!(Value::Array(numbers), full["data"]);
    // `maya` is used at two places, where it now means nothing.
    assert_eq!(read(&full["data"]).iter().filter(|token| token.4 == 2).count(), 2);
    let unknown = client.about("textDocument/semanticTokens/full/delta", delta(&first["resultId"])).await;
    assert_eq!(unknown["data"], full["data"], "an answer of long ago");
}

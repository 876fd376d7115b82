//! The requests of navigation through the service, as a client asks them.

use serde_json::{Value, json};

use crate::testing::Client;

const PEOPLE: &str = "persona maya \"𝒵 Maya\"\npersona tom \"Tom\"\n";
const SHOP: &str = "\
journey shop \"Shop\" {
  persona: maya
  status: retired
  stage find \"Find\" {
    touchpoint search \"😀 Searches\" { emotion maya: -1; next: pay \"found\", pay \"in a hurry\" }
    touchpoint pay \"Pays\"
  }
}
journey next \"Next\" { of: shop; stage find \"Find\" { touchpoint pay \"Pays, next\" } }
source talks \"Talks\" { kind: interview; data: \"../data/q 3.csv\" }
";

/// A client with two open documents, `maps/people.journey` and `maps/shop.journey`.
async fn a_client(capabilities: Value) -> Client {
    let files = [("maps/people.journey", PEOPLE), ("maps/shop.journey", SHOP)];
    let mut client = Client::new(capabilities, &[("data/q 3.csv", b"")], |_| json!({})).await;
    for (name, text) in files {
        client.write(name, text.as_bytes());
        client.open(name, 1, text).await;
    }
    client
}

impl Client {
    /// Asks about a place of `shop.journey`.
    async fn at(&mut self, method: &'static str, line: u32, character: u32) -> Value {
        let params = json!({
            "textDocument": { "uri": self.uri("maps/shop.journey") },
            "position": { "line": line, "character": character },
            "context": { "includeDeclaration": true },
        });
        self.ask(method, params).await
    }
}

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

/// The values of a key in a list.
fn each<'v>(list: &'v Value, key: &str) -> Vec<&'v Value> {
    list.as_array().unwrap().iter().map(|item| &item[key]).collect()
}

#[tokio::test]
async fn the_outline_is_a_tree_where_the_client_knows_trees() {
    let symbol = json!({
        "hierarchicalDocumentSymbolSupport": true,
        "symbolKind": { "valueSet": (1..=26).collect::<Vec<_>>() },
        "tagSupport": { "valueSet": [1] },
    });
    let mut client = a_client(json!({ "textDocument": { "documentSymbol": symbol } })).await;
    let uri = client.uri("maps/shop.journey");
    let outline = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } })).await;
    assert_eq!(each(&outline, "name"), ["Shop", "Next", "Talks"]);
    assert_eq!(outline[0]["tags"], json!([1]));
    assert_eq!(outline[1]["tags"], Value::Null);
    let search = &outline[0]["children"][0]["children"][0];
    assert_eq!(search["detail"], "search · maya -1");
    assert_eq!(search["kind"], 24);
    assert_eq!(search["selectionRange"], range(4, 15, 21));
    assert_eq!(search["range"], range(4, 4, 93));
}

#[tokio::test]
async fn the_outline_is_a_list_elsewhere_with_kinds_of_the_first_version() {
    let mut client = a_client(json!({})).await;
    let uri = client.uri("maps/shop.journey");
    let outline = client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } })).await;
    assert_eq!(each(&outline, "name").len(), 8);
    assert_eq!(outline[2]["name"], "😀 Searches");
    assert_eq!(outline[2]["containerName"], "Find");
    assert_eq!(outline[2]["location"], json!({ "uri": uri, "range": range(4, 4, 93) }));
    assert_eq!(outline[0]["tags"], Value::Null);
    assert!(each(&outline, "kind").iter().all(|kind| kind.as_u64().unwrap() <= 18));
}

#[tokio::test]
async fn a_definition_is_a_link_where_the_client_knows_links() {
    let mut client = a_client(json!({ "textDocument": { "definition": { "linkSupport": true } } })).await;
    let expected = json!([{
        "originSelectionRange": range(1, 11, 15),
        "targetUri": client.uri("maps/people.journey"),
        "targetRange": range(0, 0, 22),
        "targetSelectionRange": range(0, 8, 12),
    }]);
    assert_eq!(client.at("textDocument/definition", 1, 15).await, expected);
    assert_eq!(client.at("textDocument/definition", 1, 10).await, Value::Null);
    // What the client says about one request says nothing about another.
    let declared = client.at("textDocument/declaration", 1, 11).await;
    assert_eq!(declared, json!([{ "uri": client.uri("maps/people.journey"), "range": range(0, 8, 12) }]));
}

#[tokio::test]
async fn the_path_of_a_file_leads_to_the_file() {
    let mut client = a_client(json!({})).await;
    let found = client.at("textDocument/definition", 9, 55).await;
    let uri = format!("file://{}/data/q%203.csv", client.folder.path().display());
    assert_eq!(found, json!([{ "uri": uri, "range": range(0, 0, 0) }]));
}

#[tokio::test]
async fn type_definition_and_implementation_lead_on() {
    let mut client = a_client(json!({})).await;
    let about = client.at("textDocument/typeDefinition", 4, 16).await;
    assert_eq!(about, json!([{ "uri": client.uri("maps/people.journey"), "range": range(0, 8, 12) }]));
    let to_be = client.at("textDocument/implementation", 0, 9).await;
    assert_eq!(to_be, json!([{ "uri": client.uri("maps/shop.journey"), "range": range(8, 8, 12) }]));
}

#[tokio::test]
async fn references_are_found_in_all_files() {
    let mut client = a_client(json!({})).await;
    let found = client.at("textDocument/references", 1, 11).await;
    assert_eq!(each(&found, "range"), [&range(0, 8, 12), &range(1, 11, 15), &range(4, 46, 50)]);
    assert_eq!(found[0]["uri"], client.uri("maps/people.journey"));
    let (text_document, position) =
        (json!({ "uri": client.uri("maps/people.journey") }), json!({ "line": 0, "character": 9 }));
    let context = json!({ "includeDeclaration": false });
    let params = json!({ "textDocument": text_document, "position": position, "context": context });
    let found = client.ask("textDocument/references", params).await;
    assert_eq!(each(&found, "range"), [&range(1, 11, 15), &range(4, 46, 50)]);
}

#[tokio::test]
async fn highlights_say_where_a_name_is_declared_and_used() {
    let mut client = a_client(json!({})).await;
    let found = client.at("textDocument/documentHighlight", 5, 16).await;
    assert_eq!(each(&found, "kind"), [2, 2, 3]);
    assert_eq!(found[0]["range"], range(4, 62, 65));
    assert_eq!(each(&client.at("textDocument/documentHighlight", 0, 0).await, "kind"), [1, 1, 1]);
    assert_eq!(client.at("textDocument/documentHighlight", 1, 4).await, Value::Null);
}

#[tokio::test]
async fn the_flow_is_followed_there_and_back() {
    let mut client = a_client(json!({})).await;
    let prepared = client.at("textDocument/prepareCallHierarchy", 0, 9).await;
    assert_eq!(each(&prepared, "name"), ["😀 Searches"]);
    let after = client.ask("callHierarchy/outgoingCalls", json!({ "item": prepared[0] })).await;
    assert_eq!(after[0]["to"]["name"], "Pays");
    assert_eq!(after[0]["to"]["detail"], "found; in a hurry");
    assert_eq!(after[0]["fromRanges"], json!([range(4, 62, 65), range(4, 75, 78)]));
    let before = client.ask("callHierarchy/incomingCalls", json!({ "item": after[0]["to"] })).await;
    assert_eq!(before[0]["from"]["selectionRange"], prepared[0]["selectionRange"]);
    assert_eq!(before[0]["fromRanges"], after[0]["fromRanges"]);
    assert_eq!(client.ask("callHierarchy/incomingCalls", json!({ "item": prepared[0] })).await, json!([]));
}

#[tokio::test]
async fn variants_are_followed_there_and_back() {
    let mut client = a_client(json!({})).await;
    let prepared = client.at("textDocument/prepareTypeHierarchy", 5, 16).await;
    assert_eq!(each(&prepared, "name"), ["Pays"]);
    let under = client.ask("typeHierarchy/subtypes", json!({ "item": prepared[0] })).await;
    assert_eq!(each(&under, "name"), ["Pays, next"]);
    let over = client.ask("typeHierarchy/supertypes", json!({ "item": under[0] })).await;
    assert_eq!(over[0]["selectionRange"], prepared[0]["selectionRange"]);
}

#[tokio::test]
async fn a_search_finds_labels_ids_and_paths_in_the_name_that_clients_filter() {
    let mut client = a_client(json!({})).await;
    let found = client.ask("workspace/symbol", json!({ "query": "searches" })).await;
    assert_eq!(each(&found, "name"), ["😀 Searches (shop.search)"]);
    assert_eq!(found[0]["containerName"], "Find");
    assert_eq!(found[0]["location"], json!({ "uri": client.uri("maps/shop.journey"), "range": range(4, 15, 21) }));
    let found = client.ask("workspace/symbol", json!({ "query": "" })).await;
    assert_eq!(each(&found, "name")[..3], ["Shop (shop)", "Next (next)", "𝒵 Maya (maya)"]);
}

#[tokio::test]
async fn a_document_that_nobody_knows_has_no_answers() {
    let mut client = a_client(json!({})).await;
    let unknown = json!({
        "textDocument": { "uri": "untitled:nothing" },
        "position": { "line": 0, "character": 0 },
        "context": { "includeDeclaration": true },
    });
    for method in [
        "textDocument/documentSymbol",
        "textDocument/documentHighlight",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/prepareCallHierarchy",
        "textDocument/prepareTypeHierarchy",
    ] {
        assert_eq!(client.ask(method, unknown.clone()).await, Value::Null, "{method}");
    }
}

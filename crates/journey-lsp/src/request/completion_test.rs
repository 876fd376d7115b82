//! Completion through the service, as clients with different abilities ask for it.

use serde_json::{Value, json};

use crate::testing::Client;

/// A client that says this about completion, and whether it can be told to ask again.
async fn a_client(completion: Value, again: bool) -> Client {
    let commands: &[&str] = if again { &["editor.action.triggerSuggest"] } else { &[] };
    let capabilities = json!({
        "textDocument": { "completion": completion },
        "experimental": { "commands": { "commands": commands } },
    });
    Client::new(capabilities, &[], |_| json!({})).await
}

impl Client {
    /// Opens a document and asks for completion at `|`.
    async fn complete(&mut self, name: &str, marked: &str, trigger: Option<&str>) -> Value {
        let at = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        self.open(name, 1, &text).await;
        let line = text[..at].matches('\n').count();
        let character = text[..at].rsplit('\n').next().unwrap().encode_utf16().count();
        let kind = if trigger.is_some() { 2 } else { 1 };
        let params = json!({
            "textDocument": { "uri": self.uri(name) },
            "position": { "line": line, "character": character },
            "context": { "triggerKind": kind, "triggerCharacter": trigger },
        });
        self.ask("textDocument/completion", params).await
    }
}

/// What VS Code says about itself, shortened.
fn able() -> Value {
    json!({
        "completionItem": {
            "snippetSupport": true,
            "commitCharactersSupport": true,
            "documentationFormat": ["markdown", "plaintext"],
            "insertReplaceSupport": true,
            "labelDetailsSupport": true,
            "resolveSupport": { "properties": ["documentation", "detail"] },
            "insertTextModeSupport": { "valueSet": [1, 2] },
        },
        "insertTextMode": 2,
        "completionItemKind": { "valueSet": (1..=25).collect::<Vec<_>>() },
    })
}

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

#[tokio::test]
async fn an_able_client_gets_what_it_can_show() {
    let mut client = a_client(able(), true).await;
    let text = "persona maya \"𝒵 Maya\"\npersona tom\njourney x { persona: ma|ja }\n";
    let list = client.complete("x.journey", text, None).await;
    assert!(list["isIncomplete"].is_boolean());
    let uri = client.uri("x.journey");
    assert_eq!(
        list["items"][0],
        json!({
            "label": "maya",
            "labelDetails": { "description": "𝒵 Maya" },
            "kind": 7,
            "detail": "persona · 𝒵 Maya",
            "sortText": "0000",
            "insertTextFormat": 1,
            "textEdit": { "newText": "maya", "insert": range(2, 21, 23), "replace": range(2, 21, 25) },
            "commitCharacters": [";", ","],
            "data": { "uri": uri, "topic": "declaration persona maya" },
        })
    );
    let resolved = client.ask("completionItem/resolve", list["items"][0].clone()).await;
    assert_eq!(resolved["documentation"]["kind"], "markdown");
    assert!(resolved["documentation"]["value"].as_str().unwrap().starts_with("**𝒵 Maya**"));
    assert_eq!(resolved["textEdit"], list["items"][0]["textEdit"]);
}

#[tokio::test]
async fn a_declaration_is_a_snippet_whose_lines_the_client_indents() {
    let mut client = a_client(able(), true).await;
    let list = client.complete("x.journey", "journey x {\n  sta|\n}\n", None).await;
    let stage = &list["items"][0];
    assert_eq!(
        (&stage["label"], &stage["insertTextFormat"], &stage["insertTextMode"]),
        (&json!("stage"), &json!(2), &json!(2))
    );
    assert_eq!(
        stage["textEdit"]["newText"],
        "stage ${1:new_stage} \"${2:New stage}\" {\n  goal: \"${3}\"\n  ${0}\n\\}"
    );
    assert_eq!(list["items"][1]["command"]["command"], "editor.action.triggerSuggest");
}

#[tokio::test]
async fn a_client_that_says_nothing_gets_plain_text() {
    let mut client = a_client(json!({}), false).await;
    let list = client.complete("x.journey", "journey x {\n  sta|\n}\n", None).await;
    let stage = &list["items"][0];
    assert_eq!(stage["textEdit"]["newText"], "stage new_stage \"New stage\" {\n  goal: \"\"\n  \n}");
    assert_eq!(stage["textEdit"]["range"], range(1, 2, 5));
    for key in ["insertTextFormat", "insertTextMode", "labelDetails", "commitCharacters", "command"] {
        assert_eq!(stage[key], Value::Null, "{key}");
    }
    let kinds = list["items"].as_array().unwrap().iter().map(|item| item["kind"].as_u64().unwrap());
    assert!(kinds.max().unwrap() <= 18);
    let resolved = client.ask("completionItem/resolve", stage.clone()).await;
    assert!(!resolved["documentation"].as_str().unwrap().contains("```"));
}

#[tokio::test]
async fn a_client_that_inserts_as_it_is_gets_indented_lines() {
    let as_is = json!({ "completionItem": { "insertTextModeSupport": { "valueSet": [1] } } });
    let mut client = a_client(as_is, false).await;
    let list = client.complete("x.journey", "journey x {\n\tsta|\n}\n", None).await;
    assert_eq!(list["items"][0]["textEdit"]["newText"], "stage new_stage \"New stage\" {\n\t\tgoal: \"\"\n\t\t\n\t}");
    assert_eq!(list["items"][0]["insertTextMode"], 1);
}

#[tokio::test]
async fn documentation_comes_at_once_where_the_client_cannot_ask_later() {
    let at_once = json!({ "completionItem": { "resolveSupport": { "properties": ["additionalTextEdits"] } } });
    let mut client = a_client(at_once, false).await;
    let list = client.complete("x.journey", "channel x { kind: | }\n", None).await;
    assert!(list["items"][0]["documentation"].as_str().unwrap().starts_with("Something on a screen"));
}

#[tokio::test]
async fn a_space_that_indents_or_ends_a_line_opens_no_list() {
    let mut client = a_client(able(), true).await;
    assert_eq!(client.complete("a.journey", "journey x {\n  |\n}\n", Some(" ")).await, Value::Null);
    assert_ne!(client.complete("b.journey", "journey x {\n  |\n}\n", None).await, Value::Null);
    assert_ne!(client.complete("c.journey", "channel x { kind: |\n}\n", Some(" ")).await, Value::Null);
    assert_eq!(client.complete("d.journey", "persona x { goal: \"To |\"\n}\n", Some(" ")).await, Value::Null);
    assert_eq!(client.complete("f.journey", "channel x {\n  kind: digital |\n}\n", Some(" ")).await, Value::Null);
    assert_ne!(client.complete("g.journey", "channel x {\n  kind: digital f|\n}\n", None).await, Value::Null);
    assert_eq!(client.complete("e.journey", "// A |\n", Some(" ")).await, Value::Null);
}

#[tokio::test]
async fn the_settings_of_a_project_are_completed_and_explained() {
    let mut client = a_client(able(), true).await;
    let list = client.complete("journey.toml", "[rules]\nunused-na|\n", None).await;
    let item = &list["items"][0];
    assert_eq!(item["label"], "unused-name");
    assert_eq!(item["data"]["topic"], "rule unused-name");
    let resolved = client.ask("completionItem/resolve", item.clone()).await;
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("## What it does"));
    let place =
        json!({ "textDocument": { "uri": client.uri("journey.toml") }, "position": { "line": 0, "character": 3 } });
    let hover = client.ask("textDocument/hover", place).await;
    assert_eq!(hover["range"], range(0, 1, 6));
}

#[tokio::test]
async fn what_nobody_knows_has_no_completion() {
    let mut client = a_client(able(), true).await;
    let place = json!({ "textDocument": { "uri": "untitled:nothing" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(client.ask("textDocument/completion", place).await, Value::Null);
    let strange = json!({ "label": "x", "data": { "uri": "untitled:nothing", "topic": "colour red" } });
    assert_eq!(client.ask("completionItem/resolve", strange.clone()).await, strange);
    assert_eq!(client.ask("completionItem/resolve", json!({ "label": "x" })).await, json!({ "label": "x" }));
}

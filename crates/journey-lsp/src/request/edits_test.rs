//! The requests that change texts, through the service, as a client asks them.

use serde_json::{Value, json};

use crate::testing::Client;

const PEOPLE: &str = "persona maya \"𝒵 Maya\"\npersona \"Tom T\"\n";
const SHOP: &str = "\
journey shop \"Shop\" {
  persona: maya, tom_t
  stage find \"Find\" {
    touchpoint search \"😀 Searches\" { emotion maya: -1; next: find.pay, nowhere }
    touchpoint pay \"Pays\"
  }
  stage receive \"Receive\" { touchpoint door \"Opens\" }
}
source talks \"Talks\" { kind: \"interview\"; data: \"../data/q3.csv\" }
";

/// A client with two open documents, `maps/people.journey` and `maps/shop.journey`.
async fn a_client(capabilities: Value) -> Client {
    let mut client = Client::new(capabilities, &[], |_| json!({})).await;
    for (name, text) in [("maps/people.journey", PEOPLE), ("maps/shop.journey", SHOP)] {
        client.write(name, text.as_bytes());
        client.open(name, 7, text).await;
    }
    client
}

impl Client {
    async fn rename(&mut self, line: u32, character: u32, name: &str) -> Result<Value, (i64, String)> {
        let params = json!({
            "textDocument": { "uri": self.uri("maps/shop.journey") },
            "position": { "line": line, "character": character },
            "newName": name,
        });
        self.try_ask("textDocument/rename", params).await
    }

    /// The code actions at a place of `shop.journey`.
    async fn actions(&mut self, line: u32, character: u32, only: Value) -> Vec<Value> {
        let params = json!({
            "textDocument": { "uri": self.uri("maps/shop.journey") },
            "range": range(line, character, character),
            "context": { "diagnostics": [], "only": only },
        });
        self.ask("textDocument/codeAction", params).await.as_array().unwrap().clone()
    }
}

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let fitting: Vec<&Value> =
        actions.iter().filter(|action| action["title"].as_str().unwrap().starts_with(title)).collect();
    assert_eq!(fitting.len(), 1, "{title}: {actions:#?}");
    fitting[0]
}

/// What VS Code says that it can do, as far as it is about edits.
fn everything() -> Value {
    json!({
        "workspace": {
            "applyEdit": true,
            "workspaceEdit": {
                "documentChanges": true,
                "resourceOperations": ["create", "rename", "delete"],
                "changeAnnotationSupport": { "groupsOnLabel": true },
            },
        },
        "textDocument": {
            "rename": { "prepareSupport": true },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["", "quickfix", "refactor"] } },
                "isPreferredSupport": true,
                "disabledSupport": true,
                "dataSupport": true,
                "honorsChangeAnnotations": true,
                "resolveSupport": { "properties": ["edit"] },
            },
        },
    })
}

/// The same without resolving and without edits of several kinds.
fn literals_only() -> Value {
    json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } } })
}

#[tokio::test]
async fn a_rename_changes_every_document_with_its_version() {
    let mut client = a_client(everything()).await;
    let (people, shop) = (client.uri("maps/people.journey"), client.uri("maps/shop.journey"));
    let edit = client.rename(1, 12, "mia").await.unwrap();
    let edits = |uri: &str, edits: Value| json!({ "textDocument": { "uri": uri, "version": 7 }, "edits": edits });
    let to = |range: Value| json!({ "range": range, "newText": "mia" });
    assert_eq!(
        edit,
        json!({ "documentChanges": [
            edits(&people, json!([to(range(0, 8, 12))])),
            edits(&shop, json!([to(range(1, 11, 15)), to(range(3, 46, 50))])),
        ] })
    );
}

#[tokio::test]
async fn a_client_without_versions_gets_plain_changes_and_a_label_gets_its_id() {
    let mut client = a_client(json!({})).await;
    let (people, shop) = (client.uri("maps/people.journey"), client.uri("maps/shop.journey"));
    let edit = client.rename(1, 20, "tom").await.unwrap();
    assert_eq!(
        edit,
        json!({ "changes": {
            people: [{ "range": range(1, 8, 8), "newText": "tom " }],
            shop: [{ "range": range(1, 17, 22), "newText": "tom" }],
        } })
    );
}

#[tokio::test]
async fn what_cannot_be_renamed_is_refused_with_a_reason() {
    let mut client = a_client(everything()).await;
    let (code, message) = client.rename(1, 12, "no id!").await.unwrap_err();
    assert_eq!(code, -32803);
    assert!(message.contains("`no id!` cannot be an id") && message.contains("`no_id`"), "{message}");
    let at = |line: u32, character: u32, uri: &str| json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
    let shop = client.uri("maps/shop.journey");
    assert_eq!(client.try_ask("textDocument/prepareRename", at(2, 3, &shop)).await.unwrap_err().0, -32803);
    assert_eq!(
        client.ask("textDocument/prepareRename", at(3, 63, &shop)).await,
        json!({ "range": range(3, 62, 66), "placeholder": "find" })
    );
    assert_eq!(client.ask("textDocument/prepareRename", at(0, 0, "file:///nowhere/x.txt")).await, Value::Null);
}

#[tokio::test]
async fn the_edit_of_an_action_comes_when_it_is_chosen() {
    let mut client = a_client(everything()).await;
    let actions = client.actions(4, 18, json!(null)).await;
    let action = titled(&actions, "Move to the next stage");
    assert_eq!((&action["kind"], &action["edit"]), (&json!("refactor.move"), &Value::Null));
    let resolved = client.ask("codeAction/resolve", action.clone()).await;
    let edit = &resolved["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"]["version"], 7);
    assert!(edit["edits"].as_array().unwrap().len() > 1, "{edit:#}");

    // The text is another one by now.
    let version = json!({ "uri": client.uri("maps/shop.journey"), "version": 8 });
    client.tell("textDocument/didChange", json!({ "textDocument": version, "contentChanges": [{ "text": "" }] })).await;
    assert_eq!(client.try_ask("codeAction/resolve", action.clone()).await.unwrap_err().0, -32801);
    let strange = json!({ "title": "Somebody else's", "data": 1 });
    assert_eq!(client.try_ask("codeAction/resolve", strange).await.unwrap_err().0, -32602);
}

#[tokio::test]
async fn fixes_say_what_they_mend_and_which_is_preferred() {
    let mut client = a_client(everything()).await;
    let actions = client.actions(8, 34, json!(["quickfix"])).await;
    let fix = titled(&actions, "Change to `interview`");
    assert_eq!(fix["isPreferred"], true);
    assert_eq!(fix["diagnostics"][0]["code"], "wrong-value");
    let created = client.actions(3, 75, json!(["quickfix"])).await;
    let create = titled(&created, "Create touchpoint `nowhere` after `search`");
    assert_eq!(create["diagnostics"][0]["code"], "unknown-name");
    assert_eq!(create["isPreferred"], Value::Null);
    let all = client.actions(0, 0, json!(["source.fixAll"])).await;
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["kind"], "source.fixAll.journey");
    assert_eq!(client.actions(0, 0, json!(["source.organizeImports"])).await, [] as [Value; 0]);
}

#[tokio::test]
async fn a_suggestion_that_changes_another_document_has_to_be_confirmed() {
    let mut client = a_client(everything()).await;
    let text = SHOP.replace("maya, tom_t", "maya, zyxwv");
    let version = json!({ "uri": client.uri("maps/shop.journey"), "version": 8 });
    client
        .tell("textDocument/didChange", json!({ "textDocument": version, "contentChanges": [{ "text": text }] }))
        .await;
    let actions = client.actions(1, 20, json!(["quickfix"])).await;
    let action = titled(&actions, "Create persona `zyxwv` in people.journey").clone();
    let edit = client.ask("codeAction/resolve", action).await["edit"].clone();
    let id = edit["documentChanges"][0]["edits"][0]["annotationId"].as_str().unwrap().to_owned();
    assert_eq!(edit["changeAnnotations"][&id]["needsConfirmation"], true);
    let here = titled(&actions, "Create persona `zyxwv` at the top").clone();
    assert_eq!(client.ask("codeAction/resolve", here).await["edit"]["changeAnnotations"], Value::Null);
}

#[tokio::test]
async fn new_files_come_only_to_clients_that_can_make_them() {
    let mut client = a_client(everything()).await;
    let action = titled(&client.actions(0, 10, json!(["refactor.move"])).await, "Move this journey").clone();
    let edit = client.ask("codeAction/resolve", action).await["edit"].clone();
    let new = format!("file://{}/maps/shop_2.journey", client.folder.path().display());
    assert_eq!(edit["documentChanges"][0]["kind"], "create");
    assert_eq!(edit["documentChanges"][0]["uri"], new);
    assert_eq!(edit["documentChanges"][0]["options"]["overwrite"], false);
    assert_eq!(edit["documentChanges"][1]["textDocument"], json!({ "uri": new, "version": null }));
    assert!(edit["documentChanges"][1]["edits"][0]["newText"].as_str().unwrap().starts_with("journey shop"));
    assert_eq!(edit["documentChanges"][2]["textDocument"]["version"], 7);

    let mut client = a_client(literals_only()).await;
    assert_eq!(client.actions(0, 10, json!(["refactor.move"])).await, [] as [Value; 0]);
}

#[tokio::test]
async fn a_client_that_cannot_resolve_gets_edits_at_once_and_nothing_that_it_does_not_know() {
    let mut client = a_client(literals_only()).await;
    let actions = client.actions(4, 18, json!(null)).await;
    assert!(!actions.is_empty());
    for action in &actions {
        assert!(action["edit"]["changes"].is_object(), "{action:#}");
        for absent in ["data", "isPreferred", "disabled"] {
            assert_eq!(action[absent], Value::Null);
        }
    }
}

#[tokio::test]
async fn what_cannot_be_done_is_told_where_the_client_shows_it() {
    let whole_stage = |client: Vec<Value>| titled(&client, "Give these 2 touchpoints").clone();
    let mut client = a_client(everything()).await;
    let action = whole_stage(client.actions(3, 20, json!(["refactor"])).await);
    assert_eq!(action["disabled"]["reason"], "The stage has no other touchpoints: nothing would be left in it.");
    let mut client = a_client(literals_only()).await;
    let actions = client.actions(3, 20, json!(["refactor"])).await;
    assert!(actions.iter().all(|action| !action["title"].as_str().unwrap().starts_with("Give")), "{actions:#?}");
}

#[tokio::test]
async fn a_client_that_knows_commands_only_is_asked_to_make_the_edit() {
    let mut client = a_client(json!({ "workspace": { "applyEdit": true } })).await;
    let actions = client.actions(8, 34, json!(null)).await;
    let action = titled(&actions, "Change to `interview`").clone();
    assert_eq!(action["command"], "journey.applyAction");
    assert_eq!(action["kind"], Value::Null);
    client.tell("initialized", json!({})).await;
    let done = json!({ "command": action["command"], "arguments": action["arguments"] });
    assert_eq!(client.ask("workspace/executeCommand", done).await, Value::Null);
    let asked = client.heard("workspace/applyEdit", |_| true).await;
    let uri = client.uri("maps/shop.journey");
    assert_eq!(asked["label"], "Change to `interview`");
    assert_eq!(asked["edit"]["changes"][&uri], json!([{ "range": range(8, 29, 40), "newText": "interview" }]));
    let nothing = json!({ "command": "journey.applyAction", "arguments": [] });
    assert_eq!(client.try_ask("workspace/executeCommand", nothing).await.unwrap_err().0, -32602);

    let mut client = a_client(json!({})).await;
    assert_eq!(client.actions(8, 34, json!(null)).await, [] as [Value; 0]);
}

#[tokio::test]
async fn paths_stay_right_when_files_and_folders_move() {
    let mut client = a_client(everything()).await;
    let at = |name: &str| format!("file://{}/{name}", client.folder.path().display());
    let moved = |from: &str, to: &str| json!({ "files": [{ "oldUri": at(from), "newUri": at(to) }] });
    let (data, folder, up) = (
        moved("data/q3.csv", "data/q%204.csv"),
        moved("maps", "2026/maps"),
        moved("maps/shop.journey", "shop.journey"),
    );
    let new = |edit: &Value| edit["documentChanges"][0]["edits"][0]["newText"].as_str().map(str::to_owned);
    let edit = client.ask("workspace/willRenameFiles", data).await;
    assert_eq!(new(&edit).unwrap(), "\"../data/q 4.csv\"");
    assert_eq!(
        edit["documentChanges"][0]["textDocument"],
        json!({ "uri": client.uri("maps/shop.journey"), "version": 7 })
    );
    assert_eq!(new(&client.ask("workspace/willRenameFiles", folder).await).unwrap(), "\"../../data/q3.csv\"");
    assert_eq!(new(&client.ask("workspace/willRenameFiles", up).await).unwrap(), "\"data/q3.csv\"");
    let nothing = json!({ "files": [{ "oldUri": "untitled:a", "newUri": "untitled:b" }] });
    assert_eq!(client.ask("workspace/willRenameFiles", nothing).await, Value::Null);
}

//! An hour in the life of each editor: everything it can ask for, in the order of somebody who works.

use journey_tests::lsp::{Client, Editor};
use serde_json::{Value, json};

use crate::fixture::{PEOPLE, SHOP, begin, folder, until_read};

#[test]
fn vs_code_is_served() {
    session(Editor::VsCode);
}

#[test]
fn neovim_is_served() {
    session(Editor::Neovim);
}

#[test]
fn emacs_is_served() {
    session(Editor::Emacs);
}

#[test]
fn helix_is_served() {
    session(Editor::Helix);
}

fn session(editor: Editor) {
    let folder = folder();
    folder.write("data/q3.csv", "score\n5\n");
    folder.write("next.journey", NEXT);
    let mut client = begin(editor.params(&folder.path()));
    let shop = folder.uri("shop.journey");
    client.open(&shop, SHOP);
    until_read(&mut client);
    everything_is_offered(&client, editor);

    types_half_a_line(&mut client, &shop);
    reads(&mut client, &shop, &folder.uri("people.journey"));
    follows_the_flow(&mut client, &shop);
    looks_over(&mut client, &shop);
    mends(&mut client, &shop);
    renames(&mut client, &shop);
    lays_out(&mut client, &shop);

    let next = folder.uri("next.journey");
    client.open(&next, NEXT);
    client.until_codes(&next, &[]);
    links(&mut client, &next);

    client.settings = json!({ "journey": { "lenses": { "render": false } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": client.settings.clone() }));
    folder.write("people.journey", &PEOPLE.replace("Maya", "Mia"));
    let changes = json!([{ "uri": folder.uri("people.journey"), "type": 2 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    client.ask_until("workspace/symbol", json!({ "query": "Mia" }), |found| {
        found.as_array().is_some_and(|found| !found.is_empty())
    });
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": shop } }));
    client.close(&next);
    client.close(&shop);
    client.finish();
}

/// A to-be of the shop, with evidence in a file and a persona's variant of the journey.
const NEXT: &str = "\
journey weekly_shop_next \"Weekly shop, next year\" {
  state: to-be
  of: weekly_shop
  persona: maya
  source: survey
  stage discover \"Discover\" {
    touchpoint search \"Searches\" { emotion: +1 }
  }
}
source survey \"Survey\" { kind: survey; data: \"data/q3.csv\" }
";

/// What an editor can show has to be there to be shown.
fn everything_is_offered(client: &Client, editor: Editor) {
    let features = [
        ("callHierarchy", "textDocument/prepareCallHierarchy"),
        ("codeAction", "textDocument/codeAction"),
        ("codeLens", "textDocument/codeLens"),
        ("completion", "textDocument/completion"),
        ("declaration", "textDocument/declaration"),
        ("definition", "textDocument/definition"),
        ("documentHighlight", "textDocument/documentHighlight"),
        ("documentLink", "textDocument/documentLink"),
        ("documentSymbol", "textDocument/documentSymbol"),
        ("foldingRange", "textDocument/foldingRange"),
        ("formatting", "textDocument/formatting"),
        ("hover", "textDocument/hover"),
        ("implementation", "textDocument/implementation"),
        ("inlayHint", "textDocument/inlayHint"),
        ("onTypeFormatting", "textDocument/onTypeFormatting"),
        ("rangeFormatting", "textDocument/rangeFormatting"),
        ("references", "textDocument/references"),
        ("rename", "textDocument/rename"),
        ("selectionRange", "textDocument/selectionRange"),
        ("semanticTokens", "textDocument/semanticTokens/full"),
        ("semanticTokens", "textDocument/semanticTokens/full/delta"),
        ("semanticTokens", "textDocument/semanticTokens/range"),
        ("typeDefinition", "textDocument/typeDefinition"),
        ("typeHierarchy", "textDocument/prepareTypeHierarchy"),
    ];
    let capabilities = &client.ledger.client["textDocument"];
    let wanted = features.iter().filter(|(feature, _)| capabilities.get(feature).is_some());
    let missing: Vec<_> = wanted.filter(|(_, method)| !client.serves(method)).collect();
    assert!(missing.is_empty(), "{editor:?} can, and the server cannot: {missing:?}");
    assert_eq!(client.serves("workspace/diagnostic"), client.pulls(), "{editor:?}");
    assert!(client.serves("workspace/symbol") && client.serves("workspace/executeCommand"));
}

/// The answer to a request about some words, which must not be empty; `None` where the editor cannot ask.
fn about(client: &mut Client, method: &str, uri: &str, words: &str) -> Option<Value> {
    if !client.serves(method) || !can(client, method) {
        return None;
    }
    let mut params = client.documents.at(uri, words);
    params["context"] = json!({ "includeDeclaration": true, "triggerKind": 1 });
    let answer = client.ask(method, params);
    assert!(!answer.is_null() && answer != json!([]), "{method} about {words:?} gives nothing");
    Some(answer)
}

fn can(client: &Client, method: &str) -> bool {
    let feature = method.trim_start_matches("textDocument/").split('/').next().expect("a word");
    let feature = match feature {
        "prepareCallHierarchy" => "callHierarchy",
        "prepareTypeHierarchy" => "typeHierarchy",
        feature => feature,
    };
    // Helix goes to places without saying so.
    let is_helix = client.ledger.client["workspace"].get("diagnostic").is_some();
    let unsaid = ["definition", "declaration", "typeDefinition", "implementation", "references", "documentHighlight"];
    client.ledger.client["textDocument"].get(feature).is_some() || is_helix && unsaid.contains(&feature)
}

fn types_half_a_line(client: &mut Client, uri: &str) {
    client.replace(uri, "      next: search\n", "      next: search\n      \n");
    let mut typed = String::from("next: search\n      ");
    for letter in "frontstage: ap".chars() {
        let at = client.documents.behind(uri, &typed)["position"].clone();
        client.change(uri, json!([{ "range": { "start": at, "end": at }, "text": letter }]));
        typed.push(letter);
        let mut params = client.documents.behind(uri, &typed);
        params["context"] = json!({ "triggerKind": 1 });
        let answer = client.ask("textDocument/completion", params);
        let items = if answer.is_array() { &answer } else { &answer["items"] };
        if typed.ends_with("front") || typed.ends_with("ap") {
            let expected = if typed.ends_with("ap") { "app" } else { "frontstage" };
            let item = items.as_array().into_iter().flatten().find(|item| item["label"] == expected);
            let item = item.unwrap_or_else(|| panic!("no {expected} behind {typed:?}: {answer}")).clone();
            if client.serves("completionItem/resolve") {
                let resolved = client.ask("completionItem/resolve", item);
                assert_eq!(resolved["label"], expected);
            }
        }
    }
    client.replace(uri, "frontstage: ap\n", "frontstage: app \"Shows results\"\n");
    client.until_codes(uri, &[]);
    client.change(uri, json!([{ "text": SHOP }]));
    client.until_codes(uri, &[]);
}

fn reads(client: &mut Client, shop: &str, people: &str) {
    let hover = about(client, "textDocument/hover", shop, "maya").expect("every editor hovers");
    assert!(hover["contents"]["value"].as_str().is_some_and(|text| text.contains("Maya")), "{hover}");
    about(client, "textDocument/hover", shop, "emotion");
    for words in ["maya", "app", "interviews", "stale\n", "search\n"] {
        let target = about(client, "textDocument/definition", shop, words).expect("every editor goes there");
        let target = if target.is_array() { target[0].clone() } else { target };
        let uri = target["uri"].as_str().or(target["targetUri"].as_str()).expect("an address").to_owned();
        let is_here = words.ends_with('\n');
        assert_eq!(uri, if is_here { shop } else { people }, "{words:?}");
        let range = target.get("range").or(target.get("targetSelectionRange")).expect("a range");
        assert_eq!(client.documents.slice(&uri, range).unwrap(), words.trim_end());
        about(client, "textDocument/declaration", shop, words);
    }
    let references = about(client, "textDocument/references", shop, "maya").unwrap();
    assert_eq!(references.as_array().unwrap().len(), 4, "{references}");
    about(client, "textDocument/typeDefinition", shop, "search \"");
    about(client, "textDocument/implementation", shop, "stale \"");
    about(client, "textDocument/documentHighlight", shop, "app");
}

fn follows_the_flow(client: &mut Client, uri: &str) {
    if let Some(items) = about(client, "textDocument/prepareCallHierarchy", uri, "pay \"") {
        let item = &items[0];
        let incoming = client.ask("callHierarchy/incomingCalls", json!({ "item": item }));
        let outgoing = client.ask("callHierarchy/outgoingCalls", json!({ "item": item }));
        // Search comes before it, and it leads back there.
        assert!(incoming.to_string().contains("Searches") || incoming.to_string().contains("search"), "{incoming}");
        assert!(outgoing.to_string().contains("Searches") || outgoing.to_string().contains("search"), "{outgoing}");
    }
    // No editor here says that it shows hierarchies of types but VS Code.
    if let Some(items) = about(client, "textDocument/prepareTypeHierarchy", uri, "weekly_shop") {
        let variants = client.ask("typeHierarchy/subtypes", json!({ "item": items[0] }));
        assert!(variants.to_string().contains("weekly_shop_next"), "{variants}");
        assert!(
            client.ask("typeHierarchy/supertypes", json!({ "item": items[0] })).as_array().is_none_or(Vec::is_empty)
        );
        let back = client.ask("typeHierarchy/supertypes", json!({ "item": variants[0] }));
        assert!(back.to_string().contains("Weekly shop"), "{back}");
    }
}

fn looks_over(client: &mut Client, uri: &str) {
    about(client, "textDocument/documentSymbol", uri, "maya");
    about(client, "textDocument/foldingRange", uri, "maya");
    let found = client.ask("workspace/symbol", json!({ "query": "wkshop" }));
    assert!(found.to_string().contains("Weekly shop"), "a part of the letters is enough: {found}");
    client.ask("workspace/symbol", json!({ "query": "" }));
    if can(client, "textDocument/selectionRange") {
        let positions =
            json!([client.documents.at(uri, "irritated")["position"], client.documents.at(uri, "next")["position"]]);
        let selections = client
            .ask("textDocument/selectionRange", json!({ "textDocument": { "uri": uri }, "positions": positions }));
        assert!(!selections[0]["parent"].is_null(), "{selections}");
    }
    if can(client, "textDocument/semanticTokens") {
        let full = client.ask("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": uri } }));
        assert!(full["data"].as_array().unwrap().len() > 100);
        let params = json!({ "textDocument": { "uri": uri }, "previousResultId": full["resultId"] });
        assert_eq!(client.ask("textDocument/semanticTokens/full/delta", params)["edits"], json!([]));
        let range = json!({ "start": { "line": 2, "character": 0 }, "end": { "line": 9, "character": 0 } });
        client.ask("textDocument/semanticTokens/range", json!({ "textDocument": { "uri": uri }, "range": range }));
    }
    let whole =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": SHOP.lines().count(), "character": 0 } });
    if can(client, "textDocument/inlayHint") {
        let hints = client.ask("textDocument/inlayHint", json!({ "textDocument": { "uri": uri }, "range": whole }));
        assert!(hints.to_string().contains("Mobile app"), "the label behind an id: {hints}");
        for hint in hints.as_array().unwrap().clone() {
            if client.ledger.client["textDocument"]["inlayHint"].get("resolveSupport").is_some() {
                client.ask("inlayHint/resolve", hint);
            }
        }
    }
    if can(client, "textDocument/codeLens") {
        let lenses = client.ask("textDocument/codeLens", json!({ "textDocument": { "uri": uri } }));
        assert!(!lenses.as_array().unwrap().is_empty());
        for lens in lenses.as_array().unwrap().clone() {
            let shown = if lens.get("command").is_some() { lens } else { client.ask("codeLens/resolve", lens) };
            assert!(!shown["command"]["title"].as_str().unwrap().is_empty(), "{shown}");
        }
    }
    if client.pulls() {
        let report = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
        assert!(report["items"].as_array().unwrap().len() >= 3, "{report}");
    }
    let commands = client.ledger.server["executeCommandProvider"]["commands"].clone();
    for command in commands.as_array().expect("commands") {
        if command.as_str().unwrap().contains("list") {
            let listed = client.ask("workspace/executeCommand", json!({ "command": command, "arguments": [] }));
            assert!(listed.to_string().contains("weekly_shop"), "{listed}");
        }
    }
    let rendered = client.ask("journey/render", json!({ "uri": uri, "id": "weekly_shop" }));
    assert!(rendered["text"].as_str().unwrap().contains("journey"), "{rendered}");
    // What a live preview goes through: a picture whose elements lead back to the text.
    for view in rendered["choices"]["views"].as_array().unwrap() {
        let asked = json!({ "uri": uri, "id": "weekly_shop", "view": view["id"], "format": "svg" });
        let drawn = client.ask("journey/render", asked);
        assert_eq!(drawn["svg"].is_string(), view["svg"] == true, "{drawn}");
        assert!(drawn["svg"].is_string() != drawn["picture"].is_string(), "{drawn}");
    }
}

fn mends(client: &mut Client, uri: &str) {
    client.replace(uri, "persona: maya", "persona: mayo");
    client.until_codes(uri, &["unknown-name"]);
    let diagnostics = client.diagnostics(uri);
    let context = json!({ "diagnostics": diagnostics, "triggerKind": 1 });
    let params = json!({ "textDocument": { "uri": uri }, "range": diagnostics[0]["range"], "context": context });
    let actions = client.ask("textDocument/codeAction", params);
    let fix = actions.as_array().unwrap().iter().find(|action| action["title"].as_str().unwrap().contains("`maya`"));
    let fix = fix.unwrap_or_else(|| panic!("nothing mends it: {actions}")).clone();
    let fix = if fix.get("edit").is_some() { fix } else { client.ask("codeAction/resolve", fix) };
    client.apply(&fix["edit"]);
    client.until_codes(uri, &[]);
    assert_eq!(client.documents.text(uri).unwrap(), SHOP);
}

fn renames(client: &mut Client, uri: &str) {
    if client.serves("textDocument/prepareRename") {
        about(client, "textDocument/prepareRename", uri, "stale\n");
    }
    let mut params = client.documents.at(uri, "stale\n");
    params["newName"] = json!("old_results");
    let edit = client.ask("textDocument/rename", params);
    client.apply(&edit);
    client.until_codes(uri, &[]);
    assert_eq!(
        client.documents.text(uri).unwrap(),
        SHOP.replace("stale ", "old_results ").replace("stale\n", "old_results\n")
    );
    client.change(uri, json!([{ "text": SHOP }]));
}

/// A text that lost its layout gets it back, by whatever the editor can ask for.
fn lays_out(client: &mut Client, uri: &str) {
    let tidy = client.documents.text(uri).expect("it is open");
    let messy = tidy.replace("    touchpoint pay", "  touchpoint  pay").replace("next: search\n", "next:search ;  \n");
    assert_ne!(messy, tidy);
    let options = json!({ "tabSize": 8, "insertSpaces": false, "trimTrailingWhitespace": false });
    let lines = messy.lines().count();
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": lines, "character": 0 } });
    for method in ["textDocument/formatting", "textDocument/rangeFormatting"] {
        if client.serves(method) && can(client, method) {
            client.change(uri, json!([{ "text": messy }]));
            let params = json!({ "textDocument": { "uri": uri }, "options": options, "range": whole });
            let edits = client.ask(method, params);
            client.apply(&json!({ "changes": { uri: edits } }));
            assert_eq!(client.documents.text(uri).as_ref(), Some(&tidy), "{method}");
        }
    }
    if client.serves("textDocument/onTypeFormatting") && can(client, "textDocument/onTypeFormatting") {
        client.change(uri, json!([{ "text": tidy.replace("      next: search\n", "      next: search\n\n") }]));
        let mut params = client.documents.behind(uri, "next: search\n");
        params["ch"] = json!("\n");
        params["options"] = options;
        let edits = client.ask("textDocument/onTypeFormatting", params);
        client.apply(&json!({ "changes": { uri: edits } }));
        let indented = tidy.replace("      next: search\n", "      next: search\n      \n");
        assert_eq!(client.documents.text(uri), Some(indented));
    }
    client.change(uri, json!([{ "text": tidy }]));
    client.until_codes(uri, &[]);
}

fn links(client: &mut Client, uri: &str) {
    let Some(links) = about(client, "textDocument/documentLink", uri, "of") else { return };
    let link = links[0].clone();
    assert_eq!(client.documents.slice(uri, &link["range"]).unwrap().trim_matches('"'), "data/q3.csv");
    let link = if link.get("target").is_some() { link } else { client.ask("documentLink/resolve", link) };
    assert!(link["target"].as_str().unwrap().ends_with("/data/q3.csv"), "{link}");
}

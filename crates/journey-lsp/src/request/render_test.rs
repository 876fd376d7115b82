//! `journey/render` through the service, as a live preview asks it.

use serde_json::{Value, json};

use crate::testing::Client;

/// With characters of two UTF-16 units before what is asked for.
const SHOP: &str = "\
// 𝒵 One
persona maya \"𝒵 Maya\"
persona tom \"Tom\"
journey shop \"Weekly 𝒵 shop\" {
  persona: maya
  stage find \"𝒵 Find\" {
    touchpoint search \"Searches\" { emotion: -1
      pain stale \"𝒵 Out of stock\"
    }
    touchpoint pay \"Pays\"
  }
}
journey next \"Next year\" { persona: tom; stage a \"A\" { touchpoint b \"B\" } }
";

async fn a_client(text: &str) -> Client {
    let mut client = Client::new(json!({}), &[], |_| json!({})).await;
    client.open("shop.journey", 1, text).await;
    client
}

impl Client {
    async fn rendered(&mut self, more: Value) -> Value {
        self.try_rendered(more).await.unwrap()
    }

    async fn try_rendered(&mut self, more: Value) -> Result<Value, (i64, String)> {
        let mut params = json!({ "uri": self.uri("shop.journey") });
        params.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        self.try_ask("journey/render", params).await
    }
}

/// The places of an answer: name, keyword, id and label, and where they start.
#[cfg(feature = "pictures")]
fn places(rendered: &Value) -> Vec<(String, String, u64, u64)> {
    let text = |place: &Value, key: &str| place[key].as_str().unwrap().to_owned();
    let all = rendered["places"].as_array().unwrap().iter();
    all.map(|place| {
        let start = &place["location"]["range"]["start"];
        let named = format!("{} {} “{}”", text(place, "kind"), text(place, "id"), text(place, "label"));
        (text(place, "element"), named, start["line"].as_u64().unwrap(), start["character"].as_u64().unwrap())
    })
    .collect()
}

#[cfg(feature = "pictures")]
#[tokio::test]
async fn a_picture_leads_back_to_the_text_and_follows_the_cursor() {
    let mut client = a_client(SHOP).await;
    // In the label of the pain, which begins at UTF-16 unit 17.
    let position = json!({ "line": 7, "character": 30 });
    let map = client.rendered(json!({ "format": "svg", "view": "map", "position": position })).await;
    assert_eq!((map["id"].as_str(), map["label"].as_str()), (Some("shop"), Some("Weekly 𝒵 shop")));
    assert_eq!((map["language"].as_str(), map["view"].as_str()), (Some("mermaid"), Some("map")));
    assert!(
        map["text"].as_str().unwrap().contains("block-beta") && map["table"].as_str().unwrap().contains("Searches")
    );
    assert_eq!((&map["picture"], &map["fallback"]), (&Value::Null, &Value::Null));
    let places = places(&map);
    let expected = [
        ("p1", "journey shop “Weekly 𝒵 shop”", 3, 0),
        ("p2", "stage find “𝒵 Find”", 5, 2),
        ("p3", "touchpoint search “Searches”", 6, 4),
        ("p4", "touchpoint pay “Pays”", 9, 4),
    ];
    for (element, named, line, character) in expected {
        assert!(places.contains(&(element.to_owned(), named.to_owned(), line, character)), "{named} in {places:?}");
    }
    let pain = places.iter().find(|(_, named, ..)| named == "pain stale “𝒵 Out of stock”").unwrap();
    assert_eq!(map["at"], json!([pain.0]));
    let svg = map["svg"].as_str().unwrap();
    assert!(places.iter().all(|(element, ..)| svg.contains(&format!("data-place=\"{element}\""))), "{svg}");
    let text = client.rendered(json!({ "view": "map", "position": position })).await;
    assert_eq!((&text["svg"], &text["places"], &text["at"]), (&Value::Null, &json!([]), &json!([])));
    assert_eq!((&text["text"], &text["lines"]), (&map["text"], &map["lines"]));
}

#[cfg(feature = "pictures")]
#[tokio::test]
async fn the_cursor_is_shown_where_the_picture_shows_it() {
    let mut client = a_client(SHOP).await;
    for (line, character, expected) in [
        (0, 0, None),
        // Between the declarations of a journey, the journey itself.
        (4, 4, Some("journey shop “Weekly 𝒵 shop”")),
        (5, 12, Some("stage find “𝒵 Find”")),
        (6, 8, Some("touchpoint search “Searches”")),
        (6, 44, Some("emotion search “-1”")),
        // The overview shows no pains, but the touchpoint.
        (7, 30, Some("touchpoint search “Searches”")),
        (9, 999, Some("touchpoint pay “Pays”")),
        (12, 60, Some("touchpoint b “B”")),
    ] {
        let position = json!({ "line": line, "character": character });
        let rendered = client.rendered(json!({ "format": "svg", "position": position })).await;
        let places = places(&rendered);
        let at = rendered["at"].as_array().unwrap().iter();
        let at: Vec<&str> = at
            .map(|name| &places.iter().find(|(element, ..)| element == name.as_str().unwrap()).unwrap().1)
            .map(String::as_str)
            .collect();
        assert_eq!(at, expected.into_iter().collect::<Vec<_>>(), "{line}:{character}");
        assert_eq!(rendered["id"], if line == 12 { "next" } else { "shop" });
    }
}

#[cfg(feature = "pictures")]
#[tokio::test]
async fn a_text_has_no_picture_and_says_why() {
    let mut client = a_client(SHOP).await;
    let table = client.rendered(json!({ "format": "svg", "view": "table" })).await;
    assert_eq!(table["picture"], "This view is a text, so it has no picture.");
    assert_eq!((&table["svg"], &table["language"]), (&Value::Null, &json!("markdown")));
    let map = client.rendered(json!({ "format": "svg", "view": "map", "target": "gitlab" })).await;
    assert_eq!(map["picture"], "Mermaid 10.7 has no grids, which came with 10.8, so the map is a table.");
    assert_eq!(map["picture"], map["fallback"]);
}

#[cfg(not(feature = "pictures"))]
#[tokio::test]
async fn a_program_without_pictures_says_so() {
    let mut client = a_client(SHOP).await;
    let map = client.rendered(json!({ "format": "svg", "view": "map" })).await;
    assert!(map["picture"].as_str().unwrap().contains("built without pictures") && map["svg"].is_null());
    assert!(map["choices"]["views"].as_array().unwrap().iter().all(|view| view["svg"] == false));
}

#[tokio::test]
async fn everything_that_a_diagram_can_be_asked_for_is_heard() {
    let mut client = a_client(SHOP).await;
    let text =
        async |client: &mut Client, more: Value| client.rendered(more).await["text"].as_str().unwrap().to_owned();
    assert!(text(&mut client, json!({ "title": "Groceries" })).await.contains("title Groceries\n"));
    assert!(text(&mut client, json!({ "theme": "dark" })).await != text(&mut client, json!({})).await);
    assert!(text(&mut client, json!({ "view": "map", "lanes": "pains" })).await.contains("Out of stock"));
    assert!(!text(&mut client, json!({ "view": "map", "lanes": "thinks" })).await.contains("Out of stock"));
    assert!(text(&mut client, json!({ "id": "next", "persona": "tom", "stages": "a..a" })).await.contains("B: 3"));
    let mirrored = text(&mut client, json!({ "view": "map", "direction": "rtl" })).await;
    assert_ne!(mirrored, text(&mut client, json!({ "view": "map" })).await);
    let command =
        json!({ "command": "journey.render", "arguments": [{ "uri": client.uri("shop.journey"), "title": "T" }] });
    let rendered = client.ask("workspace/executeCommand", command).await;
    assert_eq!(rendered, client.rendered(json!({ "title": "T" })).await);
}

#[tokio::test]
async fn what_can_be_chosen_is_told() {
    let mut client = a_client(SHOP).await;
    let choices = client.rendered(json!({})).await["choices"].clone();
    let ids = |key: &str| {
        let all = choices[key].as_array().unwrap().iter();
        all.map(|choice| choice["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids("journeys"), ["shop", "next"]);
    assert_eq!((ids("personas"), ids("stages")), (vec!["maya".to_owned()], vec!["find".to_owned()]));
    assert_eq!(choices["journeys"][1]["location"]["range"]["start"], json!({ "line": 12, "character": 8 }));
    let views = choices["views"].as_array().unwrap();
    assert_eq!((views.len(), &views[1]["id"], &views[9]["svg"]), (10, &json!("map"), &json!(false)));
    assert_eq!(views[1]["svg"], json!(cfg!(feature = "pictures")));
    assert_eq!(choices["themes"], json!(["calm", "dark", "none"]));
    assert_eq!(choices["targets"], json!(["gitlab", "github", "latest"]));
    assert_eq!((choices["directions"].clone(), &choices["lanes"][0]), (json!(["ltr", "rtl"]), &json!("goal")));
}

#[tokio::test]
async fn what_is_not_there_is_refused_with_what_is_near() {
    let mut client = a_client(SHOP).await;
    for (more, told) in [
        (json!({ "view": "mapp" }), "there is no view `mapp`. Did you mean `map`? The views are `journey`, "),
        (json!({ "id": "shp" }), "there is no journey `shp`. Did you mean `shop`? The journeys are `shop` and `next`."),
        (json!({ "format": "sgv" }), "there is no format `sgv`. Did you mean `svg`? The formats are `text` and `svg`."),
        (json!({ "persona": "mya" }), "there is no persona `mya`. Did you mean `maya`? The only persona is `maya`."),
        (json!({ "persona": "tom" }), "the journey says nothing about the persona `tom`. It is about `maya`."),
        (json!({ "stages": "fnd" }), "there is no stage `fnd`. Did you mean `find`? The only stage is `find`."),
        (json!({ "theme": "drak" }), "there is no theme `drak`. Did you mean `dark`?"),
        (json!({ "target": "githup" }), "there is no target `githup`. Did you mean `github`?"),
        (json!({ "direction": "rlt" }), "there is no direction `rlt`. Did you mean `rtl`?"),
        (json!({ "lanes": "gian" }), "there is no lane `gian`. Did you mean `gain`?"),
        (json!({ "theme": 3 }), "invalid type: integer `3`, expected a string"),
    ] {
        let (code, message) = client.try_rendered(more.clone()).await.unwrap_err();
        assert_eq!(code, -32602, "{more}");
        assert!(message.starts_with(told), "{more}: {message}");
    }
    let nowhere = json!({ "uri": "file:///nowhere/else.journey" });
    let (code, message) = client.try_ask("journey/render", nowhere).await.unwrap_err();
    assert_eq!(code, -32602);
    assert!(message.ends_with("it is not open itself. Open the file, or the folder that it is in."), "{message}");
    let mut empty = a_client("persona maya\n").await;
    let (_, message) = empty.try_rendered(json!({})).await.unwrap_err();
    assert!(message.starts_with("this file has no journey to draw yet. Write one, such as `journey "), "{message}");
}

#[tokio::test]
async fn mistakes_that_hide_something_are_told_and_the_rest_is_drawn() {
    let broken = SHOP.replace("\"Searches\"", "\"Searches").replace("touchpoint pay", "touchpint pay");
    let mut client = a_client(&broken).await;
    let rendered = client.rendered(json!({ "format": "svg", "id": "next" })).await;
    assert!(rendered["text"].as_str().unwrap().contains("    B: 3\n"));
    let errors = rendered["errors"].as_array().unwrap();
    let told: Vec<(u64, &str)> = errors
        .iter()
        .map(|error| {
            let line = error["location"]["range"]["start"]["line"].as_u64().unwrap();
            (line, error["message"].as_str().unwrap())
        })
        .collect();
    assert_eq!(told.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [6, 9], "{told:?}");
    let unended: String = (0..40).map(|number| format!("persona p{number} \"no end\n")).collect();
    let mut many = a_client(&format!("{SHOP}{unended}")).await;
    assert_eq!(many.rendered(json!({})).await["errors"].as_array().unwrap().len(), 10);
    let mut sound = a_client(SHOP).await;
    assert_eq!(sound.rendered(json!({})).await["errors"], json!([]));
}

#[cfg(feature = "pictures")]
#[tokio::test]
async fn a_place_in_another_file_is_found_there() {
    let people = "persona maya \"Maya\"\n";
    let mut client = Client::new(
        json!({}),
        &[("journey.toml", b""), ("people.journey", people.as_bytes())],
        |folder| json!({ "rootUri": folder }),
    )
    .await;
    let shop =
        "journey shop { persona: maya\n stage s { touchpoint t { emotion: +1 }\n touchpoint u { emotion: -1 } } }\n";
    client.open("shop.journey", 1, shop).await;
    client.open("people.journey", 1, people).await;
    let curve = client.rendered(json!({ "format": "svg", "view": "emotion" })).await;
    let persona = curve["places"].as_array().unwrap().iter().find(|place| place["kind"] == "persona").unwrap();
    assert_eq!(persona["location"]["uri"], client.uri("people.journey"));
    let asked = json!({
        "uri": client.uri("people.journey"), "id": "shop", "view": "emotion", "format": "svg",
        "position": { "line": 0, "character": 10 },
    });
    let curve = client.ask("journey/render", asked).await;
    assert_eq!(curve["at"], json!([persona["element"]]));
}

#[tokio::test]
async fn a_text_that_is_no_document_is_drawn_by_itself() {
    let mut client = a_client(SHOP).await;
    let page = "file:///docs/page.md";
    let text = "journey trial \"𝒵 Trial\" {\n  stage a \"A\" { touchpoint b \"B\" }\n}\njourney other \"Other\" {\n";
    let drawn = client.rendered(json!({ "uri": page, "text": text })).await;
    assert_eq!(drawn["label"], "𝒵 Trial");
    let journeys = drawn["choices"]["journeys"].as_array().unwrap();
    assert_eq!(journeys.iter().map(|journey| &journey["id"]).collect::<Vec<_>>(), ["trial", "other"]);
    assert_eq!(journeys[0]["location"]["uri"], page);
    assert_eq!(journeys[0]["range"]["end"], json!({ "line": 2, "character": 1 }));
    assert_eq!(drawn["errors"][0]["location"]["uri"], page);
    assert_eq!(drawn["errors"][0]["location"]["range"]["start"]["line"], 3);
    let other = client.rendered(json!({ "uri": page, "text": text, "id": "other" })).await;
    assert_eq!(other["label"], "Other");
    // The journeys of the project are not seen from there, and it is not seen from them.
    let unknown = client.try_rendered(json!({ "uri": page, "text": text, "id": "shop" })).await.unwrap_err();
    assert_eq!(unknown.0, -32602);
    assert_eq!(client.rendered(json!({})).await["choices"]["journeys"].as_array().unwrap().len(), 2);
    let empty = client.try_rendered(json!({ "uri": page, "text": "" })).await.unwrap_err();
    assert!(empty.1.contains("no journey to draw yet"), "{}", empty.1);
}

#[cfg(feature = "pictures")]
#[tokio::test]
async fn a_place_is_the_whole_declaration_and_its_selection_is_the_name() {
    let mut client = a_client(SHOP).await;
    let map = client.rendered(json!({ "format": "svg", "view": "map" })).await;
    let search = map["places"].as_array().unwrap().iter().find(|place| place["id"] == "search").unwrap();
    let range = |from: [u32; 2], to: [u32; 2]| {
        let position = |[line, character]: [u32; 2]| json!({ "line": line, "character": character });
        json!({ "start": position(from), "end": position(to) })
    };
    assert_eq!(search["location"]["range"], range([6, 4], [8, 5]));
    assert_eq!(search["selection"], range([6, 15], [6, 21]));
}

#[tokio::test]
async fn a_file_that_nobody_opened_is_drawn_by_a_server_that_has_only_just_started() {
    let folder = |uri: &str| json!({ "rootUri": uri });
    let mut client = Client::new(json!({}), &[("maps/shop.journey", SHOP.as_bytes())], folder).await;
    let params = json!({ "uri": client.uri("maps/shop.journey"), "view": "map" });
    client.tell("initialized", json!({})).await;
    let drawn = client.try_ask("journey/render", params).await.unwrap();
    assert_eq!(drawn["id"], "shop");
    let gone = json!({ "uri": client.uri("maps/gone.journey") });
    let (_, message) = client.try_ask("journey/render", gone).await.unwrap_err();
    assert!(message.contains("is no journey of an open folder"), "{message}");
}

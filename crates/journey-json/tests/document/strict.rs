//! The judge: an independent validator with the published schema, closed against everything that it does not name.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::examples::all;

static OPEN: LazyLock<Validator> = LazyLock::new(|| validator(&journey_json::schema()));
static STRICT: LazyLock<Validator> = LazyLock::new(|| {
    let mut schema = journey_json::schema();
    close(&mut schema);
    validator(&schema)
});

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::options().should_validate_formats(true).build(schema).unwrap()
}

/// No field that the schema does not name, and no word of the language but the built-in ones.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::Object(_)) = fields.get("properties") {
                fields.insert("additionalProperties".to_owned(), json!(false));
            }
            if let Some(words) = words(fields) {
                fields.insert("enum".to_owned(), words);
            }
            fields.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

fn words(fields: &Map<String, Value>) -> Option<Value> {
    let mut words = fields.get("examples")?.as_array()?.clone();
    words.push(Value::Null);
    Some(Value::Array(words))
}

/// Stops where a document is not what the schema says. What the closed schema allows, the published one does too.
pub(crate) fn assert_valid(document: &Value, what: &str) {
    let errors: Vec<String> =
        STRICT.iter_errors(document).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{what}");
}

#[test]
fn every_example_is_what_the_schema_says() {
    for (name, project) in all() {
        let json = super::examples::whole(&project);
        assert_valid(&json, &name);
        assert!(OPEN.is_valid(&json), "{name}");
        assert_eq!(json["unread"], json!([]), "{name}");
        assert_eq!(json["misplaced"], json!([]), "{name}");
    }
}

#[test]
fn the_judge_sees_what_is_not_as_the_schema_says() {
    let (_, project) = all().pop().unwrap();
    let sound = super::examples::whole(&project);
    let damage: [(&str, Value); 7] = [
        ("/version", json!(2)),
        ("/journeys/0/keyword", json!("stage")),
        ("/journeys/0/stages/0/touchpoints/0/emotion/0/score", json!(3)),
        ("/sources/0/date", json!("2026-02-30")),
        ("/sources/0/kind", json!("rumour")),
        ("/personas/0/place/start/line", json!(0)),
        ("/opportunities/0/impact", json!(11)),
    ];
    for (pointer, wrong) in damage {
        let mut json = sound.clone();
        *json.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = wrong;
        assert!(!STRICT.is_valid(&json), "{pointer}");
    }
    let mut more = sound.clone();
    more["personas"][0]["mood"] = json!("calm");
    assert!(!STRICT.is_valid(&more));
    assert!(OPEN.is_valid(&more), "a later program of this version may say more");
    let mut less = sound;
    less["personas"][0].as_object_mut().unwrap().remove("goal");
    assert!(!OPEN.is_valid(&less), "every field is always there");
}

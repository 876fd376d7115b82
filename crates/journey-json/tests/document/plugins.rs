//! Keys and words that plugins bring, and keys that nobody knows.

use std::sync::Arc;

use journey_json::{Scope, document};
use journey_model::schema::{EnumerationValue, KeyExtension, SchemaExtension, ValueExtension};
use journey_model::syntax::parse;
use journey_model::{Configuration, File, FileModel, KeySchema, Keyword, Project, Schema, ValueType};
use serde_json::{Value, json};

use super::examples::of_text;

fn extended(text: &str) -> Value {
    let key = |name: &'static str, value: ValueType| KeyExtension {
        keyword: Keyword::Touchpoint,
        key: KeySchema::new(name, value, "For tests.", "x: y").many(),
    };
    let extension = SchemaExtension {
        plugin: "costs".to_owned(),
        keys: vec![
            key("cost", ValueType::NUMBER),
            key("wait", ValueType::Duration),
            key("handled_by", ValueType::ReferenceThenText { names: vec![Keyword::Actor], text_required: false }),
            KeyExtension {
                keyword: Keyword::Touchpoint,
                key: KeySchema::new("risk", ValueType::Percentage, "For tests.", "x: y")
                    .qualified([Keyword::Persona], false),
            },
        ],
        values: vec![ValueExtension {
            keyword: Keyword::Pain,
            key: "severity".to_owned(),
            value: EnumerationValue::new("legal", "For tests."),
        }],
    };
    let (schema, conflicts) = Schema::standard().extended(&[extension]);
    assert!(conflicts.is_empty());
    let schema = Arc::new(schema);
    let model = Arc::new(FileModel::lower(&parse(text), &schema));
    let file = File { path: "x.journey".into(), model };
    let project = Project::new(vec![file], schema, Configuration::default());
    serde_json::to_value(document(&project, Scope::Project)).unwrap()
}

#[test]
fn keys_of_plugins_are_read_by_their_type_and_stand_under_properties() {
    let text = "persona maya \"Maya\"\nactor crew \"Crew\"\nsource logs { kind: analytics }\njourney j { stage s { touchpoint t {\n\
                cost: 12.5, 3, \"much\" from logs\nwait: 2h\nrisk maya: 5%\nrisk: 2%, 3%\nhandled_by: crew \"at night\", nobody\n\
                pain p { severity: legal }\n} } }\n";
    let json = extended(text);
    let touchpoint = &json["journeys"][0]["stages"][0]["touchpoints"][0];
    let properties = &touchpoint["properties"];
    let cost = &properties["cost"][0];
    assert_eq!(cost["values"], json!([{ "type": "number", "number": 12.5 }, { "type": "number", "number": 3 }]));
    assert_eq!((&cost["is_known"], &cost["from"][0]["name"]), (&json!(true), &json!("logs")));
    assert_eq!(
        properties["wait"][0]["values"],
        json!([{ "type": "duration", "written": "2h", "milliseconds": 7_200_000 }])
    );
    assert_eq!(properties["risk"][0]["qualifier"]["label"], "Maya");
    assert_eq!(properties["risk"][1]["values"], json!([{ "type": "percentage", "percent": 2 }]));
    let handled = &properties["handled_by"][0]["values"];
    assert_eq!((&handled[0]["text"], &handled[0]["reference"]["name"]), (&json!("at night"), &json!("crew")));
    assert_eq!(handled[1]["reference"]["resolution"], "unknown");
    assert_eq!(touchpoint["pains"][0]["severity"], "legal");
    assert_eq!(touchpoint["cites"], json!(["logs"]));
    let unread: Vec<String> = json["unread"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {} {}", one["text"], one["reason"], one["key"]))
        .collect();
    assert_eq!(unread, [r#""\"much\"" "wrong_value" "cost""#, r#""3%" "too_many_values" "risk""#]);
}

#[test]
fn keys_that_nobody_knows_are_kept_in_the_form_in_which_they_are_written() {
    let text = "source logs { kind: analytics }\npersona maya {\n\
                mood maya: calm, \"so so\", -1 \"odd\", 85%, 2h, 2026-11-01, 1..5, @growth from logs\n\
                mood: 3, 2026-02-31\n}\n";
    let json = of_text(text);
    let mood = &json["personas"][0]["properties"]["mood"];
    assert_eq!(mood[0]["is_known"], false);
    assert_eq!(
        (&mood[0]["qualifier"]["written"], &mood[0]["qualifier"]["resolution"]),
        (&json!("maya"), &json!("not_asked"))
    );
    assert_eq!(
        mood[0]["values"],
        json!([
            { "type": "word", "word": "calm" },
            { "type": "text", "text": "so so" },
            { "type": "number", "number": -1 },
            { "type": "text", "text": "odd" },
            { "type": "percentage", "percent": 85 },
            { "type": "duration", "written": "2h", "milliseconds": 7_200_000 },
            { "type": "date", "date": "2026-11-01" },
            { "type": "range", "low": 1, "high": 5 },
            { "type": "handle", "handle": "@growth" },
        ])
    );
    assert_eq!(mood[0]["from"][0]["written"], "logs");
    assert_eq!(mood[1]["values"], json!([{ "type": "number", "number": 3 }]));
    assert_eq!(json["unread"][0]["text"], "2026-02-31");
}

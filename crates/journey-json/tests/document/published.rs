//! The schema as it is published: whole, sound, and with words for everything.

use std::collections::BTreeSet;

use journey_model::{Keyword, Schema};
use serde_json::Value;

use super::examples::repository;

#[test]
fn the_published_schema_is_a_sound_schema_and_the_one_of_this_code() {
    let schema = journey_json::schema();
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let path = repository("crates/journey-json/schema").join(journey_json::SCHEMA);
    let published = std::fs::read_to_string(path).unwrap();
    assert_eq!(published, format!("{schema:#}\n"), "run `cargo xtask generate`");
    assert!(journey_json::SCHEMA.contains(&format!("-{}.", journey_json::VERSION)));
}

#[test]
fn every_key_of_the_language_has_a_field_that_says_what_the_language_says() {
    let schema = journey_json::schema();
    for keyword in Keyword::ALL {
        let name = keyword.name();
        let definition = format!("/$defs/{}{}/properties", name[..1].to_uppercase(), &name[1..]);
        let fields = schema.pointer(&definition).unwrap_or_else(|| panic!("{definition}"));
        assert_eq!(fields["keyword"]["const"], name);
        for key in &Schema::standard().keyword(keyword).keys {
            let field = fields.get(&*key.name).unwrap_or_else(|| panic!("{name} has no field {}", key.name));
            assert_eq!(field["description"], *key.documentation, "{name} {}", key.name);
            assert_eq!(field.get("type") == Some(&Value::from("array")), is_list(key), "{name} {}", key.name);
        }
    }
}

/// Several values, or several lines.
fn is_list(key: &journey_model::KeySchema) -> bool {
    key.many || key.qualifier.is_some()
}

#[test]
fn every_field_and_every_type_has_a_description() {
    let schema = journey_json::schema();
    let mut nameless = BTreeSet::new();
    describe("", &schema, &mut nameless);
    assert!(nameless.is_empty(), "{nameless:?}");
}

fn describe(path: &str, schema: &Value, nameless: &mut BTreeSet<String>) {
    for (kind, named) in [("properties", "properties"), ("$defs", "$defs")] {
        for (name, part) in schema.get(kind).and_then(Value::as_object).into_iter().flatten() {
            let path = format!("{path}/{named}/{name}");
            let is_tag = part.get("const").is_some() && name == "type";
            let description = part.get("description").and_then(Value::as_str).unwrap_or_default();
            if !is_tag && (!description.ends_with('.') || description.contains('\n')) {
                nameless.insert(path.clone());
            }
            describe(&path, part, nameless);
        }
    }
    for kind in ["oneOf", "anyOf"] {
        for (number, part) in schema.get(kind).and_then(Value::as_array).into_iter().flatten().enumerate() {
            describe(&format!("{path}/{kind}/{number}"), part, nameless);
        }
    }
}

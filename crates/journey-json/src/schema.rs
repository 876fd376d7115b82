//! The JSON Schema of the document, made from the types that are written.

use journey_model::{Keyword, Schema as Language};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::document::Document;

/// The name of the schema's file, which a document has as its `$schema`.
pub const SCHEMA: &str = "journey-model-1.schema.json";

/// The JSON Schema (2020-12) of the document: what `crates/journey-json/schema` publishes. It allows fields that it does
/// not know, because a later program of the same version may add some.
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<Document>().to_value();
    schema["$id"] = json!(SCHEMA);
    schema["title"] = json!("Model of a project of journeys");
    schema["properties"]["$schema"]["const"] = json!(SCHEMA);
    schema["properties"]["version"]["const"] = json!(crate::VERSION);
    let language = Language::standard();
    for keyword in Keyword::ALL {
        let mut name = keyword.name().to_owned();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let Some(Value::Object(properties)) = schema.pointer_mut(&format!("/$defs/{name}/properties")) else {
            continue;
        };
        properties.insert("keyword".to_owned(), json!({ "description": "What it declares.", "const": keyword.name() }));
        for key in &language.keyword(keyword).keys {
            if let Some(Value::Object(field)) = properties.get_mut(&*key.name) {
                describe(field, key);
            }
        }
    }
    on_one_line(&mut schema);
    schema
}

/// Descriptions come with the line ends of the code.
fn on_one_line(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(description)) = fields.get_mut("description") {
                *description = description.replace('\n', " ");
            }
            fields.values_mut().for_each(on_one_line);
        }
        Value::Array(items) => items.iter_mut().for_each(on_one_line),
        _ => {}
    }
}

/// What the language says about a key is what its field says.
fn describe(field: &mut Map<String, Value>, key: &journey_model::KeySchema) {
    field.insert("description".to_owned(), json!(key.documentation));
    let words: Vec<&str> = key.value.enumeration().iter().map(|word| word.name.as_ref()).collect();
    if !words.is_empty() {
        field.insert("examples".to_owned(), json!(words));
    }
}

//! The JSON Schema of `journey.toml`, for editors that complete and check TOML by one.

use serde_json::{Map, Value, json};

use super::key::{KEYS, KeyDescription, OVERRIDE_KEYS, SEVERITY_KEY};
use super::rule_setting::{CatalogRule, OptionDescription, OptionKind, RuleCatalog};
use super::{LanguageVersion, RuleSeverity};

/// The JSON Schema (draft 2020-12) of `journey.toml`, with these rules. It allows what [`super::read`] reads without a
/// problem, but for patterns, of which it cannot know whether they are sound.
pub fn json_schema(catalog: &RuleCatalog) -> Value {
    let newest = LanguageVersion::default().number();
    let properties = KEYS.map(|key| {
        let takes = match key.name {
            "language" => json!({ "type": "integer", "minimum": 1, "maximum": newest, "default": newest }),
            "name" => text(),
            "extends" => json!({ "type": "string", "pattern": r"^[^/\\:][^\\:]*\.toml$" }),
            "exclude" => json!({ "type": "array", "items": text() }),
            "rules" => json!({ "$ref": "#/$defs/rules" }),
            _ => json!({ "type": "array", "items": { "$ref": "#/$defs/override" } }),
        };
        described(key, takes)
    });
    let override_properties = OVERRIDE_KEYS.map(|key| {
        let takes = match key.name {
            "files" => json!({ "type": "array", "items": text(), "minItems": 1 }),
            _ => json!({ "$ref": "#/$defs/rules", "minProperties": 1 }),
        };
        described(key, takes)
    });
    let required = OVERRIDE_KEYS.map(|key| key.name);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "journey.toml",
        "description": "Settings of a project of journeys.",
        "type": "object",
        "properties": Map::from_iter(properties),
        "additionalProperties": false,
        "$defs": {
            "override": {
                "type": "object",
                "properties": Map::from_iter(override_properties),
                "required": required,
                "additionalProperties": false,
            },
            "rules": rules(catalog),
            "severity": severity(),
        },
    })
}

fn described(key: KeyDescription, mut takes: Value) -> (String, Value) {
    takes["description"] = key.documentation.into();
    (key.name.to_owned(), takes)
}

fn text() -> Value {
    json!({ "type": "string", "pattern": r"\S" })
}

fn severity() -> Value {
    let all = RuleSeverity::ALL.map(|one| json!({ "const": one.name(), "description": one.documentation() }));
    json!({ "description": "How serious the findings of a rule are.", "oneOf": all })
}

/// What may stand in `rules`: every group, then every rule with its options.
fn rules(catalog: &RuleCatalog) -> Value {
    let groups = catalog.groups.iter().map(|(group, about)| {
        let description = format!("All rules of the group: {about}");
        ((*group).to_owned(), setting(&description, Map::new()))
    });
    let rules = catalog.rules.iter().map(|rule| (rule.id.to_owned(), of_rule(rule)));
    json!({
        "type": "object",
        "properties": Map::from_iter(groups.chain(rules)),
        "additionalProperties": false,
    })
}

fn of_rule(rule: &CatalogRule) -> Value {
    let options = rule.options.iter().map(|option| (option.id.to_owned(), of_option(option)));
    let mut schema = setting(rule.summary, options.collect());
    schema["default"] = rule.severity.name().into();
    schema
}

/// A severity, or a table of one and options.
fn setting(description: &str, mut options: Map<String, Value>) -> Value {
    let (name, severity) = described(SEVERITY_KEY, json!({ "$ref": "#/$defs/severity" }));
    options.insert(name, severity);
    json!({
        "description": description,
        "anyOf": [
            { "$ref": "#/$defs/severity" },
            { "type": "object", "properties": options, "additionalProperties": false, "minProperties": 1 },
        ],
    })
}

fn of_option(option: &OptionDescription) -> Value {
    let mut schema = match option.kind {
        OptionKind::Boolean { default } => json!({ "type": "boolean", "default": default }),
        OptionKind::WholeNumber { least, most: i64::MAX, default } => {
            json!({ "type": "integer", "minimum": least, "default": default })
        }
        OptionKind::WholeNumber { least, most, default } => {
            json!({ "type": "integer", "minimum": least, "maximum": most, "default": default })
        }
        OptionKind::Texts { default } => json!({ "type": "array", "items": text(), "default": default }),
    };
    schema["description"] = option.documentation.into();
    schema
}

#[cfg(test)]
mod tests {
    use super::super::testing::catalog;
    use super::*;

    #[test]
    fn an_independent_validator_understands_it() {
        let schema = json_schema(&catalog());
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(jsonschema::meta::is_valid(&schema));
        let validator = jsonschema::validator_for(&schema).unwrap();
        let rules = json!({ "unused-name": "off", "craft": "info", "too-many-personas": { "most": 4 } });
        for good in [
            json!({}),
            json!({ "language": 1, "name": "Grocery", "exclude": ["drafts/**"], "extends": "../a.toml", "rules": rules }),
            json!({ "overrides": [{ "files": ["*.draft.journey"], "rules": { "craft": { "severity": "off" } } }] }),
        ] {
            assert!(validator.is_valid(&good), "{good}");
        }
        for bad in [
            json!({ "language": 2 }),
            json!({ "language": 1.5 }),
            json!({ "name": " " }),
            json!({ "name": null }),
            json!({ "exclude": "drafts/**" }),
            json!({ "exclude": [""] }),
            json!({ "extends": "https://example.org/a.toml" }),
            json!({ "extends": "/a.toml" }),
            json!({ "extends": "a.yaml" }),
            json!({ "rules": { "unused-name": "loud" } }),
            json!({ "rules": { "unused-nam": "off" } }),
            json!({ "rules": { "too-many-personas": { "most": 0 } } }),
            json!({ "rules": { "craft": { "most": 3 } } }),
            json!({ "overrides": [{ "files": ["a"], "rules": {} }] }),
            json!({ "overrides": [{ "rules": { "craft": "off" } }] }),
            json!({ "langauge": 1 }),
        ] {
            assert!(!validator.is_valid(&bad), "{bad}");
        }
    }

    #[test]
    fn rules_options_and_groups_are_described() {
        let schema = json_schema(&catalog());
        let rules = &schema["$defs"]["rules"]["properties"];
        assert_eq!(rules["too-many-personas"]["description"], "More personas than one journey can tell about.");
        assert_eq!(rules["too-many-personas"]["default"], "info");
        let option = &rules["too-many-personas"]["anyOf"][1]["properties"]["most"];
        let expected = json!({
            "type": "integer", "minimum": 1, "maximum": 20, "default": 3,
            "description": "How many personas a journey may have.",
        });
        assert_eq!(*option, expected);
        assert_eq!(rules["craft"]["description"], "All rules of the group: The craft of mapping");
    }
}

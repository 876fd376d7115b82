//! `journey.toml`: the settings of a project.

mod problem;
mod reading;
mod rule_setting;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

pub use problem::ConfigurationProblem;
pub use reading::{ConfigurationPlaces, ConfigurationReading, read};
pub use rule_setting::{CatalogRule, OptionDescription, OptionKind, OptionValue, RuleCatalog, RuleSetting};

/// The name of the file. The folder that holds it is the project's root.
pub const FILE_NAME: &str = "journey.toml";

/// Settings of a project of journeys.
// These comments are the descriptions in the generated JSON Schema: they are written for people who edit the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "journey.toml")]
pub struct Configuration {
    /// The version of the journey language that the files are written in. A file keeps its meaning when a later
    /// version appears.
    #[serde(default)]
    #[schemars(with = "u32", range(min = 1, max = 1))]
    pub language: LanguageVersion,
    /// The name of the project, for titles.
    #[serde(default, deserialize_with = "some_written_text", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", regex(pattern = r"\S"))]
    pub name: Option<String>,
    /// Files and folders that are left out when a folder is checked, as patterns such as `drafts/**`, relative to this
    /// file and written as in a `.gitignore`.
    #[serde(default, deserialize_with = "written_texts", skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub exclude: Vec<String>,
    /// How serious the findings of a rule are, for each rule that differs from its default.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, RuleSetting>,
}

impl Configuration {
    /// What is said about rules and groups where it concerns a file, what counts most first. `path` is relative to the
    /// project's root, with `/` between folders.
    pub fn layers(&self, _path: &str) -> impl Iterator<Item = &BTreeMap<String, RuleSetting>> {
        std::iter::once(&self.rules)
    }
}

/// A version of the journey language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub enum LanguageVersion {
    /// The first version.
    #[default]
    One,
}

impl LanguageVersion {
    /// The version as it is written in the file.
    pub const fn number(self) -> u32 {
        match self {
            Self::One => 1,
        }
    }
}

impl From<LanguageVersion> for u32 {
    fn from(version: LanguageVersion) -> Self {
        version.number()
    }
}

impl TryFrom<u32> for LanguageVersion {
    type Error = UnknownLanguageVersion;

    fn try_from(number: u32) -> Result<Self, Self::Error> {
        match number {
            1 => Ok(Self::One),
            _ => Err(UnknownLanguageVersion(number)),
        }
    }
}

/// A version of the language that this program does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("language version {0} is unknown here; this program knows version 1")]
pub struct UnknownLanguageVersion(pub u32);

/// How serious the findings of a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RuleSeverity {
    /// It has to be mended: a check fails.
    Error,
    /// It should be mended.
    Warning,
    /// It is worth knowing.
    Info,
    /// A suggestion, shown discreetly.
    Hint,
    /// The rule says nothing.
    Off,
}

impl RuleSeverity {
    /// Every severity, the most serious first.
    pub const ALL: [Self; 5] = [Self::Error, Self::Warning, Self::Info, Self::Hint, Self::Off];

    /// The severity as it is written in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Hint => "hint",
            Self::Off => "off",
        }
    }
}

/// The JSON Schema (draft 2020-12) of `journey.toml`, for editors that complete and check TOML by one.
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Configuration).to_value()
}

fn some_written_text<'de, D: Deserializer<'de>>(source: D) -> Result<Option<String>, D::Error> {
    WrittenText::deserialize(source).map(|text| Some(text.0))
}

fn written_texts<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<String>, D::Error> {
    let texts = Vec::<WrittenText>::deserialize(source)?;
    Ok(texts.into_iter().map(|text| text.0).collect())
}

/// A text with something in it besides white space.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct WrittenText(String);

impl TryFrom<String> for WrittenText {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.trim().is_empty() { Err("the text is empty") } else { Ok(Self(text)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_independent_validator_agrees_with_the_generated_schema() {
        let schema = json_schema();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(jsonschema::meta::is_valid(&schema));
        let validator = jsonschema::validator_for(&schema).unwrap();
        for good in [
            json!({}),
            json!({"language": 1, "name": "Grocery", "exclude": ["drafts/**"], "rules": {"unused-name": "off"}}),
            json!({"rules": {"a": "error", "b": "warning", "c": "info", "d": "hint"}}),
        ] {
            assert!(validator.is_valid(&good), "{good}");
            assert!(serde_json::from_value::<Configuration>(good).is_ok());
        }
        for bad in [
            json!({"language": 2}),
            json!({"language": 0}),
            json!({"language": "1"}),
            json!({"language": 1.5}),
            json!({"name": 3}),
            json!({"name": " "}),
            json!({"name": null}),
            json!({"exclude": "drafts/**"}),
            json!({"exclude": [1]}),
            json!({"exclude": [""]}),
            json!({"rules": {"unused-name": "loud"}}),
            json!({"rules": {"unused-name": false}}),
            json!({"rules": []}),
            json!({"langauge": 1}),
        ] {
            assert!(!validator.is_valid(&bad), "{bad}");
            assert!(serde_json::from_value::<Configuration>(bad.clone()).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_setting_is_described_in_the_schema() {
        let schema = json_schema();
        let properties = schema["properties"].as_object().unwrap();
        let names: Vec<&str> = properties.keys().map(String::as_str).collect();
        let mut expected = reading::KEYS.to_vec();
        expected.sort_unstable();
        assert_eq!(names, expected);
        for (name, property) in properties {
            assert!(property["description"].as_str().is_some_and(|text| text.len() > 20), "{name}");
        }
    }

    #[test]
    fn severities_are_written_as_they_are_named() {
        for severity in RuleSeverity::ALL {
            assert_eq!(serde_json::to_value(severity).unwrap(), severity.name());
        }
    }
}

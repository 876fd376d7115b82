//! What is said about each setting and severity: the descriptions of the JSON Schema.

use journey_model::RuleSeverity;
use journey_model::configuration::json_schema;

/// The name of the table with the severities of rules.
pub(super) const RULES: &str = "rules";

/// A key at the top of the file, and what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) name: String,
    pub(super) documentation: String,
}

/// Every key at the top of the file, in the order in which they are mostly written.
pub(super) fn settings() -> Vec<Setting> {
    let schema = json_schema();
    let properties = schema.get("properties").and_then(|properties| properties.as_object());
    let described = properties.into_iter().flatten().map(|(name, property)| Setting {
        name: name.clone(),
        documentation: description(property.get("description").and_then(|text| text.as_str())),
    });
    let mut settings: Vec<Setting> = described.collect();
    let usual = ["language", "name", "exclude", RULES];
    settings.sort_by_key(|setting| usual.iter().position(|name| *name == setting.name).unwrap_or(usual.len()));
    settings
}

/// What a severity means.
pub(super) fn severity_documentation(severity: RuleSeverity) -> String {
    let schema = json_schema();
    let all = schema.pointer("/$defs/RuleSeverity/oneOf").and_then(|all| all.as_array());
    let mut all = all.into_iter().flatten();
    let own = all.find(|one| one.get("const").and_then(|name| name.as_str()) == Some(severity.name()));
    description(own.and_then(|own| own.get("description")?.as_str()))
}

/// Lines of a comment as one paragraph.
fn description(text: Option<&str>) -> String {
    text.unwrap_or_default().replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_described() {
        let settings = settings();
        let names: Vec<&str> = settings.iter().map(|setting| setting.name.as_str()).collect();
        assert_eq!(names, ["language", "name", "exclude", "rules"]);
        assert!(settings.iter().all(|setting| setting.documentation.len() > 20));
        for severity in RuleSeverity::ALL {
            assert!(severity_documentation(severity).len() > 10, "{severity:?}");
        }
    }
}

//! What is said about each setting and severity: the descriptions of the JSON Schema.

use journey_model::RuleSeverity;
use journey_model::configuration::KEYS;

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
    let all = KEYS.iter();
    all.map(|key| Setting { name: key.name.to_owned(), documentation: key.documentation.to_owned() }).collect()
}

/// What a severity means.
pub(super) fn severity_documentation(severity: RuleSeverity) -> String {
    severity.documentation().to_owned()
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

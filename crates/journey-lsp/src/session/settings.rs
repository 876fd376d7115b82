//! What users can choose in their editor: the section `journey` of its settings.

use serde::Deserialize;

/// The settings of a user. What is not given keeps its default; what cannot be read is told in the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Settings {
    /// Inlay hints.
    pub(crate) hints: Hints,
    /// Code lenses.
    pub(crate) lenses: Lenses,
    /// Links to other systems.
    pub(crate) links: Links,
}

/// Which inlay hints are shown.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Hints {
    /// The label behind an id.
    pub(crate) labels: bool,
    /// The mean emotion of a stage.
    pub(crate) scores: bool,
    /// What a percentage is of.
    pub(crate) percentages: bool,
}

/// Which code lenses are shown.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Lenses {
    /// How often something is referred to.
    pub(crate) references: bool,
    /// The lowest and the highest emotion of a journey.
    pub(crate) emotions: bool,
    /// Pains that no opportunity addresses.
    pub(crate) pains: bool,
    /// The command that renders a journey.
    pub(crate) render: bool,
}

/// Where tickets and owners are found. `{}` stands for the ticket's or the owner's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Links {
    /// Such as `https://tickets.example.com/{}`.
    pub(crate) ticket: Option<String>,
    /// Such as `https://people.example.com/{}`.
    pub(crate) owner: Option<String>,
}

impl Default for Hints {
    fn default() -> Self {
        Self { labels: true, scores: true, percentages: true }
    }
}

impl Default for Lenses {
    fn default() -> Self {
        Self { references: true, emotions: true, pains: true, render: true }
    }
}

impl Settings {
    /// Reads what a client sent: the section itself, or an object that has it as `journey`.
    pub(crate) fn read(sent: serde_json::Value) -> Self {
        let section = match sent {
            serde_json::Value::Object(mut object) => match object.remove("journey") {
                Some(section) => section,
                None => serde_json::Value::Object(object),
            },
            other => other,
        };
        if section.is_null() {
            return Self::default();
        }
        serde_json::from_value(section).unwrap_or_else(|error| {
            tracing::warn!("the settings of the section `journey` cannot be read and do not count: {error}");
            Self::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_given_keeps_its_default() {
        let settings = Settings::read(json!({ "journey": { "hints": { "scores": false } } }));
        assert!(!settings.hints.scores && settings.hints.labels && settings.lenses.render);
        assert_eq!(Settings::read(json!({ "hints": { "scores": false } })), settings);
        assert_eq!(Settings::read(serde_json::Value::Null), Settings::default());
        assert_eq!(Settings::read(json!({ "hints": 3 })), Settings::default());
    }
}

//! What users can choose in their editor: the section `journey` of its settings.

use std::collections::{BTreeMap, BTreeSet};

use journey_ide::{HintSettings, LensSettings, LinkSettings};
use serde::Deserialize;

/// The settings of a user. What is not given keeps its default; what cannot be read is told in the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Settings {
    /// Which kinds of inlay hint are shown, by the ids of the kinds; those that are not named are.
    hints: BTreeMap<String, bool>,
    /// Which kinds of code lens are shown, in the same way.
    lenses: BTreeMap<String, bool>,
    /// Links to other systems.
    links: Links,
}

/// Where tickets and owners are found. `{}` stands for the ticket's or the owner's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Links {
    /// Such as `https://tickets.example.com/{}`.
    ticket: Option<String>,
    /// Such as `https://people.example.com/{}`.
    owner: Option<String>,
}

impl Settings {
    /// Which kinds of inlay hint are shown.
    pub(crate) fn hints(&self) -> HintSettings {
        HintSettings { off: switched_off(&self.hints) }
    }

    /// Which kinds of code lens are shown.
    pub(crate) fn lenses(&self) -> LensSettings {
        LensSettings { off: switched_off(&self.lenses) }
    }

    /// Where links lead that the text alone does not say.
    pub(crate) fn links(&self) -> LinkSettings {
        LinkSettings { ticket: self.links.ticket.clone(), owner: self.links.owner.clone() }
    }

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

fn switched_off(kinds: &BTreeMap<String, bool>) -> BTreeSet<String> {
    kinds.iter().filter(|(_, shown)| !**shown).map(|(kind, _)| kind.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_given_keeps_its_default() {
        let settings = Settings::read(json!({ "journey": { "hints": { "scores": false } } }));
        assert_eq!(settings.hints().off, BTreeSet::from(["scores".to_owned()]));
        assert_eq!(settings.lenses(), LensSettings::default());
        assert_eq!(Settings::read(json!({ "hints": { "scores": false } })), settings);
        assert_eq!(Settings::read(serde_json::Value::Null), Settings::default());
        assert_eq!(Settings::read(json!({ "hints": 3 })), Settings::default());
        let links = Settings::read(json!({ "links": { "ticket": "https://x.org/{}" } })).links();
        assert_eq!((links.ticket.as_deref(), links.owner), (Some("https://x.org/{}"), None));
    }

    #[test]
    fn the_settings_on_the_page_are_all_that_there_are_and_their_defaults() {
        let page = include_str!("../../README.md");
        let section = page.split_once("```json\n").and_then(|(_, behind)| behind.split_once("```")).unwrap().0;
        let section: serde_json::Value = serde_json::from_str(section).unwrap();
        let read: Settings = serde_json::from_value(section.clone()).unwrap();
        assert_eq!((read.hints(), read.lenses()), (HintSettings::default(), LensSettings::default()));
        assert!(read.links().ticket.is_some() && read.links().owner.is_some());
        let registry = crate::testing::registry();
        let hints: BTreeSet<&str> = registry.hints().map(|hint| hint.description().id).collect();
        let lenses: BTreeSet<&str> = registry.lenses().map(|lens| lens.description().id).collect();
        let keys =
            |value: &serde_json::Value| -> BTreeSet<String> { value.as_object().unwrap().keys().cloned().collect() };
        assert_eq!(keys(&section["hints"]), hints.into_iter().map(str::to_owned).collect());
        assert_eq!(keys(&section["lenses"]), lenses.into_iter().map(str::to_owned).collect());
        assert_eq!(keys(&section), ["hints", "lenses", "links"].map(str::to_owned).into());
    }
}

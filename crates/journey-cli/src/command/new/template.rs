//! What a new map starts with.

use clap::ValueEnum;
use journey_model::Keyword;
use journey_model::value::{Date, quote, slug};

use super::neighbours::Neighbours;

/// What a map starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Template {
    /// A whole small map that explains itself
    First,
    /// The bones of a map, to be filled
    Blank,
    /// A whole small map for what happens behind the counter
    ServiceBlueprint,
}

/// What a journey is called.
#[derive(Debug)]
pub(super) struct Named<'n> {
    label: &'n str,
    id: String,
}

impl<'n> Named<'n> {
    /// A journey with that label, and the id that a text gives: a file's name, or the label.
    pub(super) fn after(label: &'n str, text: &str) -> Self {
        Self { label, id: slug(text) }
    }
}

const FIRST: &str = include_str!("templates/first.journey");
const BLANK: &str = include_str!("templates/blank.journey");
const SERVICE_BLUEPRINT: &str = include_str!("templates/service-blueprint.journey");
const SETTINGS: &str = include_str!("templates/journey.toml");

/// What stands in the templates where something else belongs. A test holds that it stands there.
const DATE: &str = "2000-01-01";
const JOURNEY: &str = "journey my_journey \"My journey\" {";
const SOMEBODY: &str = "persona someone \"Who it is about\" {\n  goal: \"What they want to get done\"\n}\n\n";
const ABOUT_SOMEBODY: &str = "persona: someone\n";
const NAME: &str = "\"NAME\"";

impl Template {
    /// The text of a map. Its research is as of `today`, so that nothing in it is out of date, and it shares no name with
    /// its neighbours.
    pub(super) fn text(self, named: &Named<'_>, neighbours: &Neighbours, today: Date) -> String {
        match self {
            Self::First => neighbours.told_apart(&FIRST.replace(DATE, &today.to_string())),
            Self::ServiceBlueprint => neighbours.told_apart(&SERVICE_BLUEPRINT.replace(DATE, &today.to_string())),
            Self::Blank => {
                let mut text = BLANK.to_owned();
                if let Some(persona) = neighbours.persona() {
                    text = text.replace(SOMEBODY, "").replace(ABOUT_SOMEBODY, &format!("persona: {persona}\n"));
                }
                let head =
                    format!("journey {} {} {{", neighbours.free_id(Keyword::Journey, &named.id), quote(named.label));
                // Last, so that nothing is replaced in a label.
                text.replace(JOURNEY, &head)
            }
        }
    }
}

/// The text of `journey.toml` for a project that is called so.
pub(super) fn settings(name: &str) -> String {
    // TOML's short texts are JSON's, but for one control character.
    let name = serde_json::Value::from(name).to_string().replace('\u{7f}', "\\u007F");
    SETTINGS.replace(NAME, &name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_replaced_stands_in_the_templates_once() {
        for part in [JOURNEY, SOMEBODY, ABOUT_SOMEBODY] {
            assert_eq!(BLANK.matches(part).count(), 1, "{part}");
        }
        assert_eq!(SETTINGS.matches(NAME).count(), 1);
        for template in [FIRST, SERVICE_BLUEPRINT] {
            assert!(template.contains(&format!("date: {DATE}")) && template.contains(&format!("reviewed: {DATE}")));
        }
    }

    #[test]
    fn any_name_is_sound_toml() {
        for name in ["Weekly shop", "\"", "\\", "a\u{7f}b\nc\td\u{1}", "größe 🎉", "'''", "\"\"\"", "#"] {
            let text = settings(name);
            let read = journey_model::configuration::read(&text, &crate::plugins::registry().catalog());
            assert_eq!(read.configuration.name.as_deref(), Some(name));
            assert!(read.problems.is_empty(), "{:?}", read.problems);
        }
    }
}

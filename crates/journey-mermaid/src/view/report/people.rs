//! The personas of a report.

use journey_plugin::Place;

use super::{Page, values};
use crate::escape::markdown::text as escaped;

/// What a persona says about themselves, and what that is called on the page.
const ABOUT: [(&str, &str); 12] = [
    ("priority", "Priority"),
    ("segment", "Segment"),
    ("role", "Role"),
    ("age", "Age"),
    ("location", "Location"),
    ("goal", "Goals"),
    ("motivation", "Motivation"),
    ("behavior", "Behavior"),
    ("wants", "Wants"),
    ("hates", "Hates"),
    ("ignores", "Ignores"),
    ("job", "Jobs to be done"),
];

/// A section with a part for each persona of the journey.
pub(super) fn write(page: &mut Page<'_>) {
    if page.experience.personas.is_empty() {
        return;
    }
    page.heading(3, None, "Personas");
    for (number, persona) in page.experience.personas.iter().enumerate() {
        if number > 0 {
            page.text.line(0, "");
        }
        let name = format!("**{}**", escaped(&persona.name.label));
        let Some(id) = persona.declaration() else {
            page.text.line(0, &name);
            continue;
        };
        let declaration = page.project.declaration(id);
        page.text.line_of_place(Place { file: id.file, range: declaration.range() }, 0, &name);
        for quote in values(declaration, "quote") {
            page.text.line(0, "");
            page.text.line(0, &format!("“{}”", escaped(&quote)));
        }
        page.documentation(declaration);
        let mut facts: Vec<String> = ABOUT
            .iter()
            .map(|(key, title)| (title, values(declaration, key)))
            .filter(|(_, values)| !values.is_empty())
            .map(|(title, values)| format!("- {title}: {}", escaped(&values.join("; "))))
            .collect();
        let is_known = |key: &str| key == "quote" || ABOUT.iter().any(|(known, _)| *known == key);
        facts.extend(page.other_facts(id, is_known));
        if !facts.is_empty() {
            page.text.line(0, "");
            page.text.lines(facts);
        }
    }
}

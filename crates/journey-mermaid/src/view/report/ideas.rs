//! What a report says of opportunities beyond their table.

use journey_plugin::Place;

use super::Page;
use crate::escape::markdown::text as escaped;

/// A part for each opportunity about which more is said than the table has.
pub(super) fn write(page: &mut Page<'_>) {
    for opportunity in &page.experience.opportunities {
        let declaration = page.project.declaration(opportunity.id);
        let facts = page.other_facts(opportunity.id, |key| IN_TABLE.contains(&key));
        let is_documented = declaration.documentation().is_some_and(|text| !text.trim().is_empty());
        if facts.is_empty() && !is_documented {
            continue;
        }
        page.text.line(0, "");
        let place = Place { file: opportunity.id.file, range: opportunity.range };
        page.text.line_of_place(place, 0, &format!("**{}**", escaped(&opportunity.name.label)));
        page.documentation(declaration);
        if !facts.is_empty() {
            page.text.line(0, "");
            page.text.lines(facts);
        }
    }
}

/// The keys that the table shows.
const IN_TABLE: [&str; 5] = ["addresses", "impact", "effort", "status", "owner"];

//! Which journeys stand beside one: what it came from, and what it is to become.

use journey_model::{DeclarationId, Keyword, Project};

use super::fact;

/// The journey that this one is `of`, then those that are `of` this one, in the order of files and text.
pub(crate) fn partners(project: &Project, id: DeclarationId) -> Vec<DeclarationId> {
    let journey = project.declaration(id);
    let is_other_journey =
        |other: DeclarationId| other != id && project.declaration(other).keyword() == Some(Keyword::Journey);
    let references: Vec<_> = journey.references().collect();
    let mut partners = Vec::new();
    for property in journey.properties_of("of") {
        partners
            .extend(property.values().into_iter().filter_map(|value| fact::named(project, id, &references, &value).1));
    }
    partners.extend(project.uses_of(id).into_iter().filter_map(|used| {
        let mut values = project.declaration(used.user).properties_of("of").flat_map(|property| property.values());
        values.any(|value| value.range().covers(used.range)).then_some(used.user)
    }));
    let mut found = Vec::new();
    for partner in partners.into_iter().filter(|partner| is_other_journey(*partner)) {
        if !found.contains(&partner) {
            found.push(partner);
        }
    }
    found
}

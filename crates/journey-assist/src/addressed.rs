//! Which opportunities address which pains.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::model::{Declaration, DeclarationId, Project, Role};

/// The opportunities that address a pain, each once: those that stand in it, then those that name it in `addresses`.
pub(crate) fn opportunities_for(project: &Project, pain: DeclarationId) -> Vec<DeclarationId> {
    let inside = project.declaration(pain).children_of(Keyword::Opportunity);
    let mut found: Vec<DeclarationId> =
        inside.map(|child| DeclarationId { file: pain.file, local: child.local_id() }).collect();
    for used in project.uses_of(pain) {
        let user = project.declaration(used.user);
        let addresses = |user: Declaration<'_>| {
            user.references().any(|reference| {
                reference.range == used.range
                    && reference.role == Role::Value
                    && reference.property.key() == "addresses"
            })
        };
        if user.keyword() == Some(Keyword::Opportunity) && !found.contains(&used.user) && addresses(user) {
            found.push(used.user);
        }
    }
    found
}

/// The pains that an opportunity addresses, each once: the one it stands in, then those it names.
pub(crate) fn pains_of(project: &Project, opportunity: DeclarationId) -> Vec<DeclarationId> {
    let declaration = project.declaration(opportunity);
    let around = declaration.parent().filter(|around| around.keyword() == Some(Keyword::Pain));
    let mut found: Vec<DeclarationId> =
        around.map(|pain| DeclarationId { file: opportunity.file, local: pain.local_id() }).into_iter().collect();
    for reference in declaration.references() {
        if reference.role == Role::Value && reference.property.key() == "addresses" {
            let pain = project.target(opportunity.file, &reference).map(|(id, _)| id);
            found.extend(pain.filter(|pain| !found.contains(pain)));
        }
    }
    found
}

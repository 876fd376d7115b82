//! Who uses a declaration, by the key behind which it is named.

use journey_model::{DeclarationId, Project, Reference};

/// The references that mean a declaration and stand behind `key` (as values or as its qualifier, not as citations), each
/// with the declaration in whose body it stands; in the order of files and text.
pub(crate) fn uses_behind<'p>(
    project: &'p Project,
    id: DeclarationId,
    key: &str,
) -> Vec<(DeclarationId, Reference<'p>)> {
    let mut found = Vec::new();
    for used in project.uses_of(id).iter() {
        let user = project.declaration(used.user);
        let references = user.references().filter(|reference| reference.range == used.range);
        let behind = references
            .filter(|reference| reference.property.key() == key && reference.role != journey_model::Role::Citation);
        found.extend(behind.map(|reference| (used.user, reference)));
    }
    found
}

/// What the references behind `key` in a declaration's body mean, each with its reference; in the order of the text.
pub(crate) fn named_behind<'p>(
    project: &'p Project,
    id: DeclarationId,
    key: &str,
) -> Vec<(DeclarationId, Reference<'p>)> {
    let references = project.declaration(id).references();
    let behind = references
        .filter(|reference| reference.property.key() == key && reference.role != journey_model::Role::Citation);
    behind.filter_map(|reference| project.target(id.file, &reference).map(|(target, _)| (target, reference))).collect()
}

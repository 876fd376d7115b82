//! Where a declaration is named: every step of every reference that means it.

use journey_model::{DeclarationId, FileId, Project, Reference, Resolution, Use};
use journey_plugin::Place;

use crate::name_at::steps;
use crate::{Cancellable, Snapshot};

/// The places of all steps that mean the declaration, in the order of files and text.
pub(super) fn of(snapshot: &Snapshot, id: DeclarationId) -> Cancellable<Vec<Place>> {
    let project = &snapshot.project;
    let declaration = project.declaration(id);
    let mut places = Vec::new();
    for one in project.uses_of(id).iter() {
        places.extend(
            reference_of(project, one).into_iter().flat_map(|found| meaning(project, one.user.file, &found, id)),
        );
    }
    // Through it, dotted names lead to what stands in it.
    for inner in declaration.descendants() {
        snapshot.cancellation.check()?;
        let inner_id = DeclarationId { file: id.file, local: inner.local_id() };
        for one in project.uses_of(inner_id).iter().filter(|one| one.range.len() as usize > inner.id().len()) {
            let reference = reference_of(project, one);
            places.extend(reference.into_iter().flat_map(|found| meaning(project, one.user.file, &found, id)));
        }
    }
    for (file, _) in project.files() {
        snapshot.cancellation.check()?;
        for (reference, _) in project.unresolved_in(file) {
            if reference.text.contains('.') && reference.text.split('.').any(|step| step == declaration.id()) {
                places.extend(meaning(project, file, &reference, id));
            }
        }
    }
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

fn reference_of<'p>(project: &'p Project, one: &Use) -> Option<Reference<'p>> {
    project.declaration(one.user).references().find(|reference| reference.range == one.range)
}

/// The steps of a reference that mean the declaration.
fn meaning(project: &Project, file: FileId, reference: &Reference<'_>, id: DeclarationId) -> Vec<Place> {
    let steps = steps(project, file, reference).into_iter();
    steps.filter(|step| step.meaning == Resolution::Found(id)).map(|step| step.place).collect()
}

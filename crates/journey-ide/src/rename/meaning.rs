//! Whether references still mean what they meant, and how to write those that do not.

use journey_model::syntax::TextRange;
use journey_model::{DeclarationId, FileId, IdSource, Project, Reference, Resolution};
use journey_plugin::{Place, TextEdit};

use super::refusal::{Refusal, named, said, whereabouts};
use crate::{Cancellable, Snapshot};

/// A reference that would mean something else.
pub(super) struct Change {
    file: FileId,
    /// Where it stood before, in bytes.
    before: TextRange,
    /// Its number in its file; `None` where the text cannot be read as before.
    number: Option<usize>,
    meant: Option<DeclarationId>,
}

/// The references that meant something in the snapshot and mean something else in `after`, which must be the same
/// project with one of these names in the place of the other.
pub(super) fn changes(snapshot: &Snapshot, after: &Project, names: [&str; 2]) -> Cancellable<Vec<Change>> {
    let before = &snapshot.project;
    let mut changes = Vec::new();
    for ((file, old), (_, new)) in before.files().zip(after.files()) {
        snapshot.cancellation.check()?;
        let declarations = |at: &journey_model::File| at.model.declarations().count();
        let references = |at: &journey_model::File| at.model.references().count();
        let is_shared = std::sync::Arc::ptr_eq(&old.model, &new.model);
        if !is_shared && (declarations(old) != declarations(new) || references(old) != references(new)) {
            return Ok(vec![Change { file, before: TextRange::default(), number: None, meant: None }]);
        }
        for (number, (one, other)) in old.model.references().zip(new.model.references()).enumerate() {
            // In a file that nothing was written in, only these names can mean something else.
            if is_shared && !one.text.split('.').any(|step| names.contains(&step)) {
                continue;
            }
            let Resolution::Found(meant) = before.resolve(file, &one) else { continue };
            if after.resolve(file, &other) != Resolution::Found(meant) {
                changes.push(Change { file, before: one.range, number: Some(number), meant: Some(meant) });
            }
        }
    }
    Ok(changes)
}

fn reference<'p>(project: &'p Project, change: &Change) -> Option<Reference<'p>> {
    project.file(change.file).model.references().nth(change.number?)
}

/// The edit of `after` that names more steps, or fewer, so that the reference means what it meant.
pub(super) fn qualified(after: &Project, change: &Change) -> Option<TextEdit> {
    let reference = reference(after, change)?;
    let meant = change.meant?;
    let fits = |text: &String| after.resolve(change.file, &Reference { text, ..reference }) == Resolution::Found(meant);
    let text = paths_to(after, meant).into_iter().find(fits)?;
    Some(TextEdit { place: Place { file: change.file, range: reference.range }, replacement: text })
}

/// How many of the declarations around one are named at the most.
const MOST_STEPS: usize = 5;

/// The dotted names that lead to a declaration, the shortest first, the nearest declaration around it first.
fn paths_to(project: &Project, id: DeclarationId) -> Vec<String> {
    let declaration = project.declaration(id);
    let around = declaration.ancestors().filter(|around| around.id_source() != IdSource::Missing);
    let mut around: Vec<&str> = around.map(journey_model::Declaration::id).collect();
    // The outermost is the journey, which is needed from outside.
    if around.len() > MOST_STEPS {
        around.drain(MOST_STEPS - 1..around.len() - 1);
    }
    let mut choices: Vec<u32> = (0..1 << around.len()).collect();
    choices.sort_by_key(|choice| (choice.count_ones(), *choice));
    let path = |choice: u32| {
        let chosen = around.iter().enumerate().rev().filter(|(index, _)| choice & (1 << index) != 0);
        let steps: Vec<&str> = chosen.map(|(_, step)| *step).chain([declaration.id()]).collect();
        steps.join(".")
    };
    choices.into_iter().map(path).collect()
}

/// Why a rename that changes what a reference means is not made.
pub(super) fn refusal(before: &Project, after: &Project, change: &Change) -> Refusal {
    let (Some(meant), Some(reference)) = (change.meant, reference(after, change)) else {
        let path = &before.file(change.file).path;
        return Refusal::new(format!("With this name, {path} could not be read as before. Choose another name."));
    };
    let place = Place { file: change.file, range: change.before };
    let other = match after.resolve(change.file, &reference) {
        Resolution::Found(id) | Resolution::WrongKind(id) => named(after, id),
        Resolution::Ambiguous(ids) => {
            let several: Vec<String> = ids.iter().map(|id| named(after, *id)).collect();
            several.join(" or ")
        }
        Resolution::Broken | Resolution::Unknown => "nothing".to_owned(),
    };
    let message = format!(
        "After that, {} in {} would mean {other}, and not {} any more. Choose another name.",
        said(reference.text),
        whereabouts(before, place),
        named(before, meant),
    );
    Refusal::at(message, Some(place))
}

//! Every place of the project that refers to what stands at a place.

use journey_model::{DeclarationId, FileId, Project, Reference, Resolution};
use journey_plugin::Place;

use crate::name_at::{Occurrence, name_at, steps};
use crate::{Cancellable, Snapshot};

/// The places that refer to what the name at `offset` (bytes) means, in the order of files and text; with its
/// declaration, if asked for. A step of a dotted path refers to what that step means. `None` where no name stands.
///
/// # Errors
/// Where nobody waits for the answer any more.
pub fn references(
    snapshot: &Snapshot,
    file: FileId,
    offset: u32,
    include_declaration: bool,
) -> Cancellable<Option<Vec<Place>>> {
    let Some(name) = name_at(snapshot, file, offset) else { return Ok(None) };
    let mut places = Vec::new();
    for id in name.declarations() {
        places.extend(references_to(snapshot, *id)?.into_iter().map(|occurrence| occurrence.place));
        if include_declaration {
            places.push(snapshot.target(*id).place());
        }
    }
    places.sort_unstable();
    places.dedup();
    Ok(Some(places))
}

/// The steps of references that mean, or may mean, a declaration, in the order of files and text. Ambiguous ones and
/// those that want another kind are among them; [`Occurrence::meaning`] tells.
///
/// # Errors
/// Where nobody waits for the answer any more.
pub(crate) fn references_to(snapshot: &Snapshot, id: DeclarationId) -> Cancellable<Vec<Occurrence>> {
    let project = &*snapshot.project;
    let declaration = project.declaration(id);
    let name = declaration.id();
    let mut found = Vec::new();
    let mut add = |file: FileId, reference: &Reference<'_>| {
        // Most paths do not go through here; to know that is cheap.
        if reference.text.split('.').any(|step| step == name) {
            let steps = steps(project, file, reference).into_iter();
            found.extend(steps.filter(|step| step.declarations().contains(&id)));
        }
    };
    uses(project, id, &mut add);
    for (number, inside) in declaration.descendants().enumerate() {
        if number % 256 == 0 {
            snapshot.cancellation.check()?;
        }
        uses(project, DeclarationId { file: id.file, local: inside.local_id() }, &mut |file, reference| {
            if reference.text.contains('.') {
                add(file, reference);
            }
        });
    }
    for (file, _) in project.files() {
        snapshot.cancellation.check()?;
        project.unresolved_in(file).for_each(|(reference, _)| add(file, &reference));
    }
    found.sort_by_key(|occurrence| occurrence.place);
    found.dedup_by_key(|occurrence| occurrence.place);
    Ok(found)
}

/// Calls `each` with every reference that as a whole means a declaration.
fn uses(project: &Project, id: DeclarationId, each: &mut impl FnMut(FileId, &Reference<'_>)) {
    for used in project.uses_of(id).iter() {
        let user = project.declaration(used.user);
        let references = user.references().filter(|reference| reference.range == used.range);
        references.for_each(|reference| each(used.user.file, &reference));
    }
}

/// The steps of one file that mean what `name` means, or, where that means nothing, are written as it is; in the order
/// of the text.
pub(crate) fn references_in_file(snapshot: &Snapshot, name: &Occurrence, written: &str) -> Vec<Occurrence> {
    let project = &*snapshot.project;
    let file = name.place.file;
    let meant = name.declarations();
    let ids: Vec<&str> = meant.iter().map(|id| project.declaration(*id).id()).collect();
    let mut found = Vec::new();
    for reference in project.file(file).model.references() {
        let path = reference.text;
        if meant.is_empty() && path != written && !path.strip_prefix(written).is_some_and(|rest| rest.starts_with('.'))
        {
            continue;
        }
        if !meant.is_empty() && !path.split('.').any(|step| ids.contains(&step)) {
            continue;
        }
        found.extend(steps(project, file, &reference).into_iter().filter(|step| {
            if meant.is_empty() {
                let end = reference.range.start + u32::try_from(written.len()).unwrap_or(u32::MAX);
                step.place.range.end == end && matches!(step.meaning, Resolution::Unknown | Resolution::Broken)
            } else {
                step.declarations().iter().any(|id| meant.contains(id))
            }
        }));
    }
    found.sort_by_key(|occurrence| occurrence.place);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;
    use crate::{Cancellation, Cancelled};

    /// The marks of the fixture are what is found.
    fn check(fixture: &str, include_declaration: bool) {
        let fixture = Fixture::new(fixture);
        let (file, offset) = fixture.cursor();
        let found = references(&fixture.snapshot, file, offset, include_declaration).unwrap().unwrap();
        let found: Vec<_> = found.into_iter().map(|place| (place.file, place.range)).collect();
        assert_eq!(found, fixture.marks);
    }

    #[test]
    fn a_persona_is_referred_to_in_every_file_and_role() {
        check(
            "\
//- a.journey
persona ma$0ya \"Maya\"
pain lost \"Lost\" { persona: ⟦maya⟧ }
//- b.journey
journey j \"maya\" {
  persona: tom, ⟦maya⟧
  goal: \"maya\"
  stage maya \"maya\" { touchpoint t \"T\" { emotion ⟦maya⟧: -1; emotion tom: 0 } }
}
",
            false,
        );
    }

    #[test]
    fn asked_from_a_reference_the_declaration_is_found_too() {
        let fixture = "\
//- a.journey
source ⟦talks⟧ \"Talks\" { kind: interview }
//- b.journey
journey j \"J\" { goal: \"x\" from ⟦talks⟧; source: ⟦ta$0lks⟧ }
";
        check(fixture, true);
        check(&fixture.replace("⟦talks⟧ \"", "talks \""), false);
    }

    #[test]
    fn every_path_that_goes_through_a_journey_refers_to_it() {
        check(
            "\
//- a.journey
journey sh$0op \"Shop\" {
  stage find \"Find\" { touchpoint search \"Search\" { pain stale \"Stale\"; pain slow \"Slow\" } }
  opportunity o \"O\" { addresses: stale, ⟦shop⟧.slow }
}
//- b.journey
journey next \"Next\" { of: ⟦shop⟧ }
opportunity p \"P\" { addresses: ⟦shop⟧.find.search.stale, ⟦shop⟧.slow, ⟦shop⟧.nothing, shopping.slow }
",
            false,
        );
    }

    #[test]
    fn a_stage_is_referred_to_by_the_steps_that_name_it() {
        check(
            "\
journey shop \"Shop\" {
  stage find \"Find\" { touchpoint search \"Search\" { pain stale \"Stale\" } }
  stage shop \"Inside\" { pain other \"Other\" }
}
opportunity p \"P\" { addresses: shop.⟦fi$0nd⟧.stale, shop.⟦find⟧.search.stale, shop.stale, shop.shop.other }
",
            false,
        );
        check(
            "\
journey shop \"Shop\" {
  stage shop$0 \"Inside\" { pain other \"Other\" }
}
opportunity p \"P\" { addresses: shop.⟦shop⟧.other, shop.other }
",
            false,
        );
    }

    #[test]
    fn a_label_without_an_id_is_referred_to_by_what_it_makes() {
        check("persona ⟦\"Maya$0 B\"⟧\njourney j \"J\" { persona: ⟦maya_b⟧ }\n", true);
    }

    #[test]
    fn what_may_be_meant_is_found_as_well() {
        check(
            "\
actor ap$0p \"App\"
channel app \"App\"
journey j \"J\" { stage s \"S\" { touchpoint t \"T\" { actor: ⟦app⟧; channel: app; frontstage: ⟦app⟧ \"Shows\" } } }
metric m \"M\" { kind: csat; source: ⟦app⟧ }
",
            false,
        );
    }

    #[test]
    fn nothing_is_found_for_a_name_that_means_nothing_and_none_where_there_is_no_name() {
        let fixture = Fixture::new("journey j \"J\" { persona: no$0body }\n");
        let (file, offset) = fixture.cursor();
        assert_eq!(references(&fixture.snapshot, file, offset, true), Ok(Some(Vec::new())));
        assert_eq!(references(&fixture.snapshot, file, 2, true), Ok(None));
    }

    #[test]
    fn a_cancelled_search_stops() {
        let fixture = Fixture::new("persona ma$0ya \"Maya\"\n");
        let (file, offset) = fixture.cursor();
        let cancellation = Cancellation::default();
        cancellation.cancel();
        let snapshot = Snapshot { cancellation, ..fixture.snapshot };
        assert_eq!(references(&snapshot, file, offset, true), Err(Cancelled));
    }
}

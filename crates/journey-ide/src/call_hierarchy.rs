//! The flow of touchpoints: which come after one, which before it.

use journey_model::syntax::TextRange;
use journey_model::{DeclarationId, FileId, Keyword};

use crate::flow::{Flow, Step};
use crate::name_at::name_at;
use crate::{Cancellable, Snapshot, Symbol};

/// A touchpoint right after or right before another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowStep {
    /// The touchpoint at the other end.
    pub touchpoint: Symbol,
    /// When the way leads there, as the writer says it behind `next`; one for each time that it is said.
    pub conditions: Vec<String>,
    /// Where it is said, in the file of the touchpoint that comes first: the name behind `next` or `detail`; where
    /// the order says it, the name of that touchpoint.
    pub said: Vec<TextRange>,
}

/// Where the flow can be followed from `offset` (bytes): the touchpoint that the name there means; for a stage or
/// journey, where a customer enters it. Elsewhere the innermost of these around counts.
pub fn first_touchpoints(snapshot: &Snapshot, file: FileId, offset: u32) -> Vec<Symbol> {
    let project = &snapshot.project;
    let flow = Flow::new(snapshot);
    let named = name_at(snapshot, file, offset);
    let named = named.iter().flat_map(|name| name.declarations());
    let mut found: Vec<DeclarationId> = named.flat_map(|id| flow.entrances(*id)).collect();
    if found.is_empty() {
        let innermost = project.file(file).model.declaration_at(offset);
        let mut around = innermost.into_iter().flat_map(|one| std::iter::once(one).chain(one.ancestors()));
        let kinds = [Some(Keyword::Touchpoint), Some(Keyword::Stage), Some(Keyword::Journey)];
        let nearest = around.find(|one| kinds.contains(&one.keyword()));
        found = nearest.map_or_else(Vec::new, |one| flow.entrances(DeclarationId { file, local: one.local_id() }));
    }
    found.into_iter().map(|id| Symbol::of(snapshot, id)).collect()
}

/// The touchpoints right after one: those behind `next`; without any, the one that follows in the order of the text, in
/// the same stage or the next. A stage that another journey works out (`detail`) leads into that journey too, and the
/// end of that journey leads on behind the stage.
///
/// # Errors
/// Where nobody waits for the answer any more.
pub fn outgoing_steps(snapshot: &Snapshot, touchpoint: DeclarationId) -> Cancellable<Vec<FlowStep>> {
    let steps = Flow::new(snapshot).after(touchpoint)?;
    Ok(gathered(snapshot, steps, |step| step.to))
}

/// The touchpoints right before one: those that it is right after, see [`outgoing_steps`].
///
/// # Errors
/// Where nobody waits for the answer any more.
pub fn incoming_steps(snapshot: &Snapshot, touchpoint: DeclarationId) -> Cancellable<Vec<FlowStep>> {
    let steps = Flow::new(snapshot).before(touchpoint)?;
    Ok(gathered(snapshot, steps, |step| step.from))
}

/// One entry for each touchpoint, in the order in which they are first named.
fn gathered(snapshot: &Snapshot, steps: Vec<Step>, other: impl Fn(&Step) -> DeclarationId) -> Vec<FlowStep> {
    let mut gathered: Vec<FlowStep> = Vec::new();
    for step in steps {
        let id = other(&step);
        let known = gathered.iter().position(|known| known.touchpoint.declaration == id);
        let entry = match known.and_then(|known| gathered.get_mut(known)) {
            Some(entry) => entry,
            None => {
                let touchpoint = Symbol::of(snapshot, id);
                gathered.push(FlowStep { touchpoint, conditions: Vec::new(), said: Vec::new() });
                gathered.last_mut().expect("one was just added")
            }
        };
        entry.conditions.extend(step.condition);
        if !entry.said.contains(&step.said) {
            entry.said.push(step.said);
        }
    }
    gathered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    const SHOP: &str = "\
//- shop.journey
journey shop \"Shop\" {
  goal: \"Dinner\"
  stage find \"Find\" {
    touchpoint search \"Searches\" { next: ⟦pay⟧ \"found\", ⟦pay⟧ \"in a hurry\", read }
    touchpoint read \"Reads\" { pain slow \"Slow\" }
  }
  stage deliver \"Deliver\" { detail: delivery }
  stage end \"End\" { touchpoint pay \"Pays\" }
}
//- delivery.journey
journey delivery \"Delivery\" {
  stage go \"Go\" { touchpoint van \"Sees the van\" }
}
";

    fn fixture(before: &str, after: &str) -> Fixture {
        let text = SHOP.replacen(&format!("{before}{after}"), &format!("{before}$0{after}"), 1);
        assert!(text.contains("$0"));
        Fixture::new(&text)
    }

    fn first(before: &str, after: &str) -> Vec<String> {
        let fixture = fixture(before, after);
        let (file, offset) = fixture.cursor();
        first_touchpoints(&fixture.snapshot, file, offset).into_iter().map(|symbol| symbol.name).collect()
    }

    #[test]
    fn the_flow_starts_at_what_is_named_or_around() {
        assert_eq!(first("touchpoint re", "ad"), ["Reads"]);
        assert_eq!(first("in a hurry\", re", "ad"), ["Reads"]);
        assert_eq!(first("pain sl", "ow"), ["Reads"]);
        assert_eq!(first("stage fi", "nd"), ["Searches"]);
        assert_eq!(first("", "stage find"), ["Searches"]);
        assert_eq!(first("go", "al"), ["Searches"]);
        assert_eq!(first("journey sh", "op"), ["Searches"]);
        assert_eq!(first("stage deli", "ver"), ["Sees the van"]);
        assert_eq!(first("detail: deli", "very"), ["Sees the van"]);
        let fixture = Fixture::new("persona ma$0ya \"Maya\"\n");
        let (file, offset) = fixture.cursor();
        assert_eq!(first_touchpoints(&fixture.snapshot, file, offset), []);
    }

    #[test]
    fn what_is_said_several_times_is_one_step_with_all_places() {
        let fixture = fixture("touchpoint sea", "rch");
        let (file, offset) = fixture.cursor();
        let search = first_touchpoints(&fixture.snapshot, file, offset)[0].declaration;
        let steps = outgoing_steps(&fixture.snapshot, search).unwrap();
        let names: Vec<&str> = steps.iter().map(|step| step.touchpoint.name.as_str()).collect();
        assert_eq!(names, ["Pays", "Reads"]);
        assert_eq!(steps[0].conditions, ["found", "in a hurry"]);
        assert_eq!(steps[0].said, fixture.marks.iter().map(|(_, range)| *range).collect::<Vec<_>>());
        assert_eq!(steps[1].conditions, [""; 0]);
    }

    #[test]
    fn the_place_lies_in_the_file_of_the_one_that_comes_first() {
        let fixture = Fixture::new(
            &SHOP
                .replace("⟦pay⟧", "pay")
                .replace("detail: delivery", "detail: ⟦delivery⟧")
                .replace("van \"", "⟦van⟧ \""),
        );
        let snapshot = &fixture.snapshot;
        let touchpoint = |id: &str| {
            let mut all = snapshot.project.declarations_of(Keyword::Touchpoint);
            all.find(|(_, one)| one.id() == id).unwrap().0
        };
        let into = outgoing_steps(snapshot, touchpoint("read")).unwrap();
        assert_eq!((into[0].touchpoint.declaration, into[0].said[0]), (touchpoint("van"), fixture.marks[0].1));
        let back = outgoing_steps(snapshot, touchpoint("van")).unwrap();
        assert_eq!((back[0].touchpoint.declaration, back[0].said[0]), (touchpoint("pay"), fixture.marks[1].1));
        let before = incoming_steps(snapshot, touchpoint("pay")).unwrap();
        let before: Vec<(&str, usize)> =
            before.iter().map(|step| (step.touchpoint.name.as_str(), step.said.len())).collect();
        assert_eq!(before, [("Searches", 2), ("Sees the van", 1)]);
    }
}

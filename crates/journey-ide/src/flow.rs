//! How touchpoints follow each other: `next`, else the order of the text, through the journeys that work stages out.

use std::cell::RefCell;

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, Keyword, LocalId, Role};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::symbol::one_line;
use crate::uses::{named_behind, uses_behind};
use crate::{Cancellable, Snapshot};

/// One step from a touchpoint to another.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) from: DeclarationId,
    pub(crate) to: DeclarationId,
    /// The text behind the name in `next`.
    pub(crate) condition: Option<String>,
    /// Where it is said, in the file of `from`.
    pub(crate) said: TextRange,
}

/// The flow of a project, computed as far as it is asked for.
pub(crate) struct Flow<'s> {
    snapshot: &'s Snapshot,
    /// For journeys that are looked at: where customers enter and where they leave. Empty while it is looked at, so
    /// journeys that work out each other's stages in a circle end.
    entrances: RefCell<FxHashMap<DeclarationId, Vec<Entrance>>>,
    exits: RefCell<FxHashMap<DeclarationId, Vec<DeclarationId>>>,
}

/// A touchpoint that comes first in a journey or stage.
#[derive(Clone, Copy, Debug)]
struct Entrance {
    touchpoint: DeclarationId,
    /// The name behind `detail` through which the way leads to it.
    detail: Option<TextRange>,
}

/// A part of a journey: a stage, or touchpoints that stand in none.
#[derive(Debug, Default)]
struct Part {
    stage: Option<LocalId>,
    touchpoints: Vec<DeclarationId>,
    /// The journeys that work the stage out, each with the name that says so.
    details: Vec<(DeclarationId, TextRange)>,
}

impl<'s> Flow<'s> {
    pub(crate) fn new(snapshot: &'s Snapshot) -> Self {
        Self { snapshot, entrances: RefCell::default(), exits: RefCell::default() }
    }

    /// The touchpoints at which a touchpoint (itself), stage or journey is entered; none for anything else.
    pub(crate) fn entrances(&self, id: DeclarationId) -> Vec<DeclarationId> {
        let declaration = self.snapshot.project.declaration(id);
        let found = match declaration.keyword() {
            Some(Keyword::Touchpoint) => return vec![id],
            Some(Keyword::Journey) => self.entrances_of(id),
            Some(Keyword::Stage) => {
                let Some(journey) = journey_of(id, declaration) else { return Vec::new() };
                let parts = self.parts(journey);
                let part = parts.iter().find(|part| part.stage == Some(id.local));
                part.map_or_else(Vec::new, |part| self.entrances_of_part(part))
            }
            _ => return Vec::new(),
        };
        found.into_iter().map(|entrance| entrance.touchpoint).collect()
    }

    /// The steps that leave a touchpoint.
    pub(crate) fn after(&self, id: DeclarationId) -> Cancellable<Vec<Step>> {
        let declaration = self.snapshot.project.declaration(id);
        if says_next(declaration) {
            return Ok(self.said_by_next(id));
        }
        let Some(journey) = journey_of(id, declaration) else { return Ok(Vec::new()) };
        let parts = self.parts(journey);
        let Some((part, place)) = find(&parts, id) else { return Ok(Vec::new()) };
        let own_name = declaration.name().range;
        let following = parts.get(part).and_then(|part| part.touchpoints.get(place + 1));
        let entrances = match following {
            Some(touchpoint) => vec![Entrance { touchpoint: *touchpoint, detail: None }],
            None => self.behind(journey, part, &mut FxHashSet::default())?,
        };
        let step = |entrance: Entrance| Step {
            from: id,
            to: entrance.touchpoint,
            condition: None,
            said: entrance.detail.unwrap_or(own_name),
        };
        Ok(entrances.into_iter().map(step).collect())
    }

    /// The steps that lead to a touchpoint: those by `next`, then those by order.
    pub(crate) fn before(&self, id: DeclarationId) -> Cancellable<Vec<Step>> {
        let project = &self.snapshot.project;
        let mut candidates: Vec<DeclarationId> =
            uses_behind(project, id, "next").into_iter().map(|(user, _)| user).collect();
        let declaration = project.declaration(id);
        if let Some(journey) = journey_of(id, declaration) {
            let parts = self.parts(journey);
            if let Some((part, place)) = find(&parts, id) {
                let preceding = place.checked_sub(1).and_then(|place| parts.get(part)?.touchpoints.get(place));
                match preceding {
                    Some(touchpoint) => candidates.push(*touchpoint),
                    None => candidates.extend(self.ahead_of(journey, part, &mut FxHashSet::default())?),
                }
            }
        }
        // Who comes before is known by what comes after: one description of the flow, not two that may differ.
        let mut seen = FxHashSet::default();
        let mut steps = Vec::new();
        for candidate in candidates.into_iter().filter(|candidate| seen.insert(*candidate)) {
            self.snapshot.cancellation.check()?;
            steps.extend(self.after(candidate)?.into_iter().filter(|step| step.to == id));
        }
        Ok(steps)
    }

    fn said_by_next(&self, id: DeclarationId) -> Vec<Step> {
        let named = named_behind(&self.snapshot.project, id, "next").into_iter();
        let touchpoints =
            named.filter(|(to, _)| self.snapshot.project.declaration(*to).keyword() == Some(Keyword::Touchpoint));
        let step = |(to, reference): (DeclarationId, journey_model::Reference<'_>)| {
            let mut values = reference.property.values().into_iter();
            let value = values.find(|value| value.range().covers(reference.range));
            let condition = value.and_then(|value| value.following_text().map(|text| one_line(&text)));
            Step { from: id, to, condition: condition.filter(|text| !text.is_empty()), said: reference.range }
        };
        touchpoints.map(step).collect()
    }

    /// The touchpoints that follow a part of a journey; where the journey ends there, those behind the stages that it
    /// works out.
    fn behind(
        &self,
        journey: DeclarationId,
        part: usize,
        seen: &mut FxHashSet<DeclarationId>,
    ) -> Cancellable<Vec<Entrance>> {
        self.snapshot.cancellation.check()?;
        let parts = self.parts(journey);
        let following = parts.iter().skip(part + 1).map(|part| self.entrances_of_part(part));
        if let Some(entrances) = following.into_iter().find(|entrances| !entrances.is_empty()) {
            return Ok(entrances);
        }
        let mut entrances = Vec::new();
        if seen.insert(journey) {
            for (around, part) in self.worked_out_by(journey) {
                // The stage's `detail` stands in another journey than the touchpoint that the step leaves.
                let behind = self.behind(around, part, seen)?.into_iter();
                entrances.extend(behind.map(|entrance| Entrance { detail: None, ..entrance }));
            }
        }
        Ok(entrances)
    }

    /// The touchpoints that may lead to the start of a part of a journey.
    fn ahead_of(
        &self,
        journey: DeclarationId,
        part: usize,
        seen: &mut FxHashSet<DeclarationId>,
    ) -> Cancellable<Vec<DeclarationId>> {
        self.snapshot.cancellation.check()?;
        let parts = self.parts(journey);
        let preceding = parts.iter().take(part).rev().map(|part| self.exits_of_part(part));
        if let Some(exits) = preceding.into_iter().find(|exits| !exits.is_empty()) {
            return Ok(exits);
        }
        let mut exits = Vec::new();
        if seen.insert(journey) {
            for (around, part) in self.worked_out_by(journey) {
                exits.extend(self.ahead_of(around, part, seen)?);
            }
        }
        Ok(exits)
    }

    /// The stages that a journey works out, each as a part of its journey.
    fn worked_out_by(&self, journey: DeclarationId) -> Vec<(DeclarationId, usize)> {
        let project = &self.snapshot.project;
        let stages = uses_behind(project, journey, "detail").into_iter().map(|(stage, _)| stage);
        let place = |stage: DeclarationId| {
            let around = journey_of(stage, project.declaration(stage))?;
            let part = self.parts(around).iter().position(|part| part.stage == Some(stage.local))?;
            Some((around, part))
        };
        stages.filter_map(place).collect()
    }

    fn entrances_of(&self, journey: DeclarationId) -> Vec<Entrance> {
        if let Some(known) = self.entrances.borrow().get(&journey) {
            return known.clone();
        }
        self.entrances.borrow_mut().insert(journey, Vec::new());
        let parts = self.parts(journey);
        let found = parts.iter().map(|part| self.entrances_of_part(part)).find(|entrances| !entrances.is_empty());
        let found = found.unwrap_or_default();
        self.entrances.borrow_mut().insert(journey, found.clone());
        found
    }

    fn entrances_of_part(&self, part: &Part) -> Vec<Entrance> {
        let own = part.touchpoints.first().map(|first| Entrance { touchpoint: *first, detail: None });
        let through = part.details.iter().flat_map(|(journey, said)| {
            let entrances = self.entrances_of(*journey).into_iter();
            entrances.map(|entrance| Entrance { detail: Some(*said), ..entrance })
        });
        own.into_iter().chain(through).collect()
    }

    fn exits_of(&self, journey: DeclarationId) -> Vec<DeclarationId> {
        if let Some(known) = self.exits.borrow().get(&journey) {
            return known.clone();
        }
        self.exits.borrow_mut().insert(journey, Vec::new());
        let parts = self.parts(journey);
        let found = parts.iter().rev().map(|part| self.exits_of_part(part)).find(|exits| !exits.is_empty());
        let found = found.unwrap_or_default();
        self.exits.borrow_mut().insert(journey, found.clone());
        found
    }

    fn exits_of_part(&self, part: &Part) -> Vec<DeclarationId> {
        let own = part.touchpoints.last().copied();
        own.into_iter().chain(part.details.iter().flat_map(|(journey, _)| self.exits_of(*journey))).collect()
    }

    /// The parts of a journey, in the order of the text.
    fn parts(&self, id: DeclarationId) -> Vec<Part> {
        let project = &self.snapshot.project;
        let journey = project.declaration(id);
        let mut parts: Vec<Part> = Vec::new();
        for declaration in journey.descendants().filter(|inside| inside.journey() == Some(journey)) {
            let inside = DeclarationId { file: id.file, local: declaration.local_id() };
            match declaration.keyword() {
                Some(Keyword::Stage) => {
                    let details = named_behind(project, inside, "detail").into_iter();
                    let details = details.map(|(journey, reference)| (journey, reference.range)).collect();
                    parts.push(Part { stage: Some(inside.local), touchpoints: Vec::new(), details });
                }
                Some(Keyword::Touchpoint) => {
                    let stage = declaration.ancestors().find(|around| around.keyword() == Some(Keyword::Stage));
                    let stage = stage.filter(|stage| stage.journey() == Some(journey)).map(Declaration::local_id);
                    let known = match stage {
                        Some(_) => parts.iter().rposition(|part| part.stage == stage),
                        None => {
                            parts.len().checked_sub(1).filter(|_| parts.last().is_some_and(|last| last.stage.is_none()))
                        }
                    };
                    match known.and_then(|known| parts.get_mut(known)) {
                        Some(part) => part.touchpoints.push(inside),
                        None => parts.push(Part { touchpoints: vec![inside], ..Part::default() }),
                    }
                }
                _ => {}
            }
        }
        parts
    }
}

fn journey_of(id: DeclarationId, declaration: Declaration<'_>) -> Option<DeclarationId> {
    declaration.journey().map(|journey| DeclarationId { file: id.file, local: journey.local_id() })
}

/// Whether a touchpoint names what comes next, so that the order of the text does not count.
fn says_next(touchpoint: Declaration<'_>) -> bool {
    touchpoint.references().any(|reference| reference.property.key() == "next" && reference.role == Role::Value)
}

fn find(parts: &[Part], touchpoint: DeclarationId) -> Option<(usize, usize)> {
    parts.iter().enumerate().find_map(|(number, part)| {
        let place = part.touchpoints.iter().position(|one| *one == touchpoint)?;
        Some((number, place))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    /// The steps from every touchpoint to every other, as `a > b`, with a condition as `a > b (if)`; the incoming ones
    /// are checked to be the same.
    fn steps(text: &str) -> Vec<String> {
        let fixture = Fixture::new(text);
        let project = &fixture.snapshot.project;
        let flow = Flow::new(&fixture.snapshot);
        let name = |id| project.declaration(id).id().to_owned();
        let draw = |step: &Step| {
            let condition = step.condition.as_ref().map(|text| format!(" ({text})")).unwrap_or_default();
            format!("{} > {}{condition}", name(step.from), name(step.to))
        };
        let touchpoints: Vec<DeclarationId> = project.declarations_of(Keyword::Touchpoint).map(|(id, _)| id).collect();
        let outgoing: Vec<String> =
            touchpoints.iter().flat_map(|id| flow.after(*id).unwrap()).map(|step| draw(&step)).collect();
        let incoming = touchpoints.iter().flat_map(|id| flow.before(*id).unwrap());
        let mut incoming: Vec<String> = incoming.map(|step| draw(&step)).collect();
        let mut sorted = outgoing.clone();
        sorted.sort();
        incoming.sort();
        assert_eq!(incoming, sorted);
        outgoing
    }

    #[test]
    fn the_order_of_the_text_is_the_flow_across_stages() {
        let text = "\
journey j \"J\" {
  stage one \"1\" { touchpoint a \"A\"; touchpoint b \"B\" }
  stage two \"2\" { }
  stage three \"3\" { touchpoint c \"C\" }
}
journey k \"K\" { stage one \"1\" { touchpoint d \"D\" } }
";
        assert_eq!(steps(text), ["a > b", "b > c"]);
    }

    #[test]
    fn next_takes_the_place_of_the_order() {
        let text = "\
//- j.journey
journey j \"J\" {
  stage one \"1\" {
    touchpoint a \"A\" { next: c \"all goes well\", b \"it costs\n more\", k.d }
    touchpoint b \"B\" { next: a }
    touchpoint c \"C\" { next: }
    touchpoint e \"E\" { next: nowhere }
    touchpoint f \"F\"
  }
}
//- k.journey
journey k \"K\" { stage one \"1\" { touchpoint d \"D\" { next: d \"again\", d } } }
";
        let text = text.replace("costs\n more", "costs more");
        let expected =
            ["a > c (all goes well)", "a > b (it costs more)", "a > d", "b > a", "c > e", "d > d (again)", "d > d"];
        assert_eq!(steps(&text), expected);
    }

    #[test]
    fn a_stage_leads_into_the_journey_that_works_it_out_and_back() {
        let text = "\
//- j.journey
journey j \"J\" {
  stage one \"1\" { touchpoint a \"A\" }
  stage two \"2\" { detail: k }
  stage three \"3\" { touchpoint b \"B\" }
}
//- k.journey
journey k \"K\" {
  stage first \"1\" { touchpoint c \"C\" }
  stage last \"2\" { touchpoint d \"D\" }
}
";
        assert_eq!(steps(text), ["a > c", "c > d", "d > b"]);
    }

    #[test]
    fn a_stage_with_touchpoints_of_its_own_offers_both_ways() {
        let text = "\
journey j \"J\" {
  stage one \"1\" { touchpoint a \"A\" }
  stage two \"2\" { detail: k; touchpoint x \"X\"; touchpoint y \"Y\" }
  stage three \"3\" { touchpoint b \"B\" }
}
journey k \"K\" { stage s \"S\" { touchpoint c \"C\" } }
";
        assert_eq!(steps(text), ["a > x", "a > c", "x > y", "y > b", "c > b"]);
    }

    #[test]
    fn details_of_details_and_at_the_end_of_a_journey_lead_on() {
        let text = "\
journey j \"J\" {
  stage one \"1\" { touchpoint a \"A\" }
  stage two \"2\" { detail: k }
  stage three \"3\" { touchpoint b \"B\" }
}
journey k \"K\" { stage s \"S\" { detail: l } }
journey l \"L\" { stage s \"S\" { touchpoint c \"C\" } }
";
        assert_eq!(steps(text), ["a > c", "c > b"]);
    }

    #[test]
    fn journeys_that_work_each_other_out_in_a_circle_come_to_an_end() {
        for text in [
            "journey j \"J\" { stage s \"S\" { detail: j } }",
            "journey j \"J\" { stage s \"S\" { detail: j; touchpoint a \"A\" } }",
            "journey j \"J\" { stage s \"S\" { detail: k }; stage t \"T\" { touchpoint a \"A\" } }\njourney k \"K\" { stage s \"S\" { detail: j } }",
        ] {
            steps(text);
        }
    }

    #[test]
    fn what_stands_where_it_does_not_belong_flows_as_it_is_written() {
        let text = "\
journey j \"J\" {
  touchpoint a \"A\"
  stage one \"1\" { touchpoint b \"B\" { touchpoint c \"C\" } }
  touchpoint d \"D\"
  touchpoint e \"E\"
}
touchpoint f \"F\"
";
        assert_eq!(steps(text), ["a > b", "b > c", "c > d", "d > e"]);
    }
}

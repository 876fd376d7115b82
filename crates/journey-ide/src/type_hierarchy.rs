//! Variants: the journeys that are made of each other, and what has the same id in them.

use journey_model::{Declaration, DeclarationId, FileId, Keyword};

use crate::name_at::name_at;
use crate::uses::{named_behind, uses_behind};
use crate::{Snapshot, Symbol};

/// What stands at `offset` (bytes) and can have variants: the journeys, or the things inside of one, that the name there
/// means; elsewhere the innermost journey, stage or touchpoint around it.
pub fn variants_at(snapshot: &Snapshot, file: FileId, offset: u32) -> Vec<Symbol> {
    let project = &snapshot.project;
    let named = name_at(snapshot, file, offset);
    let named = named.iter().flat_map(|name| name.declarations());
    let mut found: Vec<DeclarationId> =
        named.copied().filter(|id| project.declaration(*id).journey().is_some()).collect();
    if found.is_empty() {
        let innermost = project.file(file).model.declaration_at(offset);
        let mut around = innermost.into_iter().flat_map(|one| std::iter::once(one).chain(one.ancestors()));
        let flow = [Some(Keyword::Journey), Some(Keyword::Stage), Some(Keyword::Touchpoint)];
        let nearest = around.find(|one| flow.contains(&one.keyword()) && one.journey().is_some());
        found.extend(nearest.map(|one| DeclarationId { file, local: one.local_id() }));
    }
    found.into_iter().map(|id| Symbol::of(snapshot, id)).collect()
}

/// What a journey is made `of`; for something inside of a journey, what has its keyword and id in those.
pub fn supertypes(snapshot: &Snapshot, id: DeclarationId) -> Vec<Symbol> {
    let project = &snapshot.project;
    let journeys = |journey| named_behind(project, journey, "of").into_iter().map(|(origin, _)| origin).collect();
    variants(snapshot, id, journeys).into_iter().map(|id| Symbol::of(snapshot, id)).collect()
}

/// The journeys that are made `of` a journey; for something inside of a journey, what has its keyword and id in those.
pub fn subtypes(snapshot: &Snapshot, id: DeclarationId) -> Vec<Symbol> {
    subtypes_of(snapshot, id).into_iter().map(|id| Symbol::of(snapshot, id)).collect()
}

/// As [`subtypes`].
pub(crate) fn subtypes_of(snapshot: &Snapshot, id: DeclarationId) -> Vec<DeclarationId> {
    let project = &snapshot.project;
    let is_journey = |id: &DeclarationId| project.declaration(*id).keyword() == Some(Keyword::Journey);
    let journeys = |journey| uses_behind(project, journey, "of").into_iter().map(|(user, _)| user).filter(is_journey);
    variants(snapshot, id, |journey| journeys(journey).collect())
}

fn variants(
    snapshot: &Snapshot,
    id: DeclarationId,
    journeys: impl FnOnce(DeclarationId) -> Vec<DeclarationId>,
) -> Vec<DeclarationId> {
    let project = &snapshot.project;
    let declaration = project.declaration(id);
    let Some(journey) = declaration.journey() else { return Vec::new() };
    let own = DeclarationId { file: id.file, local: journey.local_id() };
    let mut others = journeys(own);
    others.dedup();
    others.retain(|other| *other != own);
    if journey == declaration {
        return others;
    }
    let counterpart = |other: DeclarationId| {
        let same = |inside: &Declaration<'_>| {
            inside.keyword() == declaration.keyword() && inside.id() == declaration.id() && !inside.id().is_empty()
        };
        let found = project.declaration(other).descendants().find(same)?;
        Some(DeclarationId { file: other.file, local: found.local_id() })
    };
    others.into_iter().filter_map(counterpart).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    const SHOP: &str = "\
//- a.journey
journey shop \"Shop\" { stage find \"Find\" { touchpoint search \"Search\" { goal: \"\" } } }
//- b.journey
journey next \"Next\" { of: shop; stage other \"Other\" { touchpoint search \"Search, next\" } }
journey later \"Later\" { of: next; stage find \"Find, later\" { touchpoint search \"Search, later\" } }
journey test \"Test\" { of: shop; stage search \"No touchpoint\" }
journey round \"Round\" { of: round }
";

    /// What is between the first `before` that `after` follows, its supertypes and its subtypes, by their names.
    fn asked(before: &str, after: &str) -> [String; 3] {
        let fixture = Fixture::new(&SHOP.replacen(&format!("{before}{after}"), &format!("{before}$0{after}"), 1));
        let (file, offset) = fixture.cursor();
        let snapshot = &fixture.snapshot;
        let names = |symbols: Vec<Symbol>| symbols.into_iter().map(|symbol| symbol.name).collect::<Vec<_>>().join("; ");
        let at = variants_at(snapshot, file, offset);
        let over = at.iter().flat_map(|symbol| supertypes(snapshot, symbol.declaration)).collect();
        let under = at.iter().flat_map(|symbol| subtypes(snapshot, symbol.declaration)).collect();
        [names(at), names(over), names(under)]
    }

    #[test]
    fn a_journey_stands_between_what_it_is_of_and_what_is_of_it() {
        assert_eq!(asked("journey sh", "op"), ["Shop", "", "Next; Test"]);
        assert_eq!(asked("journey ne", "xt"), ["Next", "Shop", "Later"]);
        assert_eq!(asked("of: ne", "xt"), ["Next", "Shop", "Later"]);
        assert_eq!(asked("la", "ter"), ["Later", "Next", ""]);
        assert_eq!(asked("ro", "und"), ["Round", "", ""]);
    }

    #[test]
    fn what_stands_inside_has_variants_of_the_same_keyword_and_id() {
        assert_eq!(asked("touchpoint sea", "rch \"Search\""), ["Search", "", "Search, next"]);
        assert_eq!(asked("sea", "rch \"Search, next"), ["Search, next", "Search", "Search, later"]);
        assert_eq!(asked("find", " \"Find\""), ["Find", "", ""]);
    }

    #[test]
    fn where_no_name_stands_what_is_around_is_meant() {
        assert_eq!(asked("", "goal")[0], "Search");
        assert_eq!(asked("jour", "ney shop")[0], "Shop");
        let fixture = Fixture::new("persona ma$0ya \"Maya\"\n");
        let (file, offset) = fixture.cursor();
        assert_eq!(variants_at(&fixture.snapshot, file, offset), []);
    }
}

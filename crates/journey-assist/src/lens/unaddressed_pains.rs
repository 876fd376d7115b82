//! The lens `pains`: the pains of a journey that no opportunity addresses.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::model::{Declaration, DeclarationId, LocalId};
use journey_plugin::{Action, FileContext, LensContent, LensDescription, LensProvider, Place};

use crate::addressed::opportunities_for;
use crate::markdown::counted;

/// How many pains of a journey no opportunity addresses; choosing it shows them.
pub(super) struct UnaddressedPainsLens;

static DESCRIPTION: LensDescription =
    LensDescription { id: "pains", summary: "How many pains of a journey no opportunity addresses" };

impl LensProvider for UnaddressedPainsLens {
    fn description(&self) -> &LensDescription {
        &DESCRIPTION
    }

    fn declarations(&self, context: &FileContext<'_>, declarations: &mut Vec<LocalId>) {
        let model = &context.file().model;
        let journeys = model.declarations().filter(|declaration| declaration.keyword() == Some(Keyword::Journey));
        declarations.extend(
            journeys.filter(|journey| unaddressed(context, *journey).next().is_some()).map(Declaration::local_id),
        );
    }

    fn content(&self, context: &FileContext<'_>, declaration: LocalId) -> Option<LensContent> {
        let journey = context.file().model.declaration(declaration);
        let places: Vec<Place> = unaddressed(context, journey).map(|pain| context.place(pain.name().range)).collect();
        if places.is_empty() {
            return None;
        }
        let title = format!("{} without an opportunity", counted(places.len(), "pain", "pains"));
        Some(LensContent {
            title,
            action: Some(Action::ShowPlaces { at: context.place(journey.name().range), places }),
        })
    }
}

fn unaddressed<'p>(context: &FileContext<'p>, journey: Declaration<'p>) -> impl Iterator<Item = Declaration<'p>> {
    let (project, file) = (context.project, context.id);
    journey.descendants().filter(move |declaration| {
        declaration.keyword() == Some(Keyword::Pain)
            && declaration.journey() == Some(journey)
            && opportunities_for(project, DeclarationId { file, local: declaration.local_id() }).is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{titles, told};
    use super::*;

    #[test]
    fn a_journey_says_how_many_pains_wait_for_an_opportunity() {
        let text = "journey j { pain a; pain b; stage s { pain c; pain d { opportunity o } } }\nopportunity p { addresses: j.b }\njourney fine { pain e { opportunity q } }";
        assert_eq!(titles(&UnaddressedPainsLens, text), ["j: 2 pains without an opportunity"]);
        let told = told(&UnaddressedPainsLens, text);
        let Some(Action::ShowPlaces { places, .. }) = told[0].1.as_ref().and_then(|content| content.action.clone())
        else {
            panic!("{told:?}")
        };
        let shown: Vec<&str> = places.iter().map(|place| &text[place.range.to_usize()]).collect();
        assert_eq!(shown, ["a", "c"]);
    }
}

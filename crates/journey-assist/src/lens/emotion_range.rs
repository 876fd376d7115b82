//! The lens `emotions`: the lowest and the highest touchpoint of a journey.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::model::{Declaration, LocalId};
use journey_plugin::{Action, FileContext, LensContent, LensDescription, LensProvider};

use crate::markdown::shortened;
use journey_plugin::model::EmotionCurve;

/// The lowest and the highest touchpoint of a journey; choosing it goes to the lowest.
pub(super) struct EmotionRangeLens;

static DESCRIPTION: LensDescription =
    LensDescription { id: "emotions", summary: "The lowest and the highest touchpoint of a journey" };

impl LensProvider for EmotionRangeLens {
    fn description(&self) -> &LensDescription {
        &DESCRIPTION
    }

    fn declarations(&self, context: &FileContext<'_>, declarations: &mut Vec<LocalId>) {
        let model = &context.file().model;
        let journeys = model.declarations().filter(|declaration| declaration.keyword() == Some(Keyword::Journey));
        let with_emotions = journeys.filter(|journey| {
            let has_emotion = |it: Declaration<'_>| it.properties_of("emotion").next().is_some();
            journey.descendants().any(|it| it.keyword() == Some(Keyword::Touchpoint) && has_emotion(it))
        });
        declarations.extend(with_emotions.map(Declaration::local_id));
    }

    fn content(&self, context: &FileContext<'_>, declaration: LocalId) -> Option<LensContent> {
        let journey = context.file().model.declaration(declaration);
        let curve = EmotionCurve::of(context.project, context.id, journey);
        let [(low, lowest, _), (high, highest, _)] = curve.extremes()?;
        let shown = |touchpoint: Declaration<'_>| shortened(&touchpoint.label(), 40);
        let title = if lowest == highest {
            format!("emotion {lowest} throughout")
        } else {
            format!("emotion {lowest} at {} to {highest} at {}", shown(low.touchpoint), shown(high.touchpoint))
        };
        Some(LensContent { title, action: Some(Action::GoTo(context.place(low.touchpoint.name().range))) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{titles, told};
    use super::*;

    #[test]
    fn a_journey_says_where_it_is_lowest_and_highest() {
        let text = "persona maya\njourney j { persona: maya\n stage s { touchpoint a \"Waits\\nlong\" { emotion: -2 } touchpoint b { emotion maya: +1 } } }\n\
                    journey flat { stage s { touchpoint a { emotion: 0 } } }\njourney broken { stage s { touchpoint a { emotion: 9 } } }\njourney none { stage s }";
        assert_eq!(
            titles(&EmotionRangeLens, text),
            ["j: emotion -2 at Waits long to +1 at B", "flat: emotion 0 throughout", "broken: -"]
        );
        let told = told(&EmotionRangeLens, text);
        let Some(Action::GoTo(place)) = told[0].1.as_ref().and_then(|content| content.action.clone()) else {
            panic!("{told:?}")
        };
        assert_eq!(&text[place.range.to_usize()], "a");
    }
}

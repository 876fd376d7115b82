//! The card of a stage.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::{HoverContext, HoverProvider};

use super::card::{Card, label};
use crate::markdown::escaped;
use journey_plugin::model::{CurvePoint, EmotionCurve};

/// How many touchpoints are shown.
const MOST_TOUCHPOINTS: usize = 6;

/// What it is for, and how each of its touchpoints feels.
pub(super) struct StageCard;

impl HoverProvider for StageCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let mut card = Card::of(context, Keyword::Stage)?;
        let stage = card.declaration;
        let journey = stage.ancestors().find(|around| around.keyword() == Some(Keyword::Journey));
        card.fact("Journey", &journey.map(|journey| escaped(&label(journey))).unwrap_or_default());
        card.texts("Goal", "goal");
        card.names("Worked out in", "detail");
        let curve = journey.map(|journey| EmotionCurve::of(card.project, card.id.file, journey));
        let points: Vec<&CurvePoint<'_>> = curve.iter().flat_map(|curve| curve.points_of(stage)).collect();
        if let Some(curve) = &curve {
            for point in points.iter().take(MOST_TOUCHPOINTS) {
                card.note(&format!("{}{}", escaped(&label(point.touchpoint)), feelings(curve, point)));
            }
        }
        match points.len() {
            0 => card.note("No touchpoints yet"),
            1..=MOST_TOUCHPOINTS => {}
            several => card.note(&format!("and {} more touchpoints", several - MOST_TOUCHPOINTS)),
        }
        Some(card.finish())
    }
}

/// `: -1 Maya; +1 Tom`; where all feel alike, only the score.
fn feelings(curve: &EmotionCurve<'_>, point: &CurvePoint<'_>) -> String {
    let felt = (0..).zip(&curve.feelers).filter_map(|(number, feeler)| Some((feeler, point.score(number)?)));
    let felt: Vec<_> = felt.collect();
    let Some((_, first)) = felt.first() else { return ": no emotion written down".to_owned() };
    if felt.len() == curve.feelers.len() && felt.iter().all(|(_, score)| score == first) {
        return format!(": {first} {}", first.meaning());
    }
    let each: Vec<String> =
        felt.iter().map(|(feeler, score)| format!("{score} {}", escaped(&feeler.label()))).collect();
    format!(": {}", each.join("; "))
}

#[cfg(test)]
mod tests {
    use super::super::testing::card;
    use super::*;

    #[test]
    fn a_stage_is_told_by_its_touchpoints_and_how_they_feel() {
        let text = "persona maya \"Maya, nurse\"\npersona tom \"Tom\"\njourney shop \"Weekly shop\" {\n persona: maya, tom\n stage find \"Find\" {\n goal: \"Find a shop\"\n \
                    touchpoint a \"Searches\" { emotion maya: -1; emotion tom: +1 }\n touchpoint b \"Waits\" { emotion maya: -2 }\n touchpoint c \"Pays\" { emotion: 0 }\n touchpoint d \"Leaves\" } }";
        insta::assert_snapshot!(card(text, Keyword::Stage, "find"), @r"
        **Find** · stage `find`

        - **Journey:** Weekly shop
        - **Goal:** Find a shop
        - Searches: -1 Maya, nurse; +1 Tom
        - Waits: -2 Maya, nurse
        - Pays: 0 neither
        - Leaves: no emotion written down
        ");
        assert_eq!(card("stage s", Keyword::Stage, "s"), "**S** · stage `s`\n\n- No touchpoints yet");
    }
}

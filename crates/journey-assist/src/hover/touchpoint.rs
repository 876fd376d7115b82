//! The card of a touchpoint.

use journey_plugin::model::Declaration;
use journey_plugin::model::syntax::Keyword;
use journey_plugin::model::value::Emotion;
use journey_plugin::{HoverContext, HoverProvider};

use super::card::{Card, label, word};
use crate::curve::face;
use crate::markdown::{counted, escaped, list, quoted};
use journey_plugin::model::EmotionCurve;

/// How many personas have a line of their own.
const MOST_FEELINGS: usize = 4;

/// Where it stands, through which channel it happens, how it feels for each persona, and what hurts.
pub(super) struct TouchpointCard;

impl HoverProvider for TouchpointCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let mut card = Card::of(context, Keyword::Touchpoint)?;
        let touchpoint = card.declaration;
        card.around();
        card.names("Channel", "channel");
        let journey = touchpoint.journey();
        let curve = journey.map(|journey| EmotionCurve::of(card.project, card.id.file, journey));
        let point = curve.as_ref().and_then(|curve| curve.points.iter().find(|point| point.touchpoint == touchpoint));
        if let (Some(curve), Some(point)) = (&curve, point) {
            let felt: Vec<_> = curve
                .feelers
                .iter()
                .zip(&point.emotions)
                .filter_map(|(who, felt)| Some((who, felt.as_ref()?)))
                .collect();
            for (feeler, feeling) in felt.iter().take(MOST_FEELINGS) {
                card.fact(&escaped(&feeler.label()), &told(&feeling.emotion));
            }
            match felt.len() {
                0 => card.note("No emotion written down"),
                1..=MOST_FEELINGS => {}
                several => card.note(&format!("and {} more", counted(several - MOST_FEELINGS, "persona", "personas"))),
            }
        }
        card.quotes("Moment of truth", "moment");
        let pain = |pain: Declaration<'_>| {
            let severity = word(card.project, pain, "severity").map(|word| format!(" ({})", word.name));
            escaped(&label(pain)) + &severity.unwrap_or_default()
        };
        let pains: Vec<String> = touchpoint.children_of(Keyword::Pain).map(pain).collect();
        card.fact("Pains", &list(&pains));
        Some(card.finish())
    }
}

/// An emotion as a face, a number and words.
pub(super) fn told(emotion: &Emotion) -> String {
    let score = emotion.score;
    let word = emotion.word.as_ref().filter(|word| !word.trim().is_empty());
    let word = word.map(|word| format!(", {}", quoted(word))).unwrap_or_default();
    format!("{} {score} {}{word}", face(score), score.meaning())
}

#[cfg(test)]
mod tests {
    use super::super::testing::card;
    use super::*;

    #[test]
    fn a_touchpoint_is_told_by_its_emotions_and_pains() {
        let text = "persona maya \"Maya\"\npersona tom \"Tom\"\nchannel app \"Mobile app\"\njourney shop \"Weekly shop\" {\n persona: maya, tom\n stage find \"Find\" {\n \
                    touchpoint search \"Searches\" {\n channel: app\n emotion maya: -1 \"irritated\"\n emotion tom: +1\n moment: \"Is it all there?\"\n \
                    pain a \"Out of stock\" { severity: high }\n pain b \"Slow\" { severity: awful } } } }";
        insta::assert_snapshot!(card(text, Keyword::Touchpoint, "search"), @r"
        **Searches** · touchpoint `search`

        - **In:** Weekly shop › Find
        - **Channel:** Mobile app
        - **Maya:** 🙁 -1 negative, “irritated”
        - **Tom:** 🙂 +1 positive
        - **Moment of truth:** “Is it all there?”
        - **Pains:** Out of stock (high); Slow
        ");
        assert_eq!(card("touchpoint t", Keyword::Touchpoint, "t"), "**T** · touchpoint `t`");
    }
}

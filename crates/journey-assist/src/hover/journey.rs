//! The card of a journey.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::model::value::Score;
use journey_plugin::{HoverContext, HoverProvider};

use super::card::{Card, label};
use crate::curve::{block, mean, signed};
use crate::markdown::{code, counted, escaped, list};
use journey_plugin::model::EmotionCurve;

/// How many personas have a line of their own.
const MOST_CURVES: usize = 4;
/// How many touchpoints are told one by one; of a longer journey each stage is told by its mean.
const MOST_NUMBERS: usize = 12;
/// How many touchpoints the row of blocks shows.
const MOST_BLOCKS: usize = 40;

/// Whose journey it is, its stages, and the emotion curve of each persona as blocks and numbers.
pub(super) struct JourneyCard;

impl HoverProvider for JourneyCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let mut card = Card::of(context, Keyword::Journey)?;
        let journey = card.declaration;
        for key in ["state", "status"] {
            let word = card.word(key).map_or("", |word| &word.name);
            card.also(word);
        }
        card.names("Personas", "persona");
        card.names("Variant of", "of");
        card.texts("Objective", "objective");
        let curve = EmotionCurve::of(card.project, card.id.file, journey);
        let stages: Vec<String> = journey.children_of(Keyword::Stage).map(|stage| escaped(&label(stage))).collect();
        let touchpoints = counted(curve.points.len(), "touchpoint", "touchpoints");
        match stages.as_slice() {
            [] => card.note("No stages yet"),
            stages => card.fact("Stages", &format!("{} ({touchpoints})", list(stages))),
        }
        for (number, feeler) in curve.heard().take(MOST_CURVES) {
            let row = code(&sparkline(&curve, number));
            card.fact(&escaped(&feeler.label()), &format!("{row} {}", numbers(&curve, number)));
        }
        let more = curve.heard().count().saturating_sub(MOST_CURVES);
        if more > 0 {
            card.note(&format!("and {} more", counted(more, "persona", "personas")));
        }
        Some(card.finish())
    }
}

/// One block for each touchpoint, a space between two stages.
fn sparkline(curve: &EmotionCurve<'_>, feeler: usize) -> String {
    let mut row = String::new();
    for (number, point) in curve.points.iter().take(MOST_BLOCKS).enumerate() {
        let before = number.checked_sub(1).and_then(|before| curve.points.get(before));
        if before.is_some_and(|before| before.stage != point.stage) {
            row.push(' ');
        }
        row.push(block(point.score(feeler)));
    }
    if curve.points.len() > MOST_BLOCKS {
        row.push('…');
    }
    row
}

/// The same in numbers: each score, or each stage's mean where there are many.
fn numbers(curve: &EmotionCurve<'_>, feeler: usize) -> String {
    if curve.points.len() <= MOST_NUMBERS {
        let scores = curve.points.iter().map(|point| point.score(feeler));
        let shown: Vec<String> =
            scores.map(|score| score.map_or_else(|| "–".to_owned(), |score| score.to_string())).collect();
        return shown.join(", ");
    }
    let mut groups: Vec<Vec<Score>> = Vec::new();
    for (number, point) in curve.points.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|before| curve.points.get(before));
        if before.is_none_or(|before| before.stage != point.stage) {
            groups.push(Vec::new());
        }
        if let Some(group) = groups.last_mut() {
            group.extend(point.score(feeler));
        }
    }
    let means = groups.iter().take(MOST_NUMBERS).map(|group| mean(group.iter().copied()));
    let shown: Vec<String> = means.map(|mean| mean.map_or_else(|| "–".to_owned(), signed)).collect();
    format!("{}{} (means of the stages)", shown.join(", "), if groups.len() > MOST_NUMBERS { ", …" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::super::testing::card;
    use super::*;

    #[test]
    fn a_journey_is_told_with_the_curve_of_each_persona() {
        let text = "persona maya \"Maya\"\npersona tom \"Tom\"\n/// Every Friday.\njourney shop \"Weekly shop\" {\n state: as-is; persona: maya, tom; objective: \"Fewer drop-outs\"\n \
                    stage find \"Find\" { touchpoint a { emotion maya: -1; emotion tom: +1 } touchpoint b { emotion maya: -2 } }\n \
                    stage get \"Get\" { touchpoint c { emotion: +2 } touchpoint d } }";
        insta::assert_snapshot!(card(text, Keyword::Journey, "shop"), @r"
        **Weekly shop** · journey `shop` · as-is

        Every Friday.

        - **Personas:** Maya; Tom
        - **Objective:** Fewer drop-outs
        - **Stages:** Find; Get (4 touchpoints)
        - **Maya:** `▃▁ █·` -1, -2, +2, –
        - **Tom:** `▆· █·` +1, –, +2, –
        ");
        assert_eq!(
            card("journey \"Empty\"", Keyword::Journey, "empty"),
            "**Empty** · journey `empty`\n\n- No stages yet"
        );
    }

    #[test]
    fn a_long_journey_is_told_by_the_means_of_its_stages() {
        let touchpoints =
            |score: &str| (0..25).map(|_| format!("touchpoint \"T\" {{ emotion: {score} }}\n")).collect::<String>();
        let text = format!(
            "journey long {{ stage a {{ {} }} stage b {{ {} }} stage c {{ }} }}",
            touchpoints("-1"),
            touchpoints("+2")
        );
        insta::assert_snapshot!(card(&text, Keyword::Journey, "long"), @r"
        **Long** · journey `long`

        - **Stages:** A; B; C (50 touchpoints)
        - **Everybody:** `▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃ ███████████████…` -1, +2 (means of the stages)
        ");
    }
}

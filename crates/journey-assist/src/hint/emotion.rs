//! The hint `scores`: how a stage feels on the whole.

use journey_plugin::model::Declaration;
use journey_plugin::model::syntax::{Keyword, TextRange};
use journey_plugin::{FileContext, Hint, HintDescription, HintDetails, HintProvider};

use crate::curve::{mean, signed};
use crate::markdown::escaped;
use journey_plugin::model::{EmotionCurve, Feeler};

/// From which difference between two personas on the mean of both is no longer true of either.
const MUCH: f64 = 1.0;
/// How many personas are told one by one.
const MOST: usize = 3;

/// The mean emotion of a stage's touchpoints behind its head; for each persona where they differ much.
pub(super) struct EmotionHint;

static DESCRIPTION: HintDescription =
    HintDescription { id: "scores", summary: "The mean emotion of a stage, for each persona where they differ much" };

impl HintProvider for EmotionHint {
    fn description(&self) -> &HintDescription {
        &DESCRIPTION
    }

    fn hints(&self, context: &FileContext<'_>, range: TextRange, hints: &mut Vec<Hint>) {
        let model = &context.file().model;
        for journey in model.declarations().filter(|it| it.keyword() == Some(Keyword::Journey)) {
            let mut curve = None;
            for stage in journey.descendants() {
                let offset = stage.head_range().end;
                let is_asked = stage.keyword() == Some(Keyword::Stage) && range.touches(offset);
                if !is_asked || stage.journey() != Some(journey) {
                    continue;
                }
                let curve = curve.get_or_insert_with(|| EmotionCurve::of(context.project, context.id, journey));
                hints.extend(label(curve, stage).map(|label| Hint { offset, label }));
            }
        }
    }

    fn details(&self, context: &FileContext<'_>, hint: &Hint) -> HintDetails {
        let stage = context
            .file()
            .model
            .declarations()
            .find(|it| it.keyword() == Some(Keyword::Stage) && it.head_range().end == hint.offset);
        let Some((stage, journey)) = stage.and_then(|stage| Some((stage, stage.journey()?))) else {
            return HintDetails::default();
        };
        let curve = EmotionCurve::of(context.project, context.id, journey);
        let lines = means(&curve, stage).into_iter().map(|(feeler, mean, count)| {
            let touchpoints = crate::markdown::counted(count, "touchpoint", "touchpoints");
            format!("- {}: {} at {touchpoints}", escaped(&feeler.label()), signed(mean))
        });
        let lines: Vec<String> = lines.collect();
        HintDetails {
            tooltip: format!("Mean emotion, on a scale from -2 to +2:\n\n{}", lines.join("\n")),
            target: None,
        }
    }
}

fn label(curve: &EmotionCurve<'_>, stage: Declaration<'_>) -> Option<String> {
    let means = means(curve, stage);
    let all = mean(curve.points_of(stage).flat_map(|point| point.scores()))?;
    let lowest = means.iter().map(|(_, mean, _)| *mean).fold(f64::INFINITY, f64::min);
    let highest = means.iter().map(|(_, mean, _)| *mean).fold(f64::NEG_INFINITY, f64::max);
    if means.len() > MOST && highest - lowest >= MUCH {
        return Some(format!("emotion {} to {}", signed(lowest), signed(highest)));
    }
    if highest - lowest >= MUCH {
        let each: Vec<String> =
            means.iter().map(|(feeler, mean, _)| format!("{} {}", feeler.id(), signed(*mean))).collect();
        return Some(format!("emotion {}", each.join(", ")));
    }
    Some(format!("emotion {}", signed(all)))
}

/// Who feels something in a stage, their mean, and at how many touchpoints.
fn means<'p>(curve: &EmotionCurve<'p>, stage: Declaration<'p>) -> Vec<(Feeler<'p>, f64, usize)> {
    let feelers = curve.feelers.iter().enumerate();
    let means = feelers.filter_map(|(number, feeler)| {
        let scores = || curve.points_of(stage).filter_map(move |point| point.score(number));
        Some((*feeler, mean(scores())?, scores().count()))
    });
    means.collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{details, hinted};
    use super::*;

    #[test]
    fn a_stage_says_how_it_feels() {
        let text = "persona a \"A\"\npersona b\njourney j { persona: a, b\n stage \"Alike\" { touchpoint t { emotion: +1 } touchpoint u { emotion a: 0 } }\n \
                    stage apart { touchpoint v { emotion a: +2; emotion b: -1 } }\n stage none \"None\" { touchpoint w }\n}";
        let shown = hinted(&EmotionHint, text);
        let stages: Vec<&str> = shown.lines().filter(|line| line.contains("stage")).collect();
        assert_eq!(
            stages,
            [
                " stage \"Alike\"‹emotion +0.7› { touchpoint t { emotion: +1 } touchpoint u { emotion a: 0 } }",
                " stage apart‹emotion a +2, b -1› { touchpoint v { emotion a: +2; emotion b: -1 } }",
                " stage none \"None\" { touchpoint w }",
            ]
        );
        assert_eq!(
            details(&EmotionHint, text).tooltip,
            "Mean emotion, on a scale from -2 to +2:\n\n- A: +0.5 at 2 touchpoints\n- B: +1 at 1 touchpoint"
        );
    }

    #[test]
    fn many_personas_are_told_as_a_range() {
        let text = "journey j { stage s { touchpoint t { emotion a: +2; emotion b: -1; emotion c: 0; emotion d: 1 } } }\npersona a\npersona b\npersona c\npersona d";
        assert!(hinted(&EmotionHint, text).contains("stage s‹emotion -1 to +2› {"));
    }
}

//! The emotion curve of a journey, persona by persona.

use journey_model::{CurvePoint, EmotionCurve, Feeler};
use schemars::JsonSchema;
use serde::Serialize;

use crate::builder::full_name;

/// The curve of one persona through a journey.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Curve {
    /// The full dotted name of the persona; null for everybody, in a journey that names no persona.
    persona: Option<String>,
    /// What people call them.
    label: String,
    /// One for each touchpoint of the journey, in the order of the text.
    points: Vec<Point>,
}

/// What a persona feels at a touchpoint.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Point {
    /// The full dotted name of the touchpoint; null where it has none.
    touchpoint: Option<String>,
    /// What people call the touchpoint.
    label: String,
    /// The full dotted name of the stage around it; null where it has none.
    stage: Option<String>,
    /// From -2 (very negative) to 2 (very positive): their own emotion, else everybody's. Null where nothing is said.
    #[schemars(range(min = -2, max = 2))]
    score: Option<i8>,
    /// The word for it.
    word: Option<String>,
}

/// The curves of all who feel, those of the journey first.
pub(crate) fn curves(curve: &EmotionCurve<'_>) -> Vec<Curve> {
    let feelers = curve.feelers.iter().enumerate();
    let curves = feelers.map(|(number, feeler)| Curve {
        persona: match feeler {
            Feeler::Persona(_, persona) => full_name(*persona),
            Feeler::Everybody => None,
        },
        label: feeler.label(),
        points: curve.points.iter().map(|point| Point::of(point, number)).collect(),
    });
    curves.collect()
}

impl Point {
    fn of(point: &CurvePoint<'_>, feeler: usize) -> Self {
        let emotion = point.emotions.get(feeler).and_then(|felt| felt.as_ref()).map(|felt| &felt.emotion);
        Self {
            touchpoint: full_name(point.touchpoint),
            label: point.touchpoint.label().into_owned(),
            stage: point.stage.and_then(full_name),
            score: emotion.map(|emotion| emotion.score.value()),
            word: emotion.and_then(|emotion| emotion.word.as_ref()).map(ToString::to_string),
        }
    }
}

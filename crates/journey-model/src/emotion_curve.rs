//! The emotion curve of a journey: who feels what at which touchpoint.

use crate::file::{Declaration, Property, Reference, Role};
use crate::project::{DeclarationId, FileId, Project};
use crate::schema::{KeyId, Keyword};
use crate::value::{Emotion, Score};

/// The emotions of a journey, touchpoint by touchpoint.
///
/// An emotion without a persona is felt by each persona of the journey that has none of their own there. In a journey
/// without personas, it is everybody's.
#[derive(Debug)]
pub struct EmotionCurve<'p> {
    /// Those of the journey in its order, then those who only have an emotion somewhere.
    pub feelers: Vec<Feeler<'p>>,
    /// In the order of the text.
    pub points: Vec<CurvePoint<'p>>,
}

/// What somebody feels at a touchpoint, and where it is written.
#[derive(Clone, Debug)]
pub struct Feeling<'p> {
    /// The score and the word.
    pub emotion: Emotion,
    /// The property that says so.
    pub property: Property<'p>,
}

/// Somebody who feels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feeler<'p> {
    /// A persona.
    Persona(DeclarationId, Declaration<'p>),
    /// Everybody, where the journey names no persona.
    Everybody,
}

/// A touchpoint on the curve.
#[derive(Debug)]
pub struct CurvePoint<'p> {
    /// The touchpoint.
    pub touchpoint: Declaration<'p>,
    /// The stage around it.
    pub stage: Option<Declaration<'p>>,
    /// One for each feeler.
    pub emotions: Vec<Option<Feeling<'p>>>,
}

impl<'p> Feeler<'p> {
    /// What people call them.
    pub fn label(self) -> String {
        match self {
            Self::Persona(_, persona) => persona.label().into_owned(),
            Self::Everybody => "Everybody".to_owned(),
        }
    }

    /// What the files call them.
    pub fn id(self) -> &'p str {
        match self {
            Self::Persona(_, persona) => persona.id(),
            Self::Everybody => "everybody",
        }
    }
}

impl<'p> EmotionCurve<'p> {
    /// The curve of a journey.
    pub fn of(project: &'p Project, file: FileId, journey: Declaration<'p>) -> Self {
        let mut feelers: Vec<Feeler<'p>> = Vec::new();
        for reference in journey.references() {
            if reference.role == Role::Value && reference.property.key() == "persona" {
                feeler_number(project, file, &reference, &mut feelers);
            }
        }
        let own = feelers.len();
        let touchpoints = journey.descendants().filter(|declaration| {
            declaration.keyword() == Some(Keyword::Touchpoint) && declaration.journey() == Some(journey)
        });
        let key = project.schema().key_id(Keyword::Touchpoint, "emotion");
        let felt: Vec<Felt<'p>> =
            touchpoints.map(|touchpoint| Felt::at(project, file, touchpoint, key, &mut feelers)).collect();
        let mut shared_by = 0..own;
        if own == 0 && felt.iter().any(|felt| felt.shared.is_some()) {
            shared_by = feelers.len()..feelers.len() + 1;
            feelers.push(Feeler::Everybody);
        }
        let points = felt.into_iter().map(|felt| {
            let mut emotions: Vec<Option<Feeling<'p>>> = vec![None; feelers.len()];
            for (number, feeling) in felt.own {
                if let Some(place) = emotions.get_mut(number) {
                    *place = Some(feeling);
                }
            }
            for place in emotions.get_mut(shared_by.clone()).into_iter().flatten() {
                *place = place.take().or_else(|| felt.shared.clone());
            }
            let stage = felt.touchpoint.ancestors().find(|around| around.keyword() == Some(Keyword::Stage));
            CurvePoint { touchpoint: felt.touchpoint, stage, emotions }
        });
        Self { points: points.collect(), feelers }
    }

    /// The touchpoints that stand in a stage.
    pub fn points_of(&self, stage: Declaration<'p>) -> impl Iterator<Item = &CurvePoint<'p>> {
        self.points.iter().filter(move |point| point.stage == Some(stage))
    }

    /// Who feels something somewhere, each with their number.
    pub fn heard(&self) -> impl Iterator<Item = (usize, Feeler<'p>)> {
        let feelers = self.feelers.iter().copied().enumerate();
        feelers.filter(|(number, _)| self.points.iter().any(|point| point.score(*number).is_some()))
    }

    /// The first of the lowest and the first of the highest touchpoints, each with its score, and who feels it.
    pub fn extremes(&self) -> Option<[(&CurvePoint<'p>, Score, Feeler<'p>); 2]> {
        let all = || {
            self.points.iter().flat_map(|point| {
                let felt = self.feelers.iter().zip(&point.emotions);
                felt.filter_map(move |(feeler, emotion)| Some((point, emotion.as_ref()?.emotion.score, *feeler)))
            })
        };
        let lowest = all().min_by_key(|(_, score, _)| *score)?;
        let highest = all().min_by_key(|(_, score, _)| std::cmp::Reverse(*score))?;
        Some([lowest, highest])
    }
}

/// What a touchpoint says about emotions.
struct Felt<'p> {
    touchpoint: Declaration<'p>,
    /// The numbers of feelers, each once.
    own: Vec<(usize, Feeling<'p>)>,
    shared: Option<Feeling<'p>>,
}

impl<'p> Felt<'p> {
    /// `key` is the number of `emotion`.
    fn at(
        project: &'p Project,
        file: FileId,
        touchpoint: Declaration<'p>,
        key: Option<KeyId>,
        feelers: &mut Vec<Feeler<'p>>,
    ) -> Self {
        let mut felt = Self { touchpoint, own: Vec::new(), shared: None };
        for property in touchpoint.properties().filter(|property| key.is_some() && property.key_id() == key) {
            let Some(emotion) = property.values().iter().find_map(|value| value.emotion()) else { continue };
            let feeling = Feeling { emotion, property };
            let Some((_, range)) = property.qualifier() else {
                felt.shared = felt.shared.or(Some(feeling));
                continue;
            };
            let reference = touchpoint.references().find(|reference| reference.range == range);
            let number = reference.and_then(|reference| feeler_number(project, file, &reference, feelers));
            if let Some(number) = number.filter(|number| felt.own.iter().all(|(known, _)| known != number)) {
                felt.own.push((number, feeling));
            }
        }
        felt
    }
}

impl CurvePoint<'_> {
    /// How the feeler with that number feels here.
    pub fn score(&self, feeler: usize) -> Option<Score> {
        self.emotions.get(feeler)?.as_ref().map(|feeling| feeling.emotion.score)
    }

    /// The scores of all who feel something here.
    pub fn scores(&self) -> impl Iterator<Item = Score> {
        self.emotions.iter().flatten().map(|feeling| feeling.emotion.score)
    }
}

/// The persona that a reference means, and their number among the feelers, where they are added if they are new.
fn feeler_number<'p>(
    project: &'p Project,
    file: FileId,
    reference: &Reference<'p>,
    feelers: &mut Vec<Feeler<'p>>,
) -> Option<usize> {
    let (id, declaration) = project.target(file, reference)?;
    let feeler = Feeler::Persona(id, declaration);
    Some(feelers.iter().position(|known| *known == feeler).unwrap_or_else(|| {
        feelers.push(feeler);
        feelers.len() - 1
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The curve of the first journey: for each feeler their id and scores.
    fn told(text: &str) -> Vec<String> {
        let project = Project::of_text("test.journey", text);
        let (id, journey) = project.declarations_of(Keyword::Journey).next().expect("a journey");
        let curve = EmotionCurve::of(&project, id.file, journey);
        let line = |(number, feeler): (usize, &Feeler<'_>)| {
            let scores = curve.points.iter().map(|point| point.score(number));
            let scores: Vec<String> =
                scores.map(|score| score.map_or("-".to_owned(), |score| score.to_string())).collect();
            format!("{}: {}", feeler.id(), scores.join(" "))
        };
        curve.feelers.iter().enumerate().map(line).collect()
    }

    #[test]
    fn an_emotion_without_a_persona_goes_to_those_of_the_journey_who_have_none_of_their_own() {
        let text = "persona a\npersona b\npersona c\njourney j { persona: a, b, a\n stage s {\n touchpoint t { emotion: +1; emotion b: -2 }\n \
                    touchpoint u { emotion c: 0; emotion: 7 }\n touchpoint v { emotion nobody: 1 } } }";
        assert_eq!(told(text), ["a: +1 - -", "b: -2 - -", "c: - 0 -"]);
    }

    #[test]
    fn where_no_persona_is_named_it_is_everybodys() {
        let text = "persona a\njourney j { stage s { touchpoint t { emotion a: -1 } touchpoint u { emotion: +2; emotion: -2 } } }";
        assert_eq!(told(text), ["a: -1 -", "everybody: - +2"]);
        assert!(told("journey j { stage s { touchpoint t } }").is_empty());
    }
}

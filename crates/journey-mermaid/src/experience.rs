//! What a journey is like for its personas: stages, touchpoints, and who feels what there, read out of the model.

use journey_model::syntax::TextRange;
use journey_model::value::{Score, words};
use journey_model::{Declaration, DeclarationId, Keyword, LocalId, Project, Property, Role};

use crate::escape::one_line;

/// A journey as its personas go through it.
#[derive(Debug)]
pub(crate) struct Experience {
    pub(crate) journey: Name,
    /// `as-is`, `to-be` or whatever the journey says.
    pub(crate) state: Option<String>,
    /// Those of the journey in its order, then those who only have an emotion somewhere.
    pub(crate) personas: Vec<Persona>,
    /// In the order of the text, empty ones included.
    pub(crate) stages: Vec<Stage>,
    /// Journeys that stand inside of this one, where none belongs. Their stages are not among those of this one.
    pub(crate) nested: Vec<Name>,
    /// Whether some part of the journey cannot be read as what it is meant to be.
    pub(crate) has_unread_parts: bool,
}

/// What something is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// The label on one line; never empty.
    pub(crate) label: String,
    /// Empty where there is neither id nor label.
    pub(crate) id: String,
}

#[derive(Debug)]
pub(crate) struct Persona {
    pub(crate) name: Name,
    /// `None` for a name that means no persona; it is the label as it is written.
    declaration: Option<DeclarationId>,
}

impl Persona {
    pub(crate) fn is_declared(&self) -> bool {
        self.declaration.is_some()
    }
}

#[derive(Debug)]
pub(crate) struct Stage {
    /// `None` for touchpoints that stand in no stage.
    pub(crate) name: Option<Name>,
    /// Where it is declared, in bytes of the journey's file.
    pub(crate) range: Option<TextRange>,
    declaration: Option<LocalId>,
    pub(crate) touchpoints: Vec<Touchpoint>,
}

#[derive(Debug)]
pub(crate) struct Touchpoint {
    pub(crate) name: Name,
    /// Where it is declared, in bytes of the journey's file.
    pub(crate) range: TextRange,
    /// Each score once, in the order of the personas who feel it.
    pub(crate) emotions: Vec<Emotion>,
    /// Emotions whose score cannot be read, as they are written.
    pub(crate) unreadable: Vec<String>,
    /// Everybody's emotions, where every persona of the journey has one of their own.
    pub(crate) unfelt: Vec<Score>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Emotion {
    pub(crate) score: Score,
    /// Numbers of personas, each once. Empty where the journey has no persona who could feel it.
    pub(crate) personas: Vec<usize>,
}

impl Experience {
    pub(crate) fn of(project: &Project, id: DeclarationId) -> Self {
        let journey = project.declaration(id);
        let mut personas = Personas { project, id, all: Vec::new() };
        let listed = journey.properties_of("persona").flat_map(Property::values);
        for value in listed {
            personas.number(journey, value.range(), Role::Value, &value.plain());
        }
        let own = personas.all.len();
        let mut stages: Vec<Stage> = Vec::new();
        let mut nested = Vec::new();
        for declaration in journey.descendants() {
            if declaration.keyword() == Some(Keyword::Journey) {
                nested.push(Name::of(declaration));
            }
            if declaration.journey() != Some(journey) {
                continue;
            }
            match declaration.keyword() {
                Some(Keyword::Stage) => stages.push(Stage {
                    name: Some(Name::of(declaration)),
                    range: Some(declaration.range()),
                    declaration: Some(declaration.local_id()),
                    touchpoints: Vec::new(),
                }),
                Some(Keyword::Touchpoint) => {
                    let around = declaration.ancestors().find(|around| around.keyword() == Some(Keyword::Stage));
                    let touchpoint = personas.touchpoint(declaration, own);
                    place(&mut stages, around.map(Declaration::local_id), touchpoint);
                }
                _ => {}
            }
        }
        Self {
            journey: Name::of(journey),
            state: journey.property("state").and_then(Property::value).map(|value| one_line(&value.plain())),
            personas: personas.all,
            stages,
            nested,
            has_unread_parts: has_unread_parts(journey),
        }
    }

    /// The touchpoints of all stages, in order.
    pub(crate) fn touchpoints(&self) -> impl Iterator<Item = &Touchpoint> {
        self.stages.iter().flat_map(|stage| &stage.touchpoints)
    }

    /// The labels of stages without touchpoints.
    pub(crate) fn empty_stages(&self) -> Vec<&str> {
        let empty = self.stages.iter().filter(|stage| stage.touchpoints.is_empty());
        empty.filter_map(|stage| stage.name.as_ref()).map(|name| name.label.as_str()).collect()
    }

    /// The labels of touchpoints without an emotion.
    pub(crate) fn without_emotion(&self) -> Vec<&str> {
        let without = self.touchpoints().filter(|touchpoint| touchpoint.emotions.is_empty());
        without.map(|touchpoint| touchpoint.name.label.as_str()).collect()
    }
}

impl Name {
    fn of(declaration: Declaration<'_>) -> Self {
        let id = declaration.id().to_owned();
        let labels = [one_line(&declaration.label()), words(&id)];
        let label = labels.into_iter().find(|label| !label.is_empty());
        let keyword = || declaration.keyword().map_or("declaration", Keyword::name);
        Self { label: label.unwrap_or_else(|| format!("Unnamed {}", keyword())), id }
    }
}

struct Personas<'p> {
    project: &'p Project,
    id: DeclarationId,
    all: Vec<Persona>,
}

impl Personas<'_> {
    /// The number of the persona whose name is written in that part of a property of `user`.
    fn number(&mut self, user: Declaration<'_>, range: TextRange, role: Role, written: &str) -> usize {
        let reference = user.references().find(|reference| reference.role == role && range.covers(reference.range));
        let target = reference.and_then(|reference| self.project.target(self.id.file, &reference));
        let persona = match target {
            Some((id, declaration)) => Persona { name: Name::of(declaration), declaration: Some(id) },
            None => {
                let written = one_line(written);
                Persona { name: Name { label: written.clone(), id: written }, declaration: None }
            }
        };
        let same = |known: &Persona| {
            known.declaration == persona.declaration && (persona.is_declared() || known.name == persona.name)
        };
        self.all.iter().position(same).unwrap_or_else(|| {
            self.all.push(persona);
            self.all.len() - 1
        })
    }

    fn touchpoint(&mut self, declaration: Declaration<'_>, own: usize) -> Touchpoint {
        let mut unreadable = Vec::new();
        let mut everybodys = Vec::new();
        let mut felt: Vec<(usize, Score)> = Vec::new();
        for property in declaration.properties_of("emotion") {
            let persona =
                property.qualifier().map(|(written, range)| self.number(declaration, range, Role::Qualifier, written));
            for value in property.values() {
                match (value.emotion(), persona) {
                    (Some(emotion), Some(persona)) => felt.push((persona, emotion.score)),
                    (Some(emotion), None) => everybodys.push(emotion.score),
                    (None, _) => unreadable.push(one_line(value.first().text())),
                }
            }
        }
        let others: Vec<usize> = (0..own).filter(|number| felt.iter().all(|(persona, _)| persona != number)).collect();
        let unfelt = if own > 0 && others.is_empty() { everybodys.clone() } else { Vec::new() };
        felt.extend(others.iter().flat_map(|number| everybodys.iter().map(|score| (*number, *score))));
        felt.sort_by_key(|(persona, _)| *persona);
        let mut emotions: Vec<Emotion> = Vec::new();
        for (persona, score) in felt {
            match emotions.iter_mut().find(|emotion| emotion.score == score) {
                Some(emotion) if emotion.personas.contains(&persona) => {}
                Some(emotion) => emotion.personas.push(persona),
                None => emotions.push(Emotion { score, personas: vec![persona] }),
            }
        }
        if own == 0 {
            for score in everybodys {
                if emotions.iter().all(|emotion| emotion.score != score) {
                    emotions.push(Emotion { score, personas: Vec::new() });
                }
            }
        }
        Touchpoint { name: Name::of(declaration), range: declaration.range(), emotions, unreadable, unfelt }
    }
}

/// Puts a touchpoint into its stage; one without a stage stands where it is written, beside others of that kind.
fn place(stages: &mut Vec<Stage>, stage: Option<LocalId>, touchpoint: Touchpoint) {
    let found = match stage {
        Some(_) => stages.iter_mut().rfind(|known| known.declaration == stage),
        None => stages.last_mut().filter(|last| last.declaration.is_none()),
    };
    match found {
        Some(stage) => stage.touchpoints.push(touchpoint),
        None => stages.push(Stage { name: None, range: None, declaration: None, touchpoints: vec![touchpoint] }),
    }
}

fn has_unread_parts(journey: Declaration<'_>) -> bool {
    std::iter::once(journey).chain(journey.descendants()).any(Declaration::has_broken_entries)
}

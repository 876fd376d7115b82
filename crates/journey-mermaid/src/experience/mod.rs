//! A journey as its readers go through it: stages, touchpoints, who feels what there, and all that is said about them, read
//! out of the model. Views draw this and ask nothing else.

mod choice;
mod details;
mod fact;
mod opportunity;
mod partner;
mod persona;
mod touchpoint;
mod voice;

use journey_model::syntax::TextRange;
use journey_model::value::words;
use journey_model::{Declaration, DeclarationId, Keyword, LocalId, Project, Property};
use journey_plugin::{Lane, Options};

pub(crate) use details::{Details, cited, kinds};
pub(crate) use fact::{Fact, Measure, Next, Step, other_facts};
pub(crate) use opportunity::Opportunity;
pub(crate) use partner::partners;
pub(crate) use persona::{Persona, short_names};
pub(crate) use touchpoint::{Emotion, Pain, Touchpoint};
pub(crate) use voice::Voice;

use crate::escape::{into_one_line, one_line};
use persona::Personas;

/// A journey as its personas go through it, as far as the options choose it.
#[derive(Debug)]
pub(crate) struct Experience {
    pub(crate) id: DeclarationId,
    pub(crate) journey: Name,
    /// The heading: the journey's label, unless the options have another.
    pub(crate) title: String,
    /// Where the journey is declared, in bytes of its file. All ranges here are, but for those of opportunities.
    pub(crate) range: TextRange,
    /// `as-is`, `to-be` or whatever the journey says.
    pub(crate) state: Option<String>,
    /// Those of the journey in its order, then those who only have an emotion somewhere.
    pub(crate) personas: Vec<Persona>,
    /// In the order of the text, empty ones included.
    pub(crate) stages: Vec<Stage>,
    /// Pains and gains that stand in the journey itself.
    pub(crate) pains: Vec<Pain>,
    pub(crate) gains: Vec<Fact>,
    /// Those of the journey, and those of the project that address a pain of it.
    pub(crate) opportunities: Vec<Opportunity>,
    /// What is measured over the whole journey.
    pub(crate) measures: Vec<Measure>,
    /// Journeys that stand inside of this one, where none belongs. Their stages are not among those of this one.
    pub(crate) nested: Vec<Name>,
    /// Whether some part of the journey cannot be read as what it is meant to be.
    pub(crate) has_unread_parts: bool,
    /// What the options leave out: labels of stages.
    pub(crate) stages_not_chosen: Vec<String>,
    /// What the options leave out: names of personas.
    pub(crate) personas_not_chosen: Vec<String>,
    /// What is said beside the lanes.
    pub(crate) details: Details,
    /// How many facts there are in each lane.
    counts: [usize; Lane::NAMES.len()],
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
pub(crate) struct Stage {
    /// `None` for touchpoints that stand in no stage.
    pub(crate) name: Option<Name>,
    /// Where it is declared.
    pub(crate) range: Option<TextRange>,
    pub(crate) declaration: Option<LocalId>,
    pub(crate) goals: Vec<Fact>,
    /// Pains and gains that stand in the stage itself.
    pub(crate) pains: Vec<Pain>,
    pub(crate) gains: Vec<Fact>,
    /// As it is written.
    pub(crate) duration: Option<Fact>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) touchpoints: Vec<Touchpoint>,
}

impl Experience {
    pub(crate) fn of(project: &Project, id: DeclarationId, options: &Options) -> Self {
        let journey = project.declaration(id);
        let title = options.title.as_deref().map(one_line).filter(|title| !title.is_empty());
        let mut personas = Personas::of(project, id, journey);
        let mut experience = Self {
            id,
            journey: Name::of(journey),
            title: title.unwrap_or_else(|| Name::of(journey).label),
            range: journey.range(),
            state: journey.property("state").and_then(Property::value).map(|value| one_line(&value.plain())),
            personas: Vec::new(),
            stages: Vec::new(),
            pains: Vec::new(),
            gains: Vec::new(),
            opportunities: opportunity::of(project, id, journey),
            measures: fact::measures(project, id, journey),
            nested: Vec::new(),
            has_unread_parts: has_unread_parts(journey),
            stages_not_chosen: Vec::new(),
            personas_not_chosen: Vec::new(),
            details: Details::default(),
            counts: [0; Lane::NAMES.len()],
        };
        for declaration in journey.descendants() {
            if declaration.keyword() == Some(Keyword::Journey) {
                experience.nested.push(Name::of(declaration));
            }
            if declaration.journey() == Some(journey) {
                experience.take(project, declaration, &mut personas);
            }
        }
        experience.personas = personas.all;
        choice::choose(&mut experience, options);
        experience.counts = experience.counted();
        experience.details = Details::of(project, &experience);
        experience
    }

    /// How many facts there are in that lane, of the journey, its stages and its touchpoints.
    pub(crate) fn count(&self, lane: Lane) -> usize {
        self.counts.get(lane as usize).copied().unwrap_or_default()
    }

    fn counted(&self) -> [usize; Lane::NAMES.len()] {
        let mut counts = [0; Lane::NAMES.len()];
        let mut add = |lane: Lane, more: usize| {
            if let Some(count) = counts.get_mut(lane as usize) {
                *count += more;
            }
        };
        add(Lane::Pain, self.pains.len());
        add(Lane::Gain, self.gains.len());
        add(Lane::Measure, self.measures.len());
        add(Lane::Opportunity, self.opportunities.len());
        for stage in &self.stages {
            add(Lane::Goal, stage.goals.len());
            add(Lane::Pain, stage.pains.len());
            add(Lane::Gain, stage.gains.len());
            add(Lane::Measure, stage.measures.len());
            add(Lane::Duration, usize::from(stage.duration.is_some()));
            stage.touchpoints.iter().for_each(|touchpoint| touchpoint.each_count(&mut add));
        }
        counts
    }

    fn take(&mut self, project: &Project, declaration: Declaration<'_>, personas: &mut Personas<'_>) {
        let id = self.id;
        match declaration.keyword() {
            Some(Keyword::Stage) => self.stages.push(Stage::of(project, id, declaration)),
            Some(Keyword::Touchpoint) => {
                let touchpoint = Touchpoint::of(project, id, declaration, personas);
                place(&mut self.stages, around(declaration, Keyword::Stage), touchpoint);
            }
            Some(Keyword::Pain) => {
                let pain = Pain::of(id, declaration, personas);
                self.place_of(declaration).pains.push(pain);
            }
            Some(Keyword::Gain) => {
                let means = Some(DeclarationId { file: id.file, local: declaration.local_id() });
                let gain = Fact { text: Name::of(declaration).label, range: declaration.range(), means };
                self.place_of(declaration).gains.push(gain);
            }
            _ => {}
        }
    }

    /// What a pain or a gain stands in: the touchpoint, stage or journey around it.
    fn place_of(&mut self, declaration: Declaration<'_>) -> PainsAndGains<'_> {
        let touchpoint = around(declaration, Keyword::Touchpoint);
        let stage = around(declaration, Keyword::Stage);
        // The last one mostly, for what stands around something was declared just before it.
        let position = self.stages.iter().enumerate().rev().find_map(|(number, known)| match touchpoint {
            Some(_) => {
                let inside = known.touchpoints.iter().rposition(|known| Some(known.id) == touchpoint)?;
                Some((number, Some(inside)))
            }
            None => (stage.is_some() && known.declaration == stage).then_some((number, None)),
        });
        let Some((number, inside)) = position else {
            return PainsAndGains { pains: &mut self.pains, gains: &mut self.gains };
        };
        let stage = self.stages.get_mut(number).expect("a position of these");
        match inside.and_then(|inside| stage.touchpoints.get_mut(inside)) {
            Some(touchpoint) => PainsAndGains { pains: &mut touchpoint.pains, gains: &mut touchpoint.gains },
            None => PainsAndGains { pains: &mut stage.pains, gains: &mut stage.gains },
        }
    }

    /// The touchpoints of all stages, in order.
    pub(crate) fn touchpoints(&self) -> impl Iterator<Item = &Touchpoint> {
        self.stages.iter().flat_map(|stage| &stage.touchpoints)
    }

    /// The pains of the journey, its stages and its touchpoints, in the order in which they are shown.
    pub(crate) fn all_pains(&self) -> impl Iterator<Item = &Pain> {
        let stages = self.stages.iter();
        let inside = stages.flat_map(|stage| {
            stage.pains.iter().chain(stage.touchpoints.iter().flat_map(|touchpoint| &touchpoint.pains))
        });
        self.pains.iter().chain(inside)
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

struct PainsAndGains<'e> {
    pains: &'e mut Vec<Pain>,
    gains: &'e mut Vec<Fact>,
}

impl Stage {
    fn of(project: &Project, journey: DeclarationId, stage: Declaration<'_>) -> Self {
        Self {
            name: Some(Name::of(stage)),
            range: Some(stage.range()),
            declaration: Some(stage.local_id()),
            goals: fact::texts(stage, "goal").collect(),
            pains: Vec::new(),
            gains: Vec::new(),
            duration: fact::texts(stage, "duration").next(),
            measures: fact::measures(project, journey, stage),
            touchpoints: Vec::new(),
        }
    }

    /// What stands between the stages.
    fn nameless() -> Self {
        Self {
            name: None,
            range: None,
            declaration: None,
            goals: Vec::new(),
            pains: Vec::new(),
            gains: Vec::new(),
            duration: None,
            measures: Vec::new(),
            touchpoints: Vec::new(),
        }
    }
}

impl Name {
    pub(crate) fn of(declaration: Declaration<'_>) -> Self {
        let id = declaration.id().to_owned();
        let mut label = into_one_line(declaration.label());
        if label.is_empty() {
            label = words(&id);
        }
        if label.is_empty() {
            label = format!("Unnamed {}", declaration.keyword().map_or("declaration", Keyword::name));
        }
        Self { label, id }
    }

    pub(crate) fn label_and_id(&self) -> (&str, &str) {
        (&self.label, &self.id)
    }

    /// The name of something that is not declared.
    pub(crate) fn written(text: &str) -> Self {
        let text = one_line(text);
        Self { label: text.clone(), id: text }
    }
}

/// The nearest declaration of that keyword around one.
fn around(declaration: Declaration<'_>, keyword: Keyword) -> Option<LocalId> {
    declaration.ancestors().find(|around| around.keyword() == Some(keyword)).map(Declaration::local_id)
}

/// Puts a touchpoint into its stage; one without a stage stands where it is written, beside others of that kind.
fn place(stages: &mut Vec<Stage>, stage: Option<LocalId>, touchpoint: Touchpoint) {
    let found = match stage {
        Some(_) => stages.iter_mut().rfind(|known| known.declaration == stage),
        None => stages.last_mut().filter(|last| last.declaration.is_none()),
    };
    match found {
        Some(stage) => stage.touchpoints.push(touchpoint),
        None => stages.push(Stage { touchpoints: vec![touchpoint], ..Stage::nameless() }),
    }
}

fn has_unread_parts(journey: Declaration<'_>) -> bool {
    std::iter::once(journey).chain(journey.descendants()).any(Declaration::has_broken_entries)
}

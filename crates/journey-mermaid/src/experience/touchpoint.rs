//! What is said about one touchpoint.

use journey_model::syntax::TextRange;
use journey_model::value::Score;
use journey_model::{Declaration, DeclarationId, LocalId, Project, Property, Reference, Role};
use journey_plugin::Lane;

use super::persona::Personas;
use super::{Fact, Measure, Name, Next, Step, fact};
use crate::escape::{into_one_line, one_line};

#[derive(Debug)]
pub(crate) struct Touchpoint {
    pub(crate) name: Name,
    pub(crate) id: LocalId,
    /// Where it is declared, in bytes of the journey's file.
    pub(crate) range: TextRange,
    /// Each score once, in the order of the personas who feel it.
    pub(crate) emotions: Vec<Emotion>,
    /// Emotions whose score cannot be read, as they are written.
    pub(crate) unreadable: Vec<String>,
    /// Everybody's emotions, where every persona of the journey has one of their own.
    pub(crate) unfelt: Vec<Score>,
    /// What is written as text, each with its lane, in the order of the text.
    texts: Vec<(Lane, Fact)>,
    /// What is done for the customer, each with its lane: front stage, back stage or support.
    pub(crate) steps: Vec<(Lane, Step)>,
    pub(crate) next: Vec<Next>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) pains: Vec<Pain>,
    pub(crate) gains: Vec<Fact>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Emotion {
    pub(crate) score: Score,
    /// Numbers of personas, each once. Empty where the journey has no persona who could feel it.
    pub(crate) personas: Vec<usize>,
    /// In their own words, each once. Whose they are, [`Touchpoint::voices`] tells.
    pub(super) words: Vec<String>,
    /// For each of the words whose it is: `None` for nobody in particular, where the journey has no persona.
    pub(super) speakers: Vec<Vec<Option<usize>>>,
    /// Where it is written, for whom: `None` where the journey has no persona. In the order of the personas.
    pub(super) written: Vec<(Option<usize>, TextRange)>,
}

#[derive(Debug)]
pub(crate) struct Pain {
    pub(crate) name: Name,
    pub(crate) id: DeclarationId,
    pub(crate) range: TextRange,
    /// As they are written.
    pub(crate) severity: Option<String>,
    pub(crate) frequency: Option<String>,
    pub(crate) causes: Vec<String>,
    /// Numbers of the personas who have it; empty for everybody.
    pub(crate) personas: Vec<usize>,
}

impl Touchpoint {
    pub(super) fn of(
        project: &Project,
        journey: DeclarationId,
        declaration: Declaration<'_>,
        personas: &mut Personas<'_>,
    ) -> Self {
        let mut felt = Felt::default();
        let references: Vec<Reference<'_>> = declaration.references().collect();
        let mut touchpoint = Self {
            name: Name::of(declaration),
            id: declaration.local_id(),
            range: declaration.range(),
            emotions: Vec::new(),
            unreadable: Vec::new(),
            unfelt: Vec::new(),
            texts: Vec::new(),
            steps: Vec::new(),
            next: Vec::new(),
            measures: Vec::new(),
            pains: Vec::new(),
            gains: Vec::new(),
        };
        for property in declaration.properties() {
            let key = property.key();
            let Some((_, lane)) = Lane::NAMES.iter().find(|(name, _)| *name == key) else { continue };
            let lane = *lane;
            match lane {
                Lane::Channel | Lane::Actor => touchpoint
                    .texts
                    .extend(fact::names(project, journey, &references, property).map(|fact| (lane, fact))),
                Lane::Frontstage | Lane::Backstage | Lane::Support => touchpoint
                    .steps
                    .extend(fact::steps(project, journey, &references, property).map(|step| (lane, step))),
                Lane::Next => touchpoint.next.extend(fact::nexts(project, journey, &references, property)),
                Lane::Emotion => felt.take(property, &references, personas),
                Lane::Measure => touchpoint.measures.extend(fact::measures_of(project, journey, property)),
                _ => touchpoint.texts.extend(fact::texts_of(property).map(|fact| (lane, fact))),
            }
        }
        felt.give(&mut touchpoint, personas.own);
        touchpoint
    }

    /// What is written as text in that lane. Channels and actors are named by their labels.
    pub(crate) fn texts(&self, wanted: Lane) -> impl Iterator<Item = &Fact> {
        self.texts.iter().filter(move |(lane, _)| *lane == wanted).map(|(_, fact)| fact)
    }

    /// The steps of that lane: front stage, back stage or support.
    pub(crate) fn steps(&self, wanted: Lane) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |(lane, _)| *lane == wanted).map(|(_, step)| step)
    }

    /// What its facts name: channels, actors and metrics.
    pub(super) fn names(&self) -> impl Iterator<Item = DeclarationId> {
        let texts = self.texts.iter().filter_map(|(_, fact)| fact.means);
        let steps = self.steps.iter().filter_map(|(_, step)| step.actor_id);
        texts.chain(steps).chain(self.measures.iter().filter_map(|measure| measure.id))
    }

    /// Tells how many facts it has, lane by lane or fact by fact.
    pub(super) fn each_count(&self, add: &mut impl FnMut(Lane, usize)) {
        for lane in [Lane::Emotion, Lane::Measure, Lane::Pain, Lane::Gain, Lane::Next] {
            add(lane, self.count(lane));
        }
        // A pain or a gain is a declaration; what is written as a text of that name is not told.
        let texts = self.texts.iter().map(|(lane, _)| *lane).filter(|lane| !matches!(lane, Lane::Pain | Lane::Gain));
        texts.for_each(|lane| add(lane, 1));
        self.steps.iter().for_each(|(lane, _)| add(*lane, 1));
    }

    /// How many facts it has in that lane. Opportunities are the journey's and not counted here.
    pub(crate) fn count(&self, lane: Lane) -> usize {
        match lane {
            Lane::Emotion => self.emotions.len(),
            Lane::Measure => self.measures.len(),
            Lane::Pain => self.pains.len(),
            Lane::Gain => self.gains.len(),
            Lane::Next => self.next.len(),
            Lane::Frontstage | Lane::Backstage | Lane::Support => self.steps(lane).count(),
            _ => self.texts(lane).count(),
        }
    }
}

impl Emotion {
    /// The words of one persona, or those of nobody in particular.
    pub(super) fn words_of(&self, persona: Option<usize>) -> impl Iterator<Item = &str> {
        let spoken = self.words.iter().zip(&self.speakers);
        spoken.filter(move |(_, speakers)| speakers.contains(&persona)).map(|(word, _)| word.as_str())
    }

    /// Where it is written, each place once.
    pub(crate) fn ranges(&self) -> Vec<TextRange> {
        let mut ranges: Vec<TextRange> = Vec::new();
        for (_, range) in &self.written {
            if !ranges.contains(range) {
                ranges.push(*range);
            }
        }
        ranges
    }
}

impl Pain {
    pub(super) fn of(journey: DeclarationId, declaration: Declaration<'_>, personas: &mut Personas<'_>) -> Self {
        let written = |key| {
            let value = declaration.property(key).and_then(Property::value)?;
            Some(one_line(&value.plain())).filter(|text| !text.is_empty())
        };
        let mut who = Vec::new();
        let references: Vec<Reference<'_>> = declaration.references().collect();
        for property in declaration.properties_of("persona") {
            for value in property.values() {
                let number = personas.number(&references, value.range(), Role::Value, &value.plain());
                if !who.contains(&number) {
                    who.push(number);
                }
            }
        }
        Self {
            name: Name::of(declaration),
            id: DeclarationId { file: journey.file, local: declaration.local_id() },
            range: declaration.range(),
            severity: written("severity"),
            frequency: written("frequency"),
            causes: fact::texts(declaration, "cause").map(|fact| fact.text).collect(),
            personas: who,
        }
    }
}

/// The emotions of a touchpoint, as they are written.
#[derive(Default)]
struct Felt {
    /// Those that name nobody.
    everybodys: Vec<Feeling>,
    /// Each with the number of its persona.
    own: Vec<(usize, Feeling)>,
    unreadable: Vec<String>,
}

impl Felt {
    /// Reads a property.
    fn take(&mut self, property: Property<'_>, references: &[Reference<'_>], personas: &mut Personas<'_>) {
        let persona =
            property.qualifier().map(|(written, range)| personas.number(references, range, Role::Qualifier, written));
        for value in property.values() {
            let word = value.following_text().map(into_one_line).filter(|word| !word.is_empty());
            let feeling = |score| Feeling { score, word, range: value.range() };
            match (value.emotion(), persona) {
                (Some(emotion), Some(persona)) => self.own.push((persona, feeling(emotion.score))),
                (Some(emotion), None) => self.everybodys.push(feeling(emotion.score)),
                (None, _) => self.unreadable.push(one_line(value.first().text())),
            }
        }
    }

    /// Writes them into a touchpoint of a journey that names so many personas.
    fn give(self, touchpoint: &mut Touchpoint, personas: usize) {
        let Self { everybodys, own: mut felt, unreadable } = self;
        touchpoint.unreadable = unreadable;
        let others: Vec<usize> =
            (0..personas).filter(|number| felt.iter().all(|(persona, ..)| persona != number)).collect();
        if personas > 0 && others.is_empty() {
            touchpoint.unfelt = everybodys.iter().map(|feeling| feeling.score).collect();
        }
        for number in others {
            felt.extend(everybodys.iter().map(|feeling| (number, feeling.clone())));
        }
        felt.sort_by_key(|(persona, ..)| *persona);
        for (persona, feeling) in felt {
            add(&mut touchpoint.emotions, Some(persona), feeling);
        }
        if personas == 0 {
            for feeling in everybodys {
                add(&mut touchpoint.emotions, None, feeling);
            }
        }
    }
}

/// An emotion as it is written.
#[derive(Clone)]
struct Feeling {
    score: Score,
    word: Option<String>,
    range: TextRange,
}

fn add(emotions: &mut Vec<Emotion>, persona: Option<usize>, Feeling { score, word, range }: Feeling) {
    let position = emotions.iter().position(|emotion| emotion.score == score).unwrap_or_else(|| {
        let nothing =
            Emotion { score, personas: Vec::new(), words: Vec::new(), speakers: Vec::new(), written: Vec::new() };
        emotions.push(nothing);
        emotions.len() - 1
    });
    let emotion = emotions.get_mut(position).expect("found or pushed");
    emotion.written.push((persona, range));
    if let Some(persona) = persona.filter(|persona| !emotion.personas.contains(persona)) {
        emotion.personas.push(persona);
    }
    let Some(word) = word else { return };
    let position = emotion.words.iter().position(|known| *known == word).unwrap_or_else(|| {
        emotion.words.push(word);
        emotion.speakers.push(Vec::new());
        emotion.words.len() - 1
    });
    if let Some(speakers) = emotion.speakers.get_mut(position).filter(|speakers| !speakers.contains(&persona)) {
        speakers.push(persona);
    }
}

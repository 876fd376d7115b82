//! The story before it is written: chapters, scenes, and what happens in them.

use std::borrow::Cow;
use std::collections::HashSet;

use journey_model::syntax::TextRange;
use journey_plugin::Lane;

use crate::experience::{Experience, Fact, Name, Pain, Stage, Touchpoint, Voice, short_names};

/// A stage.
#[derive(Debug)]
pub(super) struct Chapter<'e> {
    /// Different from those of all other chapters.
    pub(super) label: Cow<'e, str>,
    /// `None` for touchpoints that stand in no stage.
    pub(super) range: Option<TextRange>,
    pub(super) scenes: Vec<Scene<'e>>,
    /// Pains and gains of the stage itself.
    pub(super) around: Vec<Event<'e>>,
}

/// A touchpoint.
#[derive(Debug)]
pub(super) struct Scene<'e> {
    pub(super) label: &'e str,
    pub(super) range: TextRange,
    pub(super) events: Vec<Event<'e>>,
}

#[derive(Debug)]
pub(super) struct Event<'e> {
    pub(super) lane: Lane,
    pub(super) text: Cow<'e, str>,
    pub(super) made_by: MadeBy<'e>,
}

/// What made an event: a declaration or a value in one, or all that is written of a feeling.
#[derive(Debug)]
pub(super) enum MadeBy<'e> {
    Range(TextRange),
    Feeling(Voice<'e>),
}

/// The chapter of touchpoints that stand in no stage.
const OUTSIDE: &str = "Outside of the stages";

pub(super) fn chapters(experience: &Experience) -> Vec<Chapter<'_>> {
    let labels: Vec<&str> = experience.personas.iter().map(|persona| persona.name.label.as_str()).collect();
    let names = short_names(&labels);
    let mut chapters: Vec<Chapter<'_>> = Vec::new();
    let mut taken: HashSet<Cow<'_, str>> = HashSet::new();
    for stage in &experience.stages {
        let (label, id) = stage.name.as_ref().map_or((OUTSIDE, "outside"), Name::label_and_id);
        let label = apart(label, id, &taken);
        taken.insert(label.clone());
        chapters.push(Chapter {
            label,
            range: stage.range,
            scenes: stage.touchpoints.iter().map(|touchpoint| scene(touchpoint, &names)).collect(),
            around: around(stage),
        });
    }
    chapters
}

/// Mermaid puts the periods of two sections of one label into both.
fn apart<'e>(label: &'e str, id: &str, taken: &HashSet<Cow<'_, str>>) -> Cow<'e, str> {
    if !taken.contains(label) {
        return Cow::Borrowed(label);
    }
    let numbered = (2..).map(|number| format!("{label} ({id} {number})"));
    let mut labels = std::iter::once(format!("{label} ({id})")).chain(numbered);
    let label = labels.find(|label| !taken.contains(label.as_str()));
    Cow::Owned(label.expect("there are more numbers than chapters"))
}

fn scene<'e>(touchpoint: &'e Touchpoint, names: &[String]) -> Scene<'e> {
    let mut events: Vec<Event<'e>> = Vec::with_capacity(touchpoint.pains.len() + touchpoint.emotions.len() + 2);
    for (lane, before, after) in [(Lane::Does, "", ""), (Lane::Thinks, "Thinks “", "”"), (Lane::Says, "“", "”")]
    {
        let facts = touchpoint.texts(lane);
        events.extend(facts.map(|fact| Event {
            lane,
            text: if after.is_empty() {
                Cow::Borrowed(fact.text.as_str())
            } else {
                Cow::Owned([before, &fact.text, after].concat())
            },
            made_by: MadeBy::Range(fact.range),
        }));
    }
    for voice in touchpoint.voices() {
        let text = Cow::Owned(feeling(&voice, names));
        events.push(Event { lane: Lane::Emotion, text, made_by: MadeBy::Feeling(voice) });
    }
    events.extend(touchpoint.pains.iter().map(pain));
    events.extend(touchpoint.gains.iter().map(gain));
    Scene { label: &touchpoint.name.label, range: touchpoint.range, events }
}

fn around(stage: &Stage) -> Vec<Event<'_>> {
    stage.pains.iter().map(pain).chain(stage.gains.iter().map(gain)).collect()
}

pub(super) fn pain(pain: &Pain) -> Event<'_> {
    let text = Cow::Owned(["Pain – ", &pain.name.label].concat());
    Event { lane: Lane::Pain, text, made_by: MadeBy::Range(pain.range) }
}

pub(super) fn gain(gain: &Fact) -> Event<'_> {
    let text = Cow::Owned(["Gain – ", &gain.text].concat());
    Event { lane: Lane::Gain, text, made_by: MadeBy::Range(gain.range) }
}

/// `Maya and Tom – relieved (+2)`.
fn feeling(voice: &Voice<'_>, names: &[String]) -> String {
    let felt = voice.words_first();
    match voice.who(names) {
        Some(who) => [&who.replace("; ", ", "), " – ", &felt].concat(),
        None => capitalized(&felt),
    }
}

fn capitalized(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

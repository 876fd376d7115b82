//! The story before it is written: chapters, scenes, and what happens in them.

use journey_model::syntax::TextRange;
use journey_plugin::Lane;

use crate::experience::{Emotion, Experience, Fact, Name, Pain, Stage, Touchpoint, short_names};
use crate::sentence::list;

/// A stage.
#[derive(Debug)]
pub(super) struct Chapter {
    /// Different from those of all other chapters.
    pub(super) label: String,
    /// `None` for touchpoints that stand in no stage.
    pub(super) range: Option<TextRange>,
    pub(super) scenes: Vec<Scene>,
    /// Pains and gains of the stage itself.
    pub(super) around: Vec<Event>,
}

/// A touchpoint.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) label: String,
    pub(super) range: TextRange,
    pub(super) events: Vec<Event>,
}

#[derive(Debug)]
pub(super) struct Event {
    pub(super) lane: Lane,
    pub(super) text: String,
    /// What made it: declarations, or values in one.
    pub(super) ranges: Vec<TextRange>,
}

/// The chapter of touchpoints that stand in no stage.
const OUTSIDE: &str = "Outside of the stages";

pub(super) fn chapters(experience: &Experience) -> Vec<Chapter> {
    let labels: Vec<&str> = experience.personas.iter().map(|persona| persona.name.label.as_str()).collect();
    let names = short_names(&labels);
    let mut chapters: Vec<Chapter> = Vec::new();
    for stage in &experience.stages {
        let nowhere = || Name { label: OUTSIDE.to_owned(), id: "outside".to_owned() };
        let label = apart(&stage.name.clone().unwrap_or_else(nowhere), &chapters);
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
fn apart(name: &Name, chapters: &[Chapter]) -> String {
    let numbered = (2..).map(|number| format!("{} ({} {number})", name.label, name.id));
    let mut labels = [name.label.clone(), format!("{} ({})", name.label, name.id)].into_iter().chain(numbered);
    let is_free = |label: &String| chapters.iter().all(|chapter| chapter.label != *label);
    labels.find(is_free).expect("there are more numbers than chapters")
}

fn scene(touchpoint: &Touchpoint, names: &[String]) -> Scene {
    let mut events: Vec<Event> = Vec::new();
    for (lane, before, after) in [(Lane::Does, "", ""), (Lane::Thinks, "Thinks “", "”"), (Lane::Says, "“", "”")]
    {
        let facts = touchpoint.texts(lane);
        events.extend(facts.map(|fact| Event {
            lane,
            text: format!("{before}{}{after}", fact.text),
            ranges: vec![fact.range],
        }));
    }
    for emotion in &touchpoint.emotions {
        events.push(Event { lane: Lane::Emotion, text: feeling(emotion, names), ranges: emotion.ranges(None) });
    }
    events.extend(touchpoint.pains.iter().map(pain));
    events.extend(touchpoint.gains.iter().map(gain));
    Scene { label: touchpoint.name.label.clone(), range: touchpoint.range, events }
}

fn around(stage: &Stage) -> Vec<Event> {
    stage.pains.iter().map(pain).chain(stage.gains.iter().map(gain)).collect()
}

pub(super) fn pain(pain: &Pain) -> Event {
    Event { lane: Lane::Pain, text: format!("Pain – {}", pain.name.label), ranges: vec![pain.range] }
}

pub(super) fn gain(gain: &Fact) -> Event {
    Event { lane: Lane::Gain, text: format!("Gain – {}", gain.text), ranges: vec![gain.range] }
}

/// `Maya and Tom – relieved (+2)`.
fn feeling(emotion: &Emotion, names: &[String]) -> String {
    let words = if emotion.words.is_empty() { emotion.score.meaning().to_owned() } else { emotion.words.join(", ") };
    let felt = format!("{words} ({})", emotion.score);
    if emotion.personas.is_empty() {
        return capitalized(&felt);
    }
    if emotion.personas.len() == names.len() && names.len() > 1 {
        return format!("Everybody – {felt}");
    }
    let who = list(emotion.personas.iter().filter_map(|persona| names.get(*persona).cloned()));
    format!("{} – {felt}", who.replace("; ", ", "))
}

fn capitalized(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

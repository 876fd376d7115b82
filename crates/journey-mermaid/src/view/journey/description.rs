//! A journey's story in sentences, for readers who cannot see the picture.

use journey_model::value::Score;

use crate::experience::{Emotion, Experience};
use crate::sentence::{counted, list, quoted};

/// The story in a few sentences. `actors` are the names that the diagram gives to the personas.
pub(crate) fn description(experience: &Experience, actors: &[String]) -> String {
    let mut story = match experience.state.as_deref() {
        Some("as-is") => "As-is journey".to_owned(),
        Some("to-be") => "To-be journey".to_owned(),
        _ => "Journey".to_owned(),
    };
    if !actors.is_empty() {
        story.push_str(&format!(" of {}", list(actors.iter().cloned())));
    }
    let stages: Vec<&str> = experience
        .stages
        .iter()
        .filter(|stage| !stage.touchpoints.is_empty())
        .filter_map(|stage| stage.name.as_ref())
        .map(|name| name.label.as_str())
        .collect();
    let touchpoints = experience.touchpoints().count();
    match (stages.as_slice(), touchpoints) {
        (_, 0) => story.push_str(", without touchpoints so far"),
        ([], _) => story.push_str(&format!(": {}", counted(touchpoints, "touchpoint"))),
        (stages, _) => story.push_str(&format!(
            " through {} ({}) with {}",
            counted(stages.len(), "stage"),
            some(stages.iter(), |label| (*label).to_owned()),
            counted(touchpoints, "touchpoint"),
        )),
    }
    story.push('.');
    let sentences = [extremes(experience, actors), empty_stages(experience), unknown_emotions(experience)];
    for sentence in sentences.iter().flatten() {
        story.push(' ');
        story.push_str(sentence);
    }
    story
}

/// Where the emotions are lowest and highest.
fn extremes(experience: &Experience, actors: &[String]) -> Option<String> {
    let scores = || experience.touchpoints().flat_map(|touchpoint| &touchpoint.emotions).map(|emotion| emotion.score);
    let (lowest, highest) = (scores().min()?, scores().max()?);
    let moments = |score: Score| {
        let at = experience.touchpoints().filter_map(|touchpoint| {
            let emotion = touchpoint.emotions.iter().find(|emotion| emotion.score == score)?;
            Some((touchpoint, emotion))
        });
        some(at, |(touchpoint, emotion)| format!("{}{}", quoted(&touchpoint.name.label), who(emotion, actors)))
    };
    Some(if lowest == highest {
        format!("Every emotion is {lowest} on a scale from -2 to +2: {}.", moments(lowest))
    } else {
        let (low, high) = (moments(lowest), moments(highest));
        format!("Lowest emotion, {lowest} on a scale from -2 to +2: {low}. Highest, {highest}: {high}.")
    })
}

/// Who feels it, as an addition to the touchpoint's name; nothing where nobody could feel otherwise.
fn who(emotion: &Emotion, actors: &[String]) -> String {
    match emotion.personas.as_slice() {
        [] => String::new(),
        personas if personas.len() == actors.len() && personas.len() == 1 => String::new(),
        personas if personas.len() == actors.len() => " (everybody)".to_owned(),
        personas => {
            let names = personas.iter().filter_map(|persona| actors.get(*persona));
            format!(" ({})", list(names.cloned()))
        }
    }
}

fn empty_stages(experience: &Experience) -> Option<String> {
    let empty = experience.empty_stages();
    let names = some(empty.iter(), |label| quoted(label));
    match empty.len() {
        0 => None,
        1 => Some(format!("The stage {names} has no touchpoints.")),
        _ => Some(format!("The stages {names} have no touchpoints.")),
    }
}

/// Where no emotion is known.
fn unknown_emotions(experience: &Experience) -> Option<String> {
    let unknown = experience.without_emotion();
    if unknown.is_empty() {
        return None;
    }
    Some(if unknown.len() == experience.touchpoints().count() {
        "No emotion is known.".to_owned()
    } else {
        format!("No emotion is known at {}.", some(unknown.into_iter(), quoted))
    })
}

/// A list that can be listened to: the first of many as `text` tells them, and how many more there are.
pub(in crate::view) fn some<T>(items: impl IntoIterator<Item = T>, text: impl Fn(T) -> String) -> String {
    let mut items = items.into_iter();
    let mut told: Vec<String> = items.by_ref().take(MOST_LISTED).map(text).collect();
    let more = items.count();
    if more > 0 {
        told.push(format!("{more} more"));
    }
    list(told)
}

const MOST_LISTED: usize = 8;

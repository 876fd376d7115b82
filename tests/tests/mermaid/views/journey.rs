//! The view `journey`: stages, touchpoints, scores and personas.

use std::collections::{BTreeMap, BTreeSet};

use journey_tests::mermaid::{Drawing, Face};

use crate::drawn::{Drawn, Shown};
use crate::facts::JourneyFacts;

/// Section, touchpoint, score and the names of those who feel it.
type Task = (String, String, i8, BTreeSet<String>);

pub(crate) fn problems(facts: &JourneyFacts, drawn: &Drawn) -> Vec<String> {
    let Shown::Diagram(drawing) = &drawn.shown else { return vec!["no diagram".to_owned()] };
    let mut problems = Vec::new();
    let persona = |shown: &str| whole_name(facts, &drawn.rendered.notes, shown);
    let (expected, seen) = (expected(facts), seen(drawing, &persona));
    if expected != seen {
        problems.push(format!("expected {expected:#?}\nseen {seen:#?}"));
    }
    let journey = drawing.journey();
    if journey.title.as_deref() != Some(&facts.title) {
        problems.push(format!("the title is {:?}", journey.title));
    }
    let sections = journey.sections.iter().map(|section| section.text.as_str());
    if sections.ne(facts.stages.iter().map(|stage| stage.label.as_str())) {
        problems.push(format!("sections: {:?}", journey.sections));
    }
    let legend: BTreeSet<String> = journey.actors.iter().map(|actor| persona(&actor.name)).collect();
    let felt: BTreeSet<String> =
        facts.touchpoints().flat_map(|touchpoint| touchpoint.emotions.keys()).cloned().collect();
    if legend != felt {
        problems.push(format!("the legend is {legend:?}, {felt:?} feel something"));
    }
    for task in &journey.tasks {
        let face = match task.score {
            Some(score) if score < 3.0 => Face::Frown,
            Some(score) if score > 3.0 => Face::Smile,
            _ => Face::Flat,
        };
        if task.face != face {
            problems.push(format!("{task:?}"));
        }
    }
    let description = drawing.acc_description.as_deref().unwrap_or_default();
    for name in felt.iter().chain(facts.stages.iter().map(|stage| &stage.label)) {
        if facts.stages.len() <= 8 && !description.contains(name.as_str()) {
            problems.push(format!("{name:?} is not in the description"));
        }
    }
    problems
}

/// Those of one touchpoint in the order of their scores.
fn expected(facts: &JourneyFacts) -> Vec<Task> {
    let mut tasks = Vec::new();
    for stage in &facts.stages {
        for touchpoint in &stage.touchpoints {
            let mut felt: BTreeMap<i8, BTreeSet<String>> = BTreeMap::new();
            for (persona, score) in &touchpoint.emotions {
                felt.entry(score + 3).or_default().insert(persona.clone());
            }
            if felt.is_empty() {
                felt.insert(3, BTreeSet::new());
            }
            tasks.extend(
                felt.into_iter().map(|(score, names)| (stage.label.clone(), touchpoint.label.clone(), score, names)),
            );
        }
    }
    tasks
}

/// Tasks of one touchpoint stand in any order in the picture.
fn seen(drawing: &Drawing, persona: &dyn Fn(&str) -> String) -> Vec<Task> {
    let tasks = drawing.journey().tasks.iter().map(|task| {
        let whole = (1..=5).find(|whole| task.score == Some(f64::from(*whole)));
        let section = task.section.clone().unwrap_or_default();
        (section, task.text.clone(), whole.unwrap_or(0), task.actors.iter().map(|actor| persona(actor)).collect())
    });
    let mut tasks: Vec<Task> = tasks.collect();
    for same in tasks.chunk_by_mut(|one, other| (&one.0, &one.1) == (&other.0, &other.1)) {
        same.sort_by_key(|task| task.2);
    }
    tasks
}

/// The name of the persona that is shown by its beginning, where a note tells the whole name.
fn whole_name(facts: &JourneyFacts, notes: &[String], shown: &str) -> String {
    let start = shown.trim_end_matches('…');
    let is_meant = |name: &&String| name.starts_with(start) && notes.iter().any(|note| note.contains(name.as_str()));
    let named = facts.personas.iter().find(|name| *name == shown);
    named.or_else(|| facts.personas.iter().find(is_meant)).map_or_else(|| shown.to_owned(), Clone::clone)
}

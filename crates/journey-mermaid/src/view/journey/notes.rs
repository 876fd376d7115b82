//! The notes of the overview: what it had to leave out, or shows in another way than it is written.

use journey_model::value::Score;
use journey_plugin::{Direction, Lane, Options};

use std::collections::HashSet;

use super::description::some;
use super::{ACTOR_COLOURS, BOX_WIDTH, Diagram, MOST_SECTIONS, MOST_TASKS, OUTSIDE, Section, boxes_width};
use crate::experience::{Experience, Touchpoint};
use crate::left_out::{STEPS_AND_PEOPLE, Shown, left_out, stages_not_drawn};
use crate::room::fits_box;
use crate::sentence::{counted, list, quoted, quoted_list};
use crate::too_long::too_long;

/// What to tell about a diagram, a sentence or two each: first what the journey lacks, then what the picture cannot show.
pub(super) fn notes(experience: &Experience, diagram: &Diagram<'_>, text: &str, options: &Options) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(missing_touchpoints(experience));
    for persona in experience.personas.iter().filter(|persona| !persona.is_declared()) {
        let name = &persona.name.label;
        notes.push(format!("No persona is called `{name}`; the diagram shows the name as it is written."));
    }
    notes.extend(personas_without_emotion(experience, diagram));
    for touchpoint in experience.touchpoints() {
        notes.extend(emotions_left_out(touchpoint));
    }
    notes.extend(neutral_faces(experience));
    notes.extend(repeated_touchpoints(experience));
    notes.extend(names_with_ids(experience, diagram));
    notes.extend(short_names(diagram));
    notes.extend(cut_labels(experience, diagram));
    notes.extend(crowded(diagram));
    if options.direction == Direction::RightToLeft {
        notes.push("Mermaid draws this diagram from left to right only.".to_owned());
    }
    notes.extend(left_out(experience, Shown { lanes: &[Lane::Emotion], kinds: &STEPS_AND_PEOPLE }));
    notes.extend(too_long(text));
    notes
}

fn several(items: Vec<String>) -> Option<String> {
    (!items.is_empty()).then(|| list(items))
}

fn missing_touchpoints(experience: &Experience) -> Vec<String> {
    let mut notes = Vec::new();
    if experience.touchpoints().next().is_none() {
        notes.push(
            "The journey has no touchpoints, so the diagram shows one box that says so; its face means nothing."
                .to_owned(),
        );
    }
    notes.extend(stages_not_drawn(experience));
    let outside = experience.stages.iter().filter(|stage| stage.name.is_none());
    let outside = outside.flat_map(|stage| &stage.touchpoints).map(|touchpoint| quoted(&touchpoint.name.label));
    if let Some(names) = several(outside.collect()) {
        notes.push(format!("In no stage, and therefore shown under {}: {names}.", quoted(OUTSIDE)));
    }
    notes
}

fn personas_without_emotion(experience: &Experience, diagram: &Diagram<'_>) -> Option<String> {
    let feels = |number: usize| diagram.tasks().any(|task| task.actors().contains(&number));
    let without = experience.personas.iter().enumerate().filter(|(number, _)| !feels(*number));
    let names = several(without.map(|(_, persona)| quoted(&persona.name.label)).collect())?;
    Some(format!("Without an emotion at any touchpoint, and therefore not in the diagram: {names}."))
}

pub(crate) fn emotions_left_out(touchpoint: &Touchpoint) -> Vec<String> {
    if touchpoint.unreadable.is_empty() && touchpoint.unfelt.is_empty() {
        return Vec::new();
    }
    let place = quoted(&touchpoint.name.label);
    let mut notes = Vec::new();
    for written in &touchpoint.unreadable {
        notes.push(format!(
            "The emotion `{written}` at {place} is left out: an emotion is a whole number from -2 to +2.",
        ));
    }
    if let Some(scores) = several(touchpoint.unfelt.iter().map(Score::to_string).collect()) {
        notes.push(format!(
            "The emotion {scores} at {place} is left out: it has no persona, and each persona has another emotion there.",
        ));
    }
    notes
}

fn neutral_faces(experience: &Experience) -> Option<String> {
    let names = experience.without_emotion();
    (!names.is_empty()).then(|| {
        let (has, face) = if names.len() == 1 { ("has", "Its face is") } else { ("have", "Their faces are") };
        let names = quoted_list(&names);
        format!(
            "{names} {has} no emotion. {face} neutral, without a coloured circle, because Mermaid always draws one."
        )
    })
}

fn repeated_touchpoints(experience: &Experience) -> Option<String> {
    let repeated = experience.touchpoints().filter(|touchpoint| touchpoint.emotions.len() > 1);
    let mut known = HashSet::new();
    let mut names =
        repeated.map(|touchpoint| touchpoint.name.label.as_str()).filter(|name| known.insert(*name)).peekable();
    names.peek()?;
    let names = some(names, quoted);
    Some(format!("The diagram repeats {names}, once for each emotion, because personas feel differently there."))
}

fn names_with_ids(experience: &Experience, diagram: &Diagram<'_>) -> Option<String> {
    let personas = experience.personas.iter().zip(&diagram.names);
    let personas = personas.map(|(persona, shown)| (persona.name.label.as_str(), shown.as_str()));
    let stages = experience.stages.iter().filter(|stage| !stage.touchpoints.is_empty());
    let sections = stages.clone().zip(&diagram.sections);
    let sections = sections.filter_map(|(stage, section)| Some((stage.name.as_ref()?.label.as_str(), &*section.label)));
    let tasks = stages.zip(&diagram.sections).flat_map(|(stage, section)| {
        let labels = stage.touchpoints.iter().flat_map(|touchpoint| {
            std::iter::repeat_n(touchpoint.name.label.as_str(), touchpoint.emotions.len().max(1))
        });
        labels.zip(section.tasks.iter().map(|task| &*task.label))
    });
    let mut known = HashSet::new();
    let changed: Vec<&str> = personas
        .chain(sections)
        .chain(tasks)
        .filter(|(label, shown)| label != shown && known.insert(*shown))
        .map(|(_, shown)| shown)
        .collect();
    (!changed.is_empty()).then(|| {
        format!("Labels that could be taken for others of the same name carry their id: {}.", quoted_list(&changed))
    })
}

fn short_names(diagram: &Diagram<'_>) -> Option<String> {
    let pairs = diagram.actors.iter().zip(&diagram.names).filter(|(shown, name)| shown != name);
    let names = several(pairs.map(|(shown, name)| format!("{} is {}", quoted(shown), quoted(name))).collect())?;
    Some(format!("This version of Mermaid has room for short names only: {names}."))
}

fn cut_labels(experience: &Experience, diagram: &Diagram<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if diagram.title_size.is_none() {
        let title = quoted(&experience.journey.label);
        notes.push(format!(
            "The title {title} is wider than the picture, which cuts off its end; a shorter label helps."
        ));
    }
    let (mut cut, mut known): (Vec<&str>, HashSet<&str>) = Default::default();
    for Section { label, tasks, .. } in &diagram.sections {
        let tasks_cut =
            tasks.iter().map(|task| &*task.label).filter(|label| !fits_box(label, BOX_WIDTH, diagram.lines()));
        let section_cut = Some(&**label).filter(|label| !fits_box(label, boxes_width(tasks.len()), diagram.lines()));
        for label in section_cut.into_iter().chain(tasks_cut) {
            if known.insert(label) {
                cut.push(label);
            }
        }
    }
    if !cut.is_empty() {
        let names = quoted_list(&cut);
        let lines = if diagram.has_high_boxes { "three" } else { "two" };
        notes.push(format!(
            "Too long for a box, which holds {lines} lines of about 25 letters, so the picture may cut off the end: {names}. A \
             shorter label helps; `does` has room for the rest.",
        ));
    }
    notes
}

fn crowded(diagram: &Diagram<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let (tasks, sections) = (diagram.tasks().count(), diagram.sections.len());
    if tasks > MOST_TASKS || sections > MOST_SECTIONS {
        notes.push(format!(
            "The diagram has {} in {}. Mermaid shrinks it to the width of the page, so its text becomes hard to read; \
             some stages, one persona, or the view `map` can be read.",
            counted(tasks, "task"),
            counted(sections, "section"),
        ));
    }
    if diagram.actors.len() > ACTOR_COLOURS {
        notes.push(format!(
            "Mermaid has {ACTOR_COLOURS} colours for {}, so some share one; pointing at a circle tells the name.",
            counted(diagram.actors.len(), "persona"),
        ));
    }
    notes
}

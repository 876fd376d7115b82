//! The curves in sentences, for readers who cannot see them.

use super::curve::{Curves, Line};
use crate::experience::Experience;
use crate::sentence::{counted, quoted};
use crate::view::journey::description::{description, some};

/// The journey's story, and how it compares with the journeys beside it.
pub(super) fn story(experience: &Experience, curves: &Curves<'_>) -> String {
    let names: Vec<String> = experience.personas.iter().map(|persona| persona.name.label.clone()).collect();
    let mut story = description(experience, &names);
    for (number, beside) in curves.beside.iter().enumerate() {
        let state = beside.state.as_deref().filter(|state| ["as-is", "to-be"].contains(state));
        let state = state.map(|state| format!("{state} ")).unwrap_or_default();
        story.push_str(&format!(" Beside it stands the {state}journey {}", quoted(&beside.label)));
        let changes = changes(curves, number + 1);
        story.push_str(&if changes.is_empty() { ".".to_owned() } else { format!(": {changes}.") });
    }
    story
}

/// How the lines of another journey differ from those of this one.
fn changes(curves: &Curves<'_>, journey: usize) -> String {
    let (mut better, mut worse, mut same) = (Vec::new(), Vec::new(), 0);
    for there in curves.lines.iter().filter(|line| line.journey == journey) {
        let here = |line: &&Line| line.journey == 0 && line.persona == there.persona;
        let Some(here) = curves.lines.iter().find(here) else { continue };
        let name = curves.personas.get(there.persona).map_or("", |persona| persona.short.as_str());
        for (place, (here, there)) in curves.places.iter().zip(here.points.iter().zip(&there.points)) {
            let (Some(here), Some(there)) = (here, there) else { continue };
            let (Some(from), Some(to)) = (here.scores.first(), there.scores.first()) else { continue };
            let change = format!("{} ({name}, {from} here and {to} there)", quoted(place.label));
            match from.cmp(to) {
                std::cmp::Ordering::Less => better.push(change),
                std::cmp::Ordering::Greater => worse.push(change),
                std::cmp::Ordering::Equal => same += 1,
            }
        }
    }
    let mut parts = Vec::new();
    if !better.is_empty() {
        parts.push(format!("better there at {}", some(better, |told| told)));
    }
    if !worse.is_empty() {
        parts.push(format!("worse there at {}", some(worse, |told| told)));
    }
    if same > 0 {
        parts.push(format!("the same for {}", counted(same, "emotion")));
    }
    parts.join("; ")
}

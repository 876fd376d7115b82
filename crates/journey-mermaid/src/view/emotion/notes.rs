//! The notes of the emotion curve: what is not known, what has no counterpart, and what the picture cannot show.

use journey_model::Keyword;
use journey_plugin::{Lane, Options, Theme};

use super::curve::{Curves, Line, Touched};
use super::legend::Legend;
use super::{LABEL_SIZE, WIDTH, width, x_title};
use crate::experience::{Experience, Touchpoint};
use crate::left_out::{STEPS_AND_PEOPLE, Shown, left_out};
use crate::room::line_width;
use crate::sentence::{counted, list, quoted};
use crate::theme::Palette;
use crate::too_long::too_long;
use crate::view::journey::description::some;

pub(super) fn notes(
    experience: &Experience,
    curves: &Curves<'_>,
    legend: &Legend,
    text: &str,
    options: &Options,
    labels_fit: bool,
) -> Vec<String> {
    let mut notes = Vec::new();
    if curves.lines.is_empty() {
        notes.push(
            "The journey has no emotion at any touchpoint, so the chart has no curve; the grey line only marks the middle."
                .to_owned(),
        );
    }
    for persona in experience.personas.iter().filter(|persona| !persona.is_declared()) {
        let name = &persona.name.label;
        notes.push(format!("No persona is called `{name}`; the chart shows the name as it is written."));
    }
    notes.extend(personas_without_line(curves, experience));
    for line in &curves.lines {
        notes.extend(gaps(line, curves));
        notes.extend(contradictions(line, curves));
    }
    notes.extend(experience.touchpoints().filter_map(unreadable));
    notes.extend(without_counterpart(curves, experience));
    if !labels_fit {
        notes.push(
            "The labels of the touchpoints do not fit side by side; the table names the numbers and their stages."
                .to_owned(),
        );
    }
    if line_width(&experience.title, LABEL_SIZE) > width(curves) - 20 {
        notes.push(format!("The title is cut, for it is wider than the picture: {}.", quoted(&experience.title)));
    }
    if let Some(title) = legend.x_title().filter(|_| x_title(curves, legend, options.direction).is_none()) {
        notes.push(format!("This Mermaid draws no legend, so here it is: {title}."));
    }
    if matches!(legend, Legend::Nowhere) && curves.lines.len() > 1 {
        let names = list(curves.lines.iter().map(|line| line.name.clone()));
        notes.push(format!(
            "This Mermaid draws no legend. Behind the grey line in the middle, the lines follow in this order of colours: {names}."
        ));
    }
    if curves.lines.len() > MOST_LINES {
        notes.push(format!(
            "The chart has {}, which are hard to tell apart; choosing a persona makes it easier to read.",
            counted(curves.lines.len(), "line")
        ));
    }
    if curves.personas.len() > COLOURS && options.theme != Theme::Plain {
        notes.push(format!(
            "There are {COLOURS} colours for {}, so some share one.",
            counted(curves.personas.len(), "persona")
        ));
    }
    if width(curves) > WIDTH {
        notes.push(format!(
            "The chart has {}. The page shrinks it to its width, so its text becomes hard to read; a range of stages helps.",
            counted(curves.places.len(), "touchpoint")
        ));
    }
    if !options.lanes.is_empty() {
        notes.push("This view shows emotions only, whatever lanes are chosen.".to_owned());
    }
    // The journey that it is a variant of stands beside it.
    let kinds = STEPS_AND_PEOPLE
        .map(|kind| if kind.0 == Keyword::Journey { (Keyword::Journey, &["state", "of"][..]) } else { kind });
    notes.extend(left_out(experience, Shown { lanes: &[Lane::Emotion], kinds: &kinds }));
    notes.extend(too_long(text));
    notes
}

/// Above these a reader's eye loses them.
const MOST_LINES: usize = 6;
const COLOURS: usize = Palette::PERSONAS;

fn personas_without_line(curves: &Curves<'_>, experience: &Experience) -> Option<String> {
    if curves.lines.is_empty() {
        return None;
    }
    let has_line = |number: usize| curves.lines.iter().any(|line| line.journey == 0 && line.persona == number);
    let without = experience.personas.iter().enumerate().filter(|(number, _)| !has_line(*number));
    let names: Vec<String> = without.map(|(_, persona)| quoted(&persona.name.label)).collect();
    (!names.is_empty())
        .then(|| format!("Without an emotion at any touchpoint, and therefore without a line: {}.", list(names)))
}

/// Where nothing is known about a line.
fn gaps(line: &Line, curves: &Curves<'_>) -> Option<String> {
    let (first, last) = line.ends()?;
    let unknown: Vec<usize> =
        line.points.iter().enumerate().filter(|(_, point)| point.is_none()).map(|(at, _)| at).collect();
    if unknown.is_empty() {
        return None;
    }
    let labels = unknown.iter().filter_map(|at| curves.places.get(*at));
    let mut note = format!(
        "No emotion is known for {} at {}",
        quoted(&line.name),
        some(labels, |place| format!("{} {}", place.number, quoted(place.label)))
    );
    let has_gaps = unknown.iter().any(|at| first < *at && *at < last);
    let has_ends = unknown.iter().any(|at| *at < first || last < *at);
    note.push_str(match (has_gaps, has_ends) {
        (true, false) => "; the line goes straight across.",
        (false, _) => "; there is no line there (some viewers draw a level one).",
        (true, true) => {
            "; the line goes straight across between known emotions, and there is none before the first and behind the last \
             (some viewers draw a level one)."
        }
    });
    Some(note)
}

/// Touchpoints where one persona has several scores.
fn contradictions(line: &Line, curves: &Curves<'_>) -> Option<String> {
    let several = line
        .points
        .iter()
        .zip(&curves.places)
        .filter(|(point, _)| point.as_ref().is_some_and(|point| point.scores.len() > 1));
    let places: Vec<&Touched<'_>> = several.map(|(_, place)| place).collect();
    (!places.is_empty()).then(|| {
        let names = some(places, |place| quoted(place.label));
        format!("{} has several emotions at {names}; the line goes through the first.", quoted(&line.name))
    })
}

fn unreadable(touchpoint: &Touchpoint) -> Option<String> {
    if touchpoint.unreadable.is_empty() && touchpoint.unfelt.is_empty() {
        return None;
    }
    let place = quoted(&touchpoint.name.label);
    let written = touchpoint.unreadable.iter().map(|written| format!("`{written}`"));
    let unfelt = touchpoint.unfelt.iter().map(|score| format!("`{score}`"));
    let (written, unfelt): (Vec<String>, Vec<String>) = (written.collect(), unfelt.collect());
    match (written.is_empty(), unfelt.is_empty()) {
        (true, true) => None,
        (false, _) => Some(format!(
            "The emotion {} at {place} is left out: an emotion is a whole number from -2 to +2.",
            list(written)
        )),
        (true, false) => Some(format!(
            "The emotion {} at {place} is left out: it has no persona, and each persona has another emotion there.",
            list(unfelt)
        )),
    }
}

fn without_counterpart(curves: &Curves<'_>, experience: &Experience) -> Vec<String> {
    let mut notes = Vec::new();
    for beside in &curves.beside {
        let there = quoted(&beside.label);
        let quoted_some = |labels: &[String]| some(labels, |label| quoted(label));
        if !beside.only_there.is_empty() {
            notes
                .push(format!("Only in {there}, and therefore not in the chart: {}.", quoted_some(&beside.only_there)));
        }
        if !beside.only_here.is_empty() && beside.only_here.len() < curves.places.len() {
            notes.push(format!("Not in {there}, but here: {}.", quoted_some(&beside.only_here)));
        }
        if !curves.places.is_empty() && beside.only_here.len() == curves.places.len() {
            notes.push(format!(
                "{there} has no touchpoint in common with {}: what is the same step has the same id in both.",
                quoted(&experience.journey.label)
            ));
        }
    }
    notes
}

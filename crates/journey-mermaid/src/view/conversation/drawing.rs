//! The conversation as Mermaid's `sequenceDiagram`.

use std::borrow::Cow;

use journey_model::{DeclarationId, Project};
use journey_plugin::{Direction, Options, Place};

use super::script::{Line, Script, Speaker};
use crate::diagram_text::DiagramText;
use crate::escape::sequence as escape;
use crate::experience::Experience;
use crate::room::{self, line_width};
use crate::sentence::{counted, list};
use crate::theme::Palette;
use crate::view::journey::description::description;

/// Hundredths of the font size.
const NAME_WIDTH: u32 = 1_400;
const MESSAGE_WIDTH: u32 = 1_400;
const NOTE_WIDTH: u32 = 1_500;
/// Pixels from one participant to the next, at least.
const COLUMN_WIDTH: u32 = 144;
/// Pixels.
const FONT_SIZE: u32 = 16;
/// Bytes of a message or a note, about.
const LINE_LENGTH: usize = 70;

pub(super) fn text(script: &Script<'_>, project: &Project, experience: &Experience, options: &Options) -> DiagramText {
    let mut text = DiagramText::new(experience.id);
    let mirrored = options.direction == Direction::RightToLeft;
    let palette = Palette::of(options.theme);
    text.lines(["---", "config:"]);
    if let Some(palette) = palette {
        text.lines(front_matter(palette));
    }
    text.lines([
        "  sequence:",
        "    actorMargin: 24",
        "    width: 120",
        "    noteMargin: 12",
        "    bottomMarginAdj: 12",
        "---",
        "sequenceDiagram",
    ]);
    if title_fits(script, experience) {
        text.line_of(experience.range, 2, &format!("title: {}", escape::text(&experience.title)));
    }
    let title = format!("Conversation: {}", experience.title);
    text.line_of(experience.range, 2, &format!("accTitle: {}", escape::acc_title(&title)));
    text.line(2, &format!("accDescr: {}", escape::acc_description(&story(script, experience))));
    let person = if script.personas.len() == 1 { script.people.clone() } else { Vec::new() };
    let mut heads: Vec<(String, Vec<Place>)> = vec![(format!("actor p0 as {}", escape::text(script.person())), person)];
    for (number, participant) in script.participants.iter().enumerate() {
        let places = participant.declarations.iter().map(|id| place(project, *id));
        let head = format!("participant {} as {}", id(Some(number)), lines(&participant.name, NAME_WIDTH));
        heads.push((head, places.collect()));
    }
    if mirrored {
        heads.reverse();
    }
    for (head, places) in heads {
        places.into_iter().for_each(|place| text.next_line_is_of_place(place));
        text.line(2, &head);
    }
    let all = match script.participants.len().checked_sub(1) {
        Some(last) if mirrored => format!("{},p0", id(Some(last))),
        Some(last) => format!("p0,{}", id(Some(last))),
        None => "p0".to_owned(),
    };
    // The name below a drawn person has room for one line.
    if script.personas.len() > 1 {
        let names = list(script.personas.iter().cloned());
        script.people.iter().for_each(|place| text.next_line_is_of_place(*place));
        text.line(2, &format!("Note over {all}: {}", lines(&names, band_width(script))));
    }
    let ids: Vec<String> = (0..=script.participants.len()).map(|place| id(place.checked_sub(1))).collect();
    text.reserve(script.lines.len() * LINE_LENGTH);
    let mut is_open = false;
    for line in &script.lines {
        match line {
            Line::Stage { label, range } => {
                if is_open {
                    text.line(2, "end");
                }
                if let Some(palette) = palette {
                    text.line(2, &format!("rect {}", rgb(palette.paper)));
                    is_open = true;
                }
                let band = format!("Note over {all}: {}", lines(label, band_width(script)));
                match range {
                    Some(range) => text.line_of(*range, 2, &band),
                    None => text.line(2, &band),
                }
            }
            Line::Message { from, to, texts, is_answer, ranges } => {
                ranges.iter().for_each(|range| text.next_line_is_of(*range));
                text.write(2, |line| {
                    line.extend(ids.get(place_of(*from)).map(String::as_str));
                    line.push_str(if *is_answer { "-->>" } else { "->>" });
                    line.extend(ids.get(place_of(*to)).map(String::as_str));
                    line.push_str(": ");
                    push_several(line, texts, message_width(*from, *to));
                });
            }
            Line::Note { texts, ranges } => {
                ranges.iter().for_each(|range| text.next_line_is_of(*range));
                text.write(2, |line| {
                    line.push_str(if mirrored { "Note right of p0: " } else { "Note left of p0: " });
                    push_several(line, texts, NOTE_WIDTH);
                });
            }
        }
    }
    if is_open {
        text.line(2, "end");
    }
    if script.lines.is_empty() {
        text.line(2, "Note over p0: No touchpoint is written down");
    }
    text
}

/// Whether Mermaid, which cuts a title off at the rims, has room for it.
pub(super) fn title_fits(script: &Script<'_>, experience: &Experience) -> bool {
    line_width(&experience.title, FONT_SIZE) <= COLUMN_WIDTH * columns(script)
}

/// How wide a note over all participants is at least, in hundredths of the font size.
fn band_width(script: &Script<'_>) -> u32 {
    (COLUMN_WIDTH * columns(script) * 100 / FONT_SIZE).max(NOTE_WIDTH)
}

/// A message may be as wide as its arrow.
fn message_width(from: Speaker, to: Speaker) -> u32 {
    let apart = u32::try_from(place_of(from).abs_diff(place_of(to)).min(1_000)).expect("at most a thousand");
    (COLUMN_WIDTH * apart * 90 / FONT_SIZE).max(MESSAGE_WIDTH)
}

fn columns(script: &Script<'_>) -> u32 {
    u32::try_from(script.participants.len().clamp(1, 1_000)).expect("at most a thousand")
}

fn front_matter(palette: &Palette) -> Vec<String> {
    let Palette { ink, line, surface, heading, .. } = palette;
    let variables = [
        format!("actorBkg: '{surface}'"),
        format!("actorBorder: '{line}'"),
        format!("actorTextColor: '{ink}'"),
        format!("actorLineColor: '{line}'"),
        format!("signalColor: '{line}'"),
        format!("signalTextColor: '{ink}'"),
        format!("noteBkgColor: '{heading}'"),
        format!("noteBorderColor: '{line}'"),
        format!("noteTextColor: '{ink}'"),
    ];
    let halo = ["text:not([class])", ".messageText", ".actor-man text.actor tspan"]
        .map(|selector| palette.halo(selector))
        .join(" ");
    palette.front_matter(&variables, &halo)
}

/// The colour as Mermaid wants it here: `rgb(1, 2, 3)`.
fn rgb(colour: &str) -> String {
    let part = |at: usize| colour.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or(0);
    format!("rgb({}, {}, {})", part(1), part(3), part(5))
}

/// Where something is declared.
fn place(project: &Project, id: DeclarationId) -> Place {
    Place { file: id.file, range: project.declaration(id).range() }
}

fn id(speaker: Speaker) -> String {
    format!("p{}", place_of(speaker))
}

/// Where a speaker stands: the person at 0, behind them the participants.
fn place_of(speaker: Speaker) -> usize {
    speaker.map_or(0, |number| number + 1)
}

/// Writes texts one below the other.
fn push_several(to: &mut String, texts: &[Cow<'_, str>], width: u32) {
    for (number, text) in texts.iter().enumerate() {
        if number > 0 {
            to.push_str("<br/>");
        }
        push_lines(to, text, width);
    }
}

fn push_lines(to: &mut String, text: &str, width: u32) {
    room::push_lines(to, text, width, escape::push_text);
}

fn lines(text: &str, width: u32) -> String {
    let mut lines = String::new();
    push_lines(&mut lines, text, width);
    lines
}

/// The journey in a few sentences, and who takes part.
fn story(script: &Script<'_>, experience: &Experience) -> String {
    let personas: Vec<String> = experience.personas.iter().map(|persona| persona.name.label.clone()).collect();
    let story = description(experience, &personas);
    let messages = script.lines.iter().filter(|line| matches!(line, Line::Message { .. })).count();
    if script.participants.is_empty() {
        return story;
    }
    let names = list(script.participants.iter().map(|participant| participant.name.clone()));
    format!("{story} {} with {names}.", counted(messages, "message"))
}

//! The notes of the story: what stands at no touchpoint, and what the picture cannot show.

use journey_plugin::{Direction, Lane, Options};

use super::chapter::Chapter;
use super::{DOWNWARDS, TITLE_WIDTH, title_size};
use crate::experience::Experience;
use crate::left_out::{STEPS_AND_PEOPLE, Shown, left_out};
use crate::room::line_width;
use crate::sentence::{counted, quoted};
use crate::too_long::too_long;
use crate::view::journey::description::some;

/// What a timeline shows.
const LANES: [Lane; 6] = [Lane::Does, Lane::Thinks, Lane::Says, Lane::Emotion, Lane::Pain, Lane::Gain];
/// Above as many the picture, shrunk to a page 900 pixels wide, has letters of less than eight pixels.
const MOST_SIDE_BY_SIDE: usize = 7;

pub(super) fn notes(experience: &Experience, chapters: &[Chapter<'_>], text: &str, options: &Options) -> Vec<String> {
    let mut notes = Vec::new();
    let scenes: usize = chapters.iter().map(|chapter| chapter.scenes.len()).sum();
    if scenes == 0 {
        notes.push("The journey has no touchpoints, so there is no story to tell yet.".to_owned());
    }
    let silent: Vec<&str> = chapters
        .iter()
        .flat_map(|chapter| &chapter.scenes)
        .filter(|scene| scene.events.is_empty())
        .map(|scene| scene.label)
        .collect();
    if !silent.is_empty() {
        notes.push(format!("Nothing is written about what happens at {}.", some(silent, quoted)));
    }
    let journey =
        experience.pains.iter().map(|pain| &pain.name.label).chain(experience.gains.iter().map(|gain| &gain.text));
    let stages = chapters
        .iter()
        .flat_map(|chapter| &chapter.around)
        .map(|event| event.text.split_once(" – ").map_or(&*event.text, |(_, label)| label));
    let around: Vec<&str> = journey.map(String::as_str).chain(stages).collect();
    if !around.is_empty() {
        notes.push(format!("At no touchpoint, and therefore only in the table: {}.", some(around, quoted)));
    }
    for touchpoint in experience.touchpoints().filter(|touchpoint| !touchpoint.unreadable.is_empty()) {
        let place = quoted(&touchpoint.name.label);
        notes.push(format!(
            "The emotion {} at {place} is left out: an emotion is a whole number from -2 to +2.",
            some(&touchpoint.unreadable, |written| format!("`{written}`"))
        ));
    }
    for touchpoint in experience.touchpoints().filter(|touchpoint| !touchpoint.unfelt.is_empty()) {
        let place = quoted(&touchpoint.name.label);
        notes.push(format!(
            "The emotion {} at {place} is left out: it has no persona, and each persona has another emotion there.",
            some(&touchpoint.unfelt, |score| format!("`{score}`"))
        ));
    }
    if options.target < DOWNWARDS && scenes > MOST_SIDE_BY_SIDE {
        notes.push(format!(
            "This Mermaid draws {} side by side and the page shrinks them, so the text becomes hard to read; from Mermaid {DOWNWARDS} on \
             the story goes downwards.",
            counted(scenes, "touchpoint")
        ));
    }
    if options.direction == Direction::RightToLeft {
        notes.push("Mermaid has no timeline from right to left.".to_owned());
    }
    if line_width(&experience.title, title_size(experience) * 9 / 8) > TITLE_WIDTH {
        notes.push(format!("The title is cut, for it is wider than the picture: {}.", quoted(&experience.title)));
    }
    if !options.lanes.is_empty() {
        notes.push("The story always tells the same lanes, whatever lanes are chosen.".to_owned());
    }
    notes.extend(left_out(experience, Shown { lanes: &LANES, kinds: &STEPS_AND_PEOPLE }));
    notes.extend(too_long(text));
    notes
}

//! The boxes of a `timeline`: sections, periods and events.

use super::diagram::{Diagram, Element, in_pairs};
use super::steps::titles;

/// Words before lines that are no boxes.
const NO_BOXES: [&str; 3] = ["title ", "accTitle:", "accDescr:"];

/// All boxes, in the order of the text, and the title.
pub(super) fn of_timeline(diagram: &Diagram<'_>) -> Vec<Element> {
    let told = diagram.lines.iter().filter(|(_, line)| !line.is_empty());
    let told = told.filter(|(_, line)| !NO_BOXES.iter().any(|word| line.starts_with(word)));
    let told: Vec<u32> = told.map(|(number, _)| *number).collect();
    let mut elements = in_pairs(diagram, diagram.of_class("timeline-node"), told);
    elements.extend(in_pairs(diagram, titles(diagram), diagram.lines_of("title")));
    elements
}

//! The sections and tasks of a `journey` diagram.

use roxmltree::Node;

use super::diagram::{Diagram, Element, has_class, in_pairs};

/// Words before lines that are no tasks.
const NO_TASKS: [&str; 4] = ["title ", "accTitle:", "accDescr:", "section "];

/// Title, sections and tasks, each with all that is drawn of it: a box, a face, a line and texts.
pub(super) fn of_journey(diagram: &Diagram<'_>) -> Vec<Element> {
    let sections = diagram.of_class("journey-section").filter_map(|shape| group(shape));
    let mut elements = in_pairs(diagram, sections, diagram.lines_of("section"));
    let tasks = diagram
        .lines
        .iter()
        .filter(|(_, line)| !line.is_empty() && !NO_TASKS.iter().any(|word| line.starts_with(word)));
    let boxes = diagram.of_class("task").filter_map(|shape| group(shape));
    elements.extend(in_pairs(diagram, boxes, tasks.map(|(number, _)| *number)));
    elements.extend(in_pairs(diagram, titles(diagram), diagram.lines_of("title")));
    elements
}

/// The group that a shape is drawn in.
fn group<'d>(shape: Node<'d, 'd>) -> Option<Node<'d, 'd>> {
    shape.parent_element().filter(|parent| parent.tag_name().name() == "g")
}

/// The only bold text that stands in no group.
pub(super) fn titles<'d>(diagram: &Diagram<'d>) -> impl Iterator<Item = Node<'d, 'd>> {
    let texts = diagram.document.root_element().children().filter(|node| node.tag_name().name() == "text");
    texts.filter(|text| text.attribute("font-weight") == Some("bold") && !has_class(*text, "legend"))
}

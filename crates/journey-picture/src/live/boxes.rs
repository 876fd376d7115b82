//! Boxes that have an id in the diagram's text: blocks, cards of boards, nodes of flowcharts and swimlanes.

use super::diagram::{Diagram, Element};

/// The cells of a grid: `c1["Text"]`.
pub(super) fn of_blocks(diagram: &Diagram<'_>) -> Vec<Element> {
    let mapped = diagram.lines.iter().filter(|(number, _)| diagram.is_mapped(*number));
    mapped.filter_map(|(number, line)| Some(Element::of(diagram.element(id(line)?)?, *number))).collect()
}

/// The id before the bracket in which a label stands.
fn id(line: &str) -> Option<&str> {
    let (id, _) = line.split_once('[')?;
    (!id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(id)
}

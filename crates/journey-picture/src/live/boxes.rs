//! Boxes that have an id in the diagram's text: blocks, cards of boards, boxes of flowcharts and swimlanes, and the
//! arrows between these.

use std::collections::HashMap;

use roxmltree::Node;

use super::diagram::{Diagram, Element, has_class};

/// The cells of a grid: `c1["Text"]`; and the cards of a board: `o1["Text"]@{ .. }`.
pub(super) fn of_blocks(diagram: &Diagram<'_>) -> Vec<Element> {
    let mapped = diagram.lines.iter().filter(|(number, _)| diagram.is_mapped(*number));
    mapped.filter_map(|(number, line)| Some(Element::of(diagram.element(id(line)?)?, *number))).collect()
}

/// The boxes and arrows of a flowchart or swimlanes: `r1c["Text"]` and `r1c --> r2c`.
pub(super) fn of_flowchart(diagram: &Diagram<'_>) -> Vec<Element> {
    let boxes: HashMap<&str, Node<'_, '_>> = diagram
        .of_class("node")
        .filter_map(|node| {
            // `flowchart-r1c-7`, the number being that of the box.
            let (id, _) = diagram.own_id(node)?.strip_prefix("flowchart-")?.rsplit_once('-')?;
            Some((id, node))
        })
        .collect();
    let mut arrows: HashMap<&str, Vec<Node<'_, '_>>> = HashMap::new();
    for node in diagram.document.descendants() {
        if let Some(id) = node.attribute("data-id").filter(|id| id.starts_with("L_")) {
            let label = node.parent_element().filter(|around| has_class(*around, "edgeLabel"));
            arrows.entry(id).or_default().push(label.unwrap_or(node));
        }
    }
    let mut elements = Vec::new();
    let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
    for (number, line) in &diagram.lines {
        if let Some(ends) = ends(line) {
            // Mermaid counts the arrows between two boxes.
            let count = seen.entry(ends).or_default();
            let drawn = arrows.get(format!("L_{}_{}_{count}", ends.0, ends.1).as_str());
            *count += 1;
            if diagram.is_mapped(*number) {
                elements.extend(drawn.into_iter().flatten().map(|node| Element::of(*node, *number)));
            }
        } else if diagram.is_mapped(*number) {
            let drawn = id(line).and_then(|id| boxes.get(id));
            elements.extend(drawn.map(|node| Element::of(*node, *number)));
        }
    }
    elements
}

/// The id before the bracket in which a label stands.
fn id(line: &str) -> Option<&str> {
    let (id, _) = line.split_once('[')?;
    is_id(id).then_some(id)
}

/// The two boxes that an arrow joins.
fn ends(line: &str) -> Option<(&str, &str)> {
    let (from, rest) = line.split_once(' ')?;
    let (arrow, _) = rest.split_once([' ', '|'])?;
    let (_, to) = rest.rsplit_once(' ')?;
    (matches!(arrow, "-->" | "==>" | "---" | "~~~") && is_id(from) && is_id(to)).then_some((from, to))
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_arrows_are_told_by_their_ids() {
        assert_eq!(id("c12[\"A [b] --> c\"]:3"), Some("c12"));
        assert_eq!(id("Text[\"x\"] y"), Some("Text"));
        assert_eq!(id("goes on\"]"), None);
        assert_eq!(ends("r1c --> r2c"), Some(("r1c", "r2c")));
        assert_eq!(ends("r1c ==> r3c"), Some(("r1c", "r3c")));
        assert_eq!(ends("r1c -->|\"if a --- b\"| r2c"), Some(("r1c", "r2c")));
        assert_eq!(ends("top ~~~ r00e ~~~ r01e"), Some(("top", "r01e")));
        assert_eq!(ends("class lf,lb line"), None);
    }
}

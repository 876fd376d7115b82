//! The points of a `quadrantChart`, and the curves and places of an `xychart`.

use roxmltree::Node;

use super::diagram::{Diagram, Element, drawn_letters, has_class, in_pairs, letters};

/// Points with their labels, which are drawn in another order than they are told; and the title.
pub(super) fn of_quadrants(diagram: &Diagram<'_>) -> Vec<Element> {
    let told: Vec<(u32, String)> =
        diagram.lines.iter().filter_map(|(number, line)| Some((*number, point(line)?))).collect();
    let mut elements = Vec::new();
    for node in diagram.of_class("data-point") {
        let shown = drawn_letters(node);
        let mut alike = told.iter().filter(|(_, label)| *label == shown);
        if let (Some((line, _)), None) = (alike.next(), alike.next()) {
            elements.push(Element::of(node, *line));
        }
    }
    let title = diagram.of_class("title").filter(|node| node.tag_name().name() == "g");
    elements.extend(in_pairs(diagram, title, diagram.lines_of("title")));
    elements
}

/// The letters of a point's label: `"O1 · Text": [0.5, 0.8]`.
fn point(line: &str) -> Option<String> {
    let (label, _) = line.strip_prefix('"')?.rsplit_once("\": [")?;
    Some(letters(label))
}

/// Curves with their entries in the legend, the labels and ticks of the x axis, and the title.
pub(super) fn of_curves(diagram: &Diagram<'_>) -> Vec<Element> {
    let mut elements = in_pairs(diagram, diagram.of_class("chart-title"), diagram.lines_of("title"));
    let curves: Vec<(u32, &str)> =
        diagram.lines.iter().filter(|(_, line)| line.starts_with("line ")).copied().collect();
    let plots = diagram.document.descendants().filter_map(|node| {
        let number = node.attribute("class")?.strip_prefix("line-plot-")?.parse::<usize>().ok()?;
        Some(Element::of(node, curves.get(number)?.0))
    });
    elements.extend(plots);
    let named = || curves.iter().filter(|(_, line)| line.starts_with("line \"")).map(|(number, _)| *number);
    let legend = diagram.of_class("legend").next();
    elements.extend(in_pairs(diagram, parts(legend, "markers"), named()));
    elements.extend(in_pairs(diagram, parts(legend, "label"), named()));
    if let Some(line) = diagram.lines_of("x-axis").next() {
        let axis = diagram.of_class("bottom-axis").next();
        let count = diagram.places(line, None).count();
        for part in ["label", "ticks"] {
            let nodes = parts(axis, part);
            if nodes.len() == count {
                let numbered = nodes.into_iter().enumerate();
                elements.extend(numbered.map(|(number, node)| Element { node: node.id(), line, number: Some(number) }));
            }
        }
    }
    elements
}

/// What is drawn in the part of that class.
fn parts<'d>(around: Option<Node<'d, 'd>>, class: &str) -> Vec<Node<'d, 'd>> {
    let part = around.and_then(|around| around.children().find(|child| has_class(*child, class)));
    part.map(|part| part.children().filter(Node::is_element).collect()).unwrap_or_default()
}

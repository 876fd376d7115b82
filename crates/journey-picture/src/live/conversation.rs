//! The messages and notes of a `sequenceDiagram`.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::diagram::{Diagram, Element, has_class};

/// What is said or noted: all that is drawn of it.
struct Statement<'d> {
    is_note: bool,
    nodes: Vec<Node<'d, 'd>>,
}

/// Messages, each with its lines of text and its arrow; notes, each with its box; who takes part; and the title.
pub(super) fn of_sequence(diagram: &Diagram<'_>) -> Vec<Element> {
    let drawn = statements(diagram);
    let told: Vec<(u32, bool)> =
        diagram.lines.iter().filter_map(|(number, line)| Some((*number, is_note(line)?))).collect();
    let mut elements = Vec::new();
    // Both are in the order of the text, so they belong together if there are as many of each kind in the same order.
    if drawn.len() == told.len() && drawn.values().zip(&told).all(|(drawn, told)| drawn.is_note == told.1) {
        for (statement, (line, _)) in drawn.values().zip(&told) {
            elements.extend(statement.nodes.iter().map(|node| Element::of(*node, *line)));
        }
    }
    let drawn = heads(diagram);
    for (line, id) in diagram.lines.iter().filter_map(|(number, line)| Some((*number, head(line)?))) {
        elements.extend(drawn.iter().filter(|(own, _)| *own == id).map(|(_, node)| Element::of(*node, line)));
    }
    let bare = diagram.document.root_element().children();
    let titles: Vec<Node<'_, '_>> =
        bare.filter(|node| node.tag_name().name() == "text" && !node.has_attribute("class")).collect();
    if let ([title], Some(line)) = (titles.as_slice(), diagram.lines_of("title").next()) {
        elements.push(Element::of(*title, line));
    }
    elements
}

/// Who takes part, by the ids in the text: boxes and figures at both ends, and the lines between them.
fn heads<'d>(diagram: &Diagram<'d>) -> Vec<(&'d str, Node<'d, 'd>)> {
    let named = |node: Node<'d, 'd>| {
        let id = node.attribute("name")?;
        let is_line = node.attribute("class").is_some_and(|class| class.starts_with("actor-line"));
        // A box and its text are in a group; a figure is one itself.
        let whole = if is_line || node.tag_name().name() == "g" { node } else { node.parent_element()? };
        Some((id, whole))
    };
    diagram.document.descendants().filter_map(named).collect()
}

/// The id of who takes part: `participant p1 as ..` or `actor p0 as ..`.
fn head(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("participant ").or_else(|| line.strip_prefix("actor "))?;
    rest.split_once(" as ").map(|(id, _)| id)
}

/// By the number that the renderer gives each statement.
fn statements<'d>(diagram: &Diagram<'d>) -> BTreeMap<u32, Statement<'d>> {
    let mut statements = BTreeMap::new();
    for node in diagram.document.descendants() {
        let Some(number) = node.attribute("data-id").and_then(|id| id.strip_prefix('i')?.parse().ok()) else {
            continue;
        };
        if node.children().any(|child| has_class(child, "note")) {
            statements.insert(number, Statement { is_note: true, nodes: vec![node] });
        } else if node.attribute("class").is_some_and(|class| class.starts_with("messageLine")) {
            let mut nodes = vec![node];
            nodes.extend(
                node.prev_siblings()
                    .skip(1)
                    .filter(Node::is_element)
                    .take_while(|before| has_class(*before, "messageText")),
            );
            statements.insert(number, Statement { is_note: false, nodes });
        }
    }
    statements
}

/// Whether a line is a note (`Note over p0: ..`) or a message (`p0->>p1: ..`); `None` for anything else.
fn is_note(line: &str) -> Option<bool> {
    if line.starts_with("Note ") {
        return Some(true);
    }
    let (ends, _) = line.split_once(':')?;
    (ends.contains("->>") && !ends.contains(' ')).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart_by_how_they_begin() {
        assert_eq!(is_note("Note over p0,p5: a->>b: c"), Some(true));
        assert_eq!(is_note("p0-->>p1: Note over p0: x"), Some(false));
        assert_eq!(
            (is_note("participant p1 as a->>b: c"), is_note("title: a->>b: c"), is_note("end")),
            (None, None, None)
        );
        assert_eq!((head("actor p0 as Maya"), head("participant p12 as x as y")), (Some("p0"), Some("p12")));
        assert_eq!(head("p0->>p1: actor x as y"), None);
    }
}

//! The faces of a `journey`, and the empty room around it.
//!
//! Mermaid draws a neutral face where nobody says how a task feels, just as for somebody who is neutral; and it leaves a
//! fifth of the picture empty at the right.

use roxmltree::{Document, Node};

use super::rows::Changes;
use crate::{entity, font};

/// Pixels at the right of everything, and below it.
const BESIDE: f64 = 50.0;
const BELOW: f64 = 25.0;
/// How much is seen of the eyes and the mouth of a face that says nothing, and the dashes of its border.
const PALE: &str = "0.35";
const DASHES: &str = "3 3";

/// What changes in such a picture, which begins at the left with `left` and ends at `bottom`.
pub(super) fn mend(document: &Document<'_>, left: f64, bottom: f64) -> Changes {
    let mut changes = Changes::default();
    let tasks: Vec<Node<'_, '_>> = document.descendants().filter(|node| part(*node, "task-line").is_some()).collect();
    let is_felt = |task: &Node<'_, '_>| task.children().any(|child| is_of(child, "actor-"));
    // Where no task has people, nothing is meant by that.
    if tasks.iter().any(is_felt) {
        for task in tasks.iter().filter(|task| !is_felt(task)) {
            if let Some(face) = part(*task, "face") {
                changes.set_text(face, "stroke-dasharray", DASHES.to_owned());
            }
            if let Some(eyes_and_mouth) = task.children().find(|child| child.tag_name().name() == "g") {
                changes.set_text(eyes_and_mouth, "opacity", PALE.to_owned());
            }
        }
    }
    let (mut right, mut lowest) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    for node in document.descendants() {
        let number = |name| node.attribute(name).and_then(|value| value.parse::<f64>().ok());
        match node.tag_name().name() {
            "rect" => right = right.max(number("x").unwrap_or(0.0) + number("width").unwrap_or(0.0)),
            "line" => {
                right = right.max(number("x2").unwrap_or(0.0));
                lowest = lowest.max(number("y2").unwrap_or(0.0));
            }
            "text" => {
                let text: String =
                    node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
                let size = node.attribute("font-size").and_then(super::sheet::pixels);
                // Other texts are in boxes, or left of them.
                if let (Some(size), Some(x)) = (size, number("x")) {
                    right = right.max(x + font::width(&entity::decode(&text), size, true));
                }
                lowest = lowest.max(number("y").unwrap_or(0.0));
            }
            _ => {}
        }
    }
    if tasks.is_empty() || !right.is_finite() || !lowest.is_finite() {
        return changes;
    }
    changes.sides = Some((left, right + BESIDE - left));
    changes.saved = (bottom - (lowest + BELOW)).max(0.0);
    changes
}

/// The part of a task that has a class.
fn part<'a, 'input>(task: Node<'a, 'input>, class: &str) -> Option<Node<'a, 'input>> {
    task.children().find(|child| child.attribute("class") == Some(class))
}

fn is_of(node: Node<'_, '_>, class: &str) -> bool {
    node.attribute("class").is_some_and(|own| own.starts_with(class))
}

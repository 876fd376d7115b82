//! The people at the top of a `sequenceDiagram`, whose names are lower than the boxes beside them.

use roxmltree::{Document, Node};

use super::rows::Changes;

/// Pixels from the lower border of the boxes to the lower end of a name: as little as there may be above the first note.
const BELOW_BOXES: f64 = 8.0;
/// Pixels from the upper border of the picture to the head of a person, at least.
const ABOVE_HEAD: f64 = 6.0;

/// Moves each as far up as its name would be under a note that stands over it, in a picture that begins at `top`. Without a
/// title there is no room for that, so the picture begins higher.
pub(super) fn mend(document: &Document<'_>, top: f64) -> Changes {
    let mut changes = Changes::default();
    let classes = |class: &str| class.split(' ').any(|class| class == "actor-top");
    for person in document
        .descendants()
        .filter(|node| node.tag_name().name() == "g" && node.attribute("class").is_some_and(classes))
    {
        changes.set_text(person, "transform", format!("translate(0, -{BELOW_BOXES})"));
        let heads = person.descendants().filter_map(head);
        let highest = heads.fold(f64::INFINITY, f64::min) - BELOW_BOXES - ABOVE_HEAD;
        changes.above = changes.above.max(top - highest);
    }
    changes
}

/// Where a head is highest.
fn head(circle: Node<'_, '_>) -> Option<f64> {
    let number = |name| circle.attribute(name).and_then(|value| value.parse::<f64>().ok());
    Some(number("cy")? - number("r")?)
}

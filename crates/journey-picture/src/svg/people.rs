//! The people at the top of a `sequenceDiagram`, whose names are lower than the boxes beside them.

use roxmltree::Document;

use super::rows::Changes;

/// Pixels from the lower border of the boxes to the lower end of a name: as little as there may be above the first note.
const BELOW_BOXES: f64 = 8.0;

/// Moves each as far up as its name would be under a note that stands over it.
pub(super) fn mend(document: &Document<'_>) -> Changes {
    let mut changes = Changes::default();
    let classes = |class: &str| class.split(' ').any(|class| class == "actor-top");
    for person in document
        .descendants()
        .filter(|node| node.tag_name().name() == "g" && node.attribute("class").is_some_and(classes))
    {
        changes.set_text(person, "transform", format!("translate(0, -{BELOW_BOXES})"));
    }
    changes
}

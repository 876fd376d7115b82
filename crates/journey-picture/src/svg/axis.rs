//! Charts whose last label at the x axis reaches the right border of the picture, or beyond it.

use roxmltree::{Document, Node};

use super::rows::Changes;
use super::sheet::{Sheet, pixels};
use crate::{entity, font};

/// Pixels from the end of a label to the border, at least.
const BESIDE: f64 = 12.0;

/// What changes in a chart that begins at the left with `left` and is so `wide`: it becomes wider by what its labels need.
pub(super) fn mend<'a>(document: &'a Document<'_>, sheet: &Sheet<'a>, left: f64, wide: f64) -> Changes {
    let is_axis = |node: &Node<'_, '_>| node.attribute("class") == Some("bottom-axis");
    let labels = document.descendants().filter(is_axis).flat_map(|axis| axis.descendants());
    let ends = labels.filter(|node| node.tag_name().name() == "text").filter_map(|label| {
        let place = label.attribute("transform")?.strip_prefix("translate(")?;
        let middle: f64 = place.split_once(',')?.0.trim().parse().ok()?;
        let size = sheet.inherited(label, "font-size").and_then(pixels)?;
        Some(middle + font::width(entity::decode(label.text()?).trim(), size, false) / 2.0)
    });
    let needed = ends.fold(f64::NEG_INFINITY, f64::max) + BESIDE - left;
    Changes { sides: (needed > wide).then_some((left, needed)), ..Changes::default() }
}

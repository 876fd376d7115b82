//! Timelines that go from above to below: each step as high as what stands beside it.
//!
//! The renderer gives all steps of such a timeline one height, too little to the last and much too much to short ones, and
//! ends the picture above the last step. Our views move the parts of Mermaid's own picture with `translate` in their style
//! sheet, which only browsers know, and which means nothing for this picture.

use roxmltree::{Document, Node};

use super::attribute::round;
use super::rows::Changes;
use super::sheet::{Sheet, pixels};
use crate::kind::kind_of;
use crate::{entity, font};

/// Pixels between the boxes beside a step, below a step, around the heading of a section, and below the last step.
const BETWEEN: f64 = 10.0;
const BELOW_STEP: f64 = 24.0;
const BELOW_HEADING: f64 = 20.0;
const ABOVE_HEADING: f64 = 14.0;
const BELOW_ALL: f64 = 20.0;
/// Pixels at the left and at the right of everything.
const BESIDE: f64 = 50.0;
/// Pixels from the upper border of the picture to its title.
const TITLE: f64 = 40.0;
/// Pixels from the title to the line of time.
const BELOW_TITLE: f64 = 18.0;

/// Whether that is what the diagram is.
pub(super) fn goes_down(mermaid: &str) -> bool {
    kind_of(mermaid) == Some("timeline") && mermaid.lines().any(|line| line.trim() == "timeline TD")
}

/// What changes in such a picture, which begins at `top` and ends at `bottom`; nothing where it is not drawn as we know it.
pub(super) fn mend<'a>(document: &'a Document<'_>, sheet: &Sheet<'a>, top: f64, bottom: f64) -> Changes {
    let mut changes = Changes::default();
    let groups: Vec<Node<'_, '_>> = document
        .root_element()
        .children()
        .filter(|node| node.tag_name().name() == "g" && node.has_children())
        .collect();
    let Some((axis, groups)) = groups.split_first() else { return Changes::default() };
    let Some(axis) = line_of(*axis) else { return Changes::default() };
    let title = document.root_element().children().find(|node| node.attribute("font-weight") == Some("bold"));
    let sides: Vec<(f64, f64)> = groups.iter().filter_map(|group| Some((left(*group)?, width(*group)?))).collect();
    let start = sides.iter().map(|(x, _)| *x).fold(f64::INFINITY, f64::min);
    let mut far = sides.iter().map(|(x, width)| x + width).fold(start, f64::max);
    let mut y = top + TITLE;
    if let Some(title) = title {
        let size = sheet.inherited(title, "font-size").and_then(pixels).unwrap_or(16.0);
        let text: String = title.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        far = far.max(start + font::width(&entity::decode(&text), size, true));
        changes.set(title, &[("x", start), ("y", y)]);
        y += BELOW_TITLE;
    }
    if !start.is_finite() {
        return Changes::default();
    }
    changes.sides = Some((start - BESIDE, far - start + 2.0 * BESIDE));
    let axis_start = y;
    y += ABOVE_HEADING;
    let mut step = Step { top: y, box_bottom: y, beside_bottom: y };
    let mut arrow_at = y;
    for group in groups {
        match group.attribute("class") {
            Some("lineWrapper") => {
                let Some(line) = line_of(*group) else { return Changes::default() };
                changes.set(line, &[("y1", arrow_at), ("y2", arrow_at)]);
            }
            class => {
                let (Some(x), Some(height)) = (left(*group), height(*group)) else { return Changes::default() };
                let place = match class {
                    Some("taskWrapper") => {
                        let below = step.bottom();
                        step = Step { top: below, box_bottom: below + height + BELOW_STEP, beside_bottom: below };
                        below
                    }
                    Some("eventWrapper") => {
                        let place = step.beside_bottom;
                        step.beside_bottom = place + height + BETWEEN;
                        arrow_at = place + height / 2.0;
                        place
                    }
                    _ => {
                        let place = step.bottom() + ABOVE_HEADING;
                        let below = place + height + BELOW_HEADING;
                        step = Step { top: below, box_bottom: below, beside_bottom: below };
                        place
                    }
                };
                changes
                    .attributes
                    .insert(group.id(), vec![("transform", format!("translate({}, {})", round(x), round(place)))]);
            }
        }
    }
    let end = step.bottom();
    changes.set(axis, &[("y1", axis_start), ("y2", end)]);
    changes.saved = bottom - (end + BELOW_ALL);
    changes
}

/// A period: where it begins, and where what was drawn of it ends.
struct Step {
    top: f64,
    box_bottom: f64,
    beside_bottom: f64,
}

impl Step {
    /// Where the next one can begin.
    fn bottom(&self) -> f64 {
        let beside = if self.beside_bottom > self.top { self.beside_bottom - BETWEEN + BELOW_STEP } else { self.top };
        self.box_bottom.max(beside)
    }
}

fn line_of<'a, 'i>(group: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    group.children().find(|child| child.tag_name().name() == "line")
}

/// Where a group begins, from the left.
fn left(group: Node<'_, '_>) -> Option<f64> {
    let place = group.attribute("transform")?.strip_prefix("translate(")?;
    place.split_once(',')?.0.trim().parse().ok()
}

/// How wide a box is: as far as the line at its lower side goes.
fn width(group: Node<'_, '_>) -> Option<f64> {
    if group.attribute("class") == Some("lineWrapper") {
        return None;
    }
    group.descendants().find(|node| node.tag_name().name() == "line")?.attribute("x2")?.parse().ok()
}

/// How high a box is: as far down as the line at its lower side is.
fn height(group: Node<'_, '_>) -> Option<f64> {
    group.descendants().find(|node| node.tag_name().name() == "line")?.attribute("y1")?.parse().ok()
}

/// A style sheet without what only moves things in browsers.
pub(super) fn without_moves(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find("translate:") {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        rest = behind.find([';', '}']).and_then(|end| behind.get(end..)).unwrap_or_default();
        rest = rest.strip_prefix(';').unwrap_or(rest);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_things_is_taken_out_of_a_style_sheet() {
        let sheet = "#a g:nth-of-type(n+3){translate:0 50px;}b{fill:red;translate: 0 -18px}c{transform:translate(1px)}";
        assert_eq!(without_moves(sheet), "#a g:nth-of-type(n+3){}b{fill:red;}c{transform:translate(1px)}");
        assert_eq!(without_moves("a{translate:0"), "a{");
    }

    #[test]
    fn only_timelines_that_go_down_are_drawn_anew() {
        assert!(goes_down("---\nconfig: {}\n---\ntimeline TD\n  title x\n"));
        assert!(!goes_down("timeline\n  title x\n") && !goes_down("journey\n  timeline TD\n"));
    }
}

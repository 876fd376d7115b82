//! The points of a `quadrantChart`, and the curves and places of an `xychart`.

use roxmltree::{Node, NodeId};

use super::diagram::{Diagram, Element, drawn_letters, has_class, in_pairs, letters};
use crate::svg::Field;

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

/// A part of the chart, from its upper border to the axis, over one of the places of the x axis.
pub(super) struct Band {
    pub(super) line: u32,
    /// Which of the places of that line.
    pub(super) number: usize,
    below: NodeId,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Band {
    pub(super) fn field(&self, place: &str) -> Field {
        Field {
            below: self.below,
            x: self.left,
            y: self.top,
            width: self.right - self.left,
            height: self.bottom - self.top,
            place: place.to_owned(),
        }
    }
}

/// The parts of the chart over the ticks of its x axis, each as far as the middle between two ticks.
pub(super) fn bands(diagram: &Diagram<'_>) -> Vec<Band> {
    find_bands(diagram).unwrap_or_default()
}

fn find_bands(diagram: &Diagram<'_>) -> Option<Vec<Band>> {
    let line = diagram.lines_of("x-axis").next()?;
    let axis = diagram.of_class("bottom-axis").next();
    let ticks: Vec<f64> =
        parts(axis, "ticks").into_iter().map(|tick| Some(points(tick)?.first()?.0)).collect::<Option<_>>()?;
    if ticks.len() != diagram.places(line, None).count() || !ticks.is_sorted() {
        return None;
    }
    let across = points(*parts(axis, "axis-line").first()?)?;
    // The renderer writes it so.
    let down = points(*parts(diagram.of_class("left-axis").next(), "axisl-line").first()?)?;
    let below = diagram.of_class("plot").next()?.id();
    let (left, right) = (across.first()?.0, across.last()?.0);
    let (top, bottom) = (down.first()?.1, down.last()?.1);
    let middles = ticks.windows(2).map(|pair| pair.iter().sum::<f64>() / 2.0);
    let borders: Vec<f64> = std::iter::once(left).chain(middles).chain([right]).collect();
    let bands = borders.windows(2).enumerate().filter_map(|(number, borders)| match borders {
        [left, right] => Some(Band { line, number, below, left: *left, right: *right, top, bottom }),
        _ => None,
    });
    Some(bands.collect())
}

/// The points of a path of straight lines: `M 1,2 L 3,4`.
fn points(path: Node<'_, '_>) -> Option<Vec<(f64, f64)>> {
    let numbers = path.attribute("d")?.split(['M', 'L', ' ', ',']).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map(|number| number.parse().ok()).collect::<Option<_>>()?;
    Some(numbers.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect())
}

/// What is drawn in the part of that class.
fn parts<'d>(around: Option<Node<'d, 'd>>, class: &str) -> Vec<Node<'d, 'd>> {
    let part = around.and_then(|around| around.children().find(|child| has_class(*child, class)));
    part.map(|part| part.children().filter(Node::is_element).collect()).unwrap_or_default()
}

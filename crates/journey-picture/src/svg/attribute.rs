//! The attributes of an element as they are written: ids of the picture's own, and only what every viewer understands.

use std::borrow::Cow;
use std::collections::HashSet;

use roxmltree::{Document, Node};

use super::sheet::{Sheet, pixels};

/// Attributes that only Mermaid's own scripts read.
const DROPPED: [&str; 2] = ["data-points", "data-et"];

/// The colours of the stripes of cards that are hardly seen on paper or on a dark ground, and what has 3 to 1 on both.
const STRIPES: [(&str, &str); 3] = [("orange", "#d27500"), ("blue", "#4f86e8"), ("lightblue", "#7794a6")];

/// The ids of a picture that do not start with the picture's own, and so could be those of another picture.
pub(super) struct Ids<'a> {
    prefix: &'a str,
    foreign: HashSet<&'a str>,
    own: HashSet<&'a str>,
}

impl<'a> Ids<'a> {
    pub(super) fn of(document: &'a Document<'_>) -> Self {
        let prefix = document.root_element().attribute("id").unwrap_or_default();
        let ids = document.descendants().filter_map(|node| node.attribute("id"));
        let (own, foreign) = ids.partition(|id| id.starts_with(prefix));
        Self { prefix, foreign, own }
    }

    /// What the ids of the picture start with.
    pub(super) fn prefix(&self) -> &'a str {
        self.prefix
    }

    fn renamed<'v>(&self, id: &'v str) -> Cow<'v, str> {
        let own = format!("{}-{id}", self.prefix);
        // The renderer forgets the prefix of some ids, and of some places that lead to one.
        let meant = self.foreign.contains(id) || (!self.own.contains(id) && self.own.contains(own.as_str()));
        if meant { Cow::Owned(own) } else { Cow::Borrowed(id) }
    }

    /// The value of an attribute, with the ids in it.
    fn value<'v>(&self, name: &str, value: &'v str) -> Cow<'v, str> {
        match name {
            "id" => self.renamed(value),
            "href" => match value.strip_prefix('#') {
                Some(id) => Cow::Owned(format!("#{}", self.renamed(id))),
                None => Cow::Borrowed(value),
            },
            "aria-labelledby" | "aria-describedby" => {
                Cow::Owned(value.split(' ').map(|id| self.renamed(id)).collect::<Vec<_>>().join(" "))
            }
            _ => match value.split_once("url(#").and_then(|(before, id)| Some((before, id.split_once(')')?))) {
                Some((before, (id, behind))) => Cow::Owned(format!("{before}url(#{}){behind}", self.renamed(id))),
                None => Cow::Borrowed(value),
            },
        }
    }
}

/// The attributes of an element, with the prefixes of their namespaces.
pub(super) fn attributes<'a>(node: Node<'a, '_>, ids: &Ids<'_>, sheet: &Sheet<'a>) -> Vec<(String, String)> {
    let is_text = node.tag_name().name() == "text";
    let shift = if is_text { baseline_shift(node, sheet) } else { None };
    let is_edge = node.has_attribute("data-edge");
    let is_line = node.tag_name().name() == "line";
    let mut attributes = Vec::new();
    for attribute in node.attributes() {
        let name = attribute.name();
        let dropped = DROPPED.contains(&name)
            // A colour that Mermaid's own arithmetic lost: viewers take what is inherited.
            || attribute.value().contains("NaN")
            // What a line says of its place counts alone; some viewers add up.
            || (is_text && name == "dy" && node.first_element_child().is_some_and(|line| line.has_attribute("dy")))
            || (shift.is_some() && matches!(name, "dominant-baseline" | "alignment-baseline" | "y"))
            // Shadows, which some viewers cannot draw: they leave out what has one.
            || (name == "filter" && attribute.value().starts_with("url("));
        if dropped {
            continue;
        }
        let value = match attribute.value() {
            // Viewers do not agree how high an x is.
            size if name == "font-size" && size.ends_with("ex") => {
                Cow::Owned(format!("{}px", round(pixels(size).unwrap_or(16.0))))
            }
            path if name == "d" && is_edge => straight(path).map_or(Cow::Borrowed(path), Cow::Owned),
            colour if name == "stroke" && is_line => {
                let seen = STRIPES.iter().find(|(known, _)| *known == colour);
                Cow::Borrowed(seen.map_or(colour, |(_, seen)| *seen))
            }
            value => ids.value(name, value),
        };
        attributes.push((qualified(&attribute), value.into_owned()));
    }
    if let Some(shift) = shift {
        let y: f64 = node.attribute("y").and_then(|y| y.parse().ok()).unwrap_or(0.0);
        attributes.push(("y".to_owned(), round(y + shift)));
    }
    attributes
}

/// A level line that goes too far and comes back, without the way there and back: the renderer lets lines between lanes
/// that go to the left end 20 pixels behind the box that they lead to. `None` for any other path.
fn straight(path: &str) -> Option<String> {
    let points: Vec<(f64, f64)> = path
        .strip_prefix('M')?
        .split('L')
        .map(|point| point.split_once(',').and_then(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?))))
        .collect::<Option<_>>()?;
    let [(start, y), (turn, turn_y), (end, end_y)] = points.as_slice() else { return None };
    let is_level = (y - turn_y).abs() < 0.5 && (y - end_y).abs() < 0.5;
    let is_between = start.min(*turn) < *end && *end < start.max(*turn);
    (is_level && is_between).then(|| format!("M{},{}L{},{}", round(*start), round(*y), round(*end), round(*end_y)))
}

/// How far below its place a text stands, for viewers that know no `dominant-baseline`. It is what browsers do with
/// DejaVu Sans and, within a pixel, with Arial.
fn baseline_shift<'a>(text: Node<'a, '_>, sheet: &Sheet<'a>) -> Option<f64> {
    let sizes = match text.attribute("dominant-baseline").or_else(|| text.attribute("alignment-baseline"))? {
        "central" => 0.35,
        "middle" => 0.28,
        "hanging" => 0.76,
        "text-before-edge" => 0.92,
        _ => return None,
    };
    let size = sheet.inherited(text, "font-size").and_then(pixels).unwrap_or(16.0);
    Some(sizes * size)
}

/// An attribute's name with the prefix of its namespace.
fn qualified(attribute: &roxmltree::Attribute<'_, '_>) -> String {
    match attribute.namespace() {
        Some("http://www.w3.org/1999/xlink") => format!("xlink:{}", attribute.name()),
        Some("http://www.w3.org/XML/1998/namespace") => format!("xml:{}", attribute.name()),
        _ => attribute.name().to_owned(),
    }
}

/// A number with at most two decimals.
pub(super) fn round(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    // No `-0`.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_level_line_that_comes_back_is_made_straight() {
        assert_eq!(straight("M-617.656,195L-919.219,195L-899.219,195").as_deref(), Some("M-617.66,195L-899.22,195"));
        for other in ["M0,0L10,0L20,0", "M0,0L10,0L10,5", "M0,0L10,0", "M0,0L10,0Q10,1 10,2", "M0,0L10,0L-5,0", "", "M"]
        {
            assert_eq!(straight(other), None, "{other}");
        }
    }
}

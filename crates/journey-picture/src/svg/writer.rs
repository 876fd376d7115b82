//! Writes the picture anew from what the renderer drew: element by element, with what viewers need put in.

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use roxmltree::{Document, Node};

use super::SvgOptions;
use super::label::{self, Label};
use super::sheet::{SVG, Sheet};
use crate::{PictureError, entity};

/// Attributes that only Mermaid's own scripts read.
const DROPPED: [&str; 2] = ["data-points", "data-et"];

/// The whole picture as text.
pub(super) fn write(document: &Document<'_>, options: &SvgOptions) -> Result<String, PictureError> {
    let mut picture = Picture { out: Writer::new(Vec::new()), sheet: Sheet::of(document), options };
    // Writing to memory fails only where memory does.
    picture.root(document.root_element()).map_err(|_| PictureError::Defect)?;
    String::from_utf8(picture.out.into_inner()).map_err(|_| PictureError::Defect)
}

struct Picture<'a> {
    out: Writer<Vec<u8>>,
    sheet: Sheet<'a>,
    options: &'a SvgOptions,
}

type Written = std::io::Result<()>;

impl<'a> Picture<'a> {
    fn root(&mut self, root: Node<'a, '_>) -> Written {
        let view = View::of(root);
        let named = |name| root.children().find(|child| child.has_tag_name((SVG, name)));
        let (title, description) = (self.options.title.clone(), self.options.description.clone());
        let title = title.filter(|_| named("title").is_none());
        let description = description.filter(|_| named("desc").is_none());
        let id = root.attribute("id").unwrap_or_default().to_owned();
        let mut start = BytesStart::new("svg");
        for attribute in root.attributes() {
            if !matches!(attribute.name(), "width" | "height" | "style") {
                start.push_attribute((qualified(&attribute).as_str(), attribute.value()));
            }
        }
        start.push_attribute(("xmlns", SVG));
        start.push_attribute(("width", round(view.width).as_str()));
        start.push_attribute(("height", round(view.height).as_str()));
        if title.is_some() {
            start.push_attribute(("aria-labelledby", format!("{id}-title").as_str()));
        }
        if description.is_some() {
            start.push_attribute(("aria-describedby", format!("{id}-description").as_str()));
        }
        self.out.write_event(Event::Start(start))?;
        if let Some(title) = title {
            self.text_element("title", &[("id", &format!("{id}-title"))], &title)?;
        }
        if let Some(description) = description {
            self.text_element("desc", &[("id", &format!("{id}-description"))], &description)?;
        }
        let mut background = self.background(root);
        for child in root.children() {
            // The first words of a picture are its name and what it shows, so what is behind it comes after them.
            if !(child.has_tag_name((SVG, "title")) || child.has_tag_name((SVG, "desc")))
                && let Some(fill) = background.take()
            {
                let [x, y, width, height] = [view.x, view.y, view.width, view.height].map(round);
                let mut card = BytesStart::new("rect");
                for pair in [("x", &x), ("y", &y), ("width", &width), ("height", &height)] {
                    card.push_attribute((pair.0, pair.1.as_str()));
                }
                card.push_attribute(("style", format!("fill:{fill};stroke:none").as_str()));
                self.out.write_event(Event::Empty(card))?;
            }
            self.node(child)?;
        }
        self.out.write_event(Event::End(BytesEnd::new("svg")))
    }

    /// What the theme puts behind the picture. Viewers other than browsers do not draw the background of an `svg`.
    fn background(&self, root: Node<'a, '_>) -> Option<&'a str> {
        let value = self.sheet.own(root, "background").or_else(|| self.sheet.own(root, "background-color"))?;
        (!matches!(value, "none" | "transparent")).then_some(value)
    }

    fn node(&mut self, node: Node<'a, '_>) -> Written {
        if node.is_text() {
            return self.characters(node.text().unwrap_or_default());
        }
        if !node.is_element() {
            return Ok(());
        }
        let name = node.tag_name().name();
        match name {
            "foreignObject" => match label::lay_out(node, &self.sheet) {
                Some(label) => self.label(&label),
                None => Ok(()),
            },
            // The second choice of a `switch` is the label in one line: made better from the first one.
            "switch" => match node.children().find(|child| child.has_tag_name((SVG, "foreignObject"))) {
                Some(object) => self.node(object),
                None => node.children().try_for_each(|child| self.node(child)),
            },
            _ => {
                let mut start = BytesStart::new(name);
                for attribute in node.attributes() {
                    if !DROPPED.contains(&attribute.name()) {
                        start.push_attribute((qualified(&attribute).as_str(), attribute.value()));
                    }
                }
                if !node.has_children() {
                    return self.out.write_event(Event::Empty(start));
                }
                self.out.write_event(Event::Start(start))?;
                for child in node.children() {
                    self.node(child)?;
                }
                self.out.write_event(Event::End(BytesEnd::new(name)))
            }
        }
    }

    fn label(&mut self, label: &Label) -> Written {
        // A class of the diagram may give lines to all that is in a box; letters have none.
        let mut style = format!("font-size:{}px;stroke:none", round(label.size));
        for (property, value) in [("fill", &label.fill), ("font-family", &label.family)] {
            if let Some(value) = value {
                style.push_str(&format!(";{property}:{value}"));
            }
        }
        style.push_str(if label.bold { ";font-weight:bold" } else { "" });
        style.push_str(if label.italic { ";font-style:italic" } else { "" });
        let mut start = BytesStart::new("text");
        start.push_attribute(("text-anchor", label.anchor));
        start.push_attribute(("style", style.as_str()));
        self.out.write_event(Event::Start(start))?;
        for line in &label.lines {
            self.text_element("tspan", &[("x", &round(line.x)), ("y", &round(line.y))], &line.text)?;
        }
        self.out.write_event(Event::End(BytesEnd::new("text")))
    }

    fn text_element(&mut self, name: &str, attributes: &[(&str, &String)], text: &str) -> Written {
        let mut start = BytesStart::new(name);
        for (key, value) in attributes {
            start.push_attribute((*key, value.as_str()));
        }
        self.out.write_event(Event::Start(start))?;
        self.characters(text)?;
        self.out.write_event(Event::End(BytesEnd::new(name)))
    }

    fn characters(&mut self, text: &str) -> Written {
        let decoded = entity::decode(text);
        self.out.write_event(Event::Text(BytesText::from_escaped(partial_escape(decoded))))
    }
}

/// The part of its plane that a picture shows.
struct View {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl View {
    fn of(root: Node<'_, '_>) -> Self {
        let numbers =
            root.attribute("viewBox").unwrap_or_default().split([' ', ',']).filter_map(|number| number.parse().ok());
        match numbers.collect::<Vec<f64>>().as_slice() {
            [x, y, width, height] if *width > 0.0 && *height > 0.0 => {
                Self { x: *x, y: *y, width: *width, height: *height }
            }
            _ => Self { x: 0.0, y: 0.0, width: 800.0, height: 600.0 },
        }
    }
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
fn round(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    // No `-0`.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

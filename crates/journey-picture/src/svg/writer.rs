//! Writes the picture anew from what the renderer drew: element by element, with what viewers need put in.

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use roxmltree::{Document, Node};

use super::attribute::{Ids, attributes, round};
use super::direction::{is_from_right, with_signs};
use super::label::{self, Label};
use super::legend::{self, Legend, Text};
use super::rows::{self, Changes, Spans};
use super::sheet::{SVG, Sheet};
use super::{Field, Marks, SvgOptions, axis, faces, narrative, people};
use crate::{PictureError, entity};

/// What is drawn otherwise than the renderer draws it.
pub(super) enum Mending {
    /// The rows of a grid of blocks; nothing of anything else.
    Rows(Spans),
    /// The steps of a timeline.
    Narrative,
    /// The faces of a `journey`, and the room around them.
    Faces,
    /// The people of a `sequenceDiagram`.
    People,
    /// The room beside the x axis of a chart.
    Axis,
}

/// The whole picture as text.
pub(super) fn write(
    document: &Document<'_>,
    ground: Option<&str>,
    mending: &Mending,
    marks: &Marks,
    options: &SvgOptions,
) -> Result<String, PictureError> {
    let (ids, sheet) = (Ids::of(document), Sheet::of(document));
    let changes = match mending {
        Mending::Rows(spans) => rows::mend(document, &sheet, spans),
        Mending::Narrative => {
            let view = View::of(document.root_element());
            narrative::mend(document, &sheet, view.y, view.y + view.height)
        }
        Mending::Faces => {
            let view = View::of(document.root_element());
            faces::mend(document, view.x, view.y + view.height)
        }
        Mending::People => people::mend(document, View::of(document.root_element()).y),
        Mending::Axis => {
            let view = View::of(document.root_element());
            axis::mend(document, &sheet, view.x, view.width)
        }
    };
    let moves = !matches!(mending, Mending::Narrative);
    let legend = Legend::default();
    let mut picture = Picture {
        out: Writer::new(Vec::new()),
        sheet,
        ids,
        changes,
        moves,
        ground,
        marks,
        legend,
        from_right: false,
        options,
    };
    // Writing to memory fails only where memory does.
    picture.root(document.root_element()).map_err(|_| PictureError::Defect)?;
    String::from_utf8(picture.out.into_inner()).map_err(|_| PictureError::Defect)
}

struct Picture<'a> {
    out: Writer<Vec<u8>>,
    sheet: Sheet<'a>,
    ids: Ids<'a>,
    changes: Changes,
    /// Whether the style sheet may move things.
    moves: bool,
    /// The colour behind the picture.
    ground: Option<&'a str>,
    marks: &'a Marks,
    legend: Legend,
    /// Whether the text that is being written is read from the right.
    from_right: bool,
    options: &'a SvgOptions,
}

type Written = std::io::Result<()>;

impl<'a> Picture<'a> {
    fn root(&mut self, root: Node<'a, '_>) -> Written {
        let mut view = View::of(root);
        view.height += self.changes.above - self.changes.saved;
        view.y -= self.changes.above;
        (view.x, view.width) = self.changes.sides.unwrap_or((view.x, view.width));
        self.legend = legend::lay_out(&self.options.legend, view.x, view.width, view.y + view.height);
        view.height += self.legend.height;
        let shown = [view.x, view.y, view.width, view.height].map(round).join(" ");
        let named = |name| root.children().find(|child| child.has_tag_name((SVG, name)));
        let (title, description) = (self.options.title.clone(), self.options.description.clone());
        let title = title.filter(|_| named("title").is_none());
        let description = description.filter(|_| named("desc").is_none());
        let id = self.ids.prefix();
        let mut start = BytesStart::new("svg");
        for (name, value) in attributes(root, &self.ids, &self.sheet) {
            if !matches!(name.as_str(), "width" | "height" | "style" | "viewBox") {
                start.push_attribute((name.as_str(), value.as_str()));
            }
        }
        start.push_attribute(("xmlns", SVG));
        start.push_attribute(("viewBox", shown.as_str()));
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
        let mut ground = self.ground;
        for child in root.children() {
            // The first words of a picture are its name and what it shows, so what is behind it comes after them.
            if !(child.has_tag_name((SVG, "title")) || child.has_tag_name((SVG, "desc")))
                && let Some(fill) = ground.take()
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
        // Of the texts that have their colours from the diagram's theme, the first is as good as any.
        let first = root.descendants().find(|node| node.has_tag_name((SVG, "text"))).unwrap_or(root);
        let fill = self.sheet.inherited(first, "fill");
        for text in std::mem::take(&mut self.legend).texts {
            self.legend_text(&text, fill)?;
        }
        self.out.write_event(Event::End(BytesEnd::new("svg")))
    }

    fn legend_text(&mut self, text: &Text, fill: Option<&str>) -> Written {
        let mut start = BytesStart::new("text");
        start.push_attribute(("class", "legend-entry"));
        let from_right = text.lines.first().is_some_and(|line| is_from_right(line));
        start.push_attribute(("text-anchor", anchor(if text.ends { "end" } else { "start" }, from_right)));
        if from_right {
            start.push_attribute(("direction", "rtl"));
        }
        let mut style = format!("font-size:{}px;stroke:none", round(Text::SIZE));
        if let Some(fill) = fill {
            style.push_str(&format!(";fill:{fill}"));
        }
        style.push_str(if text.bold { ";font-weight:bold" } else { "" });
        start.push_attribute(("style", style.as_str()));
        if let Some(Some(mark)) = self.marks.legend.get(text.entry) {
            start.push_attribute(("data-place", mark.as_str()));
        }
        self.out.write_event(Event::Start(start))?;
        self.from_right = from_right;
        for (number, line) in text.lines.iter().enumerate() {
            let (x, y) = (round(text.x), round(text.y + number as f64 * Text::LINE));
            self.text_element("tspan", &[("x", &x), ("y", &y)], line)?;
        }
        self.from_right = false;
        self.out.write_event(Event::End(BytesEnd::new("text")))
    }

    fn node(&mut self, node: Node<'a, '_>) -> Written {
        if node.is_text() {
            return self.characters(node.text().unwrap_or_default());
        }
        if !node.is_element() {
            return Ok(());
        }
        for field in self.marks.fields.iter().filter(|field| field.below == node.id()) {
            self.field(field)?;
        }
        let name = node.tag_name().name();
        match name {
            // Shadows, which some viewers cannot draw: they leave out what has one.
            "filter" => Ok(()),
            "style" => {
                let sheet = without_shadows(node.text().unwrap_or_default());
                let sheet = if self.moves { sheet } else { narrative::without_moves(&sheet) };
                self.text_element(name, &[], &sheet)
            }
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
                let changed = self.changes.attributes.get(&node.id()).map_or(&[][..], Vec::as_slice);
                let mut written = attributes(node, &self.ids, &self.sheet);
                if name == "text" {
                    self.from_right = self.turn(node, &mut written);
                }
                for (name, value) in written {
                    let other = changed.iter().find(|(changed, _)| *changed == name).map(|(_, value)| value);
                    start.push_attribute((name.as_str(), other.unwrap_or(&value).as_str()));
                }
                for (name, value) in changed.iter().filter(|(name, _)| !node.has_attribute(*name)) {
                    start.push_attribute((*name, value.as_str()));
                }
                if let Some(mark) = self.marks.places.get(&node.id()) {
                    start.push_attribute(("data-place", mark.as_str()));
                }
                if !node.has_children() {
                    return self.out.write_event(Event::Empty(start));
                }
                self.out.write_event(Event::Start(start))?;
                for child in node.children() {
                    self.node(child)?;
                }
                self.from_right &= name != "text";
                self.out.write_event(Event::End(BytesEnd::new(name)))
            }
        }
    }

    /// Says of a text that it is read from the right, if it is: else a sign at its end would stand at its right. What
    /// stood at its start is its end then, so that it stays where it is. Gives whether it is.
    fn turn(&self, text: Node<'a, '_>, attributes: &mut Vec<(String, String)>) -> bool {
        let letters: String = text.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        if !is_from_right(&entity::decode(&letters)) {
            return false;
        }
        attributes.push(("direction".to_owned(), "rtl".to_owned()));
        let own = match self.sheet.inherited(text, "text-anchor") {
            Some("middle") => return true,
            Some("end") => "end",
            _ => "start",
        };
        let turned = format!("text-anchor:{}", anchor(own, true));
        match attributes.iter_mut().find(|(name, _)| name == "style") {
            Some((_, style)) => style.push_str(&format!(";{turned}")),
            None => attributes.push(("style".to_owned(), turned)),
        }
        true
    }

    fn field(&mut self, field: &Field) -> Written {
        let mut start = BytesStart::new("rect");
        for (name, value) in [("x", field.x), ("y", field.y), ("width", field.width), ("height", field.height)] {
            start.push_attribute((name, round(value).as_str()));
        }
        start.push_attribute(("fill", "transparent"));
        start.push_attribute(("data-place", field.place.as_str()));
        self.out.write_event(Event::Empty(start))
    }

    fn label(&mut self, label: &Label) -> Written {
        // A class of the diagram may give lines to all that is in a box; letters have none.
        let mut style = format!("font-size:{}px;stroke:none", round(label.size));
        for (property, value) in [("fill", &label.fill), ("font-family", &label.family)] {
            if let Some(value) = value {
                style.push_str(&format!(";{property}:{value}"));
            }
        }
        style.push_str(if label.italic { ";font-style:italic" } else { "" });
        // A name in another script may fill a line of a label; its signs belong to the label. Below words that are read from
        // the right, others are lines of their own.
        let whole: String = label.lines.iter().map(|line| line.text.as_str()).collect();
        let whole = is_from_right(&whole);
        let turned = |text: &str| whole && is_from_right(text);
        for lines in label.lines.chunk_by(|one, next| turned(&one.text) == turned(&next.text)) {
            let from_right = lines.first().is_some_and(|line| turned(&line.text));
            let mut start = BytesStart::new("text");
            start.push_attribute(("text-anchor", anchor(label.anchor, from_right)));
            if from_right {
                start.push_attribute(("direction", "rtl"));
            }
            start.push_attribute(("style", style.as_str()));
            self.out.write_event(Event::Start(start))?;
            self.from_right = from_right;
            for line in lines {
                let (x, y, bold) = (round(line.x), round(line.y), "bold".to_owned());
                let attributes = [("x", &x), ("y", &y), ("font-weight", &bold)];
                self.text_element("tspan", if line.bold { &attributes } else { &attributes[..2] }, &line.text)?;
            }
            self.from_right = false;
            self.out.write_event(Event::End(BytesEnd::new("text")))?;
        }
        Ok(())
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
        let decoded = if self.from_right { with_signs(&decoded).into_owned().into() } else { decoded };
        self.out.write_event(Event::Text(BytesText::from_escaped(partial_escape(decoded))))
    }
}

/// What a text that is anchored so has to say where it is read from the right and its start is at its right.
fn anchor(wanted: &'static str, from_right: bool) -> &'static str {
    match wanted {
        "start" if from_right => "end",
        "end" if from_right => "start",
        _ => wanted,
    }
}

/// A style sheet that applies no filter of the picture.
fn without_shadows(sheet: &str) -> String {
    let mut parts = sheet.split("filter:url(");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("filter:none");
        out.push_str(part.split_once(')').map_or("", |(_, behind)| behind));
    }
    out
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

//! Labels: HTML inside of a `foreignObject`, which only browsers show, as text of SVG, which every viewer shows.

use roxmltree::Node;

use super::sheet::{Sheet, pixels};
use crate::renderer::is_bold;
use crate::{entity, font};

/// Lines of a label are this far apart, in sizes of its font. HTML labels have 1.5; text of SVG needs no more than this.
const LEADING: f64 = 1.35;
/// Where the line that letters stand on is below the middle of their line, in sizes of the font.
const BASELINE: f64 = 0.35;
/// The smallest size of a label that is made smaller to fit its box, in pixels.
const SMALLEST: f64 = 9.0;

/// Between a box and the label that fills it, in pixels.
const MARGIN: f64 = 5.0;
/// Between the border of a board's card and its label, in pixels.
const CARD_MARGIN: f64 = 10.0;

/// A label, laid out.
pub(super) struct Label {
    pub(super) anchor: &'static str,
    pub(super) fill: Option<String>,
    pub(super) size: f64,
    pub(super) family: Option<String>,
    pub(super) italic: bool,
    pub(super) lines: Vec<Line>,
}

/// A line of a label and where it stands.
pub(super) struct Line {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) text: String,
    pub(super) bold: bool,
}

impl Label {
    /// How high its lines are together, in pixels.
    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * self.size * LEADING
    }
}

/// Lays out the text of a `foreignObject`. `None` where it has none.
pub(super) fn lay_out<'a>(object: Node<'a, '_>, sheet: &Sheet<'a>) -> Option<Label> {
    let mut written = written_lines(object);
    // Spaces that only make a column wide are no lines, whether they stand below a text or above it.
    while written.pop_if(|(line, _)| line.is_empty()).is_some() {}
    let above = written.iter().take_while(|(line, _)| line.is_empty()).count();
    written.drain(..above);
    if written.is_empty() {
        return None;
    }
    // What is said of the innermost element around the text counts.
    let styled = object.descendants().filter(Node::is_text).find_map(|text| {
        (!text.text().unwrap_or_default().trim().is_empty()).then(|| text.parent_element()).flatten()
    })?;
    let area = Area::of(object);
    let bold = sheet.inherited(styled, "font-weight").is_some_and(is_bold);
    let wanted = sheet.inherited(styled, "font-size").and_then(pixels).unwrap_or(16.0);
    let (size, lines) = match card_width(object).filter(|_| !wraps(object)) {
        Some(width) => (narrowed(&written, width, wanted, bold), written),
        None => fit(&written, &area, wanted, bold, wraps(object)),
    };
    let (anchor, x) = match alignment(styled, sheet) {
        Alignment::Start => ("start", area.x),
        Alignment::Middle => ("middle", area.x + area.width / 2.0),
        Alignment::End => ("end", area.x + area.width),
    };
    let middle = area.y + area.height / 2.0 - (lines.len() as f64 - 1.0) * size * LEADING / 2.0 + size * BASELINE;
    let place = |(index, (text, strong)): (usize, (String, bool))| Line {
        x,
        y: middle + index as f64 * size * LEADING,
        text,
        bold: bold || strong,
    };
    Some(Label {
        anchor,
        fill: sheet.inherited(styled, "color").map(str::to_owned),
        size,
        family: sheet.inherited(styled, "font-family").map(str::to_owned),
        italic: sheet.inherited(styled, "font-style").is_some_and(|style| style.contains("italic")),
        lines: lines.into_iter().enumerate().map(place).collect(),
    })
}

/// The lines as they were written, and whether they start with bold letters: a paragraph or `<br/>` starts a new one.
fn written_lines(object: Node<'_, '_>) -> Vec<(String, bool)> {
    let mut lines = vec![(String::new(), false)];
    for node in object.descendants() {
        if node.is_text() {
            if let Some((line, bold)) = lines.last_mut() {
                *bold |= line.trim().is_empty()
                    && node.ancestors().any(|around| matches!(around.tag_name().name(), "b" | "strong"));
                line.push_str(node.text().unwrap_or_default());
            }
        } else if matches!(node.tag_name().name(), "br" | "p" | "li")
            && lines.last().is_some_and(|(line, _)| !line.trim().is_empty() || node.tag_name().name() == "br")
        {
            lines.push((String::new(), false));
        }
    }
    let tidy = |line: &str| entity::decode(line).split_whitespace().collect::<Vec<_>>().join(" ");
    lines.iter().map(|(line, bold)| (tidy(line), *bold)).collect()
}

/// Whether HTML would break the lines of the label to fit.
fn wraps(object: Node<'_, '_>) -> bool {
    !object.descendants().filter_map(|node| node.attribute("style")).any(|style| style.contains("nowrap"))
}

/// What the card of a board that a label stands in has room for, in pixels: the renderer lets a line that it does not break
/// reach to the card's border.
fn card_width(object: Node<'_, '_>) -> Option<f64> {
    let node =
        object.ancestors().find(|around| around.attribute("class").is_some_and(|class| class.starts_with("node")))?;
    let is_card = node.parent_element().is_some_and(|around| around.attribute("class") == Some("items"));
    let card = node.children().find(|child| child.tag_name().name() == "rect").filter(|_| is_card)?;
    let width: f64 = card.attribute("width")?.parse().ok()?;
    (width > 4.0 * CARD_MARGIN).then_some(width - 2.0 * CARD_MARGIN)
}

/// The size at which all lines are as narrow as that.
fn narrowed(lines: &[(String, bool)], width: f64, wanted: f64, bold: bool) -> f64 {
    let widest = lines.iter().map(|(line, strong)| font::width(line, wanted, bold || *strong)).fold(0.0, f64::max);
    if widest > width { (wanted * width / widest).max(SMALLEST.min(wanted)) } else { wanted }
}

/// Breaks lines to fit an area, and makes them smaller where they are too many for its height.
fn fit(written: &[(String, bool)], area: &Area, wanted: f64, bold: bool, wraps: bool) -> (f64, Vec<(String, bool)>) {
    if !wraps {
        return (wanted, written.to_vec());
    }
    let mut size = wanted;
    loop {
        let wrapped = |(line, strong): &(String, bool)| {
            let (strong, bold) = (*strong, bold || *strong);
            font::wrap(line, area.width, size, bold).into_iter().map(move |line| (line, strong))
        };
        let lines: Vec<(String, bool)> = written.iter().flat_map(wrapped).collect();
        if lines.len() as f64 * size * LEADING <= area.height + size * (LEADING - 1.0) || size <= SMALLEST {
            return (size, lines);
        }
        size = (size - 0.5).max(SMALLEST);
    }
}

enum Alignment {
    Start,
    Middle,
    End,
}

fn alignment<'a>(styled: Node<'a, '_>, sheet: &Sheet<'a>) -> Alignment {
    match sheet.inherited(styled, "text-align") {
        Some("left" | "start") => Alignment::Start,
        Some("right" | "end") => Alignment::End,
        _ => Alignment::Middle,
    }
}

/// Where a `foreignObject` lies.
struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Area {
    fn of(object: Node<'_, '_>) -> Self {
        let number = |name| object.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(0.0);
        let area = Self { x: number("x"), y: number("y"), width: number("width"), height: number("height") };
        // In a `switch` the object is the whole box, and HTML has no room to its border; else it is the label alone.
        let in_a_box = object.parent_element().is_some_and(|parent| parent.tag_name().name() == "switch");
        let inset = if in_a_box { MARGIN.min(area.width / 4.0).min(area.height / 4.0) } else { 0.0 };
        Self {
            x: area.x + inset,
            y: area.y + inset,
            width: area.width - 2.0 * inset,
            height: area.height - 2.0 * inset,
        }
    }
}

//! A diagram as SVG that stands alone: it has a size, a background, texts that every viewer shows, and ids of its own.

mod attribute;
mod axis;
mod direction;
mod faces;
mod label;
mod legend;
mod narrative;
mod people;
mod rows;
mod sheet;
mod writer;

use std::collections::HashMap;

use journey_plugin::LegendEntry;
use roxmltree::{Document, NodeId, ParsingOptions};

use crate::kind::kind_of;
use crate::{PictureError, Stop, renderer};

/// How an SVG is called, and what it says to readers who cannot see it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SvgOptions {
    /// What all ids in the SVG start with. Pictures that stand in one page need different ones.
    pub id: String,
    /// The picture's name, where the diagram has no `accTitle`: `kanban` and `block-beta` cannot have one.
    pub title: Option<String>,
    /// What the picture shows, where the diagram has no `accDescr`.
    pub description: Option<String>,
    /// What numbers and short ids in the diagram stand for
    /// ([`Rendered::legend`](journey_plugin::Rendered::legend)). It is listed below the diagram.
    pub legend: Vec<LegendEntry>,
}

impl SvgOptions {
    /// Options with an id. What cannot stand in an id becomes `-`.
    pub fn new(id: &str) -> Self {
        Self { id: merman::svg::sanitize_svg_id(id), title: None, description: None, legend: Vec::new() }
    }
}

/// Draws a diagram as SVG.
///
/// The picture has its size in pixels, the background that the diagram's theme sets, labels as text that any viewer
/// shows, with room for the widest usual font, and ids that start with [`SvgOptions::id`]. It asks the network for
/// nothing. The same text gives the same bytes.
///
/// # Errors
///
/// [`PictureError`] where the kind of diagram is not drawn here ([`can_draw`](crate::can_draw)), where the text is no
/// sound diagram, and where it is too large.
pub fn svg(mermaid: &str, options: &SvgOptions) -> Result<String, PictureError> {
    marked(mermaid, options, &Stop::default(), |_| Marks::default())
}

/// What is added to the renderer's picture so that it leads back to what it shows.
#[derive(Default)]
pub(crate) struct Marks {
    /// What stands in the attribute `data-place` of elements.
    pub(crate) places: HashMap<NodeId, String>,
    /// Fields that nobody sees and that can be pointed at.
    pub(crate) fields: Vec<Field>,
    /// The same as `places` for each entry of the legend, as far as there is something to lead to.
    pub(crate) legend: Vec<Option<String>>,
}

/// A field without a colour, in pixels.
pub(crate) struct Field {
    /// What lies over it.
    pub(crate) below: NodeId,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// What stands in its attribute `data-place`.
    pub(crate) place: String,
}

/// The same with marks on the elements that `mark` finds in what the renderer drew.
///
/// # Errors
/// As for [`svg`].
pub(crate) fn marked(
    mermaid: &str,
    options: &SvgOptions,
    stop: &Stop,
    mark: impl FnOnce(&Document<'_>) -> Marks,
) -> Result<String, PictureError> {
    let drawn = renderer::draw_svg(mermaid, &merman::svg::sanitize_svg_id(&options.id), stop)?;
    // Nothing that the renderer writes has a document type.
    let document =
        Document::parse_with_options(&drawn, ParsingOptions { allow_dtd: false, ..ParsingOptions::default() })
            .map_err(|_| PictureError::Defect)?;
    let ground = renderer::ground(mermaid);
    let marks = mark(&document);
    if stop.is_stopped() {
        return Err(PictureError::Stopped);
    }
    let mending = match kind_of(mermaid) {
        Some("journey") => writer::Mending::Faces,
        Some("sequenceDiagram") => writer::Mending::People,
        Some("xychart" | "xychart-beta") => writer::Mending::Axis,
        _ if narrative::goes_down(mermaid) => writer::Mending::Narrative,
        _ => writer::Mending::Rows(rows::spans(mermaid)),
    };
    writer::write(&document, ground.as_deref(), &mending, &marks, options)
}

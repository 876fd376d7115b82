//! Diagrams drawn with characters, for a terminal.

mod canvas;
mod curve;
mod mark;
mod quadrant;
mod sequence;
mod story;
mod told;

use journey_mermaid::{Language, Rendered};
use merman::RenderSemanticModel;

use crate::kind::kind_of;
use crate::lines::{columns, visible, wrap};
use crate::table::{Page, Row};
use crate::{PictureError, entity, renderer};

/// What a terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TerminalOptions {
    /// How many columns there are.
    pub width: usize,
    /// Whether colours are shown. They are the terminal's own, so they suit its background.
    pub colour: bool,
    /// Whether only ASCII can be shown: lines are drawn with `-`, `|` and `+`. Texts keep their letters.
    pub ascii_only: bool,
    /// Whether a table with the values stands below the drawing, so that a chart does not list them.
    pub table_follows: bool,
}

impl TerminalOptions {
    /// A terminal of some columns that shows Unicode and no colours.
    pub fn new(width: usize) -> Self {
        Self { width, colour: false, ascii_only: false, table_follows: false }
    }
}

/// Draws a diagram with characters: `journey` and `xychart-beta` as curves with numbered points, `quadrantChart` as a
/// field, `sequenceDiagram` with its lifelines, `timeline` as an outline. Lines end with `\n`, and no line is wider than
/// the terminal.
///
/// # Errors
///
/// [`PictureError::NotForTerminals`] and [`PictureError::TooNarrow`] where the diagram is better shown as a
/// [`table`](crate::table()); the others as for [`svg`](crate::svg()).
pub fn terminal(mermaid: &str, options: &TerminalOptions) -> Result<String, PictureError> {
    with_table(mermaid, options, None)
}

/// The same for a diagram that stands above a table: a chart has no point where the table says that nobody gave a value, and
/// the table names its columns as the drawing names its curves. For rows of any other table it is the same.
///
/// # Errors
/// As for [`terminal`]. The columns are named all the same where only the room is missing.
pub(crate) fn with_table(
    mermaid: &str,
    options: &TerminalOptions,
    rows: Option<&mut [Row]>,
) -> Result<String, PictureError> {
    let kind = kind_of(mermaid).ok_or(PictureError::NoDiagram)?;
    if kind == "sequenceDiagram" {
        return sequence::draw(mermaid, options);
    }
    if !matches!(kind, "journey" | "xychart" | "xychart-beta" | "quadrantChart" | "timeline") {
        return Err(PictureError::NotForTerminals { kind: kind.to_owned() });
    }
    renderer::with_model(mermaid, |model| match model {
        RenderSemanticModel::Journey(model) => curve::journey(model, options),
        RenderSemanticModel::XyChart(model) => curve::chart(model, options, rows),
        RenderSemanticModel::QuadrantChart(model) => quadrant::draw(model, options),
        RenderSemanticModel::Timeline(model) => Ok(story::draw(model, options)),
        _ => Err(PictureError::NotForTerminals { kind: kind.to_owned() }),
    })
}

/// A view for a terminal: its drawing, with its table below where the drawing has only numbers and short names; the table
/// alone where there is no drawing, or no room for it; a view that is Markdown, laid out.
///
/// # Errors
/// As for [`terminal`], where the view has no table either.
pub fn terminal_view(rendered: &Rendered, options: &TerminalOptions) -> Result<String, PictureError> {
    if rendered.language == Language::Markdown {
        return Ok(Page::of(&rendered.text).laid_out(options));
    }
    let Some(table) = &rendered.table else { return terminal(&rendered.text, options) };
    // Where an emotion is not known, the line of a chart goes straight across. Its values there are nobody's.
    let is_chart = kind_of(&rendered.text).is_some_and(|kind| kind.starts_with("xychart"));
    if is_chart || rendered.table_is_part {
        return Ok(Page::of(table).below(&rendered.text).laid_out(options));
    }
    terminal(&rendered.text, options).or_else(|_| Ok(Page::of(table).laid_out(options)))
}

/// A text of a diagram as a reader sees it, in one line.
fn text(written: &str) -> String {
    visible(&entity::decode(written)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds a text as lines that fit; the first starts with `first`, all others with as much space.
fn push_wrapped(out: &mut String, first: &str, text: &str, width: usize) {
    let indent = columns(first);
    let mut start = first.to_owned();
    for line in wrap(text, |text| columns(text) + indent <= width) {
        out.push_str(format!("{start}{line}").trim_end());
        out.push('\n');
        start = " ".repeat(indent);
    }
}

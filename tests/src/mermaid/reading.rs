//! What stands where in a drawn diagram, for each type of diagram.

use serde::Deserialize;

/// What a reader sees in a diagram, by its type.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Reading {
    /// A `journey`.
    Journey(Journey),
    /// A `block-beta`.
    Block(Block),
    /// An `xychart-beta`.
    Chart(Chart),
    /// A `quadrantChart`.
    Quadrants(Quadrants),
    /// A `kanban`.
    Board(Board),
    /// A `flowchart` or a `swimlane-beta`.
    Flow(Flow),
    /// A `sequenceDiagram`.
    Sequence(Sequence),
    /// A `timeline`.
    Timeline(Timeline),
    /// Any other type.
    Other {},
}

/// A `journey`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// The heading.
    pub title: Option<String>,
    /// The section boxes, from left to right. Neighbouring sections of one name share a box.
    pub sections: Vec<Section>,
    /// The task boxes, from left to right.
    pub tasks: Vec<Task>,
    /// The legend, from top to bottom.
    pub actors: Vec<Actor>,
}

/// A section box of a drawn journey.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The label, as a browser shows it.
    pub text: String,
    /// The same label for viewers that cannot show HTML in an SVG.
    pub fallback: String,
    /// Whether the box is too small for the label, so that the reader misses a part.
    pub clipped: bool,
}

/// A task box of a drawn journey, with its face.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// The label, as a browser shows it.
    pub text: String,
    /// The same label for viewers that cannot show HTML in an SVG.
    pub fallback: String,
    /// Whether the box is too small for the label, so that the reader misses a part.
    pub clipped: bool,
    /// The label of the section box over it.
    pub section: Option<String>,
    /// The score that the height of the face stands for: Journey writes 1 to 5. `None` when the face is nowhere.
    pub score: Option<f64>,
    /// The mouth.
    pub face: Face,
    /// The names of its actors, in order: the tooltips of the circles on the box.
    pub actors: Vec<String>,
    /// The colours of those circles, as CSS writes them.
    pub colors: Vec<String>,
}

/// The mouth of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Face {
    /// Above the middle score.
    Smile,
    /// The middle score.
    Flat,
    /// Below the middle score.
    Frown,
}

/// One entry of the legend.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The name; a hyphen that Mermaid put in to break a long word is part of it, followed by a space.
    pub name: String,
    /// The colour of the circle, as CSS writes it.
    pub color: String,
}

/// A grid of blocks.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// How many rows there are.
    pub rows: usize,
    /// How many columns have a block that starts in them.
    pub columns: usize,
    /// The blocks, row by row from left to right.
    pub cells: Vec<Cell>,
}

/// A block of a grid, in units of the picture.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "four edges of a box")]
pub struct Cell {
    /// Its text; lines that were broken on purpose stand apart.
    pub text: String,
    /// From 0, from top to bottom.
    pub row: usize,
    /// From 0, from left to right.
    pub column: usize,
    /// How many columns it is wide.
    pub span: usize,
    /// Its colour, as CSS writes it.
    pub fill: Option<String>,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// A chart with lines.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// The heading.
    pub title: Option<String>,
    /// The axis below, from left to right.
    pub x: Axis,
    /// The axis at the left, from bottom to top.
    pub y: Axis,
    /// The lines, in the order in which they are drawn.
    pub lines: Vec<Line>,
    /// The rows of bars, in the order in which they are drawn.
    pub bars: Vec<Line>,
    /// The names beside the chart, which only newer versions draw.
    pub legend: Vec<LegendEntry>,
}

/// A name beside a chart.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegendEntry {
    /// The name.
    pub text: String,
    /// The colour of its mark, as CSS writes it.
    pub color: Option<String>,
}

/// An axis of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// What it is about.
    pub title: Option<String>,
    /// What stands along it.
    pub labels: Vec<String>,
}

/// A line (or a row of bars) of a chart.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its colour, as CSS writes it.
    pub color: Option<String>,
    /// Its points, from left to right.
    pub points: Vec<LinePoint>,
}

/// A point of a line.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinePoint {
    /// The label of the lower axis that it stands at.
    pub label: Option<String>,
    /// Its height, read from the numbers at the left axis. `None` where there are none.
    pub value: Option<f64>,
}

/// A field of four quadrants with points.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quadrants {
    /// The heading.
    pub title: Option<String>,
    /// What stands along the lower edge, from left to right.
    pub x: Vec<String>,
    /// What stands along the left edge, from bottom to top.
    pub y: Vec<String>,
    /// What stands in the fields: right above, left above, left below, right below.
    pub quadrants: [Option<String>; 4],
    /// The points, in the order in which they are drawn.
    pub points: Vec<QuadrantPoint>,
}

/// A point in a quadrant.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuadrantPoint {
    /// Its label.
    pub text: String,
    /// From 0 at the left to 1 at the right.
    pub x: f64,
    /// From 0 at the bottom to 1 at the top.
    pub y: f64,
    /// Its colour, as CSS writes it.
    pub color: String,
}

/// A board of columns.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// Items that stand in no column.
    pub outside: Vec<String>,
}

/// A column of a board.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its heading.
    pub text: String,
    /// Its items, from top to bottom.
    pub items: Vec<ColumnItem>,
}

/// An item of a column.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnItem {
    /// Its label.
    pub text: String,
    /// What stands below: a ticket, a name.
    pub details: Vec<String>,
}

/// Nodes and edges, in lanes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// The subgraphs, from top to bottom and then from left to right.
    pub lanes: Vec<FlowLane>,
    /// The nodes, from left to right and then from top to bottom.
    pub nodes: Vec<FlowNode>,
    /// The edges, in the order in which they are drawn.
    pub edges: Vec<Edge>,
    /// The texts at edges.
    pub labels: Vec<String>,
}

/// A subgraph, in units of the picture.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "four edges of a box")]
pub struct FlowLane {
    /// Its label.
    pub text: String,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// A node, in units of the picture.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "four edges of a box")]
pub struct FlowNode {
    /// Its label.
    pub text: String,
    /// The subgraphs around its middle, the outermost first.
    pub lanes: Vec<String>,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// An edge between nodes or subgraphs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// Where its line starts; `None` where nothing is near.
    pub from: Option<String>,
    /// Where its line ends; `None` where nothing is near.
    pub to: Option<String>,
    /// The text at its line.
    pub label: Option<String>,
    /// Whether its line is broken.
    pub dotted: bool,
}

/// What is said between participants.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sequence {
    /// The heading.
    pub title: Option<String>,
    /// The participants, from left to right.
    pub participants: Vec<Participant>,
    /// What happens, from top to bottom.
    pub steps: Vec<Step>,
}

/// One who takes part in a sequence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// The name.
    pub text: String,
    /// Whether it is drawn as a person.
    pub person: bool,
}

/// What happens in a sequence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "step", rename_all = "lowercase", deny_unknown_fields)]
pub enum Step {
    /// An arrow with a text over it.
    Message {
        /// The participant at whose line it starts.
        from: Option<String>,
        /// The participant at whose line it ends.
        to: Option<String>,
        /// The text.
        text: String,
        /// Whether its line is broken.
        dotted: bool,
    },
    /// A note.
    Note {
        /// The participants whose lines it covers, or beside which it stands.
        over: Vec<String>,
        /// The text.
        text: String,
    },
    /// Where a frame begins.
    Frame {
        /// Its kind, such as `loop`.
        label: String,
        /// Its text.
        text: String,
    },
    /// Where a further part of a frame begins.
    Branch {
        /// Its text.
        text: String,
    },
}

/// Periods in sections.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timeline {
    /// The heading.
    pub title: Option<String>,
    /// The sections, from left to right; one without a text where the picture has none.
    pub sections: Vec<TimelineSection>,
}

/// A section of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimelineSection {
    /// Its label.
    pub text: Option<String>,
    /// The periods below it, from left to right.
    pub periods: Vec<Period>,
}

/// A period of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Its label.
    pub text: String,
    /// The events below it, from top to bottom.
    pub events: Vec<String>,
}

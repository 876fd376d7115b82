//! Grids of blocks whose rows are blocks themselves, as our maps are: each row as high as its labels.
//!
//! The renderer makes all rows of such a grid as high as the highest, or higher, and gives a block that spans columns
//! the first one only.

use std::collections::HashMap;

use merman::RenderSemanticModel;
use roxmltree::{Document, Node, NodeId};

use super::attribute::round;
use super::label;
use super::sheet::Sheet;
use crate::kind::kind_of;
use crate::renderer;

/// The least height of a row, and what a row has above and below its labels, in pixels.
const LEAST: f64 = 34.0;
const AROUND: f64 = 14.0;

/// By the id of a block: what its text says of columns.
pub(super) type Spans = HashMap<String, Span>;

/// What the text of a block says of columns.
#[derive(Clone, Copy)]
pub(super) struct Span {
    /// How many columns it has, for what is in it.
    pub(super) columns: usize,
    /// How many columns of the block around it it takes.
    pub(super) width: usize,
    /// The first of these, from 0.
    pub(super) first: usize,
}

/// What the texts of the blocks of a diagram say. Nothing where it has no blocks.
pub(super) fn spans(mermaid: &str) -> Spans {
    let is_block = matches!(kind_of(mermaid), Some("block" | "block-beta"));
    if !is_block {
        return Spans::new();
    }
    let count =
        |number: Option<i64>| number.and_then(|number| usize::try_from(number).ok()).unwrap_or(1).clamp(1, 1_000);
    let read = |model: &RenderSemanticModel| match model {
        RenderSemanticModel::Block(model) => {
            let mut spans = Spans::new();
            for block in &model.blocks_flat {
                let span = Span { columns: count(block.columns), width: count(block.width_in_columns), first: 0 };
                spans.insert(block.id.clone(), span);
            }
            for block in &model.blocks_flat {
                let columns = count(block.columns);
                let mut next = 0;
                for child in block.children.iter().filter_map(|child| model.blocks_flat.get(*child)) {
                    if let Some(span) = spans.get_mut(&child.id) {
                        span.first = next % columns;
                    }
                    next += count(child.width_in_columns);
                }
            }
            Ok(spans)
        }
        _ => Ok(Spans::new()),
    };
    renderer::with_model(mermaid, read).unwrap_or_default()
}

/// Attributes that are other than the renderer wrote them.
#[derive(Default)]
pub(super) struct Changes {
    pub(super) attributes: HashMap<NodeId, Vec<(&'static str, String)>>,
    /// How much lower the picture becomes, in pixels.
    pub(super) saved: f64,
    /// How much higher the picture begins, in pixels.
    pub(super) above: f64,
    /// Where the picture begins from the left, and how wide it is, where that changes.
    pub(super) sides: Option<(f64, f64)>,
}

/// What changes in a picture. Nothing where it is no such grid.
pub(super) fn mend<'a>(document: &'a Document<'_>, sheet: &Sheet<'a>, spans: &Spans) -> Changes {
    let mut changes = Changes::default();
    if spans.is_empty() {
        return changes;
    }
    let prefix = format!("{}-", document.root_element().attribute("id").unwrap_or_default());
    let span = |block: &Block<'_, '_>| {
        let id = block.node.attribute("id").and_then(|id| id.strip_prefix(&prefix));
        id.and_then(|id| spans.get(id)).copied().unwrap_or(Span { columns: 1, width: 1, first: 0 })
    };
    let boxes: Vec<Block<'_, '_>> = document.descendants().filter_map(|node| Block::of(node, sheet)).collect();
    if boxes.len() < 2 || !boxes.first().is_some_and(|first| first.is_group) {
        return changes;
    }
    let bottom = |block: &Block<'_, '_>| block.y + block.height / 2.0;
    let mut top = boxes.iter().map(|block| block.y - block.height / 2.0).fold(f64::INFINITY, f64::min);
    let old_bottom = boxes.iter().map(bottom).fold(f64::NEG_INFINITY, f64::max);
    for group in boxes.chunk_by(|_, next| !next.is_group) {
        let Some((outer, inner)) = group.split_first() else { continue };
        let column = outer.width / span(outer).columns as f64;
        // With space between blocks the columns are not where they are thought to be.
        if !inner.iter().any(|block| (block.width - column).abs() < 1.0) {
            return Changes::default();
        }
        let start = top;
        for row in inner.chunk_by(|one, next| (one.y - next.y).abs() < 1.0) {
            let height = row.iter().map(|block| block.wanted).fold(LEAST, f64::max);
            // Where the renderer puts a block that spans columns depends on what stands around it.
            let left = outer.x - outer.width / 2.0;
            for block in row {
                let span = span(block);
                let (first, width) = (column * span.first as f64, column * span.width as f64);
                changes.place(block, left + first + width / 2.0, top + height / 2.0, width, height);
            }
            top += height;
        }
        changes.place(outer, outer.x, f64::midpoint(start, top), outer.width, top - start);
    }
    changes.saved = old_bottom - top;
    changes
}

impl Changes {
    /// Says where an element is.
    pub(super) fn set(&mut self, node: Node<'_, '_>, sides: &[(&'static str, f64)]) {
        self.attributes.insert(node.id(), sides.iter().map(|(name, value)| (*name, round(*value))).collect());
    }

    /// Gives an element an attribute.
    pub(super) fn set_text(&mut self, node: Node<'_, '_>, name: &'static str, value: String) {
        self.attributes.insert(node.id(), vec![(name, value)]);
    }

    fn place(&mut self, block: &Block<'_, '_>, x: f64, y: f64, width: f64, height: f64) {
        self.attributes.insert(block.node.id(), vec![("transform", format!("translate({}, {})", round(x), round(y)))]);
        self.set(block.shape, &[("x", -width / 2.0), ("y", -height / 2.0), ("width", width), ("height", height)]);
    }
}

/// A block: where its middle is, and how large it is.
struct Block<'a, 'input> {
    node: Node<'a, 'input>,
    shape: Node<'a, 'input>,
    is_group: bool,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    /// The height that its label needs.
    wanted: f64,
}

impl<'a, 'input> Block<'a, 'input> {
    fn of(node: Node<'a, 'input>, sheet: &Sheet<'a>) -> Option<Self> {
        let class = node.attribute("class").filter(|_| node.tag_name().name() == "g")?;
        let mut classes = class.split(' ');
        if classes.next() != Some("node") {
            return None;
        }
        let place = node.attribute("transform")?.strip_prefix("translate(")?.strip_suffix(')')?;
        let (x, y) = place.split_once(',')?;
        let shape = node.children().find(|child| child.tag_name().name() == "rect")?;
        let size = |name| shape.attribute(name).and_then(|value| value.parse::<f64>().ok());
        let objects = node.descendants().filter(|child| child.tag_name().name() == "foreignObject");
        let wanted = objects.filter_map(|object| label::lay_out(object, sheet)).map(|label| label.height() + AROUND);
        Some(Self {
            node,
            shape,
            is_group: classes.any(|class| class == "group"),
            x: x.trim().parse().ok()?,
            y: y.trim().parse().ok()?,
            width: size("width")?,
            height: size("height")?,
            wanted: wanted.fold(0.0, f64::max),
        })
    }
}

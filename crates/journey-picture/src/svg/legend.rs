//! The legend below a picture: what the numbers and short ids in it stand for, in columns.

use journey_plugin::LegendEntry;

use super::direction::{is_from_left, is_from_right};
use crate::font;

/// Pixels.
const SIZE: f64 = 14.0;
const LINE: f64 = 20.0;
/// Above a heading that is not the first of its column.
const ABOVE_HEADING: f64 = 8.0;
/// Above and below the legend, and at its sides.
const AROUND: f64 = 20.0;
const BETWEEN_COLUMNS: f64 = 28.0;
/// Between a number and what it stands for.
const BEHIND_SHORT: f64 = 10.0;
/// A column has at least this, unless all that it says is narrower.
const NARROWEST: f64 = 210.0;
const MOST_COLUMNS: usize = 4;

/// A legend, laid out.
#[derive(Default)]
pub(super) struct Legend {
    /// What the picture becomes higher by; 0 without a legend.
    pub(super) height: f64,
    pub(super) texts: Vec<Text>,
}

/// A text of the legend, with its lines.
pub(super) struct Text {
    pub(super) lines: Vec<String>,
    /// Where its first line begins, and what it stands on.
    pub(super) x: f64,
    pub(super) y: f64,
    /// Whether `x` is its end.
    pub(super) ends: bool,
    pub(super) bold: bool,
    /// The number of the entry.
    pub(super) entry: usize,
}

impl Text {
    pub(super) const SIZE: f64 = SIZE;
    pub(super) const LINE: f64 = LINE;
}

/// An entry with its heading: what no column break parts.
struct Block<'e> {
    entry: &'e LegendEntry,
    number: usize,
    heading: Vec<String>,
    meaning: Vec<String>,
}

impl Block<'_> {
    fn height(&self, is_first: bool) -> f64 {
        let above = if self.heading.is_empty() || is_first { 0.0 } else { ABOVE_HEADING };
        above + (self.heading.len() + self.meaning.len()) as f64 * LINE
    }
}

/// Lays out a legend below a picture that is so wide, from `left`, and ends at `top`.
pub(super) fn lay_out(entries: &[LegendEntry], left: f64, width: f64, top: f64) -> Legend {
    if entries.is_empty() {
        return Legend::default();
    }
    let short = entries.iter().map(|entry| font::width(&entry.short, SIZE, true)).fold(0.0, f64::max) + BEHIND_SHORT;
    let room = (width - 2.0 * AROUND).max(NARROWEST);
    let widest = entries.iter().map(|entry| short + font::width(&entry.meaning, SIZE, false)).fold(0.0, f64::max);
    let least = widest.clamp(NARROWEST / 2.0, NARROWEST);
    let columns = ((room + BETWEEN_COLUMNS) / (least + BETWEEN_COLUMNS)).floor() as usize;
    let columns = columns.clamp(1, MOST_COLUMNS.min(entries.len()));
    let column = (room + BETWEEN_COLUMNS) / columns as f64 - BETWEEN_COLUMNS;
    let wrapped = |text: &str, width: f64, bold: bool| font::wrap(text, width, SIZE, bold);
    let block = |(number, entry)| {
        let LegendEntry { meaning, heading, .. }: &LegendEntry = entry;
        let heading = heading.as_ref().map(|heading| wrapped(heading, column, true)).unwrap_or_default();
        Block { entry, number, heading, meaning: wrapped(meaning, column - short, false) }
    };
    let blocks: Vec<Block<'_>> = entries.iter().enumerate().map(block).collect();
    let limit = lowest(&blocks, columns);
    // All is mirrored for those who read from the right: where most entries are. One in another script than the others is
    // turned where it stands.
    let from_right = entries.iter().filter(|entry| is_from_right(&entry.meaning)).count();
    let from_left = entries.iter().filter(|entry| is_from_left(&entry.meaning)).count();
    let mirrored = from_right > from_left;
    let place = |x: f64| if mirrored { left + width - AROUND - x } else { left + AROUND + x };
    let mut legend = Legend::default();
    let (mut at, mut used, mut highest) = (0.0, 0.0, 0.0);
    for block in &blocks {
        if used > 0.0 && used + block.height(false) > limit {
            at += column + BETWEEN_COLUMNS;
            used = 0.0;
        }
        let block_height = block.height(used == 0.0);
        let mut y =
            top + AROUND + used + block_height - (block.heading.len() + block.meaning.len()) as f64 * LINE + SIZE;
        let mut put = |lines: &[String], x: f64, y: f64, bold: bool| {
            legend.texts.push(Text {
                lines: lines.to_vec(),
                x: place(x),
                y,
                ends: mirrored,
                bold,
                entry: block.number,
            });
        };
        if !block.heading.is_empty() {
            put(&block.heading, at, y, true);
            y += block.heading.len() as f64 * LINE;
        }
        put(std::slice::from_ref(&block.entry.short), at, y, true);
        put(&block.meaning, at + short, y, false);
        used += block_height;
        highest = f64::max(highest, used);
    }
    legend.height = highest + 2.0 * AROUND;
    legend
}

/// The least height at which all blocks have room in so many columns.
fn lowest(blocks: &[Block<'_>], columns: usize) -> f64 {
    let needed = |limit: f64| {
        let (mut count, mut used) = (1, 0.0);
        for block in blocks {
            if used > 0.0 && used + block.height(false) > limit {
                count += 1;
                used = 0.0;
            }
            used += block.height(used == 0.0);
        }
        count
    };
    let all: f64 = blocks.iter().map(|block| block.height(false)).sum();
    let mut limit = (all / columns as f64).floor();
    while limit < all && needed(limit) > columns {
        limit += LINE / 2.0;
    }
    limit
}

//! The map as rows of cells, before it is written: what stands where, in lines that fit.

mod rows;

use journey_plugin::{Lane, Place};

use super::bands::bands;
use crate::experience::Experience;
use crate::room::{self, widest_piece, wrapped};
use rows::Rows;

/// All that the map shows.
#[derive(Debug)]
pub(super) struct Grid {
    /// With the column of the names.
    pub(super) columns: usize,
    /// How many bands stand one below the other.
    pub(super) bands: usize,
    /// Rows of one height each.
    pub(super) groups: Vec<Group>,
}

/// Rows that belong together; not empty. A row without cards keeps what stands below apart.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// The spans of a row's cells add up to the grid's columns.
    pub(super) rows: Vec<Vec<Cell>>,
}

#[derive(Debug)]
pub(super) struct Cell {
    /// In columns.
    pub(super) span: usize,
    /// `None` for an empty place.
    pub(super) card: Option<Card>,
}

#[derive(Debug)]
pub(super) struct Card {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) place: Option<Place>,
}

/// What a card is about, which is also its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Title,
    Stage,
    /// The name of a lane.
    Name,
    Touchpoint,
    Fact,
    /// From -2 to +2.
    Emotion(i8),
    Pain,
    Gain,
    Opportunity,
}

impl Grid {
    pub(super) fn of(experience: &Experience, lanes: &[Lane]) -> Self {
        let bands = bands(experience);
        let columns = 1 + bands.iter().map(super::bands::Band::columns).max().unwrap_or(1);
        let mut rows = Rows::new(experience, columns);
        for band in &bands {
            rows.band(band, lanes);
        }
        rows.whole_journey(lanes);
        Self { columns, bands: bands.len(), groups: rows.finish() }
    }

    pub(super) fn cards(&self) -> impl Iterator<Item = (usize, &Card)> {
        let cells = self.groups.iter().flat_map(|group| &group.rows).flatten();
        cells.filter_map(|cell| Some((cell.span, cell.card.as_ref()?)))
    }

    /// The width of a column, in hundredths of the font size: so that a page is filled, long words fit, and texts do not
    /// become towers. `spans` says whether the text of a wide cell may be as wide as the cell, and rows have heights of
    /// their own.
    pub(super) fn column_width(&self, spans: bool) -> u32 {
        let highest = if spans { TOWER } else { TOWER_AMONG_EQUALS };
        let columns = u32::try_from(self.columns).unwrap_or(u32::MAX);
        let filling = (PAGE / columns).clamp(NARROWEST, WIDEST_BY_CHOICE);
        let words = self.cards().map(|(_, card)| card.kind.broad(widest_piece(&card.text))).max().unwrap_or(0);
        let mut width = filling.max(words.min(WIDEST));
        let tower = |width: u32| {
            self.cards().any(|(span, card)| line_count(card, if spans { span } else { 1 }, width) > highest)
        };
        while width < WIDEST && tower(width) {
            width += 100;
        }
        width
    }
}

/// The lines of a card that is so many columns wide, each of so many hundredths of the font size.
pub(super) fn lines(card: &Card, span: usize, column: u32) -> Vec<String> {
    let width = text_width(card, span, column);
    card.text.split('\n').flat_map(|text| wrapped(text, width)).collect()
}

/// How many lines that are.
pub(super) fn line_count(card: &Card, span: usize, column: u32) -> usize {
    let width = text_width(card, span, column);
    card.text.split('\n').map(|text| room::line_count(text, width)).sum()
}

fn text_width(card: &Card, span: usize, column: u32) -> u32 {
    let span = u32::try_from(span).unwrap_or(u32::MAX);
    card.kind.narrow(column.saturating_mul(span).saturating_sub(INSET))
}

/// In hundredths of the font size: what a page of 1,200 pixels has room for, at 16 pixels.
const PAGE: u32 = 7_500;
const NARROWEST: u32 = 1_000;
const WIDEST_BY_CHOICE: u32 = 1_500;
const WIDEST: u32 = 1_900;
/// Room at the sides of a text, both together.
const INSET: u32 = 60;
/// Cards with more lines than this are made wider.
const TOWER: usize = 6;
/// The same where one high card makes all rows high.
const TOWER_AMONG_EQUALS: usize = 4;

impl Kind {
    pub(super) fn is_bold(self) -> bool {
        matches!(self, Self::Title | Self::Stage)
    }

    /// How wide a text is in this kind of card: bold letters are an eighth wider.
    fn broad(self, width: u32) -> u32 {
        INSET + if self.is_bold() { width * 9 / 8 } else { width }
    }

    /// How wide a text of usual letters may be to fit in this kind of card.
    fn narrow(self, width: u32) -> u32 {
        if self.is_bold() { width * 8 / 9 } else { width }
    }
}

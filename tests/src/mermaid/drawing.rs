//! A drawn diagram as its reader sees it.

use serde::Deserialize;

use super::{Journey, Reading};

/// A diagram as its reader sees it, read back out of the drawn picture (the files of `tests/mermaid/reading/` say how).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Drawing {
    /// Mermaid's name for the type of the diagram, such as `journey` or `flowchart-v2`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What stands where.
    pub reading: Reading,
    /// Every text that is shown, in the order of the SVG. Lines of one label are joined with spaces.
    pub texts: Vec<String>,
    /// Texts of which the reader misses a part.
    pub clipped: Vec<Clipped>,
    /// Texts that lie over each other.
    pub overlapping: Vec<Overlap>,
    /// Texts over which something else is drawn.
    pub covered: Vec<Covered>,
    /// Texts with less contrast to what is behind them than WCAG AA asks for.
    pub faint: Vec<Faint>,
    /// What a screen reader reads as the title.
    pub acc_title: Option<String>,
    /// What a screen reader reads as the description.
    #[serde(rename = "accDescr")]
    pub acc_description: Option<String>,
    /// Of the whole picture, in its own units.
    pub width: f64,
    /// Of the whole picture, in its own units.
    pub height: f64,
    /// The picture.
    pub svg: String,
}

impl Drawing {
    /// What a `journey` shows.
    ///
    /// # Panics
    /// Where it is of any other type.
    pub fn journey(&self) -> &Journey {
        match &self.reading {
            Reading::Journey(journey) => journey,
            _ => panic!("this is a {}", self.kind),
        }
    }

    /// What keeps a reader from reading the texts, one sentence each.
    pub fn ailments(&self) -> Vec<String> {
        let clipped = self.clipped.iter().map(|Clipped { text, by, over }| {
            format!(
                "{text:?} goes {over} beyond its {by}",
                by = if by == "box" { "box, which cuts it off" } else { by }
            )
        });
        let overlapping = self.overlapping.iter().map(|Overlap { texts: [one, other], over }| {
            format!("{one:?} and {other:?} lie over each other by {over}")
        });
        let covered = self.covered.iter().map(|Covered { text, over }| format!("{text:?} is covered by {over}"));
        let faint = self.faint.iter().map(|Faint { text, ratio, color, ground }| {
            format!("{text:?} has a contrast of {ratio} only ({color} on {ground})")
        });
        clipped.chain(overlapping).chain(covered).chain(faint).collect()
    }
}

/// A text of which a part lies outside of what shows it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clipped {
    /// The text.
    pub text: String,
    /// What it goes beyond: the `picture`, the `shape` that holds it, or the `box` that cuts it off.
    pub by: String,
    /// How far, in units of the picture.
    pub over: f64,
}

/// Two texts that lie over each other.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlap {
    /// Both.
    pub texts: [String; 2],
    /// The smaller side of what they share, in units of the picture.
    pub over: f64,
}

/// A text under something that is drawn later.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Covered {
    /// The text.
    pub text: String,
    /// The smaller side of what is covered, in units of the picture.
    pub over: f64,
}

/// A text that is hard to see.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faint {
    /// The text.
    pub text: String,
    /// The contrast, from 1 to 21.
    pub ratio: f64,
    /// The colour of the letters, as `#rrggbb`.
    pub color: String,
    /// What is behind them, as `#rrggbb`.
    pub ground: String,
}

//! Long journeys in several bands, one below the other.

use crate::experience::{Experience, Stage, Touchpoint};

/// What stands side by side.
#[derive(Debug)]
pub(super) struct Band<'e> {
    pub(super) parts: Vec<Part<'e>>,
}

/// A stage, or some of its touchpoints.
#[derive(Debug)]
pub(super) struct Part<'e> {
    pub(super) stage: &'e Stage,
    /// At least one column: a stage without touchpoints has one in which none stands.
    pub(super) columns: Vec<Option<&'e Touchpoint>>,
    /// Whether the stage begins in an earlier part.
    pub(super) continues: bool,
}

impl Band<'_> {
    pub(super) fn columns(&self) -> usize {
        self.parts.iter().map(|part| part.columns.len()).sum()
    }
}

/// A band has no more columns than this: with the names of the lanes, seven columns of ten letters' width or more are as
/// much as a page shows without shrinking it much.
const MOST_COLUMNS: usize = 6;

/// The journey in as few bands as can be, which are about equally long.
pub(super) fn bands(experience: &Experience) -> Vec<Band<'_>> {
    let fewest = bands_of(experience, MOST_COLUMNS);
    let narrower = (1..MOST_COLUMNS).map(|most| bands_of(experience, most));
    let even = narrower.into_iter().find(|bands| bands.len() == fewest.len());
    even.unwrap_or(fewest)
}

/// Stage by stage, in bands that have at most so many columns.
fn bands_of(experience: &Experience, most: usize) -> Vec<Band<'_>> {
    let mut bands: Vec<Band<'_>> = Vec::new();
    for stage in &experience.stages {
        let touchpoints: Vec<Option<&Touchpoint>> =
            if stage.touchpoints.is_empty() { vec![None] } else { stage.touchpoints.iter().map(Some).collect() };
        // A long stage in parts of about the same length.
        let parts = touchpoints.len().div_ceil(most);
        for (number, columns) in touchpoints.chunks(touchpoints.len().div_ceil(parts)).enumerate() {
            let part = Part { stage, columns: columns.to_vec(), continues: number > 0 };
            match bands.last_mut().filter(|band| band.columns() + columns.len() <= most) {
                Some(band) => band.parts.push(part),
                None => bands.push(Band { parts: vec![part] }),
            }
        }
    }
    bands
}

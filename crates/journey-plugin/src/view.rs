//! Views: each renders a journey to text.

use journey_model::{DeclarationId, Project};

use crate::Place;

/// Renders a journey.
pub trait View: Send + Sync {
    /// What it is about.
    fn description(&self) -> &ViewDescription;

    /// Renders one journey of the project. Every journey can be rendered, broken and empty ones too.
    fn render(&self, project: &Project, journey: DeclarationId, options: &Options) -> Rendered;
}

/// What people are told about a view.
#[derive(Clone, Copy, Debug)]
pub struct ViewDescription {
    /// Its id, as in `--view journey`.
    pub id: &'static str,
    /// One line: what it shows.
    pub summary: &'static str,
}

/// What can be chosen about a rendering.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {}

/// A rendered journey.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The text, each line ended by `\n`.
    pub text: String,
    /// What the view had to leave out or change, one sentence each, so that nothing is lost silently.
    pub notes: Vec<String>,
    /// Which part of the source made which line of the text, in the order of lines. Lines that nothing made are not in
    /// it; a line that several declarations made is in it once for each.
    pub source_map: Vec<SourceLine>,
}

/// A line of a rendering, and what made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// The line in [`Rendered::text`], from 0.
    pub line: u32,
    /// The declaration or property that it shows.
    pub place: Place,
}

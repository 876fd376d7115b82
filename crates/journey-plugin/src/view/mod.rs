//! Views: each renders a journey to text.

mod lane;
mod options;
mod rendered;
mod target;

use journey_model::{DeclarationId, Project};

pub use lane::Lane;
pub use options::{Direction, Options, StageRange, Theme};
pub use rendered::{Language, LegendEntry, Rendered, SourceLine};
pub use target::{Target, TargetError};

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

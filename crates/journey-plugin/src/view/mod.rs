//! Views: each renders a journey to text.

mod context;
mod lane;
mod options;
mod rendered;
mod target;

pub use context::ViewContext;
pub use lane::Lane;
pub use options::{Direction, Options, StageRange, Theme};
pub use rendered::{Language, LegendEntry, Rendered, SourceLine};
pub use target::{Target, TargetError};

/// Renders a journey.
pub trait View: Send + Sync {
    /// What it is about.
    fn description(&self) -> &ViewDescription;

    /// Renders the journey of a context. Every journey can be rendered, broken and empty ones too.
    fn render(&self, context: &ViewContext<'_>) -> Rendered;
}

/// What people are told about a view.
#[derive(Clone, Copy, Debug)]
pub struct ViewDescription {
    /// Its id, as in `--view journey`.
    pub id: &'static str,
    /// One line: what it shows.
    pub summary: &'static str,
}

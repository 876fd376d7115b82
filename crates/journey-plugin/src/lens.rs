//! Code lenses: short facts above a declaration.

use journey_model::syntax::TextRange;

use crate::FileContext;

/// Says short facts above declarations.
pub trait LensProvider: Send + Sync {
    /// The lenses of a file.
    fn lenses(&self, context: &FileContext<'_>) -> Vec<Lens>;
}

/// A short fact about the declaration at `range`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// What it is about, in bytes.
    pub range: TextRange,
    /// What it says.
    pub title: String,
}

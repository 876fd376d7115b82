//! Inlay hints: what the text does not say, shown between its words.

use journey_model::syntax::TextRange;

use crate::FileContext;

/// Says between the words what they do not.
pub trait HintProvider: Send + Sync {
    /// The hints that stand in a range of the file (bytes).
    fn hints(&self, context: &FileContext<'_>, range: TextRange) -> Vec<Hint>;
}

/// Something shown behind a place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Behind which byte.
    pub offset: u32,
    /// What it says.
    pub label: String,
}

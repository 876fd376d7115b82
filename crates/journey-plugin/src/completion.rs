//! Completions: what may be written at a place.

use journey_model::syntax::TextRange;
use journey_model::value::Date;

use crate::FileContext;

/// Offers what may be written at a place.
pub trait CompletionProvider: Send + Sync {
    /// Adds its offers. Their order does not matter: [`Completion::relevance`] ranks them among those of all plugins.
    fn complete(&self, context: &CompletionContext<'_>, offers: &mut Vec<Completion>);
}

/// The place where something is going to be written.
#[derive(Clone, Copy, Debug)]
pub struct CompletionContext<'p> {
    /// The file.
    pub file: FileContext<'p>,
    /// Where the cursor is, in bytes.
    pub offset: u32,
    /// The current day.
    pub today: Date,
}

/// Something that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What people see and what their typing is compared with.
    pub label: String,
    /// What is replaced, in bytes; it contains the cursor and stays on its line.
    pub range: TextRange,
    /// What stands there instead.
    pub insert: String,
    /// How well it fits, higher is better.
    pub relevance: u32,
}

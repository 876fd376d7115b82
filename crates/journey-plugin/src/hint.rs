//! Inlay hints: what the text does not say, shown between its words.

use journey_model::syntax::TextRange;

use crate::{FileContext, Place};

/// Says between the words what they do not: one kind of hint.
pub trait HintProvider: Send + Sync {
    /// What it is about.
    fn description(&self) -> &HintDescription;

    /// Adds the hints that stand in a range of the file (bytes, both ends included). Whatever takes time belongs in
    /// [`HintProvider::details`].
    fn hints(&self, context: &FileContext<'_>, range: TextRange, hints: &mut Vec<Hint>);

    /// More about one of its hints, for somebody who points at it.
    fn details(&self, context: &FileContext<'_>, hint: &Hint) -> HintDetails;
}

/// What people are told about a kind of hint.
#[derive(Clone, Copy, Debug)]
pub struct HintDescription {
    /// Its id in kebab case, by which it is switched off.
    pub id: &'static str,
    /// One line: what it shows.
    pub summary: &'static str,
}

/// Something shown behind a place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Behind which byte.
    pub offset: u32,
    /// What it says: plain text on one line.
    pub label: String,
}

/// More about a hint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HintDetails {
    /// An explanation in Markdown; empty for none.
    pub tooltip: String,
    /// Where a click on it leads.
    pub target: Option<Place>,
}

//! Hovers: what something in a text means.

use journey_model::value::Date;

use crate::FileContext;

/// Explains what stands at a place.
pub trait HoverProvider: Send + Sync {
    /// The explanation in Markdown; `None` where it has nothing to say.
    fn hover(&self, context: &HoverContext<'_>) -> Option<String>;
}

/// What is asked about.
#[derive(Clone, Copy, Debug)]
pub struct HoverContext<'p> {
    /// The file.
    pub file: FileContext<'p>,
    /// Where in the text, in bytes.
    pub offset: u32,
    /// The current day.
    pub today: Date,
}

//! Diagrams drawn with characters, for a terminal.

use crate::PictureError;

/// What a terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TerminalOptions {
    /// How many columns there are.
    pub width: usize,
    /// Whether colours are shown.
    pub colour: bool,
    /// Whether only ASCII can be shown: lines are drawn with `-`, `|` and `+`.
    pub ascii_only: bool,
}

impl TerminalOptions {
    /// A terminal of some columns that shows Unicode and no colours.
    pub fn new(width: usize) -> Self {
        Self { width, colour: false, ascii_only: false }
    }
}

/// Draws a diagram with characters.
///
/// # Errors
///
/// [`PictureError`] where there is no such drawing, or it does not fit.
pub fn terminal(mermaid: &str, options: &TerminalOptions) -> Result<String, PictureError> {
    let _ = (mermaid, options);
    Err(PictureError::NoDiagram)
}

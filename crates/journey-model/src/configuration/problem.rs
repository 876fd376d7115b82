//! What is wrong with a `journey.toml`, and where.

use std::ops::Range;

/// Something in a `journey.toml` that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConfigurationProblem {
    /// Where it stands, in bytes of the file. Both ends lie on character boundaries within it.
    pub range: Range<usize>,
    /// What is wrong: a sentence without its full stop.
    pub message: String,
    /// What to do: one or two sentences.
    pub help: String,
    /// What to write in that range instead, where only one thing can be meant.
    pub correction: Option<String>,
}

impl ConfigurationProblem {
    pub(super) fn new(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { range, message: message.into(), help: help.into(), correction: None }
    }

    #[must_use]
    pub(super) fn meaning(mut self, correction: impl Into<String>) -> Self {
        self.correction = Some(correction.into());
        self
    }
}

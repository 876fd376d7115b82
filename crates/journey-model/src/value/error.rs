//! Why a value cannot be read.

use std::borrow::Cow;

/// What is wrong with a value, and what to write instead, in the words of somebody who does not program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ValueError {
    /// What is wrong: a sentence without its full stop.
    pub message: Cow<'static, str>,
    /// What to do: one or two sentences.
    pub help: Cow<'static, str>,
    /// What to write instead of the whole value, where only one thing can be meant.
    pub correction: Option<String>,
}

impl ValueError {
    pub(crate) fn new(message: impl Into<Cow<'static, str>>, help: impl Into<Cow<'static, str>>) -> Self {
        Self { message: message.into(), help: help.into(), correction: None }
    }

    /// The same with the one thing that can be meant.
    #[must_use]
    pub(crate) fn meaning(mut self, correction: impl Into<String>) -> Self {
        self.correction = Some(correction.into());
        self
    }
}

/// The value as a message quotes it: shortened where it is long, so that a message stays a line.
pub(super) fn quoted(value: &str) -> String {
    const LONGEST: usize = 40;
    let mut characters = value.chars();
    let mut shown: String = characters.by_ref().take(LONGEST).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

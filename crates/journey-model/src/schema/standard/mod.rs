//! The schema of the language as it comes, one file for each keyword.

mod actor;
mod channel;
mod gain;
mod journey;
mod metric;
mod opportunity;
mod pain;
mod persona;
mod shared_keys;
mod source;
mod stage;
mod touchpoint;

use std::borrow::Cow;

use super::{Citation, Keyword, KeywordSchema};

/// Every keyword in the order of [`Keyword::ALL`].
///
/// Only three keys are required, since a first draft is allowed to be a list of names. Each of the three is one
/// without which the declaration says nothing: a source without its kind cannot be told from a guess, a metric
/// without its kind gives numbers that nobody can read, and an opportunity outside a pain that addresses none is a
/// wish. Everything else that a good map has is a matter of the craft, and advice about it belongs to the rules.
pub(super) fn keywords() -> Vec<KeywordSchema> {
    vec![
        persona::schema(),
        channel::schema(),
        actor::schema(),
        source::schema(),
        metric::schema(),
        journey::schema(),
        stage::schema(),
        touchpoint::schema(),
        pain::schema(),
        gain::schema(),
        opportunity::schema(),
    ]
}

/// The citation `from source, source`.
pub(super) fn citation() -> Citation {
    Citation {
        word: Cow::Borrowed("from"),
        documentation: Cow::Borrowed(
            "It names the sources that this one line rests on. A reader sees at once what was observed and what was \
             guessed, and can go and look.",
        ),
        example: Cow::Borrowed("emotion: -1 \"irritated\" from interviews, q3_survey"),
        names: vec![Keyword::Source],
    }
}

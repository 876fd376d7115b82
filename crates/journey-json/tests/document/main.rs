//! What the JSON of projects says: held against its schema, the model, and texts read by hand.
#![expect(clippy::unwrap_used, reason = "tests stop at the first thing that is not as it should be")]

mod damaged;
mod every_word;
mod examples;
mod names;
mod one_journey;
mod places;
mod plugins;
mod published;
mod queries;
mod strict;
mod weekly_shop;
mod wrong;

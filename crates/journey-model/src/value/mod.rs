//! Typed values: what the words, numbers and texts after a key mean.

mod date;
mod duration;
mod emotion;
mod error;
mod handle;
mod id;
mod measurement;
mod number;
mod percentage;
mod range;
mod text;

pub use date::Date;
pub use duration::{Duration, Unit};
pub use emotion::{Emotion, Score};
pub use error::ValueError;
pub use handle::Handle;
pub use id::{is_id, slug, words};
pub use measurement::Measurement;
pub use number::{Number, Sign};
pub use percentage::Percentage;
pub use range::Range;
pub use text::{Text, TextProblem, quote};

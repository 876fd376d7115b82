//! The views: one file each.

mod emotion;
mod journey;

pub use emotion::EmotionView;
pub use journey::JourneyView;

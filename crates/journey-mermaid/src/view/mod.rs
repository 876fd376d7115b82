//! The views: one file each.

mod emotion;
mod journey;
mod opportunities;

pub use emotion::EmotionView;
pub use journey::JourneyView;
pub use opportunities::OpportunitiesView;

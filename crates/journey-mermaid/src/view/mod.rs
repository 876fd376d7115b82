//! The views: one file each.

mod emotion;
mod journey;
mod opportunities;
mod story;

pub use emotion::EmotionView;
pub use journey::JourneyView;
pub use opportunities::OpportunitiesView;
pub use story::StoryView;

//! The views: one file each.

mod blueprint;
mod journey;

pub use blueprint::BlueprintView;
pub use journey::JourneyView;

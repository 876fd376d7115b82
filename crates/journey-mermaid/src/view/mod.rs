//! The views: one file each.

mod journey;

pub use journey::JourneyView;

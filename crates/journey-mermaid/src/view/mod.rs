//! The views: one file each.

mod blueprint;
mod emotion;
mod journey;
mod lanes;
mod map;
mod table;

use journey_plugin::View;

pub use blueprint::BlueprintView;
pub use emotion::EmotionView;
pub use journey::JourneyView;
pub use map::MapView;
pub use table::TableView;

/// All views, in the order in which people are told of them.
pub(crate) static VIEWS: [&dyn View; 5] = [&JourneyView, &MapView, &EmotionView, &BlueprintView, &TableView];

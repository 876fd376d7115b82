//! The views: one file each.

mod blueprint;
mod board;
mod emotion;
mod journey;
mod lanes;
mod map;
mod opportunities;
mod report;
mod story;
mod table;

use journey_plugin::View;

pub use blueprint::BlueprintView;
pub use board::BoardView;
pub use emotion::EmotionView;
pub use journey::JourneyView;
pub use map::MapView;
pub use opportunities::OpportunitiesView;
pub use report::ReportView;
pub use story::StoryView;
pub use table::TableView;

/// All views, in the order in which people are told of them.
#[rustfmt::skip]
pub(crate) static VIEWS: [&dyn View; 9] = [
    &JourneyView,
    &MapView,
    &EmotionView,
    &OpportunitiesView,
    &BoardView,
    &BlueprintView,
    &StoryView,
    &TableView,
    &ReportView,
];

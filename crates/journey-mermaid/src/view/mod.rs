//! The views: one file each.

mod blueprint;
mod board;
mod conversation;
mod emotion;
mod journey;
mod lanes;
mod map;
mod opportunities;
mod report;
mod table;

use journey_plugin::View;

pub use blueprint::BlueprintView;
pub use board::BoardView;
pub use conversation::ConversationView;
pub use emotion::EmotionView;
pub use journey::JourneyView;
pub use map::MapView;
pub use opportunities::OpportunitiesView;
pub use report::ReportView;
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
    &ConversationView,
    &TableView,
    &ReportView,
];

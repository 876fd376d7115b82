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
mod story;
mod table;

use journey_plugin::View;

pub(crate) use blueprint::BlueprintView;
pub(crate) use board::BoardView;
pub(crate) use conversation::ConversationView;
pub(crate) use emotion::EmotionView;
pub(crate) use journey::JourneyView;
pub(crate) use map::MapView;
pub(crate) use opportunities::OpportunitiesView;
pub(crate) use report::ReportView;
pub(crate) use story::StoryView;
pub(crate) use table::TableView;

/// All views, in the order in which people are told of them.
#[rustfmt::skip]
pub(crate) static VIEWS: [&dyn View; 10] = [
    &JourneyView,
    &MapView,
    &EmotionView,
    &OpportunitiesView,
    &BoardView,
    &BlueprintView,
    &ConversationView,
    &StoryView,
    &TableView,
    &ReportView,
];

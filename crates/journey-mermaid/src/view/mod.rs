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

use journey_model::Project;
use journey_plugin::{Options, Rendered, View};

use crate::experience::Experience;

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

/// Draws a journey that was read already, so that a page of several views reads it once.
pub(crate) trait Draw {
    /// What [`View::render`] gives. The experience was read from the project with these options.
    fn draw(&self, project: &Project, experience: &Experience, options: &Options) -> Rendered;
}

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

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
#[cfg(test)]
mod whose_words_test;

use std::marker::PhantomData;
use std::sync::Arc;

use journey_plugin::{Rendered, View, ViewContext};

use crate::experience::Experience;

pub(crate) use blueprint::BlueprintView;
pub(crate) use board::BoardView;
pub(crate) use conversation::ConversationView;
pub(crate) use emotion::EmotionView;
pub(crate) use journey::JourneyView;
pub(crate) use map::MapView;
pub(crate) use opportunities::OpportunitiesView;
pub(crate) use report::{ReportView, report_documents, report_shows};
pub(crate) use story::StoryView;
pub(crate) use table::TableView;

/// Draws a journey that was read already.
pub(crate) trait Draw {
    /// What [`View::render`] gives. The experience is that of the context.
    fn draw(&self, context: &ViewContext<'_>, experience: &Experience) -> Rendered;
}

/// The journey as all views of a context read it.
fn experience(context: &ViewContext<'_>) -> Arc<Experience> {
    context.shared(|| Experience::of(context.project(), context.journey(), context.options()))
}

/// What a view drew.
struct Drawn<V> {
    rendered: Rendered,
    by: PhantomData<fn() -> V>,
}

/// What a view draws, for the view itself and for a page that shows it: drawn once for both.
fn drawn<V: Draw + 'static>(view: &V, context: &ViewContext<'_>) -> Arc<Drawn<V>> {
    context.shared(|| Drawn { rendered: view.draw(context, &experience(context)), by: PhantomData })
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

//! What can be chosen on the page.

use serde::Serialize;

use journey_mermaid::View;

use crate::shown::{Shown, ShownJourney};

/// What can be chosen. Journeys are called as in addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Choices {
    journeys: Vec<Named>,
    views: Vec<OfferedView>,
    personas: Vec<Named>,
    stages: Vec<Named>,
    targets: Vec<&'static str>,
    themes: Vec<&'static str>,
    lanes: Vec<&'static str>,
    directions: Vec<&'static str>,
}

/// Something with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Named {
    id: String,
    label: String,
}

/// A view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct OfferedView {
    id: &'static str,
    summary: &'static str,
    /// Whether it is a diagram.
    svg: bool,
}

impl Choices {
    /// What can be chosen while that journey is shown; without one, which journey can be.
    pub(crate) fn of(shown: &Shown, journey: Option<&ShownJourney>) -> Self {
        let all = shown.journeys.iter();
        let journeys = all.map(|journey| Named { id: journey.key.clone(), label: journey.label.clone() }).collect();
        let views =
            View::ALL.map(|view| OfferedView { id: view.id(), summary: view.summary(), svg: view.is_diagram() });
        let views = views.to_vec();
        let Some(journey) = journey else { return Self { journeys, views, ..Self::default() } };
        let choices = journey_mermaid::Choices::of(journey.source.project(), journey.declaration);
        let named = |choices: Vec<journey_mermaid::Choice>| {
            choices.into_iter().map(|choice| Named { id: choice.id, label: choice.label }).collect()
        };
        Self {
            journeys,
            views,
            personas: named(choices.personas),
            stages: named(choices.stages),
            targets: choices.targets,
            themes: choices.themes,
            lanes: choices.lanes,
            directions: choices.directions,
        }
    }
}

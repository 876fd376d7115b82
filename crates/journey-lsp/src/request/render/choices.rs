//! What a preview can offer: the journeys of the project, the views, and what a journey can be cut down to.

use journey_ide::Snapshot;
use journey_ide::plugin::Place;
use journey_ide::plugin::model::DeclarationId;
use journey_mermaid::View;
use serde::Serialize;

use super::{ListedJourney, picture};
use crate::session::snapshot::{FileSnapshot, ProjectSnapshot};

/// What could be asked for instead.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Choices {
    journeys: Vec<ListedJourney>,
    views: Vec<ViewChoice>,
    /// The personas that the journey is about.
    personas: Vec<Choice>,
    /// Its stages, in order.
    stages: Vec<Choice>,
    targets: Vec<&'static str>,
    themes: Vec<&'static str>,
    lanes: Vec<&'static str>,
    directions: Vec<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct ViewChoice {
    id: &'static str,
    /// One line: what it shows.
    summary: &'static str,
    /// Whether it can be a picture.
    svg: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Choice {
    id: String,
    label: String,
}

impl Choices {
    pub(super) fn of(file: &FileSnapshot, ide: &Snapshot, journey: DeclarationId) -> Self {
        let choices = journey_mermaid::Choices::of(&ide.project, journey);
        let named = |choices: Vec<journey_mermaid::Choice>| {
            choices.into_iter().map(|choice| Choice { id: choice.id, label: choice.label }).collect()
        };
        let views = ide.registry.views().map(|view| {
            let description = view.description();
            let is_diagram = View::named(description.id).is_none_or(View::is_diagram);
            ViewChoice { id: description.id, summary: description.summary, svg: picture::CAN_DRAW && is_diagram }
        });
        Self {
            journeys: journeys(&file.project, ide),
            views: views.collect(),
            personas: named(choices.personas),
            stages: named(choices.stages),
            targets: choices.targets,
            themes: choices.themes,
            lanes: choices.lanes,
            directions: choices.directions,
        }
    }
}

/// The journeys of a project, in the order of files and text.
pub(super) fn journeys(project: &ProjectSnapshot, ide: &Snapshot) -> Vec<ListedJourney> {
    let all = ide.project.files().flat_map(|(file, _)| journey_ide::journeys(ide, file));
    let listed = all.map(|journey| {
        let target = ide.target(journey.declaration);
        ListedJourney {
            location: project.location(target.place()),
            range: project.range(Place { file: target.file, range: target.range }),
            id: journey.id,
            label: journey.label,
        }
    });
    listed.collect()
}

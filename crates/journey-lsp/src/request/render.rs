//! `journey/render`, a request of our own: a journey drawn as text, with what made each line.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};

use crate::session::Session;
use crate::session::snapshot::answer;
use journey_ide::plugin::model::Keyword;

/// Which journey is drawn, and how.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RenderParams {
    /// A document of the project.
    pub(crate) uri: ls_types::Uri,
    /// The id of the journey; without it, the journey around `position`, else the first of the document.
    pub(crate) id: Option<String>,
    /// Where the cursor is.
    pub(crate) position: Option<ls_types::Position>,
    /// The view; without it, `journey`.
    pub(crate) view: Option<String>,
}

/// A journey drawn as text.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RenderResult {
    /// The text.
    pub(crate) text: String,
    /// What was left out, one sentence each.
    pub(crate) notes: Vec<String>,
    /// The journey that was drawn.
    pub(crate) id: String,
    /// The view that drew it.
    pub(crate) view: String,
    /// Which part of the source made which line.
    pub(crate) source_map: Vec<MappedLine>,
    /// The lines that the declaration at `position` made.
    pub(crate) lines: Vec<u32>,
}

/// A line of the text, from 0, and the place that made it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MappedLine {
    /// The line of the text.
    pub(crate) line: u32,
    /// The place in the source.
    pub(crate) location: ls_types::Location,
}

/// A journey that can be drawn.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ListedJourney {
    /// Its id.
    pub(crate) id: String,
    /// Its label.
    pub(crate) label: String,
    /// Where it is.
    pub(crate) location: ls_types::Location,
}

/// Draws a journey.
///
/// # Errors
/// Where there is no such document, journey or view.
pub(crate) async fn render(session: &Arc<Session>, params: RenderParams) -> Result<RenderResult> {
    let uri = crate::session::key(&params.uri);
    let Some(file) = session.file(&uri) else {
        return Err(Error::invalid_params(format!(
            "`{}` is no journey of an open folder, and it is not open itself",
            params.uri.as_str()
        )));
    };
    let offset = params.position.map(|position| file.clone().at(position).offset);
    let cancellation = file.project.cancellation.clone();
    let work = move |file: &crate::session::snapshot::FileSnapshot| {
        let ide = file.project.ide();
        let view = params.view.as_deref().unwrap_or("journey");
        let of_file = || journey_ide::journeys(&ide, file.file).into_iter().map(|journey| journey.declaration).next();
        let found = match (&params.id, offset) {
            (Some(id), _) => {
                ide.project.declarations_of(Keyword::Journey).find(|(_, it)| it.id() == id).map(|(id, _)| id)
            }
            (None, Some(offset)) => journey_ide::journey_at(&ide, file.file, offset).or_else(of_file),
            (None, None) => of_file(),
        };
        let Some(found) = found else {
            return Ok(Err(match &params.id {
                Some(id) => format!("the project has no journey `{id}`"),
                None => "this file has no journey to draw yet".to_owned(),
            }));
        };
        let Some(rendered) = journey_ide::render(&ide, found, view) else {
            let known: Vec<String> = ide.registry.views().map(|view| format!("`{}`", view.description().id)).collect();
            return Ok(Err(format!("there is no view `{view}`; there are {}", known.join(", "))));
        };
        let lines = offset.map(|offset| journey_ide::lines_at(&rendered, file.file, offset)).unwrap_or_default();
        let mapped = rendered.source_map.iter();
        let mapped = mapped.map(|line| MappedLine { line: line.line, location: file.project.location(line.place) });
        Ok(Ok(RenderResult {
            source_map: mapped.collect(),
            lines,
            id: ide.project.declaration(found).id().to_owned(),
            view: view.to_owned(),
            text: rendered.text,
            notes: rendered.notes,
        }))
    };
    answer(file, &cancellation, work).await?.map_err(Error::invalid_params)
}

/// All journeys of all projects, in the order of files and text.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn journeys(session: &Arc<Session>) -> Result<Vec<ListedJourney>> {
    let projects = session.projects();
    let cancellation = journey_ide::Cancellation::default();
    answer(projects, &cancellation, |projects| {
        let listed = projects.iter().flat_map(|project| {
            let model = project.model();
            let journeys = model.declarations_of(Keyword::Journey).map(|(id, journey)| ListedJourney {
                id: journey.id().to_owned(),
                label: journey.label().into_owned(),
                location: project.location(journey_ide::plugin::Place { file: id.file, range: journey.name().range }),
            });
            journeys.collect::<Vec<_>>()
        });
        Ok(listed.collect())
    })
    .await
}

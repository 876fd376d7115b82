//! `journey/render`, a request of our own: a journey drawn as text, with what made each line.

use std::sync::Arc;

use journey_ide::plugin::model::Keyword;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};

use crate::session::Session;
use crate::session::snapshot::{FileSnapshot, answer};
use crate::transport::current_cancellation;

/// The view that is drawn where none is named.
const DEFAULT_VIEW: &str = "journey";

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
    let cancellation = file.project.cancellation.clone();
    let rendered = answer(file, &cancellation, move |file: &FileSnapshot| Ok(render_in(file, &params)));
    rendered.await?.map_err(Error::invalid_params)
}

fn render_in(file: &FileSnapshot, params: &RenderParams) -> std::result::Result<RenderResult, String> {
    let ide = file.project.ide();
    let offset = params.position.map(|position| file.clone().at(position).offset);
    let view = params.view.as_deref().unwrap_or(DEFAULT_VIEW);
    let journey = match &params.id {
        Some(id) => {
            // Two files can have a journey of one id, which is told; this file's is meant then.
            let own = journey_ide::journeys(&ide, file.file).into_iter().find(|journey| journey.id == *id);
            let mut journeys = ide.project.declarations_of(Keyword::Journey);
            let other = || journeys.find(|(_, journey)| journey.id() == id).map(|(found, _)| found);
            own.map(|journey| journey.declaration)
                .or_else(other)
                .ok_or_else(|| format!("the project has no journey `{id}`"))?
        }
        None => {
            let around = offset.and_then(|offset| journey_ide::journey_at(&ide, file.file, offset));
            let first = || journey_ide::journeys(&ide, file.file).first().map(|journey| journey.declaration);
            around.or_else(first).ok_or("this file has no journey to draw yet")?
        }
    };
    let Some(rendered) = journey_ide::render(&ide, journey, view) else {
        let known: Vec<String> = ide.registry.views().map(|view| format!("`{}`", view.description().id)).collect();
        return Err(format!("there is no view `{view}`; there are {}", known.join(", ")));
    };
    let lines = offset.map(|offset| journey_ide::lines_at(&rendered, file.file, offset)).unwrap_or_default();
    let mapped = rendered.source_map.iter();
    let mapped = mapped.map(|line| MappedLine { line: line.line, location: file.project.location(line.place) });
    Ok(RenderResult {
        source_map: mapped.collect(),
        lines,
        id: ide.project.declaration(journey).id().to_owned(),
        view: view.to_owned(),
        text: rendered.text,
        notes: rendered.notes,
    })
}

/// All journeys of all projects, in the order of files and text.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn journeys(session: &Arc<Session>) -> Result<Vec<ListedJourney>> {
    let projects = session.projects();
    let cancellation = current_cancellation();
    answer(projects, &cancellation, |projects| {
        let mut listed = Vec::new();
        for project in projects {
            let ide = project.ide();
            for (file, _) in ide.project.files() {
                listed.extend(journey_ide::journeys(&ide, file).into_iter().map(|journey| ListedJourney {
                    location: project.location(ide.target(journey.declaration).place()),
                    id: journey.id,
                    label: journey.label,
                }));
            }
        }
        Ok(listed)
    })
    .await
}

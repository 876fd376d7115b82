//! `journey/render`, a request of our own: a journey drawn as text or as a picture, with what made each part of it.

mod picture;
mod text;

use std::sync::Arc;
use std::time::Duration;

use journey_ide::Snapshot;
use journey_ide::plugin::model::{DeclarationId, Keyword};
use journey_ide::plugin::{Language, Options, Place};
use journey_mermaid::{Choices, Request, RequestError, ViewChoice};
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};

use self::picture::{ShownPlace, Stop};
use crate::session::snapshot::{FileSnapshot, ProjectSnapshot, answer};
use crate::session::{Session, reading};
use crate::transport::current_cancellation;
use crate::uri::DocumentUri;

/// The view that is drawn where none is named.
const DEFAULT_VIEW: &str = "journey";

/// Which journey is drawn, and how.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RenderParams {
    /// A document of the project.
    pub(crate) uri: ls_types::Uri,
    /// A text that is drawn in its place: a fence of the page that `uri` is. It knows no other files.
    pub(crate) text: Option<String>,
    /// The id of the journey; without it, the journey around `position`, else the first of the document.
    pub(crate) id: Option<String>,
    /// Where the cursor is.
    pub(crate) position: Option<ls_types::Position>,
    /// The view; without it, `journey`.
    pub(crate) view: Option<String>,
    /// `text`, or `svg` for a picture beside the text; without it, `text`.
    pub(crate) format: Option<String>,
    /// As in [`Request::set`], which reads these.
    pub(crate) target: Option<String>,
    pub(crate) theme: Option<String>,
    pub(crate) direction: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) persona: Option<String>,
    pub(crate) stages: Option<String>,
    pub(crate) lanes: Option<String>,
}

/// A journey that was drawn.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RenderResult {
    /// The text.
    text: String,
    /// What the text is written in.
    language: &'static str,
    /// What was left out, one sentence each.
    notes: Vec<String>,
    /// Why this is not what the view draws elsewhere, one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    fallback: Option<String>,
    /// The same as Markdown, for who cannot see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
    /// What is Markdown here, as HTML with its diagrams drawn: the text itself, else the table. Beside a picture only.
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<String>,
    /// The journey that was drawn.
    id: String,
    /// What people call it.
    label: String,
    /// The view that drew it.
    view: String,
    /// Which part of the source made which line.
    source_map: Vec<MappedLine>,
    /// The lines that the declaration at `position` made.
    lines: Vec<u32>,
    /// The picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    svg: Option<String>,
    /// Why there is none, though one was asked for: one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
    /// What the picture shows.
    places: Vec<ShownPlace>,
    /// The elements of the picture that show what stands at `position`.
    at: Vec<String>,
    /// Mistakes in the journey's file that may hide something.
    errors: Vec<Unreadable>,
    /// What could be asked for instead.
    choices: Choices<ListedJourney>,
}

/// A line of the text, from 0, and the place that made it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MappedLine {
    /// The line of the text.
    line: u32,
    /// The place in the source.
    location: ls_types::Location,
}

/// A place that cannot be read.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Unreadable {
    /// What is wrong.
    message: String,
    /// Where.
    location: ls_types::Location,
}

/// A journey that can be drawn.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ListedJourney {
    /// Its id.
    pub(crate) id: String,
    /// Its label.
    pub(crate) label: String,
    /// Where its name is.
    pub(crate) location: ls_types::Location,
    /// All of it.
    pub(crate) range: ls_types::Range,
}

/// Draws a journey.
///
/// # Errors
/// Where there is no such document, journey, view, format or option; the message names what is near.
pub(crate) async fn render(session: &Arc<Session>, params: RenderParams) -> Result<RenderResult> {
    let uri = crate::session::key(&params.uri);
    let file = match &params.text {
        Some(text) => Some(text::file_of(session, uri, text)),
        None => known(session, &uri).await,
    };
    let Some(file) = file else {
        return Err(refused(Refusal {
            message: format!("`{}` is no journey of an open folder, and it is not open itself", params.uri.as_str()),
            help: "Open the file, or the folder that it is in.".to_owned(),
        }));
    };
    let cancellation = file.project.cancellation.clone();
    let stop = Stop::default();
    // When the client cancels a request, the request's future is dropped.
    let _stops = stop.when_dropped();
    let rendered = answer(file, &cancellation, move |file: &FileSnapshot| {
        file.project.cancellation.check()?;
        Ok(render_in(file, &params, &stop))
    });
    rendered.await?.map_err(refused)
}

/// How long a file that is not known yet is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A file of a project. A server that has just started knows only what is open: it is asked for the map of another file, as
/// by a page that names one, before it has read the folders.
async fn known(session: &Session, uri: &DocumentUri) -> Option<FileSnapshot> {
    match session.file(uri) {
        Some(file) => Some(file),
        None => {
            reading::all_finished(session, PATIENCE).await;
            session.file(uri)
        }
    }
}

fn render_in(file: &FileSnapshot, params: &RenderParams, stop: &Stop) -> std::result::Result<RenderResult, Refusal> {
    let ide = file.project.ide();
    let offset = params.position.map(|position| file.clone().at(position).offset);
    let is_picture = is_picture(params.format.as_deref())?;
    let view = params.view.as_deref().unwrap_or(DEFAULT_VIEW);
    let journey = wanted(file, &ide, params.id.as_deref(), offset)?;
    let options = options(&ide, journey, params)?;
    let Some(rendered) = journey_ide::render(&ide, journey, view, &options) else {
        let known: Vec<&str> = ide.registry.views().map(|view| view.description().id).collect();
        return Err(Refusal::unknown("view", view, &known));
    };
    let lines = offset.map(|offset| journey_ide::lines_at(&rendered, file.file, offset)).unwrap_or_default();
    let declaration = ide.project.declaration(journey);
    let drawn = if is_picture {
        picture::draw(file, &ide.project, journey, &rendered, view, offset, stop)
    } else {
        picture::Drawn::default()
    };
    let views = ide.registry.views().map(|view| ViewChoice::of(view.description(), picture::CAN_DRAW)).collect();
    let mapped = rendered.source_map.iter();
    let mapped = mapped.map(|line| MappedLine { line: line.line, location: file.project.location(line.place) });
    let errors = journey_ide::unreadable(&ide, journey.file).into_iter();
    let errors = errors.map(|(place, message)| Unreadable { message, location: file.project.location(place) });
    Ok(RenderResult {
        source_map: mapped.collect(),
        lines,
        id: declaration.id().to_owned(),
        label: declaration.label().into_owned(),
        view: view.to_owned(),
        svg: drawn.svg,
        html: drawn.html,
        picture: drawn.why_not,
        places: drawn.places,
        at: drawn.at,
        errors: errors.collect(),
        choices: Choices::of(&ide.project, journey, journeys_of(&file.project, &ide), views),
        language: match rendered.language {
            Language::Mermaid => "mermaid",
            Language::Markdown => "markdown",
        },
        text: rendered.text,
        notes: rendered.notes,
        fallback: rendered.fallback,
        table: rendered.table,
    })
}

/// Why a journey is not drawn, and what to do.
type Refusal = RequestError;

/// The refusal as the protocol has it: one sentence after the other, and each by itself for who shows them apart.
fn refused(refusal: Refusal) -> Error {
    let message = format!("{}. {}", refusal.message, refusal.help);
    let data = serde_json::json!({ "message": refusal.message, "help": refusal.help });
    Error { message: message.into(), data: Some(data), ..Error::invalid_params("") }
}

fn is_picture(format: Option<&str>) -> std::result::Result<bool, Refusal> {
    match format {
        None | Some("text") => Ok(false),
        Some("svg") => Ok(true),
        Some(other) => Err(Refusal::unknown("format", other, &["text", "svg"])),
    }
}

/// The journey of that id, else the one around the cursor, else the first of the file.
fn wanted(
    file: &FileSnapshot,
    ide: &Snapshot,
    id: Option<&str>,
    offset: Option<u32>,
) -> std::result::Result<DeclarationId, Refusal> {
    let Some(id) = id else {
        let around = offset.and_then(|offset| journey_ide::journey_at(ide, file.file, offset));
        let first = || journey_ide::journeys(ide, file.file).first().map(|journey| journey.declaration);
        return around.or_else(first).ok_or_else(|| Refusal {
            message: "this file has no journey to draw yet".to_owned(),
            help: "Write one, such as `journey weekly_shop \"Weekly shop\" { }`.".to_owned(),
        });
    };
    // Two files can have a journey of one id, which is told; this file's is meant then.
    let own = journey_ide::journeys(ide, file.file).into_iter().find(|journey| journey.id == id);
    let journeys = || ide.project.declarations_of(Keyword::Journey);
    let other = || journeys().find(|(_, journey)| journey.id() == id).map(|(found, _)| found);
    own.map(|journey| journey.declaration).or_else(other).ok_or_else(|| {
        let known: Vec<&str> = journeys().map(|(_, journey)| journey.id()).collect();
        Refusal::unknown("journey", id, &known)
    })
}

fn options(ide: &Snapshot, journey: DeclarationId, params: &RenderParams) -> std::result::Result<Options, Refusal> {
    let mut request = Request::default();
    let written = [
        ("target", &params.target),
        ("theme", &params.theme),
        ("direction", &params.direction),
        ("title", &params.title),
        ("persona", &params.persona),
        ("stages", &params.stages),
        ("lanes", &params.lanes),
    ];
    for (key, value) in written {
        if let Some(value) = value {
            request.set(key, value)?;
        }
    }
    request.options(&ide.project, journey)
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
            listed.extend(journeys_of(project, &ide));
        }
        Ok(listed)
    })
    .await
}

/// The journeys of a project, in the order of files and text.
fn journeys_of(project: &ProjectSnapshot, ide: &Snapshot) -> Vec<ListedJourney> {
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

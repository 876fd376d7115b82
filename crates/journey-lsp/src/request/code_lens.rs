//! `textDocument/codeLens` and `codeLens/resolve`: short facts above declarations.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_codeLens>

use journey_ide::Cancellable;
use journey_ide::plugin::model::syntax::TextRange;
use journey_ide::plugin::{Action, LensContent};
use ls_types::{CodeLens, CodeLensParams, Command, Location, Range};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;

use crate::convert;
use crate::origin::Origin;
use crate::session::Session;
use crate::session::snapshot::{FileSnapshot, answer};

/// A command of the client: shows a list of places. Its arguments are a document, a position in it, and the locations.
const SHOW_REFERENCES: &str = "journey.showReferences";
/// A command of the client: goes to the location that is its argument.
const GO_TO: &str = "journey.goToLocation";
/// A command of the client: shows a journey as a diagram. Its argument is that of `journey/render`.
const SHOW_DIAGRAM: &str = "journey.showDiagram";

/// What a lens carries to be told more about.
#[derive(Serialize, Deserialize)]
struct Data {
    origin: Origin,
    kind: String,
    start: u32,
    end: u32,
}

/// The lenses of a document, without what they say.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn code_lens(session: &Session, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    let Some(file) = session.journey(&params.text_document) else { return Ok(None) };
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, |file: &FileSnapshot| {
        let (text, encoding) = (file.text(), file.project.encoding);
        let origin = Origin::of(file);
        let lenses = journey_ide::code_lenses(&file.project.ide(), file.file, &file.project.settings.lenses());
        let lens = |lens: journey_ide::CodeLens| {
            let TextRange { start, end } = lens.range;
            let range = convert::range(&text, lens.range, encoding);
            // A lens stands above one line; a label can go over several.
            let range = if range.start.line == range.end.line { range } else { Range::new(range.start, range.start) };
            let data = Data { origin: origin.clone(), kind: lens.kind.to_owned(), start, end };
            CodeLens { range, command: None, data: serde_json::to_value(data).ok() }
        };
        Ok(Some(lenses.into_iter().map(lens).collect()))
    })
    .await
}

/// The same lens with what it says, and what choosing it does.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn resolve(session: &Session, lens: CodeLens) -> Result<CodeLens> {
    let data: Option<Data> = lens.data.clone().and_then(|data| serde_json::from_value(data).ok());
    let found = data.and_then(|data| Some((data.origin.unchanged(session)?, data)));
    // The client shows nothing for a lens without a title, and asks for new lenses after an edit.
    let nothing = Command { title: String::new(), command: String::new(), arguments: None };
    let Some((file, data)) = found else { return Ok(CodeLens { command: Some(nothing), ..lens }) };
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, move |file: &FileSnapshot| -> Cancellable<CodeLens> {
        let range = TextRange::new(data.start, data.end);
        let content = journey_ide::code_lens_content(&file.project.ide(), file.file, &data.kind, range);
        Ok(CodeLens { command: Some(content.map_or(nothing, |content| command(file, content))), ..lens })
    })
    .await
}

/// What a lens says as a command of the client or the server; a command without a name is only read.
fn command(file: &FileSnapshot, LensContent { title, action }: LensContent) -> Command {
    let capabilities = &file.project.capabilities;
    let (command, arguments): (&str, Vec<Value>) = match action {
        Some(Action::ShowPlaces { at, places }) if capabilities.runs(SHOW_REFERENCES) => {
            let at = file.project.location(at);
            let places: Vec<Location> = places.into_iter().map(|place| file.project.location(place)).collect();
            (SHOW_REFERENCES, vec![json!(at.uri), json!(at.range.start), json!(places)])
        }
        Some(Action::GoTo(place)) if capabilities.runs(GO_TO) => (GO_TO, vec![json!(file.project.location(place))]),
        Some(Action::Render { journey, view }) => {
            let id = file.project.model().declaration(journey).id().to_owned();
            let argument = json!({ "uri": file.project.uri(journey.file), "id": id, "view": view });
            let command = if capabilities.runs(SHOW_DIAGRAM) { SHOW_DIAGRAM } else { crate::command::RENDER };
            (command, vec![argument])
        }
        Some(Action::ShowPlaces { .. } | Action::GoTo(_)) | None => ("", Vec::new()),
    };
    Command { title, command: command.to_owned(), arguments: (!arguments.is_empty()).then_some(arguments) }
}

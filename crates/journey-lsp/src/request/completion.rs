//! `textDocument/completion`: what may be written at a place.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_completion>

use std::path::Path;

use journey_ide::plugin::model::syntax::{Encoding, SourceText};
use journey_ide::plugin::{CompletionKind, Folders, Topic};
use journey_ide::{
    Cancellable, CompletionItem, CompletionList, complete, complete_configuration, completion_documentation,
    configuration_documentation,
};
use ls_types::{CompletionParams, CompletionResponse, Documentation, Position, Uri};
use tower_lsp::jsonrpc::Result;

use super::completion_resolve::shown;
use crate::completion_support::CompletionSupport;
use crate::convert;
use crate::disk::Around;
use crate::session::Session;
use crate::session::snapshot::{Asked, At, FileSnapshot, SettingsSnapshot, answer};

/// What may be written at a place, the best first; `None` where nothing is offered.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn completion(session: &Session, params: CompletionParams) -> Result<Option<CompletionResponse>> {
    let place = params.text_document_position;
    let trigger = params.context.and_then(|context| context.trigger_character);
    match session.asked(&place.text_document) {
        Asked::Unknown => Ok(None),
        Asked::Settings(settings) => Ok(in_settings(&settings, place.position, &place.text_document.uri)),
        Asked::Journey(file) => {
            let at = file.at(place.position);
            let cancellation = at.file.project.cancellation.clone();
            let uri = place.text_document.uri;
            answer(at, &cancellation, move |at| in_journey(at, &uri, trigger.as_deref())).await
        }
    }
}

fn in_journey(at: &At, uri: &Uri, trigger: Option<&str>) -> Cancellable<Option<CompletionResponse>> {
    let FileSnapshot { project, file } = &at.file;
    let ide = project.ide();
    let mut list = complete(&ide, *file, at.offset)?;
    // What is not read yet may be asked for again.
    list.is_incomplete |= project.version.is_loading;
    let text = at.file.text();
    if trigger == Some(" ") && (is_indentation(&list, &text) || is_end_of_value(&list)) {
        return Ok(None);
    }
    let support = CompletionSupport::new(&project.capabilities);
    let documentation = |item: &CompletionItem| -> Option<Documentation> {
        Some(shown(completion_documentation(&ide, item.topic.as_ref()?)?, &support))
    };
    Ok(response(list, &support, &text, project.encoding, uri, documentation))
}

fn in_settings(settings: &SettingsSnapshot, position: Position, uri: &Uri) -> Option<CompletionResponse> {
    let offset = convert::offset(&settings.source, position, settings.encoding);
    let folder = settings.document.path.as_deref().and_then(Path::parent);
    let around = folder.map(|folder| Around { folder: folder.to_owned() });
    let folders = around.as_ref().map(|around| around as &dyn Folders);
    let list = complete_configuration(&settings.text, offset, &settings.registry, folders);
    let support = CompletionSupport::new(&settings.capabilities);
    let documentation = |item: &CompletionItem| -> Option<Documentation> {
        Some(shown(configuration_documentation(&settings.registry, item.topic.as_ref()?)?, &support))
    };
    response(list, &support, &settings.source, settings.encoding, uri, documentation)
}

fn response(
    list: CompletionList,
    support: &CompletionSupport,
    text: &SourceText,
    encoding: Encoding,
    uri: &Uri,
    documentation: impl Fn(&CompletionItem) -> Option<Documentation>,
) -> Option<CompletionResponse> {
    if list.items.is_empty() && !list.is_incomplete {
        return None;
    }
    let (before, line) = line_at(text, list.insert.start);
    let typed = line.get(before..before + list.insert.len() as usize).unwrap_or_default();
    let range = |range| convert::range(text, range, encoding);
    Some(CompletionResponse::List(support.list(list, range, uri, typed, documentation)))
}

/// Whether the space that was typed is the indentation of a new line: nobody asked for a list of all keys.
fn is_indentation(list: &CompletionList, text: &SourceText) -> bool {
    let is_entry = list.items.iter().all(|item| matches!(item.kind, CompletionKind::Key | CompletionKind::Keyword));
    let (before, line) = line_at(text, list.insert.start);
    is_entry && line.get(..before).is_some_and(|before| before.trim().is_empty())
}

/// Whether nothing but a citation could follow the value in front of the space: whoever ends the line there must not
/// accept one.
fn is_end_of_value(list: &CompletionList) -> bool {
    list.items.iter().all(|item| item.topic == Some(Topic::Citation))
}

/// How many bytes of its line stand in front of an offset, and the line.
fn line_at(text: &SourceText, offset: u32) -> (usize, String) {
    let position = text.position(offset, Encoding::Utf8);
    (position.column as usize, text.line(position.line))
}

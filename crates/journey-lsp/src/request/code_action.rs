//! `textDocument/codeAction`: what can be done about a place.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_codeAction>

use std::sync::Arc;
use std::time::Duration;

use journey_ide::plugin::{Applicability, Diagnostic};
use journey_ide::{ActionRequest, Cancellable, CodeAction, Edits, SourceChange, code_actions, configuration_fixes};
use ls_types as lsp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::jsonrpc::Result;

use super::code_action_resolve::outdated;
use crate::command::APPLY_ACTION;
use crate::session::snapshot::{Asked, FileSnapshot, SettingsSnapshot, answer};
use crate::session::{Session, key, reading};
use crate::{convert, diagnostics, workspace_edit};

/// How long an answer waits for the files of the project to be read.
const PATIENCE: Duration = Duration::from_secs(2);

/// What an action needs to be asked for again: its `data`, and the argument of its command.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct ActionData {
    /// The document.
    pub(crate) uri: String,
    /// The client's number for its text.
    pub(crate) version: Option<i32>,
    /// Where it was asked for.
    pub(crate) range: lsp::Range,
    /// Which of the actions there.
    pub(crate) id: String,
}

/// What can be done about a place; `None` for documents that are neither journeys nor settings.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn code_action(
    session: &Arc<Session>,
    params: lsp::CodeActionParams,
) -> Result<Option<lsp::CodeActionResponse>> {
    let asked = match session.asked(&params.text_document) {
        Asked::Journey(file) => file,
        Asked::Settings(settings) => return Ok(Some(in_settings(session, &settings, &params))),
        Asked::Unknown => return Ok(None),
    };
    let Some(file) = reading::finished(session, &key(&params.text_document.uri), PATIENCE).await else {
        return Ok(None);
    };
    if file.project.version.number(file.file) != asked.project.version.number(asked.file) {
        return Err(outdated());
    }
    let cancellation = file.project.cancellation.clone();
    let kinds = params.context.only.unwrap_or_default();
    let kinds: Vec<String> = kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
    let (range, uri) = (params.range, params.text_document.uri.as_str().to_owned());
    answer(file, &cancellation, move |file: &FileSnapshot| offered(file, range, &uri, &kinds)).await.map(Some)
}

/// Fixes are small, so they come with their edits; a client that knows commands only would need a way back.
fn in_settings(
    session: &Session,
    settings: &SettingsSnapshot,
    params: &lsp::CodeActionParams,
) -> lsp::CodeActionResponse {
    let client = &settings.capabilities;
    if !client.code_action_literals() {
        return Vec::new();
    }
    let SettingsSnapshot { source, encoding, document, .. } = settings;
    let problems = diagnostics::settings_problems(session, document).unwrap_or_default();
    let kinds: Vec<String> = params.context.only.iter().flatten().map(|kind| kind.as_str().to_owned()).collect();
    let range = convert::text_range(source, params.range, *encoding);
    let offered = configuration_fixes(&problems, range, &kinds).into_iter().map(|fix| {
        let mended = problems.get(fix.mends).map(|problem| diagnostics::of_settings(source, problem, *encoding));
        let edit = lsp::TextEdit { range: convert::range(source, fix.range, *encoding), new_text: fix.replacement };
        lsp::CodeActionOrCommand::CodeAction(lsp::CodeAction {
            title: fix.title,
            kind: Some(lsp::CodeActionKind::QUICKFIX),
            diagnostics: mended.map(|mended| vec![mended]),
            edit: Some(workspace_edit::of_document(document, edit, client)),
            is_preferred: client.preferred_code_actions().then_some(true),
            ..lsp::CodeAction::default()
        })
    });
    offered.collect()
}

fn offered(
    file: &FileSnapshot,
    range: lsp::Range,
    uri: &str,
    kinds: &[String],
) -> Cancellable<lsp::CodeActionResponse> {
    let project = &file.project;
    let client = &project.capabilities;
    if !client.code_action_literals() && !client.applies_edits() {
        return Ok(Vec::new());
    }
    let found = diagnostics::found(project, file.file);
    let request = ActionRequest { file: file.file, range: file.text_range(range), diagnostics: &found, kinds };
    let edits =
        if client.resolves_code_actions() || !client.code_action_literals() { Edits::Later } else { Edits::Now };
    let actions = code_actions(&project.ide(), &request, edits)?;
    // What else there is depends on files that are not read yet.
    let is_certain = |action: &CodeAction| !project.version.is_loading || action.id.starts_with("fix ");
    let possible = actions.into_iter().filter(|action| {
        is_certain(action)
            && (action.disabled.is_none() || client.disabled_code_actions())
            && (!action.makes_files || client.creates_files())
    });
    let version = project.version.number(file.file);
    let offered = possible.filter_map(|action| {
        let data = ActionData { uri: uri.to_owned(), version, range, id: action.id };
        let data = serde_json::to_value(data).ok();
        if !client.code_action_literals() {
            let arguments = data.map(|data| vec![data]);
            let command = lsp::Command { title: action.title, command: APPLY_ACTION.to_owned(), arguments };
            return Some(lsp::CodeActionOrCommand::Command(command));
        }
        let edit = match &action.change {
            Some(change) => Some(edit(file, change, &action.title, action.applicability)?),
            None => None,
        };
        let mended: Vec<lsp::Diagnostic> = action
            .mends
            .iter()
            .filter_map(|number| found.get(*number))
            .map(|diagnostic: &Diagnostic| diagnostics::convert(project, diagnostic))
            .collect();
        Some(lsp::CodeActionOrCommand::CodeAction(lsp::CodeAction {
            title: action.title,
            kind: Some(lsp::CodeActionKind::from(action.kind.name())),
            diagnostics: (!mended.is_empty()).then_some(mended),
            data: data.filter(|_| edit.is_none() && action.disabled.is_none()),
            edit,
            command: None,
            is_preferred: (action.is_preferred && client.preferred_code_actions()).then_some(true),
            disabled: action.disabled.map(|reason| lsp::CodeActionDisabled { reason }),
        }))
    });
    Ok(offered.collect())
}

/// The edit of an action. Where it is only a suggestion and changes more than the document that the user looks at, it
/// has to be confirmed.
pub(super) fn edit(
    file: &FileSnapshot,
    change: &SourceChange,
    title: &str,
    applicability: Applicability,
) -> Option<lsp::WorkspaceEdit> {
    let is_elsewhere = change.edits.iter().any(|edit| edit.place.file != file.file);
    let confirm =
        applicability == Applicability::Suggestion && is_elsewhere && file.project.capabilities.confirms_code_actions();
    workspace_edit::convert(&file.project, change, confirm.then_some(title))
}

/// Reads what an action carries; `None` where it is nothing that this server made.
pub(crate) fn read(data: Value) -> Option<ActionData> {
    serde_json::from_value(data).ok()
}

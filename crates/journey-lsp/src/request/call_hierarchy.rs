//! `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls` and `callHierarchy/outgoingCalls`: the flow of
//! touchpoints.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_prepareCallHierarchy>

use journey_ide::plugin::Place;
use journey_ide::plugin::model::syntax::TextRange;
use journey_ide::plugin::model::{DeclarationId, FileId};
use journey_ide::{Cancellable, FlowStep, Snapshot, Symbol, first_touchpoints, incoming_steps, outgoing_steps};
use ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, Range,
};
use tower_lsp::jsonrpc::Result;

use crate::session::snapshot::{At, ProjectSnapshot, answer};
use crate::session::{Session, key};
use crate::symbols;

/// The touchpoints from which the flow can be followed; `None` where there are none.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn prepare(
    session: &Session,
    params: CallHierarchyPrepareParams,
) -> Result<Option<Vec<CallHierarchyItem>>> {
    let Some(at) = session.at(&params.text_document_position_params) else { return Ok(None) };
    let cancellation = at.file.project.cancellation.clone();
    answer(at, &cancellation, |at: &At| {
        let project = &at.file.project;
        let found = first_touchpoints(&project.ide(), at.file.file, at.offset);
        let items: Vec<CallHierarchyItem> = found.into_iter().map(|symbol| item(project, symbol)).collect();
        Ok((!items.is_empty()).then_some(items))
    })
    .await
}

/// The touchpoints right before one.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn incoming(
    session: &Session,
    params: CallHierarchyIncomingCallsParams,
) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
    let steps = |project: &ProjectSnapshot, ide: &Snapshot, touchpoint: DeclarationId| {
        let steps = incoming_steps(ide, touchpoint)?.into_iter().map(|step| {
            let from_ranges = ranges(project, step.touchpoint.target.file, &step.said);
            CallHierarchyIncomingCall { from: item_of_step(project, step), from_ranges }
        });
        Ok(steps.collect())
    };
    follow(session, &params.item, steps).await
}

/// The touchpoints right after one.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn outgoing(
    session: &Session,
    params: CallHierarchyOutgoingCallsParams,
) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
    let steps = |project: &ProjectSnapshot, ide: &Snapshot, touchpoint: DeclarationId| {
        let steps = outgoing_steps(ide, touchpoint)?.into_iter().map(|step| {
            let from_ranges = ranges(project, touchpoint.file, &step.said);
            CallHierarchyOutgoingCall { to: item_of_step(project, step), from_ranges }
        });
        Ok(steps.collect())
    };
    follow(session, &params.item, steps).await
}

/// Asks for the steps from or to the touchpoint of an item. The text may have changed since the item was made; what
/// stands in its place now counts.
async fn follow<T: Send + 'static>(
    session: &Session,
    item: &CallHierarchyItem,
    steps: impl FnOnce(&ProjectSnapshot, &Snapshot, DeclarationId) -> Cancellable<Vec<T>> + Send + 'static,
) -> Result<Option<Vec<T>>> {
    let Some(file) = session.file(&key(&item.uri)) else { return Ok(None) };
    let at = file.at(item.selection_range.start);
    let cancellation = at.file.project.cancellation.clone();
    answer(at, &cancellation, move |at: &At| {
        let ide = at.file.project.ide();
        let touchpoint = first_touchpoints(&ide, at.file.file, at.offset).into_iter().next();
        touchpoint.map(|touchpoint| steps(&at.file.project, &ide, touchpoint.declaration)).transpose()
    })
    .await
}

fn item(project: &ProjectSnapshot, symbol: Symbol) -> CallHierarchyItem {
    let target = symbol.target;
    CallHierarchyItem {
        kind: symbols::kind(&symbol, &project.capabilities),
        name: symbol.name,
        tags: None,
        detail: symbol.detail,
        uri: project.uri(target.file),
        range: project.range(Place { file: target.file, range: target.range }),
        selection_range: project.range(target.place()),
        data: None,
    }
}

/// The touchpoint at the other end of a step; where the writer says when the way leads there, that is its detail.
fn item_of_step(project: &ProjectSnapshot, step: FlowStep) -> CallHierarchyItem {
    let item = item(project, step.touchpoint);
    let detail = if step.conditions.is_empty() { item.detail } else { Some(step.conditions.join("; ")) };
    CallHierarchyItem { detail, ..item }
}

fn ranges(project: &ProjectSnapshot, file: FileId, said: &[TextRange]) -> Vec<Range> {
    said.iter().map(|range| project.range(Place { file, range: *range })).collect()
}

//! `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls` and `callHierarchy/outgoingCalls`: the flow of
//! touchpoints.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_prepareCallHierarchy>

use journey_ide::plugin::Place;
use journey_ide::plugin::model::syntax::TextRange;
use journey_ide::plugin::model::{DeclarationId, FileId};
use journey_ide::{FlowStep, Snapshot, Symbol, first_touchpoints, incoming_steps, outgoing_steps};
use ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, Range,
};
use tower_lsp::jsonrpc::Result;

use super::hierarchy;
use crate::session::Session;
use crate::session::snapshot::ProjectSnapshot;
use crate::symbols;

/// The touchpoints from which the flow can be followed; `None` where there are none.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn prepare(
    session: &Session,
    params: CallHierarchyPrepareParams,
) -> Result<Option<Vec<CallHierarchyItem>>> {
    hierarchy::prepare(session, &params.text_document_position_params, first_touchpoints, item).await
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
    let item = &params.item;
    hierarchy::follow(session, &item.uri, item.selection_range.start, first_touchpoints, steps).await
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
    let item = &params.item;
    hierarchy::follow(session, &item.uri, item.selection_range.start, first_touchpoints, steps).await
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

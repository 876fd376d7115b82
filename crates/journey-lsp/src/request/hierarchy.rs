//! What both hierarchies of the protocol share: where one begins, and how an item is followed.

use journey_ide::plugin::model::{DeclarationId, FileId};
use journey_ide::{Cancellable, Snapshot, Symbol};
use ls_types::{Position, TextDocumentPositionParams, Uri};
use tower_lsp::jsonrpc::Result;

use crate::session::snapshot::{At, ProjectSnapshot, answer};
use crate::session::{Session, key};

/// What may begin a hierarchy at an offset of a file, in bytes, the likeliest first.
pub(super) type Beginnings = fn(&Snapshot, FileId, u32) -> Vec<Symbol>;

/// The items that a hierarchy begins with at a place; `None` where it begins with nothing.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(super) async fn prepare<I: Send + 'static>(
    session: &Session,
    place: &TextDocumentPositionParams,
    beginnings: Beginnings,
    item: fn(&ProjectSnapshot, Symbol) -> I,
) -> Result<Option<Vec<I>>> {
    let Some(at) = session.at(place) else { return Ok(None) };
    let cancellation = at.file.project.cancellation.clone();
    answer(at, &cancellation, move |at: &At| {
        let project = &at.file.project;
        let found = beginnings(&project.ide(), at.file.file, at.offset);
        let items: Vec<I> = found.into_iter().map(|symbol| item(project, symbol)).collect();
        Ok((!items.is_empty()).then_some(items))
    })
    .await
}

/// What an item leads to. The text may have changed since the item was made; what stands in its place now counts.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(super) async fn follow<T: Send + 'static>(
    session: &Session,
    uri: &Uri,
    start: Position,
    beginnings: Beginnings,
    led_to: impl FnOnce(&ProjectSnapshot, &Snapshot, DeclarationId) -> Cancellable<Vec<T>> + Send + 'static,
) -> Result<Option<Vec<T>>> {
    let Some(file) = session.file(&key(uri)) else { return Ok(None) };
    let at = file.at(start);
    let cancellation = at.file.project.cancellation.clone();
    answer(at, &cancellation, move |at: &At| {
        let project = &at.file.project;
        let ide = project.ide();
        let found = beginnings(&ide, at.file.file, at.offset).into_iter().next();
        found.map(|symbol| led_to(project, &ide, symbol.declaration)).transpose()
    })
    .await
}

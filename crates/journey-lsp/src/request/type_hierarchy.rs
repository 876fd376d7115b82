//! `textDocument/prepareTypeHierarchy`, `typeHierarchy/supertypes` and `typeHierarchy/subtypes`: variants, the journeys
//! that are made of each other and what has the same id in them.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_prepareTypeHierarchy>

use journey_ide::plugin::Place;
use journey_ide::plugin::model::DeclarationId;
use journey_ide::{Snapshot, Symbol, variants_at};
use ls_types::{
    TypeHierarchyItem, TypeHierarchyPrepareParams, TypeHierarchySubtypesParams, TypeHierarchySupertypesParams,
};
use tower_lsp::jsonrpc::Result;

use crate::session::snapshot::{At, ProjectSnapshot, answer};
use crate::session::{Session, key};
use crate::symbols;

/// What stands at a place and can have variants; `None` where nothing does.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn prepare(
    session: &Session,
    params: TypeHierarchyPrepareParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    let Some(at) = session.at(&params.text_document_position_params) else { return Ok(None) };
    let cancellation = at.file.project.cancellation.clone();
    answer(at, &cancellation, |at: &At| {
        let project = &at.file.project;
        let found = variants_at(&project.ide(), at.file.file, at.offset);
        let items: Vec<TypeHierarchyItem> = found.into_iter().map(|symbol| item(project, symbol)).collect();
        Ok((!items.is_empty()).then_some(items))
    })
    .await
}

/// What a variant is made of.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn supertypes(
    session: &Session,
    params: TypeHierarchySupertypesParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    follow(session, &params.item, journey_ide::supertypes).await
}

/// The variants that are made of something.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn subtypes(
    session: &Session,
    params: TypeHierarchySubtypesParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    follow(session, &params.item, journey_ide::subtypes).await
}

/// Asks for the variants of an item. The text may have changed since the item was made; what stands in its place now
/// counts.
async fn follow(
    session: &Session,
    asked: &TypeHierarchyItem,
    variants: fn(&Snapshot, DeclarationId) -> Vec<Symbol>,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    let Some(file) = session.file(&key(&asked.uri)) else { return Ok(None) };
    let at = file.at(asked.selection_range.start);
    let cancellation = at.file.project.cancellation.clone();
    answer(at, &cancellation, move |at: &At| {
        let project = &at.file.project;
        let ide = project.ide();
        let found = variants_at(&ide, at.file.file, at.offset).into_iter().next();
        let variants = found.map(|symbol| variants(&ide, symbol.declaration).into_iter());
        Ok(variants.map(|variants| variants.map(|symbol| item(project, symbol)).collect()))
    })
    .await
}

fn item(project: &ProjectSnapshot, symbol: Symbol) -> TypeHierarchyItem {
    let target = symbol.target;
    TypeHierarchyItem {
        kind: symbols::kind(&symbol, &project.capabilities),
        name: symbol.name,
        // The type has one tag where the protocol wants a list of them.
        tags: None,
        detail: symbol.detail,
        uri: project.uri(target.file),
        range: project.range(Place { file: target.file, range: target.range }),
        selection_range: project.range(target.place()),
        data: None,
    }
}

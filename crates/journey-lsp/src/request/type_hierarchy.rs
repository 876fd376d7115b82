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

use super::hierarchy;
use crate::session::Session;
use crate::session::snapshot::ProjectSnapshot;
use crate::symbols;

/// What stands at a place and can have variants; `None` where nothing does.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn prepare(
    session: &Session,
    params: TypeHierarchyPrepareParams,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    hierarchy::prepare(session, &params.text_document_position_params, variants_at, item).await
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

async fn follow(
    session: &Session,
    asked: &TypeHierarchyItem,
    variants: fn(&Snapshot, DeclarationId) -> Vec<Symbol>,
) -> Result<Option<Vec<TypeHierarchyItem>>> {
    hierarchy::follow(
        session,
        &asked.uri,
        asked.selection_range.start,
        variants_at,
        move |project, ide, declaration| {
            Ok(variants(ide, declaration).into_iter().map(|symbol| item(project, symbol)).collect())
        },
    )
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

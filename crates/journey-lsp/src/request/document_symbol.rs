//! `textDocument/documentSymbol`: the outline of a document, as a tree or, for clients that know no trees, as a list.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_documentSymbol>

use journey_ide::plugin::model::syntax::SourceText;
use journey_ide::{OutlineEntry, Symbol};
use ls_types::{DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation};
use tower_lsp::jsonrpc::Result;

use crate::session::Session;
use crate::session::snapshot::{FileSnapshot, answer};
use crate::{convert, symbols};

/// Gives the outline of a document.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn document_symbol(
    session: &Session,
    params: DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>> {
    let Some(file) = session.journey(&params.text_document) else { return Ok(None) };
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, |file: &FileSnapshot| {
        let text = file.text();
        let entries = journey_ide::outline(&file.project.ide(), file.file);
        let capability = |text: &ls_types::TextDocumentClientCapabilities| {
            text.document_symbol.as_ref()?.hierarchical_document_symbol_support
        };
        let is_tree = file.project.capabilities.text_document(capability).unwrap_or(false);
        Ok(Some(if is_tree {
            DocumentSymbolResponse::Nested(entries.into_iter().map(|entry| nested(file, &text, entry)).collect())
        } else {
            let list = journey_ide::flat_outline(entries).into_iter();
            DocumentSymbolResponse::Flat(list.map(|(symbol, container)| flat(file, &text, symbol, container)).collect())
        }))
    })
    .await
}

#[expect(deprecated, reason = "the type has a field that tags have replaced")]
fn nested(file: &FileSnapshot, text: &SourceText, OutlineEntry { symbol, children }: OutlineEntry) -> DocumentSymbol {
    let capabilities = &file.project.capabilities;
    let encoding = file.project.encoding;
    let children: Vec<DocumentSymbol> = children.into_iter().map(|entry| nested(file, text, entry)).collect();
    DocumentSymbol {
        kind: symbols::kind(&symbol, capabilities),
        tags: symbols::tags(&symbol, capabilities),
        deprecated: None,
        range: convert::range(text, symbol.target.range, encoding),
        selection_range: convert::range(text, symbol.target.focus, encoding),
        name: symbol.name,
        detail: symbol.detail,
        children: (!children.is_empty()).then_some(children),
    }
}

#[expect(deprecated, reason = "the type has a field that tags have replaced")]
fn flat(file: &FileSnapshot, text: &SourceText, symbol: Symbol, container_name: Option<String>) -> SymbolInformation {
    let capabilities = &file.project.capabilities;
    let range = convert::range(text, symbol.target.range, file.project.encoding);
    SymbolInformation {
        kind: symbols::kind(&symbol, capabilities),
        tags: symbols::tags(&symbol, capabilities),
        deprecated: None,
        location: Location { uri: file.project.uri(file.file), range },
        name: symbol.name,
        container_name,
    }
}

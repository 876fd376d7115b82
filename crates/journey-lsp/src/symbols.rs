//! Declarations as the protocol's symbols: kinds that the client can show, and tags.

use journey_ide::Symbol;
use journey_ide::plugin::model::Keyword;
use ls_types::{SymbolKind, SymbolTag};

use crate::capabilities::Capabilities;

/// The kind, and so the icon, of a symbol in the outline and in hierarchies.
pub(crate) fn kind(symbol: &Symbol, capabilities: &Capabilities) -> SymbolKind {
    let set =
        capabilities.text_document(|text| text.document_symbol.as_ref()?.symbol_kind.as_ref()?.value_set.as_ref());
    kind_among(symbol, set.map(Vec::as_slice))
}

/// The kind of a symbol in a search of the workspace.
pub(crate) fn workspace_kind(symbol: &Symbol, capabilities: &Capabilities) -> SymbolKind {
    let set = capabilities.workspace(|workspace| workspace.symbol.as_ref()?.symbol_kind.as_ref()?.value_set.as_ref());
    kind_among(symbol, set.map(Vec::as_slice))
}

/// The best kind that the client can show. Where it does not say what it can, that is the kinds of the protocol's first
/// version; the last choice is always one of them.
fn kind_among(symbol: &Symbol, supported: Option<&[SymbolKind]>) -> SymbolKind {
    let (best, otherwise) = match symbol.keyword {
        Some(Keyword::Persona) => (SymbolKind::CLASS, SymbolKind::CLASS),
        Some(Keyword::Channel) => (SymbolKind::INTERFACE, SymbolKind::INTERFACE),
        Some(Keyword::Actor) => (SymbolKind::OBJECT, SymbolKind::METHOD),
        Some(Keyword::Source) => (SymbolKind::FILE, SymbolKind::FILE),
        Some(Keyword::Metric) => (SymbolKind::NUMBER, SymbolKind::NUMBER),
        Some(Keyword::Journey) => (SymbolKind::MODULE, SymbolKind::MODULE),
        Some(Keyword::Stage) => (SymbolKind::NAMESPACE, SymbolKind::NAMESPACE),
        Some(Keyword::Touchpoint) => (SymbolKind::EVENT, SymbolKind::FUNCTION),
        Some(Keyword::Pain) => (SymbolKind::CONSTANT, SymbolKind::CONSTANT),
        Some(Keyword::Gain) => (SymbolKind::VARIABLE, SymbolKind::VARIABLE),
        Some(Keyword::Opportunity) => (SymbolKind::PROPERTY, SymbolKind::PROPERTY),
        None => (SymbolKind::NULL, SymbolKind::STRING),
    };
    if supported.is_some_and(|supported| supported.contains(&best)) { best } else { otherwise }
}

/// Tags of a symbol in the outline, if the client can show them.
pub(crate) fn tags(symbol: &Symbol, capabilities: &Capabilities) -> Option<Vec<SymbolTag>> {
    let support = capabilities.text_document(|text| text.document_symbol.as_ref()?.tag_support.as_ref());
    tags_among(symbol, support.map(|support| support.value_set.as_slice()))
}

/// Tags of a symbol in a search of the workspace, if the client can show them.
pub(crate) fn workspace_tags(symbol: &Symbol, capabilities: &Capabilities) -> Option<Vec<SymbolTag>> {
    let support = capabilities.workspace(|workspace| workspace.symbol.as_ref()?.tag_support.as_ref());
    tags_among(symbol, support.map(|support| support.value_set.as_slice()))
}

/// What is over is struck through, as what is deprecated is.
fn tags_among(symbol: &Symbol, supported: Option<&[SymbolTag]>) -> Option<Vec<SymbolTag>> {
    let can = supported.is_some_and(|supported| supported.contains(&SymbolTag::DEPRECATED));
    (can && symbol.is_over).then(|| vec![SymbolTag::DEPRECATED])
}

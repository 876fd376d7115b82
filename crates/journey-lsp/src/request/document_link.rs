//! `textDocument/documentLink` and `documentLink/resolve`: what can be clicked on.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_documentLink>

use std::str::FromStr;

use journey_ide::{Cancellable, FileTarget, LinkTarget};
use ls_types::{DocumentLink, DocumentLinkParams, Uri};
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;

use crate::convert;
use crate::navigation::uri_of;
use crate::origin::Origin;
use crate::session::Session;
use crate::session::snapshot::{FileSnapshot, answer};

/// What a link carries to be told more about.
#[derive(Serialize, Deserialize)]
struct Data {
    origin: Origin,
    /// The path of a file, as the document gives it; an address says enough.
    path: Option<String>,
}

/// The links of a document.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn document_link(session: &Session, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
    let Some(file) = session.journey(&params.text_document) else { return Ok(None) };
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, |file: &FileSnapshot| {
        let (text, encoding) = (file.text(), file.project.encoding);
        let origin = Origin::of(file);
        let capability = |text: &ls_types::TextDocumentClientCapabilities| text.document_link.as_ref()?.tooltip_support;
        let shows_tooltips = file.project.capabilities.text_document(capability).unwrap_or(false);
        let links = journey_ide::document_links(&file.project.ide(), file.file, &file.project.settings.links());
        let link = |link: journey_ide::DocumentLink| {
            let (target, path) = match link.target {
                LinkTarget::Address(address) => (Uri::from_str(&address).ok()?, None),
                LinkTarget::File(path) => {
                    let target = FileTarget { named_in: file.file, path: path.clone() };
                    (uri_of(&file.project, &target)?, Some(path))
                }
            };
            let data = Data { origin: origin.clone(), path };
            Some(DocumentLink {
                range: convert::range(&text, link.range, encoding),
                target: Some(target),
                tooltip: None,
                data: serde_json::to_value(data).ok().filter(|_| shows_tooltips),
            })
        };
        Ok(Some(links.into_iter().filter_map(link).collect()))
    })
    .await
}

/// The same link with its tooltip.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn resolve(session: &Session, link: DocumentLink) -> Result<DocumentLink> {
    let data: Option<Data> = link.data.clone().and_then(|data| serde_json::from_value(data).ok());
    let Some(data) = data else { return Ok(link) };
    let Some(file) = data.origin.unchanged(session) else { return Ok(link) };
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, move |file: &FileSnapshot| -> Cancellable<DocumentLink> {
        let address = || link.target.as_ref().map(|target| LinkTarget::Address(target.as_str().to_owned()));
        let target = data.path.map(LinkTarget::File).or_else(address);
        let tooltip = |target| journey_ide::document_link_tooltip(&file.project.ide(), file.file, &target);
        Ok(DocumentLink { tooltip: target.map(tooltip), ..link })
    })
    .await
}

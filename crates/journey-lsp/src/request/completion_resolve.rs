//! `completionItem/resolve`: the documentation of an offer, when somebody looks at it.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#completionItem_resolve>

use journey_ide::plugin::Topic;
use journey_ide::{completion_documentation, configuration_documentation, plain};
use ls_types::{CompletionItem, Documentation, MarkupContent, MarkupKind, TextDocumentIdentifier};
use serde::Deserialize;
use tower_lsp::jsonrpc::Result;

use crate::completion_support::CompletionSupport;
use crate::session::Session;
use crate::session::snapshot::{Asked, FileSnapshot, answer};

/// What an offer carries until it is looked at.
#[derive(Deserialize)]
struct Data {
    uri: ls_types::Uri,
    topic: String,
}

/// The same offer with its documentation. An offer that says nothing, or whose project is gone, stays as it is.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn completion_resolve(session: &Session, mut item: CompletionItem) -> Result<CompletionItem> {
    let data = item.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    let Some((uri, topic)) = data.and_then(|data| Some((data.uri, data.topic.parse::<Topic>().ok()?))) else {
        return Ok(item);
    };
    item.documentation = match session.asked(&TextDocumentIdentifier { uri }) {
        Asked::Unknown => None,
        Asked::Settings(settings) => {
            let support = CompletionSupport::new(&settings.capabilities);
            configuration_documentation(&settings.registry, &topic).map(|markdown| shown(markdown, &support))
        }
        Asked::Journey(file) => {
            let cancellation = file.project.cancellation.clone();
            let work = move |file: &FileSnapshot| {
                let support = CompletionSupport::new(&file.project.capabilities);
                Ok(completion_documentation(&file.project.ide(), &topic).map(|markdown| shown(markdown, &support)))
            };
            answer(file, &cancellation, work).await?
        }
    };
    Ok(item)
}

/// Documentation in the form that the client shows.
pub(super) fn shown(markdown: String, support: &CompletionSupport) -> Documentation {
    if support.markdown {
        Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value: markdown })
    } else {
        // Every client reads a text; not every one reads more.
        Documentation::String(plain(&markdown))
    }
}

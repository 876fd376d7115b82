//! Answers to "go to", in the form that the client can read.

use journey_ide::plugin::Place;
use journey_ide::{Destination, FileTarget, Navigation, Snapshot};
use ls_types::TextDocumentClientCapabilities;
use ls_types::{GotoCapability, GotoDefinitionParams, GotoDefinitionResponse, Location, LocationLink, Range, Uri};
use tower_lsp::jsonrpc::Result;

use crate::session::Session;
use crate::session::snapshot::{At, ProjectSnapshot, answer};
use crate::uri::DocumentUri;
use journey_ide::plugin::model::FileId;

/// Asks a feature where a place leads to. `capability` is what the client says about this request.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn go(
    session: &Session,
    params: GotoDefinitionParams,
    feature: fn(&Snapshot, FileId, u32) -> Option<Navigation>,
    capability: fn(&TextDocumentClientCapabilities) -> Option<GotoCapability>,
) -> Result<Option<GotoDefinitionResponse>> {
    let Some(at) = session.at(&params.text_document_position_params) else { return Ok(None) };
    let cancellation = at.file.project.cancellation.clone();
    answer(at, &cancellation, move |at: &At| {
        let found = feature(&at.file.project.ide(), at.file.file, at.offset);
        Ok(found.and_then(|navigation| response(at, navigation, capability)))
    })
    .await
}

fn response(
    at: &At,
    navigation: Navigation,
    capability: fn(&TextDocumentClientCapabilities) -> Option<GotoCapability>,
) -> Option<GotoDefinitionResponse> {
    let project = &at.file.project;
    let origin = at.file.range(navigation.origin);
    let links = navigation.destinations.iter().filter_map(|destination| {
        let (target_uri, target_range, target_selection_range) = match destination {
            Destination::Target(target) => (
                project.uri(target.file),
                project.range(Place { file: target.file, range: target.range }),
                project.range(target.place()),
            ),
            Destination::File(file) => (uri_of(project, file)?, Range::default(), Range::default()),
        };
        Some(LocationLink { origin_selection_range: Some(origin), target_uri, target_range, target_selection_range })
    });
    let links: Vec<LocationLink> = links.collect();
    if links.is_empty() {
        return None;
    }
    if project.capabilities.links(capability) {
        return Some(GotoDefinitionResponse::Link(links));
    }
    let location = |link: LocationLink| Location { uri: link.target_uri, range: link.target_selection_range };
    Some(GotoDefinitionResponse::Array(links.into_iter().map(location).collect()))
}

/// The URI of a file that a text of the project names; `None` where that text has no place on the disk.
pub(crate) fn uri_of(project: &ProjectSnapshot, file: &FileTarget) -> Option<Uri> {
    let named_in = project.version.files.entry(file.named_in).path.as_ref()?;
    let path = named_in.parent()?.join(&file.path);
    // The normal spelling has no `..` in it.
    DocumentUri::from_path(&path).map(|uri| DocumentUri::new(uri.as_str()).to_uri())
}

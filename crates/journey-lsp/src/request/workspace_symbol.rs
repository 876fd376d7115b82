//! `workspace/symbol`: search for declarations in all projects.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_symbol>

use journey_ide::{Cancellable, Cancellation, workspace_symbols};
use ls_types::{SymbolInformation, WorkspaceSymbolParams, WorkspaceSymbolResponse};
use tower_lsp::jsonrpc::Result;

use crate::session::Session;
use crate::session::snapshot::{ProjectSnapshot, answer};
use crate::symbols;

/// More of one project are of no use in a list; whoever misses one types more letters.
const MOST: usize = 256;

/// Finds declarations by what is typed.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn workspace_symbol(
    session: &Session,
    params: WorkspaceSymbolParams,
) -> Result<Option<WorkspaceSymbolResponse>> {
    let cancellation = Cancellation::default();
    let mut projects = session.projects();
    for project in &mut projects {
        project.cancellation = cancellation.clone();
    }
    answer(projects, &cancellation, move |projects: &Vec<ProjectSnapshot>| -> Cancellable<_> {
        let mut found = Vec::new();
        for project in projects {
            let symbols = workspace_symbols(&project.ide(), &params.query, MOST)?;
            found.extend(symbols.into_iter().map(|symbol| information(project, symbol)));
        }
        Ok(Some(WorkspaceSymbolResponse::Flat(found)))
    })
    .await
}

#[expect(deprecated, reason = "the type has a field that tags have replaced")]
fn information(project: &ProjectSnapshot, found: journey_ide::WorkspaceSymbol) -> SymbolInformation {
    let symbol = found.symbol;
    SymbolInformation {
        kind: symbols::workspace_kind(&symbol, &project.capabilities),
        tags: symbols::workspace_tags(&symbol, &project.capabilities),
        deprecated: None,
        location: project.location(symbol.target.place()),
        // Clients filter what they get by its name once more. Who types an id or a path must not lose it there.
        name: if found.path.is_empty() { symbol.name } else { format!("{} ({})", symbol.name, found.path) },
        container_name: found.container,
    }
}

//! The session begins.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#initialize>

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use ls_types::request::RegisterCapability;
use ls_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, InitializeParams, InitializeResult,
    Registration, RegistrationParams, ServerInfo,
};

use super::{configuration, folders};
use crate::ask_client::ask;
use crate::capabilities::Capabilities;
use crate::session::settings::Settings;
use crate::session::{Session, key, reading};

/// Hears what the client can do and which folders are open, and says what the server offers.
pub(crate) fn initialize(session: &Session, params: InitializeParams) -> InitializeResult {
    let open = open_folders(&params);
    let settings = params.initialization_options.map(Settings::read).unwrap_or_default();
    let capabilities = Capabilities::new(params.capabilities);
    let server = capabilities.server();
    session.begin(capabilities, open, settings);
    InitializeResult {
        capabilities: server,
        server_info: Some(ServerInfo {
            name: "journey".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        ..InitializeResult::default()
    }
}

/// The client is ready: reads the workspace, pushes findings, and asks for what the client can give.
pub(crate) fn initialized(session: &Arc<Session>) {
    if session.is_ready.swap(true, Ordering::Relaxed) {
        tracing::warn!("the client is ready twice");
        return;
    }
    tokio::spawn(crate::publish::run(Arc::clone(session)));
    if !session.workspace().layout().folders().is_empty() {
        reading::discover(session);
    }
    if session.capabilities().configuration() {
        configuration::fetch(session);
    }
    register(session);
}

/// `workspaceFolders`, else `rootUri`, else `rootPath`; all of them may be missing or null.
#[expect(deprecated, reason = "old clients send nothing else")]
fn open_folders(params: &InitializeParams) -> Vec<PathBuf> {
    if let Some(open) = params.workspace_folders.as_ref().filter(|open| !open.is_empty()) {
        return folders::paths(open);
    }
    let root = params.root_uri.as_ref().and_then(|uri| key(uri).to_path());
    root.or_else(|| params.root_path.as_ref().map(PathBuf::from))
        .filter(|root| root.is_absolute())
        .into_iter()
        .collect()
}

/// Registers for what the client offers to tell.
fn register(session: &Arc<Session>) {
    let capabilities = session.capabilities();
    let mut registrations = Vec::new();
    if capabilities.watches_files() {
        let watcher = |glob: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.to_owned()), kind: None };
        // Any TOML file may be one that a `journey.toml` extends.
        let options =
            DidChangeWatchedFilesRegistrationOptions { watchers: vec![watcher("**/*.journey"), watcher("**/*.toml")] };
        registrations.push(Registration {
            id: "journey-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        });
    }
    if capabilities.registers_configuration() {
        registrations.push(Registration {
            id: "journey-configuration".to_owned(),
            method: "workspace/didChangeConfiguration".to_owned(),
            register_options: Some(serde_json::json!({ "section": "journey" })),
        });
    }
    if registrations.is_empty() {
        return;
    }
    let session = Arc::clone(session);
    tokio::spawn(async move {
        ask::<RegisterCapability>(&session, RegistrationParams { registrations }).await;
    });
}

//! `journey/status`, a request of our own: what the server knows, for bug reports and tests.

use std::sync::Arc;

use serde::Serialize;
use tower_lsp::jsonrpc::Result;

use crate::session::Session;
use crate::session::snapshot::answer;
use crate::transport::current_cancellation;

/// What the server knows.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    /// The server's version.
    pub(crate) version: &'static str,
    /// Milliseconds since the session began.
    pub(crate) uptime: u64,
    /// The projects.
    pub(crate) projects: Vec<ProjectStatus>,
    /// The open documents.
    pub(crate) documents: Vec<DocumentStatus>,
    /// The plugins, with how long their rules took in all and how often they ran.
    pub(crate) plugins: Vec<PluginStatus>,
}

/// What the server knows about a project.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProjectStatus {
    /// How many files it has.
    pub(crate) files: usize,
    /// Whether files may still come.
    pub(crate) is_loading: bool,
    /// How many declarations it has.
    pub(crate) declarations: usize,
}

/// What the server knows about an open document.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DocumentStatus {
    /// What it is called.
    pub(crate) uri: String,
    /// The client's number for its text.
    pub(crate) version: i32,
    /// Its length in bytes.
    pub(crate) bytes: u32,
    /// Its text, as far as it differs from nothing: a hash (FNV-1a, 64 bits, hexadecimal) of its UTF-8 bytes.
    pub(crate) hash: String,
}

/// What the server knows about a plugin.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PluginStatus {
    /// Its id.
    pub(crate) id: &'static str,
    /// Its version.
    pub(crate) version: &'static str,
    /// How often one of its rules looked at one file.
    pub(crate) runs: u64,
    /// How long its rules took in all, in microseconds.
    pub(crate) microseconds: u64,
}

/// Says what the server knows.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn status(session: &Arc<Session>) -> Result<Status> {
    let cancellation = current_cancellation();
    answer(Arc::clone(session), &cancellation, |session| {
        let projects = session.projects().into_iter().map(|project| ProjectStatus {
            files: project.version.files.entries().len(),
            is_loading: project.version.is_loading,
            declarations: project.model().files().map(|(_, file)| file.model.declarations().count()).sum(),
        });
        let mut documents: Vec<DocumentStatus> = session
            .documents()
            .iter()
            .map(|document| DocumentStatus {
                uri: document.uri.as_str().to_owned(),
                version: document.version,
                bytes: document.text.len(),
                hash: format!("{:016x}", hash(document.text.to_string().as_bytes())),
            })
            .collect();
        documents.sort_by(|one, other| one.uri.cmp(&other.uri));
        let plugins = session.registry.plugins().map(|plugin| {
            let manifest = plugin.manifest();
            let timing = session.timings.of(manifest.id);
            let microseconds = u64::try_from(timing.total.as_micros()).unwrap_or(u64::MAX);
            PluginStatus { id: manifest.id, version: manifest.version, runs: timing.runs, microseconds }
        });
        Ok(Status {
            version: env!("CARGO_PKG_VERSION"),
            uptime: u64::try_from(session.started.elapsed().as_millis()).unwrap_or(u64::MAX),
            projects: projects.collect(),
            documents,
            plugins: plugins.collect(),
        })
    })
    .await
}

/// FNV-1a: short, and the same in every language that a test may be written in.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

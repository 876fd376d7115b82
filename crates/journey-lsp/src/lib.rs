//! The language server: transport, session, and conversion to and from the protocol.

mod ask_client;
mod capabilities;
mod command;
mod completion_support;
mod convert;
mod diagnostics;
mod disk;
mod logging;
mod navigation;
mod notification;
mod origin;
mod parent;
mod progress;
mod publish;
mod record;
mod refresh;
mod remembered;
mod request;
mod server;
mod session;
mod symbols;
#[cfg(test)]
mod testing;
mod timings;
mod tokens;
mod transport;
mod uri;
mod workspace_edit;

use std::path::PathBuf;
use std::sync::Arc;

use journey_ide::plugin::Registry;

pub use record::{Entry, Side, read as read_record};
pub use transport::{Connection, ExitStatus};

/// How a server is started.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// Where the client is.
    pub connection: Connection,
    /// The process without which the server has nobody to serve.
    pub client_process_id: Option<u32>,
    /// The file for log lines, instead of standard error.
    pub log: Option<PathBuf>,
    /// The file that takes every message down.
    pub record: Option<PathBuf>,
}

/// Why a server could not start: a sentence for its user.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The log cannot be written.
    #[error("the log {} cannot be written ({source}): name a file in a folder that exists", path.display())]
    Log {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The client cannot be reached, or the record cannot be written.
    #[error("{0}")]
    Transport(String),
}

/// Serves one client with these plugins until it goes. Gives the status with which the program has to end, at once:
/// a thread may still wait for input that never comes.
///
/// # Errors
/// Where the client cannot be reached, or where log or record cannot be written.
pub fn run(options: &ServerOptions, registry: Arc<Registry>) -> Result<ExitStatus, StartError> {
    let log = logging::start(options.log.as_deref())
        .map_err(|source| StartError::Log { path: options.log.clone().unwrap_or_default(), source })?;
    let transport = transport::Options { client_process_id: options.client_process_id, record: options.record.clone() };
    transport::run(options.connection, &transport, log, || {
        server::service(|client| session::Session::new(client, registry))
    })
    .map_err(|error| StartError::Transport(error.to_string()))
}

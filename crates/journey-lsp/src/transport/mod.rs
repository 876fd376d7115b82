//! Speaks the protocol's messages with one client, until it says `exit`, goes away, or falls silent for good.

pub(crate) use cancellation::current as current_cancellation;

use std::io::{self, BufReader};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use tokio::runtime::Builder;
use tower_lsp::{ClientSocket, LanguageServer, LspService};

use self::outbox::Limits;
use self::serve::{Patience, Surroundings, serve};
use crate::logging::ClientLog;
use crate::record::Recorder;

mod cancellation;
mod dispatch;
mod framing;
mod handler;
mod in_flight;
mod message;
mod outbox;
mod reader;
mod serve;
mod surrogates;
mod uri_table;

#[cfg(test)]
mod abuse_test;
#[cfg(test)]
mod protocol_test;
#[cfg(test)]
mod testing;

/// Serves one client on a runtime of its own, which also runs `build`, and gives the status with which the program has
/// to end. Returns although threads still wait for input that never comes: leave the program then.
///
/// `log` is what [`crate::logging::start`] gave: the log lines that the client is told.
///
/// # Errors
/// When the client cannot be reached, or when the record cannot be written.
pub(crate) fn run<S: LanguageServer>(
    connection: Connection,
    options: &Options,
    log: ClientLog,
    build: impl FnOnce() -> (LspService<S>, ClientSocket),
) -> Result<ExitStatus, StartError> {
    let recorder = match &options.record {
        None => None,
        Some(path) => {
            let recorder = Recorder::create(path);
            Some(Arc::new(recorder.map_err(|source| StartError::Record { path: path.clone(), source })?))
        }
    };
    // Two at least, so that a handler that computes does not stop the timers of all others.
    let threads = thread::available_parallelism().map_or(2, |count| count.get().clamp(2, 4));
    let runtime = Builder::new_multi_thread().worker_threads(threads).thread_name("journey").enable_all().build()?;
    let surroundings = Surroundings {
        runtime: runtime.handle().clone(),
        log,
        recorder,
        client_process_id: options.client_process_id,
        patience: Patience::default(),
        limits: Limits::default(),
    };
    let serves = {
        let _inside = runtime.enter();
        build()
    };
    let status = match connection {
        Connection::Stdio => {
            serve(BufReader::with_capacity(64 << 10, io::stdin()), io::stdout(), serves, surroundings)?
        }
        Connection::Socket(port) => {
            let refused = |source| StartError::Socket { port, source };
            let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(refused)?;
            // Messages are written whole; waiting for more would only make answers late.
            stream.set_nodelay(true).map_err(refused)?;
            let input = BufReader::with_capacity(64 << 10, stream.try_clone().map_err(refused)?);
            let status = serve(input, stream.try_clone().map_err(refused)?, serves, surroundings)?;
            // Fails only when the client has closed it already.
            let _ = stream.shutdown(Shutdown::Both);
            status
        }
    };
    // Handlers may still run, and nobody waits for them.
    runtime.shutdown_background();
    Ok(status)
}

/// Where the client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// At the other ends of standard input and output.
    Stdio,
    /// Waiting at this port of the local machine: `--socket`.
    Socket(u16),
}

/// What the command line says about the transport.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// `--clientProcessId`: the process without which the server has nobody to serve.
    pub(crate) client_process_id: Option<u32>,
    /// `--record`: the file that takes every message down.
    pub(crate) record: Option<PathBuf>,
}

/// How the program has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// The client said `shutdown` and then `exit`.
    Orderly,
    /// `exit` without `shutdown`, the end of input, or a client that is gone.
    Abrupt,
}

impl ExitStatus {
    /// The number that the operating system is told: 0 or 1.
    pub fn code(self) -> u8 {
        match self {
            Self::Orderly => 0,
            Self::Abrupt => 1,
        }
    }
}

/// Why the server could not start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    /// Nobody listens at the port of `--socket`.
    #[error(
        "nobody listens at port {port} of this machine ({source}): the editor has to open it before it starts the server"
    )]
    Socket {
        /// The port.
        port: u16,
        /// What the system says.
        source: io::Error,
    },
    /// The file of `--record` cannot be written.
    #[error("the record {} cannot be written ({source}): name a file in a folder that exists", path.display())]
    Record {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The system gives no thread.
    #[error("the system gives the server no thread to work with ({0})")]
    Thread(#[from] io::Error),
}

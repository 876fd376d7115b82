//! `journey lsp`: the language server, for editors.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;

use journey_lsp::{Connection, ExitStatus, ServerOptions};

use crate::failure::Failure;
use crate::plugins;
use crate::status::Status;
use crate::terminal::Terminal;

/// Serve an editor: errors while typing, completion, rename and all the rest
///
/// Editors start this themselves. It speaks the Language Server Protocol on standard input and output.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Lsp {
    /// Speak on standard input and output, which is what happens anyway: many editors say so
    #[arg(long, conflicts_with = "socket")]
    stdio: bool,
    /// Connect to an editor that waits at this port of this machine
    #[arg(long, value_name = "PORT")]
    socket: Option<u16>,
    /// End when this process of the editor has ended
    #[arg(long = "clientProcessId", alias = "client-process-id", value_name = "ID")]
    client_process_id: Option<u32>,
    /// Write the log to this file instead of standard error; JOURNEY_LOG sets its level (error, warn, info, debug, trace)
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// Write every message of the session to this file, for a bug report. The texts of your journeys are in it
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey lsp                           Serve the editor that started it
  journey lsp --log /tmp/journey.log    Keep a log
  journey lsp --record session.jsonl    Take a session down for a bug report";

/// Serves until the editor goes.
pub(super) fn run(arguments: &Lsp, terminal: &Terminal) -> Result<Status, Failure> {
    if arguments.socket.is_none() && io::stdin().is_terminal() {
        terminal.write_error("This speaks with editors, which start it themselves. To leave, press Ctrl+C.\n");
    }
    let options = ServerOptions {
        connection: arguments.socket.map_or(Connection::Stdio, Connection::Socket),
        client_process_id: arguments.client_process_id,
        log: arguments.log.clone(),
        record: arguments.record.clone(),
    };
    let ended = journey_lsp::run(&options, Arc::new(plugins::registry()));
    match ended.map_err(|error| Failure::new(error.to_string()))? {
        ExitStatus::Orderly => Ok(Status::Clean),
        ExitStatus::Abrupt => Ok(Status::Findings),
    }
}

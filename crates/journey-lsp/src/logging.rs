//! Where log lines go: to stderr or a file, and to the client.

use std::io;
use std::path::Path;

/// Sends the program's log lines to stderr (from `warn`), or to a file (from `info`); `JOURNEY_LOG` changes the level.
/// Gives what the client is to be told besides, for [`crate::transport::run`].
///
/// # Errors
/// When the file cannot be opened.
pub(crate) fn start(file: Option<&Path>) -> io::Result<ClientLog> {
    let _ = file;
    todo!()
}

/// The log lines of this crate from `info`, on their way to the client as `window/logMessage`.
#[derive(Debug)]
pub(crate) struct ClientLog(());

impl ClientLog {
    /// One that stays silent, for tests.
    pub(crate) fn silent() -> Self {
        Self(())
    }
}

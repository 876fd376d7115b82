//! Notices when the client's process is gone.

use std::io;
use std::thread;

use waitpid_any::WaitHandle;

/// What the system says when there is no process of that number: `ESRCH`, or `ERROR_INVALID_PARAMETER` on Windows.
const NO_SUCH_PROCESS: i32 = if cfg!(windows) { 87 } else { 3 };

/// Calls `gone` once, on a thread of its own, when the process has ended, or at once if there is none.
///
/// The process is held from now on, so a later one that gets the same number is not taken for it. A process that the
/// system does not let us watch is not watched: then the server still ends with its input.
pub(crate) fn watch(process_id: u32, gone: impl FnOnce() + Send + 'static) {
    let wait = match i32::try_from(process_id).map_err(io::Error::other).and_then(WaitHandle::open) {
        Ok(process) => Some(process),
        Err(error) if error.raw_os_error() == Some(NO_SUCH_PROCESS) => None,
        Err(error) => return tracing::warn!("the editor's process {process_id} cannot be watched: {error}"),
    };
    let started = thread::Builder::new().name("journey-parent".to_owned()).spawn(move || {
        if let Some(mut process) = wait
            && let Err(error) = wait_for(&mut process)
        {
            return tracing::warn!("the editor's process {process_id} is not watched any more: {error}");
        }
        tracing::info!("the editor's process {process_id} is gone");
        gone();
    });
    if let Err(error) = started {
        tracing::warn!("the editor's process {process_id} cannot be watched: {error}");
    }
}

fn wait_for(process: &mut WaitHandle) -> io::Result<()> {
    loop {
        match process.wait() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::process::{Child, Command, Stdio};
    use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
    use std::time::Duration;

    use super::*;

    /// Ends when its input does.
    fn process() -> Child {
        Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap()
    }

    fn watched(process_id: u32) -> Receiver<()> {
        let (sender, receiver) = channel();
        watch(process_id, move || sender.send(()).unwrap());
        receiver
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn the_end_of_a_process_is_noticed_before_anybody_reaps_it() {
        let mut process = process();
        let gone = watched(process.id());
        assert_eq!(gone.recv_timeout(Duration::ZERO), Err(RecvTimeoutError::Timeout));
        process.kill().unwrap();
        gone.recv_timeout(LONG).unwrap();
        process.wait().unwrap();
    }

    #[test]
    fn a_process_that_is_gone_already_is_noticed() {
        let mut process = process();
        process.kill().unwrap();
        process.wait().unwrap();
        watched(process.id()).recv_timeout(LONG).unwrap();
    }

    #[test]
    fn numbers_that_no_process_has_are_not_watched() {
        for number in [0, u32::MAX] {
            // The sender is dropped without a word.
            assert_eq!(watched(number).recv_timeout(LONG), Err(RecvTimeoutError::Disconnected));
        }
    }
}

//! Asks other programs, and waits no longer than they are worth.

use std::env;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// How long a program may take to say its version.
const LIMIT: Duration = Duration::from_secs(6);
/// How long what a program has written may be on its way when the program is gone: on a busy machine more than a moment.
/// Only where somebody else holds the pipe open is all of it waited for.
const GRACE: Duration = Duration::from_secs(1);
/// As much as a version may be long, in bytes.
const MOST: usize = 4096;

/// Why a program did not say what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Silence {
    /// It could not be started.
    NotStarted,
    /// It took too long, and was ended.
    TooSlow,
    /// It ended without a word, or failed.
    Failed,
}

/// The first lines that a program writes with these arguments.
pub(super) fn ask(program: &Path, arguments: &[&str]) -> Result<String, Silence> {
    ask_within(LIMIT, program, arguments)
}

fn ask_within(limit: Duration, program: &Path, arguments: &[&str]) -> Result<String, Silence> {
    let end = Instant::now() + limit;
    let mut command = Command::new(program);
    // Nobody shall see a window because of us.
    command.args(arguments).env("QT_QPA_PLATFORM", "offscreen");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|_| Silence::NotStarted)?;
    let mut output = child.stdout.take().ok_or(Silence::Failed)?;
    let (sender, receiver) = mpsc::channel();
    // Nobody waits for this thread: what the program has started may hold the pipe open when the program is gone.
    thread::spawn(move || {
        let (mut part, mut read) = ([0; 512], 0);
        while let Ok(length @ 1..) = output.read(&mut part) {
            read += length;
            if read > MOST || sender.send(part[..length].to_vec()).is_err() {
                return;
            }
        }
    });
    let ended = loop {
        match child.try_wait() {
            Ok(None) if Instant::now() < end => thread::sleep(Duration::from_millis(5)),
            Ok(Some(status)) => break status.success(),
            Ok(None) | Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(Silence::TooSlow);
            }
        }
    };
    let mut bytes: Vec<u8> = Vec::new();
    while let Ok(part) = receiver.recv_timeout(GRACE) {
        bytes.extend(part);
    }
    let text = String::from_utf8_lossy(&bytes).trim().to_owned();
    if ended && !text.is_empty() { Ok(text) } else { Err(Silence::Failed) }
}

/// All programs of that name on the PATH, in its order, each once. Folders that are relative do not count: they would be
/// those of the project that is looked at, whose programs nobody chose.
pub(super) fn on_path(name: &str) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in env::split_paths(&path).filter(|folder| folder.is_absolute()) {
        for file in spellings(name).map(|name| folder.join(name)) {
            if is_program(&file) && !found.contains(&file) {
                found.push(file);
            }
        }
    }
    found
}

fn spellings(name: &str) -> impl Iterator<Item = String> {
    let extensions = if cfg!(windows) { &["exe", "cmd", "bat"][..] } else { &[""] };
    extensions
        .iter()
        .map(move |extension| if extension.is_empty() { name.to_owned() } else { format!("{name}.{extension}") })
}

fn is_program(file: &Path) -> bool {
    let Ok(about) = file.metadata() else { return false };
    #[cfg(unix)]
    let may_run = std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let may_run = true;
    about.is_file() && may_run
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::super::testing::program;
    use super::*;

    #[test]
    fn what_a_program_says_is_heard_and_its_silence_understood() {
        let (_folder, path) = program("echo \"edit $1\"");
        assert_eq!(ask(&path, &["1.2"]), Ok("edit 1.2".to_owned()));
        let (_folder, path) = program("echo no; exit 3");
        assert_eq!(ask(&path, &[]), Err(Silence::Failed));
        let (_folder, path) = program("exit 0");
        assert_eq!(ask(&path, &[]), Err(Silence::Failed));
        assert_eq!(ask(Path::new("/no/such/program"), &[]), Err(Silence::NotStarted));
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        let (_folder, path) = program("exec sleep 600");
        assert_eq!(ask_within(Duration::from_millis(50), &path, &[]), Err(Silence::TooSlow));
    }

    #[test]
    fn what_a_program_leaves_behind_is_not_waited_for() {
        let (_folder, path) = program("sleep 20 & echo 1.0");
        assert_eq!(ask(&path, &[]), Ok("1.0".to_owned()));
    }

    #[test]
    fn a_program_that_never_stops_talking_is_ended() {
        let (_folder, path) = program("while echo again; do :; done; exit 1");
        assert!(ask_within(Duration::from_secs(2), &path, &[]).is_err());
    }
}

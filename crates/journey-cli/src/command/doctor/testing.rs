//! Programs that tests write and the doctor asks.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A program that runs a script of the shell, and the folder that it is in.
///
/// Another process writes it: what this process has open for writing, the children that other tests start at that moment
/// have open too, for a while, and the system runs no program that anybody writes to.
pub(super) fn program(script: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("tests have a folder for files that go");
    let path = folder.path().join("program");
    let mut writer = Command::new("sh");
    writer.args(["-c", "cat > \"$0\" && chmod 755 \"$0\""]).arg(&path).stdin(Stdio::piped());
    let mut writer = writer.spawn().expect("there is a shell");
    let mut input = writer.stdin.take().expect("it has one");
    write!(input, "#!/bin/sh\n{script}\n").expect("it reads until the end");
    drop(input);
    assert!(writer.wait().expect("it ends when its input does").success());
    (folder, path)
}

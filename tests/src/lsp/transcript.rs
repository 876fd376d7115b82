//! Keeps what was said in a file, for other judges: one line of JSON for each message.

use std::env;
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

/// A file that takes every message down.
#[derive(Debug)]
pub(super) struct Transcript(File);

/// The variable that names the folder for transcripts.
const FOLDER: &str = "JOURNEY_LSP_TRANSCRIPTS";

impl Transcript {
    /// A new one, where the variable `JOURNEY_LSP_TRANSCRIPTS` names a folder for them.
    pub(super) fn start() -> Option<Self> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let folder = PathBuf::from(env::var_os(FOLDER)?);
        fs::create_dir_all(&folder).expect("a folder for transcripts");
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{}-{number}.jsonl", std::process::id()));
        Some(Self(File::create(path).expect("a file for a transcript")))
    }

    /// Takes a message down; `from` is `client` or `server`.
    pub(super) fn take(&mut self, from: &str, message: &Value) {
        writeln!(self.0, "{}", json!({ "from": from, "message": message })).expect("a transcript can be written");
    }
}

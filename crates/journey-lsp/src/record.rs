//! Takes a session down, message by message, so that a test can play it again.

use std::fs::File;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use serde::Deserialize;
use serde_json::Value;

/// Writes one line of JSON for each message, in the order in which they are read and written: see [`Entry`].
#[derive(Debug)]
pub(crate) struct Recorder {
    start: Instant,
    /// `None` once writing has failed.
    file: Mutex<Option<File>>,
}

impl Recorder {
    /// Starts a record in a new file, or over an old one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        Ok(Self { start: Instant::now(), file: Mutex::new(Some(File::create(path)?)) })
    }

    /// Takes a message down: its JSON text, which must be on one line.
    pub(crate) fn message(&self, from: Side, json: &[u8]) {
        self.write(from, "message", json);
    }

    /// Takes down that the client sent something that is no message.
    pub(crate) fn malformed(&self, reason: &str) {
        self.write(Side::Client, "malformed", Value::from(reason).to_string().as_bytes());
    }

    fn write(&self, from: Side, key: &str, json: &[u8]) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(open) = &mut *file else { return };
        let from = if from == Side::Client { "client" } else { "server" };
        let milliseconds = self.start.elapsed().as_millis();
        let mut line = format!(r#"{{"milliseconds":{milliseconds},"from":"{from}","{key}":"#).into_bytes();
        line.extend_from_slice(json);
        line.extend_from_slice(b"}\n");
        // One write for each line, unbuffered: what happened before a crash is what the record is for.
        if let Err(error) = open.write_all(&line) {
            tracing::warn!("the record ends here, because it cannot be written: {error}");
            *file = None;
        }
    }
}

/// One line of a record.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Entry {
    /// Milliseconds since the server started.
    pub milliseconds: u64,
    /// Who sent it.
    pub from: Side,
    /// What was sent, unless it was malformed.
    pub message: Option<Value>,
    /// Why what was sent is no message.
    pub malformed: Option<String>,
}

/// The two sides of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The editor.
    Client,
    /// Journey.
    Server,
}

/// Reads a record. A last line that is cut off, as a crash leaves it, is left out.
///
/// # Errors
/// When it cannot be read, or a line is no entry: then the error names its number, counted from 1.
pub fn read(mut record: impl BufRead) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut line = String::new();
    for number in 1.. {
        line.clear();
        record.read_line(&mut line)?;
        if !line.ends_with('\n') {
            break;
        }
        let entry = serde_json::from_str(&line).map_err(|error| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("line {number} is not from a record of a session: {error}"),
            )
        })?;
        entries.push(entry);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_recorded_is_read_back_in_its_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("session.jsonl");
        let recorder = Recorder::create(&path).unwrap();
        recorder.message(Side::Client, br#"{"id":1,"method":"a","params":{"text":"line\nline"}}"#);
        recorder.malformed("no \"JSON\"");
        recorder.message(Side::Server, br#"{"id":1,"result":null}"#);
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().count(), 3);
        let entries = read(text.as_bytes()).unwrap();
        let told: Vec<_> = entries.into_iter().map(|entry| (entry.from, entry.message, entry.malformed)).collect();
        assert_eq!(
            told,
            [
                (Side::Client, Some(json!({ "id": 1, "method": "a", "params": { "text": "line\nline" } })), None),
                (Side::Client, None, Some("no \"JSON\"".to_owned())),
                (Side::Server, Some(json!({ "id": 1, "result": null })), None),
            ]
        );
    }

    #[test]
    fn times_never_go_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("session.jsonl");
        let recorder = Recorder::create(&path).unwrap();
        std::thread::scope(|scope| {
            for side in [Side::Client, Side::Server] {
                let recorder = &recorder;
                scope.spawn(move || (0..500).for_each(|_| recorder.message(side, b"1")));
            }
        });
        let entries = read(std::fs::read(&path).unwrap().as_slice()).unwrap();
        assert_eq!(entries.len(), 1_000);
        assert!(entries.is_sorted_by_key(|entry| entry.milliseconds));
    }

    #[test]
    fn a_line_that_is_cut_off_is_left_out_and_a_foreign_one_is_named() {
        let line = r#"{"milliseconds":1,"from":"client","message":{}}"#;
        assert_eq!(read(format!("{line}\n{}", &line[..20]).as_bytes()).unwrap().len(), 1);
        let error = read(format!("{line}\nhello\n{line}\n").as_bytes()).unwrap_err();
        assert!(error.to_string().starts_with("line 2 is not from a record"), "{error}");
    }

    #[test]
    fn a_file_in_no_folder_is_an_error() {
        assert!(Recorder::create(Path::new("/no/such/folder/x")).is_err());
    }
}

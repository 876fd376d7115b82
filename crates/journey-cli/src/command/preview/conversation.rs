//! What the preview and an editor that started it tell each other: a line of JSON for each message.

use std::io::{self, BufRead};
use std::path::PathBuf;
use std::sync::Weak;

use journey_preview::{ChosenPlace, Cursor, Preview as Server, Turn};
use journey_workspace::absolute;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::output::data_to_standard_output;
use crate::watch::Stop;

/// What an editor tells.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Told {
    /// Where the cursor is.
    Cursor(Cursor),
    /// What to show.
    Show(Shown),
}

/// What to show.
#[derive(Debug, Deserialize)]
struct Shown {
    /// The file of the journey.
    file: Option<PathBuf>,
    journey: Option<String>,
    view: Option<String>,
}

/// What an editor is told.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Saying<'s> {
    /// Somebody clicked on a place.
    Open { file: String, line: u32, column: u32 },
    /// What it wants to be shown is shown on so many pages.
    Shown { pages: usize },
    /// What it told could not be understood.
    Error(&'s str),
}

/// Says where the preview is.
pub(super) fn say_started(address: &str, server: &Server) -> Result<(), Failure> {
    let started = serde_json::json!({ "url": address, "port": server.port(), "token": server.token().as_str() });
    say(&started)
}

/// Says that somebody clicked on a place.
pub(super) fn say_chosen(place: &ChosenPlace) -> Result<(), String> {
    let file = place.file.to_string_lossy().into_owned();
    say(&Saying::Open { file, line: place.line, column: place.column }).map_err(|failure| failure.message)
}

/// Listens to standard input until it ends, which ends the preview: an editor that is killed leaves none behind.
pub(super) fn listen(server: Weak<Server>, stop: Stop) {
    std::thread::spawn(move || {
        // Not `lines`: one that is no UTF-8 is told as any other that is no message, and ends nothing.
        for line in io::stdin().lock().split(b'\n') {
            let (Ok(line), Some(server)) = (line, server.upgrade()) else { break };
            if line.trim_ascii().is_empty() {
                continue;
            }
            // Where the editor has closed its ear it will close its mouth, too.
            let _ = match hear(&line, &server) {
                Ok(None) => Ok(()),
                Ok(Some(answer)) => say(&answer),
                Err(error) => say(&Saying::Error(&error)),
            };
        }
        stop.stop();
    });
}

/// Does what a line says; gives what there is to answer.
fn hear(line: &[u8], server: &Server) -> Result<Option<Saying<'static>>, String> {
    let line = std::str::from_utf8(line).map_err(|_| "this is no message: it is not UTF-8")?;
    match serde_json::from_str(line).map_err(|error| format!("this is no message: {error}"))? {
        // A cursor in another file lights nothing, which is no mistake.
        Told::Cursor(cursor) => {
            server.light(&cursor);
            Ok(None)
        }
        Told::Show(Shown { file, journey, view }) => {
            let in_file = file.and_then(|file| server.journey_key(&absolute(&file).ok()?, journey.as_deref()));
            let journey = in_file.or(journey);
            Ok(Some(Saying::Shown { pages: server.turn(Turn { journey, view }) }))
        }
    }
}

fn say(message: &impl Serialize) -> Result<(), Failure> {
    let line = serde_json::to_string(message).expect("plain data with names for keys is JSON");
    data_to_standard_output(|out| writeln!(out, "{line}"))
}

//! How long the language server takes, and how much memory: the release program, over real pipes.
//!
//! Run with `cargo build --release && cargo bench -p journey-tests --bench latency`. Needs `/proc` (Linux). A word behind
//! `--` chooses rows: `files` or a number of lines.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use journey_tests::lsp::{Editor, Encoding, Folder, Output, Server, framing, text, with, without};
use serde_json::{Value, json};

#[path = "texts.rs"]
mod texts;

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];
const FILES: usize = 5_000;
const LINES_OF_A_FILE: usize = 120;
const EDITS: usize = 10_000;
/// After so many edits the findings are waited for, so that messages do not queue up for long.
const ROUND: usize = 100;

fn main() {
    let chosen: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_chosen = |name: &str| chosen.is_empty() || chosen.iter().any(|chosen| chosen == name);
    println!("milliseconds, p50 / p99; memory in MB (resident)\n");
    println!("{:<9}{}", "lines", COLUMNS.map(|column| format!("{column:>17}")).concat());
    for lines in SIZES.into_iter().filter(|lines| is_chosen(&lines.to_string())) {
        one_file(lines);
    }
    if is_chosen("files") {
        project();
    }
}

const COLUMNS: [&str; 9] =
    ["start", "edit a text", "edit a name", "edit a line", "pull", "completion", "hover", "outline", "references"];

/// A text of about so many lines in one file, alone in its folder.
fn one_file(lines: usize) {
    let text = text_of(lines);
    let folder = Folder::with(&[("long.journey", &text)]);
    let uri = folder.uri("long.journey");
    let rounds = if lines > 50_000 { 10 } else { 30 };
    let starts = (0..rounds).map(|_| Session::start(&folder, Model::Push).opened(&uri, &text).1).collect();
    let (mut session, _) = Session::start(&folder, Model::Push).opened(&uri, &text);
    let after_open = session.server.resident();
    let mut row = vec![Figures::of(starts)];
    row.extend(session.measure(&uri, &text, if lines > 50_000 { 100 } else { 500 }));
    println!("{:<9}{}", lines, row.iter().map(|figures| format!("{figures:>17}")).collect::<String>());
    let mut memory = format!("{} after opening", mb(after_open));
    let mut typing = Typing::new(&text, "Types three");
    for time in 1..=3 {
        for _ in 0..EDITS / ROUND {
            for _ in 0..ROUND {
                session.send(&typing.next(&uri));
            }
            session.until_diagnostics(&uri, typing.version);
        }
        memory += &format!(", {} after {} edits", mb(session.server.resident()), time * EDITS);
    }
    for _ in 0..EDITS {
        session.send(&typing.next(&uri));
    }
    session.until_diagnostics(&uri, typing.version);
    memory += &format!(", {} after {EDITS} more that queued up", mb(session.server.resident()));
    println!("{:<9}memory: {memory}\n", "");
}

/// One file of a large project, and all of its files opened and closed.
fn project() {
    let folder = Folder::with(&[]);
    for number in 0..FILES {
        folder.write(&path(number), &file(number));
    }
    let (uri, text) = (folder.uri(&path(FILES / 2)), file(FILES / 2));
    let starts = (0..10).map(|_| Session::start(&folder, Model::Push).opened(&uri, &text).1).collect();
    let start = Instant::now();
    let mut session = Session::start(&folder, Model::Push);
    session.open(&uri, &text);
    session.until_read();
    let read = start.elapsed();
    let after_reading = session.server.resident();
    let mut row = vec![Figures::of(starts)];
    row.extend(session.measure(&uri, &text, 500));
    println!("{FILES} files of {} lines", text.lines().count());
    println!("{:<9}{}", "", row.iter().map(|figures| format!("{figures:>17}")).collect::<String>());
    let symbols = (0..200).map(|round| {
        let query = json!({ "query": format!("weekly{}", round % 90) });
        session.ask("workspace/symbol", query).1
    });
    println!("{:<9}workspace symbols: {}", "", Figures::of(symbols.collect()));
    println!("{:<9}all read after {:.0} ms; memory: {}", "", read.as_secs_f64() * 1e3, mb(after_reading));
    for round in 1..=3 {
        for number in 0..FILES {
            let uri = folder.uri(&path(number));
            session.open(&uri, &file(number));
            session.send(&notification("textDocument/didClose", json!({ "textDocument": { "uri": uri } })));
        }
        session.until_read();
        println!(
            "{:<9}memory: {} after opening and closing all files, time {round}",
            "",
            mb(session.server.resident())
        );
    }
}

fn path(number: usize) -> String {
    format!("{}/{number}.journey", number % 71)
}

fn file(number: usize) -> String {
    let text = texts::renamed(&format!("n{number}"));
    text.lines().take(LINES_OF_A_FILE).map(|line| line.to_owned() + "\n").collect()
}

/// Copies of an example with names of their own, about so many lines.
fn text_of(lines: usize) -> String {
    let mut text = String::new();
    let mut copy = 0;
    let mut count = 0;
    while count < lines {
        let part = texts::renamed(&format!("c{copy}"));
        count += part.lines().count();
        text.push_str(&part);
        copy += 1;
    }
    if lines < count && copy == 1 {
        text.lines().take(lines).map(|line| line.to_owned() + "\n").collect()
    } else {
        text
    }
}

/// A conversation with the server that only keeps time: nothing is judged here.
struct Session {
    server: Server,
    started: Instant,
    next_id: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Model {
    Push,
    Pull,
}

impl Session {
    fn start(folder: &Folder, model: Model) -> Self {
        let started = Instant::now();
        let mut session = Self { server: Server::start(Command::new(program()).arg("lsp")), started, next_id: 0 };
        // Without watchers: files are written while nobody watches.
        let params = Editor::Emacs.params(&folder.path());
        let params = with(params, "/capabilities/general/positionEncodings", json!(["utf-16"]));
        let params = without(params, "/capabilities/workspace/configuration");
        let params = without(params, "/capabilities/workspace/didChangeWatchedFiles");
        let params = without(params, "/capabilities/window/workDoneProgress");
        let pull = json!({ "dynamicRegistration": false });
        let params =
            if model == Model::Pull { with(params, "/capabilities/textDocument/diagnostic", pull) } else { params };
        session.ask("initialize", params);
        session.send(&notification("initialized", json!({})));
        session
    }

    /// Opens a text; gives the time from the start of the process to its first diagnostics.
    fn opened(mut self, uri: &str, text: &str) -> (Self, Duration) {
        self.open(uri, text);
        let time = self.until_diagnostics(uri, 1) - self.started;
        (self, time)
    }

    fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "journey", "version": 1, "text": text });
        self.send(&notification("textDocument/didOpen", json!({ "textDocument": document })));
    }

    /// All columns but the first.
    fn measure(&mut self, uri: &str, text: &str, rounds: usize) -> Vec<Figures> {
        self.until_read();
        let mut version = 1;
        let mut row = Vec::new();
        for words in ["Types three", "touchpoint search", "\n"] {
            let mut typing = Typing::new(text, words);
            typing.version = version;
            let times = (0..rounds).map(|_| {
                let edit = typing.next(uri);
                let start = Instant::now();
                self.send(&edit);
                self.until_diagnostics(uri, typing.version) - start
            });
            row.push(Figures::of(times.collect()));
            version = typing.version;
        }
        row.push(Self::pulled(text, rounds));
        let at = |words: &str| {
            let byte = middle(text, words) + words.len();
            json!({ "textDocument": { "uri": uri }, "position": text::position(text, byte, Encoding::Utf16) })
        };
        let mut references = at("persona: m");
        references["context"] = json!({ "includeDeclaration": true });
        for (method, params) in [
            ("textDocument/completion", at("persona: m")),
            ("textDocument/hover", at("persona: m")),
            ("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } })),
            ("textDocument/references", references),
        ] {
            let times = (0..rounds.min(300)).map(|_| self.ask(method, params.clone()).1);
            row.push(Figures::of(times.collect()));
        }
        row
    }

    /// An edit and the answer to the question for diagnostics behind it, in a client that pulls.
    fn pulled(text: &str, rounds: usize) -> Figures {
        let folder = Folder::with(&[]);
        let uri = folder.uri("pulled.journey");
        let mut session = Self::start(&folder, Model::Pull);
        session.open(&uri, text);
        session.until_read();
        let mut typing = Typing::new(text, "Types three");
        let times = (0..rounds).map(|_| {
            let edit = typing.next(&uri);
            let start = Instant::now();
            session.send(&edit);
            session.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } })).2 - start
        });
        Figures::of(times.collect())
    }

    /// Asks, and gives the answer with the time it took and when it was there. That the client has to read it takes
    /// time, too, but not the server's.
    fn ask(&mut self, method: &str, params: Value) -> (Value, Duration, Instant) {
        self.next_id += 1;
        let id = self.next_id;
        let message = framing::frame(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let start = Instant::now();
        assert!(self.server.send(&message), "the server does not listen: {}", self.server.log());
        let (mut answer, arrived) = self.until(|message| message["id"] == id && message.get("method").is_none());
        assert!(answer.get("result").is_some(), "{method}: {answer}");
        (answer["result"].take(), arrived - start, arrived)
    }

    fn send(&mut self, bytes: &[u8]) {
        assert!(self.server.send(bytes), "the server does not listen: {}", self.server.log());
    }

    /// Gives when they were there.
    fn until_diagnostics(&mut self, uri: &str, version: i32) -> Instant {
        let is_it = |message: &Value| {
            let params = &message["params"];
            let is_push = message["method"] == "textDocument/publishDiagnostics";
            is_push && params["uri"] == uri && params["version"] == version
        };
        self.until(is_it).1
    }

    fn until_read(&mut self) {
        loop {
            let (status, ..) = self.ask("journey/status", Value::Null);
            let projects = status["projects"].as_array().expect("a list");
            if !projects.is_empty() && projects.iter().all(|project| project["isLoading"] == false) {
                return;
            }
            // The answer itself is work: not all the time.
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn until(&mut self, is_it: impl Fn(&Value) -> bool) -> (Value, Instant) {
        loop {
            match self.server.next() {
                Some(Output::Message(message, arrived)) if is_it(&message) => return (message, arrived),
                Some(Output::Message(message, _)) => {
                    if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
                        let answer = json!({ "jsonrpc": "2.0", "id": id, "result": null });
                        self.send(&framing::frame(&answer));
                    }
                }
                other => panic!("{other:?}: {}", self.server.log()),
            }
        }
    }
}

/// Somebody who writes a sign in the middle of a text and takes it away again.
struct Typing {
    place: Value,
    behind: Value,
    sign: String,
    is_there: bool,
    version: i32,
}

impl Typing {
    /// Behind these words, as near to the middle as they are.
    fn new(text: &str, words: &str) -> Self {
        let words = if text.contains(words) { words } else { "touchpoint search" };
        let byte = middle(text, words) + words.len();
        let place = text::position(text, byte, Encoding::Utf16);
        let sign = if words == "\n" { "// A note.\n" } else { "x" };
        let behind = match words {
            "\n" => json!({ "line": place["line"].as_u64().expect("a number") + 1, "character": 0 }),
            _ => json!({ "line": place["line"], "character": place["character"].as_u64().expect("a number") + 1 }),
        };
        Self { place, behind, sign: sign.to_owned(), is_there: false, version: 1 }
    }

    fn next(&mut self, uri: &str) -> Vec<u8> {
        self.version += 1;
        let end = if self.is_there { &self.behind } else { &self.place };
        let text = if self.is_there { "" } else { &self.sign };
        self.is_there = !self.is_there;
        notification(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": uri, "version": self.version },
                "contentChanges": [{ "range": { "start": self.place, "end": end }, "text": text }],
            }),
        )
    }
}

/// Where words stand, next to the middle of a text.
fn middle(text: &str, words: &str) -> usize {
    let half = (0..=text.len() / 2).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or(0);
    text[half..].find(words).map_or_else(|| text.find(words).expect("the words are there"), |at| half + at)
}

fn notification(method: &str, params: Value) -> Vec<u8> {
    framing::frame(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
}

/// Times in order.
struct Figures(Vec<Duration>);

impl Figures {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    fn at(&self, percent: usize) -> f64 {
        self.0[(self.0.len() * percent / 100).min(self.0.len() - 1)].as_secs_f64() * 1e3
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(&format!("{:.2} / {:.2}", self.at(50), self.at(99)))
    }
}

fn mb(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

fn program() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |target| root.join(target));
    let program = target.join("release/journey");
    assert!(program.exists(), "first run: cargo build --release (no {})", program.display());
    program
}

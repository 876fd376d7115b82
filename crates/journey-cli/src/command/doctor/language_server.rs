//! Starts this program as a language server, as an editor does, and has a short conversation with it.

use std::env;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::report::{Finding, Mark};

/// How long the whole conversation may take.
const LIMIT: Duration = Duration::from_secs(20);
/// How long its last words may be on their way when it is gone.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// As long as a line before a message may be, in bytes.
const LONGEST_LINE: u64 = 1000;
/// As long as a message may be, in bytes.
const LONGEST: usize = 1 << 26;
/// A text with a mistake that the server has to find.
const TEXT: &str = "persona maya \"Maya\" { gaol: \"Dinner\" }\n";
const URI: &str = "untitled:doctor.journey";

/// How it went.
pub(super) fn look() -> Vec<Finding> {
    let ended = env::current_exe()
        .map_err(|error| Trouble::Io(error.to_string()))
        .and_then(|program| converse(&program, LIMIT));
    vec![match ended {
        Ok(times) => {
            let milliseconds = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
            let (answered, found, ended) =
                (milliseconds(times.answered), milliseconds(times.found), milliseconds(times.ended));
            let message = format!(
                "It starts in {answered} ms, finds a mistake {found} ms after a file is opened, and ends in {ended} ms"
            );
            Finding::new("conversation", Mark::Ok, message)
                .fact("startMilliseconds", answered)
                .fact("diagnosticsMilliseconds", found)
                .fact("endMilliseconds", ended)
        }
        Err(trouble) => Finding::new("conversation", Mark::Problem, trouble.message())
            .hint("Editors will have the same trouble. `journey lsp --log FILE` keeps a log; please report it."),
    }]
}

/// How long the steps took.
#[derive(Debug)]
struct Times {
    /// From the start of the program to the answer that says what it can do.
    answered: Duration,
    /// From opening a file to what is wrong with it.
    found: Duration,
    /// From the request to end to the end.
    ended: Duration,
}

/// What went wrong.
#[derive(Debug)]
enum Trouble {
    /// It could not be started or written to.
    Io(String),
    /// It did not come so far in time.
    TooSlow(&'static str),
    /// It went away before.
    Gone(&'static str, String),
    /// It said something that it must not say.
    Wrong(&'static str, String),
}

impl Trouble {
    fn message(&self) -> String {
        match self {
            Self::Io(error) => format!("It cannot be started: {error}"),
            Self::TooSlow(step) => format!("It did not {step} within {} seconds", LIMIT.as_secs()),
            Self::Gone(step, said) if said.is_empty() => format!("It went away before it could {step}"),
            Self::Gone(step, said) => format!("It went away before it could {step}, and said:\n{said}"),
            Self::Wrong(step, said) => format!("It did not {step}, but said:\n{said}"),
        }
    }
}

/// The whole conversation.
fn converse(program: &Path, limit: Duration) -> Result<Times, Trouble> {
    let start = Instant::now();
    let mut server = Server::start(program, start + limit).map_err(|error| Trouble::Io(error.to_string()))?;
    let step = "say what it can do";
    server.say(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "processId": std::process::id(),
        "clientInfo": { "name": "journey doctor" },
        "rootUri": null,
        "capabilities": { "textDocument": { "publishDiagnostics": {} } },
    } }));
    let answer = server.hear(step, |message| message["id"] == 1)?;
    if !answer["result"]["capabilities"].is_object() {
        return Err(Trouble::Wrong(step, answer.to_string()));
    }
    let answered = start.elapsed();

    let opened = Instant::now();
    let step = "find a mistake";
    server.say(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
    server.say(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {
        "textDocument": { "uri": URI, "languageId": "journey", "version": 1, "text": TEXT },
    } }));
    server.hear(step, |message| {
        let of_document = message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == URI;
        let findings = message["params"]["diagnostics"].as_array().filter(|_| of_document);
        findings.is_some_and(|findings| findings.iter().any(|finding| finding["code"] == "unknown-key"))
    })?;
    let found = opened.elapsed();

    let asked = Instant::now();
    let step = "end";
    server.say(&json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" }));
    server.hear(step, |message| message["id"] == 2)?;
    server.say(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    server.wait(step)?;
    Ok(Times { answered, found, ended: asked.elapsed() })
}

/// A server that was started, with what it says.
struct Server {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    complaints: Receiver<String>,
    end: Instant,
}

impl Server {
    fn start(program: &Path, end: Instant) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let input = child.stdin.take();
        let (sender, messages) = mpsc::channel();
        if let Some(output) = child.stdout.take() {
            thread::spawn(move || {
                let mut output = BufReader::new(output);
                while let Some(message) = read_message(&mut output) {
                    if sender.send(message).is_err() {
                        return;
                    }
                }
            });
        }
        let (sender, complaints) = mpsc::channel();
        if let Some(error) = child.stderr.take() {
            thread::spawn(move || {
                let mut error = BufReader::new(error);
                let mut said = Vec::new();
                let _ = error.by_ref().take(2000).read_to_end(&mut said);
                let _ = sender.send(String::from_utf8_lossy(&said).trim().to_owned());
                // The rest is let go by, so that the server never waits for a reader.
                let _ = io::copy(&mut error, &mut io::sink());
            });
        }
        Ok(Self { child, input, messages, complaints, end })
    }

    /// Says something. Where nobody listens any more, the next [`Self::hear`] tells.
    fn say(&mut self, message: &Value) {
        let text = message.to_string();
        if let Some(input) = &mut self.input {
            let _ = write!(input, "Content-Length: {}\r\n\r\n{text}", text.len()).and_then(|()| input.flush());
        }
    }

    /// The next message that is the one waited for. What the server asks meanwhile is answered with nothing.
    fn hear(&mut self, step: &'static str, is_it: impl Fn(&Value) -> bool) -> Result<Value, Trouble> {
        loop {
            let left = self.end.saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(left) {
                Ok(Value::String(said)) => return Err(Trouble::Wrong(step, said)),
                Ok(message) if is_it(&message) => return Ok(message),
                Ok(message) => {
                    if message["method"].is_string() && !message["id"].is_null() {
                        self.say(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Err(Trouble::TooSlow(step)),
                Err(RecvTimeoutError::Disconnected) => {
                    let said = self.complaints.recv_timeout(LAST_WORDS).unwrap_or_default();
                    return Err(Trouble::Gone(step, said));
                }
            }
        }
    }

    /// Waits for its end.
    fn wait(&mut self, step: &'static str) -> Result<(), Trouble> {
        self.input = None;
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return Err(Trouble::Wrong(step, format!("well ({status})"))),
                Ok(None) if Instant::now() < self.end => thread::sleep(Duration::from_millis(2)),
                Ok(None) => return Err(Trouble::TooSlow(step)),
                Err(error) => return Err(Trouble::Io(error.to_string())),
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already is not there any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next message of a stream; `None` at its end. What is no message is given as a text that tells its beginning.
fn read_message(input: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        match line.split_once(':') {
            Some(("Content-Length", written)) => {
                length = written.trim().parse().ok().filter(|length| *length <= LONGEST)
            }
            Some(_) => {}
            None if line.is_empty() => break,
            None => return Some(Value::from(line)),
        }
    }
    let Some(length) = length else { return Some(Value::from("a message without a length")) };
    let mut body = vec![0; length];
    input.read_exact(&mut body).ok()?;
    let text = || Value::from(String::from_utf8_lossy(&body).chars().take(200).collect::<String>());
    Some(serde_json::from_slice(&body).ok().filter(Value::is_object).unwrap_or_else(text))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::super::testing::program;
    use super::*;

    #[test]
    fn a_server_that_dies_is_told_with_its_last_words() {
        let (_folder, path) = program("echo no library >&2; exit 3");
        let trouble = converse(&path, LIMIT).unwrap_err();
        assert_eq!(trouble.message(), "It went away before it could say what it can do, and said:\nno library");
        let trouble = converse(Path::new("/no/such/program"), LIMIT).unwrap_err();
        assert!(trouble.message().starts_with("It cannot be started: "), "{trouble:?}");
    }

    #[test]
    fn a_server_that_says_nothing_is_given_up() {
        let (_folder, path) = program("exec sleep 600");
        let trouble = converse(&path, Duration::from_millis(50)).unwrap_err();
        assert!(matches!(trouble, Trouble::TooSlow("say what it can do")), "{trouble:?}");
    }

    #[test]
    fn a_server_that_talks_nonsense_is_told() {
        for said in [r#"{"id":1,"error":{}}"#, "[]", "no JSON"] {
            let header = format!("Content-Length: {}", said.len());
            let (_folder, path) =
                program(&format!("printf '{header}\\r\\n\\r\\n'; printf '%s' '{said}'; exec sleep 600"));
            let trouble = converse(&path, LIMIT).unwrap_err();
            assert_eq!(trouble.message(), format!("It did not say what it can do, but said:\n{said}"));
        }
        let (_folder, path) = program("echo hello; exec sleep 600");
        let trouble = converse(&path, LIMIT).unwrap_err();
        assert_eq!(trouble.message(), "It did not say what it can do, but said:\nhello");
    }
}

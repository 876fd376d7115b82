//! The client: says what an editor says, hears what the server says, and answers.

use std::collections::{BTreeMap, HashMap};
use std::process::{Command, ExitStatus};
use std::time::Instant;

use serde_json::{Value, json};

use super::accounting::{Arrival, Ledger};
use super::documents::Documents;
use super::process::{Output, Server, WATCHDOG};
use super::text::Encoding;
use super::transcript::Transcript;
use super::{edits, framing};

/// A client in conversation with a server.
#[derive(Debug)]
pub struct Client {
    /// Its texts.
    pub documents: Documents,
    /// What it answers to `workspace/configuration`: an object, by the dots of the section.
    pub settings: Value,
    /// Whether it answers the server.
    pub manners: Manners,
    /// The server.
    pub server: Server,
    /// What was asked and agreed on.
    pub ledger: Ledger,
    /// The last diagnostics that were pushed, by address: all parameters of the notification.
    pub pushed: BTreeMap<String, Value>,
    /// Every request and notification of the server so far: method and parameters.
    pub heard: Vec<(String, Value)>,
    answers: HashMap<String, Result<Value, Value>>,
    transcript: Option<Transcript>,
    next_id: i64,
}

/// How a client treats requests of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manners {
    /// Answers as editors do.
    Polite,
    /// Never answers.
    Silent,
    /// Answers everything with an error.
    Refusing,
}

impl Client {
    /// A client of a program that is started now. Nothing has been said yet.
    pub fn start(command: &mut Command) -> Self {
        Self::of(Server::start(command))
    }

    /// A client of a running server.
    pub fn of(server: Server) -> Self {
        Self {
            documents: Documents::default(),
            settings: json!({}),
            manners: Manners::Polite,
            server,
            ledger: Ledger::default(),
            pushed: BTreeMap::new(),
            heard: Vec::new(),
            answers: HashMap::new(),
            transcript: Transcript::start(),
            next_id: 0,
        }
    }

    /// Says `initialize` and `initialized`; gives the whole result.
    pub fn initialize(&mut self, params: Value) -> Value {
        let result = self.ask("initialize", params);
        let encoding = result["capabilities"]["positionEncoding"].as_str().unwrap_or("utf-16");
        self.documents.encoding = Encoding::named(encoding).expect("an encoding of the protocol");
        self.notify("initialized", json!({}));
        result
    }

    /// Sends a request and waits for its answer.
    ///
    /// # Errors
    /// The error that the server answers.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.begin(method, params);
        self.wait(id)
    }

    /// Sends a request that has to succeed and waits for its result.
    ///
    /// # Panics
    /// When it fails.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.request(method, params).unwrap_or_else(|error| panic!("{method} failed: {error}\n{}", self.ledger.story()))
    }

    /// Sends a request that has to fail and waits for the code of its error.
    ///
    /// # Panics
    /// When it succeeds.
    pub fn refused(&mut self, method: &str, params: Value) -> i64 {
        match self.request(method, params) {
            Ok(result) => panic!("{method} should fail, but gave {result}\n{}", self.ledger.story()),
            Err(error) => error["code"].as_i64().expect("a number"),
        }
    }

    /// Sends a request and does not wait; gives its id.
    pub fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let mut message = json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
        self.next_id
    }

    /// Waits for the answer to a request.
    ///
    /// # Errors
    /// The error that the server answers.
    pub fn wait(&mut self, id: i64) -> Result<Value, Value> {
        self.until("the answer", |client| client.answers.remove(&id.to_string()))
    }

    /// Waits for the answer to a request with any id (as JSON).
    ///
    /// # Errors
    /// The error that the server answers.
    pub fn wait_for(&mut self, id: &Value) -> Result<Value, Value> {
        self.until("the answer", |client| client.answers.remove(&id.to_string()))
    }

    /// The answer to a request with this id, if it has been heard already.
    pub fn answered(&mut self, id: &Value) -> Option<Result<Value, Value>> {
        self.ledger.forget(id);
        self.answers.remove(&id.to_string())
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        let mut message = json!({ "jsonrpc": "2.0", "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
    }

    /// Sends a message as it is.
    ///
    /// # Panics
    /// When the server does not listen.
    pub fn send(&mut self, message: &Value) {
        self.note(message);
        assert!(self.server.send(&framing::frame(message)), "the server does not listen\n{}", self.server.log());
    }

    /// Takes note of a message that somebody else sends.
    pub fn note(&mut self, message: &Value) {
        if let Some(transcript) = &mut self.transcript {
            transcript.take("client", message);
        }
        if let Some(method) = message["method"].as_str() {
            self.documents.told(method, &message["params"]);
        }
        self.ledger.sent(message, self.documents.generation);
    }

    /// Opens a text.
    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "journey", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Sends changes of an open text.
    pub fn change(&mut self, uri: &str, changes: Value) {
        let version = self.documents.get(uri).expect("the text is open").version + 1;
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Writes other words in the place of the first occurrence of some.
    pub fn replace(&mut self, uri: &str, words: &str, new: &str) {
        let range = self.documents.range_of(uri, words, 0);
        self.change(uri, json!([{ "range": range, "text": new }]));
    }

    /// Closes a text.
    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// The diagnostics of a text as it is now, in the way that was agreed on.
    pub fn diagnostics(&mut self, uri: &str) -> Vec<Value> {
        let diagnostics = if self.pulls() {
            self.until("diagnostics to be offered", |client| client.serves("textDocument/diagnostic").then_some(()));
            let report = self.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
            assert_eq!(report["kind"], "full", "nothing was known before: {report}");
            report["items"].clone()
        } else {
            let version = self.documents.get(uri).map(|open| open.version);
            self.until("diagnostics of this version", |client| {
                let pushed = client.pushed.get(uri)?;
                (pushed.get("version").and_then(Value::as_i64) == version.map(i64::from))
                    .then(|| pushed["diagnostics"].clone())
            })
        };
        diagnostics.as_array().cloned().expect("a list")
    }

    /// The codes of the diagnostics of a text as it is now, sorted.
    pub fn codes(&mut self, uri: &str) -> Vec<String> {
        codes(&self.diagnostics(uri))
    }

    /// Waits until the diagnostics of a text have these codes (sorted), for what the server finds out by and by.
    pub fn until_codes(&mut self, uri: &str, expected: &[&str]) {
        if self.pulls() && !self.is_told_to_pull() {
            return self.ask_until("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }), |report| {
                codes(report["items"].as_array().expect("a list")) == expected
            });
        }
        if self.pulls() {
            loop {
                // News that comes before the answer may be newer than the answer.
                let heard = self.heard.len();
                let now = self.codes(uri);
                if now == expected {
                    return;
                }
                self.until(&format!("{expected:?} in {uri}, where {now:?} are"), |client| {
                    client.heard[heard..]
                        .iter()
                        .any(|(method, _)| method == "workspace/diagnostic/refresh")
                        .then_some(())
                });
            }
        }
        self.until(&format!("{expected:?} in {uri}"), |client| {
            (codes(client.pushed.get(uri)?["diagnostics"].as_array()?) == expected).then_some(())
        });
    }

    /// Whether diagnostics are pulled: the client can, so the server must let it.
    pub fn pulls(&self) -> bool {
        self.ledger.client.pointer("/textDocument/diagnostic").is_some()
    }

    /// Whether the server may tell the client to pull again.
    pub fn is_told_to_pull(&self) -> bool {
        self.ledger.client.pointer("/workspace/diagnostics/refreshSupport") == Some(&Value::Bool(true))
    }

    /// Asks the same again and again until the answer is right, for what nobody tells the client of.
    ///
    /// # Panics
    /// When it never is.
    pub fn ask_until(&mut self, method: &str, params: Value, is_right: impl Fn(&Value) -> bool) {
        let start = Instant::now();
        loop {
            let answer = self.ask(method, params.clone());
            if is_right(&answer) {
                return;
            }
            assert!(start.elapsed() < WATCHDOG, "{method} never gave the right answer\n{}", self.ledger.story());
        }
    }

    /// Whether the server answers a method.
    pub fn serves(&self, method: &str) -> bool {
        self.ledger.serves(method)
    }

    /// How often the server has sent a request or notification.
    pub fn count(&self, method: &str) -> usize {
        self.heard.iter().filter(|(heard, _)| heard == method).count()
    }

    /// Makes an edit as an editor does, and tells the server.
    ///
    /// # Panics
    /// Where it cannot be made.
    pub fn apply(&mut self, edit: &Value) {
        for told in edits::apply(edit, &self.documents).unwrap_or_else(|wrong| panic!("{wrong}: {edit}")) {
            self.notify("textDocument/didChange", told);
        }
    }

    /// Hears what comes until something is there.
    ///
    /// # Panics
    /// When it never is.
    pub fn until<T>(&mut self, what: &str, mut is_there: impl FnMut(&mut Self) -> Option<T>) -> T {
        loop {
            if let Some(found) = is_there(self) {
                return found;
            }
            match self.server.next() {
                Some(Output::Message(message, _)) => self.hear(message),
                Some(Output::Garbage(garbage)) => panic!("{garbage}\n{}\n{}", self.ledger.story(), self.server.log()),
                Some(Output::End) => {
                    panic!("the server left while {what} was awaited\n{}\n{}", self.ledger.story(), self.server.log())
                }
                None => panic!("{what} never came\n{}\n{}", self.ledger.story(), self.server.log()),
            }
        }
    }

    /// Says `shutdown` and `exit`, hears the server out, and checks that it leaves in order with nothing unaccounted for.
    pub fn finish(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        let status = self.hear_out();
        assert_eq!(status.code(), Some(0), "{}", self.server.log());
        self.ledger.close();
        let log = self.server.log();
        assert!(!log.contains("panicked"), "{log}");
    }

    /// Hears everything until the end of the process, and gives its status.
    ///
    /// # Panics
    /// When the server does not leave.
    pub fn hear_out(&mut self) -> ExitStatus {
        loop {
            match self.server.next() {
                Some(Output::Message(message, _)) => self.hear(message),
                Some(Output::Garbage(garbage)) => panic!("{garbage}\n{}\n{}", self.ledger.story(), self.server.log()),
                Some(Output::End) => return self.server.wait(),
                None => panic!("the server does not leave\n{}\n{}", self.ledger.story(), self.server.log()),
            }
        }
    }

    fn hear(&mut self, message: Value) {
        if let Some(transcript) = &mut self.transcript {
            transcript.take("server", &message);
        }
        match self.ledger.came(message, &self.documents) {
            Arrival::Answer { id, outcome, .. } => {
                self.answers.insert(id, outcome);
            }
            Arrival::Notification { method, params } => {
                if method == "textDocument/publishDiagnostics" {
                    let uri = params["uri"].as_str().expect("it has the right shape").to_owned();
                    self.pushed.insert(uri, params.clone());
                }
                self.heard.push((method, params));
            }
            Arrival::Request { id, method, params } => {
                let answer = match self.manners {
                    Manners::Silent => None,
                    Manners::Refusing => Some(json!({ "error": { "code": -32603, "message": "this client refuses" } })),
                    Manners::Polite => Some(json!({ "result": self.answer(&method, &params) })),
                };
                self.heard.push((method, params));
                if let Some(mut answer) = answer {
                    answer["jsonrpc"] = json!("2.0");
                    answer["id"] = id;
                    // The server may be leaving.
                    self.note(&answer);
                    self.server.send(&framing::frame(&answer));
                }
            }
        }
    }

    fn answer(&mut self, method: &str, params: &Value) -> Value {
        match method {
            "workspace/configuration" => {
                let setting = |item: &Value| {
                    let section = item["section"].as_str().unwrap_or_default();
                    let keys = section.split('.').filter(|key| !key.is_empty());
                    keys.fold(self.settings.clone(), |settings, key| settings[key].clone())
                };
                params["items"].as_array().into_iter().flatten().map(setting).collect()
            }
            "workspace/applyEdit" => match edits::apply(&params["edit"], &self.documents) {
                Ok(told) => {
                    told.into_iter().for_each(|told| self.notify("textDocument/didChange", told));
                    json!({ "applied": true })
                }
                Err(wrong) => json!({ "applied": false, "failureReason": wrong }),
            },
            "window/showDocument" => json!({ "success": true }),
            _ => Value::Null,
        }
    }
}

/// The codes of diagnostics, sorted.
fn codes(diagnostics: &[Value]) -> Vec<String> {
    let code = |diagnostic: &Value| diagnostic["code"].as_str().unwrap_or_default().to_owned();
    let mut codes: Vec<String> = diagnostics.iter().map(code).collect();
    codes.sort();
    codes
}

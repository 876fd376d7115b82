//! Accounts for every message that the server sends: who asked for it, and may it be sent now?

use std::collections::{BTreeMap, HashMap, VecDeque};

use serde_json::Value;

use super::documents::Documents;
use super::{gates, offers, places, shape};

/// What has been asked, agreed on and said so far.
#[derive(Debug, Default)]
pub struct Ledger {
    /// What the client said it can, with `initialize`.
    pub client: Value,
    /// What the server said it can.
    pub server: Value,
    /// What the server registered later: id to method and options.
    pub registered: BTreeMap<String, (String, Value)>,
    is_initialized: bool,
    is_leaving: bool,
    asked: HashMap<String, Asked>,
    progress: BTreeMap<String, Progress>,
    last: VecDeque<String>,
}

#[derive(Debug)]
struct Asked {
    method: String,
    params: Value,
    generation: u64,
    is_cancelled: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    /// The token is known, nothing has been said.
    Open,
    Begun,
    Ended,
    /// For parts of an answer.
    Partial,
}

/// What a message of the server is.
#[derive(Debug)]
pub enum Arrival {
    /// The answer to the request with this id.
    Answer {
        /// The id as JSON.
        id: String,
        /// What was asked.
        method: String,
        /// The result, or the error.
        outcome: Result<Value, Value>,
    },
    /// A request of the server.
    Request {
        /// Its id.
        id: Value,
        /// What it asks.
        method: String,
        /// Its parameters.
        params: Value,
    },
    /// A notification.
    Notification {
        /// What it tells.
        method: String,
        /// Its parameters.
        params: Value,
    },
}

/// How many messages are kept to be shown when something is wrong.
const KEPT: usize = 12;

impl Ledger {
    /// Takes note of what the client sends.
    pub fn sent(&mut self, message: &Value, generation: u64) {
        self.keep("client", message);
        let method = message["method"].as_str();
        let params = message["params"].clone();
        if method == Some("exit") {
            self.leaves();
        }
        if method == Some("initialize") {
            self.client = params["capabilities"].clone();
        }
        if let (Some(method), Some(id)) = (method, message.get("id")) {
            for (key, state) in [("workDoneToken", Progress::Open), ("partialResultToken", Progress::Partial)] {
                if let Some(token) = params.get(key).filter(|token| !token.is_null()) {
                    self.progress.insert(token.to_string(), state);
                }
            }
            let method = method.to_owned();
            self.asked.insert(id.to_string(), Asked { method, params, generation, is_cancelled: false });
        } else if method == Some("$/cancelRequest")
            && let Some(asked) = self.asked.get_mut(&params["id"].to_string())
        {
            asked.is_cancelled = true;
        }
    }

    /// Accounts for a message of the server.
    ///
    /// # Panics
    /// Where it is not accounted for or not well-formed: the test has found something.
    pub fn came(&mut self, message: Value, documents: &Documents) -> Arrival {
        self.keep("server", &message);
        self.account(message, documents).unwrap_or_else(|wrong| panic!("{wrong}\n{}", self.story()))
    }

    /// The server has a reason to leave: what is not answered yet, it may drop.
    pub fn leaves(&mut self) {
        self.is_leaving = true;
    }

    /// Does not wait for an answer any more.
    pub fn forget(&mut self, id: &Value) {
        self.asked.remove(&id.to_string());
    }

    /// What must be true at the end: everything asked was answered, everything begun has ended.
    ///
    /// # Panics
    /// Where it is not.
    pub fn close(&self) {
        let open: Vec<_> = self.asked.values().map(|asked| &asked.method).collect();
        assert!(open.is_empty(), "never answered: {open:?}\n{}", self.story());
        let begun: Vec<_> = self.progress.iter().filter(|(_, state)| **state == Progress::Begun).collect();
        assert!(begun.is_empty(), "progress without an end: {begun:?}\n{}", self.story());
    }

    /// Whether the server answers a method, by what it said at first and registered later.
    pub fn serves(&self, method: &str) -> bool {
        offers::has(method, &self.server, self.registered.values())
    }

    /// The last messages, to be read when something is wrong.
    pub fn story(&self) -> String {
        format!("The last messages:\n{}", self.last.iter().cloned().collect::<Vec<_>>().join("\n"))
    }

    fn keep(&mut self, who: &str, message: &Value) {
        let mut line = format!("  {who}: {message}");
        if let Some((end, _)) = line.char_indices().nth(1_500) {
            line.truncate(end);
            line.push_str(" ...");
        }
        self.last.push_back(line);
        if self.last.len() > KEPT {
            self.last.pop_front();
        }
    }

    fn account(&mut self, message: Value, documents: &Documents) -> Result<Arrival, String> {
        if message["jsonrpc"] != "2.0" {
            return Err("a message that is no JSON-RPC 2.0".to_owned());
        }
        let keys = message.as_object().map(|entries| entries.keys().map(String::as_str).collect::<Vec<_>>());
        let mut keys = keys.ok_or("a message that is no object")?;
        keys.retain(|key| *key != "jsonrpc");
        keys.sort_unstable();
        let params = message.get("params").cloned().unwrap_or_default();
        let method = message["method"].as_str().unwrap_or_default().to_owned();
        match keys.as_slice() {
            ["id", "result"] | ["error", "id"] => self.answer(message, documents),
            ["id", "method"] | ["id", "method", "params"] => {
                self.request(&method, &params, documents)?;
                Ok(Arrival::Request { id: message["id"].clone(), method, params })
            }
            ["method"] | ["method", "params"] => {
                self.notification(&method, &params, documents)?;
                Ok(Arrival::Notification { method, params })
            }
            keys => Err(format!("a message of unknown form, with {keys:?}")),
        }
    }

    fn answer(&mut self, message: Value, documents: &Documents) -> Result<Arrival, String> {
        let id = message["id"].to_string();
        if let Some(error) = message.get("error") {
            if !error["code"].is_i64() || error["message"].as_str().is_none_or(str::is_empty) {
                return Err(format!("an error without a code or a message: {error}"));
            }
            // What could not be read has no id.
            if message["id"].is_null() {
                return Ok(Arrival::Answer { id, method: String::new(), outcome: Err(error.clone()) });
            }
        }
        let asked = self.asked.remove(&id).ok_or_else(|| format!("nobody asked, or it was answered before: {id}"))?;
        let method = asked.method;
        if let Some(error) = message.get("error") {
            if error["code"] == -32800 && !asked.is_cancelled && !self.is_leaving {
                return Err(format!("{method} was answered as cancelled, and nobody cancelled it"));
            }
            return Ok(Arrival::Answer { id, method, outcome: Err(error.clone()) });
        }
        let result = message["result"].clone();
        if method == "initialize" {
            self.is_initialized = true;
            self.server = result["capabilities"].clone();
        }
        if !method.starts_with("journey/") {
            shape::judge(&method, "->", &result)?;
            gates::judge(&method, &result, &self.client).map_err(|wrong| format!("{method}: {wrong}"))?;
            if asked.generation == documents.generation {
                places::judge(&method, &asked.params, &result, documents)
                    .map_err(|wrong| format!("{method}: {wrong}"))?;
            }
        }
        Ok(Arrival::Answer { id, method, outcome: Ok(result) })
    }

    fn request(&mut self, method: &str, params: &Value, documents: &Documents) -> Result<(), String> {
        if !self.is_initialized {
            return Err(format!("{method} came before the answer to initialize"));
        }
        shape::judge(method, "<-", params)?;
        let gate = match method {
            "client/registerCapability" => return self.registration(params),
            "client/unregisterCapability" => {
                for id in params["unregisterations"].as_array().into_iter().flatten() {
                    let id = id["id"].as_str().unwrap_or_default();
                    self.registered.remove(id).ok_or_else(|| format!("{id} was never registered"))?;
                }
                return Ok(());
            }
            "workspace/configuration" => "/workspace/configuration",
            "workspace/workspaceFolders" => "/workspace/workspaceFolders",
            "workspace/applyEdit" => "/workspace/applyEdit",
            "workspace/codeLens/refresh" => "/workspace/codeLens/refreshSupport",
            "workspace/semanticTokens/refresh" => "/workspace/semanticTokens/refreshSupport",
            "workspace/inlayHint/refresh" => "/workspace/inlayHint/refreshSupport",
            "workspace/diagnostic/refresh" => "/workspace/diagnostics/refreshSupport",
            "workspace/foldingRange/refresh" => "/workspace/foldingRange/refreshSupport",
            "window/showDocument" => "/window/showDocument/support",
            "window/workDoneProgress/create" => "/window/workDoneProgress",
            _ => return Err(format!("no test expects {method}")),
        };
        if self.client.pointer(gate) != Some(&Value::Bool(true)) {
            return Err(format!("{method} is only for clients with {gate}"));
        }
        if method == "window/workDoneProgress/create" {
            self.progress.insert(params["token"].to_string(), Progress::Open);
        }
        if method == "workspace/applyEdit" {
            gates::judge(method, params, &self.client)?;
            places::judge(method, &Value::Null, params, documents)?;
        }
        Ok(())
    }

    fn registration(&mut self, params: &Value) -> Result<(), String> {
        for registration in params["registrations"].as_array().into_iter().flatten() {
            let text = |key: &str| registration[key].as_str().unwrap_or_default().to_owned();
            let (id, method) = (text("id"), text("method"));
            let gate = offers::gate_of_registration(&method);
            if self.client.pointer(&gate) != Some(&Value::Bool(true)) {
                return Err(format!("{method} was registered, which is only for clients with {gate}"));
            }
            let options = registration.get("registerOptions").cloned().unwrap_or_default();
            let has_options = !options.is_null() || method != "workspace/didChangeConfiguration";
            if has_options && method != "workspace/didChangeWorkspaceFolders" {
                let table =
                    if method == "textDocument/semanticTokens" { "textDocument/semanticTokens/full" } else { &method };
                shape::judge(table, "@", &options)?;
            }
            if self.registered.insert(id.clone(), (method, options)).is_some() {
                return Err(format!("the registration {id} is there already"));
            }
        }
        Ok(())
    }

    fn notification(&mut self, method: &str, params: &Value, documents: &Documents) -> Result<(), String> {
        let is_for_before = ["window/logMessage", "window/showMessage", "telemetry/event"].contains(&method);
        if !self.is_initialized && !is_for_before && method != "$/progress" {
            return Err(format!("{method} came before the answer to initialize"));
        }
        shape::judge(method, "<-", params)?;
        match method {
            "window/logMessage" | "window/showMessage" => Ok(()),
            "$/progress" => self.progressed(params),
            "textDocument/publishDiagnostics" => {
                let pulls =
                    self.client.pointer("/textDocument/diagnostic").is_some() && self.serves("textDocument/diagnostic");
                if pulls {
                    return Err("diagnostics were pushed to a client that pulls them".to_owned());
                }
                let open = params["uri"].as_str().and_then(|uri| documents.get(uri));
                let version = params.get("version").and_then(Value::as_i64);
                let uri = params["uri"].as_str().unwrap_or_default();
                if version.is_some_and(|version| !documents.has_sent(uri, version)) {
                    return Err("diagnostics have the version of a text that was never sent".to_owned());
                }
                gates::judge(method, params, &self.client)?;
                if version.is_some() && version == open.map(|open| i64::from(open.version)) {
                    places::judge(method, &Value::Null, params, documents)?;
                }
                Ok(())
            }
            _ => Err(format!("no test expects {method}")),
        }
    }

    fn progressed(&mut self, params: &Value) -> Result<(), String> {
        let token = params["token"].to_string();
        let value = &params["value"];
        let state = self.progress.get(&token).copied();
        let state = state.ok_or_else(|| format!("progress with a token that nobody knows: {token}"))?;
        if state == Progress::Partial {
            return Ok(());
        }
        let (next, shape) = match (state, value["kind"].as_str()) {
            (Progress::Open, Some("begin")) => (Progress::Begun, "WorkDoneProgressBegin"),
            (Progress::Begun, Some("report")) => (Progress::Begun, "WorkDoneProgressReport"),
            (Progress::Begun, Some("end")) => (Progress::Ended, "WorkDoneProgressEnd"),
            (state, kind) => return Err(format!("progress out of order: {kind:?} after {state:?}")),
        };
        self.progress.insert(token, next);
        if value["percentage"].as_u64().is_some_and(|percentage| percentage > 100) {
            return Err(format!("more than all: {value}"));
        }
        shape::judge_named(shape, value)
    }
}

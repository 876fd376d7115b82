//! The loop through which every message goes in its turn, and the rules of a session's life.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use futures::{FutureExt, SinkExt, StreamExt};
use journey_ide::Cancellation;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep_until};
use tower::Service;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{LanguageServer, LspService};

use super::ExitStatus;
use super::handler::{self, Ending};
use super::in_flight::{InFlight, Ticket};
use super::message::{self, RequestId, answer, describe};
use super::outbox::Outbox;
use super::reader::{Delivery, Incoming};
use super::uri_table::UriTable;
use crate::logging::ClientLog;

/// The protocol's code for what comes before `initialize`.
const NOT_INITIALIZED: ErrorCode = ErrorCode::ServerError(-32002);

/// The protocol's code for a request that is fine and fails all the same.
const REQUEST_FAILED: ErrorCode = ErrorCode::ServerError(-32803);

/// How much of what the server tells is sent before an answer at the most. What the handler itself told is at the front;
/// others may tell something all the time.
const CALLS_BEFORE_AN_ANSWER: usize = 1_000;

/// Everything that the loop needs.
pub(super) struct Dispatcher<S, C, R> {
    pub(super) service: LspService<S>,
    /// What the server wants to tell the client.
    pub(super) calls: C,
    /// Where the client's answers to that go.
    pub(super) answers: R,
    pub(super) deliveries: UnboundedReceiver<Delivery>,
    pub(super) in_flight: Arc<InFlight>,
    pub(super) outbox: Outbox,
    pub(super) uris: Arc<UriTable>,
    pub(super) log: ClientLog,
    /// How long requests may still take after the end of the input.
    pub(super) patience: Duration,
    pub(super) life: Life,
}

/// What changes while the loop runs.
pub(super) struct Life {
    stage: Stage,
    finished: (UnboundedSender<Finished>, UnboundedReceiver<Finished>),
    /// What may not leave before `initialize` is answered.
    held: Vec<Request>,
    /// The server's requests that the client has not answered, with their methods.
    asked: HashMap<Id, String>,
    /// When the server leaves, once the input has ended.
    deadline: Option<Instant>,
}

impl Default for Life {
    fn default() -> Self {
        let (asked, held) = Default::default();
        Self { stage: Stage::Uninitialized, finished: unbounded_channel(), held, asked, deadline: None }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing but `initialize` is answered.
    Uninitialized,
    /// `initialize` is being answered.
    Initializing,
    /// Everything is.
    Ready,
    /// Nothing is, until `exit`.
    ShutDown,
}

struct Finished {
    id: RequestId,
    serial: u64,
    method: String,
    ending: Ending,
}

impl<S, C, R> Dispatcher<S, C, R>
where
    S: LanguageServer,
    C: futures::Stream<Item = Request> + Unpin,
    R: futures::Sink<Response> + Unpin,
{
    /// Handles messages until `exit` or the end of the input.
    pub(super) async fn run(mut self) -> ExitStatus {
        loop {
            let has_room = self.outbox.has_room();
            let deadline = self.life.deadline;
            tokio::select! {
                Some(delivery) = self.deliveries.recv() => {
                    if let Some(status) = self.take(delivery.incoming) {
                        return status;
                    }
                }
                Some(finished) = self.life.finished.1.recv() => self.finish(finished),
                // What the server says of its own accord waits where it is while the client does not read.
                Some(call) = self.calls.next(), if has_room => self.call(call),
                Some(line) = self.log.next(), if has_room => {
                    let params = json!({ "type": line.typ, "message": line.message });
                    self.outbox.send(message::call("window/logMessage", None, Some(&params)));
                }
                () = self.outbox.falls(), if !has_room => {}
                () = sleep_until(deadline.unwrap_or_else(Instant::now)), if deadline.is_some() => return ExitStatus::Abrupt,
            }
            if self.life.deadline.is_some() && self.in_flight.is_empty() {
                return ExitStatus::Abrupt;
            }
        }
    }

    fn take(&mut self, incoming: Incoming) -> Option<ExitStatus> {
        match incoming {
            Incoming::Request { ticket, method, params } => self.request(ticket, method, params),
            Incoming::Notification { method, .. } if method == "exit" => {
                let orderly = self.life.stage == Stage::ShutDown;
                return Some(if orderly { ExitStatus::Orderly } else { ExitStatus::Abrupt });
            }
            Incoming::Notification { method, params } => self.notification(method, params),
            Incoming::Response { id, outcome } => self.response(id, outcome),
            Incoming::End => self.life.deadline = Some(Instant::now() + self.patience),
        }
        None
    }

    fn request(&mut self, ticket: Ticket, method: String, params: Option<Value>) {
        if ticket.cancellation.is_cancelled() {
            return;
        }
        if let Some(error) = self.refusal(&method) {
            return self.answer(&ticket.id, ticket.serial, &Err(error));
        }
        let params = match method.as_str() {
            "initialize" => {
                self.life.stage = Stage::Initializing;
                params
            }
            "shutdown" => {
                self.life.stage = Stage::ShutDown;
                // It has no parameters, but there are clients that write some.
                None
            }
            _ => params,
        };
        // An id of our own: the service remembers ids of handlers that panicked, and cancels small numbers only.
        let request = request(method.clone(), params).id(ticket.serial.to_string()).finish();
        let Ticket { id, serial, cancellation, abort } = ticket;
        match handler::start(&mut self.service, request, cancellation, Some(abort)) {
            Ok(ending) => self.finish(Finished { id, serial, method, ending }),
            Err(handler) => {
                let finished = self.life.finished.0.clone();
                tokio::spawn(async move {
                    let ending = handler.await;
                    // Fails only when the server has left.
                    let _ = finished.send(Finished { id, serial, method, ending });
                });
            }
        }
    }

    /// Why a request is not even tried.
    fn refusal(&self, method: &str) -> Option<Error> {
        let error = match (self.life.stage, method) {
            (Stage::Uninitialized, "initialize") => return None,
            (Stage::Uninitialized, _) => describe(NOT_INITIALIZED, "the server has to be initialized first"),
            (Stage::Initializing | Stage::Ready, "initialize") => {
                describe(ErrorCode::InvalidRequest, "the server is initialized already")
            }
            (Stage::Initializing, _) => describe(NOT_INITIALIZED, "the server is still being initialized"),
            (Stage::ShutDown, _) => describe(ErrorCode::InvalidRequest, "the server is shut down and waits for “exit”"),
            (Stage::Ready, "exit") => {
                describe(ErrorCode::InvalidRequest, "“exit” is not answered: send it without an id")
            }
            (Stage::Ready, method) if method.starts_with("$/") => unknown(method),
            (Stage::Ready, _) if self.outbox.is_flooded() => {
                describe(REQUEST_FAILED, "too many answers wait to be read by the editor")
            }
            (Stage::Ready, _) => return None,
        };
        Some(error)
    }

    fn notification(&mut self, method: String, params: Option<Value>) {
        // They are questions, but the service would take them as done. (What comes too early or too late it passes over.)
        if matches!(method.as_str(), "initialize" | "shutdown") {
            return tracing::debug!("{method} came without an id");
        }
        let request = request(method.clone(), params).finish();
        match handler::start(&mut self.service, request, Cancellation::default(), None) {
            Ok(ending) => report(&method, &ending),
            Err(handler) => {
                tokio::spawn(async move { report(&method, &handler.await) });
            }
        }
    }

    fn response(&mut self, id: Id, mut outcome: Result<Value, Error>) {
        let Some(method) = self.life.asked.remove(&id) else {
            return tracing::debug!("the editor answered a question that nobody asked: {id}");
        };
        if let Ok(result) = &mut outcome {
            UriTable::normalize_result(&method, result);
        }
        let delivered = self.answers.send(Response::from_parts(id, outcome)).now_or_never();
        debug_assert!(delivered.is_some(), "the socket takes answers without waiting");
    }

    fn finish(&mut self, Finished { id, serial, method, ending }: Finished) {
        report(&method, &ending);
        if !matches!(ending, Ending::Done(_)) {
            self.forget(serial);
        }
        let outcome = match ending {
            Ending::Done(response) => {
                response.map_or_else(|| Err(unknown(&method)), |response| response.into_parts().1)
            }
            Ending::Panicked(_) => Err(describe(
                ErrorCode::InternalError,
                format!("Journey made a mistake while it worked on “{method}”. Please report it, with the log."),
            )),
            Ending::Stopped => Err(Error::request_cancelled()),
        };
        // What the handler has told the client comes before its answer: partial results, the end of progress.
        for _ in 0..CALLS_BEFORE_AN_ANSWER {
            let Some(Some(call)) = self.calls.next().now_or_never() else { break };
            self.call(call);
        }
        let outcome = outcome.map_err(|error| explain(error, &method)).map(|mut result| {
            if method == "initialize" {
                crate::capabilities::complete(&mut result);
            }
            self.uris.restore(&mut result);
            result
        });
        self.answer(&id, serial, &outcome);
        if method == "initialize" {
            self.life.stage = if outcome.is_ok() { Stage::Ready } else { Stage::Uninitialized };
            if outcome.is_ok() {
                for call in std::mem::take(&mut self.life.held) {
                    self.call(call);
                }
            }
        }
    }

    /// Makes the service forget a handler that did not come to its end. (It forgets all others by itself.)
    fn forget(&mut self, serial: u64) {
        let cancel = request("$/cancelRequest".to_owned(), Some(json!({ "id": serial.to_string() }))).finish();
        let forgotten = self.service.call(cancel).now_or_never();
        debug_assert!(forgotten.is_some(), "the service cancels without waiting");
    }

    fn answer(&self, id: &RequestId, serial: u64, outcome: &Result<Value, Error>) {
        if self.in_flight.finish(id, serial) {
            self.outbox.send(answer(id, outcome));
        }
    }

    /// Sends what the server has to tell, unless it is too early for it.
    fn call(&mut self, call: Request) {
        let early = matches!(self.life.stage, Stage::Uninitialized | Stage::Initializing);
        let allowed_early = ["window/showMessage", "window/logMessage", "window/showMessageRequest", "telemetry/event"];
        if early && !allowed_early.contains(&call.method()) {
            return self.life.held.push(call);
        }
        let (method, id, mut params) = call.into_parts();
        if let Some(params) = &mut params {
            self.uris.restore(params);
        }
        self.outbox.send(message::call(&method, id.as_ref(), params.as_ref()));
        if let Some(id) = id {
            self.life.asked.insert(id, method.into_owned());
        }
    }
}

fn request(method: String, params: Option<Value>) -> tower_lsp::jsonrpc::RequestBuilder {
    let request = Request::build(method);
    match params {
        Some(params) => request.params(params),
        None => request,
    }
}

fn unknown(method: &str) -> Error {
    describe(ErrorCode::MethodNotFound, format!("Journey does not know “{method}”"))
}

/// The service's own errors in our words.
fn explain(error: Error, method: &str) -> Error {
    match error.code {
        ErrorCode::MethodNotFound => unknown(method),
        // What has data is our own refusal, and says all by itself.
        ErrorCode::InvalidParams if error.data.is_none() => {
            Error { message: format!("“{method}” was asked in a wrong form: {}", error.message).into(), ..error }
        }
        _ => error,
    }
}

fn report(method: &str, ending: &Ending) {
    if let Ending::Panicked(message) = ending {
        tracing::error!("a bug in Journey kept “{method}” from being done: {message}");
    }
}

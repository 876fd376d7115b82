//! The thread that reads: it answers what is no message, cancels what is cancelled, and hands everything else on.

use std::io::BufRead;
use std::sync::Arc;

use serde_json::Value;
use tokio::runtime::Handle;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id};

use super::framing::FrameReader;
use super::in_flight::{InFlight, Ticket};
use super::message::{Message, Refusal, RequestId, answer, classify, describe, parse};
use super::outbox::Outbox;
use super::uri_table::UriTable;
use crate::record::{Recorder, Side};

/// How much of what was read may wait to be handled, in KiB. A client that writes more has to wait as well.
const WAITING: u32 = 64 << 10;

/// Everything that the thread needs.
pub(super) struct Reader {
    pub(super) delivery: UnboundedSender<Delivery>,
    pub(super) in_flight: Arc<InFlight>,
    pub(super) outbox: Outbox,
    pub(super) uris: Arc<UriTable>,
    pub(super) recorder: Option<Arc<Recorder>>,
    pub(super) runtime: Handle,
    /// Called with the client's process of the first `initialize` that names one.
    pub(super) on_process: Option<Box<dyn FnOnce(u32) + Send>>,
}

/// Something that has to be handled in its turn.
pub(super) struct Delivery {
    /// What it is.
    pub(super) incoming: Incoming,
    /// Its share of what may wait. Given back when it is dropped.
    pub(super) _share: Option<OwnedSemaphorePermit>,
}

/// What the client sends, without what the thread itself deals with.
pub(super) enum Incoming {
    /// Has to be answered, unless the ticket says that it is.
    Request {
        /// Entered already.
        ticket: Ticket,
        /// What is asked for.
        method: String,
        /// With normal URIs.
        params: Option<Value>,
    },
    /// `exit` among them.
    Notification {
        /// What happened.
        method: String,
        /// With normal URIs.
        params: Option<Value>,
    },
    /// An answer to the server.
    Response {
        /// The server's id.
        id: Id,
        /// With the client's URIs: only who knows what was asked can tell which they are.
        outcome: Result<Value, Error>,
    },
    /// The end of the input.
    End,
}

/// Why the thread ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastWord {
    /// `exit`, and whether `shutdown` came before.
    Exit {
        /// Whether it did.
        after_shutdown: bool,
    },
    /// The end of the input.
    End,
}

impl Reader {
    /// Reads to the last word. What was handed on may not have been handled then.
    pub(super) fn read(mut self, input: impl BufRead) -> LastWord {
        let share = Arc::new(Semaphore::new(WAITING as usize));
        let mut frames = FrameReader::new(input);
        let mut shutdown = false;
        loop {
            let body = match frames.next_frame() {
                Ok(Some(Ok(body))) => body,
                Ok(Some(Err(error))) => {
                    self.refuse(&Refusal::unreadable(error));
                    continue;
                }
                Ok(None) => break,
                Err(error) => {
                    tracing::warn!("the editor's messages cannot be read any more: {error}");
                    break;
                }
            };
            let size = u32::try_from(body.len() >> 10).unwrap_or(u32::MAX).clamp(1, WAITING);
            let Some(incoming) = self.incoming(&body) else { continue };
            drop(body);
            let is_exit = matches!(&incoming, Incoming::Notification { method, .. } if method == "exit");
            shutdown |= matches!(&incoming, Incoming::Request { method, .. } if method == "shutdown");
            let share = self.runtime.block_on(share.clone().acquire_many_owned(size)).ok();
            // Fails only when the other side has left.
            let _ = self.delivery.send(Delivery { incoming, _share: share });
            if is_exit {
                return LastWord::Exit { after_shutdown: shutdown };
            }
        }
        let _ = self.delivery.send(Delivery { incoming: Incoming::End, _share: None });
        LastWord::End
    }

    fn incoming(&mut self, body: &[u8]) -> Option<Incoming> {
        let message = parse(body).and_then(|value| {
            if let Some(recorder) = &self.recorder {
                recorder.message(Side::Client, value.to_string().as_bytes());
            }
            classify(value)
        });
        match message {
            Err(refusal) => {
                self.refuse(&refusal);
                None
            }
            Ok(Message::Request { id, method, params }) => self.request(id, method, params),
            Ok(Message::Notification { method, params }) if method == "$/cancelRequest" => {
                self.cancel(params.as_ref());
                None
            }
            Ok(Message::Notification { method, params }) => {
                let params = self.normalize(&method, params);
                Some(Incoming::Notification { method, params })
            }
            Ok(Message::Response { id, outcome }) => Some(Incoming::Response { id, outcome }),
        }
    }

    fn request(&mut self, id: RequestId, method: String, params: Option<Value>) -> Option<Incoming> {
        if method == "initialize" {
            let process = params.as_ref().and_then(|params| params.get("processId")?.as_u64()?.try_into().ok());
            if let (Some(process), Some(on_process)) = (process, self.on_process.take_if(|_| process.is_some())) {
                on_process(process);
            }
        }
        // Whether the server is initialised must not depend on which of two answers was faster.
        let cancellable = !matches!(method.as_str(), "initialize" | "shutdown");
        let Some(ticket) = self.in_flight.enter(&id, cancellable) else {
            let reason = "a request with this id has not been answered yet";
            self.outbox.send(answer(&id, &Err(describe(ErrorCode::InvalidRequest, reason))));
            return None;
        };
        let params = self.normalize(&method, params);
        Some(Incoming::Request { ticket, method, params })
    }

    fn normalize(&self, method: &str, mut params: Option<Value>) -> Option<Value> {
        if let Some(params) = &mut params {
            self.uris.normalize_params(method, params);
        }
        params
    }

    /// Answers at once, even if the request waits for its turn or its handler is busy.
    fn cancel(&self, params: Option<&Value>) {
        let Some(id) = params.and_then(|params| RequestId::new(params.get("id")?)) else { return };
        if self.in_flight.cancel(&id) {
            self.outbox.send(answer(&id, &Err(Error::request_cancelled())));
        }
    }

    fn refuse(&self, refusal: &Refusal) {
        tracing::warn!("the editor sent something that was not understood: {}", refusal.reason);
        if let Some(recorder) = &self.recorder {
            recorder.malformed(&refusal.reason);
        }
        for (id, error) in &refusal.answers {
            self.outbox.send(answer(id, &Err(error.clone())));
        }
    }
}

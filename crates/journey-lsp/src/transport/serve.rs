//! Serves one client over a pair of streams, and leaves when it is time, whatever hangs.

use std::io::{self, BufRead, Write};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use futures::FutureExt;
use tokio::runtime::Handle;
use tokio::sync::mpsc::unbounded_channel;
use tower_lsp::jsonrpc::Error;
use tower_lsp::{ClientSocket, LanguageServer, LspService};

use super::ExitStatus;
use super::dispatch::{Dispatcher, Life};
use super::in_flight::InFlight;
use super::message::answer;
use super::outbox::{Limits, Outbox};
use super::reader::{LastWord, Reader};
use super::uri_table::UriTable;
use crate::logging::ClientLog;
use crate::parent;
use crate::record::Recorder;

/// What a session has besides its streams and its service.
pub(super) struct Surroundings {
    pub(super) runtime: Handle,
    pub(super) log: ClientLog,
    pub(super) recorder: Option<Arc<Recorder>>,
    pub(super) client_process_id: Option<u32>,
    pub(super) patience: Patience,
    pub(super) limits: Limits,
}

/// How long the server waits for what may never come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// For what was sent before `exit` to be handled.
    pub(super) exit: Duration,
    /// For what was sent before the end of the input to be handled.
    pub(super) end: Duration,
    /// For the requests among that to be answered, once all are handled.
    pub(super) answers: Duration,
    /// For the client to read what is left.
    pub(super) flush: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let [exit, end, answers] = [2, 10, 3].map(Duration::from_secs);
        Self { exit, end, answers, flush: Duration::from_millis(500) }
    }
}

/// Something that may be a reason to leave.
enum Event {
    LastWord(LastWord),
    ClientGone,
    Served(ExitStatus),
    Flushed,
}

/// Serves until the client says `exit`, its input ends or its process does, then answers what is in flight, and returns
/// when the client has read it or takes too long. Blocks, and needs nothing of the runtime to return, so that handlers
/// that never give it back cannot keep the server alive. The thread that reads may be left behind, waiting for input.
///
/// # Errors
/// When the system gives no thread.
pub(super) fn serve<S: LanguageServer>(
    input: impl BufRead + Send + 'static,
    output: impl Write + Send + 'static,
    (service, socket): (LspService<S>, ClientSocket),
    surroundings: Surroundings,
) -> io::Result<ExitStatus> {
    let Surroundings { runtime, log, recorder, client_process_id, patience, limits } = surroundings;
    let (events, happened) = mpsc::channel();
    let outbox = Outbox::start(output, recorder.clone(), limits, sends(&events, || Event::Flushed))?;
    let in_flight = Arc::<InFlight>::default();
    let uris = Arc::<UriTable>::default();
    let (delivery, deliveries) = unbounded_channel();

    let watch = {
        let events = events.clone();
        move |process: u32| parent::watch(process, sends(&events, || Event::ClientGone))
    };
    if let Some(process) = client_process_id {
        watch(process);
    }
    let reader = Reader {
        delivery,
        in_flight: in_flight.clone(),
        outbox: outbox.clone(),
        uris: uris.clone(),
        recorder,
        runtime: runtime.clone(),
        on_process: Some(Box::new(move |process| {
            if client_process_id != Some(process) {
                watch(process);
            }
        })),
    };
    let last_word = events.clone();
    thread::Builder::new().name("journey-input".to_owned()).spawn(move || {
        // Fails only when the server has left.
        let _ = last_word.send(Event::LastWord(reader.read(input)));
    })?;

    let (calls, answers) = socket.split();
    let dispatcher = Dispatcher {
        service,
        calls,
        answers,
        deliveries,
        in_flight: in_flight.clone(),
        outbox: outbox.clone(),
        uris,
        log,
        patience: patience.answers,
        life: Life::default(),
    };
    runtime.spawn(async move {
        let served = AssertUnwindSafe(dispatcher.run()).catch_unwind().await;
        let _ = events.send(Event::Served(served.unwrap_or(ExitStatus::Abrupt)));
    });

    let status = wait(&happened, patience);
    for id in in_flight.cancel_all() {
        outbox.send(answer(&id, &Err(Error::request_cancelled())));
    }
    outbox.end();
    let deadline = Instant::now() + patience.flush;
    while let Ok(event) = happened.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
        if matches!(event, Event::Flushed) {
            break;
        }
    }
    Ok(status)
}

fn sends(events: &Sender<Event>, event: fn() -> Event) -> impl FnOnce() + Send + 'static {
    let events = events.clone();
    move || {
        // Fails only when the server has left.
        let _ = events.send(event());
    }
}

/// The status with which the server leaves, when it is time.
fn wait(happened: &Receiver<Event>, patience: Patience) -> ExitStatus {
    let mut last: Option<(Instant, ExitStatus)> = None;
    loop {
        let event = match last {
            None => happened.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some((deadline, _)) => happened.recv_timeout(deadline.saturating_duration_since(Instant::now())),
        };
        match event {
            Ok(Event::Served(status)) => return status,
            Ok(Event::ClientGone) => return ExitStatus::Abrupt,
            Ok(Event::LastWord(LastWord::Exit { after_shutdown })) => {
                let status = if after_shutdown { ExitStatus::Orderly } else { ExitStatus::Abrupt };
                last = Some((Instant::now() + patience.exit, status));
            }
            Ok(Event::LastWord(LastWord::End)) => last = Some((Instant::now() + patience.end, ExitStatus::Abrupt)),
            Ok(Event::Flushed) => {}
            Err(_) => return last.map_or(ExitStatus::Abrupt, |(_, status)| status),
        }
    }
}

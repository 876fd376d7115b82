//! The server: starts, shows what it is given, and ends with all that it serves.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::serve::ListenerExt;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::cursor::Cursor;
use crate::editor::Opener;
use crate::guard::Guard;
use crate::routes::{Shared, Turn, routes};
use crate::shown::Source;
use crate::token::Token;

/// How a preview is reached, and what it may do.
#[derive(Clone)]
#[non_exhaustive]
pub struct Options {
    /// The port; without it, any that is free.
    pub port: Option<u16>,
    /// The secret in its address.
    pub token: Token,
    /// What shows a place in an editor. Without it, the page shows the text itself.
    pub opener: Option<Opener>,
}

impl Options {
    /// Options with a secret: any free port, no editor.
    pub fn new(token: Token) -> Self {
        Self { port: None, token, opener: None }
    }
}

/// A preview that runs until it is dropped. Pages that are open then say that it has ended, and come back when a preview
/// with the same port and token does.
pub struct Preview {
    shared: Arc<Shared>,
    /// `None` once it is being ended.
    runtime: Option<(Runtime, JoinHandle<()>)>,
    port: u16,
    token: Token,
}

/// Why a preview cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port cannot be had.
    #[error("port {port} cannot be used: {error}")]
    Port {
        /// The port; 0 for any.
        port: u16,
        /// What the system says.
        error: io::Error,
    },
    /// The system gives no threads.
    #[error("the preview cannot run: {0}")]
    Runtime(io::Error),
}

/// How long open connections may take to end.
const PATIENCE: Duration = Duration::from_secs(1);

impl Preview {
    /// Starts a preview that shows nothing yet. Only this machine reaches it.
    ///
    /// # Errors
    /// Where the port is taken, or the system gives no threads.
    pub fn start(options: Options) -> Result<Self, StartError> {
        let Options { port, token, opener } = options;
        let asked = port.unwrap_or(0);
        let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, asked)).and_then(|listener| {
            listener.set_nonblocking(true)?;
            let port = listener.local_addr()?.port();
            Ok((listener, port))
        });
        let (listener, port) = bound.map_err(|error| StartError::Port { port: asked, error })?;
        let runtime =
            Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(StartError::Runtime)?;
        let shared = Arc::new(Shared {
            shown: watch::Sender::new(Arc::default()),
            cursor: watch::Sender::new(None),
            turn: watch::Sender::new(None),
            closing: watch::Sender::new(false),
            opener,
        });
        let routes = routes(Arc::clone(&shared), Arc::new(Guard::new(token.clone(), port)));
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(StartError::Runtime)?
        };
        // An event is a small packet that should not wait for the next one.
        let listener = listener.tap_io(|connection| {
            // Without it the page is a little slower.
            let _ = connection.set_nodelay(true);
        });
        let mut closing = shared.closing.subscribe();
        let serving = runtime.spawn(async move {
            let end = async move {
                // It ends, too, where nobody is left who could say so.
                let _ = closing.wait_for(|closing| *closing).await;
            };
            // It has no error: a connection that fails costs nobody else anything.
            let _ = axum::serve(listener, routes).with_graceful_shutdown(end).await;
        });
        Ok(Self { shared, runtime: Some((runtime, serving)), port, token })
    }

    /// The address for a browser. Whoever has it sees the journeys, and their texts.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.token.as_str())
    }

    /// The port that it listens to.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The secret in its address.
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// Shows projects as they are now, instead of what was shown before. `problems` is what could not be read, one
    /// sentence each.
    pub fn show(&self, sources: Vec<Arc<dyn Source>>, problems: Vec<String>) {
        self.shared.shown.send_modify(|shown| *shown = Arc::new(shown.next(sources, problems)));
    }

    /// Lights what stands at somebody's cursor; `false` where that file is not shown.
    pub fn light(&self, cursor: &Cursor) -> bool {
        let shown = Arc::clone(&self.shared.shown.borrow());
        let found = cursor.find(&shown);
        let is_shown = found.is_some();
        if is_shown {
            self.shared.cursor.send_replace(found);
        }
        is_shown
    }

    /// Makes all pages that are open turn to a journey, a view, or both; gives how many there are.
    pub fn turn(&self, turn: Turn) -> usize {
        self.shared.turn.send_replace(Some(turn));
        // Each page listens for as long as it is open.
        self.shared.turn.receiver_count()
    }

    /// What a journey of a file is called in addresses (`?journey=`): `path` is the file's absolute path, `id` the
    /// journey's, without which the file's first is meant; `None` where it is not shown.
    pub fn journey_key(&self, path: &std::path::Path, id: Option<&str>) -> Option<String> {
        let shown = self.shared.shown.borrow();
        let found = shown.journeys.iter().find(|journey| {
            let project = journey.source.project();
            let is_meant = |id: &str| project.declaration(journey.declaration).id() == id;
            journey.source.path(journey.declaration.file) == path && id.is_none_or(is_meant)
        });
        found.map(|journey| journey.key.clone())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.shared.closing.send_replace(true);
        let Some((runtime, serving)) = self.runtime.take() else { return };
        // Who does not listen any more is not waited for.
        let _ = runtime.block_on(async { tokio::time::timeout(PATIENCE, serving).await });
        runtime.shutdown_background();
    }
}

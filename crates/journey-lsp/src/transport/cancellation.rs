//! Tells long work that nobody waits for its answer any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the client has cancelled a request, or the server is leaving. Clones see the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cancellation(Arc<AtomicBool>);

tokio::task_local! {
    static CURRENT: Cancellation;
}

impl Cancellation {
    /// That of the request whose handler runs. Take it before work moves to another thread: a future that is dropped
    /// does not stop a closure. Outside of a handler it is one that nobody cancels.
    pub(crate) fn current() -> Self {
        CURRENT.try_with(Clone::clone).unwrap_or_default()
    }

    /// Whether the work can stop.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Makes this the [`Cancellation::current`] of `handler`, wherever it is polled.
    pub(super) fn scope<F: Future>(self, handler: F) -> impl Future<Output = F::Output> {
        CURRENT.scope(self, handler)
    }
}

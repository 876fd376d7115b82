//! The flag that tells long work that nobody waits for its answer any more.

use journey_ide::Cancellation;

tokio::task_local! {
    static CURRENT: Cancellation;
}

/// The flag of the request whose handler runs; the client raises it by cancelling, before anything else happens. Take it
/// before work moves to another thread: a future that is dropped does not stop a closure. Outside of a handler it is one
/// that nobody raises.
pub(crate) fn current() -> Cancellation {
    CURRENT.try_with(Clone::clone).unwrap_or_default()
}

/// Makes this flag the [`current`] one of `handler`, wherever it is polled.
pub(super) fn scope<F: Future>(cancellation: Cancellation, handler: F) -> impl Future<Output = F::Output> {
    CURRENT.scope(cancellation, handler)
}

//! Runs handlers: once at once, in the order of the messages, then on a task of their own; panics stay inside.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures::FutureExt;
use futures::future::{AbortRegistration, Abortable};
use journey_ide::Cancellation;
use tokio::task::unconstrained;
use tower::Service;
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::{LanguageServer, LspService};

use super::cancellation;

/// How a handler ended.
#[derive(Debug)]
pub(super) enum Ending {
    /// With what it says, which is nothing after a notification.
    Done(Option<Response>),
    /// With a bug, and what the bug says.
    Panicked(String),
    /// Before it was done, because somebody else has answered.
    Stopped,
}

/// A handler that is not done.
pub(super) type Handler = Pin<Box<dyn Future<Output = Ending> + Send>>;

/// Calls the service and polls once. A handler that never awaits is done then, so such handlers take effect in the
/// order of the messages; any other has done at least what it does before it first awaits.
pub(super) fn start<S: LanguageServer>(
    service: &mut LspService<S>,
    request: Request,
    flag: Cancellation,
    abort: Option<AbortRegistration>,
) -> Result<Ending, Handler> {
    // The service is always ready: it looks at its state, which the transport keeps itself, and at nothing else.
    let call = match catch_unwind(AssertUnwindSafe(|| service.call(request))) {
        Ok(call) => cancellation::scope(flag, call),
        Err(panic) => return Ok(Ending::Panicked(message(&*panic))),
    };
    // What a handler leaves behind when it panics is the session's to judge: its state is published whole or not.
    let contained = AssertUnwindSafe(call).catch_unwind().map(|result| match result {
        Ok(Ok(response)) => Ending::Done(response),
        Ok(Err(_exited)) => Ending::Stopped,
        Err(panic) => Ending::Panicked(message(&*panic)),
    });
    let mut handler: Handler = match abort {
        Some(abort) => Box::pin(Abortable::new(contained, abort).map(|ending| ending.unwrap_or(Ending::Stopped))),
        None => Box::pin(contained),
    };
    // Whoever wakes it meanwhile is not missed: the task that goes on polls first. Unconstrained, because tokio would
    // else make some handler pend when many were polled before it.
    match Pin::new(&mut unconstrained(&mut handler)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(ending) => Ok(ending),
        Poll::Pending => Err(handler),
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("something unexpected happened").to_owned()
}

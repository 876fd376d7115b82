//! Stopping work whose answer nobody waits for any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that the asker raises and the worker looks at. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<AtomicBool>);

/// Why there is no answer: nobody waits for it any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// An answer, unless nobody waits for it any more.
pub type Cancellable<T> = Result<T, Cancelled>;

impl Cancellation {
    /// Tells the worker to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the worker should stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// For work that goes on for long: call it now and then.
    ///
    /// # Errors
    /// Where the worker should stop.
    pub fn check(&self) -> Cancellable<()> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_hears_of_it() {
        let asker = Cancellation::default();
        let worker = asker.clone();
        assert_eq!(worker.check(), Ok(()));
        asker.cancel();
        assert_eq!(worker.check(), Err(Cancelled));
    }
}

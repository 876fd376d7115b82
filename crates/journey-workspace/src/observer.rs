//! Whoever waits for long work: hears how far it is, and may call it off.

/// Whoever waits for long work. It is asked from many threads. `()` waits patiently and silently.
pub trait Observer: Sync {
    /// Whether nobody needs the result any more. It is asked often, so it should be cheap.
    fn is_cancelled(&self) -> bool {
        false
    }

    /// So many files were found, or read, so far. Several threads count, so a smaller number may come after a larger.
    fn progress(&self, files: usize) {
        let _ = files;
    }
}

impl Observer for () {}

/// The work was called off by its [`Observer`], and there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

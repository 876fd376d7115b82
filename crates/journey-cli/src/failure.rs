//! What keeps the program from doing what was asked, bugs of its own included.

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::panic::{self, AssertUnwindSafe};

/// Why something that was asked for could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// What is wrong: one sentence, without its full stop.
    pub(crate) message: String,
    /// What to do: one or two sentences.
    pub(crate) help: Option<String>,
    /// The file or folder that it is about, as people see it, where it is about one.
    pub(crate) path: Option<String>,
}

impl Failure {
    /// A failure with a message alone.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, path: None }
    }

    /// The same with the file or folder that it is about, as people see it.
    #[must_use]
    pub(crate) fn about(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The same with what to do.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

thread_local! {
    /// Where the last panic of this thread was, kept until somebody tells it.
    static PANIC_PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes panics silent: [`contained`] tells them in the program's own words. With `RUST_BACKTRACE` set they are told
/// as Rust tells them as well.
pub(crate) fn keep_panics_quiet() {
    let standard = panic::take_hook();
    let trace = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    panic::set_hook(Box::new(move |panic| {
        PANIC_PLACE.set(panic.location().map(ToString::to_string));
        if trace {
            standard(panic);
        }
    }));
}

/// Does a piece of work; a panic inside it becomes a failure that asks for a bug report. `doing` says what the
/// program was at: "checking shop.journey".
pub(crate) fn contained<T>(doing: &str, work: impl FnOnce() -> T) -> Result<T, Failure> {
    // Everything that work shares with the rest of the program is immutable, or is thrown away with the work.
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let place = PANIC_PLACE.take().map_or_else(String::new, |place| format!(" ({place})"));
        let version = env!("CARGO_PKG_VERSION");
        Failure::new(format!("journey {version} has a bug: {}{place}, while {doing}", panic_message(&*panic))).help(
            "This is not your mistake. Please report it with the line above and, if you may share it, the file; \
             RUST_BACKTRACE=1 in the environment shows more.",
        )
    })
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("something unexpected happened")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_failure_that_asks_for_a_report() {
        let failure = contained("checking a.journey", || panic!("index {} is wrong", 3)).unwrap_err();
        assert!(failure.message.contains("has a bug: index 3 is wrong"), "{failure}");
        assert!(failure.message.ends_with("while checking a.journey"), "{failure}");
        assert!(failure.help.unwrap().contains("report"));
        assert_eq!(contained("counting", || 1 + 1), Ok(2));
    }
}

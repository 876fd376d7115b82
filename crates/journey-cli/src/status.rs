//! What a run ends with.

use std::process::ExitCode;

/// What a run ends with, the worst last. The numbers are the exit status of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Nothing was found that makes a check fail.
    Clean = 0,
    /// Something was found that makes a check fail.
    Findings = 1,
    /// Something that was asked for could not be done.
    CouldNotRun = 2,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

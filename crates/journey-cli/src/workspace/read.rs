//! What the program says where something cannot be read, and what to do about it.

use std::io;

use journey_workspace::{Decoded, ReadError, read_text};

use super::target::STANDARD_INPUT_SHOWN;
use crate::failure::Failure;

/// Why a file cannot be read, and what to do. `shown` is its path as people see it.
pub(crate) fn read_failure(error: &ReadError, shown: &str) -> Failure {
    let failure = Failure::new(error.message(shown)).about(shown);
    match error {
        ReadError::LinkToNothing => failure.help("Mend the link, or remove it."),
        ReadError::Gone => failure.help("Somebody moved or deleted it meanwhile. Run the command again."),
        ReadError::TooLarge(_) => failure
            .help("Is it really a file of journeys? If so, cut it in several: all files of a project see each other."),
        ReadError::Refused(_) => failure,
    }
}

/// The text of standard input.
pub(crate) fn read_standard_input() -> Result<Decoded, Failure> {
    read_text(io::stdin().lock()).map_err(|error| match error {
        ReadError::Refused(reason) => Failure::new(format!("cannot read standard input: {reason}")),
        error => read_failure(&error, STANDARD_INPUT_SHOWN),
    })
}

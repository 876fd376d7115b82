//! The `journey` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    journey_cli::run()
}

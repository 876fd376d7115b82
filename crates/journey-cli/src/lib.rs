//! The `journey` program as a library, so that tools which document it can ask for its commands.

mod asked;
mod command;
mod command_line;
mod failure;
mod output;
mod plugins;
mod report;
mod rewrite;
mod rule_names;
mod status;
mod terminal;
mod today;
mod watch;
mod workspace;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use command::Cli;
use failure::{Failure, contained};
use status::Status;
use terminal::{Color, Terminal};

/// The program's commands and options, for whatever documents them.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the program with the arguments and streams of this process.
///
/// The exit status is 0 where nothing at error level was found, 1 where something was, and 2 where the program could
/// not do what was asked: a bad option, a missing file, a broken `journey.toml`, a bug. It is never anything else.
pub fn run() -> ExitCode {
    failure::keep_panics_quiet();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(answer) => {
            let terminal = Terminal::new(Color::Auto);
            return status(command_line::tell(&answer, &terminal), &terminal).into();
        }
    };
    let terminal = Terminal::new(cli.color);
    let result = contained("running", || command::run(&cli.command, &terminal)).and_then(|result| result);
    status(result, &terminal).into()
}

/// What a run ends with; what kept it from doing what was asked is told.
fn status(result: Result<Status, Failure>, terminal: &Terminal) -> Status {
    result.unwrap_or_else(|failure| {
        terminal.tell(&failure);
        Status::CouldNotRun
    })
}

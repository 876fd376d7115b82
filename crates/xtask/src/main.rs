//! `cargo xtask`: runs every test, writes every derived file, keeps the project's habits.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program: what it says is for the terminal")]

mod editor_copies;
mod editor_queries;
mod editor_words;
mod editors;
mod generate;
mod grammars;
mod rule_pages;
mod test;
mod tidy;
mod words;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test [STEP...]      runs every test, or only the steps that are named
cargo xtask generate [--check]  writes all derived files; with --check, says which are stale
cargo xtask tidy                holds the source against the project's habits
cargo xtask words               tells what the parser takes each word of files for (names on standard input), as JSON";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["test", steps @ ..] => test::run(root(), steps),
        ["generate"] => generate::write(root()),
        ["generate", "--check"] => generate::check(root()),
        ["tidy"] => tidy::check(root()),
        ["words"] => words::tell(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}\n\nThe steps of `test`, in their order:\n{}", test::steps());
            return ExitCode::SUCCESS;
        }
        unknown => {
            eprintln!("cargo xtask: `{}` is no command\n\n{USAGE}", unknown.join(" "));
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The project's root folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/xtask lies two folders below the root")
}

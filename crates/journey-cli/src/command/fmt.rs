//! `journey fmt`: lays journeys out in the one style.

use std::path::PathBuf;

use journey_model::syntax;
use journey_workspace::{Decoded, read_file};
use rayon::prelude::*;

use super::check::tell_problems_of;
use crate::failure::{Failure, contained};
use crate::output::{data_to_standard_output, to_standard_output};
use crate::plugins;
use crate::report::diff::unified_diff;
use crate::rewrite::{Original, require_plain_file, rewrite};
use crate::status::Status;
use crate::terminal::Terminal;
use crate::workspace::named::{NamedFile, NamedFiles};
use crate::workspace::{STANDARD_INPUT, STANDARD_INPUT_SHOWN, read_failure, read_standard_input};

/// Lay journeys out in the one style
///
/// Rewrites files and all .journey files below folders: the same files that `journey check` takes. Only space, line
/// ends, `;` and commas change, never what a file says; there are no options to argue about. Lines with syntax errors stay
/// as they are, and everything around them is laid out. A file that somebody else changes meanwhile is left alone.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Fmt {
    /// Files and folders, or - to lay out standard input and print it [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing: list the files that would change, and fail if there are any
    #[arg(long)]
    check: bool,
    /// Write nothing: print what would change, as a unified diff
    #[arg(long)]
    diff: bool,
    /// What to call standard input in messages; without a PATH, this alone asks for standard input
    #[arg(long, value_name = "FILE", visible_alias = "stdin-path")]
    stdin_filepath: Option<PathBuf>,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey fmt                           Lay out every journey below the current folder
  journey fmt maps shop.journey         Lay out a folder and a file
  journey fmt --check                   List what is not laid out well, for instance before a merge
  journey fmt --diff shop.journey       Show what would change
  journey fmt - < draft.txt             Lay out a text and print it

\u{1b}[1m\u{1b}[4mExit status:\u{1b}[0m
  0  everything is laid out now; with --diff alone, also where something would change
  1  with --check: something would change
  2  something could not be done: a missing file, one that must not be written, a wrong option";

/// What came of a file.
#[derive(Debug)]
struct Done {
    /// Its path as people see it.
    shown: String,
    /// What it held and what it should hold, where the two differ.
    change: Option<(String, String)>,
    /// Whether it has syntax errors, around which it was laid out.
    is_broken: bool,
}

/// Lays out, or says what it would do.
pub(super) fn run(arguments: &Fmt, terminal: &Terminal) -> Result<Status, Failure> {
    let names_input = arguments.paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT);
    if names_input || arguments.stdin_filepath.is_some() {
        if arguments.paths.len() > usize::from(names_input) {
            return Err(Failure::new("standard input is laid out by itself, without other files")
                .help("Run the command once for standard input, and once for the files."));
        }
        return run_on_input(arguments, terminal);
    }
    let current_folder = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &current_folder } else { arguments.paths.as_slice() };
    let NamedFiles { files, settings, mut failures, warnings } = NamedFiles::find(paths, &plugins::registry())?;
    let writes = !arguments.check && !arguments.diff;
    let results: Vec<Result<Done, Failure>> =
        files.par_iter().with_max_len(1).map(|file| lay_out_file(file, writes)).collect();
    let mut done = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(file) => done.push(file),
            Err(failure) => failures.push(failure),
        }
    }
    let shown = show(&done, arguments, terminal);
    let settings_are_fine = tell_problems_of(settings.iter(), terminal);
    for warning in &warnings {
        terminal.warn(warning);
    }
    for failure in &failures {
        terminal.tell(failure);
    }
    shown?;
    let complete = failures.is_empty() && settings_are_fine;
    let line = summary(&done, writes, complete);
    if arguments.diff {
        // A diff goes on to other programs.
        terminal.write_error(&format!("{line}\n"));
    } else {
        to_standard_output(terminal, |out| writeln!(out, "{line}"))?;
    }
    Ok(status(&done, arguments, complete))
}

/// Lays out standard input, and prints it, or what `--check` and `--diff` ask for.
fn run_on_input(arguments: &Fmt, terminal: &Terminal) -> Result<Status, Failure> {
    terminal.say_that_input_is_awaited();
    let path = arguments.stdin_filepath.clone().unwrap_or_else(|| PathBuf::from(STANDARD_INPUT_SHOWN));
    let shown = path.display().to_string();
    let file = NamedFile { path: path.clone(), shown, root: path };
    let decoded = read_standard_input()?;
    let (done, text) = lay_out(&file, decoded)?;
    if done.is_broken {
        terminal.warn(format!("{} has syntax errors, and was laid out around them", done.shown));
    }
    let done = [done];
    if arguments.check || arguments.diff {
        show(&done, arguments, terminal)?;
    } else {
        data_to_standard_output(|out| out.write_all(text.as_bytes()))?;
    }
    Ok(status(&done, arguments, true))
}

fn status(done: &[Done], arguments: &Fmt, complete: bool) -> Status {
    if !complete {
        Status::CouldNotRun
    } else if arguments.check && done.iter().any(|file| file.change.is_some()) {
        Status::Findings
    } else {
        Status::Clean
    }
}

fn lay_out_file(file: &NamedFile, writes: bool) -> Result<Done, Failure> {
    if writes {
        // Before it is read: a pipe would be waited for.
        require_plain_file(&file.path, &file.shown)?;
    }
    let decoded = read_file(&file.path).map_err(|error| read_failure(&error, &file.shown))?;
    let encoding = decoded.encoding.clone();
    let (done, _) = lay_out(file, decoded)?;
    if let Some((before, after)) = done.change.as_ref().filter(|_| writes) {
        let NamedFile { path, shown, root } = file;
        rewrite(&Original { path, shown, root, encoding: &encoding, text: before }, after)?;
    }
    Ok(done)
}

/// Lays out a text; gives what came of it, and the text.
fn lay_out(file: &NamedFile, decoded: Decoded) -> Result<(Done, String), Failure> {
    let NamedFile { path, shown, root } = file;
    let Decoded { text, encoding } = decoded;
    Original { path, shown, root, encoding: &encoding, text: &text }.require_utf_8()?;
    contained(&format!("laying out {shown}"), || {
        let tree = syntax::parse(&text);
        let formatted = journey_format::format(&tree);
        let after = journey_format::apply(&text, &formatted.edits);
        let change = (!formatted.edits.is_empty()).then(|| (text, after.clone()));
        (Done { shown: shown.clone(), change, is_broken: tree.has_errors() }, after)
    })
}

/// Prints what `--check` and `--diff` ask for.
fn show(done: &[Done], arguments: &Fmt, terminal: &Terminal) -> Result<(), Failure> {
    let changed = done.iter().filter_map(|file| file.change.as_ref().map(|change| (&file.shown, change)));
    let colors = terminal.out_has_colors();
    data_to_standard_output(|out| {
        for (shown, (before, after)) in changed {
            if arguments.diff {
                out.write_all(unified_diff(shown, before, after, colors).as_bytes())?;
            } else if arguments.check {
                writeln!(out, "{shown}")?;
            }
        }
        Ok(())
    })
}

/// How it ended, in one line. `complete` says whether everything could be done that was asked for.
fn summary(done: &[Done], writes: bool, complete: bool) -> String {
    let count = |number: usize| if number == 1 { "1 file".to_owned() } else { format!("{number} files") };
    let changed = done.iter().filter(|file| file.change.is_some()).count();
    let broken = done.iter().filter(|file| file.is_broken).count();
    let mut line = match (done.len(), changed) {
        (0, _) => "Nothing was laid out".to_owned(),
        (1, 0) => "1 file is laid out well".to_owned(),
        (all, 0) => format!("{all} files are laid out well"),
        (all, changed) if writes => format!("{changed} of {} laid out anew", count(all)),
        (all, changed) => format!("{changed} of {} would change", count(all)),
    };
    if broken > 0 {
        let have = if broken == 1 { "has" } else { "have" };
        line.push_str(&format!("; {} {have} syntax errors, which stay as they are", count(broken)));
    }
    if !complete {
        line.push_str(", but not everything could be done: see above");
    }
    line
}

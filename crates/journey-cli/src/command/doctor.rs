//! `journey doctor`: what an editor or a report about a bug needs to know, and what is wrong with it.
//!
//! The JSON has a version of its own, 1. Keys are never removed and never change their meaning within a version; a later
//! program may add some, so readers should pass over keys that they do not know.

mod editors;
mod language_server;
mod machine;
mod probe;
mod program;
mod project;
mod report;
#[cfg(all(test, unix))]
mod testing;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::failure::{Failure, contained};
use crate::output::{data_to_standard_output, to_standard_output};
use crate::plugins;
use crate::report::human::lines;
use crate::status::Status;
use crate::terminal::Terminal;
use report::{Finding, Home, Mark, Report, Section};

/// Look whether everything is in place: the program, the project, the language server, editors
///
/// Changes nothing, asks nothing of the network, and ends within half a minute whatever hangs. Your home folder is shown
/// as ~; nothing of what your journeys say is shown. To report a bug, put this below it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Doctor {
    /// The folder or file whose project to look at [default: the current folder]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How it is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Section by section, for people
    #[default]
    Human,
    /// One JSON object, for editors
    Json,
}

const EXAMPLES: &str = "\
\u{1b}[1m\u{1b}[4mExamples:\u{1b}[0m
  journey doctor                        Look at the program and the project around the current folder
  journey doctor maps/shop.journey      The same for the project of a file
  journey doctor --format json          For editors
  journey doctor > journey-doctor.txt   To go with the report of a bug

\u{1b}[1m\u{1b}[4mExit status:\u{1b}[0m
  0  nothing is wrong; some things may need attention
  1  something is wrong
  2  it was asked in a way that it does not know";

/// Looks, and tells.
pub(super) fn run(arguments: &Doctor, terminal: &Terminal) -> Result<Status, Failure> {
    let path = arguments.path.as_deref().unwrap_or(Path::new("."));
    let plugins = plugins::registry();
    // The two that wait for other programs do so beside the rest.
    let mut report = std::thread::scope(|scope| {
        let server = scope.spawn(|| section("language-server", "Language server", language_server::look));
        let editors = scope.spawn(|| section("editors", "Editors", editors::look));
        let mut sections = vec![
            section("program", "Program", program::look),
            section("machine", "Machine", || machine::look(terminal)),
            section("project", "Project", || project::look(path, &plugins)),
            section("plugins", "Plugins", || project::plugins(&plugins)),
        ];
        sections.extend(server.join().ok());
        sections.extend(editors.join().ok());
        Report::new(sections)
    });
    report.shorten(&Home::of_this_process());
    match arguments.format {
        Format::Human => to_standard_output(terminal, |out| write_human(out, &report, terminal.out_has_colors()))?,
        Format::Json => data_to_standard_output(|out| {
            serde_json::to_writer(&mut *out, &report)?;
            out.write_all(b"\n")
        })?,
    }
    Ok(if report.status == Mark::Problem { Status::Findings } else { Status::Clean })
}

/// A section; a bug in it is a problem of its own, and the others are told all the same.
fn section(id: &'static str, title: &'static str, look: impl FnOnce() -> Vec<Finding>) -> Section {
    let findings = contained(&format!("looking at {id}"), look).unwrap_or_else(|failure| {
        vec![Finding::new("bug", Mark::Problem, failure.message).hint(failure.help.unwrap_or_default())]
    });
    Section { id, title, findings }
}

fn write_human(out: &mut dyn Write, report: &Report, colors: bool) -> io::Result<()> {
    let styled =
        |style: &str, text: &str| if colors { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() };
    for section in &report.sections {
        writeln!(out, "{}", styled("1", section.title))?;
        for finding in &section.findings {
            let (word, style) = match finding.mark {
                Mark::Info => ("", ""),
                Mark::Ok => ("ok", "32"),
                Mark::Attention => ("attention", "33"),
                Mark::Problem => ("problem", "31;1"),
            };
            // What other programs say may hold anything.
            let message = lines(&finding.message).replace('\n', "\n             ");
            writeln!(out, "  {}{} {message}", styled(style, word), " ".repeat(10 - word.len()))?;
            if let Some(hint) = &finding.hint {
                writeln!(out, "             -> {}", lines(hint).replace('\n', "\n                "))?;
            }
        }
        writeln!(out)?;
    }
    let count = |mark: Mark| {
        let findings = report.sections.iter().flat_map(|section| &section.findings);
        findings.filter(|finding| finding.mark == mark).count()
    };
    let several = |number: usize, one: &str, more: &str| format!("{number} {}", if number == 1 { one } else { more });
    match (count(Mark::Problem), count(Mark::Attention)) {
        (0, 0) => writeln!(out, "Everything is in place."),
        (0, attention) => writeln!(out, "It works; {} attention.", several(attention, "thing needs", "things need")),
        (problems, 0) => writeln!(out, "{}: see above.", several(problems, "problem", "problems")),
        (problems, attention) => writeln!(
            out,
            "{}, and {} attention: see above.",
            several(problems, "problem", "problems"),
            several(attention, "thing needs", "things need")
        ),
    }
}

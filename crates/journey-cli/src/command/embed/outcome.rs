//! What became of pages, and how that is told.

use journey_mermaid::embed::Page;

use super::Embed;
use crate::failure::Failure;
use crate::output::{data_to_standard_output, to_standard_output};
use crate::status::Status;
use crate::terminal::Terminal;

/// What became of the pages of a run.
#[derive(Default)]
pub(super) struct Outcome {
    /// How many pages ask for something.
    pages: usize,
    /// How many diagrams they ask for.
    diagrams: usize,
    /// How many of those were changed, or would be.
    pub(super) stale: usize,
    /// What `--check` or `--diff` print.
    pub(super) shown: String,
    /// What could not be done.
    pub(super) failures: Vec<Failure>,
}

impl Outcome {
    /// An outcome without a page, after what was named and is no page that can be worked on.
    pub(super) fn after(failures: Vec<Failure>) -> Self {
        Self { failures, ..Self::default() }
    }

    /// Counts what a page asks for.
    pub(super) fn count(&mut self, page: &Page<'_>) {
        let diagrams = page.wanted().count();
        self.pages += usize::from(diagrams > 0 || !page.mistakes().is_empty());
        self.diagrams += diagrams;
    }

    /// Tells everything, and says what the run ends with.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub(super) fn tell(&self, arguments: &Embed, terminal: &Terminal) -> Result<Status, Failure> {
        let printed = data_to_standard_output(|out| out.write_all(self.shown.as_bytes()));
        for failure in &self.failures {
            terminal.tell(failure);
        }
        printed?;
        let line = self.line(arguments);
        if arguments.diff {
            // A diff goes on to other programs.
            terminal.write_error(&format!("{line}\n"));
        } else {
            to_standard_output(terminal, |out| writeln!(out, "{line}"))?;
        }
        Ok(match () {
            () if !self.failures.is_empty() => Status::CouldNotRun,
            () if arguments.check && self.stale > 0 => Status::Findings,
            () => Status::Clean,
        })
    }

    /// How it ended, in one line.
    fn line(&self, arguments: &Embed) -> String {
        let complete = self.failures.is_empty();
        let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
        let mut line = format!("{}, {}", count(self.pages, "page"), count(self.diagrams, "diagram"));
        match self.stale {
            0 if !complete => {}
            0 if self.pages == 0 => {
                return "No page asks for a diagram; `journey help embed` shows how one does".to_owned();
            }
            0 if arguments.check => line.push_str(", all fresh"),
            0 => line.push_str(", none changed"),
            stale if arguments.check => {
                line.push_str(&format!(", {stale} not fresh: `journey embed` brings them up to date"));
            }
            stale if arguments.diff => line.push_str(&format!(", {stale} would change")),
            stale => line.push_str(&format!(", {stale} changed")),
        }
        if !complete {
            line.push_str("; not everything could be done: see above");
        }
        line
    }
}

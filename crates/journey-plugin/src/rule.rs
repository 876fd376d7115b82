//! Rules: each looks at a file of a project and reports what it finds.

use journey_model::syntax::TextRange;
use journey_model::{File, FileId, Project};

use crate::diagnostic::{Diagnostic, Place, Severity};

/// Looks for one kind of problem.
pub trait Rule: Send + Sync {
    /// What it is about.
    fn description(&self) -> &RuleDescription;

    /// Reports what it finds in one file. It may ask the whole project, and reports only places of this file (other
    /// places can be related). It must not depend on anything but its argument.
    fn check(&self, context: &FileContext<'_>, report: &mut Report);
}

/// What people are told about a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleDescription {
    /// Its id in kebab case, which is the code of its diagnostics.
    pub id: &'static str,
    /// One line: what it finds.
    pub summary: &'static str,
    /// Its page, in Markdown: what it does, why it matters, an example, what to write instead.
    pub documentation: &'static str,
    /// How serious its findings are where nobody says otherwise.
    pub severity: Severity,
    /// How far it looks.
    pub reach: Reach,
}

/// How far a rule looks: while the files of a project are still being read, only what looks at nothing else than its own
/// file can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// At the file only.
    File,
    /// At other files too.
    Project,
}

/// The file that a rule looks at, with the project around it.
#[derive(Clone, Copy, Debug)]
pub struct FileContext<'p> {
    /// The project.
    pub project: &'p Project,
    /// The file's number in it.
    pub id: FileId,
}

impl<'p> FileContext<'p> {
    /// The file.
    pub fn file(&self) -> &'p File {
        self.project.file(self.id)
    }

    /// A range of this file as a place.
    pub fn place(&self, range: TextRange) -> Place {
        Place { file: self.id, range }
    }
}

/// Where rules put what they find.
#[derive(Debug)]
pub struct Report {
    code: &'static str,
    severity: Severity,
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// A report for the findings of one rule, with the severity that they get.
    pub fn new(code: &'static str, severity: Severity) -> Self {
        Self { code, severity, diagnostics: Vec::new() }
    }

    /// Adds a finding.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(Diagnostic { code: self.code, severity: self.severity, ..diagnostic });
    }

    /// What was found.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}

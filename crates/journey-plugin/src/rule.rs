//! Rules: each looks at a file of a project and reports what it finds.

use journey_model::configuration::OptionDescription;
use journey_model::syntax::TextRange;
use journey_model::{File, FileId, Project};

use crate::diagnostic::{Applicability, Diagnostic, Place, Severity};
use crate::rule_context::RuleContext;
use crate::suppression::Suppressions;

/// Looks for one kind of problem.
pub trait Rule: Send + Sync {
    /// What it is about.
    fn description(&self) -> &RuleDescription;

    /// Reports what it finds in one file. It may ask the whole project, and reports only places of this file (other
    /// places can be related). It must not depend on anything but its argument.
    fn check(&self, context: &RuleContext<'_>, report: &mut Report);

    /// Reports what it finds in the comments that allow findings, after all rules have looked at the file.
    fn review(&self, _context: &RuleContext<'_>, _suppressions: &Suppressions, _report: &mut Report) {}
}

/// What people are told about a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleDescription {
    /// Its id in kebab case, which is the code of its diagnostics.
    pub id: &'static str,
    /// One line: what it finds.
    pub summary: &'static str,
    /// Its page, in Markdown: what it does, why it matters, an example, what to write instead, where the idea comes from.
    pub documentation: &'static str,
    /// The rules that belong together, so that settings can name all of them at once.
    pub group: &'static Group,
    /// How serious its findings are where nobody says otherwise.
    pub severity: Severity,
    /// How far it looks.
    pub reach: Reach,
    /// The best that its fixes can be; `None` where it has none.
    pub fixes: Option<Applicability>,
    /// What can be set for it in `journey.toml`, beside its severity.
    pub options: &'static [OptionDescription],
}

/// Rules that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id in kebab case. Also the id of its plugin where that has one group.
    pub id: &'static str,
    /// One line: what its rules are about.
    pub summary: &'static str,
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
    is_set: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// A report for the findings of one rule, with the severity that they get.
    pub fn new(code: &'static str, severity: Severity) -> Self {
        Self { code, severity, is_set: false, diagnostics: Vec::new() }
    }

    /// The same where somebody has set the severity, so that no finding has one of its own.
    pub(crate) fn set_to(code: &'static str, severity: Severity) -> Self {
        Self { is_set: true, ..Self::new(code, severity) }
    }

    /// Adds a finding.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(Diagnostic { code: self.code, severity: self.severity, ..diagnostic });
    }

    /// Adds a finding that is more or less serious than others of its rule. Where somebody has set the rule's severity,
    /// it has that.
    pub fn add_as(&mut self, severity: Severity, diagnostic: Diagnostic) {
        let severity = if self.is_set { self.severity } else { severity };
        self.diagnostics.push(Diagnostic { code: self.code, severity, ..diagnostic });
    }

    /// What was found.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}

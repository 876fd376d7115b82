//! Says what was found: to people, and to programs.

pub(crate) mod diff;
pub(crate) mod excerpt;
pub(crate) mod file_text;
mod fingerprint;
mod format;
mod github;
mod gitlab;
pub(crate) mod human;
pub(crate) mod json;
mod junit;
pub(crate) mod markdown;
mod outcome;
mod sarif;
mod summary;

use std::collections::HashMap;
use std::ops::AddAssign;

use journey_model::FileId;
use journey_plugin::{Diagnostic, Severity};
use rustc_hash::FxBuildHasher;

use crate::workspace::LoadedProject;
use file_text::FileText;

pub(crate) use format::Format;
pub(crate) use outcome::Outcome;
pub(crate) use summary::summary_line;

/// A file with what was found in it.
#[derive(Debug)]
pub(crate) struct CheckedFile<'w> {
    /// Its project.
    pub(crate) project: &'w LoadedProject,
    /// Its number in the project.
    pub(crate) file: FileId,
    /// What was found, in the order of the text.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// How many findings of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Errors.
    pub(crate) errors: usize,
    /// Warnings.
    pub(crate) warnings: usize,
    /// Infos.
    pub(crate) infos: usize,
    /// Hints.
    pub(crate) hints: usize,
}

impl Counts {
    /// Counts findings.
    pub(crate) fn of<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        let mut counts = Self::default();
        for diagnostic in diagnostics {
            *match diagnostic.severity {
                Severity::Error => &mut counts.errors,
                Severity::Warning => &mut counts.warnings,
                Severity::Info => &mut counts.infos,
                Severity::Hint => &mut counts.hints,
            } += 1;
        }
        counts
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.hints += other.hints;
    }
}

/// The texts of the files that findings point into, each made when it is first needed.
#[derive(Debug, Default)]
struct Texts {
    known: HashMap<FileId, FileText, FxBuildHasher>,
}

impl Texts {
    /// The texts that the findings of a file point into.
    fn of(checked: &CheckedFile<'_>) -> Self {
        let mut texts = Self::default();
        for diagnostic in &checked.diagnostics {
            let related = diagnostic.related.iter().map(|(place, _)| place.file);
            let edits = diagnostic.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.place.file);
            for file in std::iter::once(diagnostic.place.file).chain(related).chain(edits) {
                texts.known.entry(file).or_insert_with(|| {
                    let text = checked.project.project.file(file).source_text();
                    FileText::new(text, checked.project.file(file).encoding.clone())
                });
            }
        }
        texts
    }

    fn get(&self, file: FileId) -> &FileText {
        self.known.get(&file).expect("the text of every file that a finding points into was made")
    }
}

//! Findings as the protocol shows them.

use journey_ide::plugin::model::FileId;
use journey_ide::plugin::model::configuration::ConfigurationProblem;
use journey_ide::plugin::model::syntax::{Encoding, SourceText, TextRange};
use journey_ide::plugin::{Diagnostic, Severity, Tag};
use ls_types as lsp;

use crate::convert;
use crate::session::snapshot::ProjectSnapshot;

/// What editors show as the origin of a finding.
pub(crate) const SOURCE: &str = "journey";

/// All findings of a file.
pub(crate) fn of_file(project: &ProjectSnapshot, file: FileId) -> Vec<lsp::Diagnostic> {
    let ide = project.ide();
    let found = ide.registry.check(&ide.project, file);
    found.iter().map(|diagnostic| convert(project, diagnostic)).collect()
}

/// A finding as the protocol shows it.
pub(crate) fn convert(project: &ProjectSnapshot, diagnostic: &Diagnostic) -> lsp::Diagnostic {
    let related = project.capabilities.related_information() && !diagnostic.related.is_empty();
    let related_information = related.then(|| {
        let places = diagnostic.related.iter().map(|(place, message)| lsp::DiagnosticRelatedInformation {
            location: project.location(*place),
            message: message.clone(),
        });
        places.collect()
    });
    let tags = diagnostic.tag.filter(|_| project.capabilities.diagnostic_tags()).map(|tag| match tag {
        Tag::Unnecessary => vec![lsp::DiagnosticTag::UNNECESSARY],
    });
    lsp::Diagnostic {
        range: project.range(diagnostic.place),
        severity: Some(severity(diagnostic.severity)),
        code: Some(lsp::NumberOrString::String(diagnostic.code.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: message(&diagnostic.message, &diagnostic.help),
        related_information,
        tags,
        ..lsp::Diagnostic::default()
    }
}

/// A problem of a `journey.toml` as the protocol shows it.
pub(crate) fn of_settings(text: &SourceText, problem: &ConfigurationProblem, encoding: Encoding) -> lsp::Diagnostic {
    let bytes = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    let range = TextRange::new(bytes(problem.range.start), bytes(problem.range.end));
    lsp::Diagnostic {
        range: convert::range(text, range, encoding),
        severity: Some(lsp::DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: message(&problem.message, &problem.help),
        ..lsp::Diagnostic::default()
    }
}

/// What is wrong, and below it what to do.
fn message(what: &str, help: &str) -> String {
    if help.is_empty() { what.to_owned() } else { format!("{what}\n{help}") }
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Info => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}

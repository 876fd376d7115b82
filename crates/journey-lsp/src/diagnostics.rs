//! Findings as the protocol shows them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use journey_ide::plugin::model::FileId;
use journey_ide::plugin::model::configuration::{self, ConfigurationProblem, FILE_NAME};
use journey_ide::plugin::model::syntax::{Encoding, SourceText, TextRange};
use journey_ide::plugin::{Diagnostic, Place, Reach, Severity, Tag};
use journey_workspace::WRONG_ENCODING;
use ls_types as lsp;

use crate::convert;
use crate::session::Session;
use crate::session::document::{Content, Document};
use crate::session::snapshot::ProjectSnapshot;
use crate::uri::DocumentUri;

/// What editors show as the origin of a finding.
pub(crate) const SOURCE: &str = "journey";

/// All findings of a file; while the files of its project are still being read, those that no other file can change. A
/// rule that panics has found nothing, which is told in the log, and the others go on.
pub(crate) fn of_file(project: &ProjectSnapshot, file: FileId) -> Vec<lsp::Diagnostic> {
    found(project, file).iter().map(|diagnostic| convert(project, diagnostic)).collect()
}

/// The same as the rules tell it, with what the file's encoding hides from them.
pub(crate) fn found(project: &ProjectSnapshot, file: FileId) -> Vec<Diagnostic> {
    let Some(problem) = project.version.files.entry(file).problem.clone() else {
        return found_by_rules(project, file);
    };
    let place = Place { file, range: problem.range };
    let wrong = Diagnostic::new(place, problem.message, problem.help);
    let mut found = vec![Diagnostic { code: WRONG_ENCODING, severity: Severity::Error, ..wrong }];
    if !problem.is_guessed {
        found.extend(found_by_rules(project, file));
        found.sort_by_key(|diagnostic| diagnostic.place.range.start);
    }
    found
}

fn found_by_rules(project: &ProjectSnapshot, file: FileId) -> Vec<Diagnostic> {
    let ide = project.ide();
    let reach = if project.version.is_loading { Reach::File } else { Reach::Project };
    ide.registry.check_observed(&ide.project, file, ide.environment(), reach, &mut |plugin, run| {
        let began = Instant::now();
        // What a rule shares with others is immutable, but for the list of findings, to which it adds at its end.
        let ended = catch_unwind(AssertUnwindSafe(run));
        let id = plugin.manifest().id;
        project.timings.add(id, began.elapsed());
        if ended.is_err() {
            let path = &ide.project.file(file).path;
            tracing::error!("a rule of the plugin `{id}` has a bug: it failed in {path}; all others go on");
        }
    })
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
    let tag = diagnostic.tag.map(|tag| match tag {
        Tag::Unnecessary => lsp::DiagnosticTag::UNNECESSARY,
    });
    let tags = tag.filter(|tag| project.capabilities.shows(tag)).map(|tag| vec![tag]);
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

/// The problems of every file of settings of the session: as it is typed where it is open, else as it is on the disk;
/// with the document where it is open.
pub(crate) fn of_all_settings(session: &Session) -> Vec<(DocumentUri, Option<Arc<Document>>, Vec<lsp::Diagnostic>)> {
    let encoding = session.encoding();
    let files = session.workspace().settings_files();
    let on_the_disk = files.into_iter().filter_map(|(file, document)| {
        let uri = document.as_ref().map_or_else(|| DocumentUri::from_path(&file.path), |open| Some(open.key()))?;
        let mut findings = of_problems(&file.text, &file.problems, encoding);
        findings.extend(file.unreadable.as_ref().map(|unreadable| lsp::Diagnostic {
            severity: Some(lsp::DiagnosticSeverity::ERROR),
            source: Some(SOURCE.to_owned()),
            message: unreadable.message(FILE_NAME),
            ..lsp::Diagnostic::default()
        }));
        Some((uri, document, findings))
    });
    let mut all: Vec<_> = on_the_disk.collect();
    for document in session.documents() {
        if document.path.is_none()
            && let Some(problems) = settings_problems(session, &document)
            && let Content::Configuration(text) = &document.content
        {
            all.push((document.key(), Some(Arc::clone(&document)), of_problems(text, &problems, encoding)));
        }
    }
    all
}

/// The problems of an open file of settings; `None` for a document that is none.
pub(crate) fn settings_problems(session: &Session, document: &Document) -> Option<Vec<ConfigurationProblem>> {
    let Content::Configuration(text) = &document.content else { return None };
    match &document.path {
        Some(path) => {
            let files = session.workspace().settings_files();
            files.into_iter().find(|(file, _)| file.path == *path).map(|(file, _)| file.problems)
        }
        // It has no place, so there is nothing that it could extend.
        None => {
            let is_settings = document.uri.as_str().rsplit('/').next() == Some(FILE_NAME);
            is_settings.then(|| configuration::read(text, &session.catalog).problems)
        }
    }
}

fn of_problems(text: &str, problems: &[ConfigurationProblem], encoding: Encoding) -> Vec<lsp::Diagnostic> {
    // Mostly there is nothing to convert, and this is asked after each edit.
    if problems.is_empty() {
        return Vec::new();
    }
    let text = SourceText::new(text);
    problems.iter().map(|problem| of_settings(&text, problem, encoding)).collect()
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

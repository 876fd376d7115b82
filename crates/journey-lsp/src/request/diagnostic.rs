//! `textDocument/diagnostic` and `workspace/diagnostic`: findings for clients that ask for them.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_pullDiagnostics>

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use journey_ide::Cancellable;
use journey_ide::plugin::model::FileId;
use ls_types as lsp;
use rustc_hash::FxHasher;
use tower_lsp::jsonrpc::Result;

use crate::diagnostics;
use crate::session::files::FileTable;
use crate::session::snapshot::{Asked, FileSnapshot, ProjectSnapshot, SettingsSnapshot, answer};
use crate::session::{Session, key, reading};
use crate::transport::current_cancellation;

/// A client that cannot be told to ask again would keep what it hears before its project is read. So it waits for that,
/// though not for ever. Helix 25.07 is one: where the protocol has `diagnostics`, it says `diagnostic`.
const PATIENCE: Duration = Duration::from_secs(300);

/// The findings of one document, or the news that they are those of the id that the client sent along.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn of_document(
    session: &Session,
    params: lsp::DocumentDiagnosticParams,
) -> Result<lsp::DocumentDiagnosticReportResult> {
    let previous = params.previous_result_id;
    if !session.capabilities().refreshes_diagnostics() {
        reading::finished(session, &key(&params.text_document.uri), PATIENCE).await;
    }
    let (findings, related_documents) = match session.asked(&params.text_document) {
        Asked::Journey(file) => {
            let cancellation = file.project.cancellation.clone();
            let (findings, related) = answer(file, &cancellation, of_journey).await?;
            (findings, related.map(Related::tell))
        }
        Asked::Settings(settings) => (of_settings(session, &settings), None),
        Asked::Unknown => (Vec::new(), None),
    };
    let id = result_id(&findings);
    let report = if previous.as_ref() == Some(&id) {
        lsp::DocumentDiagnosticReport::Unchanged(lsp::RelatedUnchangedDocumentDiagnosticReport {
            related_documents,
            unchanged_document_diagnostic_report: lsp::UnchangedDocumentDiagnosticReport { result_id: id },
        })
    } else {
        lsp::DocumentDiagnosticReport::Full(lsp::RelatedFullDocumentDiagnosticReport {
            related_documents,
            full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport { result_id: Some(id), items: findings },
        })
    };
    Ok(report.into())
}

/// The most files whose findings an answer about another one brings along.
const MOST_RELATED: usize = 32;

type RelatedDocuments = HashMap<lsp::Uri, lsp::DocumentDiagnosticReportKind>;

/// Findings of other files that an answer brings along. If it is not given after all, because the client has cancelled
/// the question, they are asked for again: nobody else would tell them.
struct Related {
    documents: RelatedDocuments,
    table: Arc<FileTable>,
    taken: Vec<FileId>,
}

impl Related {
    /// The answer is given.
    fn tell(mut self) -> RelatedDocuments {
        self.taken.clear();
        std::mem::take(&mut self.documents)
    }
}

impl Drop for Related {
    fn drop(&mut self) {
        self.table.judge_later(self.taken.drain(..));
    }
}

/// The findings of a journey, and those of other files that its edits may have changed, if the client can take them.
fn of_journey(file: &FileSnapshot) -> Cancellable<(Vec<lsp::Diagnostic>, Option<Related>)> {
    let FileSnapshot { project, file } = file;
    let findings = diagnostics::of_file(project, *file);
    if !project.capabilities.related_documents() {
        return Ok((findings, None));
    }
    let mut taken = project.version.files.take_unjudged(project.version.serial, MOST_RELATED).unwrap_or_default();
    taken.retain(|other| other != file);
    let table = Arc::clone(&project.version.files);
    let mut related = Related { documents: RelatedDocuments::new(), table, taken };
    for other in &related.taken {
        project.cancellation.check()?;
        let items = diagnostics::of_file(project, *other);
        let full = lsp::FullDocumentDiagnosticReport { result_id: Some(result_id(&items)), items };
        related.documents.insert(project.uri(*other), lsp::DocumentDiagnosticReportKind::Full(full));
    }
    Ok((findings, (!related.documents.is_empty()).then_some(related)))
}

/// The findings of all documents of all projects, open or not.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn of_workspace(
    session: &Arc<Session>,
    params: lsp::WorkspaceDiagnosticParams,
) -> Result<lsp::WorkspaceDiagnosticReportResult> {
    let previous: HashMap<_, _> =
        params.previous_result_ids.into_iter().map(|previous| (key(&previous.uri), previous.value)).collect();
    let mut untold = previous.clone();
    let projects = session.projects();
    let cancellation = current_cancellation();
    let flag = cancellation.clone();
    let work = move |projects: &Vec<ProjectSnapshot>| -> Cancellable<Vec<lsp::WorkspaceDocumentDiagnosticReport>> {
        let mut reports = Vec::new();
        for project in projects {
            for (file, entry) in project.version.files.entries() {
                flag.check()?;
                let findings = diagnostics::of_file(project, file);
                let (uri, version) = (entry.uri.to_uri(), project.version.number(file).map(i64::from));
                reports.push(report(uri, version, findings, previous.get(&entry.uri)));
            }
        }
        Ok(reports)
    };
    let mut items = answer(projects, &cancellation, work).await?;
    for (uri, document, findings) in diagnostics::of_all_settings(session) {
        let version = document.map(|document| document.version);
        items.push(report(uri.to_uri(), version.map(i64::from), findings, untold.get(&uri)));
    }
    // What the client was told of files that are gone would otherwise stay.
    for item in &items {
        untold.remove(&key(uri_of(item)));
    }
    items.extend(untold.iter().map(|(uri, id)| report(uri.to_uri(), None, Vec::new(), Some(id))));
    Ok(lsp::WorkspaceDiagnosticReportResult::Report(lsp::WorkspaceDiagnosticReport { items }))
}

fn uri_of(report: &lsp::WorkspaceDocumentDiagnosticReport) -> &lsp::Uri {
    match report {
        lsp::WorkspaceDocumentDiagnosticReport::Full(full) => &full.uri,
        lsp::WorkspaceDocumentDiagnosticReport::Unchanged(unchanged) => &unchanged.uri,
    }
}

fn report(
    uri: lsp::Uri,
    version: Option<i64>,
    findings: Vec<lsp::Diagnostic>,
    previous: Option<&String>,
) -> lsp::WorkspaceDocumentDiagnosticReport {
    let id = result_id(&findings);
    if previous == Some(&id) {
        lsp::WorkspaceDocumentDiagnosticReport::Unchanged(lsp::WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report: lsp::UnchangedDocumentDiagnosticReport { result_id: id },
        })
    } else {
        lsp::WorkspaceDocumentDiagnosticReport::Full(lsp::WorkspaceFullDocumentDiagnosticReport {
            uri,
            version,
            full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport { result_id: Some(id), items: findings },
        })
    }
}

/// The problems of a file of settings.
fn of_settings(session: &Session, settings: &SettingsSnapshot) -> Vec<lsp::Diagnostic> {
    let problems = diagnostics::settings_problems(session, &settings.document).unwrap_or_default();
    problems.iter().map(|problem| diagnostics::of_settings(&settings.source, problem, settings.encoding)).collect()
}

/// The same for the same findings.
fn result_id(findings: &[lsp::Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    for finding in findings {
        // Everything that is shown, in the form in which it is sent.
        serde_json::to_string(finding).unwrap_or_default().hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::files::FileEntry;
    use crate::uri::DocumentUri;

    #[test]
    fn findings_that_were_not_told_after_all_are_asked_for_again() {
        let uri = DocumentUri::new("file:///a.journey");
        let table = Arc::new(FileTable::new(vec![FileEntry { uri, path: None, problem: None }], |_| false));
        let related = || Related {
            documents: RelatedDocuments::new(),
            table: Arc::clone(&table),
            taken: table.take_unjudged(0, MOST_RELATED).unwrap(),
        };
        let taken = related();
        assert_eq!((taken.taken.len(), related().taken.len()), (1, 0));
        drop(taken);
        let taken = related();
        assert_eq!(taken.taken.len(), 1);
        taken.tell();
        assert_eq!(related().taken.len(), 0);
    }
}

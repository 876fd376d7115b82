//! Changes of texts and files, in the form that the client can make.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use journey_ide::plugin::model::FileId;
use journey_ide::{FileOperation, SourceChange};
use ls_types as lsp;

use crate::capabilities::Capabilities;
use crate::session::document::Document;
use crate::session::snapshot::ProjectSnapshot;
use crate::uri::DocumentUri;

/// The one annotation of a change that has to be confirmed.
const CONFIRM: &str = "confirm";

/// A change as the client can make it; `None` where it makes files and the client cannot. What is given as `confirm` is
/// shown to the user before anything happens, by clients that can do that.
pub(crate) fn convert(
    project: &ProjectSnapshot,
    change: &SourceChange,
    confirm: Option<&str>,
) -> Option<lsp::WorkspaceEdit> {
    let confirm = confirm.filter(|_| project.capabilities.change_annotations());
    let mut of_file: BTreeMap<FileId, Vec<lsp::TextEdit>> = BTreeMap::new();
    for edit in &change.edits {
        let new_text = edit.replacement.clone();
        let edits = of_file.entry(edit.place.file).or_default();
        edits.push(lsp::TextEdit { range: project.range(edit.place), new_text });
    }
    if !project.capabilities.versioned_edits() {
        let changes: HashMap<lsp::Uri, Vec<lsp::TextEdit>> =
            of_file.into_iter().map(|(file, edits)| (project.uri(file), edits)).collect();
        return change.files.is_empty().then(|| lsp::WorkspaceEdit { changes: Some(changes), ..Default::default() });
    }
    let annotated = |text_edit: lsp::TextEdit| match confirm {
        None => lsp::OneOf::Left(text_edit),
        Some(_) => lsp::OneOf::Right(lsp::AnnotatedTextEdit { text_edit, annotation_id: CONFIRM.to_owned() }),
    };
    let edits = of_file.into_iter().map(|(file, edits)| lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier {
            uri: project.uri(file),
            version: project.version.number(file),
        },
        edits: edits.into_iter().map(annotated).collect(),
    });
    let document_changes = if change.files.is_empty() {
        lsp::DocumentChanges::Edits(edits.collect())
    } else {
        if !project.capabilities.creates_files() {
            return None;
        }
        let mut operations = Vec::new();
        for file in &change.files {
            operations.extend(created(project, file, confirm.is_some())?);
        }
        operations.extend(edits.map(lsp::DocumentChangeOperation::Edit));
        lsp::DocumentChanges::Operations(operations)
    };
    let change_annotations = confirm.map(|label| {
        let annotation =
            lsp::ChangeAnnotation { label: label.to_owned(), needs_confirmation: Some(true), description: None };
        HashMap::from([(CONFIRM.to_owned(), annotation)])
    });
    Some(lsp::WorkspaceEdit { changes: None, document_changes: Some(document_changes), change_annotations })
}

/// One edit of an open document.
pub(crate) fn of_document(document: &Document, edit: lsp::TextEdit, client: &Capabilities) -> lsp::WorkspaceEdit {
    let uri = document.uri.to_uri();
    if !client.versioned_edits() {
        return lsp::WorkspaceEdit { changes: Some(HashMap::from([(uri, vec![edit])])), ..Default::default() };
    }
    let text_document = lsp::OptionalVersionedTextDocumentIdentifier { uri, version: Some(document.version) };
    let edits = vec![lsp::TextDocumentEdit { text_document, edits: vec![lsp::OneOf::Left(edit)] }];
    lsp::WorkspaceEdit { document_changes: Some(lsp::DocumentChanges::Edits(edits)), ..Default::default() }
}

/// A new file, and then its text.
fn created(
    project: &ProjectSnapshot,
    file: &FileOperation,
    confirm: bool,
) -> Option<[lsp::DocumentChangeOperation; 2]> {
    let FileOperation::Create { path, text } = file;
    let uri = DocumentUri::from_path(&root(project)?.join(path))?.to_uri();
    let annotation_id = confirm.then(|| CONFIRM.to_owned());
    // What came there in the meantime is not overwritten: then the client makes nothing of the whole change.
    let options = Some(lsp::CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) });
    let create = lsp::CreateFile { uri: uri.clone(), options, annotation_id: annotation_id.clone() };
    let text_edit = lsp::TextEdit { range: lsp::Range::default(), new_text: text.clone() };
    let edit = match annotation_id {
        None => lsp::OneOf::Left(text_edit),
        Some(annotation_id) => lsp::OneOf::Right(lsp::AnnotatedTextEdit { text_edit, annotation_id }),
    };
    let text = lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: vec![edit],
    };
    let create = lsp::DocumentChangeOperation::Op(lsp::ResourceOp::Create(create));
    Some([create, lsp::DocumentChangeOperation::Edit(text)])
}

/// The folder that the paths of a project's files are relative to; `None` for a document that has no place on the disk.
pub(crate) fn root(project: &ProjectSnapshot) -> Option<PathBuf> {
    let model = project.model();
    project.version.files.entries().find_map(|(file, entry)| {
        let path = entry.path.as_deref()?;
        let shown = std::path::Path::new(&*model.file(file).path);
        let depth = shown.components().count();
        path.ends_with(shown).then(|| path.ancestors().nth(depth).map(PathBuf::from)).flatten()
    })
}

//! The open documents of a project. One file may be open by several names; then one of them counts.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::document::Document;
use crate::uri::DocumentUri;

/// The open documents of a project.
#[derive(Debug, Default)]
pub(crate) struct OpenDocuments {
    documents: FxHashMap<DocumentUri, Arc<Document>>,
    /// What each file is called; the name by which it was opened last stands last. Links and letter case give a file
    /// several names, and each declaration would count as often.
    names: FxHashMap<PathBuf, Vec<DocumentUri>>,
}

impl OpenDocuments {
    /// A document was opened. Of those of one file it is the one that counts.
    pub(crate) fn open(&mut self, document: Arc<Document>) {
        if let Some(path) = &document.path {
            let names = self.names.entry(path.clone()).or_default();
            names.retain(|name| *name != document.uri);
            names.push(document.uri.clone());
        }
        self.documents.insert(document.key(), document);
    }

    /// An open document was edited.
    pub(crate) fn edit(&mut self, document: Arc<Document>) {
        self.documents.insert(document.key(), document);
    }

    /// A document was closed.
    pub(crate) fn close(&mut self, uri: &DocumentUri) -> Option<Arc<Document>> {
        let document = self.documents.remove(uri)?;
        if let Some(path) = &document.path
            && let Some(names) = self.names.get_mut(path)
        {
            names.retain(|name| name != uri);
            if names.is_empty() {
                self.names.remove(path);
            }
        }
        Some(document)
    }

    /// Whether a document is open.
    pub(crate) fn has(&self, uri: &DocumentUri) -> bool {
        self.documents.contains_key(uri)
    }

    /// Whether a file is open, by whatever name.
    pub(crate) fn has_file(&self, path: &Path) -> bool {
        self.names.contains_key(path)
    }

    /// Whether none is open.
    pub(crate) fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Those that count: one for each file, and all that are no files.
    pub(crate) fn counting(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.documents.values().filter(|document| {
            let names = document.path.as_ref().and_then(|path| self.names.get(path));
            names.is_none_or(|names| names.last() == Some(&document.uri))
        })
    }

    /// All of them. Of those of one file, the one that counts comes last.
    pub(crate) fn into_all(mut self) -> Vec<Arc<Document>> {
        let mut documents = std::mem::take(&mut self.documents);
        let mut all: Vec<Arc<Document>> =
            self.names.into_values().flatten().filter_map(|name| documents.remove(&name)).collect();
        all.extend(documents.into_values());
        all
    }
}

//! A text that is no document, as a fence of a page has one: a project of its own.

use std::sync::Arc;

use journey_ide::plugin::model::syntax::parse;
use journey_ide::plugin::model::{Configuration, File, FileId, FileModel};
use rustc_hash::FxHashMap;

use crate::session::Session;
use crate::session::files::{FileEntry, FileTable};
use crate::session::snapshot::FileSnapshot;
use crate::session::version::Version;
use crate::uri::DocumentUri;

/// The only file of a project of standard settings. Its places are said to be in `page`.
pub(super) fn file_of(session: &Session, page: DocumentUri, text: &str) -> FileSnapshot {
    let schema = session.registry.schema();
    let model = Arc::new(FileModel::lower(&parse(text), &schema));
    let files = vec![File { path: page.as_str().into(), model }];
    let table = FileTable::new(vec![FileEntry { uri: page, path: None, problem: None }], |_| false);
    let version = Version::of_files(table, files, FxHashMap::default(), Configuration::default(), schema, false);
    FileSnapshot { project: session.project(Arc::new(version)), file: FileId::from_index(0) }
}

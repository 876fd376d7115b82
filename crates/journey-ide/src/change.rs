//! A change to the text of a project: edits, and files that come or go.

use journey_plugin::TextEdit;

/// What a rename, a quick fix or a refactoring changes. Edits of one file do not overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceChange {
    /// Edits of files that are there.
    pub edits: Vec<TextEdit>,
    /// Files that come, before the edits are made.
    pub files: Vec<FileOperation>,
    /// Where the cursor belongs afterwards: an offset in bytes into the replacement of the edit with this index.
    pub cursor: Option<(usize, u32)>,
}

/// A file that comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileOperation {
    /// A new file.
    Create {
        /// Its path, in the form of [`journey_model::File::path`].
        path: String,
        /// What stands in it.
        text: String,
    },
}

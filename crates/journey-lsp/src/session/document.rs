//! A document that the client has open: its text as the client sees it, with its tree.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use journey_ide::plugin::model::syntax::{Encoding, Parse, SourceText, parse};
use ls_types::TextDocumentContentChangeEvent;

use crate::convert;
use crate::uri::DocumentUri;

/// One version of an open document. Immutable: an edit makes the next version, which shares what did not change.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// What it is called, normalised.
    pub(crate) uri: DocumentUri,
    /// Where it is on the disk; `None` for what no file has, such as `untitled:`.
    pub(crate) path: Option<PathBuf>,
    /// The client's number for this version.
    pub(crate) version: i32,
    /// Tells this opening from any other: a client that closed a document has forgotten what it was told of it.
    pub(crate) opening: u64,
    /// The text.
    pub(crate) text: SourceText,
    /// What it is, with its tree.
    pub(crate) content: Content,
}

/// What a document is.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// A journey, with its tree.
    Journey(Parse),
    /// The settings of a project: `journey.toml`, or a file that may be extended by one.
    Configuration(Arc<str>),
}

impl Document {
    /// A document as the client opened it.
    pub(crate) fn new(uri: DocumentUri, path: Option<PathBuf>, version: i32, text: &str) -> Self {
        let is_configuration = uri.as_str().ends_with(".toml");
        let content =
            if is_configuration { Content::Configuration(text.into()) } else { Content::Journey(parse(text)) };
        static OPENINGS: AtomicU64 = AtomicU64::new(0);
        let opening = OPENINGS.fetch_add(1, Ordering::Relaxed);
        Self { uri, path, version, opening, text: SourceText::new(text), content }
    }

    /// The document after changes, each made on the result of the one before. A change without a range is the whole text.
    pub(crate) fn changed(
        &self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Self {
        let mut next = Self { version, ..self.clone() };
        // What stands before the last change of the whole text does not matter.
        let whole = changes.iter().rposition(|change| change.range.is_none()).unwrap_or(0);
        for change in changes.into_iter().skip(whole) {
            let Some(range) = change.range else {
                let opening = next.opening;
                next = Self { opening, ..Self::new(next.uri, next.path, version, &change.text) };
                continue;
            };
            let range = convert::text_range(&next.text, range, encoding);
            next.text.replace(range, &change.text);
            if let Content::Journey(parse) = &mut next.content {
                *parse = parse.edit(range, &change.text);
            }
        }
        if let Content::Configuration(text) = &mut next.content {
            *text = next.text.to_string().into();
        }
        next
    }

    /// What tells it from other documents.
    pub(crate) fn key(&self) -> DocumentUri {
        self.uri.clone()
    }

    /// Its tree, if it is a journey.
    pub(crate) fn parse(&self) -> Option<&Parse> {
        match &self.content {
            Content::Journey(parse) => Some(parse),
            Content::Configuration(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ls_types::{Position, Range};

    fn document(text: &str) -> Document {
        Document::new(DocumentUri::new("file:///a.journey"), None, 1, text)
    }

    fn change(range: Option<[u32; 4]>, text: &str) -> TextDocumentContentChangeEvent {
        let range = range.map(|[line, column, end_line, end_column]| Range {
            start: Position { line, character: column },
            end: Position { line: end_line, character: end_column },
        });
        TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() }
    }

    #[test]
    fn changes_are_made_one_after_the_other() {
        let changes = vec![change(Some([0, 8, 0, 8]), "tom"), change(Some([0, 11, 0, 15]), "")];
        let next = document("persona maya\n").changed(2, changes, Encoding::Utf16);
        assert_eq!((next.version, next.text.to_string()), (2, "persona tom\n".to_owned()));
        assert_eq!(next.parse().unwrap().text(), "persona tom\n");
    }

    #[test]
    fn a_change_of_everything_forgets_the_changes_before() {
        let changes =
            vec![change(Some([5, 0, 9, 9]), "x"), change(None, "channel 😀 app"), change(Some([0, 10, 0, 11]), "")];
        let next = document("").changed(2, changes, Encoding::Utf16);
        assert_eq!(next.text.to_string(), "channel 😀app");
        assert_eq!(next.parse().unwrap().text(), "channel 😀app");
    }

    #[test]
    fn places_past_the_end_are_clamped() {
        let next = document("persona a").changed(2, vec![change(Some([0, 99, 7, 1]), "bc")], Encoding::Utf8);
        assert_eq!(next.text.to_string(), "persona abc");
    }
}

//! What the page is told: a picture with its places, or why there is none.

mod picture;
mod text;

pub(crate) use picture::{Asked, picture};
pub(crate) use text::text;

use std::collections::BTreeMap;

use journey_model::syntax::{Encoding, SourceText};
use journey_model::{FileId, Project};
use journey_plugin::Place;
use serde::Serialize;

/// A place as the language server protocol has it, so that one surface serves editors and this page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Location {
    /// The file, as people see it.
    uri: String,
    range: Range,
}

/// From where to where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// Line and column in code units of UTF-16, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
struct Position {
    line: u32,
    character: u32,
}

/// Converts places of one project; each text is made ready once.
struct Locations<'p> {
    project: &'p Project,
    texts: BTreeMap<FileId, SourceText>,
}

impl<'p> Locations<'p> {
    fn new(project: &'p Project) -> Self {
        Self { project, texts: BTreeMap::new() }
    }

    fn of(&mut self, place: Place) -> Location {
        let file = self.project.file(place.file);
        let text = self.texts.entry(place.file).or_insert_with(|| file.source_text());
        let position = |offset| {
            let position = text.position(offset, Encoding::Utf16);
            Position { line: position.line, character: position.column }
        };
        let range = Range { start: position(place.range.start), end: position(place.range.end) };
        Location { uri: file.path.to_string(), range }
    }
}

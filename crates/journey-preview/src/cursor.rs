//! Where somebody's cursor is, as an editor tells it: the pages light what stands there.

use std::path::{Path, PathBuf};

use journey_model::syntax::{Encoding, Position};
use journey_model::{DeclarationId, FileId};
use serde::{Deserialize, Serialize};

use crate::shown::{Shown, Source};

/// Where somebody's cursor is, as an editor tells it. It may tell more; what is not known here is passed over.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Cursor {
    /// The file, absolute or as seen from the folder that the preview was started in.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1; the start of the line where it is missing.
    pub column: Option<u32>,
}

/// What the pages are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct FoundCursor {
    /// The file, as people see it.
    pub(crate) uri: String,
    /// The line, from 0.
    pub(crate) line: u32,
    /// The column in code units of UTF-16, from 0.
    pub(crate) character: u32,
    /// The journey around it.
    pub(crate) journey: Option<String>,
}

impl Cursor {
    /// Where that is in what is shown; `None` where the file is not of it.
    pub(crate) fn find(&self, shown: &Shown) -> Option<FoundCursor> {
        let (source, file) = known(shown, &self.file)?;
        let text = source.project().file(file).source_text();
        let position =
            Position { line: self.line.saturating_sub(1), column: self.column.unwrap_or(1).saturating_sub(1) };
        // Before the words of a line stands what is around them; a cursor there means the words.
        let words = text.line(position.line).chars().take_while(|character| character.is_whitespace()).count();
        let column = position.column.max(u32::try_from(words).unwrap_or(u32::MAX));
        let offset = text.offset(Position { column, ..position }, Encoding::Utf32);
        let place = text.position(offset, Encoding::Utf16);
        let project = source.project();
        let around = project.file(file).model.declaration_at(offset).and_then(|inner| inner.journey());
        let around = around.map(|journey| DeclarationId { file, local: journey.local_id() });
        let is_around = |id: DeclarationId| Some(id) == around;
        let journey = shown.journeys.iter().find(|journey| {
            std::ptr::addr_eq(&raw const *journey.source, &raw const *source) && is_around(journey.declaration)
        });
        Some(FoundCursor {
            uri: project.file(file).path.to_string(),
            line: place.line,
            character: place.column,
            journey: journey.map(|journey| journey.key.clone()),
        })
    }
}

/// The file of what is shown that a path leads to, past links as well.
fn known<'s>(shown: &'s Shown, path: &Path) -> Option<(&'s dyn Source, FileId)> {
    let path = std::path::absolute(path).ok()?;
    let all = || {
        let sources = shown.sources.iter().map(AsRef::as_ref);
        sources.flat_map(|source| source.project().files().map(move |(file, _)| (source, file)))
    };
    let exact = all().find(|(source, file)| source.path(*file) == path);
    exact.or_else(|| {
        let real = path.canonicalize().ok()?;
        // Only a file of that name can be it, unless the last step is a link; then the editor knows both names.
        let named = |known: &Path| known.file_name() == path.file_name() || known.file_name() == real.file_name();
        all().find(|(source, file)| {
            let known = source.path(*file);
            named(known) && known.canonicalize().is_ok_and(|known| known == real)
        })
    })
}

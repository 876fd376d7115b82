//! Why something cannot be renamed, in a sentence for the person who tried.

use std::fmt;

use journey_model::{DeclarationId, Keyword, Project};
use journey_plugin::Place;

/// Why something cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason and what to do, in sentences.
    pub message: String,
    /// Where the reason is, if it is somewhere else.
    pub place: Option<Place>,
}

impl Refusal {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self::at(message, None)
    }

    pub(super) fn at(message: impl Into<String>, place: Option<Place>) -> Self {
        Self { message: message.into(), place }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

/// "the stage `pay`".
pub(super) fn named(project: &Project, id: DeclarationId) -> String {
    let declaration = project.declaration(id);
    format!("the {} `{}`", declaration.keyword().map_or("declaration", Keyword::name), declaration.id())
}

/// "people.journey, line 3".
pub(super) fn whereabouts(project: &Project, place: Place) -> String {
    let file = project.file(place.file);
    let line = file.source_text().position(place.range.start, journey_model::syntax::Encoding::Utf8).line;
    format!("{}, line {}", file.path, line + 1)
}

/// What somebody wrote, as a sentence quotes it: on one line, shortened where it is long.
pub(super) fn said(written: &str) -> String {
    const LONGEST: usize = 40;
    let plain = written.trim().chars().map(|character| if character.is_control() { ' ' } else { character });
    let mut text: String = plain.clone().take(LONGEST).collect();
    if plain.count() > LONGEST {
        text.push('…');
    }
    format!("`{text}`")
}

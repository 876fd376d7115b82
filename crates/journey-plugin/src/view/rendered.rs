//! What a view gives.

use crate::Place;

/// A rendered journey.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rendered {
    /// The text, each line ended by `\n`.
    pub text: String,
    /// What the text is written in.
    pub language: Language,
    /// One sentence: why this is not what the view draws elsewhere. It stands in Mermaid texts as a comment, too.
    pub fallback: Option<String>,
    /// Markdown that says the same as the diagram, for readers who cannot see it, each line ended by `\n`. `None` where
    /// the text is Markdown itself.
    pub table: Option<String>,
    /// Whether the diagram means little without the table, as where it has only numbers or short ids; a page does not fold
    /// such a table away.
    pub table_is_part: bool,
    /// What the view had to leave out or change, one sentence each, so that nothing is lost silently.
    pub notes: Vec<String>,
    /// Which part of the source made which line of the text, in the order of lines. Lines that nothing made are not in
    /// it; a line that several declarations made is in it once for each.
    pub source_map: Vec<SourceLine>,
    /// What numbers and short ids of the diagram stand for, where it does not say so itself: a picture that stands without
    /// the table lists them below.
    pub legend: Vec<LegendEntry>,
}

impl Rendered {
    /// A diagram of Mermaid, with the Markdown that says the same.
    pub fn mermaid(text: String, table: String) -> Self {
        Self { text, table: Some(table), ..Self::default() }
    }

    /// Markdown.
    pub fn markdown(text: String) -> Self {
        Self { text, language: Language::Markdown, ..Self::default() }
    }

    /// The same, as what takes the place of a diagram that the target lacks; `reason` is one sentence.
    #[must_use]
    pub fn instead(self, reason: String) -> Self {
        Self { fallback: Some(reason), ..self }
    }

    /// The same with a table that the diagram means little without.
    #[must_use]
    pub fn with_table_as_part(self) -> Self {
        Self { table_is_part: true, ..self }
    }

    /// The same with notes.
    #[must_use]
    pub fn with_notes(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }

    /// The same with a source map.
    #[must_use]
    pub fn with_source_map(self, source_map: Vec<SourceLine>) -> Self {
        Self { source_map, ..self }
    }

    /// The same with a legend.
    #[must_use]
    pub fn with_legend(self, legend: Vec<LegendEntry>) -> Self {
        Self { legend, ..self }
    }
}

/// What a rendering is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// A diagram of Mermaid.
    #[default]
    Mermaid,
    /// A piece of a Markdown page (GitHub's dialect, for its tables).
    Markdown,
}

/// A line of a rendering, and what made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// The line in [`Rendered::text`], from 0.
    pub line: u32,
    /// The declaration or property that it shows.
    pub place: Place,
}

/// What a number or short id of a diagram stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendEntry {
    /// As the diagram has it, such as `O2`.
    pub short: String,
    /// What it stands for, as plain text.
    pub meaning: String,
    /// What this entry and those behind it belong to, such as a stage; `None` where it is the same as before, or nothing.
    pub heading: Option<String>,
    /// The declaration that it names.
    pub place: Place,
}

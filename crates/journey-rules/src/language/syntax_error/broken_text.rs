//! A text with errors in it, and the questions that all explanations ask about it.

use std::cell::OnceCell;

use journey_plugin::model::syntax::{SyntaxError, TextRange};
use journey_plugin::model::{Declaration, KeySchema, Keyword, Project, Property, Schema};
use journey_plugin::{Applicability, Diagnostic, Fix, Place, RuleContext, TextEdit};

use super::brackets::Brackets;
use crate::language::mending::is_sound_line;
use crate::source_text::SourceText;

/// A file with errors.
pub(super) struct BrokenText<'a, 'p> {
    context: &'a RuleContext<'p>,
    errors: Vec<SyntaxError>,
    source: SourceText<'p>,
    brackets: OnceCell<Brackets>,
}

/// What is said about an error, and which part of the text that explains: errors in there are not told again.
pub(super) struct Finding {
    pub(super) diagnostic: Diagnostic,
    pub(super) covers: TextRange,
}

/// One way to write a range anew.
pub(super) struct Candidate {
    pub(super) title: String,
    pub(super) sure: Applicability,
    pub(super) range: TextRange,
    pub(super) replacement: String,
}

impl Candidate {
    pub(super) fn new(
        title: impl Into<String>,
        sure: Applicability,
        range: TextRange,
        replacement: impl Into<String>,
    ) -> Self {
        Self { title: title.into(), sure, range, replacement: replacement.into() }
    }
}

impl<'a, 'p> BrokenText<'a, 'p> {
    pub(super) fn new(context: &'a RuleContext<'p>, errors: Vec<SyntaxError>) -> Self {
        Self { context, errors, source: SourceText::new(&context.file().model), brackets: OnceCell::new() }
    }

    pub(super) fn context(&self) -> &'a RuleContext<'p> {
        self.context
    }

    pub(super) fn project(&self) -> &'p Project {
        self.context.project
    }

    pub(super) fn schema(&self) -> &'p Schema {
        self.context.project.schema()
    }

    pub(super) fn source(&self) -> &SourceText<'p> {
        &self.source
    }

    /// The brackets that stand where blocks have their braces.
    pub(super) fn brackets(&self) -> &Brackets {
        self.brackets.get_or_init(|| Brackets::of(self))
    }

    /// All errors, in the order of the text.
    pub(super) fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    pub(super) fn error(&self, index: usize) -> Option<&SyntaxError> {
        self.errors.get(index)
    }

    pub(super) fn slice(&self, range: TextRange) -> &str {
        self.source.slice(range)
    }

    /// The text from a place to the end of its line.
    pub(super) fn rest_of_line(&self, offset: u32) -> &str {
        let rest = self.source.whole().get(offset as usize..).unwrap_or_default();
        rest.split(['\n', '\r']).next().unwrap_or_default()
    }

    /// The same place, unless it lies between CR and LF: then the place before both. To the grammar, the CR of a CRLF is a
    /// space.
    pub(super) fn before_line_end(&self, offset: u32) -> u32 {
        let (before, behind) = self.source.whole().split_at_checked(offset as usize).unwrap_or_default();
        if before.ends_with('\r') && behind.starts_with('\n') { offset - 1 } else { offset }
    }

    pub(super) fn place(&self, range: TextRange) -> Place {
        self.context.place(range)
    }

    pub(super) fn finding(&self, range: TextRange, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding { diagnostic: Diagnostic::new(self.place(range), message, help), covers: range }
    }

    /// The innermost declaration around a range.
    pub(super) fn declaration_around(&self, range: TextRange) -> Option<Declaration<'p>> {
        let at = self.context.file().model.declaration_at(range.start)?;
        std::iter::once(at).chain(at.ancestors()).find(|declaration| declaration.range().covers(range))
    }

    /// The property around a range, for properties that stand in a block.
    pub(super) fn property_around(&self, range: TextRange) -> Option<Property<'p>> {
        self.declaration_around(range)?.properties().find(|property| property.range().covers(range))
    }

    /// The text in a range when a candidate is taken; `None` for one that does not lie in it.
    pub(super) fn rewritten(&self, range: TextRange, candidate: &Candidate) -> Option<String> {
        let mut text = self.slice(range).to_owned();
        let offset = |at: u32| at.checked_sub(range.start).map(|at| at as usize);
        let replaced = offset(candidate.range.start)?..offset(candidate.range.end)?;
        text.get(replaced.clone())?;
        text.replace_range(replaced, &candidate.replacement);
        Some(text)
    }

    /// Whether nothing is wrong with the property any more when a candidate is taken.
    pub(super) fn mends(&self, property: Property<'_>, candidate: &Candidate) -> bool {
        let line = self.rewritten(property.range(), candidate);
        line.is_some_and(|line| is_sound_line(self.schema(), property.declaration().keyword(), &line))
    }
}

impl Finding {
    /// The same with a fix.
    pub(super) fn with(mut self, text: &BrokenText<'_, '_>, candidate: Candidate) -> Self {
        let place = text.place(candidate.range);
        let same = |fix: &Fix| matches!(fix.edits.as_slice(), [only] if only.place == place && only.replacement == candidate.replacement);
        if self.diagnostic.fixes.iter().any(same) {
            return self;
        }
        self.diagnostic.fixes.push(Fix {
            title: candidate.title,
            applicability: candidate.sure,
            edits: vec![TextEdit { place, replacement: candidate.replacement }],
        });
        self
    }

    /// The same, covering another range too.
    pub(super) fn covering(mut self, range: TextRange) -> Self {
        self.covers = self.covers.joined(range);
        self
    }

    /// The same with a related place.
    pub(super) fn related(mut self, place: Place, what: impl Into<String>) -> Self {
        self.diagnostic = self.diagnostic.related(place, what);
        self
    }
}

/// What a property is asked for: its key and the keyword around it, where both are known.
pub(super) fn key_of<'p>(text: &BrokenText<'_, 'p>, property: Property<'_>) -> Option<(Keyword, &'p KeySchema)> {
    Some((property.declaration().keyword()?, property.schema(text.schema())?))
}

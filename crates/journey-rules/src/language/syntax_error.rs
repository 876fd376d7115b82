//! `syntax-error`: text that cannot be read.

mod blocks;
mod brackets;
mod broken_text;
mod escapes;
mod heads;
mod lines;
mod lists;
mod long_texts;
mod not_text;
mod properties;
mod quotes;
mod values;

use crate::group::LANGUAGE;
use journey_plugin::model::syntax::{SyntaxErrorKind, TextRange};
use journey_plugin::{Applicability, Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

pub(super) use brackets::{Brackets, Pair};
use broken_text::{BrokenText, Finding};
pub(super) use long_texts::has_line as goes_on_with_a_text;

/// Finds text that cannot be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct SyntaxError;

/// How many findings of this rule a file gets: nobody reads more, and a file that is none of ours may have millions.
const MOST: usize = 100;

/// How many errors of the grammar are looked at for them.
const LOOKED_AT: usize = 2000;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "syntax-error",
    summary: "Text that cannot be read",
    documentation: r#"
## What it does
Finds text that is not written as the language asks for: a quote or a brace that has no partner, a line that is neither a
declaration nor a `key: value`, a sentence without quotes, a missing colon or value, curly quotes that a word processor put
in. It says at most 100 of them for one file.

## Why it matters
What cannot be read appears in no map. Everything around it keeps its meaning, so one such place costs no more than itself.

## Example
```journey
persona maya "Maya" {
  goal: "Order in ten minutes
}

journey weekly_shop "Weekly shop" {
  persona: maya
}
```

## Better
```journey
persona maya "Maya" {
  goal: "Order in ten minutes"
}

journey weekly_shop "Weekly shop" {
  persona: maya
}
```

## Source
The language reference, "How things are written" and "How broken text is read": what there is to write, and what a broken
place costs.
"#,
    group: &LANGUAGE,
    severity: Severity::Error,
    reach: Reach::File,
    fixes: Some(Applicability::Safe),
    options: &[],
};

impl Rule for SyntaxError {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let model = &context.file().model;
        let errors = model.parse().errors();
        let colons: Vec<_> = model.missing_colons().collect();
        let escapes = escapes::findings(context, MOST);
        if errors.is_empty() && colons.is_empty() {
            escapes.into_iter().for_each(|finding| report.add(finding));
            return;
        }
        let text = BrokenText::new(context, errors);
        if let Some(finding) = not_text::finding(&text) {
            report.add(finding);
            return;
        }
        let mut findings: Vec<Diagnostic> = Vec::new();
        let mut told: Vec<TextRange> = Vec::new();
        for missing in &colons {
            if findings.len() <= MOST && long_texts::covers(text.source(), missing.declaration, missing.line.range()) {
                continue;
            }
            told.push(missing.line.range());
            if findings.len() <= MOST {
                findings.push(lines::missing_colon(&text, missing));
            }
        }
        told.sort();
        findings.extend(in_errors(&text, &told));
        findings.extend(escapes);
        findings.sort_by_key(|finding| finding.place.range);
        if findings.len() > MOST {
            findings.truncate(MOST);
            if let Some(last) = findings.last_mut() {
                last.help.push_str(&format!(
                    " There are more places like this in this file, which are told when the first {MOST} are mended."
                ));
            }
        }
        findings.into_iter().for_each(|finding| report.add(finding));
    }
}

/// Whether the file is no plain text, so that nothing else needs to be said about it.
pub(super) fn is_no_text(context: &RuleContext<'_>) -> bool {
    let errors = context.file().model.parse().errors();
    not_text::finding(&BrokenText::new(context, errors)).is_some()
}

/// The brackets that stand where blocks have their braces: what is between them stands in the wrong place until they are
/// mended.
pub(super) fn brackets(context: &RuleContext<'_>) -> Brackets {
    let errors = context.file().model.parse().errors();
    Brackets::of(&BrokenText::new(context, errors))
}

/// The findings for the errors of the grammar that do not lie in the ranges (sorted) that are told already.
fn in_errors(text: &BrokenText<'_, '_>, told: &[TextRange]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut covered: Option<TextRange> = None;
    for index in 0..text.errors().len().min(LOOKED_AT) {
        let Some(error) = text.error(index) else { break };
        let before = told.partition_point(|range| range.start <= error.range.start);
        let is_told = before.checked_sub(1).and_then(|at| told.get(at)).is_some_and(|range| range.covers(error.range));
        if is_told || covered.is_some_and(|covered| covered.covers(error.range)) {
            continue;
        }
        // The bracket that opens is told.
        if text.brackets().is_closed_by(error.range) {
            continue;
        }
        let Some(finding) = explain(text, index) else { continue };
        covered = Some(finding.covers);
        findings.push(finding.diagnostic);
        if findings.len() > MOST {
            break;
        }
    }
    findings
}

/// What to say about one error; `None` where another finding says it.
fn explain(text: &BrokenText<'_, '_>, index: usize) -> Option<Finding> {
    let error = text.error(index)?;
    match error.kind {
        SyntaxErrorKind::Junk => lines::junk(text, index),
        SyntaxErrorKind::StrayClose => blocks::stray_close(text, error),
        SyntaxErrorKind::Unclosed => Some(blocks::unclosed(text, error)),
        SyntaxErrorKind::MissingOpen => Some(blocks::missing_open(text, error)),
        SyntaxErrorKind::HeadlessBlock => blocks::headless(text, error),
        SyntaxErrorKind::NestedTooDeep => Some(blocks::nested_too_deep(text, error)),
        SyntaxErrorKind::HeadJunk => heads::junk::explain(text, error),
        SyntaxErrorKind::MissingName => heads::missing_name(text, error),
        SyntaxErrorKind::MissingValue
        | SyntaxErrorKind::MissingSource
        | SyntaxErrorKind::ExtraComma
        | SyntaxErrorKind::UnterminatedText
        | SyntaxErrorKind::UnterminatedBlockText
        | SyntaxErrorKind::WrongQuotes
        | SyntaxErrorKind::UnquotedText
        | SyntaxErrorKind::UnreadableValue
        | SyntaxErrorKind::WrongCitation
        | SyntaxErrorKind::DashAtEnd => match text.property_around(error.range) {
            Some(property) => properties::explain(text, property, error),
            None => heads::explain(text, error),
        },
    }
}

#[cfg(test)]
mod tests;

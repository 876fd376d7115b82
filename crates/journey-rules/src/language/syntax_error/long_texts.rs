//! Texts in single quotation marks that go on over several lines.

use journey_plugin::Applicability;
use journey_plugin::model::syntax::{SyntaxError, SyntaxErrorKind, SyntaxKind, TextRange};
use journey_plugin::model::value::is_id;
use journey_plugin::model::{Declaration, Keyword, Property};

use super::broken_text::{BrokenText, Candidate, Finding, key_of};
use super::quotes;
use crate::language::mending::is_sound_line;
use crate::language::source_text::SourceText;
use crate::wording::shown;

/// How many lines below the first such a text may have.
const MOST: usize = 3;

/// What to say about a text whose closing quote stands on one of the next lines. `None` where none stands there.
pub(super) fn finding(text: &BrokenText<'_, '_>, property: Property<'_>, error: &SyntaxError) -> Option<Finding> {
    if error.kind != SyntaxErrorKind::UnterminatedText {
        return None;
    }
    let end = end(text.source(), error.range)?;
    let whole = TextRange::new(error.range.start, end);
    let joined = text.slice(whole).lines().map(str::trim).collect::<Vec<&str>>().join(" ");
    let finding = text
        .finding(
            error.range,
            "This text goes on over several lines",
            "A text ends on the line it starts on. Write it on one line, or between two `\"\"\"`, where it may have several.",
        )
        .covering(whole)
        .related(text.place(TextRange::new(end - 1, end)), "its closing quote is here");
    let start = text.slice(TextRange::new(property.range().start, error.range.start));
    let keyword = key_of(text, property).map(|(keyword, _)| keyword);
    if !is_sound_line(text.schema(), keyword, &format!("{start}{joined}")) {
        return Some(finding);
    }
    let title = format!("Write it on one line: {}", shown(&joined));
    Some(finding.with(text, Candidate::new(title, Applicability::Suggestion, whole, joined)))
}

/// Whether a line without a block is the rest of such a text.
pub(in crate::language) fn has_line(source: &SourceText<'_>, line: Declaration<'_>) -> bool {
    // The line itself is a declaration to the grammar; the text starts in the one around it.
    line.body().is_none() && line.parent().is_some_and(|around| covers(source, around, line.range()))
}

/// Whether a text that starts in a property of this declaration goes on where something else was seen.
pub(super) fn covers(source: &SourceText<'_>, around: Declaration<'_>, line: TextRange) -> bool {
    let before = around.properties().take_while(|property| property.range().start < line.start).last();
    let opening = before.and_then(|property| property.syntax().child(SyntaxKind::UnterminatedText));
    opening.and_then(|opening| end(source, opening.range())).is_some_and(|end| line.start < end)
}

/// Where the text ends that starts at an opening quote without its partner: behind the lone quote at the end of one of
/// the next lines, where no line up to there is something of its own.
fn end(source: &SourceText<'_>, opening: TextRange) -> Option<u32> {
    let first = source.slice(opening);
    if quotes::count(first) != 1 || first.trim().len() < 2 || first.trim_end().ends_with(',') {
        return None;
    }
    let mut at = opening.end as usize;
    let behind = source.whole().get(at..)?;
    for (index, line) in behind.split_inclusive('\n').take(MOST + 1).enumerate() {
        let content = line.trim();
        let start = at;
        at += line.len();
        if index == 0 {
            if !content.is_empty() {
                return None;
            }
            continue;
        }
        if content.is_empty() || content.contains(['{', '}']) || is_something_else(content) {
            return None;
        }
        match quotes::count(content) {
            0 => {}
            1 if content.ends_with('"') && content.len() > 1 => {
                return u32::try_from(start + line.trim_end().len()).ok();
            }
            _ => return None,
        }
    }
    None
}

/// Whether a line starts a property, a declaration or a comment.
fn is_something_else(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let head = line.split_once(':').map(|(head, _)| head);
    let is_property =
        head.is_some_and(|head| head.split_whitespace().count() <= 2 && head.split_whitespace().all(is_id));
    Keyword::from_name(first).is_some() || is_property || line.starts_with("//")
}

#[cfg(test)]
mod tests {
    use crate::language::syntax_error::SyntaxError;
    use crate::testing::{all_findings, findings};

    /// Message and replacement of the one finding of all rules in the lines of a touchpoint.
    fn told(lines: &str) -> (String, Option<String>) {
        let marked = format!(
            "persona lia \"Lia\"\njourney j \"J\" {{\n  persona: lia\n  stage s \"S\" {{\n    touchpoint t \"T\" {{\n{lines}\n    }}\n  }}\n}}\n"
        );
        let found = findings(&SyntaxError, &marked);
        let [only] = found.as_slice() else { panic!("{found:#?}") };
        let all = all_findings(&[("test.journey".to_owned(), marked.replace(['⟦', '⟧'], ""))]);
        assert_eq!(all.len(), 1, "{all:#?}");
        (only.message.clone(), only.fixes.first().map(|fix| fix.edits[0].replacement.clone()))
    }

    #[test]
    fn a_text_over_several_lines_is_one_finding_that_joins_them() {
        for (lines, joined) in [
            ("does: ⟦\"first line⟧\n  second line\"", "\"first line second line\""),
            ("does: \"a\", ⟦\"first⟧\n  second, and so\n  third line\"", "\"first second, and so third line\""),
            ("does: ⟦\"so that it⟧\n  does it well\"", "\"so that it does it well\""),
            ("does: ⟦\"first⟧\nthird\"\n  says: \"x\"", "\"first third\""),
            ("does: ⟦\"a⟧\n  b c\n  d e\n  f g\"", "\"a b c d e f g\""),
        ] {
            let (message, fix) = told(lines);
            assert_eq!(message, "This text goes on over several lines");
            assert_eq!(fix.as_deref(), Some(joined));
        }
    }

    #[test]
    fn a_text_that_ends_on_its_line_lacks_a_quote_there() {
        for lines in
            ["does: ⟦\"first⟧\n  says: \"x\"", "does: ⟦\"first⟧\n\n  // so\"", "does: ⟦\"first⟧\n  pain p \"P\""]
        {
            assert_eq!(told(lines), ("This text has no closing quote".to_owned(), Some("\"".to_owned())));
        }
    }
}

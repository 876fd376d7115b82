//! Braces without a partner, and blocks that nothing names.

use journey_plugin::Applicability;
use journey_plugin::model::syntax::{SyntaxError, TextRange};
use journey_plugin::model::value::is_id;
use journey_plugin::model::{Declaration, IdSource, Keyword, Place, Property};

use super::broken_text::{BrokenText, Candidate, Finding};
use super::quotes;
use crate::language::mending::is_sound_head;
use crate::language::one_line::{DeclarationBehind, LONGEST};
use crate::wording::{listed_as_written, shown};

/// A `}` that closes nothing. `None` behind lines that stand outside of any block: there the `{` is what is missing, and
/// that is told at the first of these lines.
pub(super) fn stray_close(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Option<Finding> {
    let around = text.declaration_around(error.range);
    if around.is_none() && behind_lines_outside(text, error.range) {
        return None;
    }
    let before =
        text.source().whole().get(..error.range.start as usize).unwrap_or_default().trim_end_matches([' ', '\t']);
    if before.ends_with('{') {
        let finding = text.finding(
            error.range,
            "This `}` ends the block before its first line",
            "The lines below belong to the block, and another `}` stands at their end. Remove this one.",
        );
        let with_space = TextRange::new(u32::try_from(before.len()).unwrap_or_default(), error.range.end);
        return Some(finding.with(text, Candidate::new("Remove the `}`", Applicability::Safe, with_space, "")));
    }
    let removed = text.source().removal(error.range);
    let finding = text
        .finding(
            error.range,
            "This `}` closes nothing",
            "Every block above it is closed already. Remove it, or put the `{` where it is missing.",
        )
        .with(text, Candidate::new("Remove the `}`", Applicability::Safe, removed, ""));
    // The block that ends right before it is probably the one that was meant.
    let end_before = text.source().whole().get(..error.range.start as usize).unwrap_or_default().trim_end();
    let closed = u32::try_from(end_before.len()).ok().filter(|_| end_before.ends_with('}'));
    Some(match closed.and_then(|end| text.declaration_around(TextRange::new(end - 1, end)).map(|block| (end, block))) {
        Some((end, block)) => {
            finding.related(text.place(TextRange::new(end - 1, end)), format!("{} ends here already", what(block)))
        }
        None => finding,
    })
}

/// Whether the line before is of the form `key: value` and stands outside of any block.
fn behind_lines_outside(text: &BrokenText<'_, '_>, range: TextRange) -> bool {
    let before = text.source().whole().get(..range.start as usize).unwrap_or_default().trim_end();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default().trim_start();
    let start = u32::try_from(before.len() - line.len()).unwrap_or_default();
    line.split_once(':').is_some_and(|(key, _)| is_id(key.trim_end()))
        && text.declaration_around(TextRange::new(start, start + 1)).is_none()
}

/// A block that has no end.
pub(super) fn unclosed(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Finding {
    let end = text.before_line_end(error.context.start);
    let block = text.declaration_around(error.range);
    let name = block.map_or_else(|| "This block".to_owned(), |block| crate::wording::sentence(&what(block)));
    let opening_line = text.source().line_start(error.range.start);
    let one_line = text.source().line_start(end) == opening_line;
    let indentation = text.source().indentation(error.range.start);
    let line_end = text.source().line_end();
    let before = text.source().whole().get(..end as usize).unwrap_or_default();
    let inserted = if before.ends_with(['\n', '\r']) {
        format!("{indentation}}}{line_end}")
    } else if one_line && !text.rest_of_line(error.range.start).contains("//") {
        " }".to_owned()
    } else {
        format!("{line_end}{indentation}}}")
    };
    // The end of the file is behind its last line; the place that a reader looks at is that line.
    let shown_end = u32::try_from(before.trim_end().len()).unwrap_or(end);
    text.finding(
        error.range,
        format!("{name} has no `}}` at its end"),
        "Write `}` on a line of its own where the block ends, so that what follows does not seem to belong to it.",
    )
    .related(text.place(TextRange::empty(shown_end)), "it was taken to end here")
    .with(text, Candidate::new("Close the block", Applicability::Safe, TextRange::empty(end), inserted))
}

/// Lines that stand deeper than the head above them, without a brace between.
pub(super) fn missing_open(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Finding {
    let block = text.declaration_around(error.range);
    let head = block.map_or(error.range, Declaration::head_range);
    let name = block.map_or_else(|| "this declaration".to_owned(), what);
    let opening = TextRange::empty(text.before_line_end(error.range.start));
    text.finding(
        head,
        format!("The block of {name} has no `{{`"),
        "What belongs to it stands between `{` and `}`. Write `{` at the end of this line.",
    )
    .covering(error.range)
    .with(text, Candidate::new("Write the `{`", Applicability::Safe, opening, " {"))
}

/// A block that no keyword opens. `None` where its head is told as a part of the property before it.
pub(super) fn headless(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Option<Finding> {
    let outside = text.declaration_around(error.context).and_then(Declaration::parent);
    let place = match outside.map(Declaration::keyword) {
        None => Place::File,
        Some(Some(keyword)) => Place::In(keyword),
        // Inside something of an unknown keyword, anything may be meant.
        Some(None) => Place::File,
    };
    if outside
        .and_then(|around| property_before(text, around, error))
        .is_some_and(|before| DeclarationBehind::of(text.schema(), before).is_some())
    {
        return None;
    }
    if let Some(finding) = head_with_colon(text, error) {
        return Some(finding);
    }
    let keywords: Vec<&str> = text.schema().children_of(place).map(Keyword::name).collect();
    let help = if keywords.is_empty() {
        "Blocks belong to declarations, and none can stand here. Remove the braces.".to_owned()
    } else {
        format!(
            "Write before the `{{` what it is, and its name: {} can stand here.",
            listed_as_written(&keywords, "or")
        )
    };
    Some(text.finding(error.range, "Nothing says what this block is", help))
}

/// The property that stands right before a block on its line.
fn property_before<'p>(
    text: &BrokenText<'_, '_>,
    around: Declaration<'p>,
    block: &SyntaxError,
) -> Option<Property<'p>> {
    let before = around.properties().take_while(|property| property.range().end <= block.range.start).last()?;
    let between = text.slice(TextRange::new(before.range().end, block.range.start));
    between.trim_matches([' ', '\t']).is_empty().then_some(before)
}

/// A head with a colon in it, which reads as a property: `stage discover: "Discover" {`.
fn head_with_colon(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Option<Finding> {
    let line_start = text.source().line_start(error.range.start);
    let line = text.slice(TextRange::new(line_start, error.range.start));
    if line.len() > LONGEST {
        return None;
    }
    // Other things may stand before it on its line.
    let is_outside_of_texts =
        |at: &usize| line.get(..*at).is_some_and(|before| quotes::count(before).is_multiple_of(2));
    let mut ends = line.match_indices(['{', '}', ';']).map(|(at, _)| at).filter(is_outside_of_texts);
    let passed = ends.next_back().map_or(0, |at| at + 1);
    let start = line_start + u32::try_from(passed).unwrap_or_default();
    let line = line.get(passed..)?;
    let (before, behind) = line.split_once(':')?;
    let word = before.split_whitespace().next()?;
    let keyword = Keyword::from_name(word)?;
    let head = format!("{} {}", before.trim(), behind.trim());
    let offset = |bytes: usize| start + u32::try_from(bytes).unwrap_or_default();
    let indentation = line.len() - line.trim_start().len();
    let place = TextRange::new(offset(indentation), offset(line.trim_end().len()));
    let colon = TextRange::new(offset(before.len()), offset(before.len() + 1));
    let finding = text
        .finding(
            colon,
            format!("There must be no colon behind `{}`", before.trim()),
            "A colon parts a key and its value. A declaration has none: keyword, name and label stand side by side.",
        )
        .covering(error.range);
    if !is_sound_head(text.schema(), keyword, &head) {
        return Some(finding);
    }
    let title = format!("Write {}", shown(&head));
    Some(finding.with(text, Candidate::new(title, Applicability::Safe, place, head)))
}

/// A block inside of very many others.
pub(super) fn nested_too_deep(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Finding {
    let opening = TextRange::new(error.range.start, error.range.start + 1);
    text.finding(
        opening,
        "This block stands inside of 128 others, and what is in it was not read",
        "A journey has five levels at most: journey, stage, touchpoint, pain, opportunity. Probably many `}` are missing above.",
    )
    .covering(error.range)
}

/// A declaration in a message: "stage `discover`".
pub(super) fn what(declaration: Declaration<'_>) -> String {
    let keyword = match (declaration.keyword(), declaration.keyword_node()) {
        (Some(keyword), _) => keyword.name().to_owned(),
        (None, Some(word)) => shown(word.text()),
        (None, None) => "this block".to_owned(),
    };
    match declaration.name().source {
        IdSource::Written => format!("{keyword} `{}`", declaration.id()),
        IdSource::Label => format!("{keyword} {}", shown(&declaration.label())),
        IdSource::Missing if declaration.keyword_node().is_some() => format!("this {keyword}"),
        IdSource::Missing => keyword,
    }
}

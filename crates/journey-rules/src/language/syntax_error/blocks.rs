//! Braces without a partner, and blocks that nothing names.

use journey_plugin::Applicability;
use journey_plugin::model::syntax::{SyntaxError, SyntaxKind, TextRange};
use journey_plugin::model::{Declaration, IdSource, Keyword, Place};

use super::broken_text::{BrokenText, Candidate, Finding};
use crate::language::wording::{listed_as_written, shown};

/// A `}` that closes nothing. `None` behind lines that stand outside of any block: there the `{` is what is missing, and
/// that is told at the first of these lines.
pub(super) fn stray_close(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Option<Finding> {
    let around = text.declaration_around(error.range);
    if around.is_none() && behind_lines_outside(text, error.range) {
        return None;
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
        Some((end, block)) => finding.related(text.place(TextRange::new(end - 1, end)), format!("{} ends here already", what(block))),
        None => finding,
    })
}

fn behind_lines_outside(text: &BrokenText<'_, '_>, range: TextRange) -> bool {
    let path = text.path_before(range.start);
    path == Some(SyntaxKind::Property)
}

/// A block that has no end.
pub(super) fn unclosed(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Finding {
    let end = error.context.start;
    let block = text.declaration_around(error.range);
    let name = block.map_or_else(|| "This block".to_owned(), |block| crate::language::wording::sentence(&what(block)));
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
    text.finding(
        head,
        format!("The block of {name} has no `{{`"),
        "What belongs to it stands between `{` and `}`. Write `{` at the end of this line.",
    )
    .covering(error.range)
    .with(text, Candidate::new("Write the `{`", Applicability::Safe, TextRange::empty(error.range.start), " {"))
}

/// A block that no keyword opens.
pub(super) fn headless(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Finding {
    let outside = text.declaration_around(error.context).and_then(Declaration::parent);
    let place = match outside.map(Declaration::keyword) {
        None => Place::File,
        Some(Some(keyword)) => Place::In(keyword),
        // Inside something of an unknown keyword, anything may be meant.
        Some(None) => Place::File,
    };
    let keywords: Vec<&str> = text.schema().children_of(place).map(Keyword::name).collect();
    let help = if keywords.is_empty() {
        "Blocks belong to declarations, and none can stand here. Remove the braces.".to_owned()
    } else {
        format!("Write before the `{{` what it is, and its name: {} can stand here.", listed_as_written(&keywords, "or"))
    };
    text.finding(error.range, "Nothing says what this block is", help)
}

/// A block inside of very many others.
pub(super) fn nested_too_deep(text: &BrokenText<'_, '_>, error: &SyntaxError) -> Finding {
    let opening = TextRange::new(error.range.start, error.range.start + 1);
    text.finding(
        opening,
        "This block stands inside of 128 others, and what is in it was not read",
        "Journeys have no more than four levels: journey, stage, touchpoint, pain. Probably many `}` are missing above.",
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

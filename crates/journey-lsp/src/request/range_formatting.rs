//! `textDocument/rangeFormatting`: lays out the lines that are selected.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_rangeFormatting>

use journey_ide::plugin::model::syntax::{SourceText, TextRange};
use ls_types::{DocumentRangeFormattingParams, Position, Range, TextEdit};
use tower_lsp::jsonrpc::Result;

use super::formatting::edits;
use crate::session::Session;
use crate::session::snapshot::{FileSnapshot, answer};

/// What has to change so that the lines of a range are laid out well. The options of the client count for nothing.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn range_formatting(
    session: &Session,
    params: DocumentRangeFormattingParams,
) -> Result<Option<Vec<TextEdit>>> {
    let Some(file) = session.journey(&params.text_document) else { return Ok(None) };
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, move |file: &FileSnapshot| {
        let model = file.project.model();
        let parse = model.file(file.file).model.parse();
        let range = lines(file, params.range);
        Ok(Some(edits(file, &parse.text(), journey_format::format_range(parse, range).edits)))
    })
    .await
}

/// The whole lines of a range, in bytes. A line at whose start the range ends is none of them.
fn lines(file: &FileSnapshot, range: Range) -> TextRange {
    let text: SourceText = file.text();
    let Range { start, end } =
        if range.end < range.start { Range { start: range.end, end: range.start } } else { range };
    let last = if end.character == 0 && end.line > start.line {
        file.text_range(Range { start: end, end }).start
    } else {
        text.line_range(end.line).end
    };
    let first = file.text_range(Range { start: Position { line: start.line, character: 0 }, end: start }).start;
    TextRange::new(first, last)
}

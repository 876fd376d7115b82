//! `textDocument/selectionRange`: from a word outwards.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_selectionRange>

use journey_ide::plugin::model::syntax::{SourceText, TextRange};
use ls_types::{Position, SelectionRange, SelectionRangeParams};
use tower_lsp::jsonrpc::Result;

use crate::convert;
use crate::session::Session;
use crate::session::snapshot::{FileSnapshot, answer};

/// How many steps are sent, the innermost, and the whole document. Each is nested in the one before, and there are
/// readers of JSON that give up at 128 levels.
const MOST_STEPS: usize = 100;

/// What each cursor selects, step by step outwards.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn selection_range(
    session: &Session,
    params: SelectionRangeParams,
) -> Result<Option<Vec<SelectionRange>>> {
    let Some(file) = session.journey(&params.text_document) else { return Ok(None) };
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, move |file: &FileSnapshot| {
        let (ide, text) = (file.project.ide(), file.text());
        let selection = |position: Position| {
            let offset = convert::offset(&text, position, file.project.encoding);
            let steps = journey_ide::selection_ranges(&ide, file.file, offset);
            nested(file, &text, &steps)
        };
        Ok(Some(params.positions.into_iter().map(selection).collect()))
    })
    .await
}

fn nested(file: &FileSnapshot, text: &SourceText, steps: &[TextRange]) -> SelectionRange {
    let whole = TextRange::new(0, text.len());
    let inner = steps.iter().take(MOST_STEPS).rev().copied().filter(|range| *range != whole);
    let step = |range, parent| {
        let range = convert::range(text, range, file.project.encoding);
        SelectionRange { range, parent }
    };
    inner.fold(step(whole, None), |parent, range| step(range, Some(Box::new(parent))))
}

//! `textDocument/foldingRange`: what can be folded away.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_foldingRange>

use journey_ide::{Fold, FoldKind};
use ls_types::{FoldingRange, FoldingRangeClientCapabilities, FoldingRangeKind, FoldingRangeParams};
use tower_lsp::jsonrpc::Result;

use crate::convert;
use crate::session::Session;
use crate::session::snapshot::{FileSnapshot, answer};

/// What can be folded away in a document.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn folding_range(session: &Session, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
    let Some(file) = session.journey(&params.text_document) else { return Ok(None) };
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, |file: &FileSnapshot| Ok(Some(ranges(file)))).await
}

fn ranges(file: &FileSnapshot) -> Vec<FoldingRange> {
    let client = file.project.capabilities.text_document(|text| text.folding_range.clone()).unwrap_or_default();
    let lines_only = client.line_folding_only.unwrap_or(false);
    let text = file.text();
    let mut shown: Vec<(usize, FoldingRange)> = Vec::new();
    let mut around: Vec<u32> = Vec::new();
    for fold in journey_ide::folds(&file.project.ide(), file.file) {
        while around.last().is_some_and(|end| *end <= fold.range.start) {
            around.pop();
        }
        let depth = around.len();
        around.push(fold.range.end);
        let range = convert::range(&text, fold.range, file.project.encoding);
        let start_character = Some(range.start.character).filter(|_| !lines_only);
        let end_character = Some(range.end.character).filter(|_| !lines_only);
        // Of several that start on one line, a client that folds lines can fold one: the outermost.
        let is_taken = || shown.last().is_some_and(|(_, last)| last.start_line == range.start.line);
        if lines_only && is_taken() {
            continue;
        }
        let (start_line, end_line) = (range.start.line, range.end.line);
        let (kind, collapsed_text) = (kind(&fold, &client), collapsed(fold, &client));
        let fold = FoldingRange { start_line, start_character, end_line, end_character, kind, collapsed_text };
        shown.push((depth, fold));
    }
    let most = client.range_limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
    if shown.len() > most {
        // The outer ones help most.
        shown.sort_by_key(|(depth, _)| *depth);
        shown.truncate(most);
        shown.sort_by_key(|(depth, fold)| (fold.start_line, fold.start_character, *depth));
    }
    shown.into_iter().map(|(_, fold)| fold).collect()
}

fn kind(fold: &Fold, client: &FoldingRangeClientCapabilities) -> Option<FoldingRangeKind> {
    let kind = match fold.kind {
        FoldKind::Comment => FoldingRangeKind::Comment,
        FoldKind::Region => FoldingRangeKind::Region,
        FoldKind::Block | FoldKind::Text | FoldKind::List => return None,
    };
    // Kinds are older than the set in which a client lists those that it knows.
    let known = client.folding_range_kind.as_ref().and_then(|kinds| kinds.value_set.as_ref());
    known.is_none_or(|known| known.contains(&kind)).then_some(kind)
}

fn collapsed(fold: Fold, client: &FoldingRangeClientCapabilities) -> Option<String> {
    let shows_it = client.folding_range.as_ref().and_then(|folding| folding.collapsed_text).unwrap_or(false);
    fold.collapsed.filter(|_| shows_it)
}

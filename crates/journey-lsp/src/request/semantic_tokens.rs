//! `textDocument/semanticTokens/full`, `full/delta` and `range`: what each word is.
//!
//! <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_semanticTokens>

use journey_ide::Cancellable;
use journey_ide::plugin::model::syntax::TextRange;
use ls_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensDeltaParams, SemanticTokensEdit,
    SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult,
    SemanticTokensResult,
};
use tower_lsp::jsonrpc::Result;

use crate::session::snapshot::{FileSnapshot, answer};
use crate::session::{Session, key};
use crate::tokens::{Legend, encoded};

/// All words of a document.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn full(session: &Session, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
    let Some(data) = of_document(session, &params.text_document).await? else { return Ok(None) };
    let result_id = remember(session, &params.text_document.uri, &data);
    Ok(Some(SemanticTokensResult::Tokens(SemanticTokens { result_id, data })))
}

/// What has changed since an answer that the client still has; all words where the server does not know that answer.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn full_delta(
    session: &Session,
    params: SemanticTokensDeltaParams,
) -> Result<Option<SemanticTokensFullDeltaResult>> {
    let uri = &params.text_document.uri;
    let before = session.remembered.tokens(&key(uri), &params.previous_result_id);
    let Some(data) = of_document(session, &params.text_document).await? else { return Ok(None) };
    let result_id = remember(session, uri, &data);
    Ok(Some(match before {
        Some(before) => {
            let edits = edit(&before, data).into_iter().collect();
            SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id, edits })
        }
        None => SemanticTokensFullDeltaResult::Tokens(SemanticTokens { result_id, data }),
    }))
}

/// The words of a part of a document.
///
/// # Errors
/// Where the client does not want the answer any more.
pub(crate) async fn range(
    session: &Session,
    params: SemanticTokensRangeParams,
) -> Result<Option<SemanticTokensRangeResult>> {
    let Some(file) = session.journey(&params.text_document) else { return Ok(None) };
    let cancellation = file.project.cancellation.clone();
    let data =
        answer(file, &cancellation, move |file: &FileSnapshot| tokens(file, file.text_range(params.range))).await?;
    Ok(Some(SemanticTokensRangeResult::Tokens(SemanticTokens { result_id: None, data })))
}

async fn of_document(
    session: &Session,
    document: &ls_types::TextDocumentIdentifier,
) -> Result<Option<Vec<SemanticToken>>> {
    let Some(file) = session.journey(document) else { return Ok(None) };
    let cancellation = file.project.cancellation.clone();
    answer(file, &cancellation, |file: &FileSnapshot| tokens(file, TextRange::new(0, u32::MAX))).await.map(Some)
}

fn tokens(file: &FileSnapshot, range: TextRange) -> Cancellable<Vec<SemanticToken>> {
    let ide = file.project.ide();
    let found = journey_ide::semantic_tokens(&ide, file.file, range);
    let text = ide.project.file(file.file).model.parse().text();
    let Some(legend) = Legend::of(&file.project.capabilities) else { return Ok(Vec::new()) };
    Ok(encoded(&found, &text, file.project.encoding, &legend))
}

/// Keeps what the client now has, as long as the document is open.
fn remember(session: &Session, uri: &ls_types::Uri, data: &[SemanticToken]) -> Option<String> {
    let uri = key(uri);
    session.document(&uri)?;
    Some(session.remembered.remember(uri, data.to_vec()))
}

/// One edit from the words before to the words now: what is alike at both ends stays.
fn edit(before: &[SemanticToken], now: Vec<SemanticToken>) -> Option<SemanticTokensEdit> {
    let alike = before.iter().zip(&now).take_while(|(one, other)| one == other).count();
    let (old, new) = (before.get(alike..).unwrap_or_default(), now.get(alike..).unwrap_or_default());
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let (deleted, inserted) = (old.len() - behind, new.get(..new.len() - behind).unwrap_or_default().to_vec());
    // Each word is five numbers.
    let numbers = |words: usize| u32::try_from(words * 5).unwrap_or(u32::MAX);
    let data = (!inserted.is_empty()).then_some(inserted);
    let changes = deleted > 0 || data.is_some();
    changes.then(|| SemanticTokensEdit { start: numbers(alike), delete_count: numbers(deleted), data })
}

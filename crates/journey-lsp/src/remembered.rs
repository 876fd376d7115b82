//! What the client may refer to later by a number: the semantic tokens that it was given last.

use std::sync::{Mutex, PoisonError};

use ls_types::SemanticToken;
use rustc_hash::FxHashMap;

use crate::uri::DocumentUri;

/// For each document, the last tokens with their number. Grows with the open documents only.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    tokens: Mutex<Given>,
}

#[derive(Debug, Default)]
struct Given {
    /// How often tokens were given.
    count: u64,
    last: FxHashMap<DocumentUri, (String, Vec<SemanticToken>)>,
}

impl Remembered {
    /// Remembers the tokens of a document; gives the id by which the client will refer to them.
    pub(crate) fn remember(&self, uri: DocumentUri, tokens: Vec<SemanticToken>) -> String {
        let mut guard = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        guard.count += 1;
        let id = guard.count.to_string();
        guard.last.insert(uri, (id.clone(), tokens));
        id
    }

    /// The tokens of a document with that id, if they are the last that it was given.
    pub(crate) fn tokens(&self, uri: &DocumentUri, id: &str) -> Option<Vec<SemanticToken>> {
        let guard = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        guard.last.get(uri).filter(|(known, _)| known == id).map(|(_, tokens)| tokens.clone())
    }

    /// The document is closed.
    pub(crate) fn forget(&self, uri: &DocumentUri) {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner).last.remove(uri);
    }
}

//! What the client has open, and what lies on the disk beside it.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use super::text::{self, Encoding};
use super::uri;

/// The texts of a client.
#[derive(Debug)]
pub struct Documents {
    open: BTreeMap<String, Document>,
    /// The highest version that was ever sent of a text.
    sent: BTreeMap<String, i32>,
    /// What positions count.
    pub encoding: Encoding,
    /// Grows with every change, so that old answers can be told from new ones.
    pub generation: u64,
}

/// An open text.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text.
    pub text: String,
    /// Its number in the client.
    pub version: i32,
}

impl Default for Documents {
    fn default() -> Self {
        Self { open: BTreeMap::new(), sent: BTreeMap::new(), encoding: Encoding::Utf16, generation: 0 }
    }
}

impl Documents {
    /// Takes note of what the client tells the server.
    pub fn told(&mut self, method: &str, params: &Value) {
        let document = &params["textDocument"];
        let Some(uri) = document["uri"].as_str() else { return };
        let version = document["version"].as_i64().and_then(|version| i32::try_from(version).ok());
        match method {
            "textDocument/didOpen" => {
                let text = document["text"].as_str().unwrap_or_default().to_owned();
                self.open.insert(uri.to_owned(), Document { text, version: version.unwrap_or_default() });
            }
            "textDocument/didChange" => {
                let Some(open) = self.open.get_mut(uri) else { return };
                for change in params["contentChanges"].as_array().into_iter().flatten() {
                    text::change(&mut open.text, change, self.encoding);
                }
                open.version = version.unwrap_or(open.version);
            }
            "textDocument/didClose" => {
                self.open.remove(uri);
            }
            _ => return,
        }
        let highest = self.sent.entry(uri.to_owned()).or_default();
        *highest = version.unwrap_or_default().max(*highest);
        self.generation += 1;
    }

    /// Whether a version of a text was ever sent.
    pub fn has_sent(&self, uri: &str, version: i64) -> bool {
        self.sent.get(uri).is_some_and(|highest| version <= i64::from(*highest))
    }

    /// A text that is open.
    pub fn get(&self, uri: &str) -> Option<&Document> {
        self.open.get(uri)
    }

    /// The addresses of all that is open.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.open.keys().map(String::as_str)
    }

    /// The text at an address, open or on the disk; `None` where there is none.
    pub fn text(&self, address: &str) -> Option<String> {
        if let Some(open) = self.open.get(address) {
            return Some(open.text.clone());
        }
        // The same file by another spelling.
        let path = uri::path(address)?;
        let same = |other: &&String| uri::path(other).is_some_and(|other| other == path);
        if let Some(other) = self.open.keys().find(same) {
            return Some(self.open[other].text.clone());
        }
        let text = fs::read(path).ok()?;
        let text = String::from_utf8(text).ok()?;
        Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    /// Where the `nth` (from 0) occurrence of some words starts in a text, and where it ends.
    ///
    /// # Panics
    /// Where the text is not known or does not contain them.
    pub fn range_of(&self, uri: &str, words: &str, nth: usize) -> Value {
        let text = self.text(uri).unwrap_or_else(|| panic!("{uri} is not known"));
        let found = text.match_indices(words).nth(nth);
        let (at, _) = found.unwrap_or_else(|| panic!("no {words:?} ({nth}) in:\n{text}"));
        text::range(&text, at, at + words.len(), self.encoding)
    }

    /// The parameters of most requests: a text and the start of some words in it.
    pub fn at(&self, uri: &str, words: &str) -> Value {
        json!({ "textDocument": { "uri": uri }, "position": self.range_of(uri, words, 0)["start"] })
    }

    /// The same, behind the words.
    pub fn behind(&self, uri: &str, words: &str) -> Value {
        json!({ "textDocument": { "uri": uri }, "position": self.range_of(uri, words, 0)["end"] })
    }

    /// What stands in a range.
    ///
    /// # Errors
    /// Where the range is not in the text.
    pub fn slice(&self, uri: &str, range: &Value) -> Result<String, String> {
        let text = self.text(uri).ok_or_else(|| format!("{uri} is neither open nor on the disk"))?;
        let (start, end) = text::exact_range(&text, range, self.encoding)?;
        Ok(text[start..end].to_owned())
    }
}

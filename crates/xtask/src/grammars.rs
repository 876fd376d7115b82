//! What grammars and editors know of the language by heart, written from the schema: keywords, keys, words of enumerations.

mod text_mate;
mod tree_sitter;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use journey_model::Schema;
use journey_model::schema::{Keyword, Place, ValueType};

use crate::generate::Derived;

/// Every file of the grammars, and of syntax files for editors, that the schema decides.
pub(crate) fn derived(root: &Path) -> Result<Vec<Derived>> {
    let words = Words::of(Schema::standard());
    let mut files = tree_sitter::derived(root, &words)?;
    files.extend(text_mate::derived(&words));
    Ok(files)
}

/// The words of the language that a grammar has to know.
struct Words {
    keywords: Vec<&'static str>,
    /// The keywords that stand only at the top of a file: at the start of a line they end whatever is open.
    top_level: Vec<&'static str>,
    /// All keys of all keywords, sorted.
    keys: Vec<String>,
    /// For each key that takes words of a fixed list, these words, sorted. Keywords that share a key share its words here:
    /// a grammar does not look at what stands around a line.
    enumerations: Vec<(String, Vec<String>)>,
    /// The keys whose bare words are no names: they are used as they are written, such as tags.
    as_written: Vec<String>,
    /// The keys whose numbers are emotions.
    emotions: Vec<String>,
}

impl Words {
    fn of(schema: &Schema) -> Self {
        let mut enumerations = BTreeMap::<String, BTreeSet<String>>::new();
        for key in schema.keywords().flat_map(|keyword| &keyword.keys) {
            for word in key.value.enumeration() {
                enumerations.entry(key.name.to_string()).or_default().insert(word.name.to_string());
            }
        }
        let keys: BTreeSet<String> =
            schema.keywords().flat_map(|keyword| &keyword.keys).map(|key| key.name.to_string()).collect();
        let keys_with = |takes: fn(&ValueType) -> bool| -> Vec<String> {
            let all = schema.keywords().flat_map(|keyword| &keyword.keys);
            let names: BTreeSet<String> = all.filter(|key| takes(&key.value)).map(|key| key.name.to_string()).collect();
            names.into_iter().collect()
        };
        let top_level = |keyword: &Keyword| schema.places(*keyword) == [Place::File];
        Self {
            keywords: Keyword::ALL.map(Keyword::name).to_vec(),
            top_level: Keyword::ALL.into_iter().filter(top_level).map(Keyword::name).collect(),
            keys: keys.into_iter().collect(),
            enumerations: enumerations.into_iter().map(|(key, words)| (key, words.into_iter().collect())).collect(),
            as_written: keys_with(|value| matches!(value, ValueType::Tag | ValueType::Ticket)),
            emotions: keys_with(|value| matches!(value, ValueType::Emotion)),
        }
    }

    /// The keys whose values a grammar does not have to know.
    fn plain_keys(&self) -> impl Iterator<Item = &str> {
        let known = |key: &&String| {
            let is_enumeration = self.enumerations.iter().any(|(name, _)| name == *key);
            is_enumeration || self.as_written.contains(key) || self.emotions.contains(key)
        };
        self.keys.iter().filter(move |key| !known(key)).map(String::as_str)
    }
}

//! What grammars and editors know of the language by heart, written from the schema: keywords, keys, words of enumerations.

mod tree_sitter;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use journey_model::Schema;
use journey_model::schema::{Keyword, Place};

use crate::generate::Derived;

/// Every file of the grammars, and of syntax files for editors, that the schema decides.
pub(crate) fn derived(root: &Path) -> Result<Vec<Derived>> {
    let words = Words::of(Schema::standard());
    let files = tree_sitter::derived(root, &words)?;
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
        let top_level = |keyword: &Keyword| schema.places(*keyword) == [Place::File];
        Self {
            keywords: Keyword::ALL.map(Keyword::name).to_vec(),
            top_level: Keyword::ALL.into_iter().filter(top_level).map(Keyword::name).collect(),
            keys: keys.into_iter().collect(),
            enumerations: enumerations.into_iter().map(|(key, words)| (key, words.into_iter().collect())).collect(),
        }
    }
}

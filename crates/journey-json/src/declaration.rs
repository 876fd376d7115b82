//! What every declaration says, whatever it declares.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::misplaced::Misplaced;
use crate::place::{Place, Position, Span};
use crate::reference::Reference;
use crate::value::Value;

/// What a declaration is called.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Named {
    /// What it declares; null where the language does not know the word.
    pub(crate) keyword: Option<&'static str>,
    /// The id, written or made from the label; null where both are missing.
    pub(crate) id: Option<String>,
    /// Whether the id is written, so that it stays when the label changes.
    pub(crate) id_is_written: bool,
    /// The full dotted name, from the journey inwards. Unique in a project without mistakes; null where the id is.
    pub(crate) name: Option<String>,
    /// What people call it: the label, or the id in words.
    pub(crate) label: String,
    /// The documentation comments before it, lines joined by `\n`.
    pub(crate) documentation: Option<String>,
    /// The full dotted name of the declaration that it stands in; null at the top of a file.
    pub(crate) inside: Option<String>,
}

/// How a declaration is written, with all that has no field of its own.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Written {
    /// The full dotted names of all sources that it cites, in `source` or with `from`; each once.
    pub(crate) cites: Vec<String>,
    /// By their keys, properties that the language itself does not know: from a plugin, or unknown.
    pub(crate) properties: BTreeMap<String, Vec<Property>>,
    /// Declarations that stand in it where none of their kind belongs, or whose keyword the language does not know.
    pub(crate) misplaced: Vec<Misplaced>,
    /// Where it is, its block included.
    pub(crate) place: Place,
    /// Where to point at its name: at the id, else the label, else the keyword.
    pub(crate) name_span: Span,
    /// Its properties as lines of the text, in order: where each stands, and what it cites.
    pub(crate) lines: Vec<Line>,
}

/// A property as a line of the text.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Line {
    /// The word before the colon.
    pub(crate) key: String,
    /// The name between key and colon, as it is written.
    pub(crate) qualifier: Option<String>,
    /// The sources after `from`.
    pub(crate) from: Vec<Reference>,
    /// Its first character.
    pub(crate) start: Position,
    /// The character behind it.
    pub(crate) end: Position,
}

/// A property that the language itself does not know.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Property {
    /// Whether a plugin brought the key; if not, nobody knows it.
    pub(crate) is_known: bool,
    /// The name between key and colon.
    pub(crate) qualifier: Option<Reference>,
    /// Its values, in order. Where nobody knows the key, a value of several parts is several here.
    pub(crate) values: Vec<Value>,
    /// The sources after `from`.
    pub(crate) from: Vec<Reference>,
}

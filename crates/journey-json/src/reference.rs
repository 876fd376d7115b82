//! A name that means a declaration.

use journey_model::Resolution;
use schemars::JsonSchema;
use serde::Serialize;

/// A name that refers to a declaration, and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Reference {
    /// The name as it is written, perhaps dotted.
    pub(crate) written: String,
    /// The full dotted name of the declaration that is meant; null where that is not exactly one, or where it has no name.
    pub(crate) name: Option<String>,
    /// What is meant: `persona`, `channel` and so on; null where `name` is.
    pub(crate) keyword: Option<&'static str>,
    /// What people call it; null where `name` is.
    pub(crate) label: Option<String>,
    /// Whether the name means exactly one declaration, or why not.
    pub(crate) resolution: Outcome,
    /// The full dotted names of the declarations that it could mean, where it is ambiguous or means something else.
    pub(crate) candidates: Vec<String>,
}

/// What came of looking a name up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// It means exactly one declaration.
    Found,
    /// It may mean several.
    Ambiguous,
    /// Something of that name is declared, but not of a kind that may stand here.
    WrongKind,
    /// Something of that name stands in a part of the text that cannot be read.
    Broken,
    /// Nothing of that name is declared.
    Unknown,
    /// It was not looked up, because nobody knows the key that it is written for.
    NotAsked,
}

impl Outcome {
    pub(crate) fn of(resolution: &Resolution) -> Self {
        match resolution {
            Resolution::Found(_) => Self::Found,
            Resolution::Ambiguous(_) => Self::Ambiguous,
            Resolution::WrongKind(_) => Self::WrongKind,
            Resolution::Broken => Self::Broken,
            Resolution::Unknown => Self::Unknown,
        }
    }
}

impl Reference {
    /// A name of which nobody knows what it means.
    pub(crate) fn not_asked(written: &str) -> Self {
        Self {
            written: written.to_owned(),
            name: None,
            keyword: None,
            label: None,
            resolution: Outcome::NotAsked,
            candidates: Vec::new(),
        }
    }
}

//! Hovers: what something in a text means.

use journey_model::schema::{Citation, EnumerationValue};
use journey_model::syntax::{Keyword, Node};
use journey_model::value::Date;
use journey_model::{DeclarationId, KeySchema, Property, Reference, Resolution, Value};

use crate::FileContext;

/// Explains what stands at a place.
pub trait HoverProvider: Send + Sync {
    /// The explanation in Markdown (CommonMark), at most about a dozen lines; `None` where it has nothing to say. What
    /// comes from a file has to be escaped.
    fn hover(&self, context: &HoverContext<'_>) -> Option<String>;
}

/// What is asked about.
#[derive(Clone, Debug)]
pub struct HoverContext<'p> {
    /// The file.
    pub file: FileContext<'p>,
    /// What stands there.
    pub subject: Subject<'p>,
    /// The current day.
    pub today: Date,
}

/// What stands at a place, read with the schema and resolved in the project.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Subject<'p> {
    /// The keyword of a declaration.
    Keyword(Keyword),
    /// A key that the language knows.
    Key {
        /// The property that it opens.
        property: Property<'p>,
        /// What the schema says about it.
        key: &'p KeySchema,
    },
    /// A word of an enumeration.
    Word {
        /// The property whose value it is.
        property: Property<'p>,
        /// What the schema says about the key.
        key: &'p KeySchema,
        /// What the schema says about the word.
        word: &'p EnumerationValue,
    },
    /// Any other value that could be read.
    Value {
        /// The property whose value it is.
        property: Property<'p>,
        /// What the schema says about the key; `None` for a key that the language does not know.
        key: Option<&'p KeySchema>,
        /// The value.
        value: Value<'p>,
        /// The part of it that is asked about.
        part: Node<'p>,
    },
    /// A name: where it is declared, or where it is used and means exactly one declaration. Of a dotted name each step
    /// means the declaration that it leads through.
    Declaration(DeclarationId),
    /// A name that does not mean one declaration.
    Unresolved {
        /// Where it is used.
        reference: Reference<'p>,
        /// Why it means none.
        resolution: Resolution,
    },
    /// The word that opens a citation, `from`.
    Citation(&'p Citation),
}

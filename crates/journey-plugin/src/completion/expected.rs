//! What is expected at a place of a text, and what stands around it: pure data.

use journey_model::schema::Place;
use journey_model::{DeclarationId, KeySchema, Keyword, KeywordSet, Schema, ValueType};

/// What is expected at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected<'p> {
    /// Nothing that can be known: inside comments, labels and texts, and where nobody can tell.
    Nothing,
    /// An entry: a keyword and, in a body, a key.
    Entry(Place),
    /// The first part of a value, a qualifier or a source after `from`.
    Value(Slot<'p>),
    /// The next step of a dotted name, behind these steps.
    Step {
        /// Where the name stands.
        slot: Slot<'p>,
        /// The steps before it, at least one.
        steps: Vec<String>,
    },
    /// What may follow a complete value: the text behind its first part, or `from`.
    BehindValue {
        /// The property's key.
        key: &'p KeySchema,
        /// The value has one part, so a text may follow where the key takes one.
        text_may_follow: bool,
    },
    /// The inside of the quotes of a value that is a file's path or an address.
    InsideText {
        /// The property's key.
        key: &'p KeySchema,
        /// What stands between the quotes in front of the word at the cursor: the folder, up to its last `/`.
        before: String,
        /// The text has no closing quote yet.
        unclosed: bool,
    },
}

/// The part of a property in which something is expected.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot<'p> {
    /// A value.
    Value {
        /// The property's key.
        key: &'p KeySchema,
        /// What stands in the property's other values already, first parts only, as it is written.
        given: Vec<String>,
    },
    /// The name between key and colon.
    Qualifier {
        /// The property's key.
        key: &'p KeySchema,
        /// The qualifiers that the same key has in the same body already.
        given: Vec<String>,
    },
    /// A source after `from`.
    Citation {
        /// The property's key; `None` for a key that is unknown.
        key: Option<&'p KeySchema>,
        /// The sources that stand there already.
        given: Vec<String>,
    },
}

impl<'p> Slot<'p> {
    /// The kinds of declaration that may be named there.
    pub fn wanted(&self, schema: &Schema) -> KeywordSet {
        match self {
            Self::Value { key, .. } => names_of(&key.value),
            Self::Qualifier { key, .. } => {
                KeywordSet::of(key.qualifier.as_ref().map_or(&[], |qualifier| &qualifier.names))
            }
            Self::Citation { .. } => KeywordSet::of(&schema.citation().names),
        }
    }

    /// What stands beside it already, and is not to be said twice.
    pub fn given(&self) -> &[String] {
        match self {
            Self::Value { given, .. } | Self::Qualifier { given, .. } | Self::Citation { given, .. } => given,
        }
    }

    /// The key whose value is expected.
    pub fn value_key(&self) -> Option<&'p KeySchema> {
        match self {
            Self::Value { key, .. } => Some(key),
            Self::Qualifier { .. } | Self::Citation { .. } => None,
        }
    }
}

impl<'p> Expected<'p> {
    /// The key of which a value is expected, its first part.
    pub fn value_key(&self) -> Option<&'p KeySchema> {
        match self {
            Self::Value(slot) => slot.value_key(),
            _ => None,
        }
    }

    /// The types that the value may have which is expected; empty where none is.
    pub fn value_types(&self) -> &'p [ValueType] {
        match self.value_key().map(|key| &key.value) {
            Some(ValueType::OneOf(types)) => types,
            Some(one) => std::slice::from_ref(one),
            None => &[],
        }
    }
}

fn names_of(value: &ValueType) -> KeywordSet {
    match value {
        ValueType::OneOf(types) => types.iter().map(names_of).fold(KeywordSet::default(), |mut all, names| {
            all.add(names);
            all
        }),
        one => KeywordSet::of(one.references()),
    }
}

/// What stands around a place: the declarations it is inside of, and what the innermost of them says already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The declarations around it, innermost first. A declaration that is too broken for the project to know is not
    /// among them.
    pub declarations: Vec<DeclarationId>,
    /// The keywords of the blocks around it, innermost first; `None` for unknown ones. Empty at the top of a file.
    pub keywords: Vec<Option<Keyword>>,
    /// The keys that are given in the innermost body, in the order of the text, without that of the line at the cursor.
    pub given: Vec<GivenKey>,
    /// The keywords of the declarations that stand directly in the body (or at the top of the file) in front of the
    /// cursor, in the order of the text; near the end only, where there are very many.
    pub before: Vec<Keyword>,
}

/// A property that stands in a body already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenKey {
    /// The key as it is written.
    pub key: String,
    /// The name between key and colon.
    pub qualifier: Option<String>,
    /// It stands in front of the cursor.
    pub is_before: bool,
}

impl Surroundings {
    /// What the innermost block around the place is; the file where there is none, `None` where its keyword is unknown.
    pub fn place(&self) -> Option<Place> {
        place(self.keywords.first())
    }

    /// Where the innermost declaration around the place stands itself.
    pub fn outer_place(&self) -> Option<Place> {
        self.keywords.first()?;
        place(self.keywords.get(1))
    }
}

fn place(keyword: Option<&Option<Keyword>>) -> Option<Place> {
    keyword.map_or(Some(Place::File), |keyword| keyword.map(Place::In))
}

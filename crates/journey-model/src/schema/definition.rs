//! What the schema says about one keyword and about one key.

use std::borrow::Cow;

use super::{Keyword, ValueType};

/// Everything the language says about one keyword.
#[derive(Clone, Debug, PartialEq)]
pub struct KeywordSchema {
    /// The keyword.
    pub keyword: Keyword,
    /// Where its declarations may stand.
    pub places: Vec<Place>,
    /// What it is for and why it matters, in one to three sentences.
    pub documentation: Cow<'static, str>,
    /// A whole small file that uses it, every name in it declared.
    pub example: Cow<'static, str>,
    /// Other words of the field for the same thing, in lower case: somebody who writes one means this keyword.
    pub also_called: Vec<Cow<'static, str>>,
    /// The keys of its body, in the order of the language reference.
    pub keys: Vec<KeySchema>,
}

/// A place where a declaration may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The top of a file.
    File,
    /// The body of a declaration with this keyword.
    In(Keyword),
}

/// Everything the language says about one key in the body of one keyword.
#[derive(Clone, Debug, PartialEq)]
pub struct KeySchema {
    /// The key as it is written in a file.
    pub name: Cow<'static, str>,
    /// What it is for and why it matters, in one to three sentences.
    pub documentation: Cow<'static, str>,
    /// One property line that uses it.
    pub example: Cow<'static, str>,
    /// The type of each of its values.
    pub value: ValueType,
    /// Several values, separated by commas, make sense.
    pub many: bool,
    /// The name that may or must stand between the key and its colon; `None` where nothing may stand there.
    pub qualifier: Option<Qualifier>,
    /// How often the key may be given in one body.
    pub repeats: Repeats,
    /// Whether the key has to be there, or should.
    pub requirement: Requirement,
    /// Other words for the same key, in lower case: somebody who writes one means this key.
    pub also_called: Vec<Cow<'static, str>>,
}

/// The name between a key and its colon: `maya` in `emotion maya: -1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualifier {
    /// The kinds of declaration that it may name.
    pub names: Vec<Keyword>,
    /// It has to be there.
    pub required: bool,
}

/// How often a key may be given in one body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Repeats {
    /// Once.
    Once,
    /// Once for each qualifier, and once without one where that is allowed.
    OncePerQualifier,
    /// As often as one likes: each line adds to the others, as the lanes of a service blueprint do.
    Freely,
}

/// Whether a key has to be there, or should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// It may be left out.
    Optional,
    /// It has to be there.
    Required,
    /// It may be left out, but good practice asks for it, unless the declaration stands directly in one with such a
    /// keyword.
    ExpectedOutside(Vec<Keyword>),
}

/// The citation that may end any property: `from interviews, q3_survey`.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// The word that opens it.
    pub word: Cow<'static, str>,
    /// What it is for and why it matters.
    pub documentation: Cow<'static, str>,
    /// One property line that uses it.
    pub example: Cow<'static, str>,
    /// The kinds of declaration that it may name, always several.
    pub names: Vec<Keyword>,
}

impl KeywordSchema {
    /// A keyword that stands in `places`, without keys.
    pub fn new(
        keyword: Keyword,
        places: impl Into<Vec<Place>>,
        documentation: impl Into<Cow<'static, str>>,
        example: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            keyword,
            places: places.into(),
            documentation: documentation.into(),
            example: example.into(),
            also_called: Vec::new(),
            keys: Vec::new(),
        }
    }

    /// The same with other words of the field for it.
    #[must_use]
    pub fn also_called(mut self, words: &[&'static str]) -> Self {
        self.also_called = words.iter().copied().map(Cow::Borrowed).collect();
        self
    }

    /// The same with these keys.
    #[must_use]
    pub fn with_keys(mut self, keys: impl Into<Vec<KeySchema>>) -> Self {
        self.keys = keys.into();
        self
    }
}

impl KeySchema {
    /// An optional key with one value, without qualifier, that may be given once.
    pub fn new(
        name: impl Into<Cow<'static, str>>,
        value: ValueType,
        documentation: impl Into<Cow<'static, str>>,
        example: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            name: name.into(),
            documentation: documentation.into(),
            example: example.into(),
            value,
            many: false,
            qualifier: None,
            repeats: Repeats::Once,
            requirement: Requirement::Optional,
            also_called: Vec::new(),
        }
    }

    /// The same, and several values make sense.
    #[must_use]
    pub fn many(mut self) -> Self {
        self.many = true;
        self
    }

    /// The same with a qualifier, and once for each.
    #[must_use]
    pub fn qualified(mut self, names: impl Into<Vec<Keyword>>, required: bool) -> Self {
        self.qualifier = Some(Qualifier { names: names.into(), required });
        self.repeats = Repeats::OncePerQualifier;
        self
    }

    /// The same, and it may be given as often as one likes.
    #[must_use]
    pub fn freely(mut self) -> Self {
        self.repeats = Repeats::Freely;
        self
    }

    /// The same, and it has to be there, or should.
    #[must_use]
    pub fn required(mut self, requirement: Requirement) -> Self {
        self.requirement = requirement;
        self
    }

    /// The same with other words for it.
    #[must_use]
    pub fn also_called(mut self, words: &[&'static str]) -> Self {
        self.also_called = words.iter().copied().map(Cow::Borrowed).collect();
        self
    }

    /// Whether the key has to be there, or should, in a declaration that stands in `place`.
    pub fn is_wanted_in(&self, place: Place) -> bool {
        match &self.requirement {
            Requirement::Optional => false,
            Requirement::Required => true,
            Requirement::ExpectedOutside(keywords) => match place {
                Place::File => true,
                Place::In(keyword) => !keywords.contains(&keyword),
            },
        }
    }
}

//! The one table that knows every keyword, where it may stand, its keys, their values and what all of it means.

#[cfg(test)]
mod contract_test;
mod definition;
mod extension;
mod key_table;
mod reference;
mod standard;
mod suggestion;
mod value_type;

use std::sync::LazyLock;

pub use definition::{Citation, KeySchema, KeywordSchema, Place, Qualifier, Repeats, Requirement};
pub use extension::{KeyExtension, SchemaConflict, SchemaExtension, ValueExtension};
pub use journey_syntax::Keyword;
pub use reference::language_reference;
pub use value_type::{EnumerationValue, ValueType};

use key_table::KeyTable;

/// What the language allows, and what it means by it.
///
/// Everybody who needs to know a keyword, a key or a value asks here: structural rules, completion, hover, the
/// language reference and the generated grammars. Texts are `Cow<'static, str>`, so the built-in table costs no
/// copies and a plugin can bring texts of its own.
#[derive(Clone, Debug)]
pub struct Schema {
    /// In the order of [`Keyword::ALL`], all of them.
    keywords: Vec<KeywordSchema>,
    /// For each keyword how to find its keys.
    tables: Vec<KeyTable>,
    citation: Citation,
}

/// One key of one keyword, as a number of two bytes.
///
/// The keys of [`Schema::standard`] have the same number in every schema that extends it; a key that a plugin added
/// has a meaning only in the schema that gave the number out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId {
    keyword: Keyword,
    position: u8,
}

impl KeyId {
    /// The keyword that the key belongs to.
    pub const fn keyword(self) -> Keyword {
        self.keyword
    }

    /// The key's place among the keys of its keyword, from 0.
    pub const fn position(self) -> usize {
        self.position as usize
    }
}

impl Schema {
    /// The language as it comes, without plugins.
    pub fn standard() -> &'static Self {
        static STANDARD: LazyLock<Schema> = LazyLock::new(|| Schema::new(standard::keywords(), standard::citation()));
        &STANDARD
    }

    fn new(keywords: Vec<KeywordSchema>, citation: Citation) -> Self {
        let tables = keywords.iter().map(|keyword| KeyTable::new(&keyword.keys)).collect();
        Self { keywords, tables, citation }
    }

    /// Every keyword, in the order of [`Keyword::ALL`].
    pub fn keywords(&self) -> impl ExactSizeIterator<Item = &KeywordSchema> {
        self.keywords.iter()
    }

    /// What the language says about a keyword.
    pub fn keyword(&self, keyword: Keyword) -> &KeywordSchema {
        self.keywords.get(keyword.index()).expect("the table has a row for every keyword")
    }

    /// What the language says about a key in the body of a keyword; `None` for an unknown key. Case-sensitive.
    #[inline]
    pub fn key(&self, keyword: Keyword, name: &str) -> Option<&KeySchema> {
        self.key_by_id(self.key_id(keyword, name)?)
    }

    /// The number of a key in the body of a keyword; `None` for an unknown key. Case-sensitive.
    #[inline]
    pub fn key_id(&self, keyword: Keyword, name: &str) -> Option<KeyId> {
        let keys = &self.keywords.get(keyword.index())?.keys;
        let position = self.tables.get(keyword.index())?.position(keys, name)?;
        Some(KeyId { keyword, position })
    }

    /// The key with a number that [`Schema::key_id`] of this schema gave; `None` where this schema has no such key.
    #[inline]
    pub fn key_by_id(&self, id: KeyId) -> Option<&KeySchema> {
        self.keywords.get(id.keyword.index())?.keys.get(id.position())
    }

    /// Where declarations with this keyword may stand.
    pub fn places(&self, keyword: Keyword) -> &[Place] {
        &self.keyword(keyword).places
    }

    /// Whether a declaration with this keyword may stand in `place`.
    pub fn may_stand(&self, keyword: Keyword, place: Place) -> bool {
        self.places(keyword).contains(&place)
    }

    /// The keywords that may stand in `place`, in the order of [`Keyword::ALL`].
    pub fn children_of(&self, place: Place) -> impl Iterator<Item = Keyword> {
        self.keywords.iter().filter(move |schema| schema.places.contains(&place)).map(|schema| schema.keyword)
    }

    /// The keywords whose bodies take this key, in the order of [`Keyword::ALL`].
    pub fn keywords_with_key(&self, name: &str) -> impl Iterator<Item = Keyword> {
        Keyword::ALL.into_iter().filter(move |keyword| self.key_id(*keyword, name).is_some())
    }

    /// The keys that have to be there, or should, in a declaration with this keyword that stands in `place`.
    pub fn wanted_keys(&self, keyword: Keyword, place: Place) -> impl Iterator<Item = &KeySchema> {
        self.keyword(keyword).keys.iter().filter(move |key| key.is_wanted_in(place))
    }

    /// The citation that may end any property.
    pub fn citation(&self) -> &Citation {
        &self.citation
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Date, Duration, Handle, Measurement, Number, Percentage, Range, Score, Text};

    #[test]
    fn every_row_stands_at_its_keyword() {
        let schema = Schema::standard();
        assert_eq!(schema.keywords().len(), Keyword::ALL.len());
        for keyword in Keyword::ALL {
            assert_eq!(schema.keyword(keyword).keyword, keyword);
        }
    }

    #[test]
    fn every_key_is_found_by_its_name_and_by_its_number() {
        let schema = Schema::standard();
        for keyword in schema.keywords() {
            for key in &keyword.keys {
                let id = schema.key_id(keyword.keyword, &key.name).expect("a known key");
                assert_eq!(id.keyword(), keyword.keyword);
                assert_eq!(schema.key_by_id(id), Some(key));
                assert_eq!(schema.key(keyword.keyword, &key.name), Some(key));
            }
            assert_eq!(schema.key(keyword.keyword, "colour"), None);
            assert_eq!(schema.key(keyword.keyword, "Tag"), None);
        }
        assert_eq!(schema.key(Keyword::Stage, "emotion"), None);
    }

    #[test]
    fn a_key_of_a_smaller_schema_is_told_by_a_larger_number() {
        let schema = Schema::standard();
        let beyond = KeyId { keyword: Keyword::Gain, position: 3 };
        assert_eq!(schema.key_by_id(beyond), None);
    }

    #[test]
    fn places_are_asked_from_both_sides() {
        let schema = Schema::standard();
        assert!(schema.may_stand(Keyword::Stage, Place::In(Keyword::Journey)));
        assert!(!schema.may_stand(Keyword::Stage, Place::File));
        assert!(!schema.may_stand(Keyword::Journey, Place::In(Keyword::Journey)));
        assert_eq!(
            schema.children_of(Place::In(Keyword::Touchpoint)).collect::<Vec<_>>(),
            [Keyword::Pain, Keyword::Gain, Keyword::Opportunity]
        );
        assert_eq!(schema.children_of(Place::In(Keyword::Persona)).count(), 0);
        assert_eq!(schema.keywords_with_key("emotion").collect::<Vec<_>>(), [Keyword::Touchpoint]);
    }

    #[test]
    fn an_opportunity_should_name_its_pains_unless_it_stands_in_one() {
        let schema = Schema::standard();
        let required =
            |keyword, place| -> Vec<&str> { schema.wanted_keys(keyword, place).map(|key| key.name.as_ref()).collect() };
        assert_eq!(required(Keyword::Opportunity, Place::File), ["addresses"]);
        assert_eq!(required(Keyword::Opportunity, Place::In(Keyword::Stage)), ["addresses"]);
        assert!(required(Keyword::Opportunity, Place::In(Keyword::Pain)).is_empty());
        assert_eq!(required(Keyword::Source, Place::File), ["kind"]);
        assert!(required(Keyword::Persona, Place::File).is_empty());
    }

    #[test]
    fn every_text_of_the_table_is_written_out() {
        for keyword in Schema::standard().keywords() {
            sentences(&keyword.documentation);
            assert!(keyword.example.contains(&format!("{} ", keyword.keyword)));
            assert!(keyword.example.ends_with("}\n"));
            for key in &keyword.keys {
                sentences(&key.documentation);
                for value in key.value.enumeration() {
                    sentences(&value.documentation);
                }
            }
        }
    }

    /// One to four sentences that start and end as such.
    fn sentences(text: &str) {
        assert!(text.ends_with('.') || text.ends_with('\"'), "{text}");
        assert!(text.chars().next().is_some_and(char::is_uppercase), "{text}");
        assert!(!text.contains("  ") && text.len() > 10, "{text}");
        assert!(text.matches(". ").count() < 4, "{text}");
    }

    #[test]
    fn no_other_word_for_a_key_is_a_key_itself() {
        let schema = Schema::standard();
        for keyword in schema.keywords() {
            for key in &keyword.keys {
                for word in &key.also_called {
                    assert_eq!(word.to_lowercase(), *word);
                    assert!(schema.key(keyword.keyword, word).is_none(), "{} is a key of {}", word, keyword.keyword);
                    let takers = keyword.keys.iter().filter(|other| other.also_called.contains(word));
                    assert_eq!(takers.count(), 1, "{word} in {}", keyword.keyword);
                }
            }
        }
    }

    #[test]
    fn every_example_parses_without_an_error() {
        for keyword in Schema::standard().keywords() {
            let parse = journey_syntax::parse(&keyword.example);
            assert_eq!(parse.errors(), [], "{}", keyword.example);
            for key in &keyword.keys {
                let text = format!("{} it {{\n  {}\n}}\n", keyword.keyword, key.example);
                assert_eq!(journey_syntax::parse(&text).errors(), [], "{text}");
            }
        }
    }

    #[test]
    fn every_example_of_a_key_is_a_property_line_with_values_of_its_type() {
        for keyword in Schema::standard().keywords() {
            for key in &keyword.keys {
                let (head, values) = key.example.split_once(": ").expect("key: value");
                let mut words = head.split(' ');
                assert_eq!(words.next(), Some(key.name.as_ref()));
                assert!(words.next().is_none() || key.qualifier.is_some());
                let values = split_outside_texts(values, " from ")[0];
                assert!(accepts(&key.value, values, key.many), "{}", key.example);
            }
        }
    }

    /// Judges one line of values by the parsers of [`crate::value`]; good enough for the examples of the table.
    fn accepts(value: &ValueType, values: &str, many: bool) -> bool {
        if many {
            return split_outside_texts(values, ", ").into_iter().all(|one| accepts(value, one, false));
        }
        let word = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        let text = |text: &str| {
            text.len() > 2 && text.starts_with('"') && text.ends_with('"') && Text::decode(text).problems.is_empty()
        };
        match value {
            ValueType::Text | ValueType::File | ValueType::Link => text(values),
            ValueType::Number { minimum, maximum, whole } => {
                Number::parse(values).is_ok_and(|number| number.check(*minimum, *maximum, *whole).is_ok())
            }
            ValueType::Percentage => Percentage::parse(values).is_ok(),
            ValueType::Measurement => Measurement::parse(values).is_ok(),
            ValueType::Duration => Duration::parse(values).is_ok(),
            ValueType::Date => Date::parse(values).is_ok(),
            ValueType::Range => Range::parse(values).is_ok(),
            ValueType::Handle => Handle::parse(values).is_ok(),
            ValueType::Tag | ValueType::Ticket => word(values) || text(values),
            ValueType::Reference(_) => word(values),
            ValueType::Emotion | ValueType::ReferenceThenText { .. } => {
                let (first, rest) = values.split_once(' ').expect("two parts");
                text(rest) && (word(first) || Score::parse(first).is_ok())
            }
            ValueType::Enumeration(words) => words.iter().any(|word| word.name == values),
            ValueType::OneOf(types) => types.iter().any(|one| accepts(one, values, false)),
        }
    }

    fn split_outside_texts<'t>(values: &'t str, separator: &str) -> Vec<&'t str> {
        let mut parts = Vec::new();
        let mut start = 0;
        for (position, _) in values.match_indices(separator) {
            if values[start..position].matches('"').count().is_multiple_of(2) {
                parts.push(&values[start..position]);
                start = position + separator.len();
            }
        }
        parts.push(&values[start..]);
        parts
    }
}

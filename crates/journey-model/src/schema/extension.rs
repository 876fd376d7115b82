//! What a plugin adds to the schema.

use super::key_table::KeyTable;
use super::{EnumerationValue, KeySchema, Keyword, Schema, ValueType};
use crate::value::is_id;

/// Keys and words that one plugin adds to the language.
///
/// A plugin adds, it never changes: no built-in key or word can be redefined, so a file means the same to every tool.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SchemaExtension {
    /// The plugin's id, for messages.
    pub plugin: String,
    /// New keys.
    pub keys: Vec<KeyExtension>,
    /// New words for keys that take one word of a list, built-in ones included.
    pub values: Vec<ValueExtension>,
}

/// A key that a plugin adds to the body of a keyword.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyExtension {
    /// The keyword whose body takes the key.
    pub keyword: Keyword,
    /// The key.
    pub key: KeySchema,
}

/// A word that a plugin adds to an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueExtension {
    /// The keyword whose body takes the key.
    pub keyword: Keyword,
    /// The key's name.
    pub key: String,
    /// The word.
    pub value: EnumerationValue,
}

/// A part of an extension that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SchemaConflict {
    /// The key is there already, built in or from a plugin before.
    #[error(
        "plugin `{plugin}` adds the key `{key}` to {keyword}, which has one already; the plugin has to choose another name"
    )]
    KeyExists {
        /// The plugin's id.
        plugin: String,
        /// The keyword.
        keyword: Keyword,
        /// The key's name.
        key: String,
    },
    /// The key's name could not be written in a file.
    #[error(
        "plugin `{plugin}` adds the key `{key}`, which nobody could write; a key starts with a letter and has letters, digits, `_` and `-`"
    )]
    KeyUnwritable {
        /// The plugin's id.
        plugin: String,
        /// The key's name.
        key: String,
    },
    /// The keyword has no room for another key.
    #[error("plugin `{plugin}` adds the key `{key}` to {keyword}, which has too many keys already")]
    TooManyKeys {
        /// The plugin's id.
        plugin: String,
        /// The keyword.
        keyword: Keyword,
        /// The key's name.
        key: String,
    },
    /// The word is to be added to a key that is unknown or takes no word of a list.
    #[error(
        "plugin `{plugin}` adds the word `{value}` to `{key}` of {keyword}, which does not choose from a list of words"
    )]
    NoEnumeration {
        /// The plugin's id.
        plugin: String,
        /// The keyword.
        keyword: Keyword,
        /// The key's name.
        key: String,
        /// The word.
        value: String,
    },
    /// The word is there already.
    #[error("plugin `{plugin}` adds the word `{value}` to `{key}` of {keyword}, which has it already")]
    ValueExists {
        /// The plugin's id.
        plugin: String,
        /// The keyword.
        keyword: Keyword,
        /// The key's name.
        key: String,
        /// The word.
        value: String,
    },
}

impl Schema {
    /// This schema with what the plugins add, in their order.
    ///
    /// A part that contradicts what is there is left out and told in the second value; everything else is added.
    /// Numbers of keys that this schema gave out keep their meaning in the new one.
    #[must_use]
    pub fn extended(&self, extensions: &[SchemaExtension]) -> (Self, Vec<SchemaConflict>) {
        let mut keywords = self.keywords.clone();
        let mut conflicts = Vec::new();
        for extension in extensions {
            for KeyExtension { keyword, key } in &extension.keys {
                let Some(row) = keywords.get_mut(keyword.index()) else {
                    continue;
                };
                let plugin = || extension.plugin.clone();
                if !is_id(&key.name) {
                    conflicts.push(SchemaConflict::KeyUnwritable { plugin: plugin(), key: key.name.to_string() });
                } else if row.keys.iter().any(|known| known.name == key.name) {
                    conflicts.push(SchemaConflict::KeyExists {
                        plugin: plugin(),
                        keyword: *keyword,
                        key: key.name.to_string(),
                    });
                } else if row.keys.len() >= KeyTable::CAPACITY {
                    conflicts.push(SchemaConflict::TooManyKeys {
                        plugin: plugin(),
                        keyword: *keyword,
                        key: key.name.to_string(),
                    });
                } else {
                    row.keys.push(key.clone());
                }
            }
        }
        // Words come after all keys, so that one plugin can add a word to another's key whatever their order.
        for extension in extensions {
            for added in &extension.values {
                let key = keywords
                    .get_mut(added.keyword.index())
                    .and_then(|row| row.keys.iter_mut().find(|key| key.name == added.key));
                let Some(ValueType::Enumeration(words)) = key.map(|key| &mut key.value) else {
                    conflicts.push(SchemaConflict::NoEnumeration {
                        plugin: extension.plugin.clone(),
                        keyword: added.keyword,
                        key: added.key.clone(),
                        value: added.value.name.to_string(),
                    });
                    continue;
                };
                if words.iter().any(|word| word.name == added.value.name) {
                    conflicts.push(SchemaConflict::ValueExists {
                        plugin: extension.plugin.clone(),
                        keyword: added.keyword,
                        key: added.key.clone(),
                        value: added.value.name.to_string(),
                    });
                } else {
                    words.push(added.value.clone());
                }
            }
        }
        (Self::new(keywords, self.citation.clone()), conflicts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(keyword: Keyword, name: &str) -> KeyExtension {
        let name = name.to_owned();
        KeyExtension {
            keyword,
            key: KeySchema::new(name.clone(), ValueType::Date, "A day.", format!("{name}: 2026-01-01")),
        }
    }

    fn value(keyword: Keyword, key: &str, name: &str) -> ValueExtension {
        ValueExtension { keyword, key: key.to_owned(), value: EnumerationValue::new(name.to_owned(), "A word.") }
    }

    #[test]
    fn a_plugin_adds_keys_and_words() {
        let standard = Schema::standard();
        let (extended, conflicts) = standard.extended(&[SchemaExtension {
            plugin: "banking".to_owned(),
            keys: vec![key(Keyword::Stage, "audited")],
            values: vec![value(Keyword::Channel, "kind", "hybrid")],
        }]);
        assert_eq!(conflicts, []);
        assert_eq!(extended.key(Keyword::Stage, "audited").unwrap().value, ValueType::Date);
        assert_eq!(standard.key(Keyword::Stage, "audited"), None);
        let kind = extended.key(Keyword::Channel, "kind").unwrap();
        assert_eq!(kind.value.enumeration().last().unwrap().name, "hybrid");
        for keyword in standard.keywords() {
            for key in &keyword.keys {
                let id = standard.key_id(keyword.keyword, &key.name);
                assert_eq!(extended.key_id(keyword.keyword, &key.name), id);
            }
        }
    }

    #[test]
    fn what_contradicts_the_language_is_left_out_and_told() {
        let (extended, conflicts) = Schema::standard().extended(&[
            SchemaExtension {
                plugin: "first".to_owned(),
                keys: vec![
                    key(Keyword::Stage, "goal"),
                    key(Keyword::Stage, "two words"),
                    key(Keyword::Stage, "audited"),
                ],
                values: vec![value(Keyword::Channel, "owner", "me"), value(Keyword::Channel, "kind", "digital")],
            },
            SchemaExtension {
                plugin: "second".to_owned(),
                keys: vec![key(Keyword::Stage, "audited")],
                values: Vec::new(),
            },
        ]);
        let told: Vec<String> = conflicts.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(told.join("\n"), @r#"
        plugin `first` adds the key `goal` to stage, which has one already; the plugin has to choose another name
        plugin `first` adds the key `two words`, which nobody could write; a key starts with a letter and has letters, digits, `_` and `-`
        plugin `second` adds the key `audited` to stage, which has one already; the plugin has to choose another name
        plugin `first` adds the word `me` to `owner` of channel, which does not choose from a list of words
        plugin `first` adds the word `digital` to `kind` of channel, which has it already
        "#);
        assert!(extended.key(Keyword::Stage, "goal").unwrap().value.is_text());
        assert!(extended.key(Keyword::Stage, "audited").is_some());
    }

    #[test]
    fn a_keyword_that_is_full_takes_no_more_keys() {
        let keys = (0..300).map(|number| key(Keyword::Gain, &format!("key{number}"))).collect();
        let (extended, conflicts) =
            Schema::standard().extended(&[SchemaExtension { plugin: "greedy".to_owned(), keys, values: Vec::new() }]);
        let added = extended.keyword(Keyword::Gain).keys.len();
        assert_eq!(added, KeyTable::CAPACITY);
        assert_eq!(conflicts.len(), 300 + 3 - added);
        assert!(extended.key(Keyword::Gain, "key200").is_some());
    }
}

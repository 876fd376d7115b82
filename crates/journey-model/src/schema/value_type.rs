//! The types of value that a key can ask for.

use std::borrow::Cow;

use super::Keyword;

/// What kind of value a key takes. It describes one value; whether a key takes several is [`KeySchema::many`].
///
/// [`KeySchema::many`]: super::KeySchema::many
#[derive(Clone, Debug, PartialEq)]
pub enum ValueType {
    /// A text in double quotes.
    Text,
    /// A text in double quotes that is the path of a file, relative to the file it is written in.
    File,
    /// A text in double quotes that is a web address or another place to follow.
    Link,
    /// A number, both bounds included.
    Number {
        /// The smallest number that makes sense.
        minimum: Option<f64>,
        /// The largest number that makes sense.
        maximum: Option<f64>,
        /// Only numbers without a fraction make sense.
        whole: bool,
    },
    /// A percentage, such as `85%`.
    Percentage,
    /// A reading of a metric: a number or a percentage.
    Measurement,
    /// A length of time, such as `10min`.
    Duration,
    /// A day, such as `2026-11-01`.
    Date,
    /// Two numbers and all between them, such as `1..5`.
    Range,
    /// A team or a person, such as `@growth`.
    Handle,
    /// A tag: a word, a number or a text, each used as it is written.
    Tag,
    /// The number of a ticket in another tool: a word, a number or a text, each used as it is written.
    Ticket,
    /// An emotion: a whole number from -2 to +2, then an optional word in double quotes.
    Emotion,
    /// The name of a declaration of one of these kinds.
    Reference(Vec<Keyword>),
    /// The name of a declaration of one of these kinds, then a text in double quotes.
    ReferenceThenText {
        /// The kinds that the name may have.
        names: Vec<Keyword>,
        /// The text must be there.
        text_required: bool,
    },
    /// One word of a fixed list.
    Enumeration(Vec<EnumerationValue>),
    /// Any one of these types.
    OneOf(Vec<ValueType>),
}

/// One word of an enumeration, with what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumerationValue {
    /// The word as it is written in a file.
    pub name: Cow<'static, str>,
    /// When to choose it, in one or two sentences.
    pub documentation: Cow<'static, str>,
}

impl EnumerationValue {
    /// A word and what it means.
    pub fn new(name: impl Into<Cow<'static, str>>, documentation: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), documentation: documentation.into() }
    }
}

impl ValueType {
    /// Any number.
    pub const NUMBER: Self = Self::Number { minimum: None, maximum: None, whole: false };

    /// What is expected, as the end of a sentence that starts with "expected": "a date, such as `2026-11-01`".
    pub fn expected(&self) -> String {
        match self {
            Self::Text => "a text in double quotes".to_owned(),
            Self::File => "the path of a file in double quotes, such as `\"data/q3.csv\"`".to_owned(),
            Self::Link => "an address in double quotes, such as `\"https://example.org\"`".to_owned(),
            Self::Number { minimum, maximum, whole } => {
                let number = if *whole { "a whole number" } else { "a number" };
                match (minimum, maximum) {
                    (Some(least), Some(most)) => format!("{number} from {least} to {most}"),
                    (Some(least), None) => format!("{number}, {least} or more"),
                    (None, Some(most)) => format!("{number}, {most} or less"),
                    (None, None) => number.to_owned(),
                }
            }
            Self::Percentage => "a percentage, such as `85%`".to_owned(),
            Self::Measurement => "a number or a percentage, such as `4.2` or `85%`".to_owned(),
            Self::Duration => "a duration, such as `45s`, `10min`, `2h`, `3d` or `2w`".to_owned(),
            Self::Date => "a date written year-month-day, such as `2026-11-01`".to_owned(),
            Self::Range => "a range, such as `1..5`".to_owned(),
            Self::Handle => "a team or person, such as `@growth`".to_owned(),
            Self::Tag => "a word, a number or a text in double quotes".to_owned(),
            Self::Ticket => "a ticket, such as `SHOP-123`, or a text in double quotes".to_owned(),
            Self::Emotion => {
                "a whole number from -2 (very negative) to +2 (very positive), then optionally a word in double quotes"
                    .to_owned()
            }
            Self::Reference(names) => format!("the name of {}", one_of_kinds(names)),
            Self::ReferenceThenText { names, text_required } => format!(
                "the name of {}, then {}a text in double quotes",
                one_of_kinds(names),
                if *text_required { "" } else { "optionally " },
            ),
            Self::Enumeration(values) => {
                let words: Vec<String> = values.iter().map(|value| format!("`{}`", value.name)).collect();
                match words.as_slice() {
                    [only] => only.clone(),
                    words => join_with_or(words),
                }
            }
            Self::OneOf(types) => {
                let phrases: Vec<String> = types.iter().map(Self::expected).collect();
                join_with_or(&phrases)
            }
        }
    }

    /// The type in one to four words, for a table: "number 0 to 10", "persona".
    pub fn short_name(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::File => "text: a file's path".to_owned(),
            Self::Link => "text: an address".to_owned(),
            Self::Number { minimum, maximum, whole } => {
                let number = if *whole { "whole number" } else { "number" };
                match (minimum, maximum) {
                    (Some(least), Some(most)) => format!("{number}, {least} to {most}"),
                    (Some(least), None) => format!("{number}, {least} or more"),
                    (None, Some(most)) => format!("{number}, {most} or less"),
                    (None, None) => number.to_owned(),
                }
            }
            Self::Percentage => "percentage".to_owned(),
            Self::Measurement => "number or percentage".to_owned(),
            Self::Duration => "duration".to_owned(),
            Self::Date => "date".to_owned(),
            Self::Range => "range".to_owned(),
            Self::Handle => "handle".to_owned(),
            Self::Tag | Self::Ticket => "word, number or text".to_owned(),
            Self::Emotion => "whole number, -2 to +2, then optional text".to_owned(),
            Self::Reference(names) => join_with_or(&kind_names(names)),
            Self::ReferenceThenText { names, text_required } => format!(
                "{}, then {}text",
                join_with_or(&kind_names(names)),
                if *text_required { "" } else { "optional " },
            ),
            Self::Enumeration(_) => "one of the words below".to_owned(),
            Self::OneOf(types) => {
                let names: Vec<String> = types.iter().map(Self::short_name).collect();
                join_with_or(&names)
            }
        }
    }

    /// The words to choose from; empty where the type is no enumeration.
    pub fn enumeration(&self) -> &[EnumerationValue] {
        match self {
            Self::Enumeration(values) => values,
            _ => &[],
        }
    }

    /// The kinds of declaration that a value may name; empty where the type names nothing.
    pub fn references(&self) -> &[Keyword] {
        match self {
            Self::Reference(names) | Self::ReferenceThenText { names, .. } => names,
            _ => &[],
        }
    }

    /// The value is written as a text in double quotes, and in no other way.
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::File | Self::Link)
    }
}

fn one_of_kinds(names: &[Keyword]) -> String {
    let kinds: Vec<&str> = names.iter().map(|name| name.with_article()).collect();
    join_with_or(&kinds)
}

fn kind_names(names: &[Keyword]) -> Vec<&'static str> {
    names.iter().map(|name| name.name()).collect()
}

/// `a`, `a or b`, `a, b or c`.
fn join_with_or<S: AsRef<str>>(parts: &[S]) -> String {
    let mut joined = String::new();
    for (position, part) in parts.iter().enumerate() {
        if position > 0 {
            joined.push_str(if position + 1 == parts.len() { " or " } else { ", " });
        }
        joined.push_str(part.as_ref());
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expectation_reads_as_the_end_of_a_sentence() {
        let number = |minimum, maximum, whole| ValueType::Number { minimum, maximum, whole };
        assert_eq!(number(Some(0.0), Some(10.0), false).expected(), "a number from 0 to 10");
        assert_eq!(number(Some(0.0), None, true).expected(), "a whole number, 0 or more");
        assert_eq!(number(None, Some(1.5), false).expected(), "a number, 1.5 or less");
        assert_eq!(ValueType::NUMBER.expected(), "a number");
        assert_eq!(
            ValueType::Reference(vec![Keyword::Actor, Keyword::Channel]).expected(),
            "the name of an actor or a channel"
        );
        assert_eq!(
            ValueType::ReferenceThenText { names: vec![Keyword::Touchpoint], text_required: false }.expected(),
            "the name of a touchpoint, then optionally a text in double quotes"
        );
        let words = ["low", "medium", "high"].map(|name| EnumerationValue::new(name, ""));
        assert_eq!(ValueType::Enumeration(words.to_vec()).expected(), "`low`, `medium` or `high`");
        assert_eq!(
            ValueType::OneOf(vec![ValueType::NUMBER, ValueType::Range, ValueType::Text]).expected(),
            "a number, a range, such as `1..5` or a text in double quotes"
        );
    }
}

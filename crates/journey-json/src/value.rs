//! Values in the form of their type.

use std::borrow::Cow;

use journey_model::value::Measurement as Measured;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::reference::Reference;

/// A number, written without a fraction where it has none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number(pub(crate) f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// From here on not every whole number is a `f64`.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.fract() == 0.0 && self.0.abs() < EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }

    fn inline_schema() -> bool {
        true
    }
}

/// A length of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Duration {
    /// As it is written, such as `10min`.
    pub(crate) written: String,
    /// The length in milliseconds. A day has 24 hours and a week 7 days.
    pub(crate) milliseconds: u64,
}

/// Two numbers and all between them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub(crate) struct Range {
    /// The smaller number.
    pub(crate) low: Number,
    /// The larger number.
    pub(crate) high: Number,
}

/// A number on the scale of a metric, or a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub(crate) struct Measurement {
    /// The number: 78 for `78%`.
    pub(crate) value: Number,
    /// Whether it is a percentage.
    pub(crate) is_percentage: bool,
}

impl From<Measured> for Measurement {
    fn from(measured: Measured) -> Self {
        Self { value: Number(measured.value()), is_percentage: matches!(measured, Measured::Percentage(_)) }
    }
}

/// A file that is named in quotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct DataFile {
    /// The path as it is written, relative to the file that it is written in.
    pub(crate) written: String,
    /// The path relative to the project's root, with `/` between folders; as it is written where it is absolute.
    pub(crate) path: String,
}

/// A value of any type, which `type` tells.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Value {
    /// A text in quotes.
    Text {
        /// The text without its quotes, escapes resolved.
        text: String,
    },
    /// A number.
    Number {
        /// The number.
        number: Number,
    },
    /// A percentage.
    Percentage {
        /// 85 for `85%`.
        percent: Number,
    },
    /// A length of time.
    Duration {
        /// As it is written, such as `10min`.
        written: String,
        /// The length in milliseconds. A day has 24 hours and a week 7 days.
        milliseconds: u64,
    },
    /// A day.
    Date {
        /// Year, month and day: `2026-11-01`.
        #[schemars(extend("format" = "date"))]
        date: String,
    },
    /// Two numbers and all between them.
    Range {
        /// The smaller number.
        low: Number,
        /// The larger number.
        high: Number,
    },
    /// A team or a person.
    Handle {
        /// With its `@`.
        handle: String,
    },
    /// A word that stands for itself, or of which nobody knows whether it is a name.
    Word {
        /// The word as it is written.
        word: String,
    },
    /// A name that refers to a declaration, perhaps with a text behind it.
    Reference {
        /// The name and what it means.
        reference: Reference,
        /// The text behind it.
        text: Option<String>,
    },
    /// An emotion.
    Emotion {
        /// From -2 (very negative) to 2 (very positive).
        #[schemars(range(min = -2, max = 2))]
        score: i8,
        /// The word for it.
        word: Option<String>,
    },
}

impl Value {
    /// What it says, for what is one text: texts, words, handles and days.
    pub(crate) fn into_text(self) -> Option<String> {
        match self {
            Self::Text { text } => Some(text),
            Self::Word { word } => Some(word),
            Self::Handle { handle } => Some(handle),
            Self::Date { date } => Some(date),
            _ => None,
        }
    }

    /// A number or a percentage.
    pub(crate) fn into_measurement(self) -> Option<Measurement> {
        match self {
            Self::Number { number } => Some(Measurement { value: number, is_percentage: false }),
            Self::Percentage { percent } => Some(Measurement { value: percent, is_percentage: true }),
            _ => None,
        }
    }

    /// A name, and the text behind it.
    pub(crate) fn into_reference(self) -> Option<(Reference, Option<String>)> {
        match self {
            Self::Reference { reference, text } => Some((reference, text)),
            _ => None,
        }
    }
}

//! What could not be read, so that nothing is lost silently.

use journey_model::syntax::SyntaxErrorKind;
use schemars::JsonSchema;
use serde::Serialize;

use crate::place::Place;

/// A part of a file that says nothing in this document, because it cannot be read as what should stand there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Unread {
    /// Where it stands. Empty (start equals end) where something is missing.
    pub(crate) place: Place,
    /// The text as it is written; empty where something is missing.
    pub(crate) text: String,
    /// Why it cannot be read.
    pub(crate) reason: Reason,
    /// The full dotted name of the declaration that it stands in; null at the top of a file, and where that has no name.
    pub(crate) inside: Option<String>,
    /// The key that it is written for; null where it belongs to none.
    pub(crate) key: Option<String>,
}

/// Why something cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reason {
    /// Not a value that its key takes.
    WrongValue,
    /// A further value of a key that takes one.
    TooManyValues,
    /// A key that takes one value is given again.
    RepeatedKey,
    /// A name before the colon of a key that takes none.
    UnexpectedQualifier,
    /// A property that stands in no declaration.
    OutsideOfDeclarations,
    /// A line that reads as a property whose colon is missing.
    MissingColon,
    /// Characters that are neither a declaration nor a property.
    Junk,
    /// Words after a keyword that are neither id nor label.
    HeadJunk,
    /// A `}` that closes nothing.
    StrayClose,
    /// A `{` without its `}`.
    Unclosed,
    /// A block whose `{` is missing.
    MissingOpen,
    /// A block without a keyword before it.
    HeadlessBlock,
    /// Neither id nor label.
    MissingName,
    /// No value after the colon.
    MissingValue,
    /// No source after `from`.
    MissingSource,
    /// A comma too many.
    ExtraComma,
    /// A text without its closing quote.
    UnterminatedText,
    /// A `"""` without its end.
    UnterminatedBlockText,
    /// Quotes that the language does not use.
    WrongQuotes,
    /// A sentence without quotes.
    UnquotedText,
    /// Something that is none of the kinds of value.
    UnreadableValue,
    /// Something after `from` that is no name.
    WrongCitation,
    /// A block inside too many others.
    NestedTooDeep,
    /// A name that ends in `-`.
    DashAtEnd,
}

impl From<SyntaxErrorKind> for Reason {
    fn from(kind: SyntaxErrorKind) -> Self {
        match kind {
            SyntaxErrorKind::Junk => Self::Junk,
            SyntaxErrorKind::HeadJunk => Self::HeadJunk,
            SyntaxErrorKind::StrayClose => Self::StrayClose,
            SyntaxErrorKind::Unclosed => Self::Unclosed,
            SyntaxErrorKind::MissingOpen => Self::MissingOpen,
            SyntaxErrorKind::HeadlessBlock => Self::HeadlessBlock,
            SyntaxErrorKind::MissingName => Self::MissingName,
            SyntaxErrorKind::MissingValue => Self::MissingValue,
            SyntaxErrorKind::MissingSource => Self::MissingSource,
            SyntaxErrorKind::ExtraComma => Self::ExtraComma,
            SyntaxErrorKind::UnterminatedText => Self::UnterminatedText,
            SyntaxErrorKind::UnterminatedBlockText => Self::UnterminatedBlockText,
            SyntaxErrorKind::WrongQuotes => Self::WrongQuotes,
            SyntaxErrorKind::UnquotedText => Self::UnquotedText,
            SyntaxErrorKind::UnreadableValue => Self::UnreadableValue,
            SyntaxErrorKind::WrongCitation => Self::WrongCitation,
            SyntaxErrorKind::NestedTooDeep => Self::NestedTooDeep,
            SyntaxErrorKind::DashAtEnd => Self::DashAtEnd,
        }
    }
}

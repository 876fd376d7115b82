//! What is wrong with a text, as data.

use crate::kind::SyntaxKind;
use crate::node::Node;
use crate::range::TextRange;

/// One thing that the grammar had to recover from. How to say it to a person is the business of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where, in bytes. Empty where something is missing.
    pub range: TextRange,
    /// What it belongs to: see the kinds.
    pub context: TextRange,
}

/// What can be wrong with a text. "Context" is what [`SyntaxError::context`] covers; where a kind does not name it,
/// it is the place itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SyntaxErrorKind {
    /// Characters that are neither a declaration nor a property.
    Junk,
    /// Words after a keyword that are neither id nor label, such as a label without quotes. Context: the words before.
    HeadJunk,
    /// A `}` that closes nothing.
    StrayClose,
    /// A `{` without its `}`. Context: empty, where the block was taken to end.
    Unclosed,
    /// A block whose `{` is missing. Context: the head before it.
    MissingOpen,
    /// A block without a keyword before it.
    HeadlessBlock,
    /// Neither id nor label. Context: the keyword.
    MissingName,
    /// No value after the colon. Context: key and qualifier.
    MissingValue,
    /// No source after `from`. Context: the citation.
    MissingSource,
    /// A comma too many.
    ExtraComma,
    /// A text without its closing quote.
    UnterminatedText,
    /// A `"""` without its end.
    UnterminatedBlockText,
    /// Quotes that the language does not use, such as curly ones.
    WrongQuotes,
    /// A sentence without quotes.
    UnquotedText,
    /// Something that is none of the kinds of value.
    UnreadableValue,
    /// Something after `from` that is no reference.
    WrongCitation,
    /// A block inside 128 others.
    NestedTooDeep,
    /// An id, key or reference that ends in `-`.
    DashAtEnd,
}

/// All errors below a node, in order of their places.
pub(crate) fn errors_in(node: Node<'_>) -> Vec<SyntaxError> {
    let mut errors = Vec::new();
    collect(node, &mut errors);
    // Blocks around one that is nested too deep are not looked into, so what else is wrong with them is not known.
    if let Some(deep) = errors.iter().find(|error| error.kind == SyntaxErrorKind::NestedTooDeep) {
        let deep = deep.range;
        errors.retain(|error| {
            let brace = matches!(error.kind, SyntaxErrorKind::Unclosed | SyntaxErrorKind::HeadlessBlock);
            !(brace && error.range.joined(error.context).covers(TextRange::empty(deep.start)))
        });
    }
    errors.sort_by_key(|error| error.range);
    errors
}

fn collect(parent: Node<'_>, errors: &mut Vec<SyntaxError>) {
    if !parent.may_have_errors() {
        return;
    }
    let mut before = TextRange::empty(parent.range().start);
    for node in parent.children() {
        if let Some(kind) = error_kind(node) {
            errors.push(error(kind, node, parent, before));
        }
        collect(node, errors);
        before = match node.kind() {
            SyntaxKind::Keyword | SyntaxKind::UnknownKeyword | SyntaxKind::Key => node.range(),
            _ => before.joined(node.range()),
        };
    }
}

fn error(kind: SyntaxErrorKind, node: Node<'_>, parent: Node<'_>, before: TextRange) -> SyntaxError {
    let range = node.range();
    match kind {
        SyntaxErrorKind::Unclosed => {
            let opening = TextRange::new(parent.range().start, parent.range().start + 1);
            SyntaxError { kind, range: opening, context: range }
        }
        SyntaxErrorKind::HeadlessBlock => {
            SyntaxError { kind, range: TextRange::new(range.start, range.start + 1), context: range }
        }
        SyntaxErrorKind::HeadJunk | SyntaxErrorKind::MissingName | SyntaxErrorKind::MissingValue => {
            SyntaxError { kind, range, context: before }
        }
        SyntaxErrorKind::MissingSource => SyntaxError { kind, range, context: parent.range() },
        _ => SyntaxError { kind, range, context: range },
    }
}

fn error_kind(node: Node<'_>) -> Option<SyntaxErrorKind> {
    Some(match node.kind() {
        SyntaxKind::Junk => SyntaxErrorKind::Junk,
        SyntaxKind::HeadJunk => SyntaxErrorKind::HeadJunk,
        SyntaxKind::StrayClose => SyntaxErrorKind::StrayClose,
        SyntaxKind::Unclosed => SyntaxErrorKind::Unclosed,
        SyntaxKind::MissingOpen => SyntaxErrorKind::MissingOpen,
        SyntaxKind::HeadlessBlock => SyntaxErrorKind::HeadlessBlock,
        SyntaxKind::MissingName => SyntaxErrorKind::MissingName,
        SyntaxKind::MissingValue => SyntaxErrorKind::MissingValue,
        SyntaxKind::MissingSource => SyntaxErrorKind::MissingSource,
        SyntaxKind::ExtraComma => SyntaxErrorKind::ExtraComma,
        SyntaxKind::UnterminatedText => SyntaxErrorKind::UnterminatedText,
        SyntaxKind::UnterminatedBlockText => SyntaxErrorKind::UnterminatedBlockText,
        SyntaxKind::WrongQuotes => SyntaxErrorKind::WrongQuotes,
        SyntaxKind::UnquotedText => SyntaxErrorKind::UnquotedText,
        SyntaxKind::UnreadableValue => SyntaxErrorKind::UnreadableValue,
        SyntaxKind::WrongCitation => SyntaxErrorKind::WrongCitation,
        SyntaxKind::NestedTooDeep => SyntaxErrorKind::NestedTooDeep,
        SyntaxKind::Name | SyntaxKind::Key | SyntaxKind::Reference if node.text().ends_with('-') => {
            SyntaxErrorKind::DashAtEnd
        }
        _ => return None,
    })
}

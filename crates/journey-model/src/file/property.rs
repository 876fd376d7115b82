//! A property and its values, read as what they are asked for.

use std::borrow::Cow;
use std::fmt;

use journey_syntax::{Node, SyntaxKind, TextRange};
use smol_str::SmolStr;

use super::Declaration;
use super::chunk::is_broken;
use crate::schema::{KeyId, KeySchema, Schema};
use crate::value::{Date, Duration, Emotion, Handle, Measurement, Number, Percentage, Range, Score, Text};

/// `key qualifier: value, value from source`, in a declaration's body.
#[derive(Clone, Copy)]
pub struct Property<'m> {
    declaration: Declaration<'m>,
    node: Node<'m>,
    key: Option<KeyId>,
}

impl<'m> Property<'m> {
    pub(super) fn new(declaration: Declaration<'m>, node: Node<'m>, key: Option<KeyId>) -> Self {
        Self { declaration, node, key }
    }

    /// The declaration in whose body it stands.
    pub fn declaration(self) -> Declaration<'m> {
        self.declaration
    }

    /// Its tree.
    pub fn syntax(self) -> Node<'m> {
        self.node
    }

    fn key_node(self) -> Node<'m> {
        self.node.children().next().expect("a property starts with its key")
    }

    /// The word before the colon.
    pub fn key(self) -> &'m str {
        self.key_node().text()
    }

    /// Where the key is, in bytes.
    pub fn key_range(self) -> TextRange {
        self.key_node().range()
    }

    /// The number of the key in the schema; `None` for a key that the declaration's keyword does not take.
    pub fn key_id(self) -> Option<KeyId> {
        self.key
    }

    /// What the schema says about the key; `None` for a key that the declaration's keyword does not take. The schema
    /// must be the one that the file was lowered with.
    pub fn schema(self, schema: &Schema) -> Option<&KeySchema> {
        self.key.and_then(|key| schema.key_by_id(key))
    }

    /// The name between key and colon, and where it is.
    pub fn qualifier(self) -> Option<(&'m str, TextRange)> {
        self.node.child(SyntaxKind::Qualifier).map(|node| (node.text(), node.range()))
    }

    /// Where it is, from the key to the last value or source, in bytes.
    pub fn range(self) -> TextRange {
        self.node.range()
    }

    /// Its values in order, broken ones included.
    pub fn values(self) -> Vec<Value<'m>> {
        let property = journey_syntax::Property::cast(self.node).expect("properties are lowered from properties");
        property.values().into_iter().map(Value).collect()
    }

    /// Its first value.
    pub fn value(self) -> Option<Value<'m>> {
        self.values().into_iter().next()
    }

    /// The names of the sources after `from`, and where they are.
    pub fn sources(self) -> impl Iterator<Item = (&'m str, TextRange)> {
        let citations = self.node.children().filter(|node| node.kind() == SyntaxKind::Citation);
        let sources = citations.flat_map(Node::children).filter(|node| node.kind() == SyntaxKind::Reference);
        sources.map(|node| (node.text(), node.range()))
    }
}

impl fmt::Debug for Property<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{}", self.node.text(), self.range())
    }
}

/// One value of a property: one part, or several with only space between them, such as `-1 "irritated"`.
#[derive(Clone, Debug)]
pub struct Value<'m>(Vec<Node<'m>>);

impl<'m> Value<'m> {
    /// Its parts, at least one.
    pub fn parts(&self) -> &[Node<'m>] {
        &self.0
    }

    /// Its first part.
    pub fn first(&self) -> Node<'m> {
        *self.0.first().expect("a value has at least one part")
    }

    /// Where it is, in bytes.
    pub fn range(&self) -> TextRange {
        self.0.iter().fold(self.first().range(), |range, part| range.joined(part.range()))
    }

    /// Whether the grammar could not read some part of it.
    pub fn is_broken(&self) -> bool {
        self.0.iter().copied().any(is_broken)
    }

    /// What it says as a text: a text without its quotes, anything else as it is written. Empty for no text.
    pub fn plain(&self) -> Cow<'m, str> {
        decode(self.first())
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<Cow<'m, str>> {
        is_text(self.first()).then(|| decode(self.first()))
    }

    /// The text behind the first part, as in `app "Shows results"`.
    pub fn following_text(&self) -> Option<Cow<'m, str>> {
        self.0.get(1).filter(|part| is_text(**part)).map(|part| decode(*part))
    }

    /// The name or the word of an enumeration, if its first part is one.
    pub fn reference(&self) -> Option<&'m str> {
        self.written(SyntaxKind::Reference)
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<Number> {
        self.written(SyntaxKind::Number).and_then(|written| Number::parse(written).ok())
    }

    /// The percentage, if it is one.
    pub fn percentage(&self) -> Option<Percentage> {
        self.written(SyntaxKind::Percentage).and_then(|written| Percentage::parse(written).ok())
    }

    /// The number or percentage, if it is one.
    pub fn measurement(&self) -> Option<Measurement> {
        let written = self.written(SyntaxKind::Percentage).or_else(|| self.written(SyntaxKind::Number))?;
        Measurement::parse(written).ok()
    }

    /// The duration, if it is one.
    pub fn duration(&self) -> Option<Duration> {
        self.written(SyntaxKind::Duration).and_then(|written| Duration::parse(written).ok())
    }

    /// The day, if it is one that exists.
    pub fn date(&self) -> Option<Date> {
        self.written(SyntaxKind::Date).and_then(|written| Date::parse(written).ok())
    }

    /// The range, if it is one.
    pub fn number_range(&self) -> Option<Range> {
        self.written(SyntaxKind::Range).and_then(|written| Range::parse(written).ok())
    }

    /// The handle, if it is one.
    pub fn handle(&self) -> Option<Handle> {
        self.written(SyntaxKind::Handle).and_then(|written| Handle::parse(written).ok())
    }

    /// The emotion, if it is one: a score from -2 to +2, perhaps with a word.
    pub fn emotion(&self) -> Option<Emotion> {
        let score = Score::parse(self.written(SyntaxKind::Number)?).ok()?;
        Some(Emotion { score, word: self.following_text().map(SmolStr::from) })
    }

    fn written(&self, kind: SyntaxKind) -> Option<&'m str> {
        (self.first().kind() == kind).then(|| self.first().text())
    }
}

fn is_text(part: Node<'_>) -> bool {
    matches!(part.kind(), SyntaxKind::Text | SyntaxKind::BlockText)
}

fn decode(part: Node<'_>) -> Cow<'_, str> {
    if is_text(part) { Text::decode(part.text()).value } else { Cow::Borrowed(part.text()) }
}

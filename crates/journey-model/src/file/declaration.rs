//! A declaration and what it says about itself.

use std::borrow::Cow;
use std::fmt;

use journey_syntax::{Node, NodeIndex, SyntaxKind, TextRange};

use super::chunk::{DeclarationData, is_broken};
use super::{FileModel, LocalId, PlacedChunk, Property, Reference};
use crate::schema::{Keyword, Place, Schema};

/// A declaration in its file. Copying it costs nothing.
#[derive(Clone, Copy)]
pub struct Declaration<'m> {
    file: &'m FileModel,
    chunk: PlacedChunk<'m>,
    index: u32,
}

/// Where an id comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdSource {
    /// The writer wrote it.
    Written,
    /// It is made from the label.
    Label,
    /// There is neither id nor label; the id is empty.
    Missing,
}

/// What a declaration is called, and where that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'m> {
    /// The id.
    pub id: &'m str,
    /// Where it comes from.
    pub source: IdSource,
    /// Where to point at the name, in bytes: at the id, else the label, else the keyword.
    pub range: TextRange,
}

impl<'m> Declaration<'m> {
    pub(super) fn new(file: &'m FileModel, chunk: PlacedChunk<'m>, index: u32) -> Self {
        Self { file, chunk, index }
    }

    fn data(self) -> &'m DeclarationData {
        &self.chunk.model().declarations[self.index as usize]
    }

    fn start(self) -> u32 {
        self.chunk.start() + self.data().start
    }

    /// Its number in the file.
    pub fn local_id(self) -> LocalId {
        self.chunk.local_id(self.index)
    }

    /// The chunk it stands in.
    pub(crate) fn chunk(self) -> PlacedChunk<'m> {
        self.chunk
    }

    /// Its number in the chunk.
    pub(crate) fn index(self) -> u32 {
        self.index
    }

    /// The file it stands in.
    pub fn file(self) -> &'m FileModel {
        self.file
    }

    /// Its tree.
    pub fn syntax(self) -> Node<'m> {
        self.data().syntax.at(self.start())
    }

    pub(super) fn syntax_node(self, index: NodeIndex) -> Node<'m> {
        self.data().syntax.node(self.start(), index)
    }

    /// The same tree with the typed access of `journey_syntax`.
    pub fn ast(self) -> journey_syntax::Declaration<'m> {
        journey_syntax::Declaration::cast(self.syntax()).expect("declarations are lowered from declarations")
    }

    /// What it declares; `None` where the keyword is unknown or missing.
    pub fn keyword(self) -> Option<Keyword> {
        self.data().keyword
    }

    /// The word it starts with, known or not; `None` for a block without one.
    pub fn keyword_node(self) -> Option<Node<'m>> {
        self.ast().keyword_node()
    }

    /// The id, written or made from the label; empty where both are missing.
    pub fn id(self) -> &'m str {
        &self.data().id
    }

    /// Where the id comes from.
    pub fn id_source(self) -> IdSource {
        self.data().id_source
    }

    /// Id, and where it is written.
    pub fn name(self) -> Name<'m> {
        let ast = self.ast();
        let node = ast.name().or_else(|| ast.label()).or_else(|| ast.keyword_node());
        let range = node.map_or_else(|| TextRange::empty(self.range().start), Node::range);
        Name { id: self.id(), source: self.data().id_source, range }
    }

    /// The label for people: as written, or the id in words.
    pub fn label(self) -> Cow<'m, str> {
        Cow::Owned(self.chunk.model().label(self.index))
    }

    /// Where the label is written, quotes included.
    pub fn label_range(self) -> Option<TextRange> {
        self.ast().label().map(Node::range)
    }

    /// Its documentation comments, without the slashes, lines joined by `\n`.
    pub fn documentation(self) -> Option<&'m str> {
        self.data().documentation.as_deref()
    }

    /// Where it is, block included.
    pub fn range(self) -> TextRange {
        self.syntax().range()
    }

    /// From its first word to its id or label.
    pub fn head_range(self) -> TextRange {
        self.ast().head_range()
    }

    /// The block, braces included.
    pub fn body(self) -> Option<Node<'m>> {
        self.ast().body()
    }

    /// The declaration it stands in.
    pub fn parent(self) -> Option<Self> {
        self.data().parent.map(|index| Self { index, ..self })
    }

    /// The declarations it stands in, innermost first.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |declaration| declaration.parent())
    }

    /// Where it stands, in the schema's words; `None` inside something with an unknown keyword.
    pub fn place(self) -> Option<Place> {
        match self.parent() {
            None => Some(Place::File),
            Some(parent) => parent.keyword().map(Place::In),
        }
    }

    /// The journey around it (or itself, for a journey).
    pub fn journey(self) -> Option<Self> {
        std::iter::once(self)
            .chain(self.ancestors())
            .find(|declaration| declaration.keyword() == Some(Keyword::Journey))
    }

    /// The declaration whose scope its name belongs to: the journey around it, or, outside of journeys, the outermost
    /// declaration around it; `None` for declarations that the whole project sees.
    pub fn scope(self) -> Option<Self> {
        let index = self.data().scope(&self.chunk.model().declarations)?;
        Some(Self { index, ..self })
    }

    /// The declaration in whose scope the names inside this one are looked up first: the journey around them, or, outside
    /// of journeys, the outermost declaration around them.
    pub(crate) fn scope_inside(self) -> Self {
        Self { index: self.data().scope_inside, ..self }
    }

    /// The declarations directly in it, in order.
    pub fn children(self) -> impl Iterator<Item = Self> {
        self.descendants().filter(move |nested| nested.data().parent == Some(self.index))
    }

    /// The declarations of one keyword directly in it, in order.
    pub fn children_of(self, keyword: Keyword) -> impl Iterator<Item = Self> {
        self.children().filter(move |child| child.keyword() == Some(keyword))
    }

    /// All declarations in it, in the order of the text.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        (self.index + 1..self.data().end).map(move |index| Self { index, ..self })
    }

    /// The properties in its body, in order.
    pub fn properties(self) -> impl Iterator<Item = Property<'m>> {
        (self.data().first_property..self.data().last_property).map(move |index| self.property_at(index))
    }

    /// The properties with that key, in order.
    pub fn properties_of(self, key: &str) -> impl Iterator<Item = Property<'m>> {
        self.properties().filter(move |property| property.key() == key)
    }

    /// The first property with that key.
    pub fn property(self, key: &str) -> Option<Property<'m>> {
        self.properties_of(key).next()
    }

    pub(super) fn property_at(self, index: u32) -> Property<'m> {
        let data = &self.chunk.model().properties[index as usize];
        Property::new(self, self.syntax_node(data.node), data.key)
    }

    /// The names in its own properties that refer to declarations, in the order of the text.
    pub fn references(self) -> impl Iterator<Item = Reference<'m>> {
        // A declaration's references are lowered before those of the declarations nested in it.
        let all = &self.chunk.model().references;
        let start = all.partition_point(|reference| reference.declaration < self.index);
        let own = all[start..].iter().take_while(move |reference| reference.declaration == self.index);
        own.map(move |reference| self.chunk.reference(self.file, reference))
    }

    /// Whether something directly in it (not in the declarations nested in it) is broken, or has a first word that the
    /// language does not know, so that a finding about something that is not there may only repeat what is told there.
    pub fn has_broken_entries(self) -> bool {
        let node = self.syntax();
        let unknown = |entry: Node<'_>| entry.kind() == SyntaxKind::UnknownDeclaration;
        self.misses_a_colon()
            || self.body().is_some_and(|body| body.children().any(unknown))
            || node.may_have_errors() && {
                let entries = node.children().chain(self.body().into_iter().flat_map(Node::children));
                entries.into_iter().any(|entry| {
                    let is_property = entry.kind() == SyntaxKind::Property;
                    is_broken(entry) || is_property && entry.descendants().any(is_broken)
                })
            }
    }

    fn misses_a_colon(self) -> bool {
        let missing = &self.chunk.model().missing_colons;
        missing.iter().any(|missing| missing.declaration == self.index)
    }

    /// Whether it has a property with that key, or one that its writer probably meant as such: a finding that the key
    /// is not there would only repeat that it is misspelled.
    pub fn gives(self, key: &str, schema: &Schema) -> bool {
        self.properties().any(|property| {
            property.key() == key
                || property.schema(schema).is_none()
                    && self
                        .keyword()
                        .and_then(|keyword| schema.suggest_key(keyword, property.key()))
                        .is_some_and(|meant| meant.name == key)
        })
    }
}

impl PartialEq for Declaration<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.file, other.file) && self.local_id() == other.local_id()
    }
}

impl Eq for Declaration<'_> {}

impl fmt::Debug for Declaration<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keyword = self.keyword().map_or("?", Keyword::name);
        write!(formatter, "{keyword} {}@{}", self.id(), self.range())
    }
}

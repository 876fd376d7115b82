//! One file's meaning: what it declares and what it refers to, lowered from its tree.

mod chunk;
mod declaration;
#[cfg(test)]
mod lowering_test;
mod property;

use std::sync::Arc;

use journey_syntax::{ChunkIdentity, Node, Parse, TextRange};

use crate::schema::{Keyword, Schema};
use chunk::{ChunkModel, ReferenceData};

pub use declaration::{Declaration, IdSource, Name};
pub use property::{Property, Value};

/// What one file says, without the files around it. Immutable, and cheap to make again after an edit:
/// [`FileModel::relower`] lowers only the top-level declarations whose trees are new.
#[derive(Clone, Debug)]
pub struct FileModel {
    parse: Parse,
    chunks: Vec<PlacedChunk>,
}

#[derive(Clone, Debug)]
struct PlacedChunk {
    start: u32,
    identity: ChunkIdentity,
    model: Arc<ChunkModel>,
}

/// How many chunks of the old model are compared with a new one that is none of the next. It bounds the cost where
/// everything is new; what it misses is lowered again, which is slower and not wrong.
const LOOK_AHEAD: usize = 64;

/// A declaration's number in its file: meaningful in the one [`FileModel`] that gave it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalId {
    chunk: u32,
    index: u32,
}

/// A reference's number in its file: meaningful in the one [`FileModel`] that gave it out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LocalReference {
    chunk: u32,
    index: u32,
}

/// A set of keywords, as the kinds that a name may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct KeywordSet(u16);

impl KeywordSet {
    /// The set of these keywords.
    pub fn of(keywords: &[Keyword]) -> Self {
        Self(keywords.iter().fold(0, |set, keyword| set | 1 << keyword.index()))
    }

    /// Adds all that are in another set.
    pub fn add(&mut self, others: Self) {
        self.0 |= others.0;
    }

    /// Whether the keyword is in it.
    pub fn contains(self, keyword: Keyword) -> bool {
        self.0 & (1 << keyword.index()) != 0
    }

    /// The keywords in it, in the order of the language reference.
    pub fn iter(self) -> impl Iterator<Item = Keyword> {
        Keyword::ALL.into_iter().filter(move |keyword| self.contains(*keyword))
    }
}

/// The part of a property in which a name is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A value, or the first part of one.
    Value,
    /// The qualifier, between key and colon.
    Qualifier,
    /// After `from`.
    Citation,
}

/// A name that refers to a declaration.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'m> {
    /// The declaration in whose body it stands.
    pub declaration: Declaration<'m>,
    /// The property in which it stands.
    pub property: Property<'m>,
    /// The name as it is written, perhaps dotted.
    pub text: &'m str,
    /// Where it stands, in bytes.
    pub range: TextRange,
    /// The kinds that the declaration may have.
    pub wanted: KeywordSet,
    /// In which part of the property it stands.
    pub role: Role,
}

/// A line in a body that reads as a property whose colon is missing, such as `goal "Order"` or `channel app`. It
/// declares nothing, and its words count as broken text.
#[derive(Clone, Copy, Debug)]
pub struct MissingColon<'m> {
    /// The declaration in whose body it stands.
    pub declaration: Declaration<'m>,
    /// The line as the grammar read it: a declaration whose keyword is the key.
    pub line: Node<'m>,
}

impl FileModel {
    /// Lowers a file.
    pub fn lower(parse: &Parse, schema: &Schema) -> Self {
        Self::lower_with(parse, schema, |_| None)
    }

    /// Lowers the file after an edit, sharing what it can with this model. The schema must be the same.
    #[must_use]
    pub fn relower(&self, parse: &Parse, schema: &Schema) -> Self {
        let new: Vec<ChunkIdentity> = parse.chunks().map(|chunk| chunk.identity()).collect();
        let mut at = 0;
        let mut old = self.chunks.iter();
        // Chunks keep their order. Those before the first edit and behind the last are told by their place; between
        // edits each is looked for a little way on.
        let alike = new.iter().rev().zip(self.chunks.iter().rev()).take_while(|(new, old)| **new == old.identity);
        let behind = new.len() - alike.count();
        Self::lower_with(parse, schema, |identity| {
            if at == behind {
                old = self.chunks[self.chunks.len() - (new.len() - at)..].iter();
            }
            at += 1;
            let ahead = old.clone().take(LOOK_AHEAD).position(|placed| placed.identity == *identity)?;
            old.nth(ahead).map(|placed| Arc::clone(&placed.model))
        })
    }

    fn lower_with(
        parse: &Parse,
        schema: &Schema,
        mut known: impl FnMut(&ChunkIdentity) -> Option<Arc<ChunkModel>>,
    ) -> Self {
        let mut chunks: Vec<PlacedChunk> = Vec::new();
        for chunk in parse.chunks() {
            let carried = chunks.last().and_then(|before| before.model.carried.as_deref());
            let identity = chunk.identity();
            let model = known(&identity)
                .filter(|model| model.documentation.as_deref() == carried)
                .unwrap_or_else(|| Arc::new(ChunkModel::lower(chunk.node(), carried, schema)));
            chunks.push(PlacedChunk { start: chunk.range().start, identity, model });
        }
        Self { parse: parse.clone(), chunks }
    }

    /// The file's tree.
    pub fn parse(&self) -> &Parse {
        &self.parse
    }

    /// All declarations, in the order of the text, outer ones before those nested in them.
    pub fn declarations(&self) -> impl Iterator<Item = Declaration<'_>> {
        (0..self.chunks.len()).flat_map(move |chunk| {
            (0..self.chunks[chunk].model.declarations.len()).map(move |index| Declaration::new(self, chunk, index))
        })
    }

    /// The declarations at the top of the file.
    pub fn top_level(&self) -> impl Iterator<Item = Declaration<'_>> {
        self.declarations().filter(|declaration| declaration.parent().is_none())
    }

    /// The declaration with that number.
    ///
    /// # Panics
    /// Where another file's model gave the number out.
    pub fn declaration(&self, id: LocalId) -> Declaration<'_> {
        Declaration::new(self, id.chunk as usize, id.index as usize)
    }

    /// The innermost declaration around `offset` (bytes).
    pub fn declaration_at(&self, offset: u32) -> Option<Declaration<'_>> {
        let chunk = self.chunks.partition_point(|chunk| chunk.start <= offset).checked_sub(1)?;
        (0..self.chunks[chunk].model.declarations.len())
            .map(|index| Declaration::new(self, chunk, index))
            .rfind(|declaration| declaration.range().touches(offset))
    }

    /// All names that refer to declarations, in the order of the text inside each declaration.
    pub fn references(&self) -> impl Iterator<Item = Reference<'_>> {
        self.numbered_references().map(|(_, reference)| reference)
    }

    /// The same, each with its number.
    pub(crate) fn numbered_references(&self) -> impl Iterator<Item = (LocalReference, Reference<'_>)> {
        (0..).zip(&self.chunks).flat_map(move |(chunk, placed)| {
            (0..)
                .zip(&placed.model.references)
                .map(move |(index, data)| (LocalReference { chunk, index }, self.reference_of(chunk as usize, data)))
        })
    }

    /// The reference with that number.
    pub(crate) fn reference(&self, number: LocalReference) -> Reference<'_> {
        let chunk = number.chunk as usize;
        self.reference_of(chunk, &self.chunks[chunk].model.references[number.index as usize])
    }

    fn reference_of<'m>(&'m self, chunk: usize, data: &ReferenceData) -> Reference<'m> {
        let declaration = Declaration::new(self, chunk, data.declaration as usize);
        let node = declaration.syntax_node(data.node);
        Reference {
            declaration,
            property: declaration.property_at(data.property),
            text: node.text(),
            range: node.range(),
            wanted: data.wanted,
            role: data.role,
        }
    }

    /// The lines that read as properties without their colon, in the order of the text inside each declaration.
    pub fn missing_colons(&self) -> impl Iterator<Item = MissingColon<'_>> {
        self.chunks.iter().enumerate().flat_map(move |(chunk, placed)| {
            placed.model.missing_colons.iter().map(move |missing| MissingColon {
                declaration: Declaration::new(self, chunk, missing.declaration as usize),
                line: missing.line.at(placed.start + missing.start),
            })
        })
    }

    /// The kinds of declaration that a missing or unreadable value should have named, so that nobody knows which of them are
    /// not used.
    pub fn unnamed_kinds(&self) -> KeywordSet {
        let mut kinds = KeywordSet::default();
        self.chunks.iter().for_each(|chunk| kinds.add(chunk.model.unnamed_kinds));
        kinds
    }

    /// Words that stand in broken parts of the file. A name among them may be used or declared there, so a finding
    /// that it is not would only repeat what the syntax error says.
    pub fn words_in_broken_text(&self) -> impl Iterator<Item = &str> {
        self.chunks.iter().flat_map(|chunk| chunk.model.broken_words.iter().map(|word| word.as_str()))
    }

    /// Words that stand where no reference is seen, and that may be meant as one: behind a key that nobody knows, or in
    /// quotes where a name belongs. What is wrong is told there, so a finding that nobody uses the name would only
    /// repeat it.
    pub fn unread_words(&self) -> impl Iterator<Item = &str> {
        self.chunks.iter().flat_map(|chunk| chunk.model.unread_words.iter().map(|word| word.as_str()))
    }
}

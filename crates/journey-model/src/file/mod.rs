//! One file's meaning: what it declares and what it refers to, lowered from its tree.

mod chunk;
mod chunk_list;
mod declaration;
mod label;
#[cfg(test)]
mod lowering_test;
mod property;
mod scope;

use journey_syntax::{Node, Parse, TextRange};

use crate::schema::{Keyword, Schema};
use chunk::ReferenceData;
use chunk_list::ChunkList;

pub(crate) use chunk::ChunkModel;
pub(crate) use chunk_list::PlacedChunk;
pub use declaration::{Declaration, IdSource, Name};
pub(crate) use label::ChunkLabel;
pub use property::{Property, Value};
pub(crate) use scope::{Outcome, OwnScope, first_step, hash_of, is_project_wide, last_step};

/// What one file says, without the files around it. Immutable, and cheap to make again after an edit:
/// [`FileModel::relower`] lowers only the top-level declarations whose trees are new.
#[derive(Clone, Debug)]
pub struct FileModel {
    parse: Parse,
    chunks: ChunkList,
}

/// A declaration's number in its file: meaningful in the one [`FileModel`] that gave it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalId {
    chunk: u32,
    index: u32,
}

/// A set of keywords, as the kinds that a name may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

    /// Whether some keyword is in both.
    pub(crate) fn meets(self, others: Self) -> bool {
        self.0 & others.0 != 0
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
        Self { parse: parse.clone(), chunks: ChunkList::lower(parse, schema) }
    }

    /// Lowers the file after an edit, sharing what it can with this model. The schema must be the same.
    #[must_use]
    pub fn relower(&self, parse: &Parse, schema: &Schema) -> Self {
        Self { parse: parse.clone(), chunks: self.chunks.relower(parse, schema) }
    }

    /// The file's tree.
    pub fn parse(&self) -> &Parse {
        &self.parse
    }

    /// Its chunks, in order.
    pub(crate) fn chunks(&self) -> impl Iterator<Item = PlacedChunk<'_>> {
        self.chunks.iter()
    }

    pub(crate) fn count_chunks(&self) -> usize {
        self.chunks.len()
    }

    /// The chunk with that label.
    pub(crate) fn labelled(&self, label: ChunkLabel) -> Option<PlacedChunk<'_>> {
        self.chunks.labelled(label)
    }

    /// The chunks of this file that are not in another version of it, and those of the other that are not in this one.
    pub(crate) fn difference<'m>(&'m self, other: &'m Self) -> (Vec<PlacedChunk<'m>>, Vec<PlacedChunk<'m>>) {
        self.chunks.difference(&other.chunks)
    }

    /// All declarations, in the order of the text, outer ones before those nested in them.
    pub fn declarations(&self) -> impl Iterator<Item = Declaration<'_>> {
        let (mut chunks, mut chunk, mut next) = (self.chunks.iter(), None::<PlacedChunk<'_>>, 0);
        std::iter::from_fn(move || {
            while chunk.is_none_or(|chunk| next as usize >= chunk.model().declarations.len()) {
                (chunk, next) = (Some(chunks.next()?), 0);
            }
            next += 1;
            chunk.map(|chunk| Declaration::new(self, chunk, next - 1))
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
        Declaration::new(self, self.chunks.get(id.chunk).expect("a number that this model gave out"), id.index)
    }

    /// The innermost declaration around `offset` (bytes). Between two that touch there it is the later one.
    pub fn declaration_at(&self, offset: u32) -> Option<Declaration<'_>> {
        let chunk = self.chunks.around(offset)?;
        let declarations = &chunk.model().declarations;
        let last = declarations.partition_point(|one| chunk.start() + one.start <= offset).checked_sub(1)?;
        let last = Declaration::new(self, chunk, u32::try_from(last).expect("fewer declarations than bytes"));
        std::iter::once(last).chain(last.ancestors()).find(|declaration| declaration.range().touches(offset))
    }

    /// All names that refer to declarations, in the order of the text inside each declaration.
    pub fn references(&self) -> impl Iterator<Item = Reference<'_>> {
        self.chunks()
            .flat_map(move |chunk| chunk.model().references.iter().map(move |data| chunk.reference(self, data)))
    }

    /// The name at `offset` (bytes) that refers to a declaration: in it, or right behind it.
    pub fn reference_at(&self, offset: u32) -> Option<Reference<'_>> {
        self.declaration_at(offset)?.references().filter(|reference| reference.range.touches(offset)).last()
    }

    /// The lines that read as properties without their colon, in the order of the text inside each declaration.
    pub fn missing_colons(&self) -> impl Iterator<Item = MissingColon<'_>> {
        self.chunks().flat_map(move |chunk| {
            chunk.model().missing_colons.iter().map(move |missing| MissingColon {
                declaration: Declaration::new(self, chunk, missing.declaration),
                line: missing.line.at(chunk.start() + missing.start),
            })
        })
    }

    /// The kinds of declaration that a missing or unreadable value should have named, so that nobody knows which of them are
    /// not used.
    pub fn unnamed_kinds(&self) -> KeywordSet {
        let mut kinds = KeywordSet::default();
        self.chunks().for_each(|chunk| kinds.add(chunk.model().unnamed_kinds));
        kinds
    }

    /// Words that stand in broken parts of the file. A name among them may be used or declared there, so a finding
    /// that it is not would only repeat what the syntax error says.
    pub fn words_in_broken_text(&self) -> impl Iterator<Item = &str> {
        self.chunks().flat_map(|chunk| chunk.model().broken_words.iter().map(|word| word.as_str()))
    }

    /// Words that stand where no reference is seen, and that may be meant as one: behind a key that nobody knows, or in
    /// quotes where a name belongs. What is wrong is told there, so a finding that nobody uses the name would only
    /// repeat it.
    pub fn unread_words(&self) -> impl Iterator<Item = &str> {
        self.chunks().flat_map(|chunk| chunk.model().unread_words.iter().map(|word| word.as_str()))
    }
}

impl<'m> PlacedChunk<'m> {
    /// The number of one of its declarations in the file.
    pub(crate) fn local_id(self, index: u32) -> LocalId {
        LocalId { chunk: self.number(), index }
    }

    /// One of its declarations.
    pub(crate) fn declaration(self, file: &'m FileModel, index: u32) -> Declaration<'m> {
        Declaration::new(file, self, index)
    }

    /// All of them.
    pub(crate) fn declarations(self, file: &'m FileModel) -> impl Iterator<Item = Declaration<'m>> {
        (0..).zip(&self.model().declarations).map(move |(index, _)| Declaration::new(file, self, index))
    }

    /// One of its references.
    pub(crate) fn reference(self, file: &'m FileModel, data: &ReferenceData) -> Reference<'m> {
        let declaration = Declaration::new(file, self, data.declaration);
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
}

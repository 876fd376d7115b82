//! By which words chunks hang together, beside the plain names that they declare and ask for.

use crate::file::{ChunkModel, first_step, hash_of, last_step};
use crate::schema::Keyword;
use crate::value::slug;

/// A word and what it is to a chunk. Only hashes are kept: whoever follows a link looks whether the word is really there.
#[derive(Clone, Copy, Debug)]
pub(super) enum Link<'w> {
    /// The first step of a dotted name that its own scope does not answer.
    First(&'w str),
    /// The last step of one.
    Last(&'w str),
    /// The first and the last step of one.
    FirstAndLast(&'w str, &'w str),
    /// A word in broken text.
    Broken(&'w str),
    /// A word that may be meant as a name and is not read as one.
    Unread(&'w str),
    /// A name that a scope inside the chunk declares, with its kind.
    Inner(Keyword, &'w str),
    /// The label, in lower case, of something that the whole project sees.
    Label(&'w str),
    /// The name that the label of something that the whole project sees would give.
    Slug(&'w str),
    /// What is said about the chunk may depend on any name.
    Troubled,
}

impl Link<'_> {
    pub(super) fn key(self) -> u64 {
        match self {
            Self::First(word) => hash_of(&["first", word]),
            Self::Last(word) => hash_of(&["last", word]),
            Self::FirstAndLast(first, last) => hash_of(&["both", first, last]),
            Self::Broken(word) => hash_of(&["broken", word]),
            Self::Unread(word) => hash_of(&["unread", word]),
            Self::Inner(keyword, word) => hash_of(&["inner", keyword.name(), word]),
            Self::Label(word) => hash_of(&["label", word]),
            Self::Slug(word) => hash_of(&["slug", word]),
            Self::Troubled => hash_of(&["troubled"]),
        }
    }
}

/// Visits the links that every project needs, for a chunk that asks for these names from it. One may come several times.
pub(super) fn each_link<'n>(chunk: &ChunkModel, asked: impl Iterator<Item = &'n str>, mut visit: impl FnMut(u64)) {
    for (first, rest) in asked.filter_map(first_step) {
        let last = last_step(rest);
        visit(Link::First(first).key());
        visit(Link::Last(last).key());
        visit(Link::FirstAndLast(first, last).key());
    }
    chunk.broken_words.iter().for_each(|word| visit(Link::Broken(word).key()));
    chunk.unread_words.iter().for_each(|word| visit(Link::Unread(word).key()));
}

/// Visits the links that only projects with mistakes or with edits need. One may come several times.
pub(super) fn each_rare_link(chunk: &ChunkModel, mut visit: impl FnMut(u64)) {
    for index in chunk.inner() {
        let declaration = &chunk.declarations[index as usize];
        declaration.keyword.into_iter().for_each(|keyword| visit(Link::Inner(keyword, &declaration.id).key()));
    }
    for index in (0..).take(chunk.declarations.len()).filter(|index| chunk.scope_of(*index).is_none()) {
        let label = chunk.label(index);
        visit(Link::Label(&label.to_lowercase()).key());
        visit(Link::Slug(&slug(&label)).key());
    }
    if chunk.is_troubled {
        visit(Link::Troubled.key());
    }
}

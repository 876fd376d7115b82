//! Text to tree: every text parses, and the tree gives the text back.

use std::sync::Arc;

use crate::branch::Branch;
use crate::builder::Builder;
use crate::error::{SyntaxError, errors_in};
use crate::grammar::{self, Rule};
use crate::node::Node;
use crate::range::TextRange;

/// Parses a text. It never fails: what is wrong with the text is in [`Parse::errors`], and everything around it
/// keeps its meaning. `text` must be shorter than 4 GiB.
pub fn parse(text: &str) -> Parse {
    let view = grammar::view(text);
    let mut chunks = ChunkList::default();
    let mut builder = Builder::default();
    let mut at = 0;
    while at < text.len() {
        let chunk = parse_chunk(&mut builder, &view[at..], &text[at..]);
        at += chunk.facts.length as usize;
        chunks.push(chunk);
    }
    Parse { chunks }
}

/// The tree of a text. Cheap to clone; trees of two versions of a text share what did not change.
#[derive(Clone, Debug)]
pub struct Parse {
    pub(crate) chunks: ChunkList,
}

impl Parse {
    /// The length of the text in bytes.
    pub fn len(&self) -> u32 {
        self.chunks.length
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text that was parsed, every byte of it.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.len() as usize);
        for chunk in self.chunks.iter() {
            chunk.branch.write_to(&mut text);
        }
        text
    }

    /// The top level in chunks: each is one top-level declaration with what follows it up to the next.
    pub fn chunks(&self) -> impl Iterator<Item = Chunk<'_>> {
        self.chunks.iter()
    }

    /// The top-level nodes, in order: declarations, comments, and whatever else stands there.
    pub fn children(&self) -> impl Iterator<Item = Node<'_>> {
        self.chunks().flat_map(|chunk| chunk.node().children())
    }

    /// What is wrong with the text, in order.
    pub fn errors(&self) -> Vec<SyntaxError> {
        self.chunks().filter(|chunk| chunk.branch.facts.errors > 0).flat_map(|chunk| errors_in(chunk.node())).collect()
    }

    /// Whether anything is wrong, without finding out what.
    pub fn has_errors(&self) -> bool {
        self.chunks().any(|chunk| chunk.branch.facts.errors > 0)
    }

    /// The nodes around `offset` (bytes), outermost first. Where two nodes touch there, both may be among them,
    /// the later one last.
    pub fn path_to(&self, offset: u32) -> Vec<Node<'_>> {
        let mut path = Vec::new();
        let Some(chunk) = self.chunks.around(offset) else { return path };
        let mut at = chunk.node();
        while let Some(child) = at.children().filter(|child| child.range().touches(offset)).last() {
            path.push(child);
            at = child;
        }
        path
    }
}

/// One top-level declaration with the comments and blank lines behind it.
#[derive(Clone, Copy, Debug)]
pub struct Chunk<'tree> {
    pub(crate) branch: &'tree Arc<Branch>,
    pub(crate) start: u32,
}

impl<'tree> Chunk<'tree> {
    /// Where it is in the file, in bytes.
    pub fn range(self) -> TextRange {
        TextRange::new(self.start, self.start + self.branch.facts.length)
    }

    /// The node whose children are the chunk's entries.
    pub fn node(self) -> Node<'tree> {
        Node::of_branch(self.branch, self.start)
    }

    /// Whether the byte stands anywhere in it. Looks at very many bytes at a time.
    pub fn contains(self, byte: u8) -> bool {
        self.branch.contains(byte)
    }

    /// Whether a text stands in it, within one declaration. Looks at very many bytes at a time.
    pub fn mentions(self, text: &str) -> bool {
        self.branch.mentions(&memchr::memmem::Finder::new(text))
    }

    /// Something that tells this chunk from every other that is alive: equal for two chunks if and only if they
    /// share one branch, and then their texts are equal too.
    pub fn identity(self) -> ChunkIdentity {
        ChunkIdentity(Arc::clone(self.branch))
    }
}

/// Keeps a chunk alive to compare others with it. See [`Chunk::identity`].
#[derive(Clone, Debug)]
pub struct ChunkIdentity(Arc<Branch>);

impl ChunkIdentity {
    /// Whether it was taken from this chunk, or from one that shares its branch.
    pub fn is_of(&self, chunk: Chunk<'_>) -> bool {
        Arc::ptr_eq(&self.0, chunk.branch)
    }
}

impl PartialEq for ChunkIdentity {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for ChunkIdentity {}

/// Parses the chunk at the start of `view`, which is the grammar's view of `text`.
pub(crate) fn parse_chunk(builder: &mut Builder, view: &str, text: &str) -> Arc<Branch> {
    let by_braces = builder.build(grammar::parse(Rule::chunk, view), text);
    if by_braces.facts.unbalanced { builder.build(grammar::parse(Rule::chunk_laid_out, view), text) } else { by_braces }
}

/// How many chunks a section holds when it is made. Replacing one chunk copies its section and the list of sections.
const SECTION: usize = 64;

/// The chunks of a file in two levels, so that replacing one costs little in a file of many.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChunkList {
    pub(crate) sections: Vec<Arc<Section>>,
    pub(crate) length: u32,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    pub(crate) chunks: Vec<Arc<Branch>>,
    pub(crate) length: u32,
}

impl ChunkList {
    pub(crate) fn push(&mut self, chunk: Arc<Branch>) {
        let length = chunk.facts.length;
        self.length = self.length.checked_add(length).expect("a text is at most 4 GiB long");
        if self.sections.last().is_none_or(|section| section.chunks.len() >= SECTION) {
            self.sections.push(Arc::default());
        }
        let section = Arc::make_mut(self.sections.last_mut().expect("a section was just made sure of"));
        section.length += length;
        section.chunks.push(chunk);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Chunk<'_>> {
        let mut start = 0;
        self.sections.iter().flat_map(|section| &section.chunks).map(move |branch| {
            let chunk = Chunk { branch, start };
            start += branch.facts.length;
            chunk
        })
    }

    /// The chunk in which `offset` lies; the last one when it lies at the end.
    fn around(&self, offset: u32) -> Option<Chunk<'_>> {
        let (section, chunk, start) = self.find(offset)?;
        Some(Chunk { branch: &self.sections[section].chunks[chunk], start })
    }

    /// Section, chunk in it and the chunk's start for the chunk in which `offset` lies, or the last one.
    pub(crate) fn find(&self, offset: u32) -> Option<(usize, usize, u32)> {
        let mut start = 0;
        let last = self.sections.len().checked_sub(1)?;
        for (index, section) in self.sections.iter().enumerate() {
            if offset >= start + section.length && index < last {
                start += section.length;
                continue;
            }
            let last = section.chunks.len().checked_sub(1)?;
            for (chunk, branch) in section.chunks.iter().enumerate() {
                if offset < start + branch.facts.length || chunk == last {
                    return Some((index, chunk, start));
                }
                start += branch.facts.length;
            }
        }
        None
    }

    /// Puts `new` in the place of the `count` chunks from chunk `chunk` of section `section` on. Sections that it
    /// empties go; a section that it makes too long is cut.
    pub(crate) fn splice(&mut self, section: usize, chunk: usize, mut count: usize, new: Vec<Arc<Branch>>) {
        let mut last = section;
        let mut kept: Vec<Arc<Branch>> = self.sections[section].chunks[..chunk].to_vec();
        kept.extend(new);
        let mut from = chunk;
        loop {
            let available = self.sections[last].chunks.len() - from;
            if count <= available {
                kept.extend_from_slice(&self.sections[last].chunks[from + count..]);
                break;
            }
            count -= available;
            from = 0;
            last += 1;
        }
        let sections = if kept.len() <= 2 * SECTION {
            Vec::from_iter((!kept.is_empty()).then_some(kept))
        } else {
            kept.chunks(SECTION).map(<[_]>::to_vec).collect()
        };
        let sections = sections.into_iter().map(|chunks| {
            let length = chunks.iter().map(|chunk| chunk.facts.length).sum();
            Arc::new(Section { chunks, length })
        });
        self.sections.splice(section..=last, sections);
        self.length = self.sections.iter().map(|section| section.length).sum();
    }
}

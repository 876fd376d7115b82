//! What stands in a file or a block, one below the other.

use journey_syntax::{Node, SyntaxKind, TextRange};

use crate::edit::length;
use crate::gap::{Gap, Space};
use crate::layout::{Layout, STEP};
use crate::line_end;
use crate::property::Parts;
use crate::soundness::{has_broken_head, is_broken};

/// What the entries stand in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Block {
    /// The file, between these bytes.
    File { start: u32, end: u32 },
    /// A block, from behind its opening brace to its closing brace (bytes).
    Body { start: u32, end: u32 },
}

/// One entry of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item<'tree> {
    /// What it is; `None` for something that is left alone as a whole.
    node: Option<Node<'tree>>,
    range: TextRange,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Property,
    Declaration,
    /// A declaration whose head is broken and whose block may be sound.
    BrokenHead,
    Comment,
    Broken,
}

impl<'tree> Item<'tree> {
    fn of(node: Node<'tree>) -> Self {
        let kind = match node.kind() {
            SyntaxKind::Comment | SyntaxKind::Documentation => Kind::Comment,
            SyntaxKind::Property if !is_broken(node) => Kind::Property,
            SyntaxKind::Declaration | SyntaxKind::UnknownDeclaration if has_broken_head(node) => Kind::BrokenHead,
            SyntaxKind::Declaration | SyntaxKind::UnknownDeclaration => Kind::Declaration,
            _ => Kind::Broken,
        };
        Self { node: Some(node), range: node.range(), kind }
    }

    /// The entries that nodes stand for. A comment behind the last comma of a property belongs to its node, and is an entry
    /// for its layout.
    pub(crate) fn push_all(items: &mut Vec<Self>, nodes: impl Iterator<Item = Node<'tree>>, text: &str) {
        for node in nodes {
            let mut item = Self::of(node);
            if node.kind() != SyntaxKind::Property {
                items.push(item);
                continue;
            }
            let parts = Parts::of(node);
            let start = item.range.start;
            item.range.end = start + length(text[start as usize..parts.end as usize].trim_end().len());
            if parts.must_stay() {
                item.kind = Kind::Broken;
            }
            items.push(item);
            items.extend(parts.comments_at_the_end(node).map(Self::of));
        }
    }

    pub(crate) fn left_alone(range: TextRange) -> Self {
        Self { node: None, range, kind: Kind::Broken }
    }

    fn starts_broken(&self) -> bool {
        matches!(self.kind, Kind::Broken | Kind::BrokenHead)
    }

    /// Whether a line that ends in a comma before this entry does not go on in it.
    fn ends_a_list(&self, layout: &Layout<'_>) -> bool {
        let before = layout.text[..self.range.start as usize].trim_end_matches([' ', '\t']);
        let is_indented_plainly = before.is_empty() || before.ends_with(['\n', '\r', '{', ';']);
        let is_laid_out = !self.starts_broken() && layout.lays_out_all();
        // Other space, such as a no-break space, would keep the grammar from seeing what comes.
        let will_be_plain = is_laid_out && !layout.has_errors;
        (is_indented_plainly || will_be_plain)
            && match self.node.map(Node::kind) {
                Some(SyntaxKind::Property) => true,
                // The grammar asks for the space behind the keyword. One that is missing is put there.
                Some(SyntaxKind::Declaration) => {
                    let keyword = self.node.and_then(|node| node.child(SyntaxKind::Keyword));
                    let behind = |keyword: Node<'_>| &layout.text[keyword.range().end as usize..];
                    is_laid_out || keyword.is_some_and(|keyword| behind(keyword).starts_with([' ', '\t']))
                }
                _ => false,
            }
    }
}

/// Where an entry ended, and what should stand behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    /// The byte behind its last word.
    pub(crate) at: u32,
    /// What should stand right behind that: nothing, or a comma.
    pub(crate) mark: &'static str,
}

impl Layout<'_> {
    /// Lays out entries, each on a line of its own that starts with `indent` spaces.
    pub(crate) fn entries(&mut self, items: &[Item<'_>], block: Block, indent: usize) {
        let (start, end) = match block {
            Block::File { start, end } | Block::Body { start, end } => (start, end),
        };
        let mut before: Option<End> = None;
        for (index, item) in items.iter().enumerate() {
            self.between(before, start, item, block, indent);
            let may_be_list = item.kind == Kind::Property && matches!(block, Block::Body { .. });
            let list_ends = may_be_list && {
                let next = items[index + 1..].iter().find(|item| item.kind != Kind::Comment);
                next.is_none_or(|next| next.ends_a_list(self))
            };
            before = Some(self.entry(item, list_ends, indent));
        }
        self.at_the_end(before, start, end, block, indent);
    }

    /// What stands before an entry.
    fn between(&mut self, before: Option<End>, start: u32, item: &Item<'_>, block: Block, indent: usize) {
        let (from, to) = (before.map_or(start, |end| end.at), item.range.start);
        if self.is_outside(from, to) {
            return;
        }
        if item.starts_broken() {
            if !self.is_behind_broken(from) {
                let breaks = match (before, block) {
                    (Some(_), _) => 2,
                    (None, Block::Body { .. }) => 1,
                    (None, Block::File { .. }) => 0,
                };
                self.gap_before_broken(from, to, breaks);
            }
            return;
        }
        let Some(End { mark, .. }) = before else {
            let space = match block {
                Block::File { .. } => Space::None,
                Block::Body { .. } => self.before_entry(from, to, item, false, indent),
            };
            return self.gap(from, to, Gap::of(space));
        };
        let space = self.before_entry(from, to, item, true, indent);
        self.gap(from, to, Gap { mark, space });
    }

    fn before_entry(&self, from: u32, to: u32, item: &Item<'_>, may_be_blank: bool, indent: usize) -> Space {
        match line_end::count(&self.text[from as usize..to as usize]) {
            // A comment stays on the line that it speaks of.
            0 if item.kind == Kind::Comment => Space::One,
            breaks => Space::Line { blank: may_be_blank && breaks > 1, indent },
        }
    }

    /// What stands behind the last entry.
    fn at_the_end(&mut self, before: Option<End>, start: u32, end: u32, block: Block, indent: usize) {
        let from = before.map_or(start, |end| end.at);
        if self.is_outside(from, end) {
            return;
        }
        let indent = match block {
            Block::File { .. } => 0,
            Block::Body { .. } => indent - STEP,
        };
        match before {
            Some(End { mark, .. }) => self.gap(from, end, Gap { mark, space: Space::Line { blank: false, indent } }),
            None => self.gap(from, end, Gap::of(Space::None)),
        }
    }

    fn entry(&mut self, item: &Item<'_>, list_ends: bool, indent: usize) -> End {
        let TextRange { start, end } = item.range;
        let whole = End { at: end, mark: "" };
        let Some(node) = item.node else {
            self.leave_chunk_alone(item.range);
            return whole;
        };
        match item.kind {
            Kind::Comment => whole,
            Kind::Broken => {
                self.leave_alone(item.range);
                whole
            }
            Kind::Property => self.property(node, list_ends, indent),
            Kind::Declaration | Kind::BrokenHead if self.is_line_outside(start, end) => whole,
            Kind::Declaration => self.declaration(node, indent),
            Kind::BrokenHead => self.declaration_with_broken_head(node, indent),
        }
    }
}

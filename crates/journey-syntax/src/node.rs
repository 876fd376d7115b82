//! Moving about in the tree.

use std::fmt;
use std::sync::Arc;

use crate::branch::Branch;
use crate::kind::SyntaxKind;
use crate::range::TextRange;

/// A node of the tree at its place in the file. Copying it costs nothing.
#[derive(Clone, Copy)]
pub struct Node<'tree> {
    branch: &'tree Arc<Branch>,
    /// Where the branch starts in the file, in bytes.
    base: u32,
    /// Which element of the branch; `None` for the branch itself.
    element: Option<u32>,
}

impl<'tree> Node<'tree> {
    pub(crate) fn of_branch(branch: &'tree Arc<Branch>, base: u32) -> Self {
        Self { branch, base, element: None }
    }

    /// What it is.
    pub fn kind(self) -> SyntaxKind {
        match self.element {
            None => self.branch.kind,
            Some(index) => self.branch.elements[index as usize].kind,
        }
    }

    /// Where it is in the file, in bytes.
    pub fn range(self) -> TextRange {
        match self.element {
            None => TextRange::new(self.base, self.base + self.branch.facts.length),
            Some(index) => {
                let element = &self.branch.elements[index as usize];
                TextRange::new(self.base + element.start, self.base + element.start + element.length)
            }
        }
    }

    /// Its text, for nodes in which no declaration is nested: all but declarations, bodies and chunks.
    /// For those it is empty; [`Node::to_text`] gives theirs.
    pub fn text(self) -> &'tree str {
        let Some(index) = self.element else { return "" };
        let element = &self.branch.elements[index as usize];
        if element.kind == SyntaxKind::Body {
            return "";
        }
        &self.branch.text[element.own as usize..(element.own + element.length) as usize]
    }

    /// A copy of its text, whatever it is.
    pub fn to_text(self) -> String {
        if !matches!(self.kind(), SyntaxKind::Body) && self.element.is_some() {
            return self.text().to_owned();
        }
        let mut text = String::with_capacity(self.branch.facts.length as usize);
        self.branch.write_to(&mut text);
        let range = self.range();
        text[(range.start - self.base) as usize..(range.end - self.base) as usize].to_owned()
    }

    /// The nodes directly below it, in order.
    pub fn children(self) -> Children<'tree> {
        let (next, end) = match self.element {
            None => (0, self.branch.elements.len()),
            Some(index) => {
                let step = self.branch.elements[index as usize].step;
                (index as usize + 1, (index + step) as usize)
            }
        };
        Children { branch: self.branch, base: self.base, next, end }
    }

    /// The first child of that kind.
    pub fn child(self, kind: SyntaxKind) -> Option<Node<'tree>> {
        self.children().find(|child| child.kind() == kind)
    }

    /// All nodes below it, parents before children.
    pub fn descendants(self) -> impl Iterator<Item = Node<'tree>> {
        let mut waiting = vec![self.children()];
        std::iter::from_fn(move || {
            while let Some(children) = waiting.last_mut() {
                if let Some(child) = children.next() {
                    waiting.push(child.children());
                    return Some(child);
                }
                waiting.pop();
            }
            None
        })
    }

    /// Its number among the nodes of its declaration, for [`SharedDeclaration::node`]; `None` for a declaration.
    pub fn index(self) -> Option<NodeIndex> {
        self.element.map(NodeIndex)
    }

    /// The text between this node and a later one of the same declaration, where no declaration stands between them.
    pub fn text_until(self, later: Self) -> &'tree str {
        let element = |node: Self| &self.branch.elements[node.element.expect("not a declaration") as usize];
        let (from, to) = (element(self), element(later));
        &self.branch.text[(from.own + from.length) as usize..to.own as usize]
    }

    /// Whether the grammar had to recover somewhere in it. Exact for declarations and chunks; a `false` is exact for
    /// every node, a `true` may be about the declaration around it.
    pub fn may_have_errors(self) -> bool {
        self.branch.facts.errors > 0
    }

    /// Whether two nodes are one stored branch (as after an edit elsewhere), so that everything below them is equal.
    pub fn is_shared_with(self, other: Node<'_>) -> bool {
        self.element.is_none() && other.element.is_none() && Arc::ptr_eq(self.branch, other.branch)
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}@{} {:?}", self.kind(), self.range(), self.text())
    }
}

/// The number of a node inside its declaration. See [`Node::index`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NodeIndex(u32);

/// A declaration without its place, kept alive by itself: what models are built on.
#[derive(Clone)]
pub struct SharedDeclaration(Arc<Branch>);

impl SharedDeclaration {
    /// The declaration at `node`, if it is one.
    pub fn of(node: Node<'_>) -> Option<Self> {
        (node.element.is_none() && node.branch.kind.is_branch()).then(|| Self(Arc::clone(node.branch)))
    }

    /// Its node, for a declaration that starts at `start` (bytes).
    pub fn at(&self, start: u32) -> Node<'_> {
        Node::of_branch(&self.0, start)
    }

    /// One of the nodes directly in it, for a declaration that starts at `start` (bytes).
    pub fn node(&self, start: u32, index: NodeIndex) -> Node<'_> {
        Node { branch: &self.0, base: start, element: Some(index.0) }
    }
}

impl fmt::Debug for SharedDeclaration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}, {} bytes", self.0.kind, self.0.facts.length)
    }
}

/// The children of a node. See [`Node::children`].
#[derive(Clone)]
pub struct Children<'tree> {
    branch: &'tree Arc<Branch>,
    base: u32,
    next: usize,
    end: usize,
}

impl<'tree> Iterator for Children<'tree> {
    type Item = Node<'tree>;

    fn next(&mut self) -> Option<Node<'tree>> {
        if self.next >= self.end {
            return None;
        }
        let index = self.next;
        let element = &self.branch.elements[index];
        self.next += element.step as usize;
        Some(if element.kind.is_branch() {
            Node::of_branch(&self.branch.branches[element.own as usize], self.base + element.start)
        } else {
            let index = u32::try_from(index).expect("a branch has fewer elements than bytes");
            Node { branch: self.branch, base: self.base, element: Some(index) }
        })
    }
}

//! How the tree is stored: one immutable branch for each declaration, which old and new trees share.

use std::sync::Arc;

use crate::kind::SyntaxKind;

/// A declaration, or a chunk of top-level ones, without its place in the file. It owns its text except for the text
/// of the declarations nested in it, which are branches of their own: an edit replaces the branches from the edited
/// declaration up, and shares all others.
#[derive(Debug, PartialEq)]
pub(crate) struct Branch {
    pub(crate) kind: SyntaxKind,
    /// The text, nested branches cut out.
    pub(crate) text: Box<str>,
    /// All nodes below the branch itself, in the order of the text, parents before children.
    pub(crate) elements: Box<[Element]>,
    /// The nested branches, in order.
    pub(crate) branches: Box<[Arc<Branch>]>,
    pub(crate) facts: Facts,
}

/// A node inside a branch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Element {
    /// Where it starts, in bytes from the branch's start, nested branches counted.
    pub(crate) start: u32,
    /// Its length in bytes, nested branches counted.
    pub(crate) length: u32,
    /// Where it starts in the branch's own text; for a nested branch, its index.
    pub(crate) own: u32,
    /// How many elements it has with all below it, itself counted: the step to the next sibling.
    pub(crate) step: u32,
    pub(crate) kind: SyntaxKind,
}

/// The height of a branch in which blocks stand too deep: one more than may stand inside one another.
pub(crate) const TOO_DEEP: u32 = 129;

/// What is known of a branch and everything nested in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Facts {
    /// Length in bytes.
    pub(crate) length: u32,
    /// How many nodes are errors.
    pub(crate) errors: u32,
    /// How many blocks stand inside one another, at most.
    pub(crate) height: u32,
    /// Whether some brace has no partner.
    pub(crate) unbalanced: bool,
    /// Whether a block text has no end, so that what follows decides how far it goes.
    pub(crate) open_ended: bool,
}

impl Facts {
    /// Takes in what is known of a branch nested in this one.
    pub(crate) fn take_in(&mut self, nested: Self) {
        self.errors += nested.errors;
        self.height = self.height.max(nested.height);
        self.unbalanced |= nested.unbalanced;
        self.open_ended |= nested.open_ended;
    }
}

impl Branch {
    /// Whether the byte stands in the text, nested branches included.
    pub(crate) fn contains(&self, byte: u8) -> bool {
        memchr::memchr(byte, self.text.as_bytes()).is_some() || self.branches.iter().any(|branch| branch.contains(byte))
    }

    /// Whether the text of some branch holds what is looked for, nested branches included.
    pub(crate) fn mentions(&self, text: &memchr::memmem::Finder<'_>) -> bool {
        text.find(self.text.as_bytes()).is_some() || self.branches.iter().any(|branch| branch.mentions(text))
    }

    /// Appends the whole text to `text`, nested branches included.
    pub(crate) fn write_to(&self, text: &mut String) {
        let mut own = 0;
        for (branch, at) in self.branches.iter().zip(self.cuts()) {
            text.push_str(&self.text[own..at]);
            branch.write_to(text);
            own = at;
        }
        text.push_str(&self.text[own..]);
    }

    /// Whether the line ends right behind one of the nested branches.
    pub(crate) fn breaks_line_behind(&self, nested: &Element) -> bool {
        let index = nested.own as usize;
        let end = nested.start + nested.length;
        let adjacent = self.elements.iter().any(|element| element.kind.is_branch() && element.start == end);
        let behind = self.cuts().nth(index).and_then(|cut| self.text.as_bytes().get(cut));
        !adjacent && matches!(behind, Some(b'\n' | b'\r'))
    }

    /// Takes over from `old` the nested branches that are as they were, so that both trees share them. Only for a branch
    /// that was just built and is not shared yet.
    pub(crate) fn share_with(&mut self, old: &Self) {
        let kept_before = same_as_before(self.branches.iter_mut(), old.branches.iter());
        let kept_behind =
            same_as_before(self.branches[kept_before..].iter_mut().rev(), old.branches[kept_before..].iter().rev());
        let (new_end, old_end) = (self.branches.len() - kept_behind, old.branches.len() - kept_behind);
        let changed = self.branches[kept_before..new_end].iter_mut().zip(&old.branches[kept_before..old_end]);
        for (new, old) in changed {
            if let Some(new) = Arc::get_mut(new) {
                new.share_with(old);
            }
        }
    }

    /// Where in the branch's own text the nested branches were cut out, in bytes.
    fn cuts(&self) -> impl Iterator<Item = usize> {
        let mut nested_before = 0;
        self.elements.iter().filter(|element| element.kind.is_branch()).map(move |element| {
            let at = element.start - nested_before;
            nested_before += element.length;
            at as usize
        })
    }
}

/// Replaces new branches by old ones as long as they are equal; says how many.
fn same_as_before<'branch>(
    new: impl Iterator<Item = &'branch mut Arc<Branch>>,
    old: impl Iterator<Item = &'branch Arc<Branch>>,
) -> usize {
    new.zip(old).take_while(|(new, old)| **new == **old).map(|(new, old)| *new = Arc::clone(old)).count()
}

//! From the grammar's tokens to branches.

use std::sync::Arc;

use pest::Token;
use pest::iterators::Pairs;

use crate::branch::{Branch, Element, Facts, TOO_DEEP};
use crate::grammar::Rule;
use crate::kind::SyntaxKind;

/// Builds branches, one after the other, and keeps its memory between them.
#[derive(Default)]
pub(crate) struct Builder {
    open: Vec<OpenBranch>,
    /// Emptied branches, kept for their memory.
    spare: Vec<OpenBranch>,
}

#[derive(Default)]
struct OpenBranch {
    start: usize,
    text: String,
    /// Up to where the source is in `text`, or in a nested branch.
    copied: usize,
    elements: Vec<Element>,
    /// Indices of the elements that have started and not ended.
    started: Vec<usize>,
    branches: Vec<Arc<Branch>>,
    facts: Facts,
}

impl Builder {
    /// Builds the one branch that `pairs` hold. `source` is the text that was parsed, as the writer wrote it.
    pub(crate) fn build(&mut self, pairs: Pairs<'_, Rule>, source: &str) -> Arc<Branch> {
        for token in pairs.tokens() {
            match token {
                Token::Start { rule, pos } => self.start(rule, pos.pos(), source),
                Token::End { rule, pos } => {
                    if let Some(branch) = self.end(rule, pos.pos(), source) {
                        return branch;
                    }
                }
            }
        }
        unreachable!("a chunk or a declaration is one pair: its end comes")
    }

    fn start(&mut self, rule: Rule, at: usize, source: &str) {
        let Some(kind) = kind_of(rule) else { return };
        if self.open.is_empty() || kind.is_branch() {
            let mut open = self.spare.pop().unwrap_or_default();
            open.start = at;
            open.copied = at;
            self.open.push(open);
            return;
        }
        let at = match rule {
            // These rules begin with the space before them.
            Rule::body | Rule::body_laid_out | Rule::citation => at + leading_space(&source[at..]),
            _ => at,
        };
        let open = self.open.last_mut().expect("the outermost branch is open until the end");
        open.started.push(open.elements.len());
        open.elements.push(Element {
            start: length(at - open.start),
            length: 0,
            own: length(open.text.len() + at - open.copied),
            step: 0,
            kind,
        });
    }

    /// Ends the node; gives the outermost branch when that is what ended.
    fn end(&mut self, rule: Rule, at: usize, source: &str) -> Option<Arc<Branch>> {
        let kind = kind_of(rule)?;
        if kind.is_branch() || kind == SyntaxKind::Chunk {
            return self.end_branch(kind, at, source);
        }
        let open = self.open.last_mut().expect("a node ends in the branch in which it started");
        let index = open.started.pop().expect("a node ends after it started");
        let step = open.elements.len() - index;
        let element = &mut open.elements[index];
        let start = open.start + element.start as usize;
        let end = if kind.takes_the_rest_of_the_line() { start + source[start..at].trim_end().len() } else { at };
        element.length = length(end - start);
        element.step = length(step);
        note(&mut open.facts, kind, &source[start..end]);
        None
    }

    fn end_branch(&mut self, kind: SyntaxKind, at: usize, source: &str) -> Option<Arc<Branch>> {
        let mut open = self.open.pop().expect("a branch ends after it started");
        open.text.push_str(&source[open.copied..at]);
        open.facts.length = length(at - open.start);
        if kind == SyntaxKind::HeadlessBlock {
            open.facts.errors += 1;
        }
        let branch = Arc::new(Branch {
            kind,
            text: open.text.as_str().into(),
            elements: open.elements.as_slice().into(),
            branches: open.branches.drain(..).collect(),
            facts: open.facts,
        });
        let start = open.start;
        open.text.clear();
        open.elements.clear();
        open.facts = Facts::default();
        self.spare.push(open);

        let Some(parent) = self.open.last_mut() else { return Some(branch) };
        parent.text.push_str(&source[parent.copied..start]);
        parent.copied = at;
        parent.elements.push(Element {
            start: length(start - parent.start),
            length: branch.facts.length,
            own: length(parent.branches.len()),
            step: 1,
            kind,
        });
        parent.facts.take_in(branch.facts);
        parent.branches.push(branch);
        None
    }
}

/// Notes what a node says about the branch it stands in.
fn note(facts: &mut Facts, kind: SyntaxKind, text: &str) {
    match kind {
        SyntaxKind::Body => facts.height += 1,
        SyntaxKind::Name | SyntaxKind::Key | SyntaxKind::Reference if text.ends_with('-') => facts.errors += 1,
        kind if kind.is_error() => {
            facts.errors += 1;
            match kind {
                SyntaxKind::StrayClose | SyntaxKind::Unclosed | SyntaxKind::MissingOpen => facts.unbalanced = true,
                SyntaxKind::NestedTooDeep => facts.height = TOO_DEEP,
                SyntaxKind::UnterminatedBlockText => facts.open_ended = true,
                _ => {}
            }
        }
        _ => {}
    }
}

fn kind_of(rule: Rule) -> Option<SyntaxKind> {
    match rule {
        Rule::chunk | Rule::chunk_laid_out => Some(SyntaxKind::Chunk),
        _ => SyntaxKind::of(rule),
    }
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("a text is at most 4 GiB long")
}

//! Parsing again after an edit: only the declarations that the edit touched.

use std::sync::Arc;

use crate::branch::{Branch, Element, Facts, TOO_DEEP};
use crate::builder::Builder;
use crate::grammar::{self, Rule};
use crate::kind::SyntaxKind;
use crate::parse::{ChunkList, Parse, parse_chunk};
use crate::range::TextRange;

impl Parse {
    /// The tree of the text in which `range` (bytes) is replaced by `replacement`. It equals a fresh parse of that
    /// text, shares with this tree what the edit did not touch, and takes time that depends on the declarations that
    /// the edit touched, hardly on the file. `range` is clamped to the text; it must not cut a character in two.
    #[must_use]
    pub fn edit(&self, range: TextRange, replacement: &str) -> Parse {
        let range = TextRange::new(range.start.min(self.len()), range.end.min(self.len()));
        let mut chunks = self.chunks.clone();
        if !edit_inside_chunk(&mut chunks, range, replacement) {
            edit_chunks(&mut chunks, range, replacement);
        }
        Parse { chunks }
    }
}

/// Tries to stay inside the block of one declaration. Says whether that was possible.
fn edit_inside_chunk(chunks: &mut ChunkList, range: TextRange, replacement: &str) -> bool {
    let Some((section, index, start)) = chunks.find(range.start) else { return false };
    let chunk = &chunks.sections[section].chunks[index];
    if range.end >= start + chunk.facts.length || chunk.facts.unbalanced || chunk.facts.open_ended {
        return false;
    }
    let local = TextRange::new(range.start - start, range.end - start);
    let mut attempts = ATTEMPTS;
    let Some(new) = edit_inside(chunk, local, replacement, 0, &mut attempts) else { return false };
    chunks.splice(section, index, 1, vec![new]);
    true
}

/// How many declarations around the edit are tried before the whole chunk is parsed again. Where the innermost one no
/// longer ends with its own brace, those around it seldom do.
const ATTEMPTS: u32 = 2;

/// The branch with the edit made inside the block of a declaration nested in it, as deep as possible. `depth` counts
/// the blocks around the branch.
fn edit_inside(
    branch: &Branch,
    range: TextRange,
    replacement: &str,
    depth: u32,
    attempts: &mut u32,
) -> Option<Arc<Branch>> {
    let around = |element: &&Element| {
        element.kind.is_branch() && element.start < range.start && range.end < element.start + element.length
    };
    let depth = depth + u32::from(branch.kind != SyntaxKind::Chunk);
    let element = branch.elements.iter().find(around)?;
    let nested = &branch.branches[element.own as usize];
    let local = TextRange::new(range.start - element.start, range.end - element.start);
    let new = edit_inside(nested, local, replacement, depth, attempts).or_else(|| {
        let ends_line = branch.breaks_line_behind(element);
        parse_again(nested, local, replacement, depth, ends_line, attempts)
    })?;
    Some(Arc::new(with_nested(branch, element.own as usize, new)))
}

/// Parses one declaration again with the edit in its block, if the result is sure to be what the whole file's parse
/// would find there: the same head, and a block that ends with the declaration's last byte. Some rules look on to the
/// end of their line, so that must be inside, or come right behind (`ends_line`).
fn parse_again(
    branch: &Branch,
    range: TextRange,
    replacement: &str,
    depth: u32,
    ends_line: bool,
    attempts: &mut u32,
) -> Option<Arc<Branch>> {
    let rule = match branch.kind {
        SyntaxKind::Declaration => Rule::declaration,
        SyntaxKind::UnknownDeclaration => Rule::unknown_declaration,
        _ => return None,
    };
    let body = branch.elements.iter().find(|element| element.kind == SyntaxKind::Body)?;
    if range.start <= body.start || range.end >= branch.facts.length {
        return None;
    }
    let mut text = String::with_capacity(branch.facts.length as usize + replacement.len() + 1);
    branch.write_to(&mut text);
    text.replace_range(range.to_usize(), replacement);
    let last_line = text.rfind(['\n', '\r']).map_or("", |end| &text[end + 1..]);
    if !ends_line && last_line.trim_start() != "}" {
        return None;
    }
    *attempts = attempts.checked_sub(1)?;
    let length = text.len();
    text.push('\n');
    let view = grammar::view(&text);
    let mut new = Builder::default().build(grammar::try_parse(rule, &view)?, &text);
    let whole = new.facts.length as usize == length;
    let sound = !new.facts.unbalanced && !new.facts.open_ended && depth + new.facts.height < TOO_DEEP;
    if !(whole && sound && new.kind == branch.kind) {
        return None;
    }
    if let Some(new) = Arc::get_mut(&mut new) {
        new.share_with(branch);
    }
    Some(new)
}

/// The branch with another branch nested at `index`.
fn with_nested(branch: &Branch, index: usize, new: Arc<Branch>) -> Branch {
    let old = &branch.branches[index];
    let (before, after) = (old.facts.length, new.facts.length);
    let place = branch
        .elements
        .iter()
        .position(|element| element.kind.is_branch() && element.own as usize == index)
        .expect("every nested branch has an element");
    let mut elements = branch.elements.clone();
    let start = elements[place].start;
    for element in &mut elements {
        if element.start > start {
            element.start = element.start - before + after;
        } else if element.start + element.length >= start + before {
            element.length = element.length - before + after;
        }
    }
    let mut branches = branch.branches.clone();
    let mut facts = Facts { height: 0, ..branch.facts };
    facts.length = branch.facts.length - before + after;
    facts.errors = branch.facts.errors - old.facts.errors + new.facts.errors;
    branches[index] = new;
    for nested in &branches {
        facts.height = facts.height.max(nested.facts.height);
    }
    facts.height += u32::from(elements.iter().any(|element| element.kind == SyntaxKind::Body));
    if elements.iter().any(|element| element.kind == SyntaxKind::NestedTooDeep) {
        facts.height = TOO_DEEP;
    }
    Branch { kind: branch.kind, text: branch.text.clone(), elements, branches, facts }
}

/// Parses again from the chunk before the edit until a chunk ends where one ended before.
fn edit_chunks(chunks: &mut ChunkList, range: TextRange, replacement: &str) {
    let Some((mut section, mut index, mut start)) = chunks.find(range.start) else {
        *chunks = crate::parse::parse(replacement).chunks;
        return;
    };
    // Where a chunk ends depends on the first line of the next one, the head that starts it.
    let chunk = &chunks.sections[section].chunks[index];
    if range.start - start <= first_line(chunk)
        && let Some((before_section, before_index)) = previous(chunks, section, index)
    {
        (section, index) = (before_section, before_index);
        start -= chunks.sections[section].chunks[index].facts.length;
    }

    let mut old = Old { chunks, next: (section, index), taken: 0 };
    let mut text = String::new();
    while start as usize + text.len() < range.end as usize && old.append_to(&mut text) {}
    text.replace_range((range.start - start) as usize..(range.end - start) as usize, replacement);
    // Behind `edited` bytes, the text is the old one, and the old chunks' ends are known.
    let edited = (range.start - start) as usize + replacement.len();
    let mut ends = vec![text.len()];
    // The chunk behind says where the last of these ends.
    let mut complete = !old.append_to(&mut text);

    let mut builder = Builder::default();
    let mut new = Vec::new();
    let mut at = 0;
    let replaced = loop {
        // A chunk is sure where it ends before the last chunk that was taken, or where nothing is left to take.
        let known = *ends.last().expect("there is one from the start");
        let view = grammar::view(&text[at..]);
        if !view.is_empty() {
            let chunk = parse_chunk(&mut builder, &view, &text[at..]);
            let end = at + chunk.facts.length as usize;
            if end <= known || complete {
                at = end;
                new.push(chunk);
            } else {
                drop(view);
                ends.push(text.len());
                complete = !old.append_to(&mut text);
                continue;
            }
        }
        if at >= text.len() {
            break old.taken;
        }
        if at >= edited
            && let Some(behind) = ends.iter().position(|&end| end == at)
        {
            // Those taken after this end are as they were.
            let kept = ends.len() - 1 - behind + usize::from(text.len() > known);
            break old.taken - kept;
        }
    };
    for (new, old) in new.iter_mut().zip(chunks.sections[section].chunks[index..].iter().take(replaced)) {
        if let Some(new) = Arc::get_mut(new) {
            new.share_with(old);
        }
    }
    chunks.splice(section, index, replaced, new);
}

/// The old chunks from the edit on, taken one after the other.
struct Old<'list> {
    chunks: &'list ChunkList,
    next: (usize, usize),
    taken: usize,
}

impl Old<'_> {
    /// Appends the text of the next old chunk; `false` where there is none.
    fn append_to(&mut self, text: &mut String) -> bool {
        let (section, index) = self.next;
        let Some(chunks) = self.chunks.sections.get(section).map(|section| &section.chunks) else { return false };
        chunks[index].write_to(text);
        self.next = if index + 1 < chunks.len() { (section, index + 1) } else { (section + 1, 0) };
        self.taken += 1;
        true
    }
}

fn previous(chunks: &ChunkList, section: usize, index: usize) -> Option<(usize, usize)> {
    match index.checked_sub(1) {
        Some(index) => Some((section, index)),
        None => {
            let section = section.checked_sub(1)?;
            Some((section, chunks.sections[section].chunks.len() - 1))
        }
    }
}

/// The length of the first line in bytes, its end counted.
fn first_line(chunk: &Branch) -> u32 {
    let mut text = String::new();
    chunk.write_to(&mut text);
    let length = text.find(['\n', '\r']).map_or(text.len(), |end| end + 2);
    u32::try_from(length).expect("a text is at most 4 GiB long")
}

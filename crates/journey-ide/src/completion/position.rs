//! Finds out what is expected at the cursor, from the words of its entry and the tree around it.

use journey_model::syntax::{Declaration, Node, Parse, Property, SyntaxKind, TextRange};
use journey_model::{DeclarationId, FileId, Keyword, Project};
use journey_plugin::{Expected, GivenKey, Layout, Surroundings};

use super::cursor::Cursor;
use super::line::{Token, TokenKind, Window};

/// A place of a file, and everything that can be known about what is to be written there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Position<'p> {
    pub(super) expected: Expected<'p>,
    pub(super) surroundings: Surroundings,
    /// The word at the cursor, which an offer replaces.
    pub(super) range: TextRange,
    /// The part of it in front of the cursor.
    pub(super) word: String,
    /// More of the entry stands behind it.
    pub(super) goes_on: bool,
    /// The cursor stands right behind a colon or a comma.
    pub(super) lacks_space: bool,
    /// More values of the list stand on the lines below, so a comma has to stand behind this one.
    pub(super) lacks_comma: bool,
    pub(super) layout: Layout,
}

/// What is expected at `offset` (bytes); `None` where nothing is, or nobody can tell.
pub(super) fn position(project: &Project, file: FileId, offset: u32) -> Option<Position<'_>> {
    let parse = project.file(file).model.parse();
    let (text, base) = text_around(parse, offset)?;
    let window = Window { text: &text, base };
    let (before, behind) = text.split_at_checked((offset - base) as usize)?;
    if before.ends_with('\r') && behind.starts_with('\n') || is_inside_words(parse, offset) {
        return None;
    }
    let entry = window.entry_at(offset, lead(parse, window, offset))?;
    let surroundings = surroundings(project, file, entry.range(offset))?;
    let cursor = Cursor { schema: project.schema(), surroundings: &surroundings, tokens: &entry.tokens, offset };
    let (expected, range) = cursor.expected()?;
    let following = entry.tokens.iter().find(|token| token.range.start >= range.end);
    let goes_on = match (&expected, following) {
        (Expected::InsideText { .. }, _) | (_, None) => false,
        (Expected::Value(_) | Expected::Step { .. }, Some(token)) => {
            !(token.kind == TokenKind::Comma || token.kind == TokenKind::Word && token.text == "from")
        }
        (_, Some(_)) => true,
    };
    let before = window.slice(TextRange::new(base, range.start));
    let lacks_space = before.ends_with([':', ',']) && !matches!(expected, Expected::InsideText { .. });
    let is_behind_comma = entry.tokens.iter().rfind(|token| token.range.end <= range.start);
    let lacks_comma = following.is_none()
        && matches!(expected, Expected::Value(_) | Expected::Step { .. })
        && is_behind_comma.is_some_and(|token| token.kind == TokenKind::Comma)
        && window.list_goes_on_behind(entry.line);
    let word = window.slice(TextRange::new(range.start, offset)).to_owned();
    let layout = layout(window, entry.line);
    Some(Position { expected, surroundings, range, word, goes_on, lacks_space, lacks_comma, layout })
}

/// The text of the chunk in which an offset lies, and where it starts. No more than a chunk: a file can be long.
fn text_around(parse: &Parse, offset: u32) -> Option<(String, u32)> {
    if offset > parse.len() {
        return None;
    }
    let chunk = parse.chunks().find(|chunk| offset < chunk.range().end || chunk.range().end == parse.len());
    Some(chunk.map_or_else(Default::default, |chunk| (chunk.node().to_text(), chunk.range().start)))
}

/// Whether an offset lies inside a comment or a text of several lines.
fn is_inside_words(parse: &Parse, offset: u32) -> bool {
    parse.path_to(offset).iter().any(|node| {
        let range = node.range();
        match node.kind() {
            SyntaxKind::Comment | SyntaxKind::Documentation | SyntaxKind::UnterminatedBlockText => range.start < offset,
            SyntaxKind::BlockText => range.start < offset && offset < range.end,
            _ => false,
        }
    })
}

/// The beginning of the property whose text of several lines ends on the line at the cursor.
fn lead<'t>(parse: &Parse, window: Window<'t>, offset: u32) -> Vec<Token<'t>> {
    let line = window.line_at(offset).start;
    let path = parse.path_to(line);
    let block = path.iter().find(|node| node.kind() == SyntaxKind::BlockText).map(|node| node.range());
    let property = path.iter().find(|node| node.kind() == SyntaxKind::Property).map(|node| node.range());
    let (Some(block), Some(property)) = (block.filter(|block| block.start < line), property) else { return Vec::new() };
    let mut tokens = window.tokens(TextRange::new(property.start, block.start));
    tokens.push(Token { kind: TokenKind::Text { closed: true }, range: block, text: window.slice(block) });
    tokens
}

/// What stands in the place of the entry at the cursor while the tree is asked where that is: a property that the
/// grammar reads on any line, so that nothing that is typed so far can break what is around it.
const STAND_IN: &str = "_:0 ";

/// How many of the declarations in front of the cursor are looked at.
const NEIGHBOURS: usize = 64;

/// What stands around the entry at `range`; `None` where the grammar does not look, as in blocks that are too deep.
fn surroundings(project: &Project, file: FileId, range: TextRange) -> Option<Surroundings> {
    let model = &project.file(file).model;
    let tree = model.parse().edit(range, STAND_IN);
    let path = tree.path_to(range.start);
    let stands_in = |node: &Node<'_>| node.kind() == SyntaxKind::Property && node.range().start == range.start;
    let property = path.iter().position(stands_in)?;
    let around: Vec<Declaration<'_>> =
        path.iter().take(property).rev().filter_map(|node| Declaration::cast(*node)).collect();
    let mut surroundings =
        Surroundings { keywords: around.iter().map(Declaration::keyword).collect(), ..Default::default() };
    for declaration in &around {
        let start = declaration.range().start;
        let known = model.declaration_at(start).filter(|known| known.range().start == start);
        if let Some(known) = known.filter(|known| known.keyword() == declaration.keyword()) {
            surroundings.declarations.push(DeclarationId { file, local: known.local_id() });
        }
    }
    let entries: Vec<Node<'_>> = match around.first() {
        Some(innermost) => innermost.body().into_iter().flat_map(Node::children).collect(),
        None => top_level(&tree, range.start),
    };
    for entry in &entries {
        if let Some(property) = Property::cast(*entry).filter(|_| !stands_in(entry)) {
            surroundings.given.push(GivenKey {
                key: property.key().text().to_owned(),
                qualifier: property.qualifier().map(|qualifier| qualifier.text().to_owned()),
                is_before: entry.range().start < range.start,
            });
        }
    }
    let before = entries.iter().rev().filter(|entry| entry.range().start < range.start);
    let mut keywords: Vec<Keyword> =
        before.filter_map(|entry| Declaration::cast(*entry)?.keyword()).take(NEIGHBOURS).collect();
    keywords.reverse();
    surroundings.before = keywords;
    Some(surroundings)
}

/// What stands at the top of a file in front of an offset.
fn top_level(tree: &Parse, offset: u32) -> Vec<Node<'_>> {
    tree.children().take_while(|node| node.range().start < offset).collect()
}

/// How a block is laid out on this line.
fn layout(window: Window<'_>, line: TextRange) -> Layout {
    let indentation_of =
        |line: &str| -> String { line.chars().take_while(|character| matches!(character, ' ' | '\t')).collect() };
    let indentation = indentation_of(window.slice(line));
    let line_end = match window.text.find(['\r', '\n']).and_then(|at| window.text.get(at..)) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    };
    let first_indented = || {
        let mut lines = window.text.split(['\r', '\n']).map(indentation_of);
        lines.find(|indentation| !indentation.is_empty())
    };
    let step = match first_indented() {
        _ if indentation.contains('\t') => "\t".to_owned(),
        Some(step) if step.len() <= 8 => step,
        _ => "  ".to_owned(),
    };
    Layout { line_end: line_end.to_owned(), indentation, step }
}

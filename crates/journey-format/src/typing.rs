//! What happens while somebody types: behind Enter, and behind the `}` that ends a block.

use journey_syntax::{Parse, SyntaxKind, TextRange};

use crate::edit::{TextEdit, length, smallest};
use crate::format_range;
use crate::layout::STEP;
use crate::soundness::stays_as_it_is;

/// Indents the line at `offset` (bytes), which Enter has just begun, as what stands before it asks for. Touches nothing
/// but the space at the start of that line, and nothing at all inside of a `"""` text.
///
/// While somebody types, the text is broken more often than not. So this counts braces instead of asking the tree, and
/// goes by the line that opens the block, wherever that stands.
pub fn indent_new_line(parse: &Parse, offset: u32) -> Vec<TextEdit> {
    let text = parse.text();
    let line = line_start(&text, offset as usize);
    let before = Before::read(&text, chunk_start(parse, offset), line);
    if before.stands_in == Some(Inside::BlockText) {
        return Vec::new();
    }
    let content = text[line..].trim_start_matches([' ', '\t']);
    let old = &text[line..text.len() - content.len()];
    let mut new = before.open.last().map_or(String::new(), |brace| indentation(&text, *brace).to_owned());
    if !content.starts_with('}') {
        let steps = usize::from(!before.open.is_empty()) + usize::from(before.last == Some(b','));
        new.extend(std::iter::repeat_n(' ', steps * STEP));
    }
    reindent(line, old, &new).into_iter().collect()
}

/// Lays out the declaration whose block ends with the `}` before `offset` (bytes). Where the braces around do not match
/// yet, only the brace moves: to the column of the line that opened its block.
pub fn format_after_brace(parse: &Parse, offset: u32) -> Vec<TextEdit> {
    let text = parse.text();
    let Some(brace) = (offset as usize).checked_sub(1).filter(|at| text.as_bytes().get(*at) == Some(&b'}')) else {
        return Vec::new();
    };
    let before = Before::read(&text, chunk_start(parse, offset - 1), brace);
    let Some(opening) = before.open.last().filter(|_| before.stands_in.is_none()) else { return Vec::new() };
    let chunk = parse.chunks().find(|chunk| chunk.range().start < offset && offset <= chunk.range().end);
    if chunk.is_some_and(|chunk| !stays_as_it_is(chunk.node())) {
        let path = parse.path_to(offset - 1);
        let declaration = path.windows(2).find_map(|pair| match pair {
            [around, body] if body.kind() == SyntaxKind::Body && body.range().end == offset => Some(around.range()),
            _ => None,
        });
        let Some(declaration) = declaration else { return Vec::new() };
        let start = line_start(&text, declaration.start as usize);
        let mut edits = format_range(parse, TextRange::new(length(start), offset)).edits;
        // The line end that a file lacks behind its last brace is no business of that brace.
        edits.retain(|edit| edit.range.start < offset);
        return edits;
    }
    let line = line_start(&text, brace);
    let old = &text[line..brace];
    if !old.bytes().all(is_space) {
        return Vec::new();
    }
    reindent(line, old, indentation(&text, *opening)).into_iter().collect()
}

fn reindent(line: usize, old: &str, new: &str) -> Option<TextEdit> {
    smallest(length(line), old, new)
}

/// Where the chunk starts in which `offset` lies: braces never match across that.
fn chunk_start(parse: &Parse, offset: u32) -> usize {
    let starts = parse.chunks().map(|chunk| chunk.range().start).take_while(|start| *start <= offset);
    starts.last().unwrap_or_default() as usize
}

fn line_start(text: &str, offset: usize) -> usize {
    text.get(..offset).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |at| at + 1)
}

/// The white space that the line of `offset` starts with.
fn indentation(text: &str, offset: usize) -> &str {
    let line = &text[line_start(text, offset)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// What stands before a place.
#[derive(Debug, Default)]
struct Before {
    /// Where the braces stand that are still open, in bytes, innermost last.
    open: Vec<usize>,
    /// The last byte that is neither space nor part of a comment.
    last: Option<u8>,
    /// What the place lies in.
    stands_in: Option<Inside>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Text,
    BlockText,
    Comment,
}

impl Before {
    fn read(text: &str, start: usize, end: usize) -> Self {
        let mut before = Self::default();
        let mut at = start;
        while let Some(rest) = text.get(at..end).filter(|rest| !rest.is_empty()) {
            let (inside, length) = token(rest);
            let first = rest.as_bytes().first().copied();
            before.stands_in = None;
            match (inside, first) {
                (Some(Inside::Comment), _) => {}
                (_, Some(b' ' | b'\t' | b'\n' | b'\r')) => {}
                (_, first) => {
                    before.last = first;
                    match first {
                        Some(b'{') => before.open.push(at),
                        Some(b'}') => drop(before.open.pop()),
                        _ => {}
                    }
                }
            }
            match length {
                Some(length) => at += length,
                None => {
                    before.stands_in = inside;
                    break;
                }
            }
        }
        before
    }
}

/// What a text starts with, and its length in bytes; `None` for a length that lies behind the text's end.
fn token(text: &str) -> (Option<Inside>, Option<usize>) {
    let line_end = || text.find(['\n', '\r']);
    if let Some(content) = text.strip_prefix("\"\"\"") {
        (Some(Inside::BlockText), quoted(content, "\"\"\"").map(|length| length + 3))
    } else if let Some(content) = text.strip_prefix('"') {
        // A text without its closing quote ends with its line.
        let closed = quoted(content, "\"").map(|length| length + 1);
        let on_this_line = closed.filter(|closed| line_end().is_none_or(|end| *closed <= end));
        (Some(Inside::Text), on_this_line.or_else(line_end))
    } else if text.starts_with("//") {
        (Some(Inside::Comment), line_end())
    } else {
        (None, Some(text.chars().next().map_or(0, char::len_utf8)))
    }
}

/// The length of what stands before the closing quotes, those included.
fn quoted(text: &str, quotes: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let found = rest.find(['\\', '"'])?;
        at += found;
        let rest = &rest[found..];
        if rest.starts_with(quotes) {
            return Some(at + quotes.len());
        }
        // A backslash takes the next character with it.
        let escaped = rest.strip_prefix('\\').and_then(|behind| behind.chars().next());
        at += 1 + escaped.map_or(0, char::len_utf8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apply;
    use journey_syntax::parse;

    /// The text after Enter was pressed at `|`, which leaves the cursor at the start of an unindented line.
    fn enter(marked: &str) -> String {
        let at = marked.find('|').unwrap();
        let text = marked.replacen('|', "\n", 1);
        let edits = indent_new_line(&parse(&text), length(at + 1));
        apply(&text, &edits)
    }

    /// The text after the `}` before `|` was typed.
    fn brace(marked: &str) -> String {
        let at = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        apply(&text, &format_after_brace(&parse(&text), length(at)))
    }

    #[test]
    fn a_new_line_is_as_deep_as_the_block_it_is_in() {
        assert_eq!(enter("persona maya {|"), "persona maya {\n  ");
        assert_eq!(enter("persona maya {\n  goal: \"Cook\"|\n}\n"), "persona maya {\n  goal: \"Cook\"\n  \n}\n");
        assert_eq!(enter("persona maya {\n}|"), "persona maya {\n}\n");
        assert_eq!(enter("journey j {\n  stage s {|\n  }\n"), "journey j {\n  stage s {\n    \n  }\n");
        assert_eq!(enter("persona maya \"{\" // {|"), "persona maya \"{\" // {\n");
    }

    #[test]
    fn a_brace_behind_the_cursor_closes_the_block_of_its_line() {
        assert_eq!(enter("journey j {\n  stage s {|}\n"), "journey j {\n  stage s {\n  }\n");
    }

    #[test]
    fn a_line_behind_a_comma_is_deeper() {
        assert_eq!(enter("persona maya {\n  goal: \"a\",|\n}"), "persona maya {\n  goal: \"a\",\n    \n}");
        assert_eq!(enter("persona maya {\n  goal: \"a\", // b|\n}"), "persona maya {\n  goal: \"a\", // b\n    \n}");
        assert_eq!(enter("persona maya {\n  goal: \"a,\"|\n}"), "persona maya {\n  goal: \"a,\"\n  \n}");
    }

    #[test]
    fn the_lines_of_a_long_text_are_the_writers() {
        let marked = "persona maya {\n  quote: \"\"\"one|";
        assert_eq!(enter(marked), marked.replace('|', "\n"));
    }

    #[test]
    fn the_block_that_a_brace_closes_is_laid_out_and_nothing_else_is() {
        assert_eq!(
            brace("persona  tom\njourney j {\n stage s {\ngoal:\"a\" ;owner: @b\n   }|\n  owner:@c\n}\n"),
            "persona  tom\njourney j {\n  stage s {\n    goal: \"a\"\n    owner: @b\n  }\n  owner:@c\n}\n"
        );
        assert_eq!(brace("channel app { kind:digital}|"), "channel app { kind: digital }");
    }

    #[test]
    fn where_another_brace_is_missing_only_the_brace_moves() {
        assert_eq!(
            brace("journey j {\n  stage s {\n    goal:\"a\"\n      }|\n"),
            "journey j {\n  stage s {\n    goal:\"a\"\n  }\n"
        );
    }

    #[test]
    fn a_brace_in_a_text_or_a_comment_closes_nothing() {
        for marked in ["persona maya {\n  goal:\"}|\"\n}\n", "persona maya {\n  // }|\n}\n", "}|\n", " x|"] {
            assert_eq!(brace(marked), marked.replace('|', ""));
        }
    }
}

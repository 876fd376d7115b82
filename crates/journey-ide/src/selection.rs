//! Selection ranges: from a word outwards, step by step, up to the whole file.

use journey_model::FileId;
use journey_model::syntax::{Declaration, Node, Parse, Property, SyntaxKind, TextRange, declarations};

use crate::Snapshot;

/// What a cursor at `offset` (bytes) selects, the smallest first; each contains the one before and is larger, and the last
/// is the whole file. An offset behind the text counts as its end.
///
/// The steps are: the word, the text without its quotes, the part of a value, the value, all values, the property, what
/// stands between the braces, the body, the declaration, the same with its documentation, and so on outwards.
pub fn selection_ranges(snapshot: &Snapshot, file: FileId, offset: u32) -> Vec<TextRange> {
    let parse = snapshot.project.file(file).model.parse();
    let whole = TextRange::new(0, parse.len());
    let mut steps = Steps { offset: offset.min(whole.end), ranges: Vec::new() };
    let path = parse.path_to(steps.offset);
    for (depth, node) in path.iter().enumerate().rev() {
        let around = depth.checked_sub(1).and_then(|above| path.get(above)).copied();
        if depth + 1 == path.len() {
            steps.word(*node);
        }
        steps.inside(*node);
        if let Some(property) = around.and_then(Property::cast) {
            steps.in_property(property, *node);
        }
        steps.push(node.range());
        steps.documented(parse, around, *node);
    }
    steps.push(whole);
    steps.ranges
}

struct Steps {
    offset: u32,
    ranges: Vec<TextRange>,
}

impl Steps {
    /// Adds a range, if it is a step outwards.
    fn push(&mut self, range: TextRange) {
        let is_outwards = match self.ranges.last() {
            Some(last) => range.covers(*last) && range != *last,
            None => range.touches(self.offset),
        };
        if is_outwards {
            self.ranges.push(range);
        }
    }

    /// Adds the word around the place, in nodes that hold several; of a dotted name the step.
    fn word(&mut self, node: Node<'_>) {
        let is_part: fn(char) -> bool = match node.kind() {
            SyntaxKind::Reference | SyntaxKind::Qualifier => |character| character != '.',
            SyntaxKind::Text
            | SyntaxKind::BlockText
            | SyntaxKind::Comment
            | SyntaxKind::Documentation
            | SyntaxKind::Junk
            | SyntaxKind::HeadJunk
            | SyntaxKind::UnterminatedText
            | SyntaxKind::UnterminatedBlockText
            | SyntaxKind::WrongQuotes
            | SyntaxKind::UnquotedText => |character| character.is_alphanumeric() || "_-'’".contains(character),
            _ => return,
        };
        let text = node.text();
        let at = text.floor_char_boundary((self.offset.saturating_sub(node.range().start)) as usize);
        let (before, behind) = text.split_at(at);
        let start = before.trim_end_matches(is_part).len();
        let end = at + behind.len() - behind.trim_start_matches(is_part).len();
        if start < end {
            self.push(part(node, start, end));
        }
    }

    /// Adds what stands inside of quotes, braces, or behind the slashes of a comment.
    fn inside(&mut self, node: Node<'_>) {
        let text = node.text();
        let (open, close) = match node.kind() {
            SyntaxKind::Text => (1, 1),
            SyntaxKind::BlockText => (3, 3),
            SyntaxKind::UnterminatedText => (1, 0),
            SyntaxKind::UnterminatedBlockText => (3, 0),
            SyntaxKind::Comment | SyntaxKind::Documentation => {
                (text.len() - text.trim_start_matches('/').trim_start().len(), 0)
            }
            SyntaxKind::Body | SyntaxKind::Citation => {
                let mut inside = node.children().map(Node::range).filter(|range| !range.is_empty());
                if let Some(first) = inside.next() {
                    self.push(inside.fold(first, TextRange::joined));
                }
                return;
            }
            _ => return,
        };
        if let Some(end) = text.len().checked_sub(close).filter(|end| *end > open) {
            self.push(part(node, open, end));
        }
    }

    /// Adds the value and all values of a property, from one of its parts on.
    fn in_property(&mut self, property: Property<'_>, part: Node<'_>) {
        self.push(part.range());
        let values = property.values();
        let ranges = values.iter().filter_map(|value| {
            let first = value.first()?.range();
            Some(value.iter().fold(first, |range, part| range.joined(part.range())))
        });
        let ranges: Vec<TextRange> = ranges.collect();
        if let Some(value) = ranges.iter().find(|range| range.covers(part.range())) {
            self.push(*value);
            self.push(ranges.iter().fold(*value, |all, range| all.joined(*range)));
        }
    }

    /// Adds a declaration with its documentation, from the declaration or the documentation on.
    fn documented(&mut self, parse: &Parse, around: Option<Node<'_>>, node: Node<'_>) {
        let is_documentation = node.kind() == SyntaxKind::Documentation;
        if !is_documentation && Declaration::cast(node).is_none() {
            return;
        }
        let found = |it: &Declaration<'_>| {
            if is_documentation {
                it.documentation().iter().any(|line| line.range() == node.range())
            } else {
                it.range() == node.range()
            }
        };
        // Documentation at the top can stand in the chunk before.
        let declaration = match around {
            Some(around) => declarations(around.children()).find(found),
            None => declarations(parse.children()).find(found),
        };
        let Some(declaration) = declaration else { return };
        let lines = declaration.documentation();
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            let documentation = first.range().joined(last.range());
            if is_documentation {
                self.push(documentation);
            }
            self.push(documentation.joined(declaration.range()));
        }
    }
}

/// A part of a node's text, given in bytes from its start.
fn part(node: Node<'_>, start: usize, end: usize) -> TextRange {
    let place = |offset: usize| node.range().start + u32::try_from(offset).unwrap_or(u32::MAX);
    TextRange::new(place(start), place(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    /// What is selected at `$0`, step by step.
    fn steps(fixture: &str) -> Vec<String> {
        let fixture = Fixture::new(fixture);
        let (file, offset) = fixture.cursor();
        let ranges = selection_ranges(&fixture.snapshot, file, offset);
        ranges.into_iter().map(|range| fixture.texts[0][range.to_usize()].to_owned()).collect()
    }

    #[test]
    fn a_selection_grows_from_a_word_to_the_file() {
        let text = "persona a\n/// Doc.\njourney j {\n stage s {\n  emotion maya: -1 \"very cr$0oss\", 2 from x\n }\n goal: \"g\"\n}\n";
        assert_eq!(
            steps(text),
            [
                "cross",
                "very cross",
                "\"very cross\"",
                "-1 \"very cross\"",
                "-1 \"very cross\", 2",
                "emotion maya: -1 \"very cross\", 2 from x",
                "{\n  emotion maya: -1 \"very cross\", 2 from x\n }",
                "stage s {\n  emotion maya: -1 \"very cross\", 2 from x\n }",
                "stage s {\n  emotion maya: -1 \"very cross\", 2 from x\n }\n goal: \"g\"",
                "{\n stage s {\n  emotion maya: -1 \"very cross\", 2 from x\n }\n goal: \"g\"\n}",
                "journey j {\n stage s {\n  emotion maya: -1 \"very cross\", 2 from x\n }\n goal: \"g\"\n}",
                "/// Doc.\njourney j {\n stage s {\n  emotion maya: -1 \"very cross\", 2 from x\n }\n goal: \"g\"\n}",
                "persona a\n/// Doc.\njourney j {\n stage s {\n  emotion maya: -1 \"very cross\", 2 from x\n }\n goal: \"g\"\n}\n",
            ]
        );
    }

    #[test]
    fn a_dotted_name_is_selected_step_by_step() {
        let steps = steps("opportunity o { addresses: shop.se$0arch.stale from a, b }");
        assert_eq!(steps[..3], ["search", "shop.search.stale", "addresses: shop.search.stale from a, b"]);
    }

    #[test]
    fn sources_are_selected_before_their_citation() {
        let steps = steps("persona p { role: \"x\" from a, $0b }");
        assert_eq!(steps[..3], ["b", "a, b", "from a, b"]);
    }

    #[test]
    fn documentation_is_selected_with_what_it_documents() {
        let text = "/// One t$0wo.\n/// Three.\npersona a\npersona b";
        assert_eq!(
            steps(text),
            [
                "two",
                "One two.",
                "/// One two.",
                "/// One two.\n/// Three.",
                "/// One two.\n/// Three.\npersona a",
                "/// One two.\n/// Three.\npersona a\npersona b"
            ]
        );
    }

    #[test]
    fn a_quote_and_an_empty_place_start_with_what_is_around_them() {
        assert_eq!(steps("persona p { role: $0\"x y\" }")[..2], ["\"x y\"", "role: \"x y\""]);
        assert_eq!(steps("persona p { $0 }"), ["{  }", "persona p {  }"]);
        assert_eq!(steps("$0"), [""]);
        assert_eq!(steps("persona p\n\n$0\n"), ["persona p\n\n\n"]);
    }

    #[test]
    fn a_long_text_is_selected_without_its_quotes() {
        assert_eq!(
            steps("persona p { role: \"\"\"\n Üb$0er 👩‍👩‍👧\n \"\"\" }")[..3],
            ["Über", "\n Über 👩‍👩‍👧\n ", "\"\"\"\n Über 👩‍👩‍👧\n \"\"\""]
        );
    }

    #[test]
    fn an_offset_behind_the_text_is_its_end() {
        let fixture = Fixture::new("persona maya");
        let ranges = selection_ranges(&fixture.snapshot, fixture.files[0], 99);
        assert_eq!(ranges, [TextRange::new(8, 12), TextRange::new(0, 12)]);
    }
}

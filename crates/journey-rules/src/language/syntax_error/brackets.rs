//! Brackets where a block has its braces: `journey shop "Shop" [ ... ]`.

use journey_plugin::model::syntax::{SyntaxErrorKind, TextRange};

use super::broken_text::BrokenText;

/// A bracket that opens behind a head, with what closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language) struct Pair {
    /// Where the bracket stands, in bytes.
    opening: u32,
    /// Where its partner stands, a bracket or a brace.
    closing: u32,
}

impl Pair {
    pub(super) fn closing(self) -> TextRange {
        TextRange::new(self.closing, self.closing + 1)
    }

    /// From one to the other.
    pub(in crate::language) fn range(self) -> TextRange {
        TextRange::new(self.opening, self.closing + 1)
    }
}

/// All such pairs of a text.
#[derive(Debug, Default)]
pub(in crate::language) struct Brackets {
    /// In the order of their openings.
    pairs: Vec<Pair>,
    /// Where they close, in the order of the text.
    closings: Vec<u32>,
}

impl Brackets {
    pub(super) fn of(text: &BrokenText<'_, '_>) -> Self {
        let heads = text.errors().iter().filter(|error| error.kind == SyntaxErrorKind::HeadJunk);
        let openings: Vec<u32> = heads
            .filter(|error| text.slice(error.range).starts_with(['[', '(']))
            .map(|error| error.range.start)
            .collect();
        if openings.is_empty() {
            return Self::default();
        }
        let chunks = text.context().file().model.parse().chunks();
        let starts = chunks.map(|chunk| chunk.node().range().start);
        let mut pairs = pairs(text.source().whole(), starts, &openings);
        let closings = pairs.iter().map(|pair| pair.closing).collect();
        pairs.sort_by_key(|pair| pair.opening);
        Self { pairs, closings }
    }

    /// The pair of the bracket that stands there.
    pub(super) fn opened_at(&self, opening: u32) -> Option<Pair> {
        let at = self.pairs.binary_search_by_key(&opening, |pair| pair.opening).ok()?;
        self.pairs.get(at).copied()
    }

    /// The innermost pair around a place.
    pub(in crate::language) fn around(&self, place: u32) -> Option<Pair> {
        let before = self.pairs.partition_point(|pair| pair.opening < place);
        self.pairs.iter().take(before).rev().find(|pair| place < pair.closing).copied()
    }

    /// Whether the range is the bracket that closes one of them.
    pub(super) fn is_closed_by(&self, range: TextRange) -> bool {
        range.end == range.start + 1 && self.closings.binary_search(&range.start).is_ok()
    }
}

/// What is open where a text is read.
enum Open {
    Brace,
    /// The bracket behind a head, with its place.
    Block(u8, u32),
    /// A bracket in a value, and whether it may close on another line.
    List(u8, bool),
}

/// Finds what closes the brackets at `openings` (sorted). Nothing is open where a chunk starts.
fn pairs(text: &str, chunks: impl Iterator<Item = u32>, openings: &[u32]) -> Vec<Pair> {
    let mut chunks = chunks.peekable();
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut passed = 0;
    for (at, byte) in text.bytes().enumerate() {
        let Ok(place) = u32::try_from(at) else { break };
        while chunks.next_if(|start| *start <= place).is_some() {
            open.clear();
        }
        if at < passed {
            continue;
        }
        let rest = || text.get(at..).unwrap_or_default();
        match byte {
            b'"' => passed = at + length_of_text(rest()),
            b'/' if rest().starts_with("//") => passed = at + length_of_line(rest()),
            b'\n' | b'\r' => {
                while matches!(open.last(), Some(Open::List(_, false))) {
                    open.pop();
                }
            }
            b'{' => open.push(Open::Brace),
            b'[' | b'(' if openings.binary_search(&place).is_ok() => open.push(Open::Block(byte, place)),
            b'[' | b'(' => {
                let is_last = rest().get(1..length_of_line(rest())).is_some_and(|line| line.trim().is_empty());
                open.push(Open::List(byte, is_last));
            }
            b'}' => {
                if let Some(Open::Block(_, opening)) = open.pop() {
                    found.push(Pair { opening, closing: place });
                }
            }
            b']' | b')' => {
                let partner = if byte == b']' { b'[' } else { b'(' };
                // Another bracket in a value may have lost its partner.
                let passed =
                    open.iter().rev().take_while(|one| matches!(one, Open::List(bracket, _) if *bracket != partner));
                let kept = open.len() - passed.count();
                match open.get(kept.wrapping_sub(1)) {
                    Some(Open::Block(bracket, opening)) if *bracket == partner => {
                        found.push(Pair { opening: *opening, closing: place });
                        open.truncate(kept - 1);
                    }
                    Some(Open::List(..)) => open.truncate(kept - 1),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    found
}

fn length_of_line(rest: &str) -> usize {
    rest.find(['\n', '\r']).unwrap_or(rest.len())
}

/// How long the text is that starts with its opening quote. One without its end takes the rest of its line.
fn length_of_text(rest: &str) -> usize {
    if let Some(inner) = rest.strip_prefix("\"\"\"") {
        return inner.find("\"\"\"").map_or(length_of_line(rest), |end| end + 6);
    }
    let line = length_of_line(rest);
    let mut escaped = false;
    let end = rest.bytes().take(line).skip(1).position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(line, |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::syntax_error::SyntaxError;
    use crate::testing::{findings, findings_about_language};

    /// The file after the only fix of its only finding.
    fn mended(marked: &str) -> String {
        let found = findings(&SyntaxError, marked);
        let [only] = found.as_slice() else { panic!("{found:#?}") };
        let mut text = marked.replace(['⟦', '⟧'], "");
        let all = findings_about_language(&[("test.journey".to_owned(), text.clone())]);
        let all: Vec<&String> = all.iter().filter(|one| !one.starts_with("unused-name")).collect();
        assert_eq!(all.len(), 1, "one mistake is one finding: {all:#?}");
        let [fix] = only.fixes.as_slice() else { panic!("{found:#?}") };
        for edit in fix.edits.iter().rev() {
            text.replace_range(edit.place.range.to_usize(), &edit.replacement);
        }
        text
    }

    #[test]
    fn brackets_of_another_notation_become_the_braces_of_the_block() {
        let sam = "persona sam \"Sam\"\n";
        assert_eq!(
            mended(&format!(
                "{sam}journey r \"R\" ⟦[⟧\n  persona: sam\n  stage s \"S\" {{\n    touchpoint t \"T\"\n  }}\n]\n"
            )),
            format!("{sam}journey r \"R\" {{\n  persona: sam\n  stage s \"S\" {{\n    touchpoint t \"T\"\n  }}\n}}\n")
        );
        assert_eq!(
            mended(&format!("{sam}journey r \"R\" ⟦[⟧\r\n  persona: sam\r\n}}\r\n")),
            format!("{sam}journey r \"R\" {{\r\n  persona: sam\r\n}}\r\n")
        );
        assert_eq!(
            mended("persona sam \"Sam\" ⟦(⟧ goal: \"a) b\" )\njourney r \"R\" { persona: sam }\n"),
            "persona sam \"Sam\" { goal: \"a) b\" }\njourney r \"R\" { persona: sam }\n"
        );
        assert_eq!(
            mended(&format!("{sam}journey r \"R\"⟦[⟧ persona: sam ]")),
            format!("{sam}journey r \"R\"{{ persona: sam }}")
        );
    }

    #[test]
    fn brackets_of_blocks_in_one_another_find_their_partners() {
        let found = findings(
            &SyntaxError,
            "persona sam \"Sam\"\njourney r \"R\" ⟦[⟧\n  persona: sam\n  stage s \"S\" ⟦[⟧\n    touchpoint t \"T\" ⟦(⟧ emotion: -1 )\n  ]\n]\n",
        );
        let edits = found.iter().flat_map(|one| &one.fixes).flat_map(|fix| &fix.edits);
        assert_eq!(edits.map(|edit| edit.replacement.as_str()).collect::<Vec<_>>(), ["{", "}", "{", "}", "{", "}"]);
    }

    #[test]
    fn a_bracket_that_nothing_closes_and_words_in_brackets_are_told_and_not_changed() {
        let found = findings(&SyntaxError, "persona sam \"Sam\"\njourney r \"R\" ⟦[⟧\n  persona: sam\n");
        assert_eq!(found[0].message, "A block opens with `{`, not with `[`");
        assert_eq!(found[0].fixes, []);
        let found = findings(&SyntaxError, "persona sam \"Sam\" ⟦(draft)⟧\njourney r \"R\" { persona: sam }\n");
        assert_eq!(found[0].message, "`(draft)` is neither the name nor the label of this persona");
    }

    #[test]
    fn brackets_in_texts_comments_and_lists_close_no_block() {
        let closing = |text: &str| {
            let opening = u32::try_from(text.find('[').unwrap()).unwrap();
            pairs(text, std::iter::once(0), &[opening]).first().map(|pair| pair.closing as usize)
        };
        for text in [
            "[ \"]\" ]!",
            "[ \"\\\"]\" ]!",
            "[ // ]\n ]!",
            "[ a: [1], [2] ]!",
            "[ a: [\n 1 ] ]!",
            "[ a: (\n ]!",
            "[ { ] } ]!",
            "[ \"\"\"\n]\n\"\"\" ]!",
            "[ \"]\n ]!",
            "[ a: [\n\n 1 ]\n ]!",
            "[ a: [1\n ]!",
        ] {
            assert_eq!(closing(text), text.find("]!"), "{text}");
        }
        assert_eq!(closing("[ { } }"), Some(6));
        assert_eq!(closing("[ )"), None);
    }
}

//! Brackets where a block has its braces: `journey shop "Shop" [ ... ]`.

use journey_plugin::model::Keyword;
use journey_plugin::model::syntax::{SyntaxErrorKind, TextRange};

use super::broken_text::BrokenText;

/// A bracket that opens behind a head, with what closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language) struct Pair {
    /// Where the bracket stands, in bytes.
    opening: u32,
    /// Where its partner stands, a bracket or a brace.
    closing: u32,
    /// Whether no sign around there may be meant as something else.
    is_sure: bool,
}

impl Pair {
    pub(super) fn closing(self) -> TextRange {
        TextRange::new(self.closing, self.closing + 1)
    }

    pub(super) fn is_sure(self) -> bool {
        self.is_sure
    }

    /// From one to the other.
    pub(in crate::language) fn range(self) -> TextRange {
        TextRange::new(self.opening, self.closing + 1)
    }
}

/// All such pairs of a text.
#[derive(Debug, Default)]
pub(in crate::language) struct Brackets {
    /// In the order of their openings. One stands inside of another, or beside it.
    pairs: Vec<Pair>,
    /// The pair that each of them stands in, by its index.
    around: Vec<Option<usize>>,
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
        Self { around: around(&pairs), pairs, closings }
    }

    /// The pair of the bracket that stands there.
    pub(super) fn opened_at(&self, opening: u32) -> Option<Pair> {
        let at = self.pairs.binary_search_by_key(&opening, |pair| pair.opening).ok()?;
        self.pairs.get(at).copied()
    }

    /// The innermost pair around a place.
    pub(in crate::language) fn around(&self, place: u32) -> Option<Pair> {
        let mut next = self.pairs.partition_point(|pair| pair.opening < place).checked_sub(1);
        // Whatever holds the place and opens before this pair holds the pair, too.
        while let Some((index, pair)) = next.and_then(|index| Some((index, self.pairs.get(index)?))) {
            if place < pair.closing {
                return Some(*pair);
            }
            next = self.around.get(index).copied().flatten();
        }
        None
    }

    /// Whether the range is the bracket that closes one of them.
    pub(super) fn is_closed_by(&self, range: TextRange) -> bool {
        range.end == range.start + 1 && self.closings.binary_search(&range.start).is_ok()
    }
}

/// For each of these pairs, in the order of their openings, the index of the innermost one that it stands in.
fn around(pairs: &[Pair]) -> Vec<Option<usize>> {
    let mut open: Vec<(usize, u32)> = Vec::new();
    let enclosing = |(index, pair): (usize, &Pair)| {
        while open.pop_if(|(_, closing)| *closing < pair.opening).is_some() {}
        let found = open.last().map(|(outer, _)| *outer);
        open.push((index, pair.closing));
        found
    };
    pairs.iter().enumerate().map(enclosing).collect()
}

/// What is open where a text is read.
enum Open {
    Brace,
    /// The bracket behind a head, with its place.
    Block(u8, u32),
    /// A bracket in a value, and whether it may close on another line.
    List(u8, bool),
}

/// How many brackets that lost their partners one bracket may pass over to find its own.
const MOST_PASSED: usize = 64;

/// Finds what closes the brackets at `openings` (sorted). Nothing is open where a chunk starts.
fn pairs(text: &str, chunks: impl Iterator<Item = u32>, openings: &[u32]) -> Vec<Pair> {
    let mut chunks = chunks.peekable();
    let mut reading = Reading { text, ..Reading::default() };
    let mut passed = 0;
    for (at, byte) in text.bytes().enumerate() {
        let Ok(place) = u32::try_from(at) else { break };
        while chunks.next_if(|start| *start <= place).is_some() {
            reading.end_chunk();
        }
        if at < passed {
            continue;
        }
        let rest = || text.get(at..).unwrap_or_default();
        match byte {
            b'"' => passed = at + length_of_text(rest()),
            b'/' if rest().starts_with("//") => passed = at + length_of_line(rest()),
            b'\n' | b'\r' => reading.end_line(),
            b'{' => reading.open.push(Open::Brace),
            b'[' | b'(' if openings.binary_search(&place).is_ok() => {
                reading.line.has_bracket = true;
                reading.open.push(Open::Block(byte, place));
            }
            b'[' | b'(' => {
                reading.line.has_bracket = true;
                let behind = rest().get(1..).unwrap_or_default().trim_start_matches([' ', '\t']);
                reading.open.push(Open::List(byte, behind.is_empty() || behind.starts_with(['\n', '\r'])));
            }
            b'}' => reading.brace(at, place),
            b']' | b')' => reading.bracket(at, place, if byte == b']' { b'[' } else { b'(' }),
            b'\'' => reading.line.has_wrong_quote = true,
            128.. => reading.line.has_wrong_quote |= rest().starts_with(WRONG_QUOTES),
            _ => {}
        }
    }
    reading.end_chunk();
    reading.found
}

/// Quotes that people take for those of a text. What stands between them is not read as one.
const WRONG_QUOTES: [char; 10] = ['“', '”', '„', '‟', '«', '»', '″', '＂', '‘', '’'];

/// What was read of a text up to a place in it.
#[derive(Default)]
struct Reading<'t> {
    text: &'t str,
    found: Vec<Pair>,
    open: Vec<Open>,
    /// How many pairs were found before the chunk.
    before_chunk: usize,
    /// Whether a sign in the chunk may be one of a block, or one of words without their quotes.
    is_doubtful: bool,
    line: Line,
    /// Where the last row of closing signs ends, and whether it may end a block.
    row: (usize, bool),
}

/// What stands on a line, outside of texts and comments.
#[derive(Default)]
struct Line {
    has_bracket: bool,
    has_wrong_quote: bool,
}

impl Reading<'_> {
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.is_doubtful |= line.has_bracket && line.has_wrong_quote;
        while matches!(self.open.last(), Some(Open::List(_, false))) {
            self.open.pop();
            self.is_doubtful = true;
        }
    }

    fn end_chunk(&mut self) {
        self.end_line();
        self.open.clear();
        if std::mem::take(&mut self.is_doubtful) {
            self.found.iter_mut().skip(self.before_chunk).for_each(|pair| pair.is_sure = false);
        }
        self.before_chunk = self.found.len();
    }

    /// A sign that closes nothing: what an earlier one closed may go on to here.
    fn doubt(&mut self) {
        self.is_doubtful = true;
        if let Some(last) = self.found.last_mut() {
            last.is_sure = false;
        }
    }

    fn brace(&mut self, at: usize, place: u32) {
        let may_close = self.may_close(at);
        match self.open.last() {
            Some(Open::Block(_, opening)) if may_close => {
                self.found.push(Pair { opening: *opening, closing: place, is_sure: true });
                self.open.pop();
            }
            Some(Open::Brace) => {
                self.open.pop();
            }
            Some(Open::List(..)) => {
                self.open.pop();
                self.is_doubtful = true;
            }
            Some(Open::Block(..)) | None => self.doubt(),
        }
    }

    fn bracket(&mut self, at: usize, place: u32, partner: u8) {
        self.line.has_bracket = true;
        let may_close = self.may_close(at);
        // Another bracket in a value may have lost its partner.
        let lost = |one: &&Open| matches!(one, Open::List(bracket, _) if *bracket != partner);
        let lost = self.open.iter().rev().take(MOST_PASSED).take_while(lost).count();
        let kept = self.open.len() - lost;
        self.is_doubtful |= lost > 0;
        match self.open.get(kept.wrapping_sub(1)) {
            Some(Open::Block(bracket, opening)) if *bracket == partner && may_close => {
                self.found.push(Pair { opening: *opening, closing: place, is_sure: true });
                self.open.truncate(kept - 1);
            }
            Some(Open::List(bracket, is_long)) if *bracket == partner => {
                self.is_doubtful |= *is_long && !may_close;
                self.open.truncate(kept - 1);
            }
            _ => self.doubt(),
        }
    }

    /// Whether a sign that closes can end a block, by what stands beside it: in words without quotes, as in `happy :)` or
    /// `1) look`, it ends none.
    fn may_close(&mut self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        if !before.is_empty() && !before.ends_with([' ', '\t', '\n', '\r', '"', '[', '(', '{', ']', ')', '}']) {
            return false;
        }
        if at >= self.row.0 {
            let rest = self.text.get(at..).unwrap_or_default();
            let behind = rest.trim_start_matches([' ', '\t', ']', ')', '}', ';', ',']);
            let word = behind.split(|one: char| !one.is_ascii_lowercase()).next().unwrap_or_default();
            let ends = behind.is_empty() || behind.starts_with(['\n', '\r']) || behind.starts_with("//");
            self.row = (at + rest.len() - behind.len(), ends || Keyword::from_name(word).is_some());
        }
        self.row.1
    }
}

fn length_of_line(rest: &str) -> usize {
    rest.find(['\n', '\r']).unwrap_or(rest.len())
}

/// How long the text is that starts with its opening quote. One without its end takes the rest of its line.
fn length_of_text(rest: &str) -> usize {
    if let Some(inner) = rest.strip_prefix("\"\"\"") {
        return inner.find("\"\"\"").map_or_else(|| length_of_line(rest), |end| end + 6);
    }
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            b'\n' | b'\r' => return at,
            b'"' if !escaped => return at + 1,
            _ => escaped = byte == b'\\' && !escaped,
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::syntax_error::SyntaxError;
    use crate::testing::{findings, findings_about_language, text_after_safe_fixes};

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
    fn the_innermost_pair_holds_a_place() {
        // [ ( [ ] ) [ ] ] [ ], each sign at its index.
        let pairs = [(0, 7), (1, 4), (2, 3), (5, 6), (8, 9)];
        let pairs = pairs.map(|(opening, closing)| Pair { opening, closing, is_sure: true }).to_vec();
        let brackets = Brackets { around: around(&pairs), pairs, closings: Vec::new() };
        for place in 0..12 {
            let holding = brackets.pairs.iter().filter(|pair| pair.opening < place && place < pair.closing);
            let innermost = holding.max_by_key(|pair| pair.opening).copied();
            assert_eq!(brackets.around(place), innermost, "{place}");
        }
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
    fn brackets_of_blocks_on_one_line_are_mended_one_after_the_other() {
        let text = |stage: &str| {
            format!("persona sam \"Sam\"\njourney r \"R\" {{\n  persona: sam\n  stage s \"S\" {stage}\n}}\n")
        };
        let outer = text_after_safe_fixes(&SyntaxError, &text("[ touchpoint t \"T\" [ emotion: -1 ] ]"));
        assert_eq!(outer, text("{ touchpoint t \"T\" [ emotion: -1 ] }"));
        // Who makes fixes takes back what brings the same message again.
        let told = findings(&SyntaxError, &outer.replace("\"T\" [", "\"T\" ⟦[⟧"));
        assert_eq!(told[0].message, "The block of this touchpoint opens with `{`, not with `[`");
        assert_eq!(text_after_safe_fixes(&SyntaxError, &outer), text("{ touchpoint t \"T\" { emotion: -1 } }"));
    }

    #[test]
    fn a_bracket_that_nothing_closes_and_words_in_brackets_are_told_and_not_changed() {
        let found = findings(&SyntaxError, "persona sam \"Sam\"\njourney r \"R\" ⟦[⟧\n  persona: sam\n");
        assert_eq!(found[0].message, "The block of this journey opens with `{`, not with `[`");
        assert_eq!(found[0].fixes, []);
        let found = findings(&SyntaxError, "persona sam \"Sam\" ⟦(draft)⟧\njourney r \"R\" { persona: sam }\n");
        assert_eq!(found[0].message, "`(draft)` is neither the name nor the label of this persona");
        for words in ["(stage two)", "( stage two )", "[stage two ]"] {
            let text = format!("persona sam \"Sam\"\njourney r \"R\" {words}\n");
            assert_eq!(text_after_safe_fixes(&SyntaxError, &text), text);
        }
    }

    #[test]
    fn brackets_in_texts_comments_and_lists_close_no_block() {
        let closing = |text: &str| {
            let opening = u32::try_from(text.find('[').unwrap()).unwrap();
            pairs(text, std::iter::once(0), &[opening]).first().map(|pair| pair.closing as usize)
        };
        for text in [
            "[ \"]\" ] //!",
            "[ \"\\\"]\" ] //!",
            "[ // ]\n ] //!",
            "[ a: [1], [2] ] //!",
            "[ a: [\n 1 ] ] //!",
            "[ a: (\n ] //!",
            "[ { ] } ] //!",
            "[ \"\"\"\n]\n\"\"\" ] //!",
            "[ \"]\n ] //!",
            "[ a: [\n\n 1 ]\n ] //!",
            "[ a: [1\n ] //!",
        ] {
            assert_eq!(closing(text), text.find("] //!"), "{text}");
        }
        assert_eq!(closing("[ { } }"), Some(6));
        assert_eq!(closing("[ )"), None);
    }

    #[test]
    fn brackets_in_words_without_quotes_close_no_block() {
        // What is sure becomes a brace at once, and whatever is in the words stays.
        for (body, is_closed) in [
            ("[\n  goal: “x ]”\n]", true),
            ("[\n  goal: 'x ]'\n]", true),
            ("[\n  goal: x] y\n]", true),
            ("[\n  goal: see a ]\n]", true),
            ("[\n  goal: “one]”, “two”\n]", true),
            ("[\n  goal: “[”\n]", true),
            ("[\n  goal: :]\n", false),
            ("(\n  goal: happy :)\n)", true),
            ("(\n  goal: happy :)\n", false),
            ("(\n  goal: 1) do it 2) leave\n)", true),
            ("(\n  goal: 1) do it 2) leave\n}", true),
        ] {
            let opening = u32::try_from(body.find(['[', '(']).unwrap()).unwrap();
            let found = pairs(body, std::iter::once(0), &[opening]);
            assert_eq!(!found.is_empty(), is_closed, "{body}");
            assert!(found.iter().all(|pair| !pair.is_sure), "{body}");
            let head = "persona sam \"Sam\" ";
            let text = format!("{head}{body}\njourney r \"R\" {{ persona: sam }}\n");
            let after = text_after_safe_fixes(&SyntaxError, &text);
            let kept = |text: &str| text.replace(['"', '“', '”', '\''], "");
            assert_eq!(kept(&after), kept(&text), "no sign but a quote changes");
        }
        for body in ["  feels: good :)\n  emotion: +1\n", "  does: “one]”, “two”\n", "  does: 1) look, 2) buy\n"]
        {
            for (opening, closing) in [('(', ')'), ('[', ']')] {
                let text = format!(
                    "persona sam \"Sam\"\njourney r \"R\" {{\n  persona: sam\n  stage s \"S\" {{\n  touchpoint t \"T\" \
                     {opening}\n{body}  {closing}\n  }}\n}}\n"
                );
                let after = text_after_safe_fixes(&SyntaxError, &text);
                let brackets = |text: &str| text.replace(|one: char| !"{}[]()".contains(one), "");
                assert_eq!(brackets(&after), brackets(&text), "{after}");
            }
        }
    }
}

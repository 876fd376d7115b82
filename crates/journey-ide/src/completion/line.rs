//! Reads the entry at the cursor by its words and signs alone: it is nearly always broken, so no tree can tell.

use journey_model::Keyword;
use journey_model::syntax::TextRange;

/// A piece of text with its place in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window<'t> {
    pub(super) text: &'t str,
    /// Where it starts in the file, in bytes.
    pub(super) base: u32,
}

/// A word, sign or text of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: TokenKind,
    /// Where it is in the file, in bytes.
    pub(super) range: TextRange,
    pub(super) text: &'t str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name, a number, a handle: anything without space and signs.
    Word,
    Colon,
    Comma,
    /// A text in quotes; those of other programs count as quotes too.
    Text {
        closed: bool,
    },
    /// What ends an entry: `{`, `}` or `;`.
    Boundary,
    Comment,
}

/// The entry at the cursor: its line from the last brace or `;` to the next, with the lines before it that it goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    pub(super) tokens: Vec<Token<'t>>,
    /// The line that the cursor is on, without its line break, in bytes of the file.
    pub(super) line: TextRange,
}

impl<'t> Window<'t> {
    /// The entry at `offset` (bytes of the file); `None` inside a comment. `lead` is what stands before it where the line
    /// starts inside of a text of several lines: the beginning of the property, that text included.
    pub(super) fn entry_at(self, offset: u32, lead: Vec<Token<'t>>) -> Option<Entry<'t>> {
        let line = self.line_at(offset);
        let has_lead = !lead.is_empty();
        let start = lead.last().map_or(line.start, |last| last.range.end);
        let mut tokens = lead;
        tokens.extend(self.tokens(TextRange::new(start, line.end)));
        if tokens.iter().any(|token| token.kind == TokenKind::Comment && token.range.start < offset) {
            return None;
        }
        let is_boundary = |token: &Token<'_>| matches!(token.kind, TokenKind::Boundary | TokenKind::Comment);
        let first = tokens.iter().rposition(|token| is_boundary(token) && token.range.end <= offset);
        let own = tokens.iter().skip(first.map_or(0, |first| first + 1)).take_while(|token| !is_boundary(token));
        let mut entry = Entry { tokens: own.copied().collect(), line };
        if first.is_none() && !has_lead && !entry.starts_a_property() {
            let mut before = self.lines_before(line);
            before.append(&mut entry.tokens);
            entry.tokens = before;
        }
        Some(entry)
    }

    /// The line around `offset`, without its line break.
    pub(super) fn line_at(self, offset: u32) -> TextRange {
        let at = (offset.saturating_sub(self.base) as usize).min(self.text.len());
        let (before, behind) = self.text.split_at(at);
        let start = before.rfind(['\n', '\r']).map_or(0, |position| position + 1);
        let end = behind.find(['\n', '\r']).map_or(self.text.len(), |position| at + position);
        TextRange::new(self.place(start), self.place(end))
    }

    /// The text of a range of the file that lies in the window.
    pub(super) fn slice(self, range: TextRange) -> &'t str {
        let local = |offset: u32| offset.saturating_sub(self.base) as usize;
        self.text.get(local(range.start)..local(range.end)).unwrap_or_default()
    }

    /// The tokens of the property that a line goes on: one whose last line in front of it ends in a comma. A list that is
    /// laid out has a comma behind its last value too; there, a line that is no deeper than the property is a new entry.
    fn lines_before(self, of: TextRange) -> Vec<Token<'t>> {
        let mut at = of.start;
        let mut found: Vec<Token<'t>> = Vec::new();
        let mut nearest = None;
        while at > self.base {
            let line = self.line_at(at - 1);
            at = line.start;
            let mut tokens = self.tokens(line);
            tokens.retain(|token| token.kind != TokenKind::Comment);
            let Some(last) = tokens.last() else { continue };
            if last.kind != TokenKind::Comma {
                return Vec::new();
            }
            let nearest = *nearest.get_or_insert(self.depth(line));
            let boundary = tokens.iter().rposition(|token| token.kind == TokenKind::Boundary);
            let mut own: Vec<Token<'t>> = tokens.split_off(boundary.map_or(0, |boundary| boundary + 1));
            own.append(&mut found);
            let entry = Entry { tokens: own, line };
            if entry.starts_a_property() {
                let depth = self.depth(line);
                return if nearest > depth && self.depth(of) <= depth { Vec::new() } else { entry.tokens };
            }
            if boundary.is_some() {
                return Vec::new();
            }
            found = entry.tokens;
        }
        Vec::new()
    }

    /// Whether the lines behind a line are more values of the same list.
    pub(super) fn list_goes_on_behind(self, line: TextRange) -> bool {
        let mut at = line.end;
        while let Some(rest) = self.text.get((at - self.base) as usize..).filter(|rest| !rest.is_empty()) {
            at += if rest.starts_with("\r\n") { 2 } else { 1 };
            let line = self.line_at(at);
            at = line.end;
            let tokens = self.tokens(line);
            let Some(first) = tokens.iter().find(|token| token.kind != TokenKind::Comment) else { continue };
            let is_value = match first.kind {
                TokenKind::Word => Keyword::from_name(first.text).is_none(),
                kind => kind == TokenKind::Text { closed: true },
            };
            return is_value && !Entry { tokens, line }.starts_a_property();
        }
        false
    }

    /// How much white space a line starts with, in bytes.
    fn depth(self, line: TextRange) -> usize {
        let text = self.slice(line);
        text.len() - text.trim_start_matches([' ', '\t']).len()
    }

    fn place(self, local: usize) -> u32 {
        self.base + u32::try_from(local).expect("a text is shorter than 4 GiB")
    }

    /// The tokens of one line, or of a part of one.
    pub(super) fn tokens(self, line: TextRange) -> Vec<Token<'t>> {
        let text = self.slice(line);
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let Some((kind, length)) = token(rest) else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            let start = line.start + u32::try_from(at).expect("a text is shorter than 4 GiB");
            let range = TextRange::new(start, start + u32::try_from(length).expect("a text is shorter than 4 GiB"));
            tokens.push(Token { kind, range, text: &rest[..length] });
            at += length;
        }
        tokens
    }
}

impl Entry<'_> {
    /// Whether it reads as `key:` or `key qualifier:` at its start.
    fn starts_a_property(&self) -> bool {
        let kinds: Vec<TokenKind> = self.tokens.iter().take(3).map(|token| token.kind).collect();
        matches!(
            kinds.as_slice(),
            [TokenKind::Word, TokenKind::Colon, ..] | [TokenKind::Word, TokenKind::Word, TokenKind::Colon, ..]
        )
    }

    /// From its first token to its last; `offset` where there is none.
    pub(super) fn range(&self, offset: u32) -> TextRange {
        let mut tokens = self.tokens.iter().map(|token| token.range);
        let first = tokens.next().unwrap_or(TextRange::empty(offset));
        tokens.fold(first, TextRange::joined)
    }
}

/// The token that a text starts with, and its length in bytes; `None` for space.
fn token(text: &str) -> Option<(TokenKind, usize)> {
    let first = text.chars().next()?;
    let one = first.len_utf8();
    match first {
        '{' | '}' | ';' => Some((TokenKind::Boundary, one)),
        ':' => Some((TokenKind::Colon, one)),
        ',' => Some((TokenKind::Comma, one)),
        '/' if text.starts_with("//") => Some((TokenKind::Comment, text.len())),
        '"' => Some(quoted(text)),
        '“' | '”' | '„' | '«' | '\'' | '‘' | '’' => Some(foreign_quoted(text, one)),
        _ if is_space(first) => None,
        _ => {
            let ends = |(at, character): (usize, char)| {
                let stops = matches!(character, '{' | '}' | ';' | ':' | ',' | '"' | '“' | '”' | '„' | '«');
                (stops || is_space(character) || text[at..].starts_with("//")).then_some(at)
            };
            Some((TokenKind::Word, text.char_indices().find_map(ends).unwrap_or(text.len())))
        }
    }
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200B}' | '\u{FEFF}')
}

/// A text that starts with a double quote. One without its end takes the line, but for the braces at its end.
fn quoted(text: &str) -> (TokenKind, usize) {
    if let Some(inside) = text.strip_prefix("\"\"\"") {
        return match inside.find("\"\"\"") {
            Some(end) => (TokenKind::Text { closed: true }, end + 6),
            None => (TokenKind::Text { closed: false }, text.len()),
        };
    }
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return (TokenKind::Text { closed: true }, at + 1),
            _ => {}
        }
    }
    (TokenKind::Text { closed: false }, without_braces_at_end(text))
}

/// A text in the quotes of other programs.
fn foreign_quoted(text: &str, open: usize) -> (TokenKind, usize) {
    let ends = |character: char| matches!(character, '”' | '“' | '»' | '\'' | '’');
    match text[open..].find(ends) {
        Some(end) => {
            let close = text[open + end..].chars().next().map_or(0, char::len_utf8);
            (TokenKind::Text { closed: true }, open + end + close)
        }
        None => (TokenKind::Text { closed: false }, without_braces_at_end(text)),
    }
}

fn without_braces_at_end(text: &str) -> usize {
    text.trim_end_matches(['{', '}', ' ', '\t']).len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of the tokens of the entry at `|`.
    fn entry(marked: &str) -> Option<Vec<String>> {
        let offset = marked.find('|').expect("a cursor");
        let text = marked.replace('|', "");
        let window = Window { text: &text, base: 100 };
        let entry = window.entry_at(100 + u32::try_from(offset).expect("short"), Vec::new())?;
        Some(entry.tokens.iter().map(|token| token.text.to_owned()).collect())
    }

    #[track_caller]
    fn check(marked: &str, tokens: &[&str]) {
        assert_eq!(entry(marked).expect("an entry"), tokens, "{marked}");
    }

    #[test]
    fn an_entry_stands_between_braces_and_semicolons() {
        check("channel app { kind: dig|; owner: @web }", &["kind", ":", "dig"]);
        check("channel app { kind: digital; |}", &[]);
        check("channel app |{ kind: digital }", &["channel", "app"]);
        check("emotion maya: -1 \"a; {b}\" fr| // why; not", &["emotion", "maya", ":", "-1", "\"a; {b}\"", "fr"]);
    }

    #[test]
    fn a_comment_has_no_entry() {
        assert_eq!(entry("kind: digital // of |course"), None);
        assert_eq!(entry("/// A |persona."), None);
        check("kind: d|// of course", &["kind", ":", "d"]);
    }

    #[test]
    fn a_line_goes_on_behind_a_comma() {
        check("  source: a,\n\n  // more\n  b, |", &["source", ":", "a", ",", "b", ","]);
        check("  source: a,\n  persona: |", &["persona", ":"]);
        check("  source: a\n  b|", &["b"]);
        check("x { source: a,\r\n  |", &["source", ":", "a", ","]);
        check("  source: a,\n    b,\n    |", &["source", ":", "a", ",", "b", ","]);
        check("  source: a,\n    b,\n  own|", &["own"]);
        check("  source: a,\n    b,\n  |", &[]);
    }

    #[test]
    fn a_list_goes_on_in_the_lines_behind() {
        let goes_on = |behind: &str| {
            let text = format!("  source: a,\r\n    b\r\n{behind}");
            let window = Window { text: &text, base: 0 };
            window.list_goes_on_behind(window.line_at(u32::try_from(text.find('b').unwrap()).unwrap()))
        };
        for list in ["    c\r\n", "\r\n  // more\r\n    c,", "    \"c\"", "    from c"] {
            assert!(goes_on(list), "{list:?}");
        }
        for other in ["", "\r\n", "}", "  tag: \"c\"", "  emotion maya: 1", "  pain \"P\"", "  ; c"] {
            assert!(!goes_on(other), "{other:?}");
        }
    }

    #[test]
    fn a_text_without_its_end_leaves_the_braces_at_the_end_of_its_line() {
        check("touchpoint a \"Opens |{", &["touchpoint", "a", "\"Opens"]);
        check("{ does: \"Opens| }", &["does", ":", "\"Opens"]);
        check("does: “Opens th|", &["does", ":", "“Opens th"]);
    }
}

//! Reads a `journey.toml` up to the cursor by its signs alone: while it is typed, it is no TOML.

use std::ops::ControlFlow;

use journey_model::syntax::TextRange;

/// The cursor in a `journey.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor<'t> {
    /// The names of the tables and keys around the word: of `most = 3` below `[rules.x]`, `rules` and `x` for the key, and
    /// `rules`, `x` and `most` for the value.
    pub(super) around: Vec<&'t str>,
    /// What the word is a part of.
    pub(super) part: Part,
    /// The word at the cursor, in bytes of the file.
    pub(super) word: TextRange,
    /// The part of it in front of the cursor.
    pub(super) typed: &'t str,
    /// The keys that stand before it in the same table.
    pub(super) given: Vec<&'t str>,
}

/// What a word is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The name of a table, between `[` and `]`.
    Table {
        /// It is one of several: between `[[` and `]]`.
        is_one_of_many: bool,
        /// The `]` stands behind it.
        is_closed: bool,
    },
    /// A key.
    Key {
        /// The `=` stands behind it.
        has_value: bool,
    },
    /// A value, or the inside of its quotes.
    Value {
        /// Where it is about the value's quotes.
        quotes: Quotes,
        /// It is one of a list.
        in_list: bool,
    },
}

/// Where the cursor is about a value's quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// There are none.
    None,
    /// Between them.
    Inside,
    /// Behind the first of them, and the second is missing.
    Unclosed,
}

/// Nobody writes settings deeper than this.
const DEEPEST: usize = 8;

impl<'t> Cursor<'t> {
    /// The cursor at `offset` (bytes); `None` in a comment, behind a value, and where nothing can be known.
    pub(super) fn at(text: &'t str, offset: u32) -> Option<Self> {
        let offset = offset as usize;
        text.is_char_boundary(offset).then_some(())?;
        let mut scan = Scan { text, offset, at: 0, around: Vec::new(), given: Vec::new(), has_begun_anew: false };
        match scan.document() {
            ControlFlow::Break(found) => found,
            ControlFlow::Continue(()) => None,
        }
    }
}

type Flow<'t> = ControlFlow<Option<Cursor<'t>>>;

/// Reads on until it comes to the cursor.
struct Scan<'t> {
    text: &'t str,
    /// The cursor.
    offset: usize,
    /// How far everything is read.
    at: usize,
    /// The tables and keys that are open.
    around: Vec<&'t str>,
    /// The keys of the innermost table.
    given: Vec<&'t str>,
    /// It stands at the begin of a line that is none of the brackets around it, which were never closed.
    has_begun_anew: bool,
}

impl<'t> Scan<'t> {
    fn document(&mut self) -> Flow<'t> {
        loop {
            self.skip(|character| character.is_whitespace() || character == '\u{FEFF}');
            if self.offset <= self.at {
                return self.key_at_cursor();
            }
            match self.peek() {
                None => return ControlFlow::Break(None),
                Some('#') => self.comment()?,
                Some('[') => self.head()?,
                Some(_) => {
                    self.entry(0)?;
                    if !std::mem::take(&mut self.has_begun_anew) {
                        self.rest_of_line()?;
                    }
                }
            }
        }
    }

    /// `[name]` or `[[name]]`.
    fn head(&mut self) -> Flow<'t> {
        let end = self.line_end();
        let is_one_of_many = self.rest().starts_with("[[");
        self.at += if is_one_of_many { 2 } else { 1 };
        let close = self.rest().get(..end - self.at).and_then(|line| line.find(']')).map(|close| self.at + close);
        let names_end = close.unwrap_or(end);
        if self.offset < self.at {
            return ControlFlow::Break(None);
        }
        if self.offset <= names_end {
            let from = self.offset - trailing_name(self.text.get(self.at..self.offset).unwrap_or_default());
            let to = self.offset + name_length(self.text.get(self.offset..names_end).unwrap_or_default());
            let before = self.text.get(self.at..from).unwrap_or_default().trim();
            // Where something else stands in front of the word, nobody knows what it is.
            let around = match before.strip_suffix('.') {
                Some(names) => names.split('.').map(str::trim).collect(),
                None if before.is_empty() => Vec::new(),
                None => return ControlFlow::Break(None),
            };
            self.around = around;
            self.given = Vec::new();
            return self.found(Part::Table { is_one_of_many, is_closed: close.is_some() }, from, to);
        }
        let names = self.text.get(self.at..names_end).unwrap_or_default();
        self.around = names.split('.').map(|name| unquoted(name.trim())).collect();
        self.given = Vec::new();
        self.at = close.map_or(end, |close| close + if is_one_of_many { 2 } else { 1 }).min(end);
        self.rest_of_line()
    }

    /// `key = value`, of a table or inside of braces.
    fn entry(&mut self, depth: usize) -> Flow<'t> {
        let outer = self.around.len();
        let mut first = None;
        loop {
            self.skip(is_space);
            let from = self.at;
            let quote = self.peek().filter(|character| matches!(character, '"' | '\''));
            let name = match quote {
                Some(quote) => self.quoted_name(quote)?,
                None => {
                    self.skip(is_name);
                    self.text.get(from..self.at).unwrap_or_default()
                }
            };
            let to = self.at;
            if self.offset <= to {
                self.skip(is_space);
                let has_value = self.peek() == Some('=');
                return self.found(Part::Key { has_value }, from, to);
            }
            self.skip(is_space);
            if self.offset < self.at || self.offset == self.at && self.peek() != Some('=') && self.peek() != Some('.') {
                return ControlFlow::Break(None);
            }
            first = first.or(Some(name));
            match self.peek() {
                Some('.') => {
                    self.around.push(name);
                    self.at += 1;
                }
                Some('=') if self.offset > self.at => {
                    self.around.push(name);
                    self.at += 1;
                    break;
                }
                _ => {
                    // A line that is no entry (yet).
                    self.around.truncate(outer);
                    return ControlFlow::Continue(());
                }
            }
        }
        let given = std::mem::take(&mut self.given);
        self.value(depth, false)?;
        self.given = given;
        self.given.extend(first);
        self.around.truncate(outer);
        ControlFlow::Continue(())
    }

    fn quoted_name(&mut self, quote: char) -> ControlFlow<Option<Cursor<'t>>, &'t str> {
        let from = self.at + 1;
        let line = self.text.get(from..self.line_end()).unwrap_or_default();
        let close = line.find(quote).map_or(self.line_end(), |close| from + close);
        if self.offset <= close {
            return ControlFlow::Break(None);
        }
        self.at = (close + 1).min(self.line_end());
        ControlFlow::Continue(self.text.get(from..close).unwrap_or_default())
    }

    fn value(&mut self, depth: usize, in_list: bool) -> Flow<'t> {
        self.skip(is_space);
        if depth > DEEPEST || self.offset < self.at {
            return ControlFlow::Break(None);
        }
        match self.peek() {
            Some(quote @ ('"' | '\'')) if self.offset > self.at => self.text_value(quote, in_list),
            Some('[') if self.offset > self.at => self.list(depth),
            Some('{') if self.offset > self.at => self.table(depth),
            Some('"' | '\'' | '[' | '{') => ControlFlow::Break(None),
            _ => {
                let from = self.at;
                self.skip(|character| is_name(character) || matches!(character, '.' | '+' | ':'));
                if self.offset <= self.at {
                    return self.found(Part::Value { quotes: Quotes::None, in_list }, from, self.at);
                }
                ControlFlow::Continue(())
            }
        }
    }

    fn text_value(&mut self, quote: char, in_list: bool) -> Flow<'t> {
        let long = if quote == '"' { "\"\"\"" } else { "'''" };
        if self.rest().starts_with(long) {
            let inside = self.at + long.len();
            let end = self.text.get(inside..).and_then(|rest| rest.find(long));
            self.at = end.map_or(self.text.len(), |end| inside + end + long.len());
            return if self.offset < self.at || end.is_none() {
                ControlFlow::Break(None)
            } else {
                ControlFlow::Continue(())
            };
        }
        let from = self.at + 1;
        let line = self.text.get(from..self.line_end()).unwrap_or_default();
        let mut is_escaped = false;
        let close = line.find(|character| {
            let is_close = character == quote && !is_escaped;
            is_escaped = character == '\\' && quote == '"' && !is_escaped;
            is_close
        });
        let end = close.map_or(self.line_end(), |close| from + close);
        if (from..=end).contains(&self.offset) {
            let (quotes, to) = match close {
                Some(_) => (Quotes::Inside, end),
                None => (Quotes::Unclosed, self.offset),
            };
            return self.found(Part::Value { quotes, in_list }, from, to);
        }
        self.at = close.map_or(end, |close| from + close + 1);
        ControlFlow::Continue(())
    }

    fn list(&mut self, depth: usize) -> Flow<'t> {
        self.at += 1;
        loop {
            self.skip_lines()?;
            if self.has_begun_anew {
                return ControlFlow::Continue(());
            }
            match self.peek() {
                None => return ControlFlow::Break(None),
                Some(']') => {
                    self.at += 1;
                    return if self.offset < self.at { ControlFlow::Break(None) } else { ControlFlow::Continue(()) };
                }
                Some(',') => self.at += 1,
                Some('{') if self.offset <= self.at => return ControlFlow::Break(None),
                Some(_) => {
                    let before = self.at;
                    self.value(depth + 1, true)?;
                    // A sign that nothing begins with.
                    if self.at == before {
                        self.at += self.peek().map_or(1, char::len_utf8);
                    }
                }
            }
        }
    }

    /// `{ key = value, ... }`.
    fn table(&mut self, depth: usize) -> Flow<'t> {
        self.at += 1;
        let outer = std::mem::take(&mut self.given);
        loop {
            self.skip_lines()?;
            if self.has_begun_anew {
                break;
            }
            if self.offset <= self.at {
                return self.key_at_cursor();
            }
            match self.peek() {
                None => return ControlFlow::Break(None),
                Some('}') => {
                    self.at += 1;
                    break;
                }
                Some(',') => self.at += 1,
                Some(_) => {
                    let before = self.at;
                    self.entry(depth + 1)?;
                    if self.at == before {
                        self.at += self.peek().map_or(1, char::len_utf8);
                    }
                }
            }
        }
        self.given = outer;
        ControlFlow::Continue(())
    }

    /// Skips white space and comments inside of brackets, up to a line that begins the next table or entry of the file.
    fn skip_lines(&mut self) -> Flow<'t> {
        loop {
            self.skip(is_space);
            match self.peek() {
                Some('\n' | '\r') => {
                    // The cursor on a line of its own is in the brackets still.
                    if self.offset <= self.at {
                        return ControlFlow::Continue(());
                    }
                    self.at += 1;
                    if begins_something(self.text.get(self.at..self.line_end()).unwrap_or_default()) {
                        self.has_begun_anew = true;
                        return ControlFlow::Continue(());
                    }
                }
                Some('#') => self.comment()?,
                _ => return ControlFlow::Continue(()),
            }
        }
    }

    fn comment(&mut self) -> Flow<'t> {
        let end = self.line_end();
        if (self.at + 1..=end).contains(&self.offset) {
            return ControlFlow::Break(None);
        }
        self.at = end;
        ControlFlow::Continue(())
    }

    /// What stands behind an entry, of which nothing is known.
    fn rest_of_line(&mut self) -> Flow<'t> {
        let end = self.line_end();
        if (self.at..=end).contains(&self.offset) {
            return ControlFlow::Break(None);
        }
        self.at = end;
        ControlFlow::Continue(())
    }

    /// The cursor stands where a key may begin.
    fn key_at_cursor(&mut self) -> Flow<'t> {
        let to = self.offset + name_length(self.text.get(self.offset..).unwrap_or_default());
        let has_value = self.text.get(to..).is_some_and(|rest| rest.trim_start_matches(is_space).starts_with('='));
        self.found(Part::Key { has_value }, self.offset, to)
    }

    fn found(&mut self, part: Part, from: usize, to: usize) -> Flow<'t> {
        let typed = self.text.get(from..self.offset);
        ControlFlow::Break(typed.map(|typed| Cursor {
            around: std::mem::take(&mut self.around),
            part,
            word: TextRange::new(to_u32(from), to_u32(to)),
            typed,
            given: std::mem::take(&mut self.given),
        }))
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads on, but not past the cursor where white space ends there: a key may begin at it.
    fn skip(&mut self, skips: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|character| !skips(character)).unwrap_or(rest.len());
    }

    fn line_end(&self) -> usize {
        self.at + self.rest().find(['\n', '\r']).unwrap_or(self.rest().len())
    }
}

/// Whether a line is the head of a table, or begins an entry.
fn begins_something(line: &str) -> bool {
    let line = line.trim();
    let name = line.trim_start_matches('[');
    let length = name_length(name);
    let behind =
        name.get(length..).unwrap_or_default().trim_start_matches(|character| is_name(character) || character == '.');
    if name.len() < line.len() {
        return length > 0
            && behind.starts_with(']')
            && !name.starts_with(|character: char| character.is_ascii_digit());
    }
    length > 0 && behind.trim_start().starts_with('=')
}

fn unquoted(name: &str) -> &str {
    name.trim_matches(['"', '\''])
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_')
}

fn name_length(text: &str) -> usize {
    text.find(|character| !is_name(character)).unwrap_or(text.len())
}

fn trailing_name(text: &str) -> usize {
    text.len() - text.trim_end_matches(is_name).len()
}

fn to_u32(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

//! Reads the line at the cursor of a `journey.toml` by its signs alone: while it is typed, it is no TOML.

use journey_model::syntax::TextRange;

/// The cursor in a `journey.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// The table that the line is in; empty at the top of the file.
    pub(super) table: &'t str,
    /// The part of the line that the cursor is in.
    pub(super) part: Part<'t>,
    /// The word at the cursor, in bytes of the file.
    pub(super) word: TextRange,
    /// The part of it in front of the cursor.
    pub(super) typed: &'t str,
}

/// The part of a line that the cursor is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Between `[` and `]`.
    Table {
        /// The `]` stands behind it.
        closed: bool,
    },
    /// The key.
    Key {
        /// The `=` stands behind it.
        has_value: bool,
    },
    /// The value of a key, or the inside of its quotes.
    Value {
        /// The key; of a dotted one its last step, and the first is the table.
        key: &'t str,
        quotes: Quotes,
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

impl<'t> Line<'t> {
    /// The line at `offset` (bytes); `None` in a comment, behind a value, and where nothing can be known.
    pub(super) fn at(text: &'t str, offset: u32) -> Option<Self> {
        let (before, behind) = text.split_at_checked(offset as usize)?;
        let start = before.rfind(['\n', '\r']).map_or(0, |position| position + 1);
        let end = offset as usize + behind.find(['\n', '\r']).unwrap_or(behind.len());
        let (above, line, typed) = (text.get(..start)?, text.get(start..end)?, before.get(start..)?);
        if in_comment(typed) || opens_text(above) {
            return None;
        }
        let word = |from: usize, to: usize| TextRange::new(to_u32(start + from), to_u32(start + to));
        let cursor = typed.len();
        let first = line.trim_start_matches(['\u{FEFF}', ' ', '\t']);
        let indentation = line.len() - first.len();
        if first.starts_with('[') && cursor > indentation {
            let from = indentation + 1;
            let to = match line.find(']') {
                Some(close) => close,
                None => from + name_length(line.get(from..)?),
            };
            let closed = line.contains(']');
            let part = Part::Table { closed };
            return (cursor <= to).then(|| line.get(from..cursor)).flatten().map(|typed| Self {
                table: table(above),
                part,
                word: word(from, to),
                typed,
            });
        }
        match typed.split_once('=') {
            None => {
                let from = cursor - trailing_name(typed);
                let to = cursor + name_length(line.get(cursor..)?);
                let head = line.get(..from)?.trim_matches(['\u{FEFF}', ' ', '\t']);
                let table = match head.strip_suffix('.') {
                    Some(table) => table,
                    None if head.is_empty() => table(above),
                    None => return None,
                };
                let has_value = line.get(to..)?.trim_start().starts_with('=');
                let typed = line.get(from..cursor)?;
                Some(Self { table, part: Part::Key { has_value }, word: word(from, to), typed })
            }
            Some((key, value)) => {
                let key = key.trim_matches(['\u{FEFF}', ' ', '\t']);
                let (table, key) = key.split_once('.').unwrap_or((table(above), key));
                let written = value.trim_start();
                let from = cursor - written.len();
                let (quotes, from, to) = match written.strip_prefix(['"', '\'']) {
                    Some(inside) if inside.contains(['"', '\'']) => return None,
                    Some(_) => match line.get(cursor..)?.find(['"', '\'']) {
                        Some(close) => (Quotes::Inside, from + 1, cursor + close),
                        None => (Quotes::Unclosed, from + 1, cursor),
                    },
                    None => (Quotes::None, from, cursor + name_length(line.get(cursor..)?)),
                };
                let typed = line.get(from..cursor)?;
                let is_word = quotes != Quotes::None || trailing_name(typed) == typed.len();
                is_word.then(|| Self { table, part: Part::Value { key, quotes }, word: word(from, to), typed })
            }
        }
    }
}

/// The table that the text behind `above` is in.
fn table(above: &str) -> &str {
    let heads = above.split(['\n', '\r']).rev().map(str::trim);
    heads.filter_map(|line| line.strip_prefix('[')?.split_once(']')).map(|(name, _)| name.trim()).next().unwrap_or("")
}

fn in_comment(typed: &str) -> bool {
    let mut quote: Option<char> = None;
    for character in typed.chars() {
        match (quote, character) {
            (None, '#') => return true,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    false
}

/// Whether a text or a list of several lines is open at the end.
fn opens_text(above: &str) -> bool {
    let open = |quotes: &str| above.matches(quotes).count() % 2 == 1;
    let last = above.rfind('=').and_then(|value| above.get(value + 1..)).unwrap_or_default();
    open("\"\"\"") || open("'''") || last.trim_start().starts_with('[') && !last.contains(']')
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

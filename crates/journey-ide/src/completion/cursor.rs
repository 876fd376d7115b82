//! What is expected at the cursor, told by the words of its entry.

use journey_model::schema::ValueType;
use journey_model::syntax::TextRange;
use journey_model::{KeySchema, Schema};
use journey_plugin::{Expected, Slot, Surroundings};

use super::line::{Token, TokenKind};

/// The cursor in an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'p, 'a> {
    pub(super) schema: &'p Schema,
    pub(super) surroundings: &'a Surroundings,
    /// The entry.
    pub(super) tokens: &'a [Token<'a>],
    /// Where the cursor is, in bytes.
    pub(super) offset: u32,
}

impl<'p, 'a> Cursor<'p, 'a> {
    /// What is expected, and the word at the cursor that it would replace.
    pub(super) fn expected(self) -> Option<(Expected<'p>, TextRange)> {
        if let Some(text) = self.tokens.iter().position(|token| self.is_inside_text(*token)) {
            return self.inside_text(text);
        }
        let is_word = |token: &&Token<'_>| token.kind == TokenKind::Word && token.range.touches(self.offset);
        let range = self.tokens.iter().find(is_word).map_or(TextRange::empty(self.offset), |word| word.range);
        let count = self.tokens.partition_point(|token| token.range.end <= range.start);
        let before = self.tokens.get(..count)?;
        if let Some(Token { kind: TokenKind::Text { closed }, range: text, .. }) = before.last()
            && (!closed || text.end == range.start)
        {
            return None;
        }
        let kinds: Vec<TokenKind> = before.iter().take(3).map(|token| token.kind).collect();
        let (key, values) = match (kinds.as_slice(), before) {
            ([], _) => return Some((Expected::Entry(self.surroundings.place()?), range)),
            ([TokenKind::Word], [key]) => {
                let key = self.key(key.text).filter(|key| key.qualifier.is_some())?;
                return self.name(Slot::Qualifier { key, given: self.qualifiers_of(key) }, range);
            }
            ([TokenKind::Word, TokenKind::Colon, ..], [key, _, values @ ..])
            | ([TokenKind::Word, TokenKind::Word, TokenKind::Colon], [key, _, _, values @ ..]) => (key, values),
            _ => return None,
        };
        let first_value = before.len() - values.len();
        let key = self.key(key.text);
        if let Some(from) = values.iter().position(is_from) {
            let is_open = values.last().is_some_and(|last| is_from(last) || last.kind == TokenKind::Comma);
            let cited = self.tokens.iter().skip(first_value + from + 1).filter(|token| token.kind == TokenKind::Word);
            let given = cited.filter(|token| token.range != range).map(|token| token.text.to_owned()).collect();
            return is_open.then(|| self.name(Slot::Citation { key, given }, range))?;
        }
        let key = key?;
        let last_comma = values.iter().rposition(|token| token.kind == TokenKind::Comma);
        let parts = values.get(last_comma.map_or(0, |comma| comma + 1)..).unwrap_or_default();
        match parts {
            [] if last_comma.is_some() && !key.many => None,
            [] => self.name(Slot::Value { key, given: self.values(first_value, range) }, range),
            [first, rest @ ..] => {
                let text_may_follow = rest.is_empty() && first.kind == TokenKind::Word && takes_text_behind(&key.value);
                Some((Expected::BehindValue { key, text_may_follow }, range))
            }
        }
    }

    fn key(self, name: &str) -> Option<&'p KeySchema> {
        let keyword = *self.surroundings.keywords.first()?;
        self.schema.key(keyword?, name)
    }

    /// A name, whose steps in front of the cursor's are settled.
    fn name(self, slot: Slot<'p>, range: TextRange) -> Option<(Expected<'p>, TextRange)> {
        let word = self.tokens.iter().find(|token| token.range == range).map_or("", |token| token.text);
        let starts_as_name = word.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
        if !starts_as_name || !word.contains('.') {
            return Some((Expected::Value(slot), range));
        }
        let (before, behind) = word.split_at_checked((self.offset - range.start) as usize)?;
        let (steps, typed) = before.rsplit_once('.').map_or((None, before), |(steps, typed)| (Some(steps), typed));
        let rest = behind.find('.').unwrap_or(behind.len());
        let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
        let step = TextRange::new(self.offset - length(typed), self.offset + length(behind.get(..rest)?));
        let Some(steps) = steps else { return Some((Expected::Value(slot), step)) };
        let steps: Vec<String> = steps.split('.').map(str::to_owned).collect();
        let all_are_named = steps.iter().all(|step| !step.is_empty());
        all_are_named.then_some((Expected::Step { slot, steps }, step))
    }

    /// The first parts of the property's values but the one at the cursor.
    fn values(self, first: usize, range: TextRange) -> Vec<String> {
        let values = self.tokens.get(first..).unwrap_or_default();
        let values = values.split(is_from).next().unwrap_or_default();
        let is_comma = |token: &Token<'_>| token.kind == TokenKind::Comma;
        let at_cursor = values.iter().filter(|token| is_comma(token) && token.range.end <= range.start).count();
        let others = values.split(is_comma).enumerate().filter(|(number, _)| *number != at_cursor);
        others.filter_map(|(_, parts)| parts.first()).map(|part| part.text.to_owned()).collect()
    }

    fn qualifiers_of(self, key: &KeySchema) -> Vec<String> {
        let same = self.surroundings.given.iter().filter(|given| given.key == key.name);
        same.filter_map(|given| given.qualifier.clone()).collect()
    }

    fn is_inside_text(self, token: Token<'_>) -> bool {
        let TokenKind::Text { closed } = token.kind else { return false };
        token.range.start < self.offset && (self.offset < token.range.end || !closed && self.offset == token.range.end)
    }

    /// Inside a text nothing is expected, unless it is a file's path or an address.
    fn inside_text(self, position: usize) -> Option<(Expected<'p>, TextRange)> {
        let key = match self.tokens.get(..position)? {
            [key, colon, ..] if key.kind == TokenKind::Word && colon.kind == TokenKind::Colon => self.key(key.text)?,
            _ => return None,
        };
        let text = self.tokens.get(position)?;
        let inside = text.text.strip_prefix('"').filter(|inside| !inside.starts_with("\"\""))?;
        let start = text.range.start + 1;
        let typed = inside.get(..(self.offset - start) as usize)?;
        let unclosed = text.kind == TokenKind::Text { closed: false };
        let end = if unclosed { self.offset } else { text.range.end - 1 };
        let before = match key.value {
            ValueType::File => typed.rfind('/').map_or("", |slash| &typed[..=slash]),
            ValueType::Link => "",
            _ => return None,
        };
        let start = start + u32::try_from(before.len()).unwrap_or(u32::MAX);
        Some((Expected::InsideText { key, before: before.to_owned(), unclosed }, TextRange::new(start, end)))
    }
}

fn is_from(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Word && token.text == "from"
}

/// Whether a text may stand behind the first part of a value.
fn takes_text_behind(value: &ValueType) -> bool {
    match value {
        ValueType::Emotion | ValueType::ReferenceThenText { .. } => true,
        ValueType::OneOf(types) => types.iter().any(takes_text_behind),
        _ => false,
    }
}

//! Whether a mended piece of text is sound: a fix is offered only where it is.

use journey_plugin::model::syntax::parse;
use journey_plugin::model::{FileModel, KeySchema, Keyword, Schema};

use super::fit::fits;

/// Whether the text, as a line in the body of `keyword`, is exactly one property in which nothing is wrong. For an unknown
/// keyword, whose keys nobody knows, it is enough that it can be read.
pub(super) fn is_sound_line(schema: &Schema, keyword: Option<Keyword>, line: &str) -> bool {
    let head = keyword.map_or("unknown", Keyword::name);
    let model = lowered(schema, &format!("{head} it {{\n{line}\n}}\n"));
    let Some(model) = model else { return false };
    let mut declarations = model.declarations();
    let (Some(only), None) = (declarations.next(), declarations.next()) else { return false };
    let body = only.body().into_iter().flat_map(|body| body.children());
    let mut properties = only.properties();
    body.count() == 1
        && properties.next().is_some_and(|property| match property.schema(schema) {
            Some(key) => fits(property, key),
            None => keyword.is_none(),
        })
}

/// Whether the text is a sound value of the key.
pub(super) fn is_sound_value(schema: &Schema, keyword: Keyword, key: &KeySchema, value: &str) -> bool {
    let qualifier = if key.qualifier.as_ref().is_some_and(|qualifier| qualifier.required) { " it" } else { "" };
    is_sound_line(schema, Some(keyword), &format!("{}{qualifier}: {value}", key.name))
}

/// Whether the text is the head of one declaration with that keyword, in which nothing is wrong.
pub(super) fn is_sound_head(schema: &Schema, keyword: Keyword, head: &str) -> bool {
    let model = lowered(schema, &format!("{head} {{ }}\n"));
    model.is_some_and(|model| {
        let mut declarations = model.declarations();
        let only = declarations.next();
        only.is_some_and(|only| only.keyword() == Some(keyword)) && declarations.next().is_none()
    })
}

/// Values with more quotes than a text has, and the same as the writer meant them.
pub(super) struct TooManyQuotes {
    pub(super) mended: String,
    pub(super) message: &'static str,
    pub(super) help: &'static str,
    pub(super) title: &'static str,
}

/// `""Student""`, `"Says "where is it" and searches"`: quotes around quotes, or inside of a text. Whether what it gives is
/// sound is for the caller to see.
pub(super) fn with_too_many_quotes(values: &str) -> Option<TooManyQuotes> {
    let single = values.replace("\"\"", "\"");
    let quotes = |text: &str| text.matches('"').count();
    if single != values && quotes(values) == 2 * quotes(&single) && !values.contains(['\\', '\n']) {
        return Some(TooManyQuotes {
            mended: single,
            message: "The quotes around this text are doubled",
            help: "A text stands between two double quotes, one at each end. Write one of each.",
            title: "Write single ones",
        });
    }
    Some(TooManyQuotes {
        mended: with_quotes_inside(values)?,
        message: "A quote inside of a text is written `\\\"`",
        help: "A bare `\"` ends the text, and the rest cannot be read. Write `\\\"` for the quotes inside, or single quotes.",
        title: "Write `\\\"` inside of the text",
    })
}

/// The values with a backslash before each quote that opens or closes something said inside of a text.
fn with_quotes_inside(values: &str) -> Option<String> {
    /// Where the reading of the values stands.
    #[derive(PartialEq)]
    enum At {
        Start,
        Text,
        Said,
        BehindText,
    }
    let mut mended = String::with_capacity(values.len() + 4);
    let mut at = At::Start;
    let mut before = ' ';
    let mut changed = false;
    let mut characters = values.chars().peekable();
    while let Some(character) = characters.next() {
        let behind = characters.peek().copied().unwrap_or(' ');
        if character == '"' && before != '\\' {
            let opens = (before.is_whitespace() || "\"([".contains(before)) && behind.is_alphanumeric();
            let closes = !before.is_whitespace() && !behind.is_alphanumeric();
            at = match at {
                At::Start | At::BehindText => At::Text,
                At::Text if opens => At::Said,
                At::Text => At::BehindText,
                At::Said if closes => {
                    mended.push('\\');
                    At::Text
                }
                At::Said => return None,
            };
            if at == At::Said {
                mended.push('\\');
                changed = true;
            }
        } else if at == At::BehindText && !character.is_whitespace() && character != ',' {
            return None;
        }
        mended.push(character);
        before = character;
    }
    (changed && at == At::BehindText).then_some(mended)
}

fn lowered(schema: &Schema, text: &str) -> Option<FileModel> {
    let parse = parse(text);
    (!parse.has_errors()).then(|| FileModel::lower(&parse, schema))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_whole_property_of_its_type_is_a_sound_line() {
        let sound = |line| is_sound_line(Schema::standard(), Some(Keyword::Touchpoint), line);
        assert!(sound("emotion: -1 \"sad\" from interviews"));
        assert!(sound("does: \"a\",\n  \"b\""));
        for line in
            ["emotion: sad", "does: a", "does: \"a", "does \"a\"", "dose: \"a\"", "does: \"a\"; says: \"b\"", "", "}"]
        {
            assert!(!sound(line), "{line}");
        }
        assert!(is_sound_line(Schema::standard(), None, "dose: a"));
    }

    #[test]
    fn quotes_inside_of_a_text_are_told_from_those_around_it() {
        let mended = |values| with_too_many_quotes(values).map(|quotes| quotes.mended);
        assert_eq!(mended(r#""Says "no" and goes""#).as_deref(), Some(r#""Says \"no\" and goes""#));
        assert_eq!(mended(r#""Says "no"""#).as_deref(), Some(r#""Says \"no\"""#));
        assert_eq!(mended(r#""a", "Says "no" twice""#).as_deref(), Some(r#""a", "Says \"no\" twice""#));
        assert_eq!(mended(r#"-1 "feels "lost" here""#).as_deref(), Some(r#"-1 "feels \"lost\" here""#));
        assert_eq!(mended(r#"""a"", ""b"""#).as_deref(), Some(r#""a", "b""#));
        for sound in [r#""a", "b""#, r#""a" "b""#, r#""a" and "b""#, r#""Says \"no\"""#, r#""a"#, "a", ""] {
            assert_eq!(mended(sound), None, "{sound}");
        }
    }

    #[test]
    fn a_head_is_sound_with_id_and_label() {
        let sound = |head| is_sound_head(Schema::standard(), Keyword::Stage, head);
        assert!(sound("stage discover \"Discover\"") && sound("stage discover"));
        assert!(!sound("stage discover Discover") && !sound("stage") && !sound("persona maya"));
    }
}

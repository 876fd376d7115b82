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
    fn a_head_is_sound_with_id_and_label() {
        let sound = |head| is_sound_head(Schema::standard(), Keyword::Stage, head);
        assert!(sound("stage discover \"Discover\"") && sound("stage discover"));
        assert!(!sound("stage discover Discover") && !sound("stage") && !sound("persona maya"));
    }
}

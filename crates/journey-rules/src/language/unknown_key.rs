//! `unknown-key`: a key that the declaration does not take.

use crate::group::LANGUAGE;
use journey_plugin::model::schema::KeySchema;
use journey_plugin::model::syntax::{Node, TextRange};
use journey_plugin::model::{Declaration, Keyword, Place as SchemaPlace, Property, Schema, ValueType};
use journey_plugin::{Applicability, Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::fit::first_fits;
use crate::wording::{listed, sentence};

/// Finds keys that the declaration does not take.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnknownKey;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "unknown-key",
    summary: "A key that the declaration does not take",
    documentation: r#"
## What it does
Finds a key that the declaration around it does not take, and offers the nearest one that it does take.

## Why it matters
Nothing reads an unknown key. What stands behind it appears in no map, and no check looks at it.

## Example
```journey
persona maya "Maya" {
  gaol: "Order in ten minutes"
}

journey weekly_shop "Weekly shop" {
  persona: maya
}
```

## Better
```journey
persona maya "Maya" {
  goal: "Order in ten minutes"
}

journey weekly_shop "Weekly shop" {
  persona: maya
}
```

## Source
The language reference, "Keywords": below each keyword stands the table of its keys.
"#,
    group: &LANGUAGE,
    severity: Severity::Error,
    reach: Reach::File,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for UnknownKey {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        for declaration in context.file().model.declarations() {
            let Some(keyword) = declaration.keyword() else { continue };
            for property in declaration.properties() {
                if property.schema(schema).is_some() || is_head_of_a_block(declaration, property) {
                    continue;
                }
                report.add(finding(context, keyword, property));
            }
        }
    }
}

fn finding(context: &RuleContext<'_>, keyword: Keyword, property: Property<'_>) -> Diagnostic {
    let schema = context.project.schema();
    let place = context.place(property.key_range());
    let message = format!("`{}` is not a key of {}", property.key(), keyword.with_article());
    if let Some(declared) = declaration_meant(schema, keyword, property) {
        let diagnostic = Diagnostic::new(place, message, declared.help);
        return match declared.line {
            Some(line) => {
                let whole = context.place(property.range());
                diagnostic.fix(format!("Change to `{line}`"), Applicability::Suggestion, whole, line)
            }
            None => diagnostic,
        };
    }
    if let Some((key, qualifier)) = key_in_two_words(schema, keyword, property) {
        let help = format!("Did you mean `{}`? It is one word.", key.name);
        let words = context.place(property.key_range().joined(qualifier));
        let title = format!("Change to `{}`", key.name);
        return Diagnostic::new(place, message, help).fix(title, Applicability::Suggestion, words, key.name.as_ref());
    }
    if let Some(key) = key_of_score(schema, keyword, property).or_else(|| schema.suggest_key(keyword, property.key())) {
        return Diagnostic::new(place, message, format!("Did you mean `{}`?", key.name)).fix(
            format!("Change to `{}`", key.name),
            Applicability::Suggestion,
            place,
            key.name.as_ref(),
        );
    }
    let keys: Vec<&str> = schema.keyword(keyword).keys.iter().map(|key| key.name.as_ref()).collect();
    let owners: Vec<&str> = schema.keywords_with_key(property.key()).map(Keyword::with_article).collect();
    let elsewhere = match owners.as_slice() {
        [] => String::new(),
        owners => format!("It says something about {}. ", listed(owners, "or")),
    };
    let article = sentence(keyword.with_article());
    Diagnostic::new(place, message, format!("{elsewhere}{article} takes {}.", listed(&keys, "and")))
}

/// A declaration that was written like a property.
struct Declared {
    help: String,
    /// How it is written; `None` where that would not be all that it needs.
    line: Option<String>,
}

/// The declaration that somebody meant by `pain: "Too slow"`.
fn declaration_meant(schema: &Schema, keyword: Keyword, property: Property<'_>) -> Option<Declared> {
    let place = SchemaPlace::In(keyword);
    let meant = Keyword::from_name(property.key()).filter(|meant| schema.may_stand(*meant, place))?;
    let help = |line: &str| format!("{} is declared without a colon: `{line}`.", sentence(meant.with_article()));
    let [value] = property.values().try_into().ok()?;
    let label = value.text().filter(|_| value.parts().len() == 1 && !value.is_broken());
    let Some(label) = label.filter(|label| !label.contains('\n') && !label.trim().is_empty()) else {
        return Some(Declared { help: help(&format!("{meant} \"...\"")), line: None });
    };
    let line = format!("{meant} {}", value.first().text());
    let shown = if label.chars().count() > 40 { format!("{meant} \"...\"") } else { line.clone() };
    // A stage without touchpoints would be the next finding.
    let is_whole = schema.wanted_keys(meant, place).next().is_none()
        && meant != Keyword::Stage
        && property.sources().next().is_none();
    Some(Declared { help: help(&shown), line: is_whole.then_some(line) })
}

/// The key that takes a score, where somebody gave one to another word for `feels`: `feeling: -1`.
fn key_of_score<'s>(schema: &'s Schema, keyword: Keyword, property: Property<'_>) -> Option<&'s KeySchema> {
    schema.suggest_key(keyword, property.key()).filter(|key| key.name == "feels")?;
    let [value] = property.values().try_into().ok()?;
    let mut keys = schema.keyword(keyword).keys.iter();
    keys.find(|key| matches!(key.value, ValueType::Emotion) && first_fits(&key.value, value.first()))
}

/// The key that somebody wrote as two words, as in `front stage: clerk`, and the place of the second.
fn key_in_two_words<'s>(
    schema: &'s Schema,
    keyword: Keyword,
    property: Property<'_>,
) -> Option<(&'s KeySchema, TextRange)> {
    let (second, range) = property.qualifier()?;
    let word = format!("{}{second}", property.key()).to_lowercase();
    Some((schema.key(keyword, &word)?, range))
}

/// Whether it is the head of a block with a colon in it, which is told as that.
fn is_head_of_a_block(declaration: Declaration<'_>, property: Property<'_>) -> bool {
    if Keyword::from_name(property.key()).is_none() {
        return false;
    }
    let mut entries = declaration.body().into_iter().flat_map(Node::children);
    let found = entries.find(|entry| entry.range() == property.range());
    found.is_some_and(|found| {
        entries.next().is_some_and(|next| super::misplaced_declaration::opens_a_block(found, next))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    #[test]
    fn the_nearest_key_is_offered() {
        let found = findings(&UnknownKey, "persona maya \"Maya\" {\n  ⟦gaol⟧: \"Order\"\n}\n");
        assert_eq!(found[0].message, "`gaol` is not a key of a persona");
        assert_eq!(found[0].help, "Did you mean `goal`?");
    }

    #[test]
    fn a_feeling_with_a_score_is_an_emotion_and_one_in_words_is_not() {
        let offered = |line: &str| {
            let found = findings(
                &UnknownKey,
                &format!("journey w \"W\" {{ stage s \"S\" {{ touchpoint t \"T\" {{ {line} }} }} }}\n"),
            );
            found[0].fixes[0].edits[0].replacement.clone()
        };
        assert_eq!(offered("⟦feeling⟧: -1"), "emotion");
        assert_eq!(offered("⟦Feelings⟧: +2 \"glad\""), "emotion");
        assert_eq!(offered("⟦feeling⟧: \"Rushed\""), "feels");
    }

    #[test]
    fn a_key_of_another_keyword_is_unknown_and_all_keys_are_named_where_none_is_near() {
        let found = findings(&UnknownKey, "gain fast \"Fast\" {\n  ⟦severity⟧: high\n}\n");
        assert_eq!(found[0].help, "It says something about a pain. A gain takes persona, source and tag.");
    }

    #[test]
    fn a_key_of_nothing_is_answered_with_all_keys() {
        let found = findings(&UnknownKey, "gain fast \"Fast\" {\n  ⟦xylophone⟧: high\n}\n");
        assert_eq!(found[0].help, "A gain takes persona, source and tag.");
    }

    #[test]
    fn a_declaration_with_a_colon_is_offered_as_one_without() {
        let touchpoint = |line: &str| {
            format!(
                "persona maya \"Maya\"\njourney shop \"Shop\" {{\n  persona: maya\n  stage pay \"Pay\" {{\n    \
                 touchpoint card \"Card\" {{\n      emotion: -1\n      {line}\n    }}\n  }}\n}}\n"
            )
        };
        let found = findings(&UnknownKey, &touchpoint("⟦pain⟧: \"Too \\\"slow\\\"\""));
        assert_eq!(found[0].help, "A pain is declared without a colon: `pain \"Too \\\"slow\\\"\"`.");
        assert_eq!(found[0].fixes[0].edits[0].replacement, "pain \"Too \\\"slow\\\"\"");
        assert_eq!(findings(&UnknownKey, &touchpoint("⟦pain⟧ points: \"Slow\""))[0].fixes.len(), 1);
        let needs_more = findings(&UnknownKey, &touchpoint("⟦opportunity⟧: \"Faster\""));
        assert_eq!(needs_more[0].help, "An opportunity is declared without a colon: `opportunity \"Faster\"`.");
        assert_eq!(needs_more[0].fixes, []);
        assert_eq!(findings(&UnknownKey, &touchpoint("⟦gain⟧: fast"))[0].fixes, []);
    }

    #[test]
    fn a_key_in_two_words_is_offered_as_one() {
        let found = findings(
            &UnknownKey,
            "actor desk \"Desk\"\njourney shop \"Shop\" { stage pay \"Pay\" { touchpoint card \"Card\" { ⟦Front⟧ stage: desk \"Asks\" } } }\n",
        );
        assert_eq!(found[0].help, "Did you mean `frontstage`? It is one word.");
        assert_eq!(found[0].fixes.len(), 1);
    }

    #[test]
    fn keys_of_unknown_declarations_are_left_alone() {
        findings(&UnknownKey, "persna maya \"Maya\" {\n  gaol: \"Order\"\n}\n");
    }
}

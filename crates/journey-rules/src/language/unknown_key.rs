//! `unknown-key`: a key that the declaration does not take.

use journey_plugin::model::syntax::Node;
use journey_plugin::model::{Declaration, Keyword, Property};
use journey_plugin::{Applicability, Diagnostic, FileContext, Report, Rule, RuleDescription, Severity};

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
```

## Better
```journey
persona maya "Maya" {
  goal: "Order in ten minutes"
}
```
"#,
    severity: Severity::Error,
};

impl Rule for UnknownKey {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &FileContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        for declaration in context.file().model.declarations() {
            let Some(keyword) = declaration.keyword() else { continue };
            for property in declaration.properties() {
                if property.schema(schema).is_some() || is_head_of_a_block(declaration, property) {
                    continue;
                }
                let place = context.place(property.key_range());
                let message = format!("`{}` is not a key of {}", property.key(), keyword.with_article());
                report.add(match schema.suggest_key(keyword, property.key()) {
                    Some(key) => Diagnostic::new(place, message, format!("Did you mean `{}`?", key.name)).fix(
                        format!("Change to `{}`", key.name),
                        Applicability::Suggestion,
                        place,
                        key.name.as_ref(),
                    ),
                    None => {
                        let keys: Vec<&str> =
                            schema.keyword(keyword).keys.iter().map(|key| key.name.as_ref()).collect();
                        Diagnostic::new(place, message, format!("It takes {}.", keys.join(", ")))
                    }
                });
            }
        }
    }
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
    fn a_key_of_another_keyword_is_unknown_and_all_keys_are_named_where_none_is_near() {
        let found = findings(&UnknownKey, "gain fast \"Fast\" {\n  ⟦severity⟧: high\n}\n");
        assert_eq!(found[0].help, "It takes persona, source, tag.");
    }

    #[test]
    fn keys_of_unknown_declarations_are_left_alone() {
        findings(&UnknownKey, "persna maya \"Maya\" {\n  gaol: \"Order\"\n}\n");
    }
}

//! `duplicate-key`: a key that is given twice in one body.

use crate::group::LANGUAGE;
use std::collections::HashMap;

use journey_plugin::model::schema::Repeats;
use journey_plugin::model::syntax::{SyntaxKind, TextRange};
use journey_plugin::model::{Declaration, KeyId, KeySchema, Property, Schema};
use journey_plugin::{
    Applicability, Diagnostic, Fix, Reach, Report, Rule, RuleContext, RuleDescription, Severity, TextEdit,
};

use super::fit::fits;
use crate::source_text::SourceText;

/// Finds keys that are given twice in one body.
#[derive(Clone, Copy, Debug)]
pub(super) struct DuplicateKey;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "duplicate-key",
    summary: "A key that is given twice in one body",
    documentation: r#"
## What it does
Finds a key that stands twice in one body, where it makes sense once: `age` twice in a persona, or two `emotion` lines for
the same persona in one touchpoint. Lanes of the blueprint (`frontstage`, `backstage`, `support`) may stand as often as you
like.

## Why it matters
Readers see one of the two lines and miss the other. Where the lines contradict each other, nobody knows which one holds.

## Example
```journey
persona maya "Maya" {
  goal: "Order in ten minutes"
  goal: "Never run out of milk"
}

journey weekly_shop "Weekly shop" {
  persona: maya
}
```

## Better
```journey
persona maya "Maya" {
  goal: "Order in ten minutes", "Never run out of milk"
}

journey weekly_shop "Weekly shop" {
  persona: maya
}
```

## Source
The language reference, "The fine print": a key is given once in a block, `emotion` once for each persona, `measure` once
for each metric, and the lanes as often as there is something to say.
"#,
    group: &LANGUAGE,
    severity: Severity::Error,
    reach: Reach::File,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for DuplicateKey {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        let source = SourceText::new(&context.file().model);
        for declaration in context.file().model.declarations() {
            if has_repeated_key(declaration, schema) && !is_unclosed(declaration) {
                duplicates(context, schema, &source, declaration, report);
            }
        }
    }
}

/// Whether some key stands twice that must not stand as often as one likes. Costs no memory.
fn has_repeated_key(declaration: Declaration<'_>, schema: &Schema) -> bool {
    let mut seen = [0_u64; 4];
    declaration.properties().any(|property| {
        let Some(key) = property.key_id() else { return false };
        let Some(word) = seen.get_mut(key.position() / 64) else { return false };
        let bit = 1 << (key.position() % 64);
        let again = *word & bit != 0;
        *word |= bit;
        again && schema.key_by_id(key).is_some_and(|key| key.repeats != Repeats::Freely)
    })
}

/// Whether the block's end is missing, so that lines of something else may stand in it.
fn is_unclosed(declaration: Declaration<'_>) -> bool {
    declaration.body().is_some_and(|body| body.child(SyntaxKind::Unclosed).is_some())
}

fn duplicates(
    context: &RuleContext<'_>,
    schema: &Schema,
    source: &SourceText<'_>,
    declaration: Declaration<'_>,
    report: &mut Report,
) {
    let mut firsts: HashMap<(KeyId, Option<&str>), Property<'_>> = HashMap::new();
    for property in declaration.properties() {
        let (Some(id), Some(key)) = (property.key_id(), property.schema(schema)) else { continue };
        let qualifier = property.qualifier().map(|(name, _)| name);
        let once_for = match key.repeats {
            Repeats::Freely => continue,
            Repeats::Once => None,
            Repeats::OncePerQualifier => qualifier,
        };
        if key.repeats == Repeats::OncePerQualifier
            && qualifier.is_none()
            && key.qualifier.as_ref().is_some_and(|qualifier| qualifier.required)
        {
            // Its name before the colon is missing, so nobody knows whether it is the same.
            continue;
        }
        let first = *firsts.entry((id, once_for)).or_insert(property);
        if first.range() != property.range() {
            report.add(duplicate(context, source, key, first, property));
        }
    }
}

fn duplicate(
    context: &RuleContext<'_>,
    source: &SourceText<'_>,
    key: &KeySchema,
    first: Property<'_>,
    again: Property<'_>,
) -> Diagnostic {
    let name = &key.name;
    let written = match again.qualifier() {
        Some((qualifier, _)) if key.qualifier.is_some() => format!("{name} {qualifier}"),
        _ => name.to_string(),
    };
    let message = format!("`{written}` is given twice here");
    let help = if key.many {
        format!("Give all values on one line, with commas between them: `{written}: ..., ...`.")
    } else {
        "Only one of the two can hold. Remove the other.".to_owned()
    };
    let place = context.place(head_range(again));
    let finding =
        Diagnostic::new(place, message, help).related(context.place(head_range(first)), "it stands here first");
    let removed = source.removal(again.range());
    let removal = TextEdit { place: context.place(removed), replacement: String::new() };
    if key.many
        && fits(first, key)
        && fits(again, key)
        && let Some(values) = values_to_add(source, first, again)
    {
        let end = first.values().last().map_or(first.range().end, |last| last.range().end);
        let added = TextEdit { place: context.place(TextRange::empty(end)), replacement: format!(", {values}") };
        let title = "Put all values on the first line".to_owned();
        return finding.fix_with(Fix { title, applicability: Applicability::Suggestion, edits: vec![added, removal] });
    }
    // Where the line names something, nobody but its writer knows whether that is said elsewhere.
    let names_something =
        !key.value.references().is_empty() || again.qualifier().is_some() || again.sources().next().is_some();
    if names_something {
        return finding;
    }
    let title = "Remove this line".to_owned();
    finding.fix_with(Fix { title, applicability: Applicability::Suggestion, edits: vec![removal] })
}

/// Key and qualifier.
fn head_range(property: Property<'_>) -> TextRange {
    let key = property.key_range();
    property.qualifier().map_or(key, |(_, range)| key.joined(range))
}

/// The values of the second line as they are written, where both lines name the same sources; else a merged line would
/// claim what nobody claimed.
fn values_to_add(source: &SourceText<'_>, first: Property<'_>, again: Property<'_>) -> Option<String> {
    let same_sources = first.sources().map(|(name, _)| name).eq(again.sources().map(|(name, _)| name));
    let sound = !has_errors(first) && !has_errors(again);
    let values = again.values();
    let range = values.iter().map(|value| value.range()).reduce(TextRange::joined)?;
    (same_sources && sound).then(|| source.slice(range).to_owned())
}

fn has_errors(property: Property<'_>) -> bool {
    property.syntax().descendants().any(|node| node.kind().is_error())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    #[test]
    fn a_second_line_is_found_and_points_at_the_first() {
        let found = findings(&DuplicateKey, "persona maya \"Maya\" {\n  job: \"x\"\n  age: 34\n  ⟦age⟧: 35\n}\n");
        assert_eq!(found[0].message, "`age` is given twice here");
        assert_eq!(found[0].related[0].0.range, TextRange::new(35, 38));
        assert_eq!(found[0].fixes[0].title, "Remove this line");
    }

    #[test]
    fn several_values_can_stand_on_one_line() {
        let found =
            findings(&DuplicateKey, "persona maya \"Maya\" { goal: \"a\" // one\n  ⟦goal⟧: \"b\",\n    \"c\"\n}\n");
        assert_eq!(found[0].fixes[0].edits[0].replacement, ", \"b\",\n    \"c\"");
    }

    #[test]
    fn lines_that_rest_on_different_sources_are_not_merged() {
        let sources = "source a \"A\" { kind: survey }\nsource b \"B\" { kind: survey }\n";
        let text = format!(
            "{sources}persona maya \"Maya\" {{\n  goal: \"a\" from a\n  ⟦goal⟧: \"b\" from a\n  ⟦goal⟧: \"c\" from b\n}}\n"
        );
        let found = findings(&DuplicateKey, &text);
        assert_eq!(found[0].fixes[0].title, "Put all values on the first line");
        assert_eq!(found[1].fixes, []);
    }

    #[test]
    fn emotions_are_given_once_for_each_persona_and_once_for_all() {
        let personas = "persona maya \"Maya\"\npersona tom \"Tom\"\n";
        let text = format!(
            "{personas}journey w \"W\" {{\n  persona: maya, tom\n  stage s \"S\" {{\n    touchpoint t \"T\" {{\n      emotion: 0\n      emotion maya: 1\n      emotion tom: 1\n      ⟦emotion tom⟧: 2\n      ⟦emotion⟧: 2\n    }}\n  }}\n}}\n"
        );
        let found = findings(&DuplicateKey, &text);
        assert_eq!(found[0].message, "`emotion tom` is given twice here");
        assert_eq!(found[1].message, "`emotion` is given twice here");
    }

    #[test]
    fn lanes_stand_as_often_as_one_likes_and_other_bodies_do_not_count() {
        findings(
            &DuplicateKey,
            "actor a \"A\"\njourney w \"W\" {\n  goal: \"x\"\n  stage s \"S\" {\n    goal: \"x\"\n    touchpoint t \"T\" {\n      support: a \"x\"\n      support: a \"y\"\n    }\n  }\n}\n",
        );
    }
}

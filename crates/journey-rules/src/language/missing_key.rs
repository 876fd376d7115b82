//! `missing-key`: a key that has to be there and is not.

use crate::group::LANGUAGE;
use journey_plugin::model::schema::Requirement;
use journey_plugin::model::syntax::TextRange;
use journey_plugin::model::{Declaration, IdSource, KeySchema, Keyword, Schema, ValueType};
use journey_plugin::{Applicability, Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::insertion::insertion;
use crate::source_text::SourceText;

/// Finds declarations in which a key is missing that has to be there.
#[derive(Clone, Copy, Debug)]
pub(super) struct MissingKey;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "missing-key",
    summary: "A key that has to be there is missing",
    documentation: r#"
## What it does
Finds a source or a metric without its `kind`. An opportunity without a pain is told by `opportunity-without-pain`.

## Why it matters
Nearly every key may be left out. These few may not, because without them the rest says nothing: a source of unknown kind
cannot be told from a guess, and the number 40 is good as an NPS and bad as a satisfaction score.

## Example
```journey
source interviews "Customer interviews" {
  date: 2026-05-12
}

persona maya "Maya, busy parent" { source: interviews }

journey weekly_shop "Weekly shop" {
  persona: maya
}
```

## Better
```journey
source interviews "Customer interviews" {
  kind: interview
  date: 2026-05-12
}

persona maya "Maya, busy parent" { source: interviews }

journey weekly_shop "Weekly shop" {
  persona: maya
}
```

## Source
The language reference, "The fine print": an opportunity names the pains it addresses, unless it stands in one, and sources
and metrics say their kind. No other key has to be there.
"#,
    group: &LANGUAGE,
    severity: Severity::Error,
    reach: Reach::File,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for MissingKey {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        let required = Keyword::ALL.map(|keyword| required_keys(schema, keyword));
        let source = SourceText::new(&context.file().model);
        for declaration in context.file().model.declarations() {
            let Some(keyword) = declaration.keyword() else { continue };
            let Some(keys) = required.get(keyword.index()).filter(|keys| !keys.is_empty()) else { continue };
            // Where it stands in the wrong place, nobody knows what it needs.
            if !declaration.place().is_some_and(|place| schema.may_stand(keyword, place)) {
                continue;
            }
            for key in keys {
                if !declaration.gives(&key.name, schema) && !declaration.has_broken_entries() {
                    report.add(missing(context, &source, declaration, keyword, key));
                }
            }
        }
    }
}

/// The keys of a keyword that have to be there. What should be there is a matter of practice.
fn required_keys(schema: &Schema, keyword: Keyword) -> Vec<&KeySchema> {
    let keys = schema.keyword(keyword).keys.iter();
    keys.filter(|key| key.requirement == Requirement::Required).collect()
}

fn missing(
    context: &RuleContext<'_>,
    source: &SourceText<'_>,
    declaration: Declaration<'_>,
    keyword: Keyword,
    key: &KeySchema,
) -> Diagnostic {
    let name = &key.name;
    let what = match declaration.name().source {
        IdSource::Missing => keyword.with_article().to_owned(),
        _ => format!("{keyword} `{}`", declaration.id()),
    };
    let message = format!("{} has no `{name}`", crate::wording::sentence(&what));
    let help = format!("{} Add a line such as `{}`.", key.documentation, key.example);
    let finding = Diagnostic::new(context.place(declaration.head_range()), message, help);
    let choices = choices(declaration, key);
    choices.into_iter().fold(finding, |finding, value| {
        let line = format!("{name}: {value}");
        let (at, inserted) = insertion(source, declaration, &line);
        finding.fix(format!("Add `{line}`"), Applicability::Suggestion, context.place(TextRange::empty(at)), inserted)
    })
}

/// The values that could be meant, where there are few enough to choose from.
fn choices(declaration: Declaration<'_>, key: &KeySchema) -> Vec<String> {
    const MOST: usize = 10;
    let words: Vec<String> = match &key.value {
        ValueType::Enumeration(words) => words.iter().map(|word| word.name.to_string()).collect(),
        ValueType::Reference(kinds) => {
            // The names of the same journey can be written as they are.
            let around = declaration.journey();
            let named = around.into_iter().flat_map(|around| around.descendants());
            let named = named.filter(|other| other.keyword().is_some_and(|keyword| kinds.contains(&keyword)));
            let named = named.filter(|other| other.name().source == IdSource::Written);
            let mut names: Vec<String> = named.map(|other| other.id().to_owned()).collect();
            names.dedup();
            names
        }
        _ => Vec::new(),
    };
    if words.len() > MOST { Vec::new() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    #[test]
    fn a_source_and_a_metric_say_their_kind() {
        let found = findings(
            &MissingKey,
            "⟦source talks \"Talks\"⟧ {\n    date: 2026-05-12\n}\n⟦metric nps⟧\n⟦source \"Notes\"⟧ { }\n⟦source more⟧ { sample: 3 }\n",
        );
        assert_eq!(found[0].message, "Source `talks` has no `kind`");
        assert!(found[0].help.ends_with("Add a line such as `kind: interview`."));
        let inserted: Vec<&str> = found.iter().map(|found| found.fixes[0].edits[0].replacement.as_str()).collect();
        assert_eq!(inserted, ["\n    kind: interview", " { kind: nps }", " kind: interview", " kind: interview;"]);
        assert_eq!(found[0].fixes.len(), 8);
    }

    #[test]
    fn a_line_that_is_misspelled_or_broken_is_told_as_that() {
        findings(&MissingKey, "source a \"A\" {\n  knid: interview\n}\n");
        findings(&MissingKey, "source a \"A\" {\n  kind interview\n}\n");
        findings(&MissingKey, "source a \"A\" {\n  knid interview\n}\n");
        findings(&MissingKey, "source a \"A\" {\n  kind = interview\n}\n");
        findings(&MissingKey, "source a \"A\" {\n  kind:\n}\n");
    }

    #[test]
    fn what_stands_in_the_wrong_place_needs_nothing() {
        findings(&MissingKey, "journey w \"W\" {\n  source a \"A\" { sample: 1 }\n}\n");
        findings(&MissingKey, "stge s \"S\" {\n  source o \"O\"\n}\n");
    }
}

//! `unknown-keyword`: a declaration with a keyword that the language does not know.

use crate::group::LANGUAGE;
use journey_plugin::model::syntax::SyntaxKind;
use journey_plugin::model::{Declaration, Keyword, Place, Schema};
use journey_plugin::{Applicability, Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::source_text::SourceText;
use crate::wording::{listed, listed_as_written};

/// Finds declarations with a keyword that the language does not know.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnknownKeyword;

/// How many findings of this rule a file gets: a file of prose has one a line, and nobody reads them all.
const MOST: usize = 100;

/// With more findings than these the file may be no text at all, which is told as that.
const MANY: usize = 10;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "unknown-keyword",
    summary: "A declaration whose keyword the language does not know",
    documentation: r#"
## What it does
Finds declarations that start with a word the language does not know, and offers the keyword that was probably meant: one
that is spelled nearly so, or the language's own word for the same thing (`phase` is a `stage`, `step` a `touchpoint`).

## Why it matters
Nobody knows what such a declaration is, so it appears in no map, and nothing in it is checked.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  phase discover "Discover" {
    touchpoint search "Searches for dinner"
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner"
  }
}
```

## Source
The language reference, "Keywords": its table holds all words that a declaration can start with, and each section says by
which other words people call the same thing.
"#,
    group: &LANGUAGE,
    severity: Severity::Error,
    reach: Reach::File,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for UnknownKeyword {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        let unknown = context.file().model.declarations().filter(|declaration| declaration.keyword().is_none());
        let mut found = unknown.filter_map(|declaration| {
            let node = declaration.keyword_node().filter(|node| node.kind() == SyntaxKind::UnknownKeyword)?;
            Some((declaration, node))
        });
        let found: Vec<_> = found.by_ref().take(MOST).collect();
        if found.len() > MANY && super::syntax_error::is_no_text(context) {
            return;
        }
        let text = SourceText::new(&context.file().model);
        for (declaration, node) in found {
            if super::syntax_error::goes_on_with_a_text(&text, declaration) {
                continue;
            }
            report.add(finding(schema, declaration, context.place(node.range()), node.text()));
        }
    }
}

fn finding(schema: &Schema, declaration: Declaration<'_>, place: journey_plugin::Place, word: &str) -> Diagnostic {
    let around = place_meant(schema, declaration);
    let message = format!("`{word}` is not a keyword");
    let has_block = declaration.body().is_some();
    // A line without a block may be meant as a property.
    if let Place::In(keyword) = around
        && !has_block
        && let Some(key) = schema.suggest_key(keyword, word)
        && schema.suggest_keyword(word, around).is_none_or(|meant| !schema.may_stand(meant, around))
    {
        let help = format!(
            "Did you mean the key `{name}`? Write a colon behind it: `{example}`.",
            name = key.name,
            example = key.example
        );
        let line = declaration.syntax().to_text();
        let mended = line.replacen(word, &format!("{}:", key.name), 1);
        let finding = Diagnostic::new(place, message, help);
        return if super::mending::is_sound_line(schema, Some(keyword), &mended) {
            finding.fix(
                format!("Change to `{}:`", key.name),
                Applicability::Suggestion,
                place,
                format!("{}:", key.name),
            )
        } else {
            finding
        };
    }
    match schema.suggest_keyword(word, around) {
        Some(meant) if schema.may_stand(meant, around) => {
            let help = format!("Did you mean `{meant}`?");
            Diagnostic::new(place, message, help).fix(
                format!("Change to `{meant}`"),
                Applicability::Suggestion,
                place,
                meant.name(),
            )
        }
        Some(meant) => {
            let places = super::misplaced_declaration::places(schema, meant);
            Diagnostic::new(
                place,
                message,
                format!("Did you mean `{meant}`? {} stands {places}.", crate::wording::sentence(meant.with_article())),
            )
        }
        None => Diagnostic::new(place, message, what_may_stand(schema, around, word)),
    }
}

/// What to write instead of a word that is near to no keyword.
fn what_may_stand(schema: &Schema, around: Place, word: &str) -> String {
    let keywords: Vec<&str> = schema.children_of(around).map(Keyword::name).collect();
    let takers: Vec<&str> = schema.keywords_with_key(word).map(Keyword::with_article).collect();
    match around {
        Place::File if !takers.is_empty() => {
            format!("It is a key of {}. Write it inside such a block, with a colon behind it.", listed(&takers, "or"))
        }
        Place::File => format!("At the top of a file stand {}.", listed_as_written(&keywords, "and")),
        Place::In(_) if !takers.is_empty() => {
            format!("It is a key of {}. Move it there, with a colon behind it.", listed(&takers, "or"))
        }
        Place::In(keyword) if keywords.is_empty() => {
            format!("{} holds lines of the form `key: value` only.", crate::wording::sentence(keyword.with_article()))
        }
        Place::In(keyword) => format!(
            "In {} stand lines of the form `key: value`, and {}.",
            keyword.with_article(),
            listed_as_written(&keywords, "and")
        ),
    }
}

/// Where it stands, with unknown keywords around it read as what they probably mean.
fn place_meant(schema: &Schema, declaration: Declaration<'_>) -> Place {
    let Some(parent) = declaration.parent() else { return Place::File };
    if let Some(keyword) = parent.keyword() {
        return Place::In(keyword);
    }
    let around = place_meant(schema, parent);
    let meant = parent.keyword_node().and_then(|word| schema.suggest_keyword(word.text(), around));
    meant.map_or(Place::File, Place::In)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    #[test]
    fn the_keyword_that_fits_the_place_is_offered() {
        let found = findings(
            &UnknownKeyword,
            "⟦Persona⟧ maya \"Maya\"\njourney w \"W\" {\n  persona: maya\n  ⟦step⟧ discover \"Discover\" {\n    ⟦step⟧ search \"Search\" {\n      ⟦painpoint⟧ slow \"Slow\"\n    }\n  }\n}\n",
        );
        let helps: Vec<&str> = found.iter().map(|found| found.help.as_str()).collect();
        assert_eq!(
            helps,
            ["Did you mean `persona`?", "Did you mean `stage`?", "Did you mean `touchpoint`?", "Did you mean `pain`?"]
        );
        assert_eq!(found[0].message, "`Persona` is not a keyword");
    }

    #[test]
    fn a_keyword_of_another_place_is_named_with_its_place() {
        let found = findings(&UnknownKeyword, "journey w \"W\" {\n  ⟦touchpont⟧ t \"T\" { }\n}\n");
        assert_eq!(found[0].help, "Did you mean `touchpoint`? A touchpoint stands in a stage.");
        assert_eq!(found[0].fixes, []);
    }

    #[test]
    fn where_none_is_near_the_help_says_what_may_stand_there() {
        let helps = |text: &str| findings(&UnknownKeyword, text)[0].help.clone();
        assert_eq!(
            helps("⟦xylophone⟧ x \"X\"\n"),
            "At the top of a file stand `persona`, `channel`, `actor`, `source`, `metric`, `journey` and `opportunity`."
        );
        assert_eq!(
            helps("persona p \"P\" {\n  ⟦xylophone⟧ x \"X\" { }\n}\n"),
            "A persona holds lines of the form `key: value` only."
        );
        assert_eq!(
            helps("⟦does⟧ \"x\"\n"),
            "It is a key of a touchpoint. Write it inside such a block, with a colon behind it."
        );
    }

    #[test]
    fn a_misspelled_key_without_its_colon_is_one_mistake() {
        let found = findings(&UnknownKeyword, "persona p \"P\" {\n  ⟦goals⟧ \"x\"\n}\n");
        assert_eq!(found[0].fixes[0].edits[0].replacement, "goal:");
    }

    #[test]
    fn keys_without_their_colon_are_not_keywords() {
        findings(&UnknownKeyword, "persona p \"P\" {\n  goal \"x\"\n  priority primary\n}\n");
    }

    #[test]
    fn a_file_of_prose_gets_a_number_of_findings_that_can_be_read() {
        let text = "⟦hello⟧ there\n".repeat(MOST) + &"hello there\n".repeat(50);
        assert_eq!(findings(&UnknownKeyword, &text).len(), MOST);
    }
}

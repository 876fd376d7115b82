//! `journey-without-persona`: a journey that nobody is named for.

use crate::group::LANGUAGE;
use journey_plugin::model::syntax::TextRange;
use journey_plugin::model::{Declaration, DeclarationId, Keyword, Resolution, Role};
use journey_plugin::{Applicability, Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::source_text::SourceText;
use crate::wording::{listed_as_written, shown};

/// Finds journeys that do not say whose they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct JourneyWithoutPersona;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "journey-without-persona",
    summary: "A journey that does not say whose it is",
    documentation: r#"
## What it does
Finds a journey without `persona`. Every journey names its personas itself, a to-be as well: who goes through the
journey may be the very thing that changes, so nothing is taken over from the journey that `of` names.

## Why it matters
A journey is somebody's. Without a persona its emotions are nobody's, and a map of everybody in general leads to
decisions for nobody in particular.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion maya: -1 }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion maya: -1 }
  }
}
```

## Source
The language reference, "Keywords": a journey is the way of one or a few personas. The page "Customer Journey Mapping"
that begins with "Good service is not enough": different customers go through it differently, so know the core types
before you draw.
"#,
    group: &LANGUAGE,
    severity: Severity::Warning,
    reach: Reach::File,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for JourneyWithoutPersona {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        let text = SourceText::new(&context.file().model);
        for journey in context.file().model.declarations() {
            if journey.keyword() != Some(Keyword::Journey) || journey.gives("persona", schema) {
                continue;
            }
            // A persona in the journey, in the wrong place or with a misspelled keyword, is told as that.
            let may_be_persona = |keyword| matches!(keyword, None | Some(Keyword::Persona));
            if journey.children().any(|inner| may_be_persona(inner.keyword())) || journey.has_broken_entries() {
                continue;
            }
            report.add(finding(context, journey, &text));
        }
    }
}

fn finding<'c>(context: &RuleContext<'c>, journey: Declaration<'c>, text: &SourceText<'_>) -> Diagnostic {
    let message = format!("Journey {} does not say whose it is", shown(&journey.label()));
    let why = "Without a persona its emotions are nobody's.";
    let personas = personas_inside(context, journey);
    let diagnostic =
        |what: String| Diagnostic::new(context.place(journey.name().range), &*message, format!("{why} {what}"));
    if personas.is_empty() {
        return diagnostic(
            "Name who goes through it, such as `persona: maya`, as the first line of the journey.".to_owned(),
        );
    }
    let line = format!("persona: {}", personas.join(", "));
    let (offset, replacement) = insertion(journey, text, &line);
    diagnostic(format!("Its touchpoints speak of {}: add `{line}`.", listed_as_written(&personas, "and"))).fix(
        format!("Add `{line}`"),
        Applicability::Suggestion,
        context.place(TextRange::empty(offset)),
        replacement,
    )
}

/// The names of the personas whose emotions stand in the journey, as they are written there, each once.
fn personas_inside<'p>(context: &RuleContext<'p>, journey: Declaration<'p>) -> Vec<&'p str> {
    let mut personas: Vec<(DeclarationId, &str)> = Vec::new();
    for reference in journey.descendants().flat_map(Declaration::references) {
        if reference.role != Role::Qualifier {
            continue;
        }
        let Resolution::Found(id) = context.project.resolve(context.id, &reference) else { continue };
        let is_persona = context.project.declaration(id).keyword() == Some(Keyword::Persona);
        if is_persona && personas.iter().all(|(known, _)| *known != id) {
            personas.push((id, reference.text));
        }
    }
    personas.into_iter().map(|(_, name)| name).collect()
}

/// Where a line comes to stand as the first of a block, and what is to be inserted there.
fn insertion(journey: Declaration<'_>, text: &SourceText<'_>, line: &str) -> (u32, String) {
    let end = text.line_end();
    let indentation = text.indentation(journey.range().start);
    let Some(body) = journey.body() else {
        return (journey.head_range().end, format!(" {{{end}{indentation}  {line}{end}{indentation}}}"));
    };
    let inside = TextRange::new(body.range().start + 1, body.range().end);
    // What stands behind the brace on its line (a comment, or the whole block) stays there.
    let first = text.slice(inside).lines().next().unwrap_or_default();
    if first.trim().is_empty() {
        let indentation = body
            .children()
            .next()
            .map_or_else(|| format!("{indentation}  "), |entry| text.indentation(entry.range().start).to_owned());
        (inside.start, format!("{end}{indentation}{line}"))
    } else {
        (inside.start, format!(" {line};"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    #[test]
    fn a_journey_of_nobody_is_told() {
        let found =
            findings(&JourneyWithoutPersona, "journey ⟦shop⟧ \"Weekly shop\" { state: as-is }\njourney ⟦\"Pay\"⟧\n");
        assert_eq!(found[0].message, "Journey `Weekly shop` does not say whose it is");
        assert_eq!(found[0].fixes, []);
    }

    #[test]
    fn the_personas_of_its_emotions_are_offered() {
        let text = "\
persona maya \"Maya\"
persona tom \"Tom\"
journey ⟦shop⟧ \"Shop\" {
    state: as-is
    stage find \"Find\" {
        touchpoint look \"Looks\" { emotion tom: -1; emotion maya: +1; emotion: 0 }
        touchpoint buy \"Buys\" { emotion tom: +2 }
    }
}
";
        let found = findings(&JourneyWithoutPersona, text);
        assert_eq!(
            found[0].help,
            "Without a persona its emotions are nobody's. Its touchpoints speak of `tom` and `maya`: add `persona: tom, maya`."
        );
        assert_eq!(found[0].fixes[0].edits[0].replacement, "\n    persona: tom, maya");
    }

    #[test]
    fn a_journey_on_one_line_stays_on_it() {
        let text = "\
persona tom \"Tom\"
journey ⟦shop⟧ \"Shop\" { stage find \"Find\" { touchpoint buy \"Buys\" { emotion tom: +2 } } }
";
        let found = findings(&JourneyWithoutPersona, text);
        assert_eq!(found[0].fixes[0].edits[0].replacement, " persona: tom;");
    }

    #[test]
    fn a_to_be_names_its_personas_itself() {
        findings(
            &JourneyWithoutPersona,
            "persona tom \"Tom\"\njourney shop \"Shop\" { persona: tom }\njourney ⟦next⟧ \"Next\" { state: to-be; of: shop }\n",
        );
    }

    #[test]
    fn what_may_be_meant_as_its_persona_is_enough() {
        for inside in
            ["prsona: tom", "persona tom", "persona tom \"Tom\"", "persona:", "persna tom \"Tom\"", "??", "{ }"]
        {
            findings(
                &JourneyWithoutPersona,
                &format!("persona tom \"Tom\"\njourney shop \"Shop\" {{\n  {inside}\n}}\n"),
            );
        }
    }
}

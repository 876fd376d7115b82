//! `empty-stage`: a stage in which nothing happens.

use crate::group::LANGUAGE;
use journey_plugin::model::{Declaration, Keyword, Schema};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::wording::shown;

/// Finds stages in which nothing happens.
#[derive(Clone, Copy, Debug)]
pub(super) struct EmptyStage;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "empty-stage",
    summary: "A stage in which nothing happens",
    documentation: r#"
## What it does
Finds a stage without touchpoints. A stage that another journey works out, which `detail` names, may be empty.

## Why it matters
A stage is told by its touchpoints: without any, nobody can see what the customer does there or how it feels, and the
emotional curve has a hole.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    goal: "Find a shop that delivers tonight"
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    goal: "Find a shop that delivers tonight"
    touchpoint search "Searches for dinner" { emotion: -1 }
  }
}
```

## Source
The language reference, "Keywords": a stage is a part of the journey in which the customer pursues one aim, and it is told
by what they do there. "Introduction to Customer Journey Mapping" asks for touchpoints and emotions in every stage.
"#,
    group: &LANGUAGE,
    severity: Severity::Warning,
    reach: Reach::File,
    fixes: None,
    options: &[],
};

impl Rule for EmptyStage {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        let mut declarations = context.file().model.declarations().peekable();
        while let Some(stage) = declarations.next() {
            if stage.keyword() != Some(Keyword::Stage) || !is_empty(stage, schema) {
                continue;
            }
            // Without its braces, its touchpoints stand below it, where they may not: that is told.
            let below =
                |next: &Declaration<'_>| next.keyword() == Some(Keyword::Touchpoint) && next.parent() == stage.parent();
            if stage.body().is_none() && declarations.peek().is_some_and(below) {
                continue;
            }
            let message = format!("Stage {} has no touchpoints", shown(&stage.label()));
            let help = "Nothing shows what the customer does here or how it feels. Add a touchpoint, or name the journey \
                        that works this stage out with `detail`.";
            report.add(Diagnostic::new(context.place(stage.name().range), message, help));
        }
    }
}

/// Whether nothing happens in it, and nothing in it is wrong that may be meant as a touchpoint.
fn is_empty(stage: Declaration<'_>, schema: &Schema) -> bool {
    let may_hold = |keyword| matches!(keyword, None | Some(Keyword::Touchpoint | Keyword::Stage));
    !stage.descendants().any(|inner| may_hold(inner.keyword()))
        && !stage.gives("detail", schema)
        && !stage.has_broken_entries()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    fn journey(stage: &str) -> String {
        format!(
            "persona maya \"Maya\"\njourney shop \"Shop\" {{\n  persona: maya\n  {stage}\n}}\njourney more \"More\" {{ persona: maya }}\n"
        )
    }

    #[test]
    fn a_stage_without_touchpoints_is_told() {
        let found =
            findings(&EmptyStage, &journey("stage ⟦find⟧ \"Find it\" { pain slow \"Slow\" }\n  stage ⟦\"Pay\"⟧"));
        assert_eq!(found[0].message, "Stage `Find it` has no touchpoints");
    }

    #[test]
    fn a_stage_that_is_worked_out_elsewhere_may_be_empty() {
        findings(&EmptyStage, &journey("stage find \"Find\" { detail: more }"));
    }

    #[test]
    fn what_may_be_meant_as_a_touchpoint_or_as_detail_is_enough() {
        for inside in [
            "touchpont search \"Search\"",
            "stage inner \"Misplaced\" { touchpoint search \"Search\" }",
            "detial: more",
            "detail more",
            "detail:",
            "touchpoint",
            "??",
            "{ }",
        ] {
            findings(&EmptyStage, &journey(&format!("stage find \"Find\" {{\n    {inside}\n  }}")));
        }
        findings(&EmptyStage, &journey("stage find \"Find\"\n    touchpoint search \"Search\"\n  }"));
    }
}

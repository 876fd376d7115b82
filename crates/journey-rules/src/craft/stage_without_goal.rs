//! `stage-without-goal`: a stage that does not say what the customer wants from it.

use journey_plugin::model::Declaration;
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::SCOPE;
use crate::standing::{is_retired, lacks};
use crate::wording::shown;

/// Finds stages without a goal.
#[derive(Clone, Copy, Debug)]
pub(super) struct StageWithoutGoal;

/// More of them in a journey are told together.
const SEPARATELY: usize = 2;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "stage-without-goal",
    summary: "A stage that does not say what the customer wants from it",
    documentation: r#"
## What it does
Finds a stage without `goal`. Where no stage of a journey has one, that is one finding (info) about the journey; where
more than two have none, one hint about the journey points at them. Silent for
stages that another journey works out (`detail`), for variants of another journey (`of`), whose stages are told
there, and for retired journeys.

## Why it matters
Stages end where the customer's aim changes. A stage without an aim is often a department in disguise, and nobody can tell
whether what happens in it helps.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 }
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
Alex Bischoff, "Customer journey map: What it is and why you need one" (Delighted): behind every contact is something
the customer is after, and stages are cut by what they need on the way.
"#,
    group: &SCOPE,
    severity: Severity::Hint,
    reach: Reach::File,
    fixes: None,
    options: &[],
};

impl Rule for StageWithoutGoal {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        for facts in context.journeys() {
            let journey = facts.declaration;
            let is_without = |stage: &Declaration<'_>| {
                lacks(*stage, "goal", context.project.schema()) && !stage.gives("detail", schema)
            };
            let Some(first) = facts.stages.iter().position(is_without) else { continue };
            if is_retired(journey) || journey.gives("of", schema) {
                continue;
            }
            let without = facts.stages.iter().skip(first).copied().filter(is_without);
            let without: Vec<Declaration<'_>> = without.filter(|stage| !context.allows(stage.name().range)).collect();
            if without.len() == facts.stages.len() && without.len() > 1 {
                report.add_as(Severity::Info, of_all(context, journey));
            } else if without.len() > SEPARATELY {
                report.add(of_several(context, facts.stages.len(), journey, &without));
            } else {
                without.into_iter().for_each(|stage| report.add(of_one(context, stage)));
            }
        }
    }
}

fn of_one(context: &RuleContext<'_>, stage: Declaration<'_>) -> Diagnostic {
    let message = format!("The stage {} does not say what the customer wants from it", shown(&stage.label()));
    let help = "The goal is the measure for every touchpoint in it. Write it in the customer's words, such as \
                `goal: \"Find a shop that delivers tonight\"`.";
    Diagnostic::new(context.place(stage.name().range), message, help)
}

fn of_several(
    context: &RuleContext<'_>,
    all: usize,
    journey: Declaration<'_>,
    without: &[Declaration<'_>],
) -> Diagnostic {
    let label = shown(&journey.label());
    let message = format!(
        "{} of {all} stages of the journey {label} do not say what the customer wants from them",
        without.len()
    );
    let help = "The goal is the measure for every touchpoint in a stage. Write it in the customer's words, such as \
                `goal: \"Find a shop that delivers tonight\"`.";
    let diagnostic = Diagnostic::new(context.place(journey.name().range), message, help);
    without
        .iter()
        .fold(diagnostic, |diagnostic, stage| diagnostic.related(context.place(stage.name().range), "has no goal"))
}

fn of_all(context: &RuleContext<'_>, journey: Declaration<'_>) -> Diagnostic {
    let message = format!("No stage of the journey {} says what the customer wants from it", shown(&journey.label()));
    let help = "Stages without a goal easily follow your departments instead of the customer. Give each one in the customer's \
                words, such as `goal: \"Find a shop that delivers tonight\"`, and join neighbours that have the same.";
    Diagnostic::new(context.place(journey.name().range), message, help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    #[test]
    fn a_stage_without_a_goal_is_a_hint() {
        let found = findings(
            &StageWithoutGoal,
            "journey shop \"Shop\" {\r\n  stage find \"Find\" { goal: \"Dinner\" }\r\n  stage ⟦pay⟧ \"Pay\"\r\n  stage ⟦\"Eat\"⟧\r\n}\r\n",
        );
        assert_eq!(found[0].message, "The stage `Pay` does not say what the customer wants from it");
        assert_eq!(
            found[0].help,
            "The goal is the measure for every touchpoint in it. Write it in the customer's words, such as `goal: \"Find a \
             shop that delivers tonight\"`."
        );
        assert!(found.iter().all(|one| one.severity == Severity::Hint), "{found:#?}");
        let alone = findings(&StageWithoutGoal, "journey shop \"Shop\" { stage ⟦pay⟧ \"Pay\" }\n");
        assert_eq!(alone[0].severity, Severity::Hint);
    }

    #[test]
    fn where_no_stage_has_one_the_journey_is_told_once() {
        let found = findings(
            &StageWithoutGoal,
            "journey ⟦shop⟧ \"Shop\" { stage find \"Find\"; stage pay \"Pay\"; stage eat \"Eat\" }\n",
        );
        assert_eq!(found[0].message, "No stage of the journey `Shop` says what the customer wants from it");
        assert_eq!(
            found[0].help,
            "Stages without a goal easily follow your departments instead of the customer. Give each one in the customer's \
             words, such as `goal: \"Find a shop that delivers tonight\"`, and join neighbours that have the same."
        );
        assert_eq!(found[0].severity, Severity::Info);
    }

    #[test]
    fn where_several_have_none_the_journey_is_told_once_and_points_at_them() {
        let found = findings(
            &StageWithoutGoal,
            "journey ⟦shop⟧ \"Shop\" { stage a \"A\" { goal: \"Dinner\" }; stage b \"B\"; stage c \"C\"; stage d \"D\" }\n",
        );
        assert_eq!(
            found[0].message,
            "3 of 4 stages of the journey `Shop` do not say what the customer wants from them"
        );
        assert_eq!((found[0].severity, found[0].related.len()), (Severity::Hint, 3));
    }

    #[test]
    fn what_may_be_meant_as_a_goal_is_enough_and_detail_stands_elsewhere() {
        for inside in ["goal: \"Eat\"", "gaol: \"Eat\"", "goal \"Eat\"", "goal:", "detail: more", "detial: more", "??"]
        {
            findings(
                &StageWithoutGoal,
                &format!("journey shop \"Shop\" {{\n  stage s \"S\" {{\n    {inside}\n  }}\n}}\n"),
            );
        }
    }

    #[test]
    fn variants_and_retired_journeys_are_left_alone() {
        for line in ["of: shop", "status: retired"] {
            findings(&StageWithoutGoal, &format!("journey next \"Next\" {{ {line}; stage a \"A\"; stage b \"B\" }}\n"));
        }
        findings(&StageWithoutGoal, "journey next \"Next\"\n");
    }
}

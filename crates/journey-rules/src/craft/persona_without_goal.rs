//! `persona-without-goal`: a persona of whom nobody knows what they want to get done.

use journey_plugin::model::{DeclarationId, Keyword};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::PEOPLE;
use crate::standing::lacks;
use crate::wording::shown;

/// Finds personas without a goal.
#[derive(Clone, Copy, Debug)]
pub(super) struct PersonaWithoutGoal;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "persona-without-goal",
    summary: "A persona of whom nobody knows what they want to get done",
    documentation: r#"
## What it does
Finds a persona that a journey speaks of and that has neither `goal` nor `job`. What they want from your service
(`wants`) is not yet what they want to get done with it. A persona that no journey speaks of is left to the rules about
unused names.

## Why it matters
A goal is the measure of every stage and of every touchpoint in it: whether a step helps or is in the way can only be
told by somebody who knows where the customer is going. Without one, a persona is a photograph with an age.

## Example
```journey
persona tom "Tom, first-time buyer"

journey weekly_shop "Weekly shop" {
  persona: tom
}
```

## Better
```journey
persona tom "Tom, first-time buyer" {
  goal: "Cook for four friends without a trip to the shop"
}

journey weekly_shop "Weekly shop" {
  persona: tom
}
```

## Source
"Introduction to Customer Journey Mapping" counts goals and motivations among what a persona has to say. Alex
Bischoff, "Customer journey map: What it is and why you need one" (Delighted): behind every step a customer takes is a
goal, and stages follow from it. The form of `job` comes from the idea of the job that a product is hired for.
"#,
    group: &PEOPLE,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[],
};

impl Rule for PersonaWithoutGoal {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for persona in context.declarations_of(Keyword::Persona) {
            let id = DeclarationId { file: context.id, local: persona.local_id() };
            if !lacks(*persona, "goal", context.project.schema())
                || persona.gives("job", context.project.schema())
                || !context.project.is_used(id)
            {
                continue;
            }
            let message = format!("Nobody knows what {} wants to get done", shown(&persona.label()));
            let help = "The goal is the measure of every stage: without it nobody can say whether a step helps or is in the \
                        way. Write it in their own terms, such as `goal: \"Order the week's food in ten minutes\"`.";
            report.add(Diagnostic::new(context.place(persona.name().range), message, help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    #[test]
    fn a_persona_of_a_journey_without_a_goal_is_told() {
        let found = findings(
            &PersonaWithoutGoal,
            "persona ⟦tom⟧ \"Tom, first-time buyer\"\r\npersona ⟦\"Zoë\"⟧ { wants: \"A drawing\" }\r\n\
             journey shop \"Shop\" { persona: tom, zoë }\r\n",
        );
        assert_eq!(found[0].message, "Nobody knows what `Tom, first-time buyer` wants to get done");
        assert_eq!(
            found[0].help,
            "The goal is the measure of every stage: without it nobody can say whether a step helps or is in the way. Write \
             it in their own terms, such as `goal: \"Order the week's food in ten minutes\"`."
        );
    }

    #[test]
    fn a_journey_in_any_file_and_an_emotion_count_as_use() {
        let user = "journey shop \"Shop\" { stage s \"S\" { touchpoint t \"T\" { emotion tom: -1 } } }\n";
        findings_among(&PersonaWithoutGoal, &[("a.journey", "persona ⟦tom⟧ \"Tom\"\n"), ("b.journey", user)]);
    }

    #[test]
    fn a_goal_or_a_job_or_what_may_be_meant_as_one_is_enough() {
        for inside in ["goal: \"Eat\"", "job: \"When, want, so\"", "goals: \"Eat\"", "goal \"Eat\"", "goal:", "??"] {
            findings(
                &PersonaWithoutGoal,
                &format!("persona tom \"Tom\" {{\n  {inside}\n}}\njourney shop \"Shop\" {{ persona: tom }}\n"),
            );
        }
    }

    #[test]
    fn a_persona_that_no_journey_speaks_of_is_left_to_others() {
        findings(&PersonaWithoutGoal, "persona tom \"Tom\"\njourney shop \"Shop\" { persona: tm }\n");
    }
}

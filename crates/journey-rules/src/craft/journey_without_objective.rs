//! `journey-without-objective`: a journey map that does not say what it is for.

use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::journey_without_owner::original_gives;
use crate::group::SCOPE;
use crate::standing::{is_retired, lacks, works_out_a_stage};
use crate::wording::shown;

/// Finds journeys without an objective.
#[derive(Clone, Copy, Debug)]
pub(super) struct JourneyWithoutObjective;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "journey-without-objective",
    summary: "A journey map that does not say what it is for",
    documentation: r#"
## What it does
Finds a journey without `objective`: what your organisation wants to reach with the map. Where the journey has a `goal`,
it is only a hint: what the customer wants is known, and what you want is not.

Silent where another journey says it: for a variant of a journey with an objective (`of`), and for a journey that works
out a stage of another (`detail`). Retired journeys need none.

## Why it matters
A map without a purpose grows until it shows everything and decides nothing. The objective says which stages deserve
detail, which numbers count, and when the map has done its work.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  state: as-is
  owner: @growth
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  state: as-is
  objective: "Cut first-order abandonment from 38% to 20%"
  owner: @growth
}
```

## Source
"Introduction to Customer Journey Mapping" starts with it: a clear purpose, such as fewer customers lost or a new
service found, guides the analysis and keeps it to what matters.
"#,
    group: &SCOPE,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[],
};

impl Rule for JourneyWithoutObjective {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for journey in context.journeys().iter().map(|facts| facts.declaration) {
            if is_retired(journey)
                || !lacks(journey, "objective", context.project.schema())
                || original_gives(context, journey, "objective")
                || works_out_a_stage(context, journey)
            {
                continue;
            }
            let message = format!("The journey {} does not say what the map is for", shown(&journey.label()));
            let what = "Say what you want to reach with it, best as a number with a before and an after, such as \
                        `objective: \"Cut first-order abandonment from 38% to 20%\"`.";
            let (severity, why) = if journey.gives("goal", context.project.schema()) {
                (Severity::Hint, "It says what the customer wants, and not what you want to change.")
            } else {
                (
                    Severity::Info,
                    "Without a purpose nobody knows which parts deserve detail, and when the work is done.",
                )
            };
            let place = context.place(journey.name().range);
            report.add_as(severity, Diagnostic::new(place, message, format!("{why} {what}")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    #[test]
    fn a_map_without_a_purpose_is_told() {
        let found = findings(
            &JourneyWithoutObjective,
            "journey ⟦shop⟧ \"Weekly shop\" { state: as-is }\r\njourney ⟦\"Pay\"⟧ { stage pay \"Pay\" { goal: \"Paid\" } }\r\n",
        );
        assert_eq!(found[0].message, "The journey `Weekly shop` does not say what the map is for");
        assert_eq!(
            found[0].help,
            "Without a purpose nobody knows which parts deserve detail, and when the work is done. Say what you want to \
             reach with it, best as a number with a before and an after, such as `objective: \"Cut first-order \
             abandonment from 38% to 20%\"`."
        );
        assert!(found.iter().all(|one| one.severity == Severity::Info), "{found:#?}");
    }

    #[test]
    fn where_the_goal_of_the_customer_is_known_it_is_a_hint() {
        let found = findings(&JourneyWithoutObjective, "journey ⟦shop⟧ \"Shop\" { goal: \"Food in the house\" }\n");
        assert_eq!(found[0].severity, Severity::Hint);
        assert!(found[0].help.starts_with("It says what the customer wants"), "{}", found[0].help);
    }

    #[test]
    fn what_may_be_meant_as_an_objective_is_enough_and_retired_journeys_need_none() {
        for inside in ["objective: \"x\"", "objectiv: \"x\"", "objective \"x\"", "objective:", "status: retired", "??"]
        {
            findings(&JourneyWithoutObjective, &format!("journey shop \"Shop\" {{\n  {inside}\n}}\n"));
        }
    }

    #[test]
    fn another_journey_may_say_it() {
        let main = "journey shop \"Shop\" { objective: \"Sell\"; stage pay \"Pay\" { detail: paying } }\n";
        let of = "journey next \"Next\" { state: to-be; of: shop }\n";
        let detail = "journey paying \"Paying\" { goal: \"Paid\" }\n";
        for text in [of, detail] {
            findings_among(&JourneyWithoutObjective, &[("a.journey", text), ("b.journey", main)]);
        }
        let only_of = "journey paying_next \"Next\" { of: paying; objective: \"x\" }\n";
        let found = findings_among(
            &JourneyWithoutObjective,
            &[("a.journey", "journey ⟦paying⟧ \"Paying\"\n"), ("b.journey", only_of)],
        );
        assert_eq!(found[0].message, "The journey `Paying` does not say what the map is for");
    }
}

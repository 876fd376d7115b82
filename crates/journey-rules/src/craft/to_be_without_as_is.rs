//! `to-be-without-as-is`: a plan that does not say what it improves.

use journey_plugin::model::{Declaration, IdSource, Property};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::IMPROVEMENT;
use crate::standing::{is_of_today, is_plan, lacks};
use crate::wording::shown;

/// Finds to-be journeys that name no journey of today.
#[derive(Clone, Copy, Debug)]
pub(super) struct ToBeWithoutAsIs;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "to-be-without-as-is",
    summary: "A to-be journey that does not say which journey it improves",
    documentation: r#"
## What it does
Finds a journey with `state: to-be` and without `of`. Where exactly one journey of today in the same file has the same
label or a name that the plan's name begins with (`weekly_shop` and `weekly_shop_next`), the help names it. Retired
journeys are left alone.

## Why it matters
A plan is only as good as what it leaves behind. Without the journey of today beside it nobody can say which pains go
away, and who feels better and where: it is a wish. With `of` all of that is compared for you.

A service that is entirely new has no journey of ours to improve. Customers still manage somehow today; map that. If it
truly makes no sense, say so above the journey: `// journey: allow(to-be-without-as-is) nobody offers this yet`.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
}

journey weekly_shop_next "Weekly shop, next year" {
  state: to-be
  persona: maya
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
}

journey weekly_shop_next "Weekly shop, next year" {
  state: to-be
  of: weekly_shop
  persona: maya
}
```

## Source
The page "Customer Journey Mapping" that begins with "Good service is not enough" redesigns only after everybody
agrees on what the journey looks like today and what customers hate about it.
"#,
    group: &IMPROVEMENT,
    severity: Severity::Info,
    reach: Reach::File,
    fixes: None,
    options: &[],
};

impl Rule for ToBeWithoutAsIs {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        for journey in context.journeys() {
            let plan = journey.declaration;
            // `of` is so short that any unknown key may be meant as such.
            let is_unknown = |property: Property<'_>| property.schema(schema).is_none();
            if !is_plan(plan) || !lacks(plan, "of", schema) || plan.properties().any(is_unknown) {
                continue;
            }
            let message = format!("The to-be journey {} does not say which journey it improves", shown(&plan.label()));
            let why =
                "Without the journey of today beside it nobody can see who will feel better, and which pains go away.";
            let what = match only_counterpart(context, plan) {
                Some(today) => format!("If it is {}, add `of: {}`.", shown(&today.label()), today.id()),
                None => "Name that journey with `of`, or map first how customers manage today.".to_owned(),
            };
            let state = plan.property("state").and_then(|state| state.value());
            let range = state.map_or_else(|| plan.name().range, |state| state.range());
            report.add(Diagnostic::new(context.place(range), message, format!("{why} {what}")));
        }
    }
}

/// The only journey of today in the file whose label is the plan's, or whose name the plan's name begins with.
fn only_counterpart<'c>(context: &RuleContext<'c>, plan: Declaration<'c>) -> Option<Declaration<'c>> {
    let schema = context.project.schema();
    let is_counterpart = |today: &Declaration<'_>| {
        let is_stem = || plan.id().strip_prefix(today.id()).is_some_and(|rest| rest.starts_with(['_', '-']));
        *today != plan
            && today.id_source() != IdSource::Missing
            && (is_stem() || today.label().to_lowercase() == plan.label().to_lowercase())
            && is_of_today(*today, schema)
    };
    let mut journeys = context.journeys().iter().map(|journey| journey.declaration).filter(is_counterpart);
    let first = journeys.next()?;
    journeys.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    const TODAY: &str = "persona maya \"Maya\"\njourney shop \"Weekly shop\" { persona: maya }\n";

    fn plan(name: &str, inside: &str) -> String {
        format!("{TODAY}journey {name} {{ persona: maya; {inside} }}\n")
    }

    #[test]
    fn a_plan_that_stands_alone_is_told_at_its_state() {
        let found = findings(&ToBeWithoutAsIs, &plan("tomorrow \"Tomorrow\"", "state: ⟦to-be⟧"));
        assert_eq!(found[0].message, "The to-be journey `Tomorrow` does not say which journey it improves");
        assert_eq!(
            found[0].help,
            "Without the journey of today beside it nobody can see who will feel better, and which pains go away. Name that \
             journey with `of`, or map first how customers manage today."
        );
    }

    #[test]
    fn the_only_journey_that_may_be_meant_is_named() {
        for name in ["shop_next \"Next\"", "shop-2 \"Next\"", "later \"weekly shop\""] {
            let found = findings(&ToBeWithoutAsIs, &plan(name, "state: ⟦to-be⟧"));
            assert!(found[0].help.ends_with("If it is `Weekly shop`, add `of: shop`."), "{name}: {}", found[0].help);
        }
        for others in ["journey other \"Next\" { persona: maya }", "journey shop_n \"N\" { persona: maya }\n"] {
            let both = format!("{}{others}", plan("shop_n_2 \"Next\"", "state: ⟦to-be⟧"));
            assert!(findings(&ToBeWithoutAsIs, &both)[0].help.contains("Name that journey"));
        }
        let retired =
            "persona maya \"Maya\"\njourney shop \"S\" { status: retired }\njourney shop_2 \"N\" { state: ⟦to-be⟧ }\n";
        assert!(findings(&ToBeWithoutAsIs, retired)[0].help.contains("Name that journey"));
    }

    #[test]
    fn journeys_of_today_retired_plans_and_those_that_name_one_are_left_alone() {
        for inside in [
            "state: as-is",
            "goal: \"x\"",
            "state: to-be; of: shop",
            "state: to-be; of: unknown",
            "state: to-be; status: retired",
            "state: to-be; extends: shop",
            "state: to-be; ofx: shop",
            "state: to-be\nof shop",
            "state: to-be; of:",
            "state: tobe",
        ] {
            findings(&ToBeWithoutAsIs, &plan("shop_2 \"N\"", inside));
        }
    }
}

//! `too-many-personas`: a journey that follows more people than a map can show.

use journey_plugin::model::Value;
use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::PEOPLE;
use crate::standing::is_retired;
use crate::wording::{listed_as_written, shown};

/// Finds journeys of too many personas.
#[derive(Clone, Copy, Debug)]
pub(super) struct TooManyPersonas;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "too-many-personas",
    summary: "A journey that follows more personas than one map can show",
    documentation: r#"
## What it does
Finds a journey with more than three personas, and points at the fourth. How many are too many can be set.

## Why it matters
Different people want and hate different things on the same way. A map of many people shows none of them: their curves
cross until nobody can read them, or everybody gets the same emotion.

## Example
```journey
persona maya "Maya, busy parent" { priority: primary }
persona tom "Tom, first-time buyer"
persona ines "Ines, cooks for ten"
persona karl "Karl, cannot carry bags"

journey weekly_shop "Weekly shop" {
  persona: maya, tom, ines, karl
}
```

## Better
```journey
persona maya "Maya, busy parent" { priority: primary }
persona tom "Tom, first-time buyer"
persona ines "Ines, cooks for ten"
persona karl "Karl, cannot carry bags"

journey weekly_shop "Weekly shop" {
  persona: maya, tom
}

journey big_order "A big order" {
  persona: ines, karl
}
```

## Source
Alex Bischoff, "Customer journey map: What it is and why you need one" (Delighted): three personas at most to begin
with, so that the design keeps its focus.
"#,
    group: &PEOPLE,
    severity: Severity::Info,
    reach: Reach::File,
    fixes: None,
    options: &[OptionDescription {
        id: "most",
        documentation: "How many personas a journey may have.",
        kind: OptionKind::WholeNumber { least: 1, most: 20, default: 3 },
    }],
};

impl Rule for TooManyPersonas {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for journey in context.journeys().iter().map(|facts| facts.declaration) {
            let Some(personas) = journey.property("persona") else { continue };
            let mut named: Vec<(&str, Value<'_>)> = Vec::new();
            for value in personas.values() {
                let Some(name) = value.reference() else { continue };
                if named.iter().all(|(known, _)| *known != name) {
                    named.push((name, value));
                }
            }
            let most = usize::try_from(context.whole_number("most")).unwrap_or(usize::MAX);
            let Some(too_many @ [(_, first), ..]) = named.get(most..).filter(|_| !is_retired(journey)) else {
                continue;
            };
            let message = format!("The journey {} follows {} personas at once", shown(&journey.label()), named.len());
            let rest: Vec<&str> = too_many.iter().map(|(name, _)| *name).collect();
            let help = format!(
                "In a map of more than {most} nobody's way can be read, because each wants and hates something else. Keep \
                 those who come first (`priority: primary`), and give {} a journey of their own.",
                listed_as_written(&rest, "and")
            );
            report.add(Diagnostic::new(context.place(first.range()), message, help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, findings};
    use journey_plugin::model::configuration::OptionValue;

    #[test]
    fn the_fourth_persona_is_pointed_at() {
        let found =
            findings(&TooManyPersonas, "journey shop \"Weekly shop\" {\r\n  persona: a, b, c,\r\n    ⟦d⟧, e\r\n}\r\n");
        assert_eq!(found[0].message, "The journey `Weekly shop` follows 5 personas at once");
        assert_eq!(
            found[0].help,
            "In a map of more than 3 nobody's way can be read, because each wants and hates something else. Keep those who \
             come first (`priority: primary`), and give `d` and `e` a journey of their own."
        );
    }

    #[test]
    fn three_are_fine_and_nobody_counts_twice() {
        for inside in [
            "persona: a, b, c",
            "persona: a, b, a, c, b",
            "persona: a, b, c, \"Tom\"",
            "persona: a, b, c,",
            "persona:",
            "",
            "persona: a, b, c, d; status: retired",
        ] {
            findings(&TooManyPersonas, &format!("journey shop \"Shop\" {{\n  {inside}\n}}\n"));
        }
    }

    #[test]
    fn how_many_are_too_many_can_be_set() {
        let with = |most: i64, text: &str| {
            let most = (DESCRIPTION.id, "most", OptionValue::WholeNumber(most));
            Case::of(text).with_option(most).findings(&TooManyPersonas)
        };
        let found = with(1, "journey shop \"Shop\" { persona: a, ⟦b⟧ }\n");
        assert_eq!(found[0].message, "The journey `Shop` follows 2 personas at once");
        with(1, "journey shop \"Shop\" { persona: a }\n");
        with(4, "journey shop \"Shop\" { persona: a, b, c, d }\n");
    }
}

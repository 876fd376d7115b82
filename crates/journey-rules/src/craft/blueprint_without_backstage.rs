//! `blueprint-without-backstage`: a blueprint that ends at the line of visibility.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::{Declaration, Keyword};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::IMPROVEMENT;
use crate::standing::{has, is_retired};
use crate::wording::{listed_as_written, shown};

/// Finds journeys that say what customers see of the service, and not what stands behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlueprintWithoutBackstage;

/// So many of the touchpoints without anything behind them are named.
const NAMED: usize = 3;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "blueprint-without-backstage",
    summary: "A service blueprint that ends at what customers see",
    documentation: r#"
## What it does
Finds a journey that begins a service blueprint and does not go behind the line of visibility: at least `least`
touchpoints say what happens `frontstage`, and none of the journey's touchpoints has a `backstage` or `support` lane. It
is one finding for the journey. Where some have such a lane, and three or more touchpoints with a `frontstage` have
none, more than twice as many as have one, it is a hint. Retired journeys are left alone; plans are not, for a plan has
to be staffed too.

## Why it matters
What customers see is made out of sight. A late letter is a queue in an office, an unhelpful clerk is a screen that
shows the wrong half of the file. As long as the map ends at the counter, every pain looks like a matter of
friendliness, and the teams whose work would have to change are not even in the picture.

## Example
```journey
persona maya "Maya, busy parent"
channel app "Mobile app"
actor courier "Courier"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage buy "Buy" {
    touchpoint search "Searches for dinner" {
      emotion: -1 "irritated"
      frontstage: app "Shows results"
    }
    touchpoint doorbell "Opens the door" {
      emotion: +2 "relieved"
      frontstage: courier "Carries the bags in"
    }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"
channel app "Mobile app"
actor courier "Courier"
actor stock "Stock system"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage buy "Buy" {
    touchpoint search "Searches for dinner" {
      emotion: -1 "irritated"
      frontstage: app "Shows results"
      support: stock "Answers with last night's levels"
    }
    touchpoint doorbell "Opens the door" {
      emotion: +2 "relieved"
      frontstage: courier "Carries the bags in"
    }
  }
}
```

## Source
G. Lynn Shostack's service blueprint drew the line of visibility, with what customers do not see beyond it; later
writers (Jane Kingman-Brundage, Mary Jo Bitner) added the lane of support. The page "Customer Journey Mapping" that
begins with "Good service is not enough" adds why: a better journey means redesigning the flow and the process behind
it.
"#,
    group: &IMPROVEMENT,
    severity: Severity::Info,
    reach: Reach::File,
    fixes: None,
    options: &[OptionDescription {
        id: "least",
        documentation: "At how many touchpoints a journey says what happens frontstage at least before it counts as a \
                        blueprint.",
        kind: OptionKind::WholeNumber { least: 1, most: 1000, default: 2 },
    }],
};

impl Rule for BlueprintWithoutBackstage {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        let key = |name| schema.key_id(Keyword::Touchpoint, name);
        let (front, back, support) = (key("frontstage"), key("backstage"), key("support"));
        for journey in context.journeys() {
            let seen: Vec<Declaration<'_>> =
                journey.touchpoints.iter().copied().filter(|touchpoint| has(*touchpoint, front)).collect();
            if i64::try_from(seen.len()).is_ok_and(|count| count < context.whole_number("least")) {
                continue;
            }
            let has_behind = |touchpoint: &Declaration<'_>| has(*touchpoint, back) || has(*touchpoint, support);
            let behind = journey.touchpoints.iter().filter(|touchpoint| has_behind(touchpoint)).count();
            let begins = behind > 0;
            let bare: Vec<Declaration<'_>> =
                seen.iter().copied().filter(|touchpoint| !has_behind(touchpoint)).collect();
            if begins && (bare.len() < 3 || bare.len() <= behind * 2)
                || bare.is_empty()
                || is_retired(journey.declaration)
            {
                continue;
            }
            let is_meant = |touchpoint: &Declaration<'_>| {
                let given = |name| touchpoint.gives(name, schema);
                given("backstage") || given("support") || touchpoint.has_broken_entries()
            };
            if !begins && journey.touchpoints.iter().any(is_meant) || bare.iter().any(is_meant) {
                continue;
            }
            let severity = if begins { Severity::Hint } else { Severity::Info };
            report.add_as(severity, finding(context, journey.declaration, &bare, seen.len(), begins));
        }
    }
}

fn finding(
    context: &RuleContext<'_>,
    journey: Declaration<'_>,
    bare: &[Declaration<'_>],
    seen: usize,
    begins: bool,
) -> Diagnostic {
    let label = shown(&journey.label());
    let message = if begins {
        format!("{} of {seen} frontstage steps of {label} have nothing behind them", bare.len())
    } else {
        format!("The blueprint of {label} ends at what customers see")
    };
    let names: Vec<&str> = bare.iter().take(NAMED).map(|touchpoint| touchpoint.id()).collect();
    let help = format!(
        "What customers see is made out of sight, and most causes are found there. Ask who prepares {} and with which \
         systems, and add lanes such as `backstage: picking \"Packs frozen food last\"` or `support: stock \"…\"`.",
        listed_as_written(&names, "or")
    );
    let diagnostic = Diagnostic::new(context.place(journey.name().range), message, help);
    bare.iter().take(NAMED).fold(diagnostic, |diagnostic, touchpoint| {
        let front = touchpoint.property("frontstage");
        let range = front.map_or_else(|| touchpoint.name().range, |front| front.key_range());
        diagnostic.related(context.place(range), "nothing stands behind this")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    fn journey(name: &str, head: &str, touchpoints: &[&str]) -> String {
        let numbered = touchpoints.iter().enumerate();
        let lines: Vec<String> =
            numbered.map(|(at, inside)| format!("    touchpoint t{at} \"T{at}\" {{\n{inside}\n    }}\n")).collect();
        format!(
            "channel app \"App\"\njourney {name} \"Shop\" {{\n{head}  stage s \"S\" {{\n{}  }}\n}}\n",
            lines.concat()
        )
    }

    const FRONT: &str = "      frontstage: app \"Shows\"";
    const BOTH: &str = "      frontstage: app \"Shows\"\n      backstage: app \"Looks\"";

    #[test]
    fn a_blueprint_of_the_front_only_is_one_finding() {
        let found = findings(&BlueprintWithoutBackstage, &journey("⟦shop⟧", "", &[FRONT, "", FRONT]));
        assert_eq!(found[0].message, "The blueprint of `Shop` ends at what customers see");
        assert_eq!(
            found[0].help,
            "What customers see is made out of sight, and most causes are found there. Ask who prepares `t0` or `t2` and \
             with which systems, and add lanes such as `backstage: picking \"Packs frozen food last\"` or `support: stock \"…\"`."
        );
        assert_eq!((found[0].severity, found[0].related.len()), (Severity::Info, 2));
        findings(&BlueprintWithoutBackstage, &journey("⟦shop⟧", "  state: to-be\n", &[FRONT, FRONT]));
    }

    #[test]
    fn a_blueprint_that_has_little_behind_the_front_is_a_hint() {
        let found = findings(&BlueprintWithoutBackstage, &journey("⟦shop⟧", "", &[FRONT, FRONT, FRONT, FRONT, BOTH]));
        assert_eq!(found[0].message, "4 of 5 frontstage steps of `Shop` have nothing behind them");
        assert_eq!((found[0].severity, found[0].related.len()), (Severity::Hint, 3));
    }

    #[test]
    fn what_goes_behind_the_front_at_some_steps_or_has_hardly_begun_is_fine() {
        let support = "      support: app \"Looks\"";
        findings(&BlueprintWithoutBackstage, &journey("shop", "", &[FRONT, FRONT, FRONT, support, support]));
        findings(&BlueprintWithoutBackstage, &journey("shop", "", &[FRONT, FRONT, FRONT, BOTH, BOTH, BOTH]));
        findings(&BlueprintWithoutBackstage, &journey("shop", "", &[FRONT, FRONT, "      support: app \"Looks\""]));
        findings(&BlueprintWithoutBackstage, &journey("shop", "", &[FRONT, ""]));
        findings(&BlueprintWithoutBackstage, &journey("shop", "", &["", ""]));
        findings(&BlueprintWithoutBackstage, &journey("shop", "  status: retired\n", &[FRONT, FRONT]));
    }

    #[test]
    fn what_may_be_meant_as_a_lane_behind_the_front_is_enough() {
        for line in ["backstge: app \"Looks\"", "support app \"Looks\"", "backstage:", "??"] {
            findings(&BlueprintWithoutBackstage, &journey("shop", "", &[FRONT, &format!("{FRONT}\n{line}")]));
        }
    }
}

//! `no-moment-of-truth`: a journey in which no touchpoint decides anything.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::{Declaration, Keyword};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::EXPERIENCE;
use crate::standing::{has, is_of_today, lacks};
use crate::wording::shown;

/// Finds journeys in which no touchpoint is marked as a moment of truth.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoMomentOfTruth;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "no-moment-of-truth",
    summary: "A journey in which no moment of truth is marked",
    documentation: r#"
## What it does
Finds a journey of today with several touchpoints (`least` says how many) of which none has a `moment`. It points at the
touchpoint with the strongest feeling as a place to look first. Plans (`state: to-be`) and retired journeys are left
alone: the journey that a plan improves says where the moments are.

## Why it matters
Most touchpoints pass. A few decide whether the customer stays, and there money and care count most. A map that marks
none of them treats all alike, and whoever reads it mends what is easy instead of what matters.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage buy "Buy" {
    touchpoint search "Searches for dinner" { emotion: -1 }
    touchpoint pay "Pays" { emotion: 0 }
    touchpoint doorbell "Opens the door" { emotion: +2 "relieved" }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage buy "Buy" {
    touchpoint search "Searches for dinner" { emotion: -1 }
    touchpoint pay "Pays" { emotion: 0 }
    touchpoint doorbell "Opens the door" {
      moment: "Is it all there, and is it fresh?"
      emotion: +2 "relieved"
    }
  }
}
```

## Source
"Introduction to Customer Journey Mapping" gives moments of truth a step of their own. The page "Customer Journey
Mapping" that begins with "Customer Experience Management is a hot topic" goes further: the work belongs to the
moments that make a difference, not to every detail.
"#,
    group: &EXPERIENCE,
    severity: Severity::Info,
    reach: Reach::File,
    fixes: None,
    options: &[OptionDescription {
        id: "least",
        documentation: "How many touchpoints a journey has at least before it is asked for a moment of truth.",
        kind: OptionKind::WholeNumber { least: 1, most: 1000, default: 3 },
    }],
};

impl Rule for NoMomentOfTruth {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        let moment = schema.key_id(Keyword::Touchpoint, "moment");
        for journey in context.journeys() {
            let touchpoints = &journey.touchpoints;
            if touchpoints.iter().any(|touchpoint| has(*touchpoint, moment))
                || i64::try_from(touchpoints.len()).is_ok_and(|count| count < context.whole_number("least"))
                || !is_of_today(journey.declaration, schema)
                || !touchpoints.iter().all(|touchpoint| lacks(*touchpoint, "moment", schema))
            {
                continue;
            }
            let message =
                format!("No moment of truth is marked in the journey {}", shown(&journey.declaration.label()));
            let strongest = strongest(touchpoints);
            let look = strongest.map_or_else(String::new, |(touchpoint, score)| {
                format!(" Look first at {}, where feelings are strongest ({score}).", shown(&touchpoint.label()))
            });
            let help = format!(
                "A few touchpoints decide whether the customer stays; without them nobody knows where care counts \
                 most.{look} Write what the customer asks themselves there: `moment: \"Is it all there?\"`."
            );
            let diagnostic = Diagnostic::new(context.place(journey.declaration.name().range), message, help);
            report.add(match strongest {
                Some((touchpoint, score)) => diagnostic
                    .related(context.place(touchpoint.name().range), format!("feelings are strongest here ({score})")),
                None => diagnostic,
            });
        }
    }
}

/// The first touchpoint with the strongest feeling, bad before good; `None` where nobody feels anything.
fn strongest<'c>(touchpoints: &[Declaration<'c>]) -> Option<(Declaration<'c>, journey_plugin::model::value::Score)> {
    let felt = touchpoints.iter().flat_map(|touchpoint| {
        let emotions = touchpoint.properties_of("emotion");
        emotions.filter_map(|property| Some((*touchpoint, property.value()?.emotion()?.score)))
    });
    felt.filter(|(_, score)| score.value() != 0)
        .min_by_key(|(_, score)| (std::cmp::Reverse(score.value().abs()), score.value()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    fn journey(name: &str, head: &str, touchpoints: &str) -> String {
        format!(
            "persona maya \"Maya\"\njourney {name} \"Shop\" {{\n  persona: maya\n{head}  stage s \"S\" {{\n{touchpoints}\n  }}\n}}\n"
        )
    }

    const THREE: &str = "    touchpoint a \"A\" { emotion: +2 }\n    touchpoint b \"B\" { emotion maya: -2 }\n    touchpoint c \"C\" { emotion: -1 }";

    #[test]
    fn a_journey_in_which_all_touchpoints_are_alike_is_told_with_a_place_to_look() {
        let found = findings(&NoMomentOfTruth, &journey("⟦shop⟧", "", THREE));
        assert_eq!(found[0].message, "No moment of truth is marked in the journey `Shop`");
        assert_eq!(
            found[0].help,
            "A few touchpoints decide whether the customer stays; without them nobody knows where care counts most. Look \
             first at `B`, where feelings are strongest (-2). Write what the customer asks themselves there: \
             `moment: \"Is it all there?\"`."
        );
        assert_eq!(found[0].related[0].1, "feelings are strongest here (-2)");
    }

    #[test]
    fn without_feelings_there_is_nothing_to_look_at_first() {
        let found = findings(
            &NoMomentOfTruth,
            &journey(
                "⟦shop⟧",
                "  state: as-is\n",
                "    touchpoint a\n    touchpoint b { emotion: 0 }\n    touchpoint c",
            ),
        );
        assert_eq!(found[0].related, []);
        assert!(!found[0].help.contains("Look first"));
    }

    #[test]
    fn one_moment_is_enough_and_short_journeys_need_none() {
        findings(
            &NoMomentOfTruth,
            &journey("shop", "", &format!("{THREE}\n    touchpoint d \"D\" {{ moment: \"?\" }}")),
        );
        findings(&NoMomentOfTruth, &journey("shop", "", "    touchpoint a \"A\"\n    touchpoint b \"B\""));
        findings(&NoMomentOfTruth, "journey shop \"Shop\"\n");
    }

    #[test]
    fn plans_and_retired_journeys_are_left_alone() {
        for head in ["  state: to-be\n", "  status: retired\n", "  stat: to-be\n", "  state to-be\n"] {
            findings(&NoMomentOfTruth, &journey("shop", head, THREE));
        }
    }

    #[test]
    fn what_may_be_meant_as_a_moment_is_enough() {
        for line in ["momnt: \"?\"", "moment \"?\"", "moment:", "??"] {
            findings(
                &NoMomentOfTruth,
                &journey("shop", "", &format!("{THREE}\n    touchpoint d \"D\" {{\n      {line}\n    }}")),
            );
        }
    }
}

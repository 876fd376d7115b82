//! `long-journey`: a journey that is too long to be taken in.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::{Declaration, Keyword};
use journey_plugin::{Diagnostic, JourneyFacts, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::SCOPE;
use crate::standing::is_retired;
use crate::wording::shown;

/// Finds journeys that are too long.
#[derive(Clone, Copy, Debug)]
pub(super) struct LongJourney;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "long-journey",
    summary: "A journey that is too long to be taken in",
    documentation: r#"
## What it does
Finds a journey with more than 30 touchpoints or more than nine stages, once, and names the stage with the most touchpoints that no
other journey works out yet. Both numbers can be set.

## Why it matters
A map is there to be explained to everybody concerned. What covers a wall is understood by whoever has drawn it. Show the whole on
one page, and work out the stages that matter in journeys of their own: `detail` leads from one to the other.

## Example
```journey
persona maya "Maya, busy parent"

journey move "Moving house" {
  persona: maya
  stage decide "Decide"
  stage search "Search"
  stage visit "Visit"
  stage apply "Apply"
  stage sign "Sign"
  stage cancel "Leave the old contract"
  stage pack "Pack"
  stage carry "Carry"
  stage register "Tell everybody"
  stage settle "Settle in"
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey move "Moving house" {
  persona: maya
  stage find "Find a home" { detail: home_search }
  stage leave "Leave the old one" { touchpoint notice "Gives notice" }
  stage carry "Pack and carry" { touchpoint van "Drives the van" }
  stage settle "Settle in" { touchpoint first_night "Sleeps there for the first time" }
}

journey home_search "Finding a home" {
  persona: maya
  stage decide "Decide" { touchpoint count "Counts rooms and money" }
  stage search "Search" { touchpoint ads "Reads advertisements" }
  stage visit "Visit" { touchpoint door "Rings at the door" }
  stage apply "Apply" { touchpoint papers "Hands in the papers" }
  stage sign "Sign" { touchpoint keys "Gets the keys" }
}
```

## Source
The page "Customer Journey Mapping" that begins with "Customer Experience Management is a hot topic": first a
framework that sums the journey up in one picture, then each step in detail, and not every detail for its own sake.
"#,
    group: &SCOPE,
    severity: Severity::Info,
    reach: Reach::File,
    fixes: None,
    options: &[
        OptionDescription {
            id: "most-touchpoints",
            documentation: "How many touchpoints a journey may have.",
            kind: OptionKind::WholeNumber { least: 1, most: 1000, default: 30 },
        },
        OptionDescription {
            id: "most-stages",
            documentation: "How many stages a journey may have.",
            kind: OptionKind::WholeNumber { least: 1, most: 100, default: 9 },
        },
    ],
};

impl Rule for LongJourney {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for facts in context.journeys() {
            let exceeds =
                |count: usize, option| i64::try_from(count).is_ok_and(|count| count > context.whole_number(option));
            let (touchpoints, stages) = (facts.touchpoints.len(), facts.stages.len());
            let is_long = exceeds(touchpoints, "most-touchpoints");
            if !is_long && !exceeds(stages, "most-stages") || is_retired(facts.declaration) {
                continue;
            }
            let journey = shown(&facts.declaration.label());
            let place = context.place(facts.declaration.name().range);
            let why = "Nobody can take it in at once, and a map is there to be explained.";
            report.add(match longest_stage(context, facts).filter(|_| is_long) {
                Some((stage, count)) => {
                    let label = shown(&stage.label());
                    let help = format!(
                        "{why} Keep the frame here, work out the stages that matter in journeys of their own, and name these with \
                         `detail`: {label} has the most touchpoints ({count})."
                    );
                    let message = format!("The journey {journey} has {touchpoints} touchpoints");
                    let what = "the stage with the most touchpoints";
                    Diagnostic::new(place, message, help).related(context.place(stage.name().range), what)
                }
                None => {
                    let (count, of_what) = if is_long { (touchpoints, "touchpoints") } else { (stages, "stages") };
                    let help = format!(
                        "{why} Join neighbouring stages in which the customer wants the same, and work them out in a journey \
                         of their own that `detail` names."
                    );
                    Diagnostic::new(place, format!("The journey {journey} has {count} {of_what}"), help)
                }
            });
        }
    }
}

/// The stage with the most touchpoints that no other journey works out, and how many these are.
fn longest_stage<'c>(context: &RuleContext<'c>, facts: &JourneyFacts<'c>) -> Option<(Declaration<'c>, usize)> {
    let schema = context.project.schema();
    let open = facts.stages.iter().filter(|stage| !stage.gives("detail", schema));
    let counted =
        open.map(|stage| (*stage, stage.children_of(Keyword::Touchpoint).count())).filter(|(_, count)| *count > 1);
    // Of equal ones the first.
    counted.rev().max_by_key(|(_, count)| *count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Case, findings};
    use journey_plugin::model::configuration::OptionValue;

    fn journey(head: &str, stages: &[usize], inside: &str) -> String {
        let touchpoint = |at: usize, stage: usize| format!("    touchpoint t{stage}_{at} \"T\"\r\n");
        let stages = stages.iter().enumerate().map(|(number, count)| {
            let touchpoints: String = (0..*count).map(|at| touchpoint(at, number)).collect();
            format!("  stage s{number} \"Stage {number}\" {{\r\n    {inside}\r\n{touchpoints}  }}\r\n")
        });
        format!("journey {head}\r\n{}}}\r\n", stages.collect::<String>())
    }

    #[test]
    fn a_map_that_covers_a_wall_is_told_with_its_longest_stage() {
        let found = findings(&LongJourney, &journey("⟦life⟧ \"A life\" {", &[5, 13, 13], ""));
        assert_eq!(found[0].message, "The journey `A life` has 31 touchpoints");
        assert_eq!(
            found[0].help,
            "Nobody can take it in at once, and a map is there to be explained. Keep the frame here, work out the stages that \
             matter in journeys of their own, and name these with `detail`: `Stage 1` has the most touchpoints (13)."
        );
        assert_eq!(found[0].related.len(), 1);
    }

    #[test]
    fn many_stages_are_too_many_too_and_both_are_one_finding() {
        let found = findings(&LongJourney, &journey("⟦life⟧ \"A life\" {", &[1; 10], ""));
        assert_eq!(found[0].message, "The journey `A life` has 10 stages");
        assert_eq!(
            found[0].help,
            "Nobody can take it in at once, and a map is there to be explained. Join neighbouring stages in which the customer \
             wants the same, and work them out in a journey of their own that `detail` names."
        );
        findings(&LongJourney, &journey("⟦life⟧ \"A life\" {", &[4; 10], ""));
        let worked_out = findings(&LongJourney, &journey("⟦life⟧ \"A life\" { state: to-be", &[31], "detail: more"));
        assert_eq!(worked_out[0].message, "The journey `A life` has 31 touchpoints");
        assert!(worked_out[0].related.is_empty());
    }

    #[test]
    fn what_fits_on_a_page_is_fine() {
        findings(&LongJourney, &journey("life \"A life\" {", &[10, 10, 10], ""));
        findings(&LongJourney, &journey("life \"A life\" {", &[3; 9], ""));
        findings(&LongJourney, &journey("life \"A life\" { status: retired", &[31], ""));
        findings(&LongJourney, &journey("one \"One\" {", &[20], "").repeat(2).replacen("one", "two", 1));
        findings(&LongJourney, "journey none \"None\"\n");
    }

    #[test]
    fn how_long_is_too_long_can_be_set() {
        let with = |option, most, head: &str| {
            let text = journey(head, &[2, 3], "");
            let most = (DESCRIPTION.id, option, OptionValue::WholeNumber(most));
            Case::of(&text).with_option(most).findings(&LongJourney)
        };
        let touchpoints = with("most-touchpoints", 4, "⟦life⟧ \"A life\" {");
        assert_eq!(touchpoints[0].message, "The journey `A life` has 5 touchpoints");
        let stages = with("most-stages", 1, "⟦life⟧ \"A life\" {");
        assert_eq!(stages[0].message, "The journey `A life` has 2 stages");
        with("most-touchpoints", 5, "life \"A life\" {");
        with("most-stages", 2, "life \"A life\" {");
    }
}

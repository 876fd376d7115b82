//! `touchpoint-without-emotion`: a touchpoint that says what happens and not how it feels.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::{Declaration, Keyword};
use journey_plugin::{Diagnostic, JourneyFacts, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::EXPERIENCE;
use crate::standing::{has, is_retired, lacks};
use crate::wording::shown;

/// Finds touchpoints that do not say how they feel.
#[derive(Clone, Copy, Debug)]
pub(super) struct TouchpointWithoutEmotion;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "touchpoint-without-emotion",
    summary: "A touchpoint that does not say how it feels",
    documentation: r#"
## What it does
Finds a touchpoint without `emotion`. Where at least half of a journey's touchpoints have one, each that has none is a
hint. Where more than half of them have none (`together`), the journey gets one finding instead: there the curve as a
whole is missing. Retired journeys are left alone.

## Why it matters
The emotional curve is the heart of the map. Without it the map shows a process, and a process can run well while people
feel processed. A touchpoint that has no score is a hole in the curve: nobody sees whether it lifts or costs anything.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      does: "Types three dish names"
    }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" {
      does: "Types three dish names"
      emotion: -1 "irritated"
    }
  }
}
```

## Source
The page "Customer Journey Mapping" that begins with "Customer Experience Management is a hot topic" says it plainly:
how a customer felt is very often more important than what was done. Jeffrey Marino's post on customer journey maps
(Total Customer Experience Leaders blog) wants a good map to answer how walking into a store makes a customer feel.
"#,
    group: &EXPERIENCE,
    severity: Severity::Hint,
    reach: Reach::File,
    fixes: None,
    options: &[OptionDescription {
        id: "together",
        documentation: "Where more than this share of touchpoints, in percent, has no emotion, a journey gets one finding \
                        instead of one for each.",
        kind: OptionKind::WholeNumber { least: 0, most: 100, default: 50 },
    }],
};

impl Rule for TouchpointWithoutEmotion {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        let emotion = schema.key_id(Keyword::Touchpoint, "emotion");
        for journey in context.journeys() {
            let lacking = |touchpoint: &&Declaration<'_>| !has(**touchpoint, emotion);
            if !journey.touchpoints.iter().any(|touchpoint| lacking(&touchpoint)) || is_retired(journey.declaration) {
                continue;
            }
            let without: Vec<Declaration<'_>> = journey.touchpoints.iter().filter(lacking).copied().collect();
            let share = without.len() * 100 / journey.touchpoints.len();
            let surely = without.into_iter().filter(|touchpoint| lacks(*touchpoint, "emotion", schema));
            let surely: Vec<Declaration<'_>> = surely.filter(|one| !context.allows(one.name().range)).collect();
            if surely.is_empty() {
                continue;
            }
            if i64::try_from(share).is_ok_and(|share| share > context.whole_number("together")) {
                report.add_as(Severity::Info, together(context, journey, &surely));
                continue;
            }
            for touchpoint in surely {
                report.add(finding(context, touchpoint));
            }
        }
    }
}

fn finding(context: &RuleContext<'_>, touchpoint: Declaration<'_>) -> Diagnostic {
    let message = format!("The touchpoint {} does not say how it feels", shown(&touchpoint.label()));
    let in_words = touchpoint.property("feels").is_some();
    let why = if in_words {
        "`feels` tells it in words; the curve needs a score as well."
    } else {
        "It is a hole in the emotional curve: nobody sees whether this step lifts or costs anything."
    };
    let help = format!("{why} Give it one from -2 to +2, such as `emotion: -1 \"irritated\"`.");
    Diagnostic::new(context.place(touchpoint.name().range), message, help)
}

fn together(context: &RuleContext<'_>, journey: &JourneyFacts<'_>, without: &[Declaration<'_>]) -> Diagnostic {
    let (count, all) = (without.len(), journey.touchpoints.len());
    let label = shown(&journey.declaration.label());
    let message = match (count, all) {
        (1, 1) => format!("The only touchpoint of the journey {label} does not say how it feels"),
        _ if count == all => format!("No touchpoint of the journey {label} says how it feels"),
        (1, _) => format!("1 of {all} touchpoints of the journey {label} does not say how it feels"),
        _ => format!("{count} of {all} touchpoints of the journey {label} do not say how it feels"),
    };
    let first = without.first().map_or("", |touchpoint| touchpoint.id());
    let help = format!(
        "Without a curve the map shows a process, and not how customers fare in it. Ask them how each step felt and write \
         it from -2 to +2, beginning with `{first}`: `emotion: -1 \"irritated\"`."
    );
    let diagnostic = Diagnostic::new(context.place(journey.declaration.name().range), message, help);
    without.iter().fold(diagnostic, |diagnostic, touchpoint| {
        diagnostic.related(context.place(touchpoint.name().range), "has no emotion")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    fn journey(name: &str, head: &str, touchpoints: &[&str]) -> String {
        let lines: Vec<String> =
            touchpoints.iter().map(|touchpoint| format!("    touchpoint {touchpoint}\n")).collect();
        format!(
            "persona maya \"Maya\"\njourney {name} \"Shop\" {{\n  persona: maya\n{head}  stage s \"S\" {{\n{}  }}\n}}\n",
            lines.concat()
        )
    }

    #[test]
    fn a_hole_in_the_curve_is_a_hint_where_it_is() {
        let text = journey("shop", "", &["a \"A\" { emotion: +1 }", "⟦b⟧ \"Pays\"", "c \"C\" { emotion maya: 0 }"]);
        let found = findings(&TouchpointWithoutEmotion, &text);
        assert_eq!(found[0].message, "The touchpoint `Pays` does not say how it feels");
        assert_eq!(
            found[0].help,
            "It is a hole in the emotional curve: nobody sees whether this step lifts or costs anything. Give it one from \
             -2 to +2, such as `emotion: -1 \"irritated\"`."
        );
        assert_eq!(found[0].severity, Severity::Hint);
    }

    #[test]
    fn where_words_tell_the_feeling_the_score_is_asked_for() {
        let text =
            journey("shop", "  state: to-be\n", &["a { emotion: +1 }", "⟦b⟧ { feels: \"Lost\" }", "c { emotion: 0 }"]);
        let found = findings(&TouchpointWithoutEmotion, &text);
        assert!(found[0].help.starts_with("`feels` tells it in words; the curve needs a score as well."));
    }

    #[test]
    fn a_journey_without_a_curve_is_one_finding() {
        let found = findings(&TouchpointWithoutEmotion, &journey("⟦shop⟧", "", &["a \"A\"", "b \"B\"", "c \"C\""]));
        assert_eq!(found[0].message, "No touchpoint of the journey `Shop` says how it feels");
        assert_eq!((found[0].severity, found[0].related.len()), (Severity::Info, 3));
        let found = findings(&TouchpointWithoutEmotion, &journey("⟦shop⟧", "", &["a { emotion: 0 }", "b", "c"]));
        assert_eq!(found[0].message, "2 of 3 touchpoints of the journey `Shop` do not say how it feels");
        let found = findings(&TouchpointWithoutEmotion, &journey("⟦shop⟧", "", &["a"]));
        assert_eq!(found[0].message, "The only touchpoint of the journey `Shop` does not say how it feels");
    }

    #[test]
    fn a_whole_curve_and_journeys_without_touchpoints_are_left_alone() {
        findings(&TouchpointWithoutEmotion, &journey("shop", "", &["a { emotion: 0 }", "b { emotion maya: +1 }"]));
        findings(&TouchpointWithoutEmotion, &journey("shop", "  status: retired\n", &["a", "b"]));
        findings(&TouchpointWithoutEmotion, "journey shop \"Shop\"\n");
    }

    #[test]
    fn what_may_be_meant_as_an_emotion_is_enough() {
        for line in ["emotoin: -1", "emotion -1", "emotion: ", "emotion: sad", "??", "emotion maya -1"] {
            let text = journey("shop", "", &["a { emotion: 0 }", &format!("b {{\n{line}\n}}")]);
            findings(&TouchpointWithoutEmotion, &text);
        }
    }
}

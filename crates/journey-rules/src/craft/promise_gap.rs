//! `promise-gap`: what was promised and what came are two things, and nobody says that it hurts.

use journey_plugin::model::value::Score;
use journey_plugin::model::{CurvePoint, Declaration, Keyword, Property};
use journey_plugin::{Diagnostic, JourneyFacts, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::emotion_cliff::cliffs;
use super::pains_there::pain_explains;
use crate::group::EXPERIENCE;
use crate::standing::{has, is_of_today, lacks};
use crate::wording::shown;

/// Finds touchpoints at which a promise was probably not kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct PromiseGap;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "promise-gap",
    summary: "What was promised is not what came, and no pain says so",
    documentation: r#"
## What it does
Looks at touchpoints of journeys of today that say what the customer `expects`. It finds one that feels bad, or of which
nobody says how it feels, and whose `gets` says something else than `expects`; and one that feels bad and does not say
what the customer `gets`. It is a warning where it feels as bad as can be (-2).

A pain at the touchpoint or in its stage explains the gap, and where nobody feels bad the promise was kept or surpassed.
Then the rule is silent, and so it is where `emotion-cliff` tells the same already. Texts are compared by their words.

## Why it matters
People compare what they get with what they were told. A delivery on Tuesday is fine if Tuesday was promised, and a
let-down if it was Monday. So there are two ways to close a gap, and the cheaper one is often to promise something else.
The map has to show both sides of it for anybody to choose.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage receive "Receive" {
    touchpoint doorbell "Opens the door" {
      expects: "Everything that she ordered"
      gets: "Three substitutes"
      emotion: -1 "annoyed"
    }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage receive "Receive" {
    touchpoint doorbell "Opens the door" {
      expects: "Everything that she ordered"
      gets: "Three substitutes"
      emotion: -1 "annoyed"
      pain silent_substitutes "She learns of substitutes at the door" { severity: medium }
    }
  }
}
```

## Source
The page "Customer Journey Mapping" that begins with "Customer Experience Management is a hot topic" ends with it:
often the problem is not what was delivered but what was promised.
"#,
    group: &EXPERIENCE,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[],
};

impl Rule for PromiseGap {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let expects = context.project.schema().key_id(Keyword::Touchpoint, "expects");
        for journey in context.journeys() {
            if !journey.touchpoints.iter().any(|touchpoint| has(*touchpoint, expects)) {
                continue;
            }
            for point in &context.curve(journey).points {
                if let Some(gap) = gap(context, journey, point) {
                    let severity = if gap.felt == Some(Score::LOWEST) { Severity::Warning } else { Severity::Info };
                    report.add_as(severity, finding(context, point.touchpoint, &gap));
                }
            }
        }
    }
}

/// What was promised, what came of it, and how it feels.
pub(super) struct Gap<'c> {
    expects: Property<'c>,
    gets: Option<Property<'c>>,
    felt: Option<Score>,
}

/// The gap at a touchpoint that this rule finds.
pub(super) fn gap<'c>(
    context: &RuleContext<'c>,
    journey: &'c JourneyFacts<'c>,
    point: &CurvePoint<'c>,
) -> Option<Gap<'c>> {
    let schema = context.project.schema();
    let touchpoint = point.touchpoint;
    if !has(touchpoint, schema.key_id(Keyword::Touchpoint, "expects")) {
        return None;
    }
    let expects = touchpoint.property("expects")?;
    let felt = point.scores().min();
    if felt.is_some_and(|felt| felt.value() >= 0) || pain_explains(context, journey, touchpoint, point.stage, None) {
        return None;
    }
    let gets = touchpoint.property("gets");
    let is_gap = match (gets, felt) {
        (Some(gets), Some(_)) => words(gets) != words(expects),
        (Some(gets), None) => lacks(touchpoint, "emotion", schema) && words(gets) != words(expects),
        (None, Some(_)) => lacks(touchpoint, "gets", schema),
        (None, None) => false,
    };
    let is_found = is_gap
        && is_of_today(journey.declaration, schema)
        && !cliffs(context, journey).iter().any(|cliff| cliff.ends_at(touchpoint));
    is_found.then_some(Gap { expects, gets, felt })
}

/// The words of all values of a property, in lower case, without what stands between them.
fn words(property: Property<'_>) -> Vec<String> {
    let values = property.values().into_iter();
    let mut words: Vec<String> = Vec::new();
    for value in values {
        let text = value.plain().to_lowercase();
        let parts = text.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty());
        words.extend(parts.map(str::to_owned));
    }
    words
}

fn finding(context: &RuleContext<'_>, touchpoint: Declaration<'_>, gap: &Gap<'_>) -> Diagnostic {
    let first = |property: Property<'_>| property.value().map(|value| shown(&value.plain())).unwrap_or_default();
    let value_range = |property: Property<'_>| property.value().map_or_else(|| property.range(), |value| value.range());
    let label = shown(&touchpoint.label());
    let expects = first(gap.expects);
    match gap.gets {
        Some(gets) => {
            let message = format!("{expects} was expected at {label}, and {} came", first(gets));
            let why = match gap.felt {
                Some(score) => format!("It feels bad ({score}), and no pain names the gap."),
                None => "Nothing says whether that hurts.".to_owned(),
            };
            let what = match gap.felt {
                Some(_) => {
                    "Add it as a pain of this touchpoint, such as `pain \"…\"`; often the promise is what to mend."
                }
                None => "Write how it feels, such as `emotion: -1`, and if it hurts, name the gap as a pain.",
            };
            Diagnostic::new(context.place(value_range(gets)), message, format!("{why} {what}"))
                .related(context.place(value_range(gap.expects)), "what was expected")
        }
        None => {
            let message = format!("{expects} was expected at {label}, and nothing says what came");
            let score = gap.felt.map(|score| score.to_string()).unwrap_or_default();
            let help = format!(
                "It feels bad ({score}), so the promise was hardly kept. Write what the customer really receives, such as \
                 `gets: \"…\"`, and name the gap as a pain: either the delivery or the promise has to change."
            );
            Diagnostic::new(context.place(value_range(gap.expects)), message, help)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    fn journey(head: &str, touchpoint: &str) -> String {
        format!(
            "persona maya \"Maya\"\npersona tom \"Tom\"\njourney shop \"Shop\" {{\n  persona: maya, tom\n{head}  stage s \"S\" {{\n    touchpoint t \"Opens\" {{\n{touchpoint}\n    }}\n  }}\n}}\n"
        )
    }

    #[test]
    fn what_came_instead_is_told_beside_what_was_expected() {
        let found = findings(
            &PromiseGap,
            &journey("", "expects: \"All of it\"\ngets: ⟦\"Half of it\"⟧, \"Late\"\nemotion maya: +1\nemotion tom: -1"),
        );
        assert_eq!(found[0].message, "`All of it` was expected at `Opens`, and `Half of it` came");
        assert_eq!(
            found[0].help,
            "It feels bad (-1), and no pain names the gap. Add it as a pain of this touchpoint, such as `pain \"…\"`; often \
             the promise is what to mend."
        );
        assert_eq!(found[0].related[0].1, "what was expected");
        assert_eq!(found[0].severity, Severity::Info);
        let found = findings(&PromiseGap, &journey("", "expects: \"All\"\ngets: ⟦\"Half\"⟧\nemotion: -2"));
        assert_eq!(found[0].severity, Severity::Warning);
    }

    #[test]
    fn a_difference_of_which_nobody_says_how_it_feels_is_told() {
        let found = findings(&PromiseGap, &journey("", "expects: \"All\"\ngets: ⟦\"Half\"⟧"));
        assert_eq!(
            found[0].help,
            "Nothing says whether that hurts. Write how it feels, such as `emotion: -1`, and if it hurts, name the gap as a pain."
        );
    }

    #[test]
    fn a_promise_of_which_nothing_came_is_told() {
        let found = findings(&PromiseGap, &journey("", "expects: ⟦\"Results I can buy\"⟧\nemotion: -1"));
        assert_eq!(found[0].message, "`Results I can buy` was expected at `Opens`, and nothing says what came");
        assert_eq!(
            found[0].help,
            "It feels bad (-1), so the promise was hardly kept. Write what the customer really receives, such as \
             `gets: \"…\"`, and name the gap as a pain: either the delivery or the promise has to change."
        );
    }

    #[test]
    fn a_promise_that_was_kept_or_surpassed_or_left_people_cold_is_none() {
        for touchpoint in [
            "expects: \"All\"\ngets: \"More\"\nemotion: +1",
            "expects: \"All\"\ngets: \"Half\"\nemotion: 0",
            "expects: \"All of it.\"\ngets: \"all of  it\"\nemotion: -1",
            "expects: \"All\"\nemotion: +1",
            "expects: \"All\"",
            "gets: \"Half\"\nemotion: -2",
        ] {
            findings(&PromiseGap, &journey("", touchpoint));
        }
    }

    #[test]
    fn a_pain_there_explains_it() {
        findings(
            &PromiseGap,
            &journey("", "expects: \"All\"\ngets: \"Half\"\nemotion: -1\npain p \"P\" { persona: tom }"),
        );
        let in_stage = journey("", "expects: \"All\"\nemotion: -1\n    }\n    pain p \"P\"\n    touchpoint u \"U\" {");
        findings(&PromiseGap, &in_stage);
    }

    #[test]
    fn where_the_mood_falls_off_a_cliff_that_is_told() {
        let text = "journey j \"J\" {\n  stage s \"S\" {\n    touchpoint a \"A\" { emotion: +2 }\n    touchpoint b \"B\" { emotion: -1; expects: \"All\"; gets: \"Half\" }\n  }\n}\n";
        findings(&PromiseGap, text);
    }

    #[test]
    fn plans_retired_journeys_and_what_cannot_be_read_are_left_alone() {
        for head in ["  state: to-be\n", "  status: retired\n"] {
            findings(&PromiseGap, &journey(head, "expects: \"All\"\ngets: \"Half\"\nemotion: -1"));
        }
        for line in ["get: \"Half\"", "gets \"Half\"", "pian p \"P\"", "??"] {
            findings(&PromiseGap, &journey("", &format!("expects: \"All\"\nemotion: -1\n{line}")));
        }
        findings(&PromiseGap, &journey("", "expects: \"All\"\ngets: \"Half\"\nemotion: sad"));
        findings(&PromiseGap, &journey("", "expects: \"All\"\ngets: \"Half\"\nemotoin: -1"));
    }
}

//! `flat-emotion`: a journey in which every step feels the same.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::value::Score;
use journey_plugin::model::{EmotionCurve, Feeler};
use journey_plugin::{Diagnostic, JourneyFacts, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::clear_feelings::feelings_are_clear;
use crate::group::EXPERIENCE;
use crate::standing::is_of_today;
use crate::wording::{listed, shown};

/// Finds journeys in which somebody feels the same at every touchpoint.
#[derive(Clone, Copy, Debug)]
pub(super) struct FlatEmotion;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "flat-emotion",
    summary: "A journey in which somebody feels the same all the way",
    documentation: r#"
## What it does
Finds a journey of today in which a persona has the same score at all touchpoints where they feel something, if these
are enough to speak of a curve (`least`). An emotion without a persona counts for each persona of the journey. Plans
(`state: to-be`) and retired journeys are left alone.

## Why it matters
No real journey feels the same from beginning to end. A flat line mostly means that the scores were guessed at a desk,
or averaged over people until nothing was left. It cannot tell where to begin, and that is what a curve is for.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage buy "Buy" {
    touchpoint search "Searches for dinner" { emotion: +1 }
    touchpoint pay "Pays" { emotion: +1 }
    touchpoint wait "Waits for the courier" { emotion: +1 }
    touchpoint doorbell "Opens the door" { emotion: +1 }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage buy "Buy" {
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" }
    touchpoint pay "Pays" { emotion: +1 }
    touchpoint wait "Waits for the courier" { emotion: 0 }
    touchpoint doorbell "Opens the door" { emotion: +2 "relieved" }
  }
}
```

## Source
"Introduction to Customer Journey Mapping" asks for the emotional state at each step, and the page "Customer Journey
Mapping" that begins with "Good service is not enough" for the points that impress or irritate most. A flat line has
neither.
"#,
    group: &EXPERIENCE,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[OptionDescription {
        id: "least",
        documentation: "At how many touchpoints somebody feels something at least before their curve is called flat.",
        kind: OptionKind::WholeNumber { least: 2, most: 1000, default: 4 },
    }],
};

impl Rule for FlatEmotion {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        let least = usize::try_from(context.whole_number("least")).unwrap_or(usize::MAX);
        for journey in context.journeys() {
            if journey.touchpoints.len() < least {
                continue;
            }
            let curve = context.curve(journey);
            let flat = flat_feelers(curve, least);
            if !flat.is_empty()
                && is_of_today(journey.declaration, schema)
                && journey.touchpoints.iter().all(|touchpoint| feelings_are_clear(*touchpoint, schema))
            {
                report.add(finding(context, journey, curve, &flat));
            }
        }
    }
}

/// Who has one score at all touchpoints where they feel something, which are `least` or more: with score and count.
fn flat_feelers<'c>(curve: &EmotionCurve<'c>, least: usize) -> Vec<(Feeler<'c>, Score, usize)> {
    let numbered = curve.feelers.iter().copied().enumerate();
    let flat = numbered.filter_map(|(number, feeler)| {
        let mut scores = curve.points.iter().filter_map(|point| point.score(number));
        let first = scores.next()?;
        let mut count = 1;
        scores
            .all(|score| {
                count += 1;
                score == first
            })
            .then_some((feeler, first, count))
    });
    flat.filter(|(_, _, count)| *count >= least).collect()
}

fn finding(
    context: &RuleContext<'_>,
    journey: &JourneyFacts<'_>,
    curve: &EmotionCurve<'_>,
    flat: &[(Feeler<'_>, Score, usize)],
) -> Diagnostic {
    let label = shown(&journey.declaration.label());
    let is_everybody = flat.len() == curve.heard().count();
    let (_, score, count) = flat.first().copied().expect("somebody's curve is flat");
    let is_alike = flat.iter().all(|(_, one, many)| *one == score && *many == count);
    let who: Vec<String> = flat.iter().map(|(feeler, _, _)| shown(&feeler.label())).collect();
    let who = listed(&who, "and");
    let feel = if flat.len() == 1 { "feels" } else { "feel" };
    let message = match flat {
        _ if is_everybody && is_alike => {
            format!(
                "The whole journey {label} feels the same: {score} at each of its {count} touchpoints with an emotion"
            )
        }
        [_] => format!("{who} feels the same all the way through {label}: {score} at each of {count} touchpoints"),
        _ => format!("{who} {feel} the same all the way through {label}, each of them"),
    };
    let help = "Real journeys rise and fall; a flat line is mostly guessed or averaged, and it cannot show where to begin. \
                Ask where it was best and where it was worst, and give those touchpoints their own scores.";
    Diagnostic::new(context.place(journey.declaration.name().range), message, help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    const PERSONAS: &str = "persona maya \"Maya\"\npersona tom \"Tom\"\n";

    fn journey(name: &str, head: &str, emotions: &[&str]) -> String {
        let touchpoints = emotions.iter().enumerate();
        let lines: Vec<String> =
            touchpoints.map(|(at, emotion)| format!("    touchpoint t{at} \"T{at}\" {{ {emotion} }}\n")).collect();
        format!(
            "journey {name} \"Shop\" {{\n  persona: maya, tom\n{head}  stage s \"S\" {{\n{}  }}\n}}\n",
            lines.concat()
        )
    }

    fn found(name: &str, head: &str, emotions: &[&str]) -> Vec<Diagnostic> {
        findings(&FlatEmotion, &format!("{PERSONAS}{}", journey(name, head, emotions)))
    }

    #[test]
    fn a_journey_that_feels_the_same_to_everybody_is_told() {
        let found = found("⟦shop⟧", "", &["emotion: +1"; 4]);
        assert_eq!(
            found[0].message,
            "The whole journey `Shop` feels the same: +1 at each of its 4 touchpoints with an emotion"
        );
        assert_eq!(
            found[0].help,
            "Real journeys rise and fall; a flat line is mostly guessed or averaged, and it cannot show where to begin. \
             Ask where it was best and where it was worst, and give those touchpoints their own scores."
        );
    }

    #[test]
    fn the_one_who_feels_nothing_move_is_named() {
        let flat = "emotion maya: 0; emotion tom: -1";
        let message = &found("⟦shop⟧", "", &[flat, flat, flat, flat, "emotion tom: +2"])[0].message;
        assert_eq!(message, "`Maya` feels the same all the way through `Shop`: 0 at each of 4 touchpoints");
        let message = &found("⟦shop⟧", "", &[flat; 4])[0].message;
        assert_eq!(message, "`Maya` and `Tom` feel the same all the way through `Shop`, each of them");
    }

    #[test]
    fn personas_of_other_files_feel_too() {
        let there = journey("⟦shop⟧", "", &["emotion tom: +1"; 5]);
        findings_among(&FlatEmotion, &[("a.journey", &there), ("b.journey", PERSONAS)]);
    }

    #[test]
    fn one_step_that_differs_or_too_few_steps_are_no_flat_line() {
        found("shop", "", &["emotion: +1", "emotion: +1", "emotion: +1", "emotion: +2"]);
        found("shop", "", &["emotion: +1"; 3]);
        found("shop", "", &["emotion: +1", "emotion: +1", "emotion: +1", "does: \"x\"", "does: \"y\""]);
        found("shop", "", &[]);
    }

    #[test]
    fn an_emotion_that_cannot_be_read_may_break_the_line() {
        for line in ["emotion: 7", "emotion maya -1", "emotion:", "emotion: sad", "emotoin: +2"] {
            found("shop", "", &["emotion: +1", "emotion: +1", "emotion: +1", "emotion: +1", line]);
        }
    }

    #[test]
    fn plans_and_retired_journeys_are_left_alone() {
        found("shop", "  state: to-be\n", &["emotion: +1"; 4]);
        found("shop", "  status: retired\n", &["emotion: +1"; 4]);
    }
}

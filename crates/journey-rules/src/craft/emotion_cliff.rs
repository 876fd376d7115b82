//! `emotion-cliff`: a steep fall from one touchpoint to the next that no pain explains.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::syntax::TextRange;
use journey_plugin::model::value::Score;
use journey_plugin::model::{CurvePoint, Declaration, EmotionCurve, Feeler, Keyword, Role};
use journey_plugin::{Diagnostic, JourneyFacts, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::pains_there::pain_explains;
use crate::group::EXPERIENCE;
use crate::standing::{has, is_of_today};
use crate::wording::{listed, shown};

/// Finds steep falls of feeling that nothing explains.
#[derive(Clone, Copy, Debug)]
pub(super) struct EmotionCliff;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "emotion-cliff",
    summary: "A steep fall of feeling that no pain explains",
    documentation: r#"
## What it does
Finds a fall of three or more (`fall`) between two neighbouring touchpoints of a journey of today, for each persona by
themselves, where no pain says why. Touchpoints where a persona feels nothing are passed over, and `next` says which
touchpoints are neighbours. A pain explains the fall if it stands at the lower touchpoint or in its stage and is that
persona's or everybody's, or if it stands in the journey and names the persona. Of a stage with `detail` the pains stand
in the journey that works it out. Plans (`state: to-be`) and retired journeys are left alone.

## Why it matters
Somebody was content and is lost one step later. Nothing in a map deserves a question more than that: it is what people
remember, and what they tell others. If the fall is real, its cause is the most valuable pain in the map. If it is
not real, the curve misleads everybody who reads it.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage buy "Buy" {
    touchpoint pay "Pays" { emotion: +1 "pleased" }
    touchpoint doorbell "Opens the door" { emotion: -2 "let down" }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage buy "Buy" {
    touchpoint pay "Pays" { emotion: +1 "pleased" }
    touchpoint doorbell "Opens the door" {
      emotion: -2 "let down"
      pain substitutes "Half of the order has been replaced" {
        severity: high
        opportunity ask "Ask before anything is replaced" { owner: @shop }
      }
    }
  }
}
```

## Source
The page "Customer Journey Mapping" that begins with "Good service is not enough" looks for the points that irritate
customers most, with a map of the whole way at hand. That they are at the foot of a steep fall is our reading.
"#,
    group: &EXPERIENCE,
    severity: Severity::Warning,
    reach: Reach::Project,
    fixes: None,
    options: OPTIONS,
};

const OPTIONS: &[OptionDescription] = &[OptionDescription {
    id: "fall",
    documentation: "By how many points of the scale from -2 to +2 a feeling has to fall at least.",
    kind: OptionKind::WholeNumber { least: 1, most: 4, default: 3 },
}];

impl Rule for EmotionCliff {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for journey in context.journeys() {
            for cliff in cliffs(context, journey) {
                report.add(finding(context, &cliff));
            }
        }
    }
}

/// A fall that no pain explains.
pub(super) struct Cliff<'c> {
    higher: &'c CurvePoint<'c>,
    lower: &'c CurvePoint<'c>,
    scores: (Score, Score),
    /// Where the two emotions are written: the properties.
    properties: (TextRange, TextRange),
    /// Who falls there by those two emotions.
    feelers: Vec<Feeler<'c>>,
}

impl Cliff<'_> {
    /// Whether a touchpoint is at the foot of it.
    pub(super) fn ends_at(&self, touchpoint: Declaration<'_>) -> bool {
        self.lower.touchpoint == touchpoint
    }
}

/// The falls of a journey that no pain explains, as this rule is set. Empty for journeys that the rule leaves alone.
pub(super) fn cliffs<'c>(context: &RuleContext<'c>, journey: &'c JourneyFacts<'c>) -> Vec<Cliff<'c>> {
    let curve = context.curve(journey);
    let fall = context.with_options_of(DESCRIPTION.id, OPTIONS).whole_number("fall");
    let mut cliffs: Vec<Cliff<'c>> = Vec::new();
    let mut flow: Option<Vec<Vec<usize>>> = None;
    for (number, feeler) in curve.feelers.iter().copied().enumerate() {
        let mut highest = Score::LOWEST;
        let falls = curve.points.iter().filter_map(|point| point.score(number)).any(|score| {
            highest = highest.max(score);
            drop_between(highest, score) >= fall
        });
        if !falls {
            continue;
        }
        let flow = flow.get_or_insert_with(|| flow_of(context, curve));
        for (from, point) in curve.points.iter().enumerate() {
            let Some(Some(high)) = point.emotions.get(number) else { continue };
            for to in following(curve, flow, from, number) {
                let Some(lower) = curve.points.get(to) else { continue };
                let Some(Some(low)) = lower.emotions.get(number) else { continue };
                if drop_between(high.emotion.score, low.emotion.score) < fall
                    || pain_explains(context, journey, lower.touchpoint, lower.stage, Some(feeler))
                {
                    continue;
                }
                let properties = (high.property.range(), low.property.range());
                match cliffs.iter_mut().find(|cliff| cliff.properties == properties) {
                    Some(cliff) => cliff.feelers.push(feeler),
                    None => cliffs.push(Cliff {
                        higher: point,
                        lower,
                        scores: (high.emotion.score, low.emotion.score),
                        properties,
                        feelers: vec![feeler],
                    }),
                }
            }
        }
    }
    if !cliffs.is_empty() && !is_of_today(journey.declaration, context.project.schema()) {
        return Vec::new();
    }
    cliffs
}

fn drop_between(high: Score, low: Score) -> i64 {
    i64::from(high.value()) - i64::from(low.value())
}

/// For each touchpoint the numbers of those that can follow it, further down: those that `next` names, else the next one.
fn flow_of(context: &RuleContext<'_>, curve: &EmotionCurve<'_>) -> Vec<Vec<usize>> {
    let next = context.project.schema().key_id(Keyword::Touchpoint, "next");
    let points = curve.points.iter().enumerate();
    let following = points.map(|(at, point)| {
        if !has(point.touchpoint, next) {
            return vec![at + 1];
        }
        let named = point.touchpoint.references();
        let named = named.filter(|one| one.role == Role::Value && one.property.key() == "next");
        let targets = named.filter_map(|one| {
            let (id, target) = context.project.target(context.id, &one)?;
            let place = curve.points.iter().position(|point| point.touchpoint == target);
            place.filter(|place| id.file == context.id && *place > at)
        });
        targets.collect()
    });
    following.collect()
}

/// The touchpoints behind one at which somebody feels something next, on each way that they can take.
fn following(curve: &EmotionCurve<'_>, flow: &[Vec<usize>], from: usize, feeler: usize) -> Vec<usize> {
    let mut felt: Vec<usize> = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    let mut ahead = flow.get(from).cloned().unwrap_or_default();
    while let Some(at) = ahead.pop() {
        if seen.contains(&at) {
            continue;
        }
        seen.push(at);
        if curve.points.get(at).is_some_and(|point| point.score(feeler).is_some()) {
            felt.push(at);
        } else {
            ahead.extend(flow.get(at).into_iter().flatten());
        }
    }
    felt.sort_unstable();
    felt
}

fn finding(context: &RuleContext<'_>, cliff: &Cliff<'_>) -> Diagnostic {
    let (high, low) = cliff.scores;
    let lower = shown(&cliff.lower.touchpoint.label());
    let higher = shown(&cliff.higher.touchpoint.label());
    let who: Vec<String> = cliff
        .feelers
        .iter()
        .filter_map(|feeler| match feeler {
            Feeler::Persona(..) => Some(shown(&feeler.label())),
            Feeler::Everybody => None,
        })
        .collect();
    let message = if who.is_empty() {
        format!("The mood falls from {high} to {low} at {lower}, and no pain says why")
    } else {
        let fall = if who.len() == 1 { "falls" } else { "fall" };
        format!("{} {fall} from {high} to {low} at {lower}, and no pain says why", listed(&who, "and"))
    };
    let gap = match (text_of(cliff.lower.touchpoint, "expects"), text_of(cliff.lower.touchpoint, "gets")) {
        (Some(expects), Some(gets)) => format!(" They expected {expects} and got {gets}."),
        _ => String::new(),
    };
    let help = format!(
        "A fall this steep, right after {higher}, is what people remember and tell.{gap} Ask what happened there, and name \
         it as a pain of this touchpoint, such as `pain \"…\" {{ severity: high }}`."
    );
    // The values say it; the word before the colon does not.
    let place = |point: &CurvePoint<'_>, property: TextRange| {
        let written = point.emotions.iter().flatten().find(|feeling| feeling.property.range() == property);
        let value = written.and_then(|feeling| feeling.property.value()).map(|value| value.range());
        context.place(value.unwrap_or(property))
    };
    Diagnostic::new(place(cliff.lower, cliff.properties.1), message, help)
        .related(place(cliff.higher, cliff.properties.0), format!("still {high} here"))
}

/// What the customer expected or got, to be quoted.
fn text_of(touchpoint: Declaration<'_>, key: &str) -> Option<String> {
    let value = touchpoint.property(key)?.value()?;
    value.text().filter(|text| !text.trim().is_empty()).map(|text| shown(&text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    fn journey(head: &str, stages: &str) -> String {
        format!(
            "persona maya \"Maya\"\npersona tom \"Tom\"\njourney shop \"Shop\" {{\n  persona: maya, tom\n{head}  stage s \"S\" {{\n{stages}\n  }}\n}}\n"
        )
    }

    #[test]
    fn a_fall_that_nothing_explains_is_told_at_its_foot() {
        let found = findings(
            &EmotionCliff,
            &journey(
                "",
                "    touchpoint pay \"Pays\" { emotion maya: +1 }\n    touchpoint door \"Opens\" { emotion maya: ⟦-2 \"let down\"⟧ }",
            ),
        );
        assert_eq!(found[0].message, "`Maya` falls from +1 to -2 at `Opens`, and no pain says why");
        assert_eq!(
            found[0].help,
            "A fall this steep, right after `Pays`, is what people remember and tell. Ask what happened there, and name it \
             as a pain of this touchpoint, such as `pain \"…\" { severity: high }`."
        );
        assert_eq!(found[0].related[0].1, "still +1 here");
    }

    #[test]
    fn what_was_expected_and_what_came_is_quoted_where_both_are_told() {
        let help = |told: &str| {
            let text = format!(
                "    touchpoint a \"A\" {{ emotion maya: +2 }}\n    touchpoint b \"B\" {{ emotion maya: ⟦-2⟧; {told} }}"
            );
            findings(&EmotionCliff, &journey("", &text))[0].help.clone()
        };
        let both = help("expects: \"What was ordered\"; gets: \"Half of it\"");
        assert!(both.contains(" tell. They expected `What was ordered` and got `Half of it`. Ask "), "{both}");
        for told in ["expects: \"What was ordered\"", "gets: \"Half of it\"", "expects: \"\"; gets: \"Half\""] {
            assert!(!help(told).contains("They expected"));
        }
    }

    #[test]
    fn one_emotion_of_several_personas_is_one_fall() {
        let found = findings(
            &EmotionCliff,
            &journey("", "    touchpoint a \"A\" { emotion: +2 }\n    touchpoint b \"B\" { emotion: ⟦-1⟧ }"),
        );
        assert_eq!(found[0].message, "`Maya` and `Tom` fall from +2 to -1 at `B`, and no pain says why");
        let found = findings(
            &EmotionCliff,
            "journey j \"J\" {\n  stage s \"S\" {\n    touchpoint a \"A\" { emotion: +2 }\n    touchpoint b \"B\" { emotion: ⟦-2⟧ }\n  }\n}\n",
        );
        assert_eq!(found[0].message, "The mood falls from +2 to -2 at `B`, and no pain says why");
    }

    #[test]
    fn each_falls_on_their_own_way_past_what_they_do_not_feel() {
        findings(
            &EmotionCliff,
            &journey(
                "",
                "    touchpoint a \"A\" { emotion maya: +2 }\n    touchpoint b \"B\" { emotion tom: -2 }\n    touchpoint c \"C\"\n  }\n  stage t \"T\" {\n    touchpoint d \"D\" { emotion maya: ⟦-1⟧ }",
            ),
        );
    }

    #[test]
    fn neighbours_are_those_that_next_says() {
        let branches = |next: &str, last: &str| {
            journey(
                "",
                &format!(
                    "    touchpoint a \"A\" {{ emotion: 0; next: b, c }}\n    touchpoint b \"B\" {{ emotion: +2; {next} }}\n    touchpoint c \"C\" {{ emotion: {last} }}\n    touchpoint d \"D\" {{ emotion: +1 }}"
                ),
            )
        };
        findings(&EmotionCliff, &branches("next: d", "-2"));
        findings(&EmotionCliff, &branches("next: a", "-2"));
        findings(&EmotionCliff, &branches("next: c", "⟦-2⟧"));
        findings(&EmotionCliff, &branches("", "⟦-2⟧"));
    }

    #[test]
    fn a_pain_that_is_theirs_explains_it() {
        let at = |head: &str, stage: &str, inside: &str, emotion: &str| {
            journey(
                head,
                &format!(
                    "{stage}    touchpoint a \"A\" {{ emotion maya: +2 }}\n    touchpoint b \"B\" {{ emotion maya: {emotion}; {inside} }}"
                ),
            )
        };
        findings(&EmotionCliff, &at("", "", "pain p \"P\"", "-2"));
        findings(&EmotionCliff, &at("", "", "pain p \"P\" { persona: tom, maya }", "-2"));
        findings(&EmotionCliff, &at("", "", "pain p \"P\" { persona: tim }", "-2"));
        findings(&EmotionCliff, &at("", "", "pian p \"P\"", "-2"));
        findings(&EmotionCliff, &at("", "    pain p \"P\"\n", "", "-2"));
        findings(&EmotionCliff, &at("  pain p \"P\" { persona: maya }\n", "", "", "-2"));
        findings(&EmotionCliff, &at("", "", "pain p \"P\" { persona: tom }", "⟦-2⟧"));
        findings(&EmotionCliff, &at("  pain p \"P\"\n", "", "", "⟦-2⟧"));
    }

    #[test]
    fn a_fall_of_two_and_a_climb_are_no_cliff() {
        for (first, second) in [("+1", "-1"), ("-2", "+2"), ("+2", "0"), ("0", "-2")] {
            findings(
                &EmotionCliff,
                &journey(
                    "",
                    &format!(
                        "    touchpoint a \"A\" {{ emotion: {first} }}\n    touchpoint b \"B\" {{ emotion: {second} }}"
                    ),
                ),
            );
        }
    }

    #[test]
    fn files_of_any_kind_are_read_alike() {
        let text =
            journey("", "    touchpoint a \"Ä 🙂\" { emotion: +2 }\n    touchpoint b \"B\" { emotion: ⟦-2 \"🙁\"⟧ }");
        let found = findings(&EmotionCliff, &format!("\u{FEFF}{}", text.trim_end().replace('\n', "\r\n")));
        assert!(found[0].help.contains("right after `Ä 🙂`"), "{}", found[0].help);
    }

    #[test]
    fn plans_and_retired_journeys_are_left_alone() {
        for head in ["  state: to-be\n", "  status: retired\n"] {
            findings(
                &EmotionCliff,
                &journey(head, "    touchpoint a \"A\" { emotion: +2 }\n    touchpoint b \"B\" { emotion: -2 }"),
            );
        }
    }
}

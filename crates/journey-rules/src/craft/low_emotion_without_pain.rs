//! `low-emotion-without-pain`: it feels bad, and nothing says why.

use journey_plugin::model::syntax::TextRange;
use journey_plugin::model::value::Score;
use journey_plugin::model::{CurvePoint, EmotionCurve, Feeler, Feeling};
use journey_plugin::{Diagnostic, JourneyFacts, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::emotion_cliff::{Cliff, cliffs};
use super::pains_there::pain_explains;
use super::promise_gap::gap;
use crate::group::EXPERIENCE;
use crate::standing::{chosen, is_of_today};
use crate::wording::{listed, shown};

/// Finds negative emotions that no pain explains.
#[derive(Clone, Copy, Debug)]
pub(super) struct LowEmotionWithoutPain;

/// More of them in a journey that names no pain at all are told together.
const SEPARATELY: usize = 3;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "low-emotion-without-pain",
    summary: "A negative emotion that no pain explains",
    documentation: r#"
## What it does
Finds a touchpoint of a journey of today at which somebody feels bad (-1 or -2) and no pain says why. A pain says why if
it stands at the touchpoint or in its stage and is that persona's or everybody's, or if it stands in the journey and
names the persona. At -1 any pain there is enough, whoever it names. Of a stage with `detail` the pains stand in the
journey that works it out. Steps that are out of your hands (`control: none`) are left alone. Each touchpoint is told
once, at its lowest emotion; at -2 it is a warning.

Where a journey names no pain at all and more than three touchpoints feel bad, it gets one finding. Where
`emotion-cliff` or `promise-gap` tells it already, this rule is silent. Plans (`state: to-be`) and retired journeys are
left alone.

## Why it matters
A score says that it hurts. Only a pain says what hurts, how often and why, and only a pain can lead to an opportunity.
A bad feeling without one is a question that somebody forgot to ask, or an answer that stayed in the notes of the
interview.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" }
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
      emotion: -1 "irritated"
      pain stale_stock "Results show out-of-stock items"
    }
  }
}
```

## Source
The page "Customer Journey Mapping" that begins with "Good service is not enough" wants both from the people who are
asked: what they care for and what they hate. "Introduction to Customer Journey Mapping" calls the analysis of pain
points the step that the solutions build on.
"#,
    group: &EXPERIENCE,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[],
};

impl Rule for LowEmotionWithoutPain {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for journey in context.journeys() {
            let mut told: Option<Vec<Cliff<'_>>> = None;
            let mut low = Vec::new();
            let curve = context.curve(journey);
            for point in &curve.points {
                let Some((feeling, feelers)) = unexplained(context, journey, curve, point) else { continue };
                let cliffs = told.get_or_insert_with(|| cliffs(context, journey));
                let is_told = cliffs.iter().any(|cliff| cliff.ends_at(point.touchpoint))
                    || gap(context, journey, point).is_some();
                if !is_told && !context.allows(place(feeling)) {
                    low.push((point, feeling, feelers));
                }
            }
            if low.is_empty() || !is_of_today(journey.declaration, context.project.schema()) {
                continue;
            }
            let severity = |is_lowest: bool| if is_lowest { Severity::Warning } else { Severity::Info };
            let is_lowest = |feeling: &Feeling<'_>| feeling.emotion.score == Score::LOWEST;
            if journey.pains.is_empty() && low.len() > SEPARATELY {
                let any_lowest = low.iter().any(|(_, feeling, _)| is_lowest(feeling));
                let points: Vec<&CurvePoint<'_>> = low.iter().map(|(point, _, _)| *point).collect();
                report.add_as(severity(any_lowest), together(context, journey, &points));
                continue;
            }
            for (point, feeling, feelers) in low {
                report.add_as(severity(is_lowest(feeling)), finding(context, point, feeling, &feelers));
            }
        }
    }
}

/// The first of the lowest emotions at a touchpoint that are negative and that no pain explains, and who feel so.
fn unexplained<'c>(
    context: &RuleContext<'c>,
    journey: &JourneyFacts<'c>,
    curve: &'c EmotionCurve<'c>,
    point: &'c CurvePoint<'c>,
) -> Option<(&'c Feeling<'c>, Vec<Feeler<'c>>)> {
    point.scores().find(|score| score.value() < 0)?;
    if chosen(point.touchpoint, "control") == Some("none") {
        return None;
    }
    let felt =
        || curve.feelers.iter().zip(&point.emotions).filter_map(|(feeler, felt)| Some((*feeler, felt.as_ref()?)));
    // An emotion that several feel is explained where one of them has a pain.
    let is_open = |feeling: &Feeling<'_>| {
        let mut shared = felt().filter(|(_, other)| other.property.range() == feeling.property.range());
        !shared.any(|(feeler, _)| pain_explains(context, journey, point.touchpoint, point.stage, Some(feeler)))
    };
    // A small annoyance at a step whose pain is known is no riddle, whoever the pain names.
    let is_riddle = |feeling: &Feeling<'_>| {
        feeling.emotion.score == Score::LOWEST || !pain_explains(context, journey, point.touchpoint, point.stage, None)
    };
    let is_low = |feeling: &Feeling<'_>| feeling.emotion.score.value() < 0;
    let open = felt().filter(|(_, feeling)| is_low(feeling) && is_open(feeling) && is_riddle(feeling));
    let open: Vec<(Feeler<'c>, &Feeling<'c>)> = open.collect();
    let (_, lowest) = open.iter().min_by_key(|(_, feeling)| feeling.emotion.score)?;
    let lowest = *lowest;
    let alike = open.iter().filter(|(_, feeling)| feeling.emotion.score == lowest.emotion.score);
    Some((lowest, alike.map(|(feeler, _)| *feeler).collect()))
}

fn finding(
    context: &RuleContext<'_>,
    point: &CurvePoint<'_>,
    feeling: &Feeling<'_>,
    feelers: &[Feeler<'_>],
) -> Diagnostic {
    let label = shown(&point.touchpoint.label());
    let personas = feelers.iter().filter(|feeler| matches!(feeler, Feeler::Persona(..)));
    let personas: Vec<String> = personas.map(|feeler| shown(&feeler.label())).collect();
    let whom = if personas.is_empty() { String::new() } else { format!(" to {}", listed(&personas, "and")) };
    let message = format!("{label} feels bad{whom} ({}), and no pain says why", feeling.emotion.score);
    let help = "The score says that it hurts; only a pain says what there is to mend. Name what goes wrong at this \
                touchpoint: `pain \"…\"`, with `severity`, `frequency` and `cause` as far as you know them.";
    Diagnostic::new(context.place(place(feeling)), message, help)
}

/// Where to point at a feeling: at its score.
fn place(feeling: &Feeling<'_>) -> TextRange {
    feeling.property.value().map_or_else(|| feeling.property.range(), |value| value.range())
}

fn together(context: &RuleContext<'_>, journey: &JourneyFacts<'_>, points: &[&CurvePoint<'_>]) -> Diagnostic {
    let label = shown(&journey.declaration.label());
    let message = format!("{} touchpoints of the journey {label} feel bad, and no pain says why", points.len());
    let help = "The scores say that it hurts; only pains say what there is to mend. Begin with the lowest: ask what goes \
                wrong there, and write it into the touchpoint as `pain \"…\"`.";
    let diagnostic = Diagnostic::new(context.place(journey.declaration.name().range), message, help);
    points.iter().fold(diagnostic, |diagnostic, point| {
        let score = point.scores().min().map(|score| score.to_string()).unwrap_or_default();
        diagnostic.related(context.place(point.touchpoint.name().range), format!("feels bad ({score})"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    fn journey(head: &str, touchpoints: &str) -> String {
        format!(
            "persona maya \"Maya\"\npersona tom \"Tom\"\njourney shop \"Shop\" {{\n  persona: maya, tom\n{head}  stage s \"S\" {{\n{touchpoints}\n  }}\n}}\n"
        )
    }

    #[test]
    fn a_bad_feeling_that_nothing_explains_is_told_at_its_score() {
        let found = findings(
            &LowEmotionWithoutPain,
            &journey(
                "",
                "    touchpoint t \"Waits\" {\n      emotion maya: -1\n      emotion tom: ⟦-2 \"furious\"⟧\n    }",
            ),
        );
        assert_eq!(found[0].message, "`Waits` feels bad to `Tom` (-2), and no pain says why");
        assert_eq!(
            found[0].help,
            "The score says that it hurts; only a pain says what there is to mend. Name what goes wrong at this \
             touchpoint: `pain \"…\"`, with `severity`, `frequency` and `cause` as far as you know them."
        );
        assert_eq!(found[0].severity, Severity::Warning);
    }

    #[test]
    fn a_feeling_of_all_is_one_finding() {
        let found = findings(&LowEmotionWithoutPain, &journey("", "    touchpoint t \"Waits\" { emotion: ⟦-1⟧ }"));
        assert_eq!(found[0].message, "`Waits` feels bad to `Maya` and `Tom` (-1), and no pain says why");
        assert_eq!(found[0].severity, Severity::Info);
        let found = findings(
            &LowEmotionWithoutPain,
            "journey j \"J\" {\n  stage s \"S\" { touchpoint t \"Waits\" { emotion: ⟦-1⟧ } }\n}\n",
        );
        assert_eq!(found[0].message, "`Waits` feels bad (-1), and no pain says why");
    }

    #[test]
    fn a_pain_explains_the_feelings_of_those_whose_it_is() {
        let at = |head: &str, stage: &str, inside: &str, emotion: &str| {
            journey(head, &format!("{stage}    touchpoint b \"B\" {{ {emotion}; {inside} }}"))
        };
        for inside in
            ["pain p \"P\"", "pain p \"P\" { persona: maya }", "pian p \"P\"", "pain p \"P\" { persona: tim }"]
        {
            findings(&LowEmotionWithoutPain, &at("", "", inside, "emotion maya: -2"));
        }
        findings(&LowEmotionWithoutPain, &at("", "    pain p \"P\"\n", "", "emotion: -2"));
        findings(&LowEmotionWithoutPain, &at("  pain p \"P\" { persona: maya }\n", "", "", "emotion maya: -2"));
        findings(&LowEmotionWithoutPain, &at("", "    detail: more\n", "", "emotion: -2"));
        // A feeling that two share is explained by the pain of one.
        findings(&LowEmotionWithoutPain, &at("", "", "pain p \"P\" { persona: maya }", "emotion: -2"));
        findings(
            &LowEmotionWithoutPain,
            &at("", "", "pain p \"P\" { persona: maya }", "emotion tom: ⟦-2⟧; emotion maya: -2"),
        );
        findings(&LowEmotionWithoutPain, &at("  pain p \"P\"\n", "", "", "emotion maya: ⟦-2⟧"));
        // At -1 the pain of somebody else says enough.
        findings(&LowEmotionWithoutPain, &at("", "", "pain p \"P\" { persona: maya }", "emotion tom: -1"));
        findings(&LowEmotionWithoutPain, &at("", "    pain p \"P\" { persona: maya }\n", "", "emotion tom: -1"));
        findings(&LowEmotionWithoutPain, &at("  pain p \"P\" { persona: maya }\n", "", "", "emotion tom: ⟦-1⟧"));
    }

    #[test]
    fn what_is_out_of_our_hands_is_left_alone() {
        let at = |control: &str| journey("", &format!("    touchpoint b \"B\" {{ control: {control}; emotion: -2 }}"));
        findings(&LowEmotionWithoutPain, &at("none"));
        findings(&LowEmotionWithoutPain, &at("shared").replace("-2", "⟦-2⟧"));
    }

    #[test]
    fn good_and_even_feelings_need_no_pain() {
        findings(
            &LowEmotionWithoutPain,
            &journey("", "    touchpoint t \"T\" { emotion maya: 0; emotion tom: +2 }\n    touchpoint u \"U\""),
        );
    }

    #[test]
    fn a_journey_without_pains_is_one_finding_where_much_of_it_feels_bad() {
        let four = "    touchpoint a \"A\" { emotion: -1 }\n    touchpoint b \"B\" { emotion: -1 }\n    touchpoint c \"C\" { emotion: -2 }\n    touchpoint d \"D\" { emotion: -1 }";
        let text = journey("", four).replace("journey shop", "journey ⟦shop⟧");
        let found = findings(&LowEmotionWithoutPain, &text);
        assert_eq!(found[0].message, "4 touchpoints of the journey `Shop` feel bad, and no pain says why");
        assert_eq!((found[0].related.len(), found[0].severity), (4, Severity::Warning));
    }

    #[test]
    fn what_a_cliff_or_a_broken_promise_tells_is_not_told_again() {
        findings(
            &LowEmotionWithoutPain,
            &journey("", "    touchpoint a \"A\" { emotion: +2 }\n    touchpoint b \"B\" { emotion: -1 }"),
        );
        findings(&LowEmotionWithoutPain, &journey("", "    touchpoint b \"B\" { emotion: -1; expects: \"All\" }"));
        findings(
            &LowEmotionWithoutPain,
            &journey("", "    touchpoint b \"B\" { emotion: ⟦-1⟧; expects: \"All\"; gets: \"All\" }"),
        );
    }

    #[test]
    fn plans_and_retired_journeys_are_left_alone() {
        for head in ["  state: to-be\n", "  status: retired\n"] {
            findings(&LowEmotionWithoutPain, &journey(head, "    touchpoint t \"T\" { emotion: -2 }"));
        }
    }
}

//! `small-sample`: research with too few people in it for what is built on it.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::{Declaration, DeclarationId, Keyword};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::used_today::is_cited_alone_today;
use crate::group::RESEARCH;
use crate::standing::chosen;
use crate::wording::shown;

/// Finds sources with a small `sample` that journeys of today cite.
#[derive(Clone, Copy, Debug)]
pub(super) struct SmallSample;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "small-sample",
    summary: "A journey of today cites research that rests on very few",
    documentation: r#"
## What it does
Finds a source whose `sample` is very small and that a journey of today cites, unless that is retired. How many are few
depends on the `kind`: where people are listened to or watched (`interview`, `observation`, `workshop`), a handful is
enough to learn why; where they are counted (`survey`, `analytics`), it takes more. Tickets, reviews and assumptions are
not held to a number. A source without a `sample` is left alone, and so is one that stands beside a source with more
people in it, on the same line.

## Why it matters
Three people can show that something happens, and never how often. A pain that one of three met may hit a third of all
customers, or nearly nobody.

## Example
```journey
persona maya "Maya, busy parent"
source interviews "Customer interviews" { kind: interview; sample: 2 }

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" from interviews }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"
source interviews "Customer interviews" { kind: interview; sample: 2 }
source survey "Shop survey" { kind: survey; sample: 240 }

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" from interviews, survey }
  }
}
```

## Source
Five: Jakob Nielsen's finding that five people show most of the problems of an interface in a test; to ask as many for
every talk and visit is ours. Thirty: the rule of thumb of statistics below which an average says little. Both are
conventions, so both can be set.
"#,
    group: &RESEARCH,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[
        OptionDescription {
            id: "least-interviews",
            documentation: "How many people, visits or cases an interview, an observation or a workshop should rest on.",
            kind: OptionKind::WholeNumber { least: 0, most: 1_000, default: 5 },
        },
        OptionDescription {
            id: "least-answers",
            documentation: "How many answers or cases a survey or analytics should rest on.",
            kind: OptionKind::WholeNumber { least: 0, most: 1_000_000, default: 30 },
        },
    ],
};

impl Rule for SmallSample {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for source in context.declarations_of(Keyword::Source) {
            let Some((sample, least)) = sample(context, *source).filter(|(sample, least)| sample < least) else {
                continue;
            };
            let id = DeclarationId { file: context.id, local: source.local_id() };
            let is_enough =
                |other: Declaration<'_>| self::sample(context, other).is_none_or(|(sample, least)| sample >= least);
            if !is_cited_alone_today(context, id, is_enough) {
                continue;
            }
            let label = shown(&source.label());
            let kind = chosen(*source, "kind").unwrap_or_default();
            let message = if sample == 0.0 {
                format!("The source {label} rests on nobody at all, and a journey of today cites it")
            } else {
                let counted = counted(kind, sample);
                format!(
                    "The source {label} rests on {sample} {counted}, fewer than {least}, and a journey of today cites it"
                )
            };
            let range = source.property("sample").and_then(|sample| sample.value()).map(|value| value.range());
            let advice = if matches!(kind, "survey" | "analytics") { OF_MANY } else { OF_FEW };
            report.add(Diagnostic::new(context.place(range.unwrap_or(source.name().range)), message, advice));
        }
    }
}

/// How many people or cases a source rests on, and how many it should; `None` where there is no such number.
fn sample(context: &RuleContext<'_>, source: Declaration<'_>) -> Option<(f64, f64)> {
    let value = source.property("sample")?.value()?;
    let sample = value.number().filter(|number| number.check(Some(0.0), None, true).is_ok())?.value;
    let option = match chosen(source, "kind")? {
        "interview" | "observation" | "workshop" => "least-interviews",
        "survey" | "analytics" => "least-answers",
        _ => return None,
    };
    #[expect(clippy::cast_precision_loss, reason = "the option is at most a million")]
    Some((sample, context.whole_number(option) as f64))
}

/// What is counted in research of a kind.
fn counted(kind: &str, sample: f64) -> &'static str {
    match (kind, sample == 1.0) {
        ("interview", true) => "interview",
        ("interview", false) => "interviews",
        ("observation", true) => "observation",
        ("observation", false) => "observations",
        ("survey", true) => "answer",
        ("survey", false) => "answers",
        ("workshop", true) => "person or group",
        ("workshop", false) => "people or groups",
        (_, true) => "case",
        (_, false) => "cases",
    }
}

const OF_FEW: &str = "Very few people may all be exceptions. Talk to or watch some more, until you hear nothing new; until \
                      then, cite it beside another source.";
const OF_MANY: &str = "A share or an average of so few changes with every answer. Wait for more answers, or tell what these \
                       people said instead of how many.";

#[cfg(test)]
mod tests {
    use journey_plugin::model::configuration::OptionValue;

    use super::*;
    use crate::testing::{Case, findings};

    const RULE: SmallSample = SmallSample;
    const USE: &str = "journey shop \"Shop\" { pain slow \"Slow\" { source: talks } }\n";

    fn source(facts: &str) -> String {
        format!("source talks \"Talks\" {{ {facts} }}\n{USE}")
    }

    #[test]
    fn few_people_and_few_answers_are_told_by_what_they_can_show() {
        let found = findings(&RULE, &source("kind: interview; sample: ⟦3⟧"));
        assert_eq!(
            found[0].message,
            "The source `Talks` rests on 3 interviews, fewer than 5, and a journey of today cites it"
        );
        assert_eq!(
            found[0].help,
            "Very few people may all be exceptions. Talk to or watch some more, until you hear nothing new; until then, \
             cite it beside another source."
        );
        for kind in ["observation", "workshop"] {
            findings(&RULE, &source(&format!("kind: {kind}; sample: ⟦4⟧")));
        }
        for kind in ["survey", "analytics"] {
            let found = findings(&RULE, &source(&format!("kind: {kind}; sample: ⟦29⟧")));
            assert_eq!(found[0].help, OF_MANY);
        }
        let found = findings(&RULE, &source("kind: survey; sample: ⟦0⟧"));
        assert!(found[0].message.contains("rests on nobody at all"));
    }

    #[test]
    fn enough_is_enough_and_some_kinds_have_no_number() {
        for facts in [
            "kind: interview; sample: 5",
            "kind: survey; sample: 30",
            "kind: ticket; sample: 1",
            "kind: review; sample: 1",
            "kind: assumption; sample: 1",
            "kind: interview",
            "sample: 1",
            "kind: interview; sample: -1",
            "kind: interview; sample: 1.5",
            "kind: interview; sample: few",
            "kind: intervew; sample: 1",
        ] {
            findings(&RULE, &source(facts));
        }
    }

    #[test]
    fn only_what_a_journey_of_today_rests_on_is_told() {
        let small = "source talks \"Talks\" { kind: interview; sample: 1 }\n";
        for user in [
            "",
            "persona tom \"Tom\" { source: talks }\njourney shop \"Shop\" { persona: tom }",
            "journey shop \"Shop\" { state: to-be; source: talks }",
            "journey shop \"Shop\" { status: retired; source: talks }",
        ] {
            findings(&RULE, &format!("{small}{user}\n"));
        }
        let marked = small.replace("sample: 1", "sample: ⟦1⟧");
        findings(
            &RULE,
            &format!(
                "{marked}metric fast \"Fast\" {{ kind: csat }}\njourney shop \"Shop\" {{ measure fast: 4 from talks }}\n"
            ),
        );
    }

    #[test]
    fn beside_research_with_more_people_a_few_are_fine() {
        let text = |facts: &str, sample: &str, other: &str| {
            format!(
                "source talks \"Talks\" {{ kind: interview; sample: {sample} }}\nsource more \"More\" {{ {facts} }}\n\
                 journey shop \"Shop\" {{ pain slow \"Slow\" {{ source: {other} }} }}\n"
            )
        };
        for facts in ["kind: survey; sample: 200", "kind: interview; sample: 5", "kind: ticket", ""] {
            findings(&RULE, &text(facts, "3", "talks, more"));
        }
        findings(&RULE, &text("kind: survey; sample: ⟦3⟧", "⟦3⟧", "talks, more"));
        findings(&RULE, &text("kind: survey; sample: 200", "⟦3⟧", "talks, talks"));
        findings(&RULE, &text("kind: survey; sample: 200", "⟦3⟧", "talks }; pain p \"P\" { source: talks, more"));
    }

    #[test]
    fn how_few_is_too_few_can_be_set() {
        let twelve = ("small-sample", "least-interviews", OptionValue::WholeNumber(12));
        Case::of(&source("kind: interview; sample: ⟦11⟧")).with_option(twelve).findings(&RULE);
        let none = ("small-sample", "least-answers", OptionValue::WholeNumber(0));
        Case::of(&source("kind: survey; sample: 0")).with_option(none).findings(&RULE);
    }
}

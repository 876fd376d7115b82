//! `stale-source`: research that is too old to say how it is today, or that has not been done yet.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::value::Date;
use journey_plugin::model::{Declaration, DeclarationId, Keyword};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::used_today::{is_cited_alone_today, is_used_today};
use crate::group::RESEARCH;
use crate::wording::shown;

/// Finds old sources that journeys of today cite.
#[derive(Clone, Copy, Debug)]
pub(super) struct StaleSource;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "stale-source",
    summary: "A journey of today cites research that is old, or not done yet",
    documentation: r#"
## What it does
Finds a source whose `date` is longer ago than `days` and that a journey of today cites, unless that is retired. A source
with a date in the future is told as well: nobody can have learned from it yet. Where the same line cites newer research
beside it, the old source is fine: it shows that things have not changed. Old sources that only plans or retired
journeys cite are fine, and those that nobody cites are another finding.

## Why it matters
Services change, and so do the people who use them. An interview from before the new app says how it was, and the map
tells it as if it were so today.

## Example
```journey
persona maya "Maya, busy parent"
source interviews "Customer interviews" { kind: interview; date: 2019-05-12 }

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
source interviews "Customer interviews" { kind: interview; date: 2019-05-12 }
source survey "Shop survey" { kind: survey; date: 2026-05-12 }

journey weekly_shop "Weekly shop" {
  persona: maya
  stage discover "Discover" {
    touchpoint search "Searches for dinner" { emotion: -1 "irritated" from interviews, survey }
  }
}
```

## Source
"Introduction to Customer Journey Mapping": preferences and behaviour evolve, so a map is a continual process and is
updated regularly. The two years are ours: long enough for one yearly study to be skipped.
"#,
    group: &RESEARCH,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[OptionDescription {
        id: "days",
        documentation: "How many days old a source may be.",
        kind: OptionKind::WholeNumber { least: 1, most: 36_500, default: 730 },
    }],
};

impl Rule for StaleSource {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let today = context.environment.today;
        for source in context.declarations_of(Keyword::Source) {
            let Some(value) = source.property("date").and_then(|property| property.value()) else { continue };
            let Some(date) = value.date() else { continue };
            let age = today.days_since(date);
            if (0..=context.whole_number("days")).contains(&age) {
                continue;
            }
            let id = DeclarationId { file: context.id, local: source.local_id() };
            let is_newer = |other: Declaration<'_>| {
                let date = other.property("date").and_then(|date| date.value()?.date());
                date.is_none_or(|date| (0..=context.whole_number("days")).contains(&today.days_since(date)))
            };
            let is_told =
                if age < 0 { is_used_today(context.project, id) } else { is_cited_alone_today(context, id, is_newer) };
            if is_told {
                let (message, help) = if age < 0 { of_tomorrow(*source, date) } else { old(*source, date, age) };
                report.add(Diagnostic::new(context.place(value.range()), message, help));
            }
        }
    }
}

fn old(source: Declaration<'_>, date: Date, age: i64) -> (String, String) {
    let years = age / 365;
    let age = match years {
        0 => format!("{age} days"),
        1 => "more than a year".to_owned(),
        years => format!("more than {years} years"),
    };
    (
        format!("The source {} is {age} old, and a journey of today cites it", shown(&source.label())),
        format!(
            "What was true on {date} may have changed with the service. Ask again and add the new source beside it, or \
             cite a newer one where there is one."
        ),
    )
}

fn of_tomorrow(source: Declaration<'_>, date: Date) -> (String, String) {
    (
        format!("The source {} is dated {date}, which is still to come, and a journey of today cites it", shown(&source.label())),
        "Nobody can have learned from it yet. Correct the date, or cite it once the research is done; until then, a source \
         of `kind: assumption` is honest."
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use journey_plugin::model::configuration::OptionValue;

    use super::*;
    use crate::testing::{Case, findings, findings_among};

    const RULE: StaleSource = StaleSource;
    const USE: &str = "journey shop \"Shop\" { pain slow \"Slow\" { source: talks } }\n";

    #[test]
    fn old_research_that_a_journey_of_today_cites_is_told_at_its_date() {
        let found =
            findings(&RULE, &format!("source talks \"Talks\" {{ kind: interview; date: ⟦2023-05-12⟧ }}\n{USE}"));
        assert_eq!(found[0].message, "The source `Talks` is more than 3 years old, and a journey of today cites it");
        assert_eq!(
            found[0].help,
            "What was true on 2023-05-12 may have changed with the service. Ask again and add the new source beside it, or \
             cite a newer one where there is one."
        );
        assert_eq!(found[0].severity, Severity::Info);
        let two = format!("source talks \"Talks\" {{ kind: interview; date: ⟦2024-11-19⟧ }}\n{USE}");
        assert!(findings(&RULE, &two)[0].message.contains("more than 2 years"));
    }

    #[test]
    fn research_of_tomorrow_cannot_be_cited_today() {
        let found =
            findings(&RULE, &format!("source talks \"Talks\" {{ kind: interview; date: ⟦2026-11-21⟧ }}\n{USE}"));
        assert_eq!(
            found[0].message,
            "The source `Talks` is dated 2026-11-21, which is still to come, and a journey of today cites it"
        );
    }

    #[test]
    fn the_last_day_that_is_allowed_and_this_one_are_fine() {
        for date in ["date: 2024-11-20", "date: 2026-11-20", "date: 2023", "date: 2023-13-01", ""] {
            findings(&RULE, &format!("source talks \"Talks\" {{ kind: interview; {date} }}\n{USE}"));
        }
    }

    #[test]
    fn only_a_use_in_a_journey_of_today_counts_in_whatever_file() {
        let source = "source talks \"Talks\" { kind: interview; date: 2023-05-12 }\n";
        for user in [
            "journey shop \"Shop\" { state: to-be; pain slow \"Slow\" { source: talks } }",
            "journey shop \"Shop\" { status: retired; pain slow \"Slow\" { source: talks } }",
            "persona tom \"Tom\" { source: talks }\njourney shop \"Shop\" { persona: tom }",
            "metric fast \"Fast\" { kind: csat; source: talks }",
            "opportunity fast \"Fast\" { source: talks }",
            "",
        ] {
            findings(&RULE, &format!("{source}{user}\n"));
        }
        let marked = source.replace("2023-05-12", "⟦2023-05-12⟧");
        findings_among(&RULE, &[("a.journey", &marked), ("b.journey", USE)]);
    }

    #[test]
    fn beside_newer_research_the_old_is_fine() {
        let text = |facts: &str, date: &str| {
            format!(
                "source talks \"Talks\" {{ kind: interview; date: {date} }}\nsource more \"More\" {{ {facts} }}\n\
                 journey shop \"Shop\" {{ pain slow \"Slow\" {{ source: talks, more }} }}\n"
            )
        };
        findings(&RULE, &text("kind: survey; date: 2026-05-12", "2019-05-12"));
        findings(&RULE, &text("kind: survey", "2019-05-12"));
        findings(&RULE, &text("kind: survey; date: ⟦2020-05-12⟧", "⟦2019-05-12⟧"));
        findings(&RULE, &text("kind: survey; date: 2026-05-12", "⟦2026-12-12⟧"));
    }

    #[test]
    fn how_old_is_too_old_can_be_set() {
        let text = format!("source talks \"Talks\" {{ kind: interview; date: ⟦2026-05-12⟧ }}\n{USE}");
        let days = ("stale-source", "days", OptionValue::WholeNumber(90));
        let found = Case::of(&text).with_option(days).findings(&RULE);
        assert_eq!(found[0].message, "The source `Talks` is 192 days old, and a journey of today cites it");
    }
}

//! `journey-never-measured`: a journey that people rely on and of which nobody knows how it does.

use journey_plugin::model::configuration::{OptionDescription, OptionKind};
use journey_plugin::model::{Declaration, IdSource, Keyword, Schema};
use journey_plugin::{Diagnostic, JourneyFacts, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::MEASUREMENT;
use crate::standing::{chosen, has, is_of_today, lacks};
use crate::wording::shown;

/// Finds journeys without a reading of any metric.
#[derive(Clone, Copy, Debug)]
pub(super) struct JourneyNeverMeasured;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "journey-never-measured",
    summary: "A journey that nothing measures",
    documentation: r#"
## What it does
Finds a journey of today whose `status` is `review` or `approved`, and in which neither the journey nor any of its
stages or touchpoints has a `measure`. A first draft is not asked for numbers, nor is a journey without a status, unless
`drafts` says so. Plans (`state: to-be`) and retired journeys are left alone.

## Why it matters
A map without a number cannot tell whether anything gets better. Then the loudest story wins, and a year later nobody
knows what the work was good for. One metric is enough to begin with: a score from a survey, a share of people who give
up, a number of days. Written beside the step that it is about, it shows where to look.

## Example
```journey
persona maya "Maya, busy parent"

journey weekly_shop "Weekly shop" {
  status: approved
  owner: @head-of-shopping
  reviewed: 2026-11-01
  persona: maya
}
```

## Better
```journey
persona maya "Maya, busy parent"
metric delivery_csat "Delivery CSAT" { kind: csat; target: 85% }

journey weekly_shop "Weekly shop" {
  status: approved
  owner: @head-of-shopping
  reviewed: 2026-11-01
  persona: maya
  measure delivery_csat: 78%
}
```

## Source
The page "Customer Journey Mapping" that begins with "Good service is not enough" ends with measuring and reinforcing,
without which nothing lasts. Alex Bischoff, "Customer journey map: What it is and why you need one" (Delighted)
proposes surveys for NPS, CSAT or CES, so that a map stands on answers and not on assumptions.
"#,
    group: &MEASUREMENT,
    severity: Severity::Info,
    reach: Reach::File,
    fixes: None,
    options: &[OptionDescription {
        id: "drafts",
        documentation: "Whether drafts and journeys without a status are asked for a measure too.",
        kind: OptionKind::Boolean { default: false },
    }],
};

impl Rule for JourneyNeverMeasured {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        for journey in context.journeys() {
            let status = chosen(journey.declaration, "status");
            if !matches!(status, Some("review" | "approved")) && !context.boolean("drafts")
                || is_measured(journey, schema)
                || !is_of_today(journey.declaration, schema)
                || !parts(journey).all(|part| lacks(part, "measure", schema))
            {
                continue;
            }
            report.add(finding(context, journey.declaration, status));
        }
    }
}

/// The journey itself, its stages and its touchpoints.
fn parts<'c>(journey: &JourneyFacts<'c>) -> impl Iterator<Item = Declaration<'c>> {
    std::iter::once(journey.declaration)
        .chain(journey.stages.iter().copied())
        .chain(journey.touchpoints.iter().copied())
}

fn is_measured(journey: &JourneyFacts<'_>, schema: &Schema) -> bool {
    parts(journey).any(|part| part.keyword().is_some_and(|keyword| has(part, schema.key_id(keyword, "measure"))))
}

fn finding(context: &RuleContext<'_>, journey: Declaration<'_>, status: Option<&str>) -> Diagnostic {
    let message = format!("Nothing in the journey {} is measured", shown(&journey.label()));
    let why = match status {
        Some("approved") => {
            "People rely on this map, and no number in it tells whether the journey gets better or worse."
        }
        _ => "No number in it tells whether the journey gets better or worse.",
    };
    let metrics = context.declarations_of(Keyword::Metric);
    let what = match metrics.iter().find(|metric| metric.id_source() != IdSource::Missing) {
        Some(metric) => {
            format!("You have {}: add a reading, such as `measure {}: …`.", shown(&metric.label()), metric.id())
        }
        None => "Begin with one metric that customers would agree with, and add its reading where it belongs: \
                 `measure delivery_csat: 78%`."
            .to_owned(),
    };
    Diagnostic::new(context.place(journey.name().range), message, format!("{why} {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::findings;

    fn journey(name: &str, inside: &str) -> String {
        format!(
            "journey {name} \"Shop\" {{\n{inside}\n  stage s \"S\" {{\n    touchpoint t \"T\" {{ emotion: +1 }}\n  }}\n}}\n"
        )
    }

    #[test]
    fn a_journey_that_people_rely_on_without_a_number_is_told() {
        let found = findings(&JourneyNeverMeasured, &journey("⟦shop⟧", "  status: approved"));
        assert_eq!(found[0].message, "Nothing in the journey `Shop` is measured");
        assert_eq!(
            found[0].help,
            "People rely on this map, and no number in it tells whether the journey gets better or worse. Begin with one \
             metric that customers would agree with, and add its reading where it belongs: `measure delivery_csat: 78%`."
        );
    }

    #[test]
    fn a_metric_that_is_there_is_named() {
        let text = format!("metric nps \"NPS\" {{ kind: nps }}\n{}", journey("⟦shop⟧", "  status: review"));
        let found = findings(&JourneyNeverMeasured, &text);
        assert_eq!(
            found[0].help,
            "No number in it tells whether the journey gets better or worse. You have `NPS`: add a reading, such as \
             `measure nps: …`."
        );
    }

    #[test]
    fn one_reading_anywhere_in_it_is_enough() {
        for inside in [
            "  status: approved\n  measure nps: 3",
            "  status: approved\n  stage u \"U\" { measure nps: 3; touchpoint v \"V\" }",
            "  status: approved\n  stage u \"U\" { touchpoint v \"V\" { measure nps: 3 } }",
        ] {
            findings(&JourneyNeverMeasured, &journey("shop", inside));
        }
    }

    #[test]
    fn drafts_plans_and_retired_journeys_need_no_numbers() {
        for inside in
            ["", "  status: draft", "  status: retired", "  status: approved\n  state: to-be", "  status: aproved"]
        {
            findings(&JourneyNeverMeasured, &journey("shop", inside));
        }
    }

    #[test]
    fn what_may_be_meant_as_a_reading_is_enough() {
        for line in ["mesure nps: 3", "measure nps 3", "measure: 3", "measure nps:", "??"] {
            findings(&JourneyNeverMeasured, &journey("shop", &format!("  status: approved\n  {line}")));
        }
    }
}

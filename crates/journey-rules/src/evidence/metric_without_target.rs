//! `metric-without-target`: something is measured, and nobody says what would be good.

use journey_plugin::model::{Declaration, DeclarationId, Keyword};
use journey_plugin::{Diagnostic, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::reading::measurement;
use crate::group::MEASUREMENT;
use crate::wording::shown;

/// Finds metrics that are measured and have no target.
#[derive(Clone, Copy, Debug)]
pub(super) struct MetricWithoutTarget;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "metric-without-target",
    summary: "A metric that is measured and has no target",
    documentation: r#"
## What it does
Finds a metric without `target` of which some journey gives a reading. A metric that nobody measures is another finding.
It offers no fix: what is good enough, only you can say.

## Why it matters
Without a target a reading is only a number. Nobody can tell whether 78% is a success or an alarm, and so nobody acts.

## Example
```journey
persona maya "Maya, busy parent"
metric delivery_csat "Delivery CSAT" { kind: csat }

journey weekly_shop "Weekly shop" {
  persona: maya
  measure delivery_csat: 78%
}
```

## Better
```journey
persona maya "Maya, busy parent"
metric delivery_csat "Delivery CSAT" { kind: csat; target: 85% }

journey weekly_shop "Weekly shop" {
  persona: maya
  measure delivery_csat: 78%
}
```

## Source
"Introduction to Customer Journey Mapping" starts with clear goals, such as a rate that shall fall. Alex Bischoff,
"Customer journey map: What it is and why you need one" (Delighted): decide what to measure and which goal you want to
achieve by it.
"#,
    group: &MEASUREMENT,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[],
};

impl Rule for MetricWithoutTarget {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let schema = context.project.schema();
        for metric in context.declarations_of(Keyword::Metric) {
            let id = DeclarationId { file: context.id, local: metric.local_id() };
            if metric.gives("target", schema) || metric.has_broken_entries() || !context.project.is_used(id) {
                continue;
            }
            let message = format!("The metric {} is measured and has no target", shown(&metric.label()));
            let help = format!(
                "Nobody can tell whether a reading is good news. Agree on the number that would be good enough and add it{}.",
                example(*metric)
            );
            report.add(Diagnostic::new(context.place(metric.name().range), message, help));
        }
    }
}

/// How a target would be written, where the kind tells.
fn example(metric: Declaration<'_>) -> String {
    match measurement(metric, "baseline") {
        Some(baseline) => format!(" as `target`; it stood at {baseline} before you began"),
        None => ", such as `target: 85%`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    const RULE: MetricWithoutTarget = MetricWithoutTarget;
    const USE: &str = "journey shop \"Shop\" { measure fast: 4 }\n";

    #[test]
    fn a_metric_that_is_measured_wants_a_target() {
        let found = findings(&RULE, &format!("metric ⟦fast⟧ \"Fast enough\" {{ kind: csat; scale: 1..5 }}\n{USE}"));
        assert_eq!(found[0].message, "The metric `Fast enough` is measured and has no target");
        assert_eq!(
            found[0].help,
            "Nobody can tell whether a reading is good news. Agree on the number that would be good enough and add it, such \
             as `target: 85%`."
        );
        let found = findings(&RULE, &format!("metric ⟦fast⟧ \"Fast\" {{ kind: custom; baseline: 71% }}\n{USE}"));
        assert!(found[0].help.ends_with("add it as `target`; it stood at 71% before you began."));
        findings_among(&RULE, &[("a.journey", "metric ⟦fast⟧ \"Fast\" { kind: ces }\n"), ("b.journey", USE)]);
    }

    #[test]
    fn a_target_or_what_is_meant_as_one_is_enough() {
        for body in ["target: 5", "target: 85%", "traget: 5", "target:", "target: soon", "target 5"] {
            findings(&RULE, &format!("metric fast \"Fast\" {{\n  kind: csat\n  {body}\n}}\n{USE}"));
        }
    }

    #[test]
    fn what_nobody_measures_is_another_finding() {
        findings(&RULE, "metric fast \"Fast\" { kind: csat }\n");
        findings(&RULE, "metric fast \"Fast\" { kind: csat }\njourney shop \"Shop\" { measure fats: 4 }\n");
    }
}

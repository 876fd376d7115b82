//! `metric-never-measured`: a metric without a reading.

use journey_plugin::model::{Declaration, DeclarationId, Keyword};
use journey_plugin::{Applicability, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use crate::group::MEASUREMENT;
use crate::standing::chosen;
use crate::unused::{Removals, is_unused};
use crate::wording::shown;

/// Finds metrics of which no journey gives a reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct MetricNeverMeasured;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "metric-never-measured",
    summary: "A metric of which no reading is written down",
    documentation: r#"
## What it does
Finds a metric that nothing in the whole project measures: no journey, stage or touchpoint has a `measure` line for it.
A line in a plan or in a retired journey counts too: there somebody has thought about where the number belongs. It offers
to remove the metric, with the documentation before it, where nothing else loses its last use by that.

## Why it matters
A number that nobody takes changes nothing. And a number that is taken, but stands in no journey, cannot say where on the
way it comes from.

## Example
```journey
persona maya "Maya, busy parent"
metric delivery_csat "Delivery CSAT" { kind: csat; target: 85% }

journey weekly_shop "Weekly shop" {
  persona: maya
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
The page "Customer Journey Mapping" that begins with "Good service is not enough": the last of its six steps is to
measure regularly and to reinforce. Alex Bischoff, "Customer journey map: What it is and why you need one" (Delighted)
asks to decide what to measure before the map is drawn, and names NPS, CSAT and CES for it.
"#,
    group: &MEASUREMENT,
    severity: Severity::Warning,
    reach: Reach::Project,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for MetricNeverMeasured {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        let removals = Removals::new(context);
        for metric in context.declarations_of(Keyword::Metric) {
            let id = DeclarationId { file: context.id, local: metric.local_id() };
            if is_unused(context.project, id) {
                let message = format!("No reading of the metric {} is written down", shown(&metric.label()));
                let help = format!(
                    "Nobody sees how it stands, nor where on the way. Add a reading to {}, with `measure {}: {}`, or \
                     remove it.",
                    place(*metric),
                    metric.id(),
                    reading(*metric)
                );
                report.add(removals.finding(*metric, message, help));
            }
        }
    }
}

/// Where a reading of its kind mostly belongs.
fn place(metric: Declaration<'_>) -> &'static str {
    match chosen(metric, "kind") {
        Some("nps") => "the journey that it is about",
        Some("csat" | "ces") => "the touchpoint or stage after which customers are asked",
        _ => "the journey, stage or touchpoint that it is about",
    }
}

/// A reading as it would be written for this metric.
fn reading(metric: Declaration<'_>) -> String {
    let given = ["baseline", "target"].iter().find_map(|key| metric.property(key)?.value()?.measurement());
    given.map_or_else(|| "78%".to_owned(), |given| given.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    const RULE: MetricNeverMeasured = MetricNeverMeasured;

    #[test]
    fn a_metric_without_a_reading_is_told_with_the_line_to_write() {
        let found = findings(
            &RULE,
            "metric ⟦csat⟧ \"Delivery CSAT\" { kind: csat; target: 85% }\nmetric ⟦wait⟧ \"Waiting\" { kind: custom; baseline: 12; target: 5 }\nmetric ⟦nps⟧ \"NPS\" { kind: nps }\n",
        );
        assert_eq!(found[0].message, "No reading of the metric `Delivery CSAT` is written down");
        assert_eq!(
            found[0].help,
            "Nobody sees how it stands, nor where on the way. Add a reading to the touchpoint or stage after which \
             customers are asked, with `measure csat: 85%`, or remove it."
        );
        assert!(found[1].help.contains("`measure wait: 12`"));
        assert!(found[2].help.contains("the journey that it is about, with `measure nps: 78%`"));
        assert!(found.iter().all(|one| one.fixes.len() == 1));
    }

    #[test]
    fn a_reading_anywhere_counts_also_in_a_plan() {
        for user in [
            "journey j \"J\" { measure csat: 78% }",
            "journey j \"J\" { stage s \"S\" { measure csat: 78%; touchpoint t \"T\" } }",
            "journey j \"J\" { stage s \"S\" { touchpoint t \"T\" { measure csat: 78% } } }",
            "journey j \"J\" { state: to-be; measure csat: 78% }",
            "journey j \"J\" { status: retired; measure csat: 78% }",
        ] {
            findings_among(&RULE, &[("a.journey", "metric csat \"CSAT\" { kind: csat }\n"), ("b.journey", user)]);
        }
    }

    #[test]
    fn what_another_finding_tells_is_left_alone() {
        for user in [
            "journey j \"J\" { measure: 78% }",
            "journey j \"J\" { measure csatt: 78% }",
            "journey j \"J\" { mesure csat: 78% }",
            "journey j \"J\" {\n  measure csat 78%\n}",
            "metric csat \"CSAT\" { kind: csat }",
        ] {
            findings(&RULE, &format!("metric csat \"CSAT\" {{ kind: csat }}\n{user}\n"));
        }
    }
}

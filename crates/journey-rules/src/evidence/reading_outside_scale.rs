//! `reading-outside-scale`: a reading that its metric cannot have.

use journey_plugin::model::syntax::TextRange;
use journey_plugin::model::value::Measurement;
use journey_plugin::model::{Declaration, Keyword};
use journey_plugin::{Applicability, Diagnostic, Place, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::reading::{measurement, readings};
use crate::group::MEASUREMENT;
use crate::standing::{chosen, is_retired};
use crate::wording::shown;

/// Finds readings, targets and baselines outside of what is possible.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReadingOutsideScale;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "reading-outside-scale",
    summary: "A reading, target or baseline that its metric cannot have",
    documentation: r#"
## What it does
Finds a `measure`, a `target` or a `baseline` that is outside of what its metric can be:

- a number outside of the metric's `scale`;
- a percentage below 0% or above 100%, of satisfaction or effort (`csat` and `ces`): it is a share of answers;
- a Net Promoter Score below -100 or above 100. Its `scale` is the one on which people answer, mostly `0..10`, and says
  nothing about the score.

Percentages of a `custom` metric may be growth, which has no bounds, and are left alone. Where a whole percentage was
written without its `%`, it offers to write that.

## Why it matters
A number that cannot be is a slip, in the reading or in the scale. Whoever compares it with the target gets nonsense.

## Example
```journey
persona maya "Maya, busy parent"
metric delivery_csat "Delivery CSAT" { kind: csat; scale: 1..5; target: 4.5 }

journey weekly_shop "Weekly shop" {
  persona: maya
  measure delivery_csat: 42
}
```

## Better
```journey
persona maya "Maya, busy parent"
metric delivery_csat "Delivery CSAT" { kind: csat; scale: 1..5; target: 4.5 }

journey weekly_shop "Weekly shop" {
  persona: maya
  measure delivery_csat: 4.2
}
```

## Source
The Net Promoter Score is Frederick Reichheld's: the share of promoters less that of detractors, so from -100 to 100.
CSAT and CES are read as surveys report them: an average on their scale, or a share of good answers.
"#,
    group: &MEASUREMENT,
    severity: Severity::Warning,
    reach: Reach::Project,
    fixes: Some(Applicability::Suggestion),
    options: &[],
};

impl Rule for ReadingOutsideScale {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for metric in context.declarations_of(Keyword::Metric) {
            for key in ["baseline", "target"] {
                let Some(value) = metric.property(key).and_then(|property| property.value()) else { continue };
                let Some(measured) = measurement(*metric, key) else { continue };
                if let Some(bounds) = Bounds::broken_by(*metric, measured) {
                    let what = format!("The {key} of {}", shown(&metric.label()));
                    report.add(finding(context, &what, measured, value.range(), *metric, &bounds));
                }
            }
        }
        for journey in context.journeys().iter().filter(|journey| !is_retired(journey.declaration)) {
            for reading in readings(context, journey) {
                if let Some(bounds) = Bounds::broken_by(reading.metric, reading.value) {
                    let what = format!("The reading of {}", shown(&reading.metric.label()));
                    let found = finding(context, &what, reading.value, reading.range, reading.metric, &bounds);
                    let scale = reading.place_in_metric(context, "scale").filter(|_| bounds.is_scale);
                    report.add(match scale {
                        Some(place) => found.related(place, "The scale is set here"),
                        None => found,
                    });
                }
            }
        }
    }
}

/// What a metric can be.
struct Bounds {
    low: f64,
    high: f64,
    /// Where they come from, as a sentence without its full stop.
    why: &'static str,
    is_scale: bool,
}

impl Bounds {
    /// The bounds of such a measurement of a metric, if it is outside of them.
    fn broken_by(metric: Declaration<'_>, measured: Measurement) -> Option<Self> {
        let bounds = Self::of(metric, measured)?;
        (!(bounds.low..=bounds.high).contains(&measured.value())).then_some(bounds)
    }

    fn of(metric: Declaration<'_>, measured: Measurement) -> Option<Self> {
        match (chosen(metric, "kind"), measured) {
            (Some("nps"), _) => {
                let why = "A Net Promoter Score is a share of people less another, whatever the scale of the answers";
                Some(Self { low: -100.0, high: 100.0, why, is_scale: false })
            }
            (Some("csat" | "ces"), Measurement::Percentage(_)) => {
                let why = "It is a share of all answers";
                Some(Self { low: 0.0, high: 100.0, why, is_scale: false })
            }
            (Some("csat" | "ces" | "custom"), Measurement::Number(_)) => {
                let scale = metric.property("scale")?.value()?.number_range()?;
                Some(Self {
                    low: scale.low,
                    high: scale.high,
                    why: "The `scale` of the metric says so",
                    is_scale: true,
                })
            }
            // Growth has no bounds, and of a kind that nobody knows, nobody knows what it can be.
            _ => None,
        }
    }
}

fn finding(
    context: &RuleContext<'_>,
    what: &str,
    measured: Measurement,
    range: TextRange,
    metric: Declaration<'_>,
    bounds: &Bounds,
) -> Diagnostic {
    let place: Place = context.place(range);
    let sign = if matches!(measured, Measurement::Percentage(_)) { "%" } else { "" };
    let (low, high) = (bounds.low, bounds.high);
    let message = format!("{what} is {measured}, and it can only be from {low}{sign} to {high}{sign}");
    let why = bounds.why;
    if may_be_percentage(metric, measured) {
        let help = format!("{why}. If it is a share of good answers, write `{measured}%`.");
        let change = format!("{}%", measured.value());
        return Diagnostic::new(place, message, help).fix(
            format!("Change to `{change}`"),
            Applicability::Suggestion,
            place,
            change,
        );
    }
    let scale = if bounds.is_scale { ", or the `scale` if that is wrong" } else { "" };
    Diagnostic::new(place, message, format!("{why}. Correct the number{scale}."))
}

/// Whether a number may be a share of answers whose `%` is missing: one of satisfaction or effort that is larger than the
/// scale, and a whole one.
fn may_be_percentage(metric: Declaration<'_>, measured: Measurement) -> bool {
    let value = measured.value();
    matches!(measured, Measurement::Number(_))
        && matches!(chosen(metric, "kind"), Some("csat" | "ces"))
        && (20.0..=100.0).contains(&value)
        && value.fract() == 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    const RULE: ReadingOutsideScale = ReadingOutsideScale;

    fn measured(metric: &str, reading: &str) -> String {
        format!("metric m \"Delivery\" {{ {metric} }}\njourney shop \"Shop\" {{ measure m: {reading} }}\n")
    }

    #[test]
    fn a_number_outside_of_the_scale_is_told() {
        let found = findings(&RULE, &measured("kind: csat; scale: 1..5", "⟦5.5⟧"));
        assert_eq!(found[0].message, "The reading of `Delivery` is 5.5, and it can only be from 1 to 5");
        assert_eq!(
            found[0].help,
            "The `scale` of the metric says so. Correct the number, or the `scale` if that is wrong."
        );
        assert_eq!((found[0].related.len(), found[0].fixes.len()), (1, 0));
        findings(&RULE, &measured("kind: custom; scale: 0..60; unit: \"min\"", "⟦-1⟧"));
    }

    #[test]
    fn a_percentage_without_its_sign_gets_it() {
        let found = findings(&RULE, &measured("kind: csat; scale: 1..5", "⟦78⟧"));
        assert_eq!(found[0].fixes[0].edits[0].replacement, "78%");
        assert_eq!(found[0].help, "The `scale` of the metric says so. If it is a share of good answers, write `78%`.");
        for (metric, reading) in [
            ("kind: csat; scale: 1..5", "⟦7⟧"),
            ("kind: custom; scale: 1..5", "⟦78⟧"),
            ("kind: csat; scale: 1..5", "⟦780⟧"),
        ] {
            assert_eq!(findings(&RULE, &measured(metric, reading))[0].fixes, []);
        }
    }

    #[test]
    fn targets_and_baselines_are_held_to_it_too() {
        let found = findings(&RULE, "metric m \"M\" { kind: csat; scale: 1..5; target: ⟦6⟧; baseline: ⟦0⟧ }\n");
        assert_eq!(found[0].message, "The target of `M` is 6, and it can only be from 1 to 5");
        let found = findings(&RULE, "metric m \"M\" { kind: ces; target: ⟦105%⟧ }\n");
        assert_eq!(found[0].message, "The target of `M` is 105%, and it can only be from 0% to 100%");
        let found = findings(&RULE, "metric m \"M\" { kind: nps; scale: 0..10; target: ⟦140⟧ }\n");
        assert!(found[0].message.ends_with("it can only be from -100 to 100"));
    }

    #[test]
    fn what_can_be_is_fine() {
        for (metric, reading) in [
            ("kind: csat; scale: 1..5", "1"),
            ("kind: csat; scale: 1..5", "5"),
            ("kind: csat; scale: 1..5", "78%"),
            ("kind: csat", "78"),
            ("kind: nps; scale: 0..10", "-12"),
            ("kind: nps; scale: 0..10", "40%"),
            ("kind: custom", "120%"),
            ("kind: custom; scale: 0..5", "-5%"),
            ("kind: csat; scale: 5..1", "78"),
            ("kind: csat; scale: high", "78"),
            ("scale: 0..60", "61"),
            ("kind: cast; scale: 0..60", "61"),
            ("kind: csat; scale: 1..5", "?"),
        ] {
            findings(&RULE, &measured(metric, reading));
        }
        let retired = measured("kind: csat; scale: 1..5", "9; status: retired");
        findings(&RULE, &retired);
    }

    #[test]
    fn a_plan_cannot_be_outside_either_and_the_metric_may_stand_elsewhere() {
        let text = measured("kind: csat; scale: 1..5", "⟦9⟧; state: to-be");
        let (metric, journey) = text.split_once('\n').unwrap();
        findings_among(&RULE, &[("a.journey", journey), ("b.journey", metric)]);
    }
}

//! `target-missed`: a reading that is not as good as the target of its metric.

use journey_plugin::model::Declaration;
use journey_plugin::model::value::Measurement;
use journey_plugin::{Diagnostic, JourneyFacts, Reach, Report, Rule, RuleContext, RuleDescription, Severity};

use super::reading::{Reading, measurement, readings};
use crate::addressing::is_addressed;
use crate::group::MEASUREMENT;
use crate::standing::{chosen, is_of_today};
use crate::wording::shown;

/// Finds readings that miss their target.
#[derive(Clone, Copy, Debug)]
pub(super) struct TargetMissed;

static DESCRIPTION: RuleDescription = RuleDescription {
    id: "target-missed",
    summary: "A reading that misses the target of its metric",
    documentation: r#"
## What it does
Compares each `measure` of a journey of today with the `target` of its metric, unless the journey is retired, and says by
how much it misses. It stays silent where somebody is at it: an opportunity that is `planned` or `doing` addresses a pain
of the part that is measured, or of what comes before it. A reading that is worse than the `baseline` is told even then,
and one that an opportunity which is `done` did not bring to its target too. Percentages are compared with percentages
and numbers with numbers; a share of good answers and an average cannot be compared, so a number and a percentage never
are.

Which way is better, `direction` says. Without it, the way from `baseline` to `target` counts, and else more is better,
for effort scores too, which ask how easy it was. Only an effort score whose `question` asks for effort is left alone.

## Why it matters
It is no mistake in the map: it is the reason for having one. The place with the largest distance is where to look first.

## Example
```journey
persona maya "Maya, busy parent"
metric delivery_csat "Delivery CSAT" { kind: csat; target: 85% }

journey weekly_shop "Weekly shop" {
  persona: maya
  measure delivery_csat: 78%
  stage receive "Receive" {
    touchpoint doorbell "Opens the door" {
      emotion: -1 "let down"
      pain substitutes "Half of the order has been replaced"
    }
  }
}
```

## Better
```journey
persona maya "Maya, busy parent"
metric delivery_csat "Delivery CSAT" { kind: csat; target: 85% }

journey weekly_shop "Weekly shop" {
  persona: maya
  measure delivery_csat: 78%
  stage receive "Receive" {
    touchpoint doorbell "Opens the door" {
      emotion: -1 "let down"
      pain substitutes "Half of the order has been replaced" {
        opportunity ask "Ask before anything is replaced" { status: planned; owner: @shop }
      }
    }
  }
}
```

## Source
The page "Customer Journey Mapping" that begins with "Good service is not enough": an excellent journey takes regular
measuring and leaders who solve the problems on the way. That a plan in hand answers a missed target is our reading.
"#,
    group: &MEASUREMENT,
    severity: Severity::Info,
    reach: Reach::Project,
    fixes: None,
    options: &[],
};

impl Rule for TargetMissed {
    fn description(&self) -> &RuleDescription {
        &DESCRIPTION
    }

    fn check(&self, context: &RuleContext<'_>, report: &mut Report) {
        for journey in context.journeys() {
            if !is_of_today(journey.declaration, context.project.schema()) {
                continue;
            }
            for reading in readings(context, journey) {
                if let Some(diagnostic) = missed(context, journey, &reading) {
                    report.add(diagnostic);
                }
            }
        }
    }
}

fn missed(context: &RuleContext<'_>, journey: &JourneyFacts<'_>, reading: &Reading<'_>) -> Option<Diagnostic> {
    let metric = reading.metric;
    let target = measurement(metric, "target").filter(|target| are_alike(*target, reading.value))?;
    let better = better(metric, target)?;
    let is_worse = |than: Measurement| match better {
        Better::More => reading.value.value() < than.value(),
        Better::Less => reading.value.value() > than.value(),
    };
    if !is_worse(target) {
        return None;
    }
    let baseline = measurement(metric, "baseline").filter(|baseline| are_alike(*baseline, target));
    let is_worse_than_before = baseline.is_some_and(is_worse);
    let is_addressed = |statuses: &[&str]| is_any_addressed(context, journey, reading.around, statuses);
    if !is_worse_than_before && is_addressed(&["planned", "doing"]) {
        return None;
    }
    let distance = reading.value.value() - target.value();
    let way = if distance < 0.0 { "below" } else { "above" };
    let (unit, points) = match target {
        Measurement::Percentage(_) => (String::new(), " percentage points"),
        Measurement::Number(_) => (unit(metric), ""),
    };
    // What a subtraction of decimals leaves behind is nothing that anybody measured.
    let distance = (distance.abs() * 1e6).round() / 1e6;
    let label = shown(&metric.label());
    let message = format!("{label} stands at {}{unit}, {distance}{points} {way} its target of {target}", reading.value);
    let help = if is_worse_than_before {
        "It is even worse than the `baseline`. Find out what has changed since, beginning with the pains and low emotions \
         around this reading."
    } else if is_addressed(&["done"]) {
        "What was to move it is done, and the target is still missed. Ask customers what is left of the pain, and plan what \
         comes next; if the target was a wish, set one that can be reached."
    } else {
        "Nothing that is planned would move it. Look at the pains and low emotions around this reading, and plan an \
         opportunity for them; if the target was a wish, set one that can be reached."
    };
    let diagnostic = Diagnostic::new(context.place(reading.range), message, help);
    Some(match reading.place_in_metric(context, "target") {
        Some(place) => diagnostic.related(place, "The target is set here"),
        None => diagnostic,
    })
}

/// Whether something with one of these statuses would move a reading. People judge by all that has happened so far.
fn is_any_addressed(
    context: &RuleContext<'_>,
    journey: &JourneyFacts<'_>,
    around: Declaration<'_>,
    statuses: &[&str],
) -> bool {
    let has_happened = |pain: &Declaration<'_>| pain.range().start < around.range().end;
    journey.pains.iter().any(|pain| has_happened(pain) && is_addressed(context, *pain, statuses))
}

fn are_alike(one: Measurement, other: Measurement) -> bool {
    matches!(one, Measurement::Number(_)) == matches!(other, Measurement::Number(_))
}

fn unit(metric: Declaration<'_>) -> String {
    let unit = metric.property("unit").and_then(|property| property.value()?.text().map(|unit| unit.trim().to_owned()));
    match unit {
        Some(unit) if !unit.is_empty() => format!(" {unit}"),
        _ => String::new(),
    }
}

enum Better {
    More,
    Less,
}

/// Which way is better; `None` where nobody can tell.
fn better(metric: Declaration<'_>, target: Measurement) -> Option<Better> {
    match chosen(metric, "direction") {
        Some("up") => return Some(Better::More),
        Some("down") => return Some(Better::Less),
        Some(_) => return None,
        None if metric.property("direction").is_some() => return None,
        None => {}
    }
    let baseline = measurement(metric, "baseline").filter(|baseline| are_alike(*baseline, target));
    if let Some(baseline) = baseline.filter(|baseline| baseline.value() != target.value()) {
        return Some(if baseline.value() < target.value() { Better::More } else { Better::Less });
    }
    let asks_for_effort = || {
        metric
            .properties_of("question")
            .flat_map(|question| question.values())
            .any(|question| question.text().is_some_and(|question| question.to_lowercase().contains("effort")))
    };
    let is_open = chosen(metric, "kind") == Some("ces") && asks_for_effort();
    (!is_open).then_some(Better::More)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{findings, findings_among};

    const RULE: TargetMissed = TargetMissed;

    fn measured(metric: &str, reading: &str) -> String {
        format!("metric m \"Delivery\" {{ {metric} }}\njourney shop \"Shop\" {{ measure m: {reading} }}\n")
    }

    #[test]
    fn a_reading_that_is_not_good_enough_is_told_with_the_distance() {
        let found = findings(&RULE, &measured("kind: csat; target: 85%", "⟦78%⟧"));
        assert_eq!(found[0].message, "`Delivery` stands at 78%, 7 percentage points below its target of 85%");
        assert_eq!(
            found[0].help,
            "Nothing that is planned would move it. Look at the pains and low emotions around this reading, and plan an \
             opportunity for them; if the target was a wish, set one that can be reached."
        );
        assert_eq!((found[0].severity, found[0].related.len()), (Severity::Info, 1));
        let found = findings(&RULE, &measured("kind: custom; direction: down; unit: \"days\"; target: 6", "⟦16.5⟧"));
        assert_eq!(found[0].message, "`Delivery` stands at 16.5 days, 10.5 above its target of 6");
        let found = findings(&RULE, &measured("kind: csat; scale: 1..5; target: 4.5", "⟦4.2⟧"));
        assert_eq!(found[0].message, "`Delivery` stands at 4.2, 0.3 below its target of 4.5");
        let found = findings(&RULE, &measured("kind: nps; target: +20", "⟦-12⟧"));
        assert_eq!(found[0].message, "`Delivery` stands at -12, 32 below its target of +20");
    }

    #[test]
    fn without_a_direction_the_way_from_the_baseline_counts() {
        findings(&RULE, &measured("kind: custom; baseline: 12; target: 5", "⟦7⟧"));
        findings(&RULE, &measured("kind: custom; baseline: 5; target: 12", "⟦7⟧"));
        findings(&RULE, &measured("kind: ces; baseline: 4; target: 2", "1"));
        findings(&RULE, &measured("kind: custom; baseline: 12%; target: 5", "⟦4⟧"));
        findings(&RULE, &measured("kind: ces; target: 6; question: \"It was easy to report.\"", "⟦3.2⟧"));
    }

    #[test]
    fn what_reaches_the_target_or_cannot_be_compared_is_fine() {
        for (metric, reading) in [
            ("kind: csat; target: 85%", "85%"),
            ("kind: csat; target: 85%", "91%"),
            ("kind: csat; target: 85%", "4.2"),
            ("kind: csat; target: 4.5", "78%"),
            ("kind: custom; direction: down; target: 6", "6"),
            ("kind: custom; direction: down; target: 6", "2"),
            ("kind: custom; direction: dwn; target: 6", "2"),
            ("kind: ces; target: 6; question: \"How much effort was it?\"", "3"),
            ("kind: csat", "1"),
            ("kind: csat; target: soon", "1"),
            ("kind: csat; target: 5", "?"),
        ] {
            findings(&RULE, &measured(metric, reading));
        }
    }

    #[test]
    fn where_somebody_is_at_it_only_a_reading_worse_than_before_is_told() {
        let text = |metric: &str, reading: &str, status: &str, inside: &str| {
            format!(
                "metric m \"Delivery\" {{ {metric} }}\njourney shop \"Shop\" {{\n  measure m: {reading}\n  stage s \"S\" {{\n    {inside}\n    pain p \"P\"\n  }}\n  stage t \"T\"\n}}\nopportunity o \"O\" {{ addresses: p, shop.p; status: {status} }}\n"
            )
        };
        for status in ["planned", "doing"] {
            findings(&RULE, &text("kind: csat; target: 85%", "78%", status, "measure m: 78%"));
            findings(&RULE, &text("kind: csat; target: 85%; baseline: 70%", "78%", status, ""));
        }
        for status in ["idea", "dropped", "dong"] {
            findings(&RULE, &text("kind: csat; target: 85%", "⟦78%⟧", status, "measure m: ⟦78%⟧"));
        }
        for metric in ["kind: csat; target: 85%", "kind: csat; target: 85%; baseline: 70%"] {
            let found = findings(&RULE, &text(metric, "⟦78%⟧", "done", ""));
            assert_eq!(
                found[0].help,
                "What was to move it is done, and the target is still missed. Ask customers what is left of the pain, and \
                 plan what comes next; if the target was a wish, set one that can be reached."
            );
        }
        let both = text("kind: csat; target: 85%", "78%", "done", "");
        findings(&RULE, &format!("{both}opportunity next \"Next\" {{ addresses: shop.p; status: doing }}\n"));
        let found = findings(&RULE, &text("kind: csat; target: 85%; baseline: 80%", "⟦78%⟧", "doing", ""));
        assert_eq!(
            found[0].help,
            "It is even worse than the `baseline`. Find out what has changed since, beginning with the pains and low \
             emotions around this reading."
        );
        // What happens before has been felt, what comes later has not.
        let text = text("kind: csat; target: 85%", "78%", "doing", "");
        findings(&RULE, &text.replace("stage t \"T\"", "stage t \"T\" { measure m: 78% }"));
        findings(&RULE, &text.replace("stage s \"S\"", "stage r \"R\" { measure m: ⟦78%⟧ }\n  stage s \"S\""));
    }

    #[test]
    fn every_reading_of_today_is_looked_at() {
        let metric = "metric m \"Fast\" { kind: csat; target: 5 }\n";
        let stage = "stage s \"S\" { measure m: ⟦4⟧; touchpoint t \"T\" { measure m: ⟦3⟧ } }";
        findings(&RULE, &format!("{metric}journey shop \"Shop\" {{ measure m: ⟦2⟧; {stage} }}\n"));
        let stage = stage.replace(['⟦', '⟧'], "");
        for state in ["state: to-be", "status: retired"] {
            findings(&RULE, &format!("{metric}journey shop \"Shop\" {{ {state}; measure m: 2; {stage} }}\n"));
        }
        findings(&RULE, &format!("{metric}journey shop \"Shop\" {{ measure n: 2; measure: 3 }}\n"));
        findings_among(&RULE, &[("a.journey", "journey shop \"Shop\" { measure m: ⟦2⟧ }\n"), ("b.journey", metric)]);
    }
}

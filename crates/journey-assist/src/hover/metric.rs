//! The card of a metric.

use journey_plugin::model::syntax::Keyword;
use journey_plugin::{HoverContext, HoverProvider};

use super::card::{Card, label};
use crate::markdown::escaped;
use crate::reading::{readings, target, verdict};

/// How many readings are shown.
const MOST_READINGS: usize = 4;

/// How it is asked, what is aimed for, and every reading with its verdict.
pub(super) struct MetricCard;

impl HoverProvider for MetricCard {
    fn hover(&self, context: &HoverContext<'_>) -> Option<String> {
        let mut card = Card::of(context, Keyword::Metric)?;
        let metric = card.declaration;
        let kind = card.word("kind").map_or("", |word| &word.name);
        card.also(kind);
        card.quotes("Question", "question");
        let scale = metric.property("scale").and_then(|property| property.value()?.number_range());
        if let Some(scale) = scale {
            card.fact("Scale", &format!("{} to {}", scale.low, scale.high));
        }
        card.texts("Unit", "unit");
        let baseline = metric.property("baseline").and_then(|property| property.value()?.measurement());
        if let Some(baseline) = baseline {
            card.fact("Baseline", &baseline.to_string());
        }
        let way = card.word("direction").map_or(String::new(), |word| format!(" ({})", better(&word.name)));
        if let Some(target) = target(metric) {
            card.fact("Target", &format!("{target}{way}"));
        }
        let readings = readings(card.project, card.id);
        for reading in readings.iter().take(MOST_READINGS) {
            let verdict = verdict(metric, reading.value).map(|verdict| format!(", {verdict}")).unwrap_or_default();
            card.note(&format!("{} at {}{verdict}", reading.value, escaped(&label(reading.place))));
        }
        match readings.len() {
            0 => card.note("Not measured yet"),
            1..=MOST_READINGS => {}
            several => card.note(&format!("and {} more readings", several - MOST_READINGS)),
        }
        Some(card.finish())
    }
}

fn better(direction: &str) -> &'static str {
    if direction == "down" { "lower is better" } else { "higher is better" }
}

#[cfg(test)]
mod tests {
    use super::super::testing::card;
    use super::*;

    #[test]
    fn a_metric_is_told_with_every_reading() {
        let text = "metric csat \"Delivery CSAT\" { kind: csat; scale: 1..5; direction: up; baseline: 70%; target: 85%; question: \"How satisfied?\" }\n\
                    journey j \"Weekly shop\" { measure csat: 84.5%\n stage r \"Receive\" { measure csat: 78%; touchpoint t { measure csat: 4.2 } } }";
        insta::assert_snapshot!(card(text, Keyword::Metric, "csat"), @r"
        **Delivery CSAT** · metric `csat` · csat

        - **Question:** “How satisfied?”
        - **Scale:** 1 to 5
        - **Baseline:** 70%
        - **Target:** 85% (higher is better)
        - 84.5% at Weekly shop, misses the target of 85% by 0.5 points
        - 78% at Receive, misses the target of 85% by 7 points
        - 4.2 at T
        ");
        assert_eq!(
            card("metric m { kind: custom; target: much }", Keyword::Metric, "m"),
            "**M** · metric `m` · custom\n\n- Not measured yet"
        );
    }
}

//! The hint `readings`: on which scale a reading was taken, and how it stands against the target.

use journey_plugin::model::syntax::TextRange;
use journey_plugin::model::value::Measurement;
use journey_plugin::model::{Declaration, DeclarationId, Property};
use journey_plugin::{FileContext, Hint, HintDescription, HintDetails, HintProvider, Place};

use crate::markdown::escaped;
use crate::reading::{metric_of, verdict};

/// The scale of a reading's metric and the verdict of its target, behind the reading.
pub(super) struct ReadingHint;

static DESCRIPTION: HintDescription =
    HintDescription { id: "readings", summary: "The scale of a reading, and how it stands against the target" };

impl HintProvider for ReadingHint {
    fn description(&self) -> &HintDescription {
        &DESCRIPTION
    }

    fn hints(&self, context: &FileContext<'_>, range: TextRange, hints: &mut Vec<Hint>) {
        for reading in readings(context, range) {
            let parts: Vec<String> =
                scale(&reading).into_iter().chain(verdict(reading.metric, reading.value)).collect();
            if !parts.is_empty() {
                hints.push(Hint { offset: reading.end, label: parts.join(", ") });
            }
        }
    }

    fn details(&self, context: &FileContext<'_>, hint: &Hint) -> HintDetails {
        let readings = readings(context, TextRange::empty(hint.offset));
        let Some(reading) = readings.into_iter().find(|reading| reading.end == hint.offset) else {
            return HintDetails::default();
        };
        let question = reading.metric.property("question").and_then(|question| question.value());
        let question = question.and_then(|question| question.text().map(|text| text.into_owned()));
        let question = question.map(|question| format!("\n\n“{}”", escaped(&question))).unwrap_or_default();
        HintDetails {
            tooltip: format!("**{}** · metric `{}`{question}", escaped(&reading.metric.label()), reading.metric.id()),
            target: Some(Place { file: reading.id.file, range: reading.metric.name().range }),
        }
    }
}

struct Reading<'p> {
    id: DeclarationId,
    metric: Declaration<'p>,
    value: Measurement,
    /// Behind which byte its value ends.
    end: u32,
}

/// The readings whose values end in a range.
fn readings<'p>(context: &FileContext<'p>, range: TextRange) -> Vec<Reading<'p>> {
    let declarations = context.file().model.declarations();
    let reading = |property: Property<'p>| {
        let value = property.value().filter(|value| range.touches(value.range().end))?;
        let (id, metric) = metric_of(context.project, context.id, property)?;
        Some(Reading { id, metric, value: value.measurement()?, end: value.range().end })
    };
    declarations.flat_map(|declaration| declaration.properties_of("measure")).filter_map(reading).collect()
}

/// `on a scale of 1 to 7`, for readings that are numbers.
fn scale(reading: &Reading<'_>) -> Option<String> {
    let scale = reading.metric.property("scale")?.value()?.number_range()?;
    matches!(reading.value, Measurement::Number(_)).then(|| format!("on a scale of {} to {}", scale.low, scale.high))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{details, hinted};
    use super::*;

    #[test]
    fn a_reading_says_its_scale_and_verdict() {
        let text = "metric csat \"CSAT\" { kind: csat; scale: 1..5; target: 85%; question: \"How satisfied?\" }\nmetric free { kind: custom }\n\
                    journey j {\n measure csat: 78% from x\n measure csat: 4.2\n measure free: 4\n measure nobody: 4\n}";
        let shown = hinted(&ReadingHint, text);
        let readings: Vec<&str> = shown.lines().filter(|line| line.contains("measure")).collect();
        assert_eq!(
            readings,
            [
                " measure csat: 78%‹misses the target of 85% by 7 points› from x",
                " measure csat: 4.2‹on a scale of 1 to 5›",
                " measure free: 4",
                " measure nobody: 4",
            ]
        );
        let details = details(&ReadingHint, text);
        assert_eq!(details.tooltip, "**CSAT** · metric `csat`\n\n“How satisfied?”");
        assert_eq!(details.target.map(|place| place.range), Some(TextRange::new(7, 11)));
    }
}

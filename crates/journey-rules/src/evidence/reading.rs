//! Readings: the `measure` lines of a journey, each with its metric.

use journey_plugin::model::syntax::TextRange;
use journey_plugin::model::value::Measurement;
use journey_plugin::model::{Declaration, DeclarationId, Keyword};
use journey_plugin::{JourneyFacts, Place, RuleContext};

/// What a `measure` line says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'c> {
    pub(super) value: Measurement,
    /// Where the value stands, in bytes.
    pub(super) range: TextRange,
    pub(super) metric: Declaration<'c>,
    /// What is measured: a journey, a stage or a touchpoint.
    pub(super) around: Declaration<'c>,
    metric_id: DeclarationId,
}

/// The readings in a journey, those of the journey itself first. What cannot be read, and what is of a metric that nobody
/// knows, is none.
pub(super) fn readings<'c>(
    context: &RuleContext<'c>,
    journey: &'c JourneyFacts<'c>,
) -> impl Iterator<Item = Reading<'c>> {
    let context = *context;
    let around = std::iter::once(&journey.declaration).chain(&journey.stages).chain(&journey.touchpoints);
    around.flat_map(move |around| {
        let key = around.keyword().and_then(|keyword| context.project.schema().key_id(keyword, "measure"));
        let lines = around.properties().filter(move |property| key.is_some() && property.key_id() == key);
        lines.filter_map(move |line| {
            let (_, qualifier) = line.qualifier()?;
            let value = line.value().filter(|value| !value.is_broken())?;
            let reference = around.references().find(|reference| reference.range == qualifier)?;
            let (metric_id, metric) = context.project.target(context.id, &reference)?;
            let is_metric = metric.keyword() == Some(Keyword::Metric);
            let reading =
                Reading { value: value.measurement()?, range: value.range(), metric, around: *around, metric_id };
            is_metric.then_some(reading)
        })
    })
}

impl Reading<'_> {
    /// Where the value of a key of its metric stands, if that is in this file: in another one the place would change with
    /// every edit there.
    pub(super) fn place_in_metric(&self, context: &RuleContext<'_>, key: &str) -> Option<Place> {
        let value = self.metric.property(key)?.value()?;
        (self.metric_id.file == context.id).then(|| context.place(value.range()))
    }
}

/// What a key of a metric says.
pub(super) fn measurement(metric: Declaration<'_>, key: &str) -> Option<Measurement> {
    metric.property(key)?.value().filter(|value| !value.is_broken())?.measurement()
}

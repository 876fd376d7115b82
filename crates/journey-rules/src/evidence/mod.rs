//! The plugin `evidence`: what a map rests on, and what is measured.

mod assumption_in_approved_journey;
mod claim;
mod claim_without_source;
mod data_file_missing;
mod metric_never_measured;
mod metric_without_target;
mod reading;
mod reading_outside_scale;
mod small_sample;
mod source_never_cited;
mod stale_source;
mod target_missed;
mod used_today;

use journey_plugin::{Manifest, Plugin, Rule};

/// The plugin `evidence`.
#[derive(Clone, Copy, Debug)]
pub struct Evidence;

static MANIFEST: Manifest = Manifest {
    id: "evidence",
    version: env!("CARGO_PKG_VERSION"),
    documentation: "Looks at what a map rests on: sources, metrics, data.",
};

static RULES: &[&dyn Rule] = &[
    &claim_without_source::ClaimWithoutSource,
    &assumption_in_approved_journey::AssumptionInApprovedJourney,
    &stale_source::StaleSource,
    &small_sample::SmallSample,
    &source_never_cited::SourceNeverCited,
    &metric_without_target::MetricWithoutTarget,
    &metric_never_measured::MetricNeverMeasured,
    &target_missed::TargetMissed,
    &reading_outside_scale::ReadingOutsideScale,
    &data_file_missing::DataFileMissing,
];

impl Plugin for Evidence {
    fn manifest(&self) -> &Manifest {
        &MANIFEST
    }

    fn rules(&self) -> &[&dyn Rule] {
        RULES
    }
}

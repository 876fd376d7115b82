//! The metrics of a report: what was measured, where, against which target.

use journey_plugin::{Place, SourceLine};

use super::{Page, values};
use crate::experience::{Experience, Measure};
use crate::markdown_table::MarkdownTable;

/// A section with a row for each reading, in the order of the journey.
pub(super) fn write(page: &mut Page<'_>) {
    let readings = readings(page.experience);
    if readings.is_empty() {
        return;
    }
    let about =
        |measure: &Measure, key| measure.id.map(|id| values(page.project.declaration(id), key)).unwrap_or_default();
    // Few metrics have all of these.
    let mut more = vec![("direction", "Better"), ("question", "Question"), ("trigger", "Asked"), ("owner", "Owner")];
    more.retain(|(key, _)| readings.iter().any(|(measure, _)| !about(measure, key).is_empty()));
    let headings = ["Metric", "Where", "Reading", "Target", "Baseline"];
    let mut table = MarkdownTable::new(headings.into_iter().chain(more.iter().map(|(_, heading)| *heading)));
    for (measure, place) in &readings {
        let cells = [
            vec![measure.metric.label.clone()],
            vec![place.clone()],
            vec![measure.value.clone()],
            about(measure, "target"),
            about(measure, "baseline"),
        ];
        table.row(cells.into_iter().chain(more.iter().map(|(key, _)| about(measure, key))));
    }
    page.heading(3, None, "Metrics");
    let first = page.text.line_count() + 2;
    page.text.lines(table.text().lines());
    let file = page.experience.id.file;
    for ((measure, _), line) in readings.iter().zip(first..) {
        page.text.map(SourceLine { line, place: Place { file, range: measure.range } });
    }
}

fn readings(experience: &Experience) -> Vec<(&Measure, String)> {
    let journey = experience.measures.iter().map(|measure| (measure, "The whole journey".to_owned()));
    let stages = experience.stages.iter().flat_map(|stage| {
        let label = stage.name.as_ref().map_or("Outside of the stages", |name| name.label.as_str());
        let own = stage.measures.iter().map(move |measure| (measure, label.to_owned()));
        own.chain(stage.touchpoints.iter().flat_map(move |touchpoint| {
            touchpoint.measures.iter().map(move |measure| (measure, format!("{label}: {}", touchpoint.name.label)))
        }))
    });
    journey.chain(stages).collect()
}

//! The pains of a report, the most severe first.

use journey_model::Declaration;
use journey_plugin::{Place, SourceLine};

use super::Page;
use crate::escape::one_line;
use crate::experience::{Experience, Pain};
use crate::markdown_table::MarkdownTable;

/// A section with a row for each pain.
pub(super) fn write(page: &mut Page<'_>) {
    let experience = page.experience;
    let mut pains = places(experience);
    if pains.is_empty() {
        return;
    }
    // Stable, so that pains of one weight stay in the order of the journey.
    pains.sort_by_key(|(pain, _)| std::cmp::Reverse((severity(pain), frequency(pain))));
    let mut table = MarkdownTable::new(["Severity", "Pain", "Where", "Cause", "How often", "Addressed by"]);
    for (pain, place) in &pains {
        let addressed = experience
            .opportunities
            .iter()
            .filter(|opportunity| opportunity.addresses.iter().any(|addressed| addressed.id == Some(pain.id)));
        table.row([
            pain.severity.iter().cloned().collect(),
            std::iter::once(pain.name.label.clone()).chain(documentation(page.project.declaration(pain.id))).collect(),
            vec![place.clone()],
            pain.causes.clone(),
            pain.frequency.iter().cloned().collect(),
            addressed.map(|opportunity| opportunity.name.label.clone()).collect(),
        ]);
    }
    page.heading(3, None, "Pains");
    let first = page.text.line_count() + 2;
    page.text.lines(table.text().lines());
    let file = experience.id.file;
    for ((pain, _), line) in pains.iter().zip(first..) {
        page.text.map(SourceLine { line, place: Place { file, range: pain.range } });
    }
}

fn documentation(pain: Declaration<'_>) -> Option<String> {
    pain.documentation().map(one_line).filter(|text| !text.is_empty())
}

/// The pains, each with where it is felt.
fn places(experience: &Experience) -> Vec<(&Pain, String)> {
    let journey = experience.pains.iter().map(|pain| (pain, "The whole journey".to_owned()));
    let stages = experience.stages.iter().flat_map(|stage| {
        let label = stage.name.as_ref().map_or("Outside of the stages", |name| name.label.as_str());
        let own = stage.pains.iter().map(move |pain| (pain, label.to_owned()));
        own.chain(stage.touchpoints.iter().flat_map(move |touchpoint| {
            touchpoint.pains.iter().map(move |pain| (pain, format!("{label}: {}", touchpoint.name.label)))
        }))
    });
    journey.chain(stages).collect()
}

/// From 1 for the least; 0 where nobody says.
fn severity(pain: &Pain) -> usize {
    rank(pain.severity.as_deref(), &["low", "medium", "high", "critical"])
}

fn frequency(pain: &Pain) -> usize {
    rank(pain.frequency.as_deref(), &["rare", "sometimes", "often", "always"])
}

fn rank(word: Option<&str>, words: &[&str]) -> usize {
    word.and_then(|word| words.iter().position(|known| *known == word)).map_or(0, |position| position + 1)
}

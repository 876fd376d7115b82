//! What a report leaves out of what it names: keys that no table has a column for, and documentation.

use std::collections::BTreeSet;

use journey_model::{Declaration, DeclarationId, Keyword};

use super::{Page, evidence, title};
use crate::experience::other_facts;
use crate::sentence::list;

/// Notes on pains, gains, metrics and sources, one each, where something is left out.
pub(super) fn notes(page: &Page<'_>) -> Vec<String> {
    let experience = page.experience;
    let journey = page.project.declaration(experience.id);
    let gains = experience
        .stages
        .iter()
        .flat_map(|stage| stage.gains.iter().chain(stage.touchpoints.iter().flat_map(|touchpoint| &touchpoint.gains)));
    let gains: BTreeSet<_> = experience.gains.iter().chain(gains).map(|gain| gain.range.start).collect();
    let is_shown =
        |gain: &Declaration<'_>| gain.keyword() == Some(Keyword::Gain) && gains.contains(&gain.range().start);
    let gains = journey.descendants().filter(is_shown);
    let gains = gains.map(|gain| DeclarationId { file: experience.id.file, local: gain.local_id() });
    let measures = experience.measures.iter().chain(experience.stages.iter().flat_map(|stage| {
        stage.measures.iter().chain(stage.touchpoints.iter().flat_map(|touchpoint| &touchpoint.measures))
    }));
    [
        note(page, "pains", experience.all_pains().map(|pain| pain.id), &PAIN, true),
        note(page, "gains", gains, &[], false),
        note(page, "metrics", measures.filter_map(|measure| measure.id), &METRIC, false),
        note(page, "sources", evidence::cited(page).into_iter().map(|(id, _)| id), &SOURCE, false),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The keys that the page shows.
const PAIN: [&str; 4] = ["severity", "frequency", "cause", "persona"];
const METRIC: [&str; 6] = ["target", "baseline", "direction", "question", "trigger", "owner"];
const SOURCE: [&str; 6] = ["kind", "date", "sample", "confidence", "link", "data"];

fn note(
    page: &Page<'_>,
    what: &str,
    all: impl Iterator<Item = DeclarationId>,
    shown: &[&str],
    is_documentation_shown: bool,
) -> Option<String> {
    let mut more: BTreeSet<String> = BTreeSet::new();
    for id in all {
        let facts = other_facts(page.project, id, |key| shown.contains(&key));
        more.extend(facts.into_iter().map(|(key, _)| title(&key).to_lowercase()));
        let documentation = page.project.declaration(id).documentation();
        let is_documented = documentation.is_some_and(|text| !text.trim().is_empty());
        more.extend((is_documented && !is_documentation_shown).then(|| "documentation".to_owned()));
    }
    (!more.is_empty()).then(|| format!("Of {what}, the journey says more: {}.", list(more).replace("; ", ", ")))
}

//! What a report leaves out of what it names: keys that no table has a column for, and documentation.

use journey_model::Keyword;
use journey_plugin::Lane;

use super::Page;
use crate::experience::kinds;
use crate::left_out::{DOCUMENTATION, noun};
use crate::sentence::list;

/// Notes on pains, gains, metrics and sources, one each, where something is left out.
pub(super) fn notes(page: &Page<'_>) -> Vec<String> {
    let all = [
        ("pains", Keyword::Pain),
        ("gains", Keyword::Gain),
        ("metrics", Keyword::Metric),
        ("sources", Keyword::Source),
    ];
    let sources = kinds(page.project, page.cited.iter().map(|(id, _)| *id));
    let note = |(what, keyword)| {
        let mut kinds = page.experience.details.kinds.iter().chain(&sources);
        let kind = kinds.find(|kind| kind.keyword == keyword)?;
        let documentation = (kind.is_documented && !report_documents(keyword)).then(|| DOCUMENTATION.to_owned());
        let keys = kind.keys.iter().filter(|key| !report_shows(keyword, key)).map(|key| noun(key).into_owned());
        let more: Vec<String> = documentation.into_iter().chain(keys).collect();
        (!more.is_empty()).then(|| format!("Of {what}, the journey says more: {}.", list(more).replace("; ", ", ")))
    };
    all.into_iter().filter_map(note).collect()
}

/// Whether the report shows a key of the declarations of that keyword.
pub(crate) fn report_shows(keyword: Keyword, key: &str) -> bool {
    match keyword {
        Keyword::Journey | Keyword::Persona | Keyword::Opportunity => true,
        // A lane of stages, which touchpoints show as well where somebody writes it there.
        Keyword::Touchpoint if key == "goal" => true,
        // What is called as a lane and is none there stands nowhere.
        Keyword::Stage | Keyword::Touchpoint => Lane::NAMES.iter().all(|(name, _)| *name != key),
        Keyword::Pain => PAIN.contains(&key),
        Keyword::Metric => METRIC.contains(&key),
        Keyword::Source => SOURCE.contains(&key),
        Keyword::Gain | Keyword::Channel | Keyword::Actor => false,
    }
}

/// Whether the report shows the documentation of the declarations of that keyword.
pub(crate) fn report_documents(keyword: Keyword) -> bool {
    let without = [Keyword::Gain, Keyword::Channel, Keyword::Actor, Keyword::Metric, Keyword::Source];
    !without.contains(&keyword)
}

const PAIN: [&str; 4] = ["severity", "frequency", "cause", "persona"];
const METRIC: [&str; 6] = ["target", "baseline", "direction", "question", "trigger", "owner"];
const SOURCE: [&str; 6] = ["kind", "date", "sample", "confidence", "link", "data"];

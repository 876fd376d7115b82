//! The chart in sentences, for readers who cannot see it.

use crate::experience::{Experience, Opportunity};
use crate::sentence::{counted, quoted};
use crate::view::journey::description::some;

pub(super) fn story(experience: &Experience) -> String {
    let all = &experience.opportunities;
    if all.is_empty() {
        return format!("The journey {} has no opportunities so far.", quoted(&experience.title));
    }
    let mut story = format!(
        "{} of the journey {}, by impact and effort.",
        counted(all.len(), "opportunity"),
        quoted(&experience.title)
    );
    let fields: [(&str, bool, bool); 4] = [
        ("Do first, for much impact and little effort", true, false),
        ("Plan, for much of both", true, true),
        ("When there is time, for little of both", false, false),
        ("Leave, for little impact and much effort", false, true),
    ];
    for (name, much_impact, much_effort) in fields {
        let inside = all.iter().filter_map(|opportunity| {
            let (impact, effort) = (opportunity.impact?, opportunity.effort?);
            let is_here = (impact >= MIDDLE) == much_impact && (effort > MIDDLE) == much_effort;
            is_here.then(|| format!("{} (impact {impact}, effort {effort})", quoted(&opportunity.name.label)))
        });
        let inside: Vec<String> = inside.collect();
        if !inside.is_empty() {
            story.push_str(&format!(" {name}: {}.", some(inside, |told| told)));
        }
    }
    let is_unrated = |opportunity: &&Opportunity| opportunity.impact.is_none() || opportunity.effort.is_none();
    let unrated: Vec<String> =
        all.iter().filter(is_unrated).map(|opportunity| quoted(&opportunity.name.label)).collect();
    if !unrated.is_empty() {
        story.push_str(&format!(" Without impact or effort: {}.", some(unrated, |told| told)));
    }
    story
}

/// Of ratings from 0 to 10. What stands on the line counts as much impact and little effort.
const MIDDLE: f64 = 5.0;

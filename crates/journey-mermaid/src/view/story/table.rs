//! The story as a table: a row for each touchpoint, a column for each kind of event.

use journey_plugin::Lane;

use super::chapter::{Chapter, Event, gain, pain};
use crate::experience::Experience;
use crate::markdown_table::MarkdownTable;

const COLUMNS: [(Lane, &str); 6] = [
    (Lane::Does, "Does"),
    (Lane::Thinks, "Thinks"),
    (Lane::Says, "Says"),
    (Lane::Emotion, "Feels"),
    (Lane::Pain, "Pains"),
    (Lane::Gain, "Gains"),
];

/// Columns that nothing stands in are left out.
pub(super) fn table(experience: &Experience, chapters: &[Chapter]) -> String {
    let journey: Vec<Event> = experience.pains.iter().map(pain).chain(experience.gains.iter().map(gain)).collect();
    let mut rows: Vec<(String, String, &[Event])> = Vec::new();
    if !journey.is_empty() {
        rows.push(("Whole journey".to_owned(), String::new(), &journey));
    }
    for chapter in chapters {
        let mut stage = Some(chapter.label.clone());
        if !chapter.around.is_empty() || chapter.scenes.is_empty() {
            rows.push((stage.take().unwrap_or_default(), String::new(), &chapter.around));
        }
        for scene in &chapter.scenes {
            rows.push((stage.take().unwrap_or_default(), scene.label.clone(), &scene.events));
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    let is_used = |lane: Lane| rows.iter().any(|(_, _, events)| events.iter().any(|event| event.lane == lane));
    let columns: Vec<(Lane, &str)> = COLUMNS.into_iter().filter(|(lane, _)| is_used(*lane)).collect();
    let mut table =
        MarkdownTable::new(["Stage", "Touchpoint"].into_iter().chain(columns.iter().map(|(_, name)| *name)));
    for (stage, touchpoint, events) in &rows {
        let cells = columns.iter().map(|(lane, _)| {
            events.iter().filter(|event| event.lane == *lane).map(|event| plain(event).to_owned()).collect()
        });
        let names =
            [stage, touchpoint].map(|name| Some(name.clone()).filter(|name| !name.is_empty()).into_iter().collect());
        table.row(names.into_iter().chain(cells));
    }
    table.text()
}

/// Without the words that the column has in its heading.
fn plain(event: &Event) -> &str {
    let text = event.text.as_str();
    let text = ["Pain – ", "Gain – ", "Thinks "].iter().find_map(|before| text.strip_prefix(before)).unwrap_or(text);
    match event.lane {
        Lane::Does | Lane::Emotion => event.text.as_str(),
        _ => text,
    }
}

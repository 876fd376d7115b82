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
pub(super) fn table(experience: &Experience, chapters: &[Chapter<'_>]) -> String {
    let journey: Vec<Event<'_>> = experience.pains.iter().map(pain).chain(experience.gains.iter().map(gain)).collect();
    let mut rows: Vec<(&str, &str, &[Event<'_>])> = Vec::new();
    if !journey.is_empty() {
        rows.push(("Whole journey", "", &journey));
    }
    for chapter in chapters {
        let mut stage = Some(&*chapter.label);
        if !chapter.around.is_empty() || chapter.scenes.is_empty() {
            rows.push((stage.take().unwrap_or_default(), "", &chapter.around));
        }
        for scene in &chapter.scenes {
            rows.push((stage.take().unwrap_or_default(), scene.label, &scene.events));
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
        table.row_of(|row| {
            row.cell([stage].into_iter().filter(|name| !name.is_empty()));
            row.cell([touchpoint].into_iter().filter(|name| !name.is_empty()));
            for (lane, _) in &columns {
                row.cell(events.iter().filter(|event| event.lane == *lane).map(plain));
            }
        });
    }
    table.text()
}

/// Without the words that the column has in its heading.
fn plain<'e>(event: &'e Event<'_>) -> &'e str {
    let text = &*event.text;
    let text = ["Pain – ", "Gain – ", "Thinks "].iter().find_map(|before| text.strip_prefix(before)).unwrap_or(text);
    match event.lane {
        Lane::Does | Lane::Emotion => &event.text,
        _ => text,
    }
}

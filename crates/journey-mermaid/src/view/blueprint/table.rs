//! The blueprint as a table: a row for each touchpoint, a column for each lane.

use journey_plugin::Lane;

use super::{Band, Blueprint, Entry};
use crate::markdown_table::MarkdownTable;

pub(super) fn table(blueprint: &Blueprint<'_>) -> String {
    let has_arrows = blueprint.rows.iter().any(|row| !row.touchpoint.next.is_empty());
    let lanes = blueprint.lanes.iter().map(|band| if *band == Band::Customer { "Customer" } else { band.name() });
    let mut head: Vec<&str> = vec!["Stage"];
    head.extend(lanes);
    head.extend(has_arrows.then_some("Next"));
    let mut table = MarkdownTable::new(head);
    for row in &blueprint.rows {
        let mut cells: Vec<Vec<String>> =
            vec![row.stage.filter(|_| row.is_first).map(str::to_owned).into_iter().collect()];
        for band in &blueprint.lanes {
            cells.push(match *band {
                Band::Customer => vec![row.touchpoint.name.label.clone()],
                Band::Of(Lane::Evidence) => {
                    row.entries(Lane::Evidence).iter().map(|entry| entry.what.to_owned()).collect()
                }
                Band::Of(lane) => row.entries(lane).iter().map(sentence).collect(),
            });
        }
        cells.push(row.touchpoint.next.iter().map(|next| next.sentence()).collect());
        table.row(cells);
    }
    if table.is_empty() { String::new() } else { table.text() }
}

fn sentence(entry: &Entry<'_>) -> String {
    match entry.who {
        Some(who) if entry.what.is_empty() => who.to_owned(),
        Some(who) => format!("{who}: {}", entry.what),
        None => entry.what.to_owned(),
    }
}

//! The blueprint as a table: a row for each touchpoint, a column for each lane.

use std::borrow::Cow;

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
        table.row_of(|written| {
            written.cell(row.stage.filter(|_| row.is_first));
            for band in &blueprint.lanes {
                match *band {
                    Band::Customer => written.cell([&row.touchpoint.name.label]),
                    Band::Of(lane) => written.cell(row.entries(lane).iter().map(sentence)),
                }
            }
            written.cell(row.touchpoint.next.iter().map(|next| next.sentence()));
        });
    }
    if table.is_empty() { String::new() } else { table.text() }
}

fn sentence<'e>(entry: &Entry<'e>) -> Cow<'e, str> {
    match entry.who {
        Some(who) if entry.what.is_empty() => Cow::Borrowed(who),
        Some(who) => Cow::Owned([who, ": ", entry.what].concat()),
        None => Cow::Borrowed(entry.what),
    }
}

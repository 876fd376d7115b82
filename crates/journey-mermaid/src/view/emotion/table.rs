//! The curves as a table: a row for each touchpoint, a column for each line.

use journey_plugin::Options;

use super::curve::Curves;
use super::legend::looks;
use crate::markdown_table::MarkdownTable;

pub(super) fn table(curves: &Curves<'_>, options: &Options) -> String {
    if curves.places.is_empty() {
        return String::new();
    }
    let lines = curves.lines.iter().map(|line| match looks(line, options.theme) {
        looks if looks.is_empty() => line.name.clone(),
        looks => format!("{} ({looks})", line.name),
    });
    let mut table = MarkdownTable::new(["No.", "Stage", "Touchpoint"].map(str::to_owned).into_iter().chain(lines));
    for (at, place) in curves.places.iter().enumerate() {
        table.row_of(|row| {
            row.cell([place.number.to_string()]);
            row.cell(place.stage);
            row.cell([place.label]);
            for line in &curves.lines {
                match line.points.get(at) {
                    Some(Some(point)) => row.cell(&point.told),
                    _ => row.cell(["not known"]),
                }
            }
        });
    }
    table.text()
}

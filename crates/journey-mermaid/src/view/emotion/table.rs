//! The curves as a table: a row for each touchpoint, a column for each line.

use journey_plugin::Options;

use super::curve::{Curves, Point};
use super::legend::looks;
use crate::markdown_table::MarkdownTable;

pub(super) fn table(curves: &Curves, options: &Options) -> String {
    if curves.places.is_empty() {
        return String::new();
    }
    let lines = curves.lines.iter().map(|line| match looks(line, options.theme) {
        looks if looks.is_empty() => line.name.clone(),
        looks => format!("{} ({looks})", line.name),
    });
    let mut table = MarkdownTable::new(["No.", "Stage", "Touchpoint"].map(str::to_owned).into_iter().chain(lines));
    for (at, place) in curves.places.iter().enumerate() {
        let felt = curves.lines.iter().map(|line| match line.points.get(at) {
            Some(Some(point)) => vec![Point::sentence(point)],
            _ => vec!["not known".to_owned()],
        });
        let row = [vec![place.number.to_string()], place.stage.iter().cloned().collect(), vec![place.label.clone()]];
        table.row(row.into_iter().chain(felt));
    }
    table.text()
}

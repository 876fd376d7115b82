//! The overview as a table: who feels what at each touchpoint.

use crate::experience::{Experience, Touchpoint};
use crate::markdown_table::MarkdownTable;

/// A row for each touchpoint, a column for each persona, and one for what nobody in particular feels.
pub(super) fn table(experience: &Experience) -> String {
    let names = experience.personas.iter().map(|persona| persona.name.label.as_str());
    let mut columns: Vec<(&str, Option<usize>)> = names.zip((0..).map(Some)).collect();
    if columns.is_empty() || experience.touchpoints().flat_map(Touchpoint::voices).any(|voice| voice.is_of(None)) {
        columns.push(("Emotion", None));
    }
    let mut table =
        MarkdownTable::new(["Stage", "Touchpoint"].into_iter().chain(columns.iter().map(|(name, _)| *name)));
    for stage in &experience.stages {
        let label = stage.name.as_ref().map(|name| &name.label);
        if stage.touchpoints.is_empty() {
            table.row([label]);
            continue;
        }
        for (number, touchpoint) in stage.touchpoints.iter().enumerate() {
            table.row_of(|row| {
                row.cell(label.filter(|_| number == 0));
                row.cell([&touchpoint.name.label]);
                for (_, persona) in &columns {
                    let felt = touchpoint.voices().filter(|voice| voice.is_of(*persona));
                    row.cell(felt.map(|voice| voice.sentence(" ")));
                }
            });
        }
    }
    if table.is_empty() { String::new() } else { table.text() }
}

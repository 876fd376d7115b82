//! The evidence of a report: which sources stand behind the journey.

use journey_plugin::{Place, SourceLine};

use super::{Page, values};
use crate::experience::Name;
use crate::markdown_table::MarkdownTable;

/// A section with a row for each source that the journey cites, the most cited first.
pub(super) fn write(page: &mut Page<'_>) {
    let mut cited = page.cited.clone();
    if cited.is_empty() {
        return;
    }
    cited.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut table = MarkdownTable::new(["Source", "Kind", "Date", "Sample", "Confidence", "Cited", "Where it is"]);
    for (id, count) in &cited {
        let source = page.project.declaration(*id);
        let link = ["link", "data"].iter().flat_map(|key| values(source, key)).collect();
        table.row([
            vec![Name::of(source).label],
            values(source, "kind"),
            values(source, "date"),
            values(source, "sample"),
            values(source, "confidence"),
            vec![if *count == 1 { "once".to_owned() } else { format!("{count} times") }],
            link,
        ]);
    }
    page.heading(3, None, "Evidence");
    let first = page.text.line_count() + 2;
    page.text.lines(table.text().lines());
    for ((id, _), line) in cited.iter().zip(first..) {
        let range = page.project.declaration(*id).range();
        page.text.map(SourceLine { line, place: Place { file: id.file, range } });
    }
}

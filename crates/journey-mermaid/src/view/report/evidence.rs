//! The evidence of a report: which sources stand behind the journey.

use journey_model::{DeclarationId, Keyword};
use journey_plugin::{Place, SourceLine};

use super::{Page, values};
use crate::experience::Name;
use crate::markdown_table::MarkdownTable;

/// A section with a row for each source that the journey cites, the most cited first.
pub(super) fn write(page: &mut Page<'_>) {
    let mut cited = cited(page);
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

/// The sources that the journey names, each with how often, in the order of the text.
pub(super) fn cited(page: &Page<'_>) -> Vec<(DeclarationId, usize)> {
    let journey = page.project.declaration(page.experience.id);
    let mut cited: Vec<(DeclarationId, usize)> = Vec::new();
    for declaration in std::iter::once(journey).chain(journey.descendants()) {
        for reference in declaration.references() {
            let Some((id, source)) = page.project.target(page.experience.id.file, &reference) else { continue };
            if source.keyword() != Some(Keyword::Source) {
                continue;
            }
            match cited.iter_mut().find(|(known, _)| *known == id) {
                Some((_, count)) => *count += 1,
                None => cited.push((id, 1)),
            }
        }
    }
    cited
}

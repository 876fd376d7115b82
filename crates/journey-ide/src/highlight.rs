//! What belongs to what the cursor is on, in the same file: the other places of a name, the ends of a block.

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, FileId};

use crate::Snapshot;
use crate::name_at::{Occurrence, Site, name_at, own_names};
use crate::references::references_in_file;

/// A place to highlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Where it is, in bytes.
    pub range: TextRange,
    /// What is said there.
    pub kind: HighlightKind,
}

/// What is said at a highlighted place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HighlightKind {
    /// The name is declared.
    Declaration,
    /// The name is used.
    Reference,
    /// A block starts or ends.
    Block,
}

/// The places of the file that belong to what is at `offset` (bytes), in the order of the text: all places of a name;
/// for a keyword or a brace the keyword and both braces. Elsewhere, as at keys and values, there are none, so that the
/// editor can highlight the same word.
pub fn highlight(snapshot: &Snapshot, file: FileId, offset: u32) -> Vec<Highlight> {
    match name_at(snapshot, file, offset) {
        Some(name) => of_name(snapshot, &name),
        None => {
            let innermost = snapshot.project.file(file).model.declaration_at(offset);
            innermost.map_or_else(Vec::new, |declaration| ends_of_block(declaration, offset))
        }
    }
}

fn of_name(snapshot: &Snapshot, name: &Occurrence) -> Vec<Highlight> {
    let file = name.place.file;
    let here = name.declarations().iter().filter(|id| id.file == file);
    let mut highlights: Vec<Highlight> = here
        .flat_map(|id| declared(snapshot, *id, name))
        .map(|range| highlight_of(range, HighlightKind::Declaration))
        .collect();
    let written = written(snapshot, name);
    let references = references_in_file(snapshot, name, &written);
    highlights.extend(references.iter().map(|step| highlight_of(step.place.range, HighlightKind::Reference)));
    highlights.sort_by_key(|highlight| highlight.range);
    highlights
}

/// The id of a declaration, or the label that it is made from. The label beside an id belongs to it only while the
/// cursor is on it.
fn declared(snapshot: &Snapshot, id: DeclarationId, name: &Occurrence) -> Vec<TextRange> {
    let [written_id, label] = own_names(id.file, snapshot.project.declaration(id));
    let label_is_meant = written_id.is_none() || name.site == Site::Label;
    let label = label.filter(|_| label_is_meant);
    [written_id, label].into_iter().flatten().map(|own| own.place.range).collect()
}

/// The path up to a step, as it is written.
fn written(snapshot: &Snapshot, name: &Occurrence) -> String {
    let Site::Step { path, .. } = name.site else { return String::new() };
    let model = &snapshot.project.file(name.place.file).model;
    let reference = model.references().find(|reference| reference.range == path);
    let length = (name.place.range.end - path.start) as usize;
    reference.and_then(|reference| reference.text.get(..length)).unwrap_or_default().to_owned()
}

fn ends_of_block(declaration: Declaration<'_>, offset: u32) -> Vec<Highlight> {
    let keyword = declaration.keyword_node().map(|keyword| keyword.range());
    let at_keyword = keyword.is_some_and(|keyword| keyword.touches(offset));
    let body = declaration.body().map(|body| body.range());
    let [opening, closing] = body.map_or([None; 2], |body| {
        let opening = TextRange::new(body.start, body.start + 1);
        let closing = TextRange::new(body.end.saturating_sub(1).max(body.start), body.end);
        [Some(opening), Some(closing)]
    });
    let touches = |range: Option<TextRange>| range.is_some_and(|range| range.touches(offset));
    if !at_keyword && !touches(opening) && !touches(closing) {
        return Vec::new();
    }
    // A brace may be missing at either end; only the text tells.
    let text = declaration.body().map(|body| body.to_text()).unwrap_or_default();
    let opening = opening.filter(|_| text.starts_with('{'));
    let closing = closing.filter(|_| text.ends_with('}') && text.len() > 1);
    if !at_keyword && !touches(opening) && !touches(closing) {
        return Vec::new();
    }
    [keyword, opening, closing].into_iter().flatten().map(|range| highlight_of(range, HighlightKind::Block)).collect()
}

fn highlight_of(range: TextRange, kind: HighlightKind) -> Highlight {
    Highlight { range, kind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    /// The kinds of the highlights, which are where the fixture's marks are in the file of the cursor.
    fn kinds(fixture: &str) -> Vec<HighlightKind> {
        let fixture = Fixture::new(fixture);
        let (file, offset) = fixture.cursor();
        let highlights = highlight(&fixture.snapshot, file, offset);
        let ranges: Vec<TextRange> = highlights.iter().map(|highlight| highlight.range).collect();
        let marks = fixture.marks.iter().filter(|(marked, _)| *marked == file).map(|(_, range)| *range);
        assert_eq!(ranges, marks.collect::<Vec<_>>());
        highlights.into_iter().map(|highlight| highlight.kind).collect()
    }

    #[test]
    fn a_name_is_highlighted_where_it_is_declared_and_used_in_this_file_only() {
        use HighlightKind::{Declaration, Reference};
        let text = "\
//- a.journey
persona ⟦maya⟧ \"Maya\"
journey j \"J\" {
  persona: ⟦ma$0ya⟧
  stage s \"S\" { touchpoint maya \"M\" { emotion ⟦maya⟧: -1; next: maya } }
}
//- b.journey
journey k \"K\" { persona: ⟦maya⟧ }
";
        assert_eq!(kinds(text), [Declaration, Reference, Reference]);
    }

    #[test]
    fn the_label_is_highlighted_where_it_is_the_name_or_the_cursor_is_on_it() {
        kinds("persona ⟦maya⟧ ⟦\"Ma$0ya\"⟧\njourney j \"J\" { persona: ⟦maya⟧ }\n");
        kinds("persona ⟦\"Maya\"⟧\njourney j \"J\" { persona: ⟦ma$0ya⟧ }\n");
    }

    #[test]
    fn only_the_step_under_the_cursor_is_meant() {
        kinds(
            "journey ⟦a⟧ \"A\" { stage b \"B\" { pain c \"C\" } }\nopportunity o \"O\" { addresses: ⟦$0a⟧.b.c, ⟦a⟧.c }\n",
        );
        kinds(
            "journey a \"A\" { stage b \"B\" { pain ⟦c⟧ \"C\" } }\nopportunity o \"O\" { addresses: a.b.⟦c⟧, a.⟦c$0⟧ }\n",
        );
    }

    #[test]
    fn a_name_that_means_nothing_is_highlighted_where_it_is_written_again() {
        kinds("journey j \"J\" { persona: ⟦no$0body⟧, tom }\njourney k \"K\" { persona: ⟦nobody⟧ }\n");
        kinds("opportunity o \"O\" { addresses: ⟦n$0o⟧.a, ⟦no⟧.b, none.a, a.no }\n");
    }

    #[test]
    fn a_keyword_or_a_brace_shows_the_block() {
        use HighlightKind::Block;
        assert_eq!(kinds("⟦jour$0ney⟧ j \"J\" ⟦{⟧\n  stage s \"S\" { }\n⟦}⟧\n"), [Block; 3]);
        kinds("⟦journey⟧ j \"J\" $0⟦{⟧\n  stage s \"S\" { }\n⟦}⟧\n");
        kinds("⟦journey⟧ j \"J\" ⟦{⟧\n  stage s \"S\" { }\n⟦}$0⟧\n");
        kinds("journey j \"J\" {\n  ⟦stage⟧ s \"S\" ⟦{$0⟧ ⟦}⟧\n}\n");
        kinds("⟦$0foo⟧ j ⟦{⟧ ⟦}⟧");
        kinds("⟦{$0⟧ ⟦}⟧");
        kinds("⟦persona$0⟧ j \"J\"");
    }

    #[test]
    fn a_missing_brace_is_not_highlighted() {
        kinds("⟦jour$0ney⟧ j \"J\" ⟦{⟧\n  stage s \"é\"");
        kinds("⟦jour$0ney⟧ j \"J\" ⟦{⟧");
        kinds("journey j \"J\" {\n  ⟦sta$0ge⟧ s \"S\"\n    touchpoint t \"é\"\n  ⟦}⟧\n}\n");
        kinds("journey j \"J\" {\n  goal: \"é\"$0");
    }

    #[test]
    fn keys_values_and_texts_are_left_to_the_editor() {
        kinds("journey j \"J\" { go$0al: \"x\" }");
        kinds("journey j \"J\" { goal: \"x$0\" }");
        kinds("journey j \"J\" { state: as-$0is }");
    }
}

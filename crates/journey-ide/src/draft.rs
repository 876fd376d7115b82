//! A project on its way to another state: edits made one after the other, told as one change in the end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, FileId, Project};
use journey_plugin::TextEdit;

use crate::Snapshot;

/// A project with edits made to it. Each round of edits is written for the texts that the round before left. Files keep
/// their numbers.
#[derive(Clone)]
pub(crate) struct Draft<'s> {
    snapshot: &'s Snapshot,
    project: Arc<Project>,
    patches: BTreeMap<FileId, Arc<Patch>>,
}

impl<'s> Draft<'s> {
    /// The project as it is.
    pub(crate) fn new(snapshot: &'s Snapshot) -> Self {
        Self { snapshot, project: Arc::clone(&snapshot.project), patches: BTreeMap::new() }
    }

    /// The project after the edits so far.
    pub(crate) fn project(&self) -> &Arc<Project> {
        &self.project
    }

    /// Makes edits, which must not overlap. Only the files that they are in are lowered again.
    pub(crate) fn edit(&mut self, edits: &[TextEdit]) {
        self.make(edits, None);
    }

    /// The same; gives the files whose findings may differ now: those that the edits are in, and those that name what
    /// changed in them.
    pub(crate) fn edit_affecting(&mut self, edits: &[TextEdit]) -> BTreeSet<FileId> {
        let mut affected = BTreeSet::new();
        self.make(edits, Some(&mut affected));
        affected
    }

    fn make(&mut self, edits: &[TextEdit], mut affected: Option<&mut BTreeSet<FileId>>) {
        if edits.is_empty() {
            return;
        }
        let mut of_file: BTreeMap<FileId, Vec<&TextEdit>> = BTreeMap::new();
        for edit in edits {
            of_file.entry(edit.place.file).or_default().push(edit);
        }
        let schema = self.snapshot.registry.schema();
        for (id, mut edits) in of_file {
            edits.sort_by_key(|edit| edit.place.range);
            let model = &self.project.file(id).model;
            let patch = self.patches.entry(id).or_insert_with(|| Arc::new(Patch::new(model.parse().len())));
            let patch = Arc::make_mut(patch);
            let mut parse = model.parse().clone();
            // From the back, so that the places of the others stay.
            for edit in edits.into_iter().rev() {
                patch.replace(edit.place.range, &edit.replacement);
                parse = parse.edit(edit.place.range, &edit.replacement);
            }
            let model = Arc::new(model.relower(&parse, &schema));
            let (project, concerned) = self.project.with_file(id, model);
            if let Some(affected) = &mut affected {
                affected.insert(id);
                affected.extend(concerned.at_once());
                affected.extend(concerned.later());
            }
            self.project = Arc::new(project);
        }
    }

    /// Whether the edits made more text unreadable than there was.
    pub(crate) fn breaks_text(&self) -> bool {
        let errors = |project: &Project, file: FileId| project.file(file).model.parse().errors().len();
        self.patches.keys().any(|file| errors(&self.project, *file) > errors(&self.snapshot.project, *file))
    }

    /// All edits so far as edits of the project that it began with, in the order of files and text.
    pub(crate) fn into_edits(self) -> Vec<TextEdit> {
        let edits = self.patches.into_iter().flat_map(|(file, patch)| {
            let place = move |range| journey_plugin::Place { file, range };
            let patch = Arc::unwrap_or_clone(patch);
            patch.into_edits().map(move |(range, replacement)| TextEdit { place: place(range), replacement })
        });
        edits.collect()
    }
}

/// A declaration of a project that is another state of the one that gave its number out; `None` where it is gone.
pub(crate) fn declaration_in(project: &Project, id: DeclarationId) -> Option<Declaration<'_>> {
    project.file(id.file).model.declarations().find(|declaration| declaration.local_id() == id.local)
}

/// Whether no two of the edits replace the same text or insert at the same place.
pub(crate) fn are_apart(edits: &[TextEdit]) -> bool {
    let mut places: Vec<_> = edits.iter().map(|edit| edit.place).collect();
    places.sort_unstable();
    places.windows(2).all(|pair| match pair {
        [one, next] => one.file != next.file || one.range.end <= next.range.start && one.range != next.range,
        _ => true,
    })
}

/// A text as pieces of the text that it was and pieces that were written since.
#[derive(Clone)]
struct Patch {
    pieces: Vec<Piece>,
    /// The length of the text that it was, in bytes.
    length: u32,
}

#[derive(Clone)]
enum Piece {
    Kept(TextRange),
    Written(String),
}

impl Piece {
    fn length(&self) -> u32 {
        match self {
            Self::Kept(range) => range.len(),
            Self::Written(text) => u32::try_from(text.len()).expect("a text is shorter than 4 GiB"),
        }
    }
}

impl Patch {
    fn new(length: u32) -> Self {
        Self { pieces: vec![Piece::Kept(TextRange::new(0, length))], length }
    }

    fn replace(&mut self, range: TextRange, replacement: &str) {
        let start = self.split_at(range.start);
        let end = self.split_at(range.end);
        self.pieces.splice(start..end, [Piece::Written(replacement.to_owned())]);
    }

    /// The number of the first piece at or behind `offset`, after the piece around it was cut there.
    fn split_at(&mut self, offset: u32) -> usize {
        let mut at = 0;
        let mut index = 0;
        while let Some(piece) = self.pieces.get_mut(index) {
            if at >= offset {
                break;
            }
            let inside = offset - at;
            at += piece.length();
            index += 1;
            if at > offset {
                let rest = match piece {
                    Piece::Kept(range) => {
                        let cut = range.start + inside;
                        let rest = TextRange::new(cut, range.end);
                        range.end = cut;
                        Piece::Kept(rest)
                    }
                    Piece::Written(text) => Piece::Written(text.split_off(inside as usize)),
                };
                self.pieces.insert(index, rest);
                break;
            }
        }
        index
    }

    fn into_edits(self) -> impl Iterator<Item = (TextRange, String)> {
        let mut edits = Vec::new();
        let (mut at, mut written) = (0, String::new());
        for piece in self.pieces.into_iter().chain([Piece::Kept(TextRange::empty(self.length))]) {
            match piece {
                Piece::Written(text) => written.push_str(&text),
                Piece::Kept(range) => {
                    if range.start > at || !written.is_empty() {
                        edits.push((TextRange::new(at, range.start), std::mem::take(&mut written)));
                    }
                    at = range.end;
                }
            }
        }
        edits.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use journey_plugin::Place;
    use proptest::prelude::*;

    use super::*;
    use crate::testing::Fixture;

    fn edit(fixture: &Fixture, file: usize, range: std::ops::Range<u32>, replacement: &str) -> TextEdit {
        let place = Place { file: fixture.files[file], range: TextRange::new(range.start, range.end) };
        TextEdit { place, replacement: replacement.to_owned() }
    }

    #[test]
    fn rounds_of_edits_are_told_as_edits_of_the_first_text() {
        let fixture = Fixture::new("//- a.journey\npersona maya\n//- b.journey\njourney x { persona: maya }\n");
        let mut draft = Draft::new(&fixture.snapshot);
        draft.edit(&[edit(&fixture, 0, 8..12, "tom"), edit(&fixture, 1, 21..25, "tom")]);
        draft.edit(&[edit(&fixture, 0, 8..9, "T"), edit(&fixture, 0, 0..0, "// who\n")]);
        assert_eq!(draft.project().file(fixture.files[0]).model.parse().text(), "// who\npersona Tom\n");
        assert!(!draft.breaks_text());
        let edits = draft.into_edits();
        assert_eq!(fixture.edited(&edits), ["// who\npersona Tom\n", "journey x { persona: tom }\n"]);
    }

    #[test]
    fn a_draft_knows_that_it_breaks_the_text() {
        let fixture = Fixture::new("persona maya { }\n");
        let mut draft = Draft::new(&fixture.snapshot);
        draft.edit(&[edit(&fixture, 0, 15..16, "")]);
        assert!(draft.breaks_text());
    }

    #[test]
    fn edits_of_one_place_are_not_apart() {
        let fixture = Fixture::new("persona maya\n");
        let at = |range| edit(&fixture, 0, range, "x");
        assert!(are_apart(&[at(4..5), at(0..4), at(4..4)]));
        assert!(!are_apart(&[at(4..4), at(4..4)]));
        assert!(!are_apart(&[at(0..4), at(3..5)]));
    }

    proptest! {
        #[test]
        fn pieces_give_the_edited_text(
            text in "[a-cé😀\n]{0,20}",
            rounds in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[x-z]{0,4}"), 0..8),
        ) {
            let fixture = Fixture::new(&text);
            let mut draft = Draft::new(&fixture.snapshot);
            let mut expected = text.clone();
            for (start, end, replacement) in rounds {
                let boundaries: Vec<usize> =
                    (0..=expected.len()).filter(|at| expected.is_char_boundary(*at)).collect();
                let (start, end) = (start.index(boundaries.len()), end.index(boundaries.len()));
                let (start, end) = (boundaries[start.min(end)], boundaries[start.max(end)]);
                let range = u32::try_from(start).unwrap()..u32::try_from(end).unwrap();
                draft.edit(&[edit(&fixture, 0, range, &replacement)]);
                expected.replace_range(start..end, &replacement);
            }
            prop_assert_eq!(draft.project().file(fixture.files[0]).model.parse().text(), expected.as_str());
            let edits = draft.into_edits();
            prop_assert_eq!(&fixture.edited(&edits)[0], &expected);
        }
    }
}

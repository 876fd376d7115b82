//! Touchpoints that come to stand in another stage, with their comments, and with the names that lead to them.

use std::sync::Arc;

use journey_model::syntax::TextRange;
use journey_model::{Declaration, DeclarationId, File, FileId, IdSource, Keyword, Project, Reference, Resolution};
use journey_plugin::TextEdit;

use super::block::expanded;
use super::edit;
use crate::Snapshot;
use crate::draft::{Draft, declaration_in};
use crate::layout::{Layout, is_sound};
use crate::name_at::steps;

/// Whether touchpoints can be moved: everything around them can be read, they have names, and these are their own. Of
/// several with one name the first is meant, and moving them could change which is the first.
pub(super) fn can_move(project: &Project, file: FileId, touchpoint: Declaration<'_>) -> bool {
    let is_unique = |one: Declaration<'_>| !project.is_duplicate(DeclarationId { file, local: one.local_id() });
    is_sound(&project.file(file).model, touchpoint)
        && touchpoint.id_source() != IdSource::Missing
        && std::iter::once(touchpoint).chain(touchpoint.descendants()).all(is_unique)
}

/// The stages directly in a journey, in order.
pub(super) fn stages_of(journey: Declaration<'_>) -> Vec<Declaration<'_>> {
    journey.children_of(Keyword::Stage).collect()
}

/// The edits that write `stage` in every dotted name that leads to one of the touchpoints, or to something in it, through
/// the stage that it stands in.
pub(super) fn through_stage(project: &Project, touchpoints: &[DeclarationId], stage: &str) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    for id in touchpoints {
        let touchpoint = project.declaration(*id);
        let Some(old) = touchpoint.parent().map(|old| DeclarationId { file: id.file, local: old.local_id() }) else {
            continue;
        };
        for inner in std::iter::once(touchpoint).chain(touchpoint.descendants()) {
            let inner = DeclarationId { file: id.file, local: inner.local_id() };
            for one in project.uses_of(inner).iter() {
                let references = project.declaration(one.user).references();
                for reference in references.filter(|reference| reference.range == one.range) {
                    let meaning = steps(project, one.user.file, &reference).into_iter();
                    let through = meaning.filter(|step| step.meaning == Resolution::Found(old));
                    edits.extend(through.map(|step| edit(step.place.file, step.place.range, stage)));
                }
            }
        }
    }
    edits
}

/// Puts the entries of a declaration, and of those around it, on lines of their own.
pub(super) fn make_room(draft: &mut Draft<'_>, id: DeclarationId) {
    let project = Arc::clone(draft.project());
    let around: Vec<_> = project.declaration(id).ancestors().map(Declaration::local_id).collect();
    for local in around.into_iter().rev().chain([id.local]) {
        let project = Arc::clone(draft.project());
        let Some(declaration) = declaration_in(&project, DeclarationId { file: id.file, local }) else { return };
        let layout = Layout::new(&project.file(id.file).model);
        let edits = expanded(&layout, declaration).into_iter().map(|(range, text)| edit(id.file, range, text));
        draft.edit(&edits.collect::<Vec<TextEdit>>());
    }
}

/// The draft as a change, unless it breaks something: a text, or the meaning of a dotted name that now leads through
/// another stage first. Names without a dot do not depend on the stage.
pub(super) fn kept(snapshot: &Snapshot, draft: Draft<'_>) -> Option<Vec<TextEdit>> {
    let keeps = !draft.breaks_text() && dotted_meanings(&snapshot.project) == dotted_meanings(draft.project());
    keeps.then(|| draft.into_edits())
}

/// What the dotted names mean, however they are written: who says by which key what about whom, sorted.
fn dotted_meanings(project: &Project) -> Vec<[String; 3]> {
    let named = |file: FileId, declaration: Declaration<'_>| {
        let journey = declaration.journey().map_or("", Declaration::id);
        let kind = declaration.keyword().map_or("", Keyword::name);
        format!("{} {journey} {kind} {} {}", file.index(), declaration.id(), declaration.label())
    };
    let in_file = |(file, at): (FileId, &File)| {
        let dotted = at.model.references().filter(|reference| reference.text.contains('.'));
        let meaning = |reference: Reference<'_>| {
            let (id, target) = project.target(file, &reference)?;
            let key = reference.property.key().to_owned();
            Some([named(file, reference.declaration), key, named(id.file, target)])
        };
        dotted.filter_map(meaning).collect::<Vec<_>>()
    };
    let mut meanings: Vec<[String; 3]> = project.files().flat_map(in_file).collect();
    meanings.sort();
    meanings
}

/// What to take out so that whole lines, and a blank line that would be left over, are gone.
pub(super) fn lines_to_take_out(layout: &Layout<'_>, lines: TextRange) -> TextRange {
    let behind = layout.slice(TextRange::new(lines.end, layout.next_line(lines.end)));
    let is_last = behind.trim().starts_with('}');
    if layout.is_blank_before(lines.start) && (behind.trim().is_empty() || is_last) {
        return TextRange::new(blank_line_before(layout, lines.start), lines.end);
    }
    let before = layout.slice(TextRange::new(0, lines.start));
    if before.trim_end_matches([' ', '\t', '\n', '\r']).ends_with('{') && behind.trim().is_empty() {
        return TextRange::new(lines.start, layout.next_line(lines.end));
    }
    lines
}

fn blank_line_before(layout: &Layout<'_>, start: u32) -> u32 {
    let before = layout.slice(TextRange::new(0, start));
    let cut = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r'])).unwrap_or(before);
    layout.line_start(super::to_u32(cut.len()))
}

/// Whether blank lines part the declaration from its neighbours.
pub(super) fn stands_apart(layout: &Layout<'_>, lines: TextRange) -> bool {
    let behind = layout.slice(TextRange::new(lines.end, layout.next_line(lines.end)));
    layout.is_blank_before(lines.start) || !behind.is_empty() && behind.trim().is_empty()
}

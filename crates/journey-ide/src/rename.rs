//! Rename: a declaration gets another id, and so does every place that refers to it.
//!
//! What a reference means stays the same everywhere. Where the new name alone would mean something else, the steps
//! around it are written as well (`weekly_shop.pay`); where that does not help, the rename is refused with a reason. A
//! declaration that is named after its label gets an id and keeps its label.
//!
//! A reference that means nothing so far may come to mean the declaration: whoever renames something to what is written
//! elsewhere already wants that.

mod meaning;
mod refusal;
mod sites;

use journey_model::syntax::TextRange;
use journey_model::value::{is_id, slug};
use journey_model::{Declaration, DeclarationId, FileId, IdSource, Keyword, Project, Resolution};
use journey_plugin::{Place, TextEdit};

use crate::draft::Draft;
use crate::{Cancellable, Occurrence, Site, Snapshot, SourceChange, name_at};

pub use refusal::Refusal;
use refusal::{named, said, whereabouts};

/// What can be renamed at `offset` (bytes): the range of the name and the id that it stands for, to be edited.
///
/// # Errors
/// Where nothing can be renamed there, with the reason.
pub fn prepare(snapshot: &Snapshot, file: FileId, offset: u32) -> Result<(TextRange, String), Refusal> {
    let (occurrence, id) = target(snapshot, file, offset)?;
    Ok((occurrence.place.range, snapshot.project.declaration(id).id().to_owned()))
}

/// Renames what stands at `offset` (bytes), across the project. Space around the new name is not meant.
///
/// # Errors
/// The outer error where nobody waits for the answer any more, the inner one where it cannot be renamed so.
pub fn rename(
    snapshot: &Snapshot,
    file: FileId,
    offset: u32,
    new_name: &str,
) -> Cancellable<Result<SourceChange, Refusal>> {
    let target = target(snapshot, file, offset);
    let checked = target.and_then(|(_, id)| check(&snapshot.project, id, new_name.trim()).map(|()| id));
    match checked {
        Ok(id) => renamed(snapshot, id, new_name.trim()),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Another id for a declaration, which must be free.
fn renamed(snapshot: &Snapshot, id: DeclarationId, name: &str) -> Cancellable<Result<SourceChange, Refusal>> {
    let project = &snapshot.project;
    let mut edits: Vec<TextEdit> = own_edit(project, id, name).into_iter().collect();
    if project.declaration(id).id() != name {
        let sites = sites::of(snapshot, id)?;
        edits.extend(sites.into_iter().map(|place| TextEdit { place, replacement: name.to_owned() }));
    }
    let names = [project.declaration(id).id(), name];
    let mut draft = Draft::new(snapshot);
    draft.edit(&edits);
    let first = meaning::changes(snapshot, draft.project(), names)?;
    let qualified: Option<Vec<TextEdit>> =
        first.iter().map(|change| meaning::qualified(draft.project(), change)).collect();
    let remaining = match qualified {
        Some(edits) => {
            draft.edit(&edits);
            meaning::changes(snapshot, draft.project(), names)?
        }
        None => first,
    };
    Ok(match remaining.first() {
        None => Ok(SourceChange { edits: draft.into_edits(), ..SourceChange::default() }),
        Some(change) => Err(meaning::refusal(project, draft.project(), change)),
    })
}

/// The edit at the declaration itself; `None` where nothing changes there.
fn own_edit(project: &Project, id: DeclarationId, name: &str) -> Option<TextEdit> {
    let declaration = project.declaration(id);
    if declaration.id_source() == IdSource::Label {
        return Some(write_id(id, declaration, name));
    }
    let place = Place { file: id.file, range: declaration.name().range };
    (declaration.id() != name).then(|| TextEdit { place, replacement: name.to_owned() })
}

/// Writes an id before the label of a declaration that has none.
pub(crate) fn write_id(id: DeclarationId, declaration: Declaration<'_>, name: &str) -> TextEdit {
    let label = declaration.name().range.start;
    // `persona"Maya"` needs no space between.
    let keyword = declaration.keyword_node().map_or(0, |keyword| keyword.range().end);
    let before = if keyword == label { " " } else { "" };
    TextEdit { place: Place { file: id.file, range: TextRange::empty(label) }, replacement: format!("{before}{name} ") }
}

/// The name at a place and the declaration that is to be renamed there.
fn target(snapshot: &Snapshot, file: FileId, offset: u32) -> Result<(Occurrence, DeclarationId), Refusal> {
    let project = &snapshot.project;
    let Some(occurrence) = name_at(snapshot, file, offset) else {
        return Err(Refusal::new(
            "There is no name to change here. Put the cursor on an id, or where something refers to it.",
        ));
    };
    let text = project.file(file).model.parse().text();
    let written = said(text.get(occurrence.place.range.to_usize()).unwrap_or_default());
    let id = match &occurrence.meaning {
        Resolution::Found(id) => *id,
        Resolution::Ambiguous(ids) => {
            let meant: Vec<String> = ids.iter().map(|id| named(project, *id)).collect();
            let message =
                format!("{written} can mean {}. Rename one of them where it is declared.", meant.join(" or "));
            return Err(Refusal::at(message, ids.first().map(|id| declared_at(project, *id))));
        }
        Resolution::WrongKind(id) => {
            let message = format!(
                "{written} does not fit here: it is {}. Change it to what is meant, or rename it where it is declared, in {}.",
                named(project, *id),
                whereabouts(project, declared_at(project, *id)),
            );
            return Err(Refusal::at(message, Some(declared_at(project, *id))));
        }
        Resolution::Broken => {
            return Err(Refusal::new(format!(
                "What {written} means cannot be told, because a line that may declare it cannot be read. Mend that first."
            )));
        }
        Resolution::Unknown => {
            return Err(Refusal::new(format!(
                "{written} is not declared anywhere, so there is nothing to rename. Declare it first, or correct it here."
            )));
        }
    };
    let declaration = project.declaration(id);
    if declaration.keyword().is_none() {
        let word = declaration.keyword_node().map_or_else(|| "This".to_owned(), |word| said(word.text()));
        return Err(Refusal::new(format!(
            "{word} is no keyword, so nobody knows what refers to this. Correct the keyword first."
        )));
    }
    if occurrence.site == Site::Label && declaration.id_source() == IdSource::Written {
        return Err(Refusal::at(
            format!(
                "This is the label, which nothing refers to: change it as you like. To change the id, put the cursor on `{}`.",
                declaration.id()
            ),
            Some(declared_at(project, id)),
        ));
    }
    if declaration.id_source() == IdSource::Label
        && declaration.ast().label().is_none_or(|label| label.kind().is_error())
    {
        return Err(Refusal::new(
            "The quotes of the label are not right, so no id can be written before it. Mend them first.",
        ));
    }
    Ok((occurrence, id))
}

fn declared_at(project: &Project, id: DeclarationId) -> Place {
    Place { file: id.file, range: project.declaration(id).name().range }
}

/// Whether a declaration may have that name.
fn check(project: &Project, id: DeclarationId, name: &str) -> Result<(), Refusal> {
    if name == "from" {
        return Err(Refusal::new("`from` opens a citation, so nothing can be called that. Try `_from`."));
    }
    if !is_id(name) {
        let rule = "An id is a letter or `_`, then letters, digits, `_` or `-`, and it does not end in `-`.";
        return Err(Refusal::new(match name {
            "" => format!("An id cannot be empty. {rule}"),
            _ => format!("{} cannot be an id. {rule} Try `{}`.", said(name), slug(name)),
        }));
    }
    let declaration = project.declaration(id);
    let is_in_scope = |other: DeclarationId| {
        let (scope, others) = (declaration.scope(), project.declaration(other).scope());
        scope == others && (scope.is_none() || other.file == id.file)
    };
    match namesakes(project, declaration.keyword(), name).find(|other| *other != id && is_in_scope(*other)) {
        None => Ok(()),
        // Its own name, which it shares already.
        Some(_) if declaration.id() == name => Ok(()),
        Some(other) => {
            let place = declared_at(project, other);
            let label = match project.declaration(other).id_source() {
                IdSource::Label => ", which is named after its label,",
                _ => "",
            };
            let message = format!(
                "`{name}` is taken: {}{label} is declared in {}. Choose another name.",
                named(project, other),
                whereabouts(project, place)
            );
            Err(Refusal::at(message, Some(place)))
        }
    }
}

/// The declarations of a name that could be taken for one of that keyword.
fn namesakes<'p>(
    project: &'p Project,
    keyword: Option<Keyword>,
    name: &'p str,
) -> impl Iterator<Item = DeclarationId> + 'p {
    project.files().flat_map(move |(file, at)| {
        let same = at
            .model
            .declarations()
            .filter(move |other| other.id() == name && other.keyword().is_none_or(|other| Some(other) == keyword));
        same.map(move |other| DeclarationId { file, local: other.local_id() })
    })
}

#[cfg(test)]
#[path = "rename/tests.rs"]
mod tests;

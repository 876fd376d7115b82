//! Fixes that give a declaration another id, wherever the id is written.

use journey_plugin::model::syntax::TextRange;
use journey_plugin::model::{DeclarationId, IdSource, Project};
use journey_plugin::{Place, TextEdit};

/// In more places than these, a rename is left to the editor's own.
const MOST_USES: usize = 200;

/// Another id for a declaration, `wish` or something like it, with the edits that write it at the declaration and at
/// everything that refers to it. `None` where there is no name to change, or where dotted names go through the
/// declaration to what stands in it.
pub(super) fn renaming(project: &Project, id: DeclarationId, wish: &str) -> Option<(String, Vec<TextEdit>)> {
    let declaration = project.declaration(id);
    let is_step = |inner: journey_plugin::model::Declaration<'_>| {
        let inner_id = DeclarationId { file: id.file, local: inner.local_id() };
        project.uses_of(inner_id).iter().any(|one| one.range.len() as usize != inner.id().len())
    };
    if project.count_uses(id) > MOST_USES || declaration.descendants().any(is_step) {
        return None;
    }
    let name = project.free_name(id, wish).to_string();
    let written = declaration.name();
    let (range, replacement) = match written.source {
        IdSource::Written => (written.range, name.clone()),
        IdSource::Label => (TextRange::empty(written.range.start), format!("{name} ")),
        IdSource::Missing => return None,
    };
    let mut edits = vec![TextEdit { place: Place { file: id.file, range }, replacement }];
    edits.extend(project.uses_of(id).iter().map(|one| {
        // A dotted name ends with the id.
        let length = u32::try_from(declaration.id().len()).unwrap_or(u32::MAX);
        let range = TextRange::new(one.range.end.saturating_sub(length), one.range.end);
        TextEdit { place: Place { file: one.user.file, range }, replacement: name.clone() }
    }));
    Some((name, edits))
}

//! Refactorings: each is one file, says when it is offered, and makes its edits when somebody chooses it.
//!
//! They are offered on the head of a declaration, where nothing in it is broken, and keep every byte that they are not
//! about. What they promise to keep, they keep: the names that refer to what they move are written anew.

mod add_missing_keys;
mod block;
mod block_lines;
mod create_declaration;
mod extract_declaration;
mod move_touchpoint;
mod new_declaration;
mod split_file;
mod to_be_copy;
mod touchpoints;
mod wrap_in_stage;
mod write_id;

use journey_model::FileId;
use journey_model::syntax::TextRange;
use journey_plugin::{Place, TextEdit};

use crate::SourceChange;
use crate::code_action::Actions;

/// Offers all that make sense at a place.
pub(crate) fn offer(actions: &mut Actions<'_>) {
    create_declaration::offer(actions);
    extract_declaration::offer(actions);
    write_id::offer(actions);
    add_missing_keys::offer(actions);
    block_lines::offer(actions);
    move_touchpoint::offer(actions);
    wrap_in_stage::offer(actions);
    to_be_copy::offer(actions);
    split_file::offer(actions);
}

fn edit(file: FileId, range: TextRange, replacement: impl Into<String>) -> TextEdit {
    TextEdit { place: Place { file, range }, replacement: replacement.into() }
}

/// A change with the cursor where `words` are written.
fn change(edits: Vec<TextEdit>, words: &str) -> SourceChange {
    let at = |edit: &TextEdit| u32::try_from(edit.replacement.find(words)?).ok();
    let cursor = edits.iter().enumerate().find_map(|(number, edit)| Some((number, at(edit)?)));
    SourceChange { edits, cursor: cursor.filter(|_| !words.is_empty()), ..SourceChange::default() }
}

fn to_u32(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("a text is shorter than 4 GiB")
}

#[cfg(test)]
mod tests;

//! What editors ask about journeys: pure functions over a snapshot, one file for each feature.
//!
//! Every feature takes a [`Snapshot`] and a place in bytes and gives plain data in bytes: no files, no clock, no types
//! of a protocol. What takes long looks at the snapshot's [`Cancellation`].

mod cancellation;
mod change;
mod code_action;
mod draft;
mod layout;
mod name_at;
mod refactoring;
mod rename;
mod rename_files;
mod snapshot;
#[cfg(test)]
mod testing;

pub use cancellation::{Cancellable, Cancellation, Cancelled};
pub use change::{FileOperation, SourceChange};
pub use code_action::{ActionKind, ActionRequest, CodeAction, Edits, code_actions, resolve_code_action};
pub use journey_plugin as plugin;
pub use name_at::{Occurrence, Site, name_at};
pub use rename::{Refusal, prepare as prepare_rename, rename};
pub use rename_files::{Move, rename_files};
pub use snapshot::{Folders, Snapshot, Target};

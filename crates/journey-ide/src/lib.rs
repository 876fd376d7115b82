//! What editors ask about journeys: pure functions over a snapshot, one file for each feature.
//!
//! Every feature takes a [`Snapshot`] and a place in bytes and gives plain data in bytes: no files, no clock, no types
//! of a protocol. What takes long looks at the snapshot's [`Cancellation`].

mod cancellation;
mod change;
mod completion;
mod snapshot;
#[cfg(test)]
mod testing;

pub use cancellation::{Cancellable, Cancellation, Cancelled};
pub use change::{FileOperation, SourceChange};
pub use completion::{CompletionItem, CompletionList, complete, documentation as completion_documentation};
pub use journey_plugin as plugin;
pub use snapshot::{Folders, Snapshot, Target};

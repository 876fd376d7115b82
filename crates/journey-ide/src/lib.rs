//! What editors ask about journeys: pure functions over a snapshot, one file for each feature.
//!
//! Every feature takes a [`Snapshot`] and a place in bytes and gives plain data in bytes: no files, no clock, no types
//! of a protocol. What takes long looks at the snapshot's [`Cancellation`].

mod cancellation;
mod change;
mod code_lens;
mod document_links;
mod folding;
mod hover;
mod inlay_hints;
mod render;
mod selection;
mod semantic_tokens;
mod snapshot;
#[cfg(test)]
mod testing;

pub use cancellation::{Cancellable, Cancellation, Cancelled};
pub use change::{FileOperation, SourceChange};
pub use code_lens::{CodeLens, LensSettings, code_lens_content, code_lenses};
pub use document_links::{DocumentLink, LinkSettings, LinkTarget, document_link_tooltip, document_links};
pub use folding::{Fold, FoldKind, folds};
pub use hover::{HoverContent, hover, plain};
pub use inlay_hints::{HintSettings, InlayHint, inlay_hint_details, inlay_hints};
pub use journey_plugin as plugin;
pub use render::{ListedJourney, journey_at, journeys, lines_at, render};
pub use selection::selection_ranges;
pub use semantic_tokens::{Modifiers, SemanticToken, TokenKind, semantic_tokens};
pub use snapshot::{Folders, Snapshot, Target};

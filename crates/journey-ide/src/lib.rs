//! What editors ask about journeys: pure functions over a snapshot, one file for each feature.
//!
//! Every feature takes a [`Snapshot`] and a place in bytes and gives plain data in bytes: no files, no clock, no types
//! of a protocol. What takes long looks at the snapshot's [`Cancellation`].

mod call_hierarchy;
mod cancellation;
mod change;
mod code_action;
mod code_lens;
mod completion;
mod configuration_file;
mod definition;
mod document_links;
mod draft;
#[cfg(test)]
#[path = "../../../grammar/examples.rs"]
mod examples;
mod fix_all;
mod flow;
mod folding;
mod highlight;
mod hover;
mod implementation;
mod inlay_hints;
mod layout;
mod name_at;
mod outline;
mod refactoring;
mod references;
mod rename;
mod rename_files;
mod render;
mod selection;
mod semantic_tokens;
mod snapshot;
mod symbol;
#[cfg(test)]
mod testing;
mod type_definition;
mod type_hierarchy;
mod uses;
mod workspace_symbols;

pub use call_hierarchy::{FlowStep, first_touchpoints, incoming_steps, outgoing_steps};
pub use cancellation::{Cancellable, Cancellation, Cancelled};
pub use change::{FileOperation, SourceChange};
pub use code_action::{ActionKind, ActionRequest, CodeAction, Edits, code_actions, resolve_code_action};
pub use code_lens::{CodeLens, LensSettings, code_lens_content, code_lenses};
pub use completion::{CompletionItem, CompletionList, complete, documentation as completion_documentation};
pub use configuration_file::{
    ConfigurationFix, complete_configuration, configuration_documentation, configuration_fixes, hover_configuration,
};
pub use definition::{Destination, FileTarget, Navigation, definition};
pub use document_links::{DocumentLink, LinkSettings, LinkTarget, document_link_tooltip, document_links};
pub use fix_all::{FixRequest, FixedAll, fix_all, suggestion};
pub use folding::{Fold, FoldKind, folds};
pub use highlight::{Highlight, HighlightKind, highlight};
pub use hover::{HoverContent, hover, plain};
pub use implementation::implementation;
pub use inlay_hints::{HintSettings, InlayHint, inlay_hint_details, inlay_hints};
pub use journey_plugin as plugin;
pub use name_at::{Occurrence, Site, name_at};
pub use outline::{OutlineEntry, flat_outline, outline};
pub use references::references;
pub use rename::{Refusal, prepare as prepare_rename, rename};
pub use rename_files::{Move, rename_files};
pub use render::{ListedJourney, journey_at, journeys, lines_at, render, unreadable};
pub use selection::selection_ranges;
pub use semantic_tokens::{Modifiers, SemanticToken, TokenKind, semantic_tokens};
pub use snapshot::{Snapshot, Target};
pub use symbol::Symbol;
pub use type_definition::type_definition;
pub use type_hierarchy::{subtypes, supertypes, variants_at};
pub use workspace_symbols::{WorkspaceSymbol, workspace_symbols};

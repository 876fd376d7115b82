//! The client's questions, one file each: what is asked, put to the features, and said in the protocol's words.

pub(crate) mod call_hierarchy;
pub(crate) mod code_action;
pub(crate) mod code_action_resolve;
pub(crate) mod code_lens;
pub(crate) mod completion;
pub(crate) mod completion_resolve;
#[cfg(test)]
mod completion_test;
pub(crate) mod declaration;
pub(crate) mod definition;
pub(crate) mod diagnostic;
pub(crate) mod document_highlight;
pub(crate) mod document_link;
pub(crate) mod document_symbol;
#[cfg(test)]
mod edits_test;
pub(crate) mod folding_range;
pub(crate) mod formatting;
mod hierarchy;
pub(crate) mod hover;
pub(crate) mod implementation;
pub(crate) mod inlay_hint;
#[cfg(test)]
mod navigation_test;
pub(crate) mod on_type_formatting;
pub(crate) mod range_formatting;
#[cfg(test)]
mod reading_test;
pub(crate) mod references;
pub(crate) mod rename;
pub(crate) mod render;
#[cfg(test)]
mod render_test;
pub(crate) mod selection_range;
pub(crate) mod semantic_tokens;
pub(crate) mod status;
pub(crate) mod type_definition;
pub(crate) mod type_hierarchy;
pub(crate) mod will_rename_files;
pub(crate) mod workspace_symbol;

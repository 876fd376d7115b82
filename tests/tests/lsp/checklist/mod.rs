//! What simple servers get wrong: a file for each subject, a test for each clause.

mod completion;
mod diagnostics;
mod edits;
mod encoding;
mod fallbacks;
mod lifecycle;
mod progress;
mod protocol;
mod semantic_tokens;
mod sync;
mod workspace;

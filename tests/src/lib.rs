//! Judges from outside: drivers of the real programs that have to accept what Journey writes.

pub mod lsp;
pub mod mermaid;
pub mod program;

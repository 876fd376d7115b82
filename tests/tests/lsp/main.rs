//! Conversations with the real language server, over real pipes.

mod abuse;
mod checklist;
mod editors;
mod fixture;
mod property;
mod replay;
mod uris;

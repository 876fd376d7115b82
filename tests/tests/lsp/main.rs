//! Conversations with the real language server, over real pipes.

#![expect(clippy::unwrap_used, reason = "what a test finds to be otherwise ends it")]

mod abuse;
mod checklist;
mod editors;
mod fixture;
mod property;
mod replay;
mod socket;
mod uris;

//! The companion: turns journeys into Mermaid diagrams.
//!
//! Mermaid has no quotes in most of its diagrams, so [`escape`] makes any text safe for the place where it stands.

pub mod escape;

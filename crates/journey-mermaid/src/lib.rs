//! The companion: turns journeys into Mermaid diagrams.
//!
//! Ten lines from a text to a diagram:
//!
//! ```
//! use journey_mermaid::{Options, View};
//!
//! let source = r#"
//! persona maya "Maya"
//! journey weekly_shop "Weekly shop" {
//!   persona: maya
//!   stage receive "Receive" { touchpoint doorbell "Opens the door" { emotion: +2 "relieved" } }
//! }
//! "#;
//! let rendered = journey_mermaid::render_text(source, Some("weekly_shop"), View::Journey, &Options::default())?;
//! assert!(rendered.text.ends_with("  section Receive\n    Opens the door: 5: Maya\n"));
//! assert!(rendered.notes.is_empty(), "what the diagram cannot show, in sentences");
//! # Ok::<(), journey_mermaid::JourneyNotFound>(())
//! ```
//!
//! For a project of several files there is [`render`], and for several views of one journey [`render_all`]; for the same as a piece of a page [`markdown()`]; for options that
//! people wrote [`Request`]; for pages with markers [`embed`]. All of these are promises: what is public here changes only
//! with the first number of the version. Structures and enumerations that may grow are marked so.
//!
//! Mermaid has no quotes in most of its diagrams, so [`escape`] makes any text safe for the place where it stands.

mod choices;
mod diagram_text;
pub mod embed;
pub mod escape;
#[cfg(test)]
#[path = "../../../grammar/examples.rs"]
mod examples;
mod experience;
mod left_out;
mod lens;
mod markdown;
mod markdown_table;
mod plugin;
mod render;
mod request;
mod room;
mod sentence;
mod theme;
mod too_long;
mod view;

use journey_plugin::Plugin;

pub use choices::{Choice, Choices, ViewChoice};
pub use journey_model as model;
pub use journey_plugin::{
    Direction, Lane, Language, LegendEntry, Options, Rendered, SourceLine, StageRange, Target, TargetError, Theme,
};
pub use markdown::{Flavour, Parts, markdown};
pub use plugin::Mermaid;
pub use render::{JourneyId, JourneyNotFound, View, render, render_all, render_text};
pub use request::{Request, RequestError};

/// The examples of the crate's page are run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The built-in plugins that bring views.
pub fn plugins() -> Vec<Box<dyn Plugin>> {
    vec![Box::new(Mermaid)]
}

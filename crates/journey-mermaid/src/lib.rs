//! The companion: turns journeys into Mermaid diagrams.
//!
//! Ten lines from a text to a diagram:
//!
//! ```
//! let source = r#"
//! persona maya "Maya"
//! journey weekly_shop "Weekly shop" {
//!   persona: maya
//!   stage receive "Receive" { touchpoint doorbell "Opens the door" { emotion: +2 "relieved" } }
//! }
//! "#;
//! let rendered = journey_mermaid::render_text(source, Some("weekly_shop"))?;
//! assert!(rendered.text.ends_with("  section Receive\n    Opens the door: 5: Maya\n"));
//! assert!(rendered.notes.is_empty(), "what the diagram cannot show, in sentences");
//! # Ok::<(), journey_mermaid::JourneyNotFound>(())
//! ```
//!
//! For a project of several files, ask a [`View`](journey_plugin::View) such as [`JourneyView`], or all of [`plugins`]
//! through a [`Registry`](journey_plugin::Registry).
//!
//! Mermaid has no quotes in most of its diagrams, so [`escape`] makes any text safe for the place where it stands.

mod diagram_text;
pub mod embed;
pub mod escape;
mod experience;
mod left_out;
mod lens;
mod markdown;
mod markdown_table;
mod plugin;
mod render_text;
mod request;
mod room;
mod sentence;
mod theme;
mod view;

use journey_plugin::Plugin;

pub use markdown::{Flavour, Parts, markdown};
pub use plugin::Mermaid;
pub use render_text::{JourneyNotFound, render_text};
pub use request::{Request, RequestError};
pub use view::{BlueprintView, BoardView, EmotionView, JourneyView, MapView, OpportunitiesView, ReportView, TableView};

/// The built-in plugins that bring views.
pub fn plugins() -> Vec<Box<dyn Plugin>> {
    vec![Box::new(Mermaid)]
}

//! Mermaid diagrams as pictures, without a browser: SVG that stands alone, and drawings for a terminal.
//!
//! ```
//! use journey_picture::{SvgOptions, can_draw, svg};
//!
//! let mermaid = "journey\n  title Groceries\n  section Pay\n    Enter the card: 2: Maya\n";
//! assert!(can_draw("journey"));
//! let picture = svg(mermaid, &SvgOptions::new("groceries")).expect("a diagram of a kind that can be drawn");
//! assert!(picture.starts_with("<svg id=\"groceries\""));
//! assert!(picture.contains("Enter the card"));
//! ```
//!
//! The diagrams are parsed and laid out by `merman`; `README.md` beside this crate says where its pictures differ from
//! those of Mermaid itself, and what is mended here. Nothing here reads a file, asks a clock or ends the program:
//! whatever the text, there is a picture or a [`PictureError`].

mod entity;
mod error;
mod font;
mod kind;
mod lines;
mod live;
mod page;
mod renderer;
mod svg;
mod table;
mod terminal;

pub use error::PictureError;
pub use kind::can_draw;
pub use live::{LivePicture, NoPicture, ShownPlace, live};
pub use page::page;
pub use renderer::Stop;
pub use svg::{SvgOptions, svg};
pub use table::table;
pub use terminal::{TerminalOptions, terminal, terminal_view};

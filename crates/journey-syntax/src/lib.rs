//! Text to tree: the grammar of `.journey` files, recovery from broken text, and positions.
//!
//! ```
//! let parse = journey_syntax::parse("persona maya \"Maya\"\nchannel app {");
//! assert_eq!(parse.text(), "persona maya \"Maya\"\nchannel app {");
//! assert_eq!(parse.errors().len(), 1); // the `{` is not closed, and everything else stands
//! let names: Vec<_> = journey_syntax::declarations(parse.children())
//!     .filter_map(|declaration| declaration.name())
//!     .map(|name| name.text())
//!     .collect();
//! assert_eq!(names, ["maya", "app"]);
//! ```

// Without `std`, pest's derive names `alloc`.
extern crate alloc;

mod ast;
mod branch;
mod builder;
mod edit;
mod error;
mod grammar;
mod keyword;
mod kind;
mod node;
mod parse;
mod position;
mod range;

pub use ast::*;
pub use error::{SyntaxError, SyntaxErrorKind};
pub use keyword::Keyword;
pub use kind::SyntaxKind;
pub use node::{Children, Node, NodeIndex, SharedDeclaration};
pub use parse::{Chunk, ChunkIdentity, Parse, parse};
pub use position::{Encoding, Position, SourceText};
pub use range::TextRange;

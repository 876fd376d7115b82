//! A client of the language server for tests: real process, real pipes, raw JSON. It knows nothing of the server's code,
//! accounts for every message that comes, and judges each by the protocol.

mod accounting;
mod conversation;
mod documents;
mod editor;
mod edits;
mod folder;
pub mod framing;
mod gates;
mod offers;
mod places;
mod process;
mod shape;
pub mod text;
mod transcript;
pub mod uri;

pub use accounting::{Arrival, Ledger};
pub use conversation::{Client, Manners};
pub use documents::{Document, Documents};
pub use editor::{Editor, with, without};
pub use folder::Folder;
pub use process::{Output, Server, WATCHDOG};
pub use text::Encoding;

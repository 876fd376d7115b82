//! The live map of journeys as a page on this machine: an HTTP server that shows what it is given, and tells its pages when
//! that changes.
//!
//! Whoever reads the files calls [`Preview::start`] once and [`Preview::show`] after every change. Nothing here reads or
//! watches a file. `README.md` beside this crate says what the page can do and how an editor talks to it.

mod answer;
mod cursor;
mod editor;
mod guard;
mod page;
mod routes;
mod server;
mod shown;
mod token;

pub use cursor::Cursor;
pub use editor::{ChosenPlace, Editor, EditorError, Opener};
pub use routes::Turn;
pub use server::{Options, Preview, StartError};
pub use shown::Source;
pub use token::{Token, TokenError};

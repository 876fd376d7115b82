//! Finds and reads the files of projects: for the program, and for the server.
//!
//! [`Layout`] says which project a file belongs to and which files a project has, [`load_files`] reads them. Nothing
//! here fails as a whole: what cannot be looked into or read is told beside what could be.

mod boundary;
mod decode;
mod encoding_problem;
mod entries;
mod extends;
#[cfg(test)]
mod folder;
mod layout;
mod load;
mod observer;
mod pages;
mod path;
mod read;
mod refusal;
mod settings;
mod walk;

pub use boundary::Boundary;
pub use decode::{Decoded, Encoding, Replaced, decode};
pub use encoding_problem::{EncodingProblem, WRONG_ENCODING};
pub use entries::{FolderEntries, folder_entries};
pub use layout::{Discovery, Layout, ListedProject};
pub use load::{LoadError, LoadedFile, load_file, load_files};
pub use observer::{Cancelled, Observer};
pub use pages::list_pages;
pub use path::{absolute, shown, without_dots};
pub use read::{ReadError, read_file, read_text};
pub use refusal::reason;
pub use settings::{Settings, SettingsFile, SettingsUnreadable};
pub use walk::{Listing, Unlisted};

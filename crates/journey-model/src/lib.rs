//! Tree to meaning: the schema of the language, typed values, names and projects.

pub mod configuration;
pub mod nearest;
pub mod schema;
pub mod value;

pub use schema::{Keyword, Place, Schema, ValueType};

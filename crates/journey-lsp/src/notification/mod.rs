//! What the client tells: none of these ever waits, so that they take effect in the order in which they come.

pub(crate) mod configuration;
pub(crate) mod documents;
pub(crate) mod files;
pub(crate) mod folders;
pub(crate) mod lifecycle;

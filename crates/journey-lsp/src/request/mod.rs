//! The client's questions, one file each: what is asked, put to the features, and said in the protocol's words.

pub(crate) mod diagnostic;
pub(crate) mod hover;
pub(crate) mod render;
pub(crate) mod status;

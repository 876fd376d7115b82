//! What editors ask about `journey.toml`: completion and hover, from the same source as its JSON Schema, and the rules of
//! the plugins. Problems are told by [`journey_model::configuration::read`].

mod completion;
mod hover;
mod line;
mod setting;

pub use completion::{complete_configuration, configuration_documentation};
pub use hover::hover_configuration;

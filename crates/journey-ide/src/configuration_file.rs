//! What editors ask about `journey.toml`: completion, hover and quick fixes, from the same source as its JSON Schema, and
//! the rules of the plugins. Problems are told by [`journey_model::configuration::read`].

mod code_action;
mod completion;
mod cursor;
mod hover;
mod setting;
#[cfg(test)]
mod testing;

pub use code_action::{ConfigurationFix, configuration_fixes};
pub use completion::{complete_configuration, configuration_documentation};
pub use hover::hover_configuration;

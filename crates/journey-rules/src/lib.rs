//! The built-in rules: each is one file with its documentation, its code and its tests.

mod addressing;
#[cfg(test)]
mod better_test;
pub mod craft;
pub mod evidence;
#[cfg(test)]
#[path = "../../../grammar/examples.rs"]
mod examples;
mod group;
pub mod language;
mod source_text;
mod standing;
#[cfg(test)]
mod testing;
mod unused;
mod wording;

use journey_plugin::Plugin;

/// The built-in plugins that bring rules, in the order in which they run.
pub fn plugins() -> Vec<Box<dyn Plugin>> {
    vec![Box::new(language::Language), Box::new(craft::Craft), Box::new(evidence::Evidence)]
}

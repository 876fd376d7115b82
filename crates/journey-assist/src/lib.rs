//! The built-in plugin `assist`: completions, hovers, code lenses and inlay hints, one file each.

mod addressed;
mod completion;
mod curve;
mod hint;
mod hover;
mod lens;
mod markdown;
mod plugin;
mod reading;
mod time;

use journey_plugin::Plugin;

pub use plugin::Assist;

/// The built-in plugins that help while writing.
pub fn plugins() -> Vec<Box<dyn Plugin>> {
    vec![Box::new(Assist)]
}

//! The plugins that the program has built in.

use journey_plugin::{Plugin, Registry};

/// All built-in plugins.
pub(crate) fn registry() -> Registry {
    let mut plugins: Vec<Box<dyn Plugin>> = journey_rules::plugins();
    plugins.extend(journey_assist::plugins());
    plugins.extend(journey_mermaid::plugins());
    Registry::new(plugins).expect("no two built-in plugins share an id; a test runs this")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_plugins_agree() {
        let registry = registry();
        assert!(registry.rules().next().is_some() && registry.views().next().is_some());
    }
}

//! Rules as they are named on the command line: by themselves, or all of a group or a plugin.

use std::collections::BTreeSet;

use journey_model::nearest;
use journey_plugin::{Plugin, Registry, RuleDescription};

use crate::failure::Failure;

/// What a name on the command line means.
pub(crate) enum Named<'r> {
    /// A rule, with its plugin.
    Rule(&'r dyn Plugin, &'r RuleDescription),
    /// The rules of a group or of a plugin.
    Several {
        /// What the rules have in common: a sentence, or more.
        summary: &'static str,
        /// The rules, in the order in which they run.
        rules: Vec<&'r RuleDescription>,
    },
}

/// Finds what a name means.
///
/// # Errors
/// Where nothing is called so; the help names what is near.
pub(crate) fn find<'r>(plugins: &'r Registry, name: &str) -> Result<Named<'r>, Failure> {
    let mut of_group = Vec::new();
    let mut summary = None;
    let mut names = Vec::new();
    for plugin in plugins.plugins().filter(|plugin| !plugin.rules().is_empty()) {
        let manifest = plugin.manifest();
        names.push(manifest.id);
        for rule in plugin.rules().iter().map(|rule| rule.description()) {
            if rule.id == name {
                return Ok(Named::Rule(plugin, rule));
            }
            names.extend([rule.id, rule.group.id]);
            if [rule.group.id, manifest.id].contains(&name) {
                of_group.push(rule);
                let about = if manifest.id == name { manifest.documentation } else { rule.group.summary };
                summary.get_or_insert(about);
            }
        }
    }
    if let Some(summary) = summary {
        return Ok(Named::Several { summary, rules: of_group });
    }
    let meant = nearest(name, names).map_or_else(String::new, |meant| format!("Did you mean `{meant}`? "));
    Err(Failure::new(format!("there is no rule, group or plugin `{name}`"))
        .help(format!("{meant}`journey rules` lists all of them.")))
}

/// The plugins with only those rules running that were named; all rules where nothing was.
///
/// # Errors
/// Where nothing is called so.
pub(crate) fn only(plugins: Registry, names: &[String]) -> Result<Registry, Failure> {
    if names.is_empty() {
        return Ok(plugins);
    }
    let mut chosen = BTreeSet::new();
    for name in names {
        match find(&plugins, name)? {
            Named::Rule(_, rule) => drop(chosen.insert(rule.id)),
            Named::Several { rules, .. } => chosen.extend(rules.into_iter().map(|rule| rule.id)),
        }
    }
    Ok(plugins.only(chosen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plugins;

    #[test]
    fn a_rule_is_found_by_its_id_and_a_plugin_has_all_of_its_rules() {
        let plugins = plugins::registry();
        assert!(
            matches!(find(&plugins, "unused-name"), Ok(Named::Rule(plugin, rule)) if plugin.manifest().id == "language" && rule.id == "unused-name")
        );
        let Ok(Named::Several { rules, .. }) = find(&plugins, "language") else { panic!("it is a plugin") };
        assert!(rules.len() > 10);
    }

    #[test]
    fn what_is_near_to_an_unknown_name_is_told() {
        let failure = find(&plugins::registry(), "unused-names").err().unwrap();
        assert_eq!(failure.message, "there is no rule, group or plugin `unused-names`");
        assert_eq!(failure.help.unwrap(), "Did you mean `unused-name`? `journey rules` lists all of them.");
        let far = find(&plugins::registry(), "xyzzy-plugh").err().unwrap();
        assert_eq!(far.help.unwrap(), "`journey rules` lists all of them.");
    }
}

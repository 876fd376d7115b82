//! What may stand at a place of the file, and what is said about it: from the table that its JSON Schema is made of, and
//! from the rules.

use journey_model::RuleSeverity;
use journey_model::configuration::{KEYS, KeyDescription, OVERRIDE_KEYS, OptionDescription, OptionKind, SEVERITY_KEY};
use journey_plugin::{Registry, RuleDescription};

/// The name of the table with what is said about rules.
pub(super) const RULES: &str = "rules";
/// The name of the tables with what is said about rules for some files.
pub(super) const OVERRIDES: &str = "overrides";

/// A table of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table<'t> {
    /// The top of the file.
    Top,
    /// `rules`, also of an override.
    Rules,
    /// What is said of one rule or group.
    Rule(&'t str),
    /// An override.
    Override,
}

impl<'t> Table<'t> {
    /// The table with that name; `None` where there is none.
    pub(super) fn named(names: &[&'t str]) -> Option<Self> {
        match names {
            [] => Some(Self::Top),
            [RULES] | [OVERRIDES, RULES] => Some(Self::Rules),
            [RULES, rule] | [OVERRIDES, RULES, rule] => Some(Self::Rule(rule)),
            [OVERRIDES] => Some(Self::Override),
            _ => None,
        }
    }
}

/// What is said about a key of a table, in Markdown.
pub(super) fn key_card(registry: &Registry, table: Table<'_>, key: &str) -> Option<String> {
    let described = |keys: &[KeyDescription]| {
        let key = keys.iter().find(|known| known.name == key)?;
        Some(format!("**{}**\n\n{}", key.name, key.documentation))
    };
    match table {
        Table::Top => described(&KEYS),
        Table::Override => described(&OVERRIDE_KEYS),
        Table::Rules => rule_card(registry, key).or_else(|| group_card(registry, key)),
        Table::Rule(_) if key == SEVERITY_KEY.name => described(&[SEVERITY_KEY]),
        Table::Rule(rule) => {
            let option = rule_of(registry, rule)?.options.iter().find(|option| option.id == key)?;
            Some(format!("**{}** · {}\n\n{}", option.id, values(option), option.documentation))
        }
    }
}

/// The rule with that id.
pub(super) fn rule_of<'r>(registry: &'r Registry, id: &str) -> Option<&'r RuleDescription> {
    registry.rules().map(|rule| rule.description()).find(|rule| rule.id == id)
}

/// What a rule finds and why, how serious that is, and what can be set for it.
fn rule_card(registry: &Registry, id: &str) -> Option<String> {
    let rule = rule_of(registry, id)?;
    let group = if rule.group.id == id { String::new() } else { format!(" · group `{}`", rule.group.id) };
    let mut card = format!("**{id}** · {} unless set otherwise{group}\n\n{}.", rule.severity, rule.summary);
    // Its examples are for its page.
    let reasons = rule.documentation.split("\n## Example").next().unwrap_or_default().trim();
    if !reasons.is_empty() {
        card.push_str(&format!("\n\n{reasons}"));
    }
    if !rule.options.is_empty() {
        card.push_str("\n\n## Options\n");
        for option in rule.options {
            card.push_str(&format!("\n- `{}` ({}): {}", option.id, values(option), option.documentation));
        }
    }
    Some(card)
}

/// What a group or a plugin is about, and its rules.
pub(super) fn group_card(registry: &Registry, name: &str) -> Option<String> {
    let catalog = registry.catalog();
    let (_, about) = catalog.groups.iter().find(|(group, _)| *group == name)?;
    let mut card = format!("**{name}** · a group of rules\n\n{}.\n", about.trim_end_matches('.'));
    for rule in catalog.rules.iter().filter(|rule| rule.group == name || rule.plugin == name) {
        card.push_str(&format!("\n- `{}`: {}", rule.id, rule.summary));
    }
    Some(card)
}

/// Which values an option takes, and which it has: `1 to 20, 3 unless set otherwise`.
pub(super) fn values(option: &OptionDescription) -> String {
    match option.kind {
        OptionKind::Boolean { default } => format!("`true` or `false`, `{default}` unless set otherwise"),
        OptionKind::WholeNumber { least, most: i64::MAX, default } => {
            format!("a whole number of at least {least}, {default} unless set otherwise")
        }
        OptionKind::WholeNumber { least, most, default } => {
            format!("a whole number from {least} to {most}, {default} unless set otherwise")
        }
        OptionKind::Texts { default } => {
            let texts: Vec<String> = default.iter().map(|text| format!("\"{text}\"")).collect();
            format!("a list of texts, `[{}]` unless set otherwise", texts.join(", "))
        }
    }
}

/// What a severity means, with its name.
pub(super) fn severity_card(severity: RuleSeverity) -> String {
    format!("**{}**\n\n{}", severity.name(), severity.documentation())
}

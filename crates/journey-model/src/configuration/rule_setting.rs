//! What `journey.toml` says about a rule or a group of rules, and what can be said about them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::RuleSeverity;

/// What is said about one rule, or about a group of rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSetting {
    /// How serious its findings are; `None` where only options are set.
    pub severity: Option<RuleSeverity>,
    /// Its options by their ids.
    pub options: BTreeMap<String, OptionValue>,
}

/// The value of an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum OptionValue {
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    WholeNumber(i64),
    /// Texts.
    Texts(Vec<String>),
}

/// What can be set for a rule, beside its severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionDescription {
    /// Its id in kebab case, such as `most`.
    pub id: &'static str,
    /// What it is for and what its values mean: a sentence or two.
    pub documentation: &'static str,
    /// Which values it takes, and which it has where nothing is set.
    pub kind: OptionKind,
}

/// Which values an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// `true` or `false`.
    Boolean {
        /// Where nothing is set.
        default: bool,
    },
    /// A whole number.
    WholeNumber {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
        /// Where nothing is set.
        default: i64,
    },
    /// A list of texts.
    Texts {
        /// Where nothing is set.
        default: &'static [&'static str],
    },
}

/// All rules that there are, as settings need to know them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleCatalog {
    /// The rules.
    pub rules: Vec<CatalogRule>,
    /// The groups, plugins among them: each with its id and what it is about.
    pub groups: Vec<(&'static str, &'static str)>,
}

/// A rule as settings need to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CatalogRule {
    /// Its id.
    pub id: &'static str,
    /// One line: what it finds.
    pub summary: &'static str,
    /// How serious its findings are where nothing is set.
    pub severity: RuleSeverity,
    /// The group that it belongs to.
    pub group: &'static str,
    /// The plugin that brings it.
    pub plugin: &'static str,
    /// What can be set for it.
    pub options: &'static [OptionDescription],
}

impl RuleCatalog {
    /// The rule with that id.
    pub fn rule(&self, id: &str) -> Option<&CatalogRule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// What has that name, such as `a rule`; `None` where nothing has.
    pub fn kind(&self, name: &str) -> Option<&'static str> {
        if self.rule(name).is_some() {
            Some("a rule")
        } else {
            self.groups.iter().any(|(group, _)| *group == name).then_some("a group of rules")
        }
    }

    /// All names that settings can be given for: of rules, then of groups and plugins.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.rules.iter().map(|rule| rule.id).chain(self.groups.iter().map(|(group, _)| *group))
    }
}

impl OptionKind {
    /// The value where nothing is set.
    pub fn default_value(self) -> OptionValue {
        match self {
            Self::Boolean { default } => OptionValue::Boolean(default),
            Self::WholeNumber { default, .. } => OptionValue::WholeNumber(default),
            Self::Texts { default } => OptionValue::Texts(default.iter().map(|text| (*text).to_owned()).collect()),
        }
    }
}

impl From<RuleSeverity> for RuleSetting {
    fn from(severity: RuleSeverity) -> Self {
        Self { severity: Some(severity), options: BTreeMap::new() }
    }
}

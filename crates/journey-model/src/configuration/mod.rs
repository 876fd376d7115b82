//! `journey.toml`: the settings of a project.

mod file_patterns;
mod json_schema;
mod key;
mod layers;
mod problem;
mod reading;
#[cfg(test)]
mod reading_test;
mod rule_reading;
mod rule_setting;
mod syntax_problem;
#[cfg(test)]
mod testing;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

pub use file_patterns::FilePatterns;
pub use json_schema::json_schema;
pub use key::{KEYS, KeyDescription, OVERRIDE_KEYS, SEVERITY_KEY};
pub use problem::ConfigurationProblem;
pub use reading::{ConfigurationPlaces, ConfigurationReading, OverridePlaces, SettingPlaces, read};
pub use rule_setting::{CatalogRule, OptionDescription, OptionKind, OptionValue, RuleCatalog, RuleSetting};

use layers::{Layers, SeenPaths};

/// The name of the file. The folder that holds it is the project's root.
pub const FILE_NAME: &str = "journey.toml";

/// Settings of a project of journeys. [`KEYS`] says what each is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    /// The version of the journey language that the files are written in.
    pub language: LanguageVersion,
    /// The name of the project.
    pub name: Option<String>,
    /// The file whose settings count too, relative to the file that says so, with `/` between folders.
    pub extends: Option<String>,
    /// Files and folders that are left out when a folder is checked, relative to the project's root.
    pub exclude: FilePatterns,
    /// What is said about rules, groups of rules, and plugins.
    pub rules: BTreeMap<String, RuleSetting>,
    /// What is said about them for some files, what counts least first.
    pub overrides: Vec<Override>,
    /// What the file extends, the nearest first. Theirs is empty.
    bases: Vec<Configuration>,
    paths: SeenPaths,
}

/// Other settings for some files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Override {
    /// The files, relative to the project's root.
    pub files: FilePatterns,
    /// What is said about rules, groups of rules, and plugins there.
    pub rules: BTreeMap<String, RuleSetting>,
}

impl Configuration {
    /// What is said about rules and groups where it concerns a file, what counts most first: the overrides for the file
    /// from the last to the first, then `rules`, and then the same of each file that is extended, the nearest first. So
    /// whatever stands in a file counts more than anything in the files that it extends.
    ///
    /// `path` is the file's path as [`Configuration::seen_from`] has it: without that, relative to the project's root.
    pub fn layers(&self, path: &str) -> impl Iterator<Item = &BTreeMap<String, RuleSetting>> {
        Layers::of(self, path)
    }

    /// These settings on top of others, the nearest first: their rules and overrides count less, and what they leave out
    /// is left out too, relative to this project's root. Their language and name stay their own.
    #[must_use]
    pub fn on(self, bases: Vec<Self>) -> Self {
        let all = bases.iter().rev().map(|base| &base.exclude).chain([&self.exclude]);
        let exclude: Vec<String> = all.flat_map(|patterns| patterns.written().iter().cloned()).collect();
        Self { exclude: FilePatterns::new(exclude), bases, ..self }
    }

    /// The same for files whose paths are told as people see them: `root` is the project's root as they see it, and
    /// `viewer` is the folder that they look from as it is seen from the root. Both have `.` and `..` as usual.
    #[must_use]
    pub fn seen_from(self, root: &str, viewer: &str) -> Self {
        Self { paths: SeenPaths::new(root, viewer), ..self }
    }

    /// A path, as [`Configuration::seen_from`] has it, relative to the project's root.
    pub fn path_below_root<'p>(&self, path: &'p str) -> Cow<'p, str> {
        self.paths.below_root(path)
    }
}

/// A version of the journey language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LanguageVersion {
    /// The first version.
    #[default]
    One,
}

impl LanguageVersion {
    /// The version as it is written in the file.
    pub const fn number(self) -> u32 {
        match self {
            Self::One => 1,
        }
    }
}

impl From<LanguageVersion> for u32 {
    fn from(version: LanguageVersion) -> Self {
        version.number()
    }
}

impl TryFrom<u32> for LanguageVersion {
    type Error = UnknownLanguageVersion;

    fn try_from(number: u32) -> Result<Self, Self::Error> {
        match number {
            1 => Ok(Self::One),
            _ => Err(UnknownLanguageVersion(number)),
        }
    }
}

/// A version of the language that this program does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("language version {0} is unknown here; this program knows version 1")]
pub struct UnknownLanguageVersion(pub u32);

/// How serious the findings of a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleSeverity {
    /// It has to be mended: a check fails.
    Error,
    /// It should be mended.
    Warning,
    /// It is worth knowing.
    Info,
    /// A suggestion, shown discreetly.
    Hint,
    /// The rule says nothing.
    Off,
}

impl RuleSeverity {
    /// Every severity, the most serious first.
    pub const ALL: [Self; 5] = [Self::Error, Self::Warning, Self::Info, Self::Hint, Self::Off];

    /// What it means: a sentence.
    pub const fn documentation(self) -> &'static str {
        match self {
            Self::Error => "It has to be mended: a check fails.",
            Self::Warning => "It should be mended.",
            Self::Info => "It is worth knowing.",
            Self::Hint => "A suggestion, shown discreetly.",
            Self::Off => "The rule says nothing.",
        }
    }

    /// The severity as it is written in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Hint => "hint",
            Self::Off => "off",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_are_written_as_they_are_named() {
        for severity in RuleSeverity::ALL {
            assert_eq!(serde_json::to_value(severity).unwrap(), severity.name());
        }
    }
}

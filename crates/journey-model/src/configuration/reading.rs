//! Reads a `journey.toml` and tells everything that is wrong with it at once.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::key::KEYS;
use super::rule_setting::RuleCatalog;
use super::syntax_problem::{leaves_a_bracket_open, share_a_line, syntax_problem};
use super::{Configuration, ConfigurationProblem, FilePatterns, LanguageVersion};
use crate::nearest::nearest;

/// What a `journey.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigurationReading {
    /// The settings; whatever has a problem keeps its default.
    pub configuration: Configuration,
    /// Everything that is wrong, in the order of the file.
    pub problems: Vec<ConfigurationProblem>,
    /// Where the settings stand, so that a later finding about one can point at it.
    pub places: ConfigurationPlaces,
}

/// Where the values of the settings stand, in bytes of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigurationPlaces {
    /// Of `language`.
    pub language: Option<Range<usize>>,
    /// Of `name`.
    pub name: Option<Range<usize>>,
    /// Of `extends`.
    pub extends: Option<Range<usize>>,
    /// Of each pattern in [`Configuration::exclude`], in the same order.
    pub exclude: Vec<Range<usize>>,
    /// Of each rule, group and plugin in [`Configuration::rules`].
    pub rules: BTreeMap<String, SettingPlaces>,
    /// Of each of [`Configuration::overrides`], in the same order.
    pub overrides: Vec<OverridePlaces>,
}

/// Where what is said about a rule, a group or a plugin stands, in bytes of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingPlaces {
    /// Its name.
    pub name: Range<usize>,
    /// Its severity.
    pub severity: Option<Range<usize>>,
    /// The values of its options.
    pub options: BTreeMap<String, Range<usize>>,
}

/// Where an override stands, in bytes of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverridePlaces {
    /// Of the whole, or of its head `[[overrides]]`.
    pub head: Range<usize>,
    /// Of each pattern in its `files`.
    pub files: Vec<Range<usize>>,
    /// Of each rule, group and plugin in its `rules`.
    pub rules: BTreeMap<String, SettingPlaces>,
}

/// Reads the text of a `journey.toml`. It never fails: what cannot be used is told, and the rest is used.
///
/// `catalog` has all rules and groups; what is said about any other is a problem.
pub fn read(text: &str, catalog: &RuleCatalog) -> ConfigurationReading {
    let (document, syntax_errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { catalog, reading: ConfigurationReading::default() };
    reader.document(document.get_ref());
    let mut reading = reader.reading;
    // An open bracket swallows the lines after it, and what the parser says about those helps nobody.
    let swallows = syntax_errors.iter().position(leaves_a_bracket_open);
    let told = swallows.map_or(syntax_errors.len(), |position| position + 1);
    let syntax_problems: Vec<ConfigurationProblem> =
        syntax_errors.iter().take(told).map(|error| syntax_problem(text, error)).collect();
    let trusted = match (swallows, syntax_problems.last()) {
        (Some(_), Some(last)) => last.range.start,
        _ => text.len(),
    };
    // The parser guesses on a line that it could not read; what such a guess lacks is not the writer's mistake.
    reading.problems.retain(|problem| {
        problem.range.start <= trusted
            && !syntax_problems.iter().any(|broken| share_a_line(text, &broken.range, &problem.range))
    });
    reading.problems.extend(syntax_problems);
    reading.problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
    reading
}

pub(super) struct Reader<'k> {
    pub(super) catalog: &'k RuleCatalog,
    pub(super) reading: ConfigurationReading,
}

impl Reader<'_> {
    fn document(&mut self, document: &DeTable<'_>) {
        for (key, value) in document {
            match key.get_ref().as_ref() {
                "language" => self.language(value),
                "name" => {
                    if let Some(name) = self.text("name", "\"Grocery\"", value) {
                        self.reading.configuration.name = Some(name);
                        self.reading.places.name = Some(value.span());
                    }
                }
                "extends" => self.extends(value),
                "exclude" => {
                    if let Some(patterns) = self.patterns("exclude", "drafts/**", value) {
                        self.reading.places.exclude = patterns.iter().map(|(_, place)| place.clone()).collect();
                        self.reading.configuration.exclude = file_patterns(patterns);
                    }
                }
                "rules" => {
                    if let Some((rules, places)) = self.rules(value) {
                        self.reading.configuration.rules = rules;
                        self.reading.places.rules = places;
                    }
                }
                "overrides" => self.overrides(value),
                unknown => self.unknown_key(unknown, key.span()),
            }
        }
    }

    fn language(&mut self, value: &Spanned<DeValue<'_>>) {
        let number = match value.get_ref() {
            DeValue::Integer(number) => number,
            other => {
                self.wrong_type("language", "a whole number", "language = 1", other, value.span());
                return;
            }
        };
        let version = u32::from_str_radix(number.as_str(), number.radix())
            .ok()
            .and_then(|number| LanguageVersion::try_from(number).ok());
        match version {
            Some(version) => {
                self.reading.configuration.language = version;
                self.reading.places.language = Some(value.span());
            }
            None => self.reading.problems.push(ConfigurationProblem::new(
                value.span(),
                format!("Language version {} is unknown here; this program knows version 1", number.as_str()),
                "Write `language = 1`. If the files need a later version, install a newer program.",
            )),
        }
    }

    fn extends(&mut self, value: &Spanned<DeValue<'_>>) {
        const HELP: &str = "Write the path from this file to the other one, such as `\"../journey.base.toml\"`.";
        let Some(path) = self.text("extends", "\"../journey.base.toml\"", value) else { return };
        let with_slashes = path.replace('\\', "/");
        let is_there = |path: &str| !path.starts_with('/') && !path.contains(':');
        let problem = if !is_there(&with_slashes) {
            let message = format!("`{path}` does not start from this file");
            Some(ConfigurationProblem::new(value.span(), message, HELP))
        } else if path.strip_suffix(".toml").is_none_or(str::is_empty) {
            Some(ConfigurationProblem::new(value.span(), format!("`{path}` is not the name of a TOML file"), HELP))
        } else if path.contains('\\') {
            let message = format!("`{path}` has `\\` between folders, which not every system understands");
            let problem = ConfigurationProblem::new(value.span(), message, format!("Write `{with_slashes}`."));
            Some(problem.meaning(serde_json::Value::from(with_slashes).to_string()))
        } else {
            None
        };
        match problem {
            Some(problem) => self.reading.problems.push(problem),
            None => {
                self.reading.configuration.extends = Some(path);
                self.reading.places.extends = Some(value.span());
            }
        }
    }

    /// A list of patterns, each with its place; `None` where it is no list.
    pub(super) fn patterns(
        &mut self,
        key: &str,
        example: &str,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Vec<(String, Range<usize>)>> {
        let texts = self.texts(key, example, value)?;
        let mut patterns = Vec::new();
        for (pattern, place) in texts {
            match FilePatterns::refusal(&pattern) {
                None => patterns.push((pattern, place)),
                Some(reason) => self.reading.problems.push(ConfigurationProblem::new(
                    place,
                    format!("`{pattern}` is not a pattern: {reason}"),
                    "Write it as in a .gitignore: `*` stands for any characters but `/`, `**` for any folders.",
                )),
            }
        }
        Some(patterns)
    }

    /// A list of texts, each with its place; `None` where it is no list.
    pub(super) fn texts(
        &mut self,
        key: &str,
        example: &str,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Vec<(String, Range<usize>)>> {
        let list = format!("{key} = [\"{example}\"]");
        match value.get_ref() {
            DeValue::Array(texts) => {
                let texts = texts
                    .iter()
                    .filter_map(|text| Some((self.text(key, &format!("\"{example}\""), text)?, text.span())));
                Some(texts.collect())
            }
            DeValue::String(text) => {
                let problem = ConfigurationProblem::new(
                    value.span(),
                    format!("`{key}` needs a list of texts, but this is a text"),
                    format!("Put square brackets round it: `{list}`."),
                );
                let meant = format!("[{}]", serde_json::Value::from(text.as_ref()));
                self.reading.problems.push(problem.meaning(meant));
                None
            }
            other => {
                self.wrong_type(key, "a list of texts", &list, other, value.span());
                None
            }
        }
    }

    pub(super) fn text(&mut self, key: &str, example: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                self.reading.problems.push(ConfigurationProblem::new(
                    value.span(),
                    format!("`{key}` has an empty text"),
                    format!("Write something such as `{example}`, or remove it."),
                ));
                None
            }
            DeValue::String(text) => Some(text.as_ref().to_owned()),
            other => {
                self.wrong_type(key, "a text in double quotes", example, other, value.span());
                None
            }
        }
    }

    pub(super) fn wrong_type(
        &mut self,
        key: &str,
        expected: &str,
        example: &str,
        found: &DeValue<'_>,
        range: Range<usize>,
    ) {
        self.reading.problems.push(ConfigurationProblem::new(
            range,
            format!("`{key}` needs {expected}, but this is {}", kind_of(found)),
            format!("Write for instance `{example}`."),
        ));
    }

    fn unknown_key(&mut self, key: &str, range: Range<usize>) {
        let message = format!("`{key}` is not a setting of journey.toml");
        let known = "The settings are `language`, `name`, `extends`, `exclude`, `[rules]` and `[[overrides]]`.";
        // Somebody who sets a rule at the top of the file has forgotten the line `[rules]`.
        let problem = if let Some(what) = self.catalog.kind(key) {
            ConfigurationProblem::new(
                range,
                message,
                format!("It is {what}: write `[rules]` on a line of its own before it. {known}"),
            )
        } else if let Some(meant) = nearest(key, KEYS.map(|key| key.name)) {
            ConfigurationProblem::new(range, message, format!("Did you mean `{meant}`? {known}")).meaning(meant)
        } else {
            ConfigurationProblem::new(range, message, known)
        };
        self.reading.problems.push(problem);
    }
}

pub(super) fn file_patterns(patterns: Vec<(String, Range<usize>)>) -> FilePatterns {
    FilePatterns::new(patterns.into_iter().map(|(pattern, _)| pattern).collect())
}

pub(super) fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(true) => "`true`",
        DeValue::Boolean(false) => "`false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

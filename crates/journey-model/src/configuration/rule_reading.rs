//! Reads what a `journey.toml` says about rules: severities, options, and overrides for some files.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::key::OVERRIDE_KEYS;
use super::reading::{OverridePlaces, Reader, SettingPlaces, file_patterns, kind_of};
use super::rule_setting::{CatalogRule, OptionDescription, OptionKind, OptionValue};
use super::{ConfigurationProblem, Override, RuleSetting, RuleSeverity};
use crate::nearest::nearest;

type Rules = (BTreeMap<String, RuleSetting>, BTreeMap<String, SettingPlaces>);

const SEVERITIES: &str = "Write one of `\"error\"`, `\"warning\"`, `\"info\"`, `\"hint\"` and `\"off\"`.";

impl Reader<'_> {
    /// What stands in `rules`, at the top or in an override; `None` where it is no table.
    pub(super) fn rules(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Rules> {
        let DeValue::Table(table) = value.get_ref() else {
            let example = "[rules]` and below it `unused-name = \"off\"";
            self.wrong_type("rules", "a table", example, value.get_ref(), value.span());
            return None;
        };
        let (mut rules, mut places) = Rules::default();
        for (name, value) in table {
            let id = name.get_ref().as_ref();
            let is_known = self.catalog.kind(id).is_some();
            if !is_known {
                self.unknown_rule(id, name.span());
            }
            let mut place = SettingPlaces { name: name.span(), ..SettingPlaces::default() };
            let setting = match value.get_ref() {
                DeValue::Table(table) => self.rule_table(id, name.span(), table, &mut place),
                _ => self.severity(id, value).map(|severity| {
                    place.severity = Some(value.span());
                    severity.into()
                }),
            };
            if let Some(setting) = setting.filter(|_| is_known) {
                rules.insert(id.to_owned(), setting);
                places.insert(id.to_owned(), place);
            }
        }
        Some((rules, places))
    }

    /// A table of a severity and options.
    fn rule_table(
        &mut self,
        id: &str,
        name: Range<usize>,
        table: &DeTable<'_>,
        places: &mut SettingPlaces,
    ) -> Option<RuleSetting> {
        let rule = self.catalog.rule(id).copied();
        let group = self.catalog.kind(id).filter(|_| rule.is_none());
        if table.is_empty() {
            let help = format!("Write a severity, such as `{id} = \"off\"`, or remove the line.");
            self.tell(name, format!("Nothing is set for `{id}`"), help);
        }
        let mut setting = RuleSetting::default();
        for (key, value) in table {
            let key_text = key.get_ref().as_ref();
            if key_text == "severity" {
                setting.severity = self.severity(id, value);
                places.severity = setting.severity.map(|_| value.span());
                continue;
            }
            if let Some(what) = group {
                let message = format!("`{id}` is {what} and has no options");
                let help = "A group takes a severity only: write options for each of its rules.";
                self.tell(key.span(), message, help);
            }
            let Some(rule) = rule else { continue };
            match rule.options.iter().find(|option| option.id == key_text) {
                Some(option) => {
                    if let Some(read) = self.option(option, value) {
                        setting.options.insert(key_text.to_owned(), read);
                        places.options.insert(key_text.to_owned(), value.span());
                    }
                }
                None => self.unknown_option(&rule, key_text, key.span()),
            }
        }
        (setting != RuleSetting::default()).then_some(setting)
    }

    fn option(&mut self, option: &OptionDescription, value: &Spanned<DeValue<'_>>) -> Option<OptionValue> {
        let id = option.id;
        match (option.kind, value.get_ref()) {
            (OptionKind::Boolean { .. }, DeValue::Boolean(value)) => Some(OptionValue::Boolean(*value)),
            (OptionKind::Boolean { default }, other) => {
                let message = format!("`{id}` needs `true` or `false`, but this is {}", kind_of(other));
                let help = format!("Write for instance `{id} = {}`.", !default);
                let problem = ConfigurationProblem::new(value.span(), message, help);
                let meant = other.as_str().filter(|text| matches!(*text, "true" | "false"));
                self.reading.problems.push(match meant {
                    Some(meant) => problem.meaning(meant),
                    None => problem,
                });
                None
            }
            (OptionKind::WholeNumber { least, most, .. }, DeValue::Integer(number)) => {
                let read = i64::from_str_radix(number.as_str(), number.radix()).ok();
                let read = read.filter(|number| (least..=most).contains(number));
                if read.is_none() {
                    let (takes, help) = (bounds(least, most), bounds_help(least, most));
                    self.tell(value.span(), format!("`{id}` takes {takes}, but this is {number}"), help);
                }
                read.map(OptionValue::WholeNumber)
            }
            (OptionKind::WholeNumber { least, most, default }, other) => {
                let message = format!("`{id}` needs {}, but this is {}", bounds(least, most), kind_of(other));
                let help = format!("Write for instance `{id} = {default}`.");
                let problem = ConfigurationProblem::new(value.span(), message, help);
                let meant = other.as_str().and_then(|text| text.trim().parse::<i64>().ok());
                self.reading.problems.push(match meant.filter(|number| (least..=most).contains(number)) {
                    Some(meant) => problem.meaning(meant.to_string()),
                    None => problem,
                });
                None
            }
            (OptionKind::Texts { default }, _) => {
                let texts = self.texts(id, default.first().unwrap_or(&"..."), value)?;
                Some(OptionValue::Texts(texts.into_iter().map(|(text, _)| text).collect()))
            }
        }
    }

    fn unknown_option(&mut self, rule: &CatalogRule, option: &str, place: Range<usize>) {
        let message = format!("`{}` has no option `{option}`", rule.id);
        let ids: Vec<&str> = rule.options.iter().map(|option| option.id).collect();
        let known = match ids.as_slice() {
            [] => "It takes a `severity` only.".to_owned(),
            [only] => format!("It takes a `severity`, and the option `{only}`."),
            [first @ .., last] => {
                format!("It takes a `severity`, and the options `{}` and `{last}`.", first.join("`, `"))
            }
        };
        let problem = match nearest(option, ids.iter().copied().chain(["severity"])) {
            Some(meant) => {
                ConfigurationProblem::new(place, message, format!("Did you mean `{meant}`? {known}")).meaning(meant)
            }
            None => ConfigurationProblem::new(place, message, known),
        };
        self.reading.problems.push(problem);
    }

    fn severity(&mut self, rule: &str, value: &Spanned<DeValue<'_>>) -> Option<RuleSeverity> {
        let (message, meant) = match value.get_ref() {
            DeValue::String(written) => {
                let severity = RuleSeverity::ALL.into_iter().find(|severity| severity.name() == written.as_ref());
                if severity.is_some() {
                    return severity;
                }
                (format!("`{written}` is not a severity"), severity_meant(written))
            }
            DeValue::Boolean(false) => {
                (format!("`{rule}` needs a severity, but this is `false`"), Some(RuleSeverity::Off))
            }
            other => (format!("`{rule}` needs a severity, but this is {}", kind_of(other)), None),
        };
        let problem = match meant {
            Some(severity) => {
                let help = format!("Did you mean `\"{}\"`? {SEVERITIES}", severity.name());
                ConfigurationProblem::new(value.span(), message, help).meaning(format!("\"{}\"", severity.name()))
            }
            None => ConfigurationProblem::new(value.span(), message, SEVERITIES),
        };
        self.reading.problems.push(problem);
        None
    }

    fn unknown_rule(&mut self, rule: &str, range: Range<usize>) {
        let message = format!("There is no rule and no group `{rule}`");
        let problem = match nearest(rule, self.catalog.names()) {
            Some(meant) => ConfigurationProblem::new(range, message, format!("Did you mean `{meant}`?")).meaning(meant),
            None => ConfigurationProblem::new(
                range,
                message,
                "Write the id of a rule as it stands in the findings, or of a group, or remove the line.",
            ),
        };
        self.reading.problems.push(problem);
    }

    /// The tables `[[overrides]]`.
    pub(super) fn overrides(&mut self, value: &Spanned<DeValue<'_>>) {
        const EXAMPLE: &str = "[[overrides]]` and below it `files = [\"archive/**\"]";
        match value.get_ref() {
            DeValue::Array(all) => {
                for one in all.iter() {
                    match one.get_ref() {
                        DeValue::Table(table) => self.one_override(table, one.span()),
                        other => self.wrong_type("overrides", "tables", EXAMPLE, other, one.span()),
                    }
                }
            }
            DeValue::Table(_) => self.tell(
                value.span(),
                "There may be several overrides, so `overrides` needs a list of tables",
                "Write `[[overrides]]` with two square brackets on each side.",
            ),
            other => self.wrong_type("overrides", "tables", EXAMPLE, other, value.span()),
        }
    }

    fn one_override(&mut self, table: &DeTable<'_>, head: Range<usize>) {
        let (mut files, mut rules, mut has_unknown) = (None, None, false);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "files" => {
                    let is_empty = value.get_ref().as_array().is_some_and(|patterns| patterns.is_empty());
                    if is_empty {
                        let help = "Name files, such as `files = [\"archive/**\"]`, or remove this override.";
                        self.tell(value.span(), "This override is for no file", help);
                    }
                    files = Some(self.patterns("files", "archive/**", value));
                }
                "rules" => {
                    let is_empty = value.get_ref().as_table().is_some_and(|rules| rules.is_empty());
                    rules = Some(self.rules(value).filter(|_| !is_empty));
                    if is_empty {
                        self.sets_nothing(value.span());
                    }
                }
                unknown => {
                    has_unknown = true;
                    self.unknown_override_key(unknown, key.span());
                }
            }
        }
        // What is missing most probably stands there under a wrong name, and that is told.
        if files.is_none() && !has_unknown {
            let help = "Name files, such as `files = [\"archive/**\"]`.";
            self.tell(head.clone(), "This override does not say for which files", help);
        }
        if rules.is_none() && !has_unknown {
            self.sets_nothing(head.clone());
        }
        let Some((files, (rules, places))) = files.flatten().zip(rules.flatten()) else { return };
        if files.is_empty() || rules.is_empty() {
            return;
        }
        let file_places = files.iter().map(|(_, place)| place.clone()).collect();
        self.reading.places.overrides.push(OverridePlaces { head, files: file_places, rules: places });
        self.reading.configuration.overrides.push(Override { files: file_patterns(files), rules });
    }

    fn sets_nothing(&mut self, place: Range<usize>) {
        let help = "Say what counts for its files, such as `rules = { unused-name = \"off\" }`, or remove it.";
        self.tell(place, "This override sets nothing", help);
    }

    fn unknown_override_key(&mut self, key: &str, place: Range<usize>) {
        let message = format!("`{key}` is not a setting of an override");
        let known = "It has `files` and `rules`.";
        let problem = if let Some(what) = self.catalog.kind(key) {
            let help = format!("It is {what}: write it into the `rules` of this override. {known}");
            ConfigurationProblem::new(place, message, help)
        } else if let Some(meant) = nearest(key, OVERRIDE_KEYS.map(|key| key.name)) {
            ConfigurationProblem::new(place, message, format!("Did you mean `{meant}`? {known}")).meaning(meant)
        } else {
            ConfigurationProblem::new(place, message, known)
        };
        self.reading.problems.push(problem);
    }

    fn tell(&mut self, place: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.reading.problems.push(ConfigurationProblem::new(place, message, help));
    }
}

fn bounds(least: i64, most: i64) -> String {
    match most {
        i64::MAX => format!("a whole number of at least {least}"),
        _ => format!("a whole number from {least} to {most}"),
    }
}

fn bounds_help(least: i64, most: i64) -> String {
    match most {
        i64::MAX => format!("The least is {least}."),
        _ => format!("The least is {least}, the most is {most}."),
    }
}

/// The severity that other tools call so, or that is spelled nearly so.
fn severity_meant(written: &str) -> Option<RuleSeverity> {
    let word = written.trim().to_lowercase();
    match word.as_str() {
        "warn" => return Some(RuleSeverity::Warning),
        "err" | "deny" => return Some(RuleSeverity::Error),
        "information" | "note" => return Some(RuleSeverity::Info),
        "none" | "ignore" | "allow" | "disable" | "disabled" | "never" => {
            return Some(RuleSeverity::Off);
        }
        _ => {}
    }
    let name = nearest(&word, RuleSeverity::ALL.map(RuleSeverity::name))?;
    RuleSeverity::ALL.into_iter().find(|severity| severity.name() == name)
}

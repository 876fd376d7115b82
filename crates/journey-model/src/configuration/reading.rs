//! Reads a `journey.toml` and tells everything that is wrong with it at once.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Configuration, ConfigurationProblem, LanguageVersion, RuleSeverity};
use crate::nearest::nearest;

/// The keys at the top of the file.
pub(super) const KEYS: [&str; 4] = ["language", "name", "exclude", "rules"];

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
    /// Of each pattern in [`Configuration::exclude`], in the same order.
    pub exclude: Vec<Range<usize>>,
    /// Of the severity of each rule in [`Configuration::rules`].
    pub rules: BTreeMap<String, Range<usize>>,
}

/// Reads the text of a `journey.toml`. It never fails: what cannot be used is told, and the rest is used.
///
/// `known_rules` are the ids of all rules; a severity for any other is a problem.
pub fn read(text: &str, known_rules: &[&str]) -> ConfigurationReading {
    let (document, syntax_errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { known_rules, reading: ConfigurationReading::default() };
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

struct Reader<'k> {
    known_rules: &'k [&'k str],
    reading: ConfigurationReading,
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
                "exclude" => self.exclude(value),
                "rules" => self.rules(value),
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
                format!("language version {} is unknown here; this program knows version 1", number.as_str()),
                "Write `language = 1`. If the files need a later version, install a newer program.",
            )),
        }
    }

    fn exclude(&mut self, value: &Spanned<DeValue<'_>>) {
        let example = "exclude = [\"drafts/**\"]";
        match value.get_ref() {
            DeValue::Array(patterns) => {
                for pattern in patterns.iter() {
                    if let Some(text) = self.text("exclude", "\"drafts/**\"", pattern) {
                        self.reading.configuration.exclude.push(text);
                        self.reading.places.exclude.push(pattern.span());
                    }
                }
            }
            DeValue::String(pattern) => {
                let problem = ConfigurationProblem::new(
                    value.span(),
                    "`exclude` needs a list of texts, but this is a text",
                    format!("Put square brackets round it: `{example}`."),
                );
                let list = format!("[{}]", serde_json::Value::from(pattern.as_ref()));
                self.reading.problems.push(problem.meaning(list));
            }
            other => self.wrong_type("exclude", "a list of texts", example, other, value.span()),
        }
    }

    fn rules(&mut self, value: &Spanned<DeValue<'_>>) {
        let DeValue::Table(rules) = value.get_ref() else {
            self.wrong_type(
                "rules",
                "a table",
                "[rules]` and below it `unused-name = \"off\"",
                value.get_ref(),
                value.span(),
            );
            return;
        };
        for (rule, severity) in rules {
            let id = rule.get_ref().as_ref();
            let known = self.known_rules.contains(&id);
            if !known {
                self.unknown_rule(id, rule.span());
            }
            if let Some(read) = self.severity(id, severity)
                && known
            {
                self.reading.configuration.rules.insert(id.to_owned(), read.into());
                self.reading.places.rules.insert(id.to_owned(), severity.span());
            }
        }
    }

    fn severity(&mut self, rule: &str, value: &Spanned<DeValue<'_>>) -> Option<RuleSeverity> {
        const HELP: &str = "Write one of `\"error\"`, `\"warning\"`, `\"info\"`, `\"hint\"` and `\"off\"`.";
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
            Some(severity) => ConfigurationProblem::new(
                value.span(),
                message,
                format!("Did you mean `\"{}\"`? {HELP}", severity.name()),
            )
            .meaning(format!("\"{}\"", severity.name())),
            None => ConfigurationProblem::new(value.span(), message, HELP),
        };
        self.reading.problems.push(problem);
        None
    }

    fn text(&mut self, key: &str, example: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
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

    fn wrong_type(&mut self, key: &str, expected: &str, example: &str, found: &DeValue<'_>, range: Range<usize>) {
        self.reading.problems.push(ConfigurationProblem::new(
            range,
            format!("`{key}` needs {expected}, but this is {}", kind_of(found)),
            format!("Write for instance `{example}`."),
        ));
    }

    fn unknown_key(&mut self, key: &str, range: Range<usize>) {
        let message = format!("`{key}` is not a setting of journey.toml");
        let known = "The settings are `language`, `name`, `exclude` and `[rules]`.";
        // Somebody who sets a rule at the top of the file has forgotten the line `[rules]`.
        let problem = if self.known_rules.contains(&key) {
            ConfigurationProblem::new(
                range,
                message,
                format!("It is a rule: write `[rules]` on a line of its own before it. {known}"),
            )
        } else if let Some(meant) = nearest(key, KEYS) {
            ConfigurationProblem::new(range, message, format!("Did you mean `{meant}`? {known}")).meaning(meant)
        } else {
            ConfigurationProblem::new(range, message, known)
        };
        self.reading.problems.push(problem);
    }

    fn unknown_rule(&mut self, rule: &str, range: Range<usize>) {
        let message = format!("there is no rule `{rule}`");
        let problem = match nearest(rule, self.known_rules.iter().copied()) {
            Some(meant) => ConfigurationProblem::new(range, message, format!("Did you mean `{meant}`?")).meaning(meant),
            None => ConfigurationProblem::new(
                range,
                message,
                "Write the id of a rule as it stands in the findings, or remove the line.",
            ),
        };
        self.reading.problems.push(problem);
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

fn kind_of(value: &DeValue<'_>) -> &'static str {
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

fn leaves_a_bracket_open(error: &toml::de::Error) -> bool {
    let message = error.message();
    message.contains("array") || message.contains("inline table")
}

fn syntax_problem(text: &str, error: &toml::de::Error) -> ConfigurationProblem {
    let range = error.span().unwrap_or(0..0);
    let end = floor(text, range.end.min(text.len()));
    let start = floor(text, range.start.min(end));
    let range = start..end;
    let written = text.get(range.clone()).unwrap_or_default();
    // Two mistakes are so common that they deserve words of their own; the parser's are for programmers.
    match error.message() {
        "duplicate key" => ConfigurationProblem::new(
            range,
            format!("`{written}` is given twice"),
            "Keep one of the two lines: nobody can tell which one counts.",
        ),
        message if message.starts_with("string values must be quoted") => {
            let quoted = serde_json::Value::from(written).to_string();
            ConfigurationProblem::new(
                range,
                format!("`{written}` is a text without its quotes"),
                format!("Write `{quoted}`."),
            )
            .meaning(quoted)
        }
        message => ConfigurationProblem::new(
            range,
            format!("this line is not TOML: {}", message.lines().collect::<Vec<_>>().join(", ")),
            "Write `key = value` or `[table]`, with texts in double quotes and lists in square brackets.",
        ),
    }
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    (0..=offset).rev().find(|position| text.is_char_boundary(*position)).unwrap_or(0)
}

/// Whether two ranges touch the same line.
fn share_a_line(text: &str, one: &Range<usize>, other: &Range<usize>) -> bool {
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    // An empty range at a line's end still belongs to that line.
    let between = text.get(first.end..second.start);
    between.is_none_or(|between| !between.contains('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULES: [&str; 3] = ["unused-name", "unknown-key", "wrong-value"];

    /// The problems of a file, each as its place's text, message, help and correction.
    fn told(text: &str) -> String {
        let lines: Vec<String> = read(text, &RULES)
            .problems
            .iter()
            .map(|problem| {
                let correction = problem.correction.as_deref().unwrap_or("-");
                format!("{}: {}\n  {}\n  {correction}", &text[problem.range.clone()], problem.message, problem.help)
            })
            .collect();
        lines.join("\n")
    }

    #[test]
    fn every_setting_is_read_with_its_place() {
        let text = "language = 1\nname = \"Grocery\"\nexclude = [\"drafts/**\", 'old']\n\n[rules]\nunused-name = \"off\"\nunknown-key = \"error\"\n";
        let reading = read(text, &RULES);
        assert_eq!(reading.problems, []);
        let configuration = &reading.configuration;
        assert_eq!(configuration.language, LanguageVersion::One);
        assert_eq!(configuration.name.as_deref(), Some("Grocery"));
        assert_eq!(configuration.exclude, ["drafts/**", "old"]);
        assert_eq!(configuration.rules["unused-name"], RuleSeverity::Off.into());
        assert_eq!(configuration.rules["unknown-key"], RuleSeverity::Error.into());
        let places = &reading.places;
        assert_eq!(&text[places.language.clone().unwrap()], "1");
        assert_eq!(&text[places.name.clone().unwrap()], "\"Grocery\"");
        assert_eq!(&text[places.exclude[1].clone()], "'old'");
        assert_eq!(&text[places.rules["unused-name"].clone()], "\"off\"");
    }

    #[test]
    fn an_empty_file_and_one_with_a_byte_order_mark_are_fine() {
        assert_eq!(read("", &RULES), ConfigurationReading::default());
        assert_eq!(read("\u{FEFF}language = 1\r\n", &RULES).problems, []);
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let text = "langage = 1\nname = 3\nexclude = \"drafts/**\"\nunused-name = \"off\"\nplugins = true\n\n[rules]\nunused-nam = \"off\"\nunknown-key = \"warn\"\nwrong-value = false\n";
        insta::assert_snapshot!(told(text), @r#"
        langage: `langage` is not a setting of journey.toml
          Did you mean `language`? The settings are `language`, `name`, `exclude` and `[rules]`.
          language
        3: `name` needs a text in double quotes, but this is a whole number
          Write for instance `"Grocery"`.
          -
        "drafts/**": `exclude` needs a list of texts, but this is a text
          Put square brackets round it: `exclude = ["drafts/**"]`.
          ["drafts/**"]
        unused-name: `unused-name` is not a setting of journey.toml
          It is a rule: write `[rules]` on a line of its own before it. The settings are `language`, `name`, `exclude` and `[rules]`.
          -
        plugins: `plugins` is not a setting of journey.toml
          The settings are `language`, `name`, `exclude` and `[rules]`.
          -
        unused-nam: there is no rule `unused-nam`
          Did you mean `unused-name`?
          unused-name
        "warn": `warn` is not a severity
          Did you mean `"warning"`? Write one of `"error"`, `"warning"`, `"info"`, `"hint"` and `"off"`.
          "warning"
        false: `wrong-value` needs a severity, but this is `false`
          Did you mean `"off"`? Write one of `"error"`, `"warning"`, `"info"`, `"hint"` and `"off"`.
          "off"
        "#);
    }

    #[test]
    fn wrong_types_say_what_is_expected() {
        let text = "language = \"1\"\nname = \" \"\nexclude = [1, \"\", \"ok\"]\nrules = 2026-01-01\n";
        insta::assert_snapshot!(told(text), @r#"
        "1": `language` needs a whole number, but this is a text
          Write for instance `language = 1`.
          -
        " ": `name` has an empty text
          Write something such as `"Grocery"`, or remove it.
          -
        1: `exclude` needs a text in double quotes, but this is a whole number
          Write for instance `"drafts/**"`.
          -
        "": `exclude` has an empty text
          Write something such as `"drafts/**"`, or remove it.
          -
        2026-01-01: `rules` needs a table, but this is a date
          Write for instance `[rules]` and below it `unused-name = "off"`.
          -
        "#);
        assert_eq!(read(text, &RULES).configuration.exclude, ["ok"]);
    }

    #[test]
    fn another_language_version_is_told_with_what_is_known() {
        insta::assert_snapshot!(told("language = 2"), @r#"
        2: language version 2 is unknown here; this program knows version 1
          Write `language = 1`. If the files need a later version, install a newer program.
          -
        "#);
        assert!(told("language = -1").contains("version -1 is unknown"));
        assert!(told("language = 99999999999999999999").contains("is unknown"));
        assert_eq!(told("language = 0x1"), "");
    }

    #[test]
    fn a_broken_line_is_told_once_and_the_others_count() {
        let text = "name = Grocery\nlanguage = 1\n\n[rules]\nunused-name = \"off\"\nunused-name = \"hint\"\n";
        let reading = read(text, &RULES);
        insta::assert_snapshot!(told(text), @r#"
        Grocery: `Grocery` is a text without its quotes
          Write `"Grocery"`.
          "Grocery"
        unused-name: `unused-name` is given twice
          Keep one of the two lines: nobody can tell which one counts.
          -
        "#);
        assert_eq!(reading.configuration.rules["unused-name"], RuleSeverity::Off.into());
    }

    #[test]
    fn other_broken_lines_are_told_in_the_words_of_toml() {
        insta::assert_snapshot!(told("name = \"open\n= 3\nlanguage 1\n[rules\n"), @r#"
        : this line is not TOML: invalid basic string, expected `"`
          Write `key = value` or `[table]`, with texts in double quotes and lists in square brackets.
          -
        : this line is not TOML: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`
          Write `key = value` or `[table]`, with texts in double quotes and lists in square brackets.
          -
        : this line is not TOML: key with no value, expected `=`
          Write `key = value` or `[table]`, with texts in double quotes and lists in square brackets.
          -
        : this line is not TOML: unclosed table, expected `]`
          Write `key = value` or `[table]`, with texts in double quotes and lists in square brackets.
          -
        "#);
    }

    #[test]
    fn an_open_bracket_is_told_once() {
        let text = "langage = 1\nexclude = [\"a\"\n[rules]\nunused-name = \"off\"\n";
        insta::assert_snapshot!(told(text), @r#"
        langage: `langage` is not a setting of journey.toml
          Did you mean `language`? The settings are `language`, `name`, `exclude` and `[rules]`.
          language
        : this line is not TOML: missing comma between array elements, expected `,`
          Write `key = value` or `[table]`, with texts in double quotes and lists in square brackets.
          -
        "#);
    }

    #[test]
    fn an_unknown_rule_with_an_unknown_severity_are_two_problems() {
        assert_eq!(read("[rules]\nx = \"y\"", &RULES).problems.len(), 2);
        assert_eq!(read("rules.unused-name = \"hint\"", &RULES).configuration.rules.len(), 1);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_every_problem_has_its_place(text in any::<String>()) {
            for problem in read(&text, &RULES).problems {
                prop_assert!(text.get(problem.range).is_some());
            }
        }

        #[test]
        fn what_is_read_without_a_problem_is_what_serde_reads(lines in proptest::collection::vec(line(), 0..5)) {
            let text = lines.join("\n");
            let reading = read(&text, &RULES);
            match toml::from_str::<Configuration>(&text) {
                Ok(configuration) => {
                    let rules = configuration.rules.keys().all(|rule| RULES.contains(&rule.as_str()));
                    prop_assert_eq!(reading.problems.is_empty(), rules, "{:?}", reading.problems);
                    if rules {
                        prop_assert_eq!(reading.configuration, configuration);
                    }
                }
                Err(_) => prop_assert!(!reading.problems.is_empty(), "{text}"),
            }
        }
    }

    fn line() -> impl Strategy<Value = String> {
        let key = prop_oneof!["language|name|exclude|rules|langage", "rules\\.(unused-name|x)"];
        let value = prop_oneof![
            Just("1"),
            Just("2"),
            Just("\"off\""),
            Just("\"a\""),
            Just("\"\""),
            Just("[\"a\"]"),
            Just("[\" \"]"),
            Just("[1]"),
            Just("false"),
            Just("1.0"),
            Just("{}"),
            Just("{ unused-name = \"hint\" }"),
            Just("2026-01-01"),
            Just(""),
            Just("off"),
        ];
        prop_oneof![
            9 => (key, value).prop_map(|(key, value)| format!("{key} = {value}")),
            1 => Just("[rules]".to_owned()),
        ]
    }
}

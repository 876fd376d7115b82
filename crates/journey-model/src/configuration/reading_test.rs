//! What is read from texts of a `journey.toml`, and what is told about them.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::testing::catalog;
use super::*;

/// The problems of a file, each as its place's text, message, help and correction.
fn told(text: &str) -> String {
    let lines: Vec<String> = read(text, &catalog())
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
    let reading = read(text, &catalog());
    assert_eq!(reading.problems, []);
    let configuration = &reading.configuration;
    assert_eq!(configuration.language, LanguageVersion::One);
    assert_eq!(configuration.name.as_deref(), Some("Grocery"));
    assert_eq!(configuration.exclude.written(), ["drafts/**", "old"]);
    assert_eq!(configuration.rules["unused-name"], RuleSeverity::Off.into());
    assert_eq!(configuration.rules["unknown-key"], RuleSeverity::Error.into());
    let places = &reading.places;
    assert_eq!(&text[places.language.clone().unwrap()], "1");
    assert_eq!(&text[places.name.clone().unwrap()], "\"Grocery\"");
    assert_eq!(&text[places.exclude[1].clone()], "'old'");
    assert_eq!(&text[places.rules["unused-name"].severity.clone().unwrap()], "\"off\"");
}

#[test]
fn an_empty_file_and_one_with_a_byte_order_mark_are_fine() {
    assert_eq!(read("", &catalog()), ConfigurationReading::default());
    assert_eq!(read("\u{FEFF}language = 1\r\n", &catalog()).problems, []);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let text = "langage = 1\nname = 3\nexclude = \"drafts/**\"\nunused-name = \"off\"\nplugins = true\n\n[rules]\nunused-nam = \"off\"\nunknown-key = \"warn\"\nwrong-value = false\n";
    insta::assert_snapshot!(told(text), @r#"
    langage: `langage` is not a setting of journey.toml
      Did you mean `language`? The settings are `language`, `name`, `extends`, `exclude`, `[rules]` and `[[overrides]]`.
      language
    3: `name` needs a text in double quotes, but this is a whole number
      Write for instance `"Grocery"`.
      -
    "drafts/**": `exclude` needs a list of texts, but this is a text
      Put square brackets round it: `exclude = ["drafts/**"]`.
      ["drafts/**"]
    unused-name: `unused-name` is not a setting of journey.toml
      It is a rule: write `[rules]` on a line of its own before it. The settings are `language`, `name`, `extends`, `exclude`, `[rules]` and `[[overrides]]`.
      -
    plugins: `plugins` is not a setting of journey.toml
      The settings are `language`, `name`, `extends`, `exclude`, `[rules]` and `[[overrides]]`.
      -
    unused-nam: There is no rule and no group `unused-nam`
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
    assert_eq!(read(text, &catalog()).configuration.exclude.written(), ["ok"]);
}

#[test]
fn another_language_version_is_told_with_what_is_known() {
    insta::assert_snapshot!(told("language = 2"), @r#"
    2: Language version 2 is unknown here; this program knows version 1
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
    let reading = read(text, &catalog());
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
    : This line is not TOML: invalid basic string, expected `"`
      Write `key = value` or `[table]`, with texts in double quotes and lists in square brackets.
      -
    : This line is not TOML: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`
      Write `key = value` or `[table]`, with texts in double quotes and lists in square brackets.
      -
    : This line is not TOML: key with no value, expected `=`
      Write `key = value` or `[table]`, with texts in double quotes and lists in square brackets.
      -
    : This line is not TOML: unclosed table, expected `]`
      Write `key = value` or `[table]`, with texts in double quotes and lists in square brackets.
      -
    "#);
}

#[test]
fn an_open_bracket_is_told_once() {
    let text = "langage = 1\nexclude = [\"a\"\n[rules]\nunused-name = \"off\"\n";
    insta::assert_snapshot!(told(text), @r#"
    langage: `langage` is not a setting of journey.toml
      Did you mean `language`? The settings are `language`, `name`, `extends`, `exclude`, `[rules]` and `[[overrides]]`.
      language
    : This line is not TOML: missing comma between array elements, expected `,`
      Write `key = value` or `[table]`, with texts in double quotes and lists in square brackets.
      -
    "#);
}

#[test]
fn an_unknown_rule_with_an_unknown_severity_are_two_problems() {
    assert_eq!(read("[rules]\nx = \"y\"", &catalog()).problems.len(), 2);
    assert_eq!(read("rules.unused-name = \"hint\"", &catalog()).configuration.rules.len(), 1);
}

#[test]
fn options_are_read_by_their_types() {
    let text = "[rules]\ncraft = \"info\"\ntoo-many-personas = { severity = \"warning\", most = 4 }\n\n\
                [rules.inside-out]\nwords = [\"we send\"]\nlabels = false\ndays = 0x10\n";
    let reading = read(text, &catalog());
    assert_eq!(reading.problems, []);
    let rules = &reading.configuration.rules;
    assert_eq!(rules["craft"], RuleSeverity::Info.into());
    assert_eq!(rules["too-many-personas"].severity, Some(RuleSeverity::Warning));
    assert_eq!(rules["too-many-personas"].options["most"], OptionValue::WholeNumber(4));
    assert_eq!(rules["inside-out"].severity, None);
    assert_eq!(rules["inside-out"].options["words"], OptionValue::Texts(vec!["we send".to_owned()]));
    assert_eq!(rules["inside-out"].options["labels"], OptionValue::Boolean(false));
    assert_eq!(rules["inside-out"].options["days"], OptionValue::WholeNumber(16));
    let places = &reading.places.rules["too-many-personas"];
    assert_eq!(&text[places.options["most"].clone()], "4");
    assert_eq!(&text[places.name.clone()], "too-many-personas");
    assert_eq!(places.severity.clone().map(|place| &text[place]), Some("\"warning\""));
}

#[test]
fn overrides_are_read_in_their_order() {
    let text = "[[overrides]]\nfiles = [\"archive/**\", \"*.draft.journey\"]\nrules = { craft = \"off\" }\n\
                [[overrides]]\nfiles = [\"a\"]\n[overrides.rules]\ntoo-many-personas = { most = 9 }\n";
    let reading = read(text, &catalog());
    assert_eq!(reading.problems, []);
    let files: Vec<_> = reading.configuration.overrides.iter().map(|one| one.files.written()).collect();
    assert_eq!(files, [vec!["archive/**".to_owned(), "*.draft.journey".to_owned()], vec!["a".to_owned()]]);
    assert_eq!(&text[reading.places.overrides[0].head.clone()], "[[overrides]]");
    assert_eq!(&text[reading.places.overrides[1].files[0].clone()], "\"a\"");
    assert_eq!(&text[reading.places.overrides[1].rules["too-many-personas"].options["most"].clone()], "9");
}

#[test]
fn wrong_options_say_what_is_possible() {
    let text = "[rules]\ncraft = { most = 3 }\nunused-name = { most = 3 }\n\
                too-many-personas = { mots = 3, most = 99, severity = \"warn\" }\nunknown-key = {}\n\
                [rules.inside-out]\nwords = \"CRM\"\nlabels = \"true\"\ndays = -1\n";
    insta::assert_snapshot!(told(text), @r#"
    most: `craft` is a group of rules and has no options
      A group takes a severity only: write options for each of its rules.
      -
    most: `unused-name` has no option `most`
      It takes a `severity` only.
      -
    mots: `too-many-personas` has no option `mots`
      Did you mean `most`? It takes a `severity`, and the option `most`.
      most
    99: `most` takes a whole number from 1 to 20, but this is 99
      The least is 1, the most is 20.
      -
    "warn": `warn` is not a severity
      Did you mean `"warning"`? Write one of `"error"`, `"warning"`, `"info"`, `"hint"` and `"off"`.
      "warning"
    unknown-key: Nothing is set for `unknown-key`
      Write a severity, such as `unknown-key = "off"`, or remove the line.
      -
    "CRM": `words` needs a list of texts, but this is a text
      Put square brackets round it: `words = ["CRM"]`.
      ["CRM"]
    "true": `labels` needs `true` or `false`, but this is a text
      Write for instance `labels = false`.
      true
    -1: `days` takes a whole number of at least 0, but this is -1
      The least is 0.
      -
    "#);
    let text = "[rules]\ntoo-many-personas = { most = \"4\" }\ninside-out = { days = 1.5, labels = 1, words = [2] }\n\
                crafts = \"off\"\nwrong-value = 3\n";
    insta::assert_snapshot!(told(text), @r#"
    "4": `most` needs a whole number from 1 to 20, but this is a text
      Write for instance `most = 3`.
      4
    1.5: `days` needs a whole number of at least 0, but this is a number with a fraction
      Write for instance `days = 365`.
      -
    1: `labels` needs `true` or `false`, but this is a whole number
      Write for instance `labels = false`.
      -
    2: `words` needs a text in double quotes, but this is a whole number
      Write for instance `"CRM"`.
      -
    crafts: There is no rule and no group `crafts`
      Did you mean `craft`?
      craft
    3: `wrong-value` needs a severity, but this is a whole number
      Write one of `"error"`, `"warning"`, `"info"`, `"hint"` and `"off"`.
      -
    "#);
}

#[test]
fn overrides_that_do_nothing_are_told() {
    let text = "[[overrides]]\nfiles = []\nrules = { craft = \"off\" }\n[[overrides]]\nfiles = [\"a\"]\n\
                [[overrides]]\nrules = {}\n[[overrides]]\nfile = [\"a\"]\ncraft = \"off\"\n\
                [[overrides]]\nfiles = [\"[z-a]\"]\nrules = { craft = \"off\" }\n";
    insta::assert_snapshot!(told(text), @r#"
    []: This override is for no file
      Name files, such as `files = ["archive/**"]`, or remove this override.
      -
    [[overrides]]: This override sets nothing
      Say what counts for its files, such as `rules = { unused-name = "off" }`, or remove it.
      -
    [[overrides]]: This override does not say for which files
      Name files, such as `files = ["archive/**"]`.
      -
    {}: This override sets nothing
      Say what counts for its files, such as `rules = { unused-name = "off" }`, or remove it.
      -
    file: `file` is not a setting of an override
      Did you mean `files`? It has `files` and `rules`.
      files
    craft: `craft` is not a setting of an override
      It is a group of rules: write it into the `rules` of this override. It has `files` and `rules`.
      -
    "[z-a]": `[z-a]` is not a pattern: invalid range; 'z' > 'a'
      Write it as in a .gitignore: `*` stands for any characters but `/`, `**` for any folders.
      -
    "#);
    insta::assert_snapshot!(told("[overrides]\nfiles = [\"a\"]\n"), @r#"
    [overrides]: There may be several overrides, so `overrides` needs a list of tables
      Write `[[overrides]]` with two square brackets on each side.
      -
    "#);
    insta::assert_snapshot!(told("overrides = [1]\n"), @r#"
    1: `overrides` needs tables, but this is a whole number
      Write for instance `[[overrides]]` and below it `files = ["archive/**"]`.
      -
    "#);
}

#[test]
fn what_is_extended_is_a_toml_file_from_here() {
    for sound in ["a.toml", "../journey.base.toml", "shared/a b.toml"] {
        let reading = read(&format!("extends = \"{sound}\"\n"), &catalog());
        assert_eq!((reading.problems.len(), reading.configuration.extends.as_deref()), (0, Some(sound)));
    }
    insta::assert_snapshot!(told("extends = \"https://example.org/a.toml\""), @r#"
    "https://example.org/a.toml": `https://example.org/a.toml` does not start from this file
      Write the path from this file to the other one, such as `"../journey.base.toml"`.
      -
    "#);
    insta::assert_snapshot!(told("extends = '..\\a.toml'"), @r#"
    '..\a.toml': `..\a.toml` has `\` between folders, which not every system understands
      Write `../a.toml`.
      "../a.toml"
    "#);
    insta::assert_snapshot!(told("extends = \"../base\""), @r#"
    "../base": `../base` is not the name of a TOML file
      Write the path from this file to the other one, such as `"../journey.base.toml"`.
      -
    "#);
    insta::assert_snapshot!(told("extends = [\"a.toml\"]"), @r#"
    ["a.toml"]: `extends` needs a text in double quotes, but this is a list
      Write for instance `"../journey.base.toml"`.
      -
    "#);
}

#[test]
fn what_stands_in_a_wrong_place_is_told_where_it_belongs() {
    insta::assert_snapshot!(told("craft = \"off\"\noverride = 1\n"), @r#"
    craft: `craft` is not a setting of journey.toml
      It is a group of rules: write `[rules]` on a line of its own before it. The settings are `language`, `name`, `extends`, `exclude`, `[rules]` and `[[overrides]]`.
      -
    override: `override` is not a setting of journey.toml
      Did you mean `overrides`? The settings are `language`, `name`, `extends`, `exclude`, `[rules]` and `[[overrides]]`.
      overrides
    "#);
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_problem_has_its_place(text in any::<String>()) {
        for problem in read(&text, &catalog()).problems {
            prop_assert!(text.get(problem.range).is_some());
        }
    }

    #[test]
    fn what_is_read_without_a_problem_is_what_the_schema_allows(lines in proptest::collection::vec(line(), 0..6)) {
        static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
            jsonschema::validator_for(&json_schema(&catalog())).expect("the schema is sound")
        });
        let text = lines.join("\n");
        let reading = read(&text, &catalog());
        let is_allowed = toml::from_str::<serde_json::Value>(&text).is_ok_and(|value| VALIDATOR.is_valid(&value));
        prop_assert_eq!(reading.problems.is_empty(), is_allowed, "{}\n{:?}", text, reading.problems);
    }
}

fn line() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        6 => "language|name|extends|exclude|rules|overrides|langage|files|severity|most",
        3 => "rules\\.(unused-name|craft|names|x|too-many-personas|inside-out)",
        3 => "rules\\.(too-many-personas|inside-out|craft)\\.(most|severity|words|labels|days)",
        2 => "unused-name|craft|too-many-personas|inside-out",
    ];
    let value = prop::sample::select(vec![
        "1",
        "2",
        "-1",
        "21",
        "0x14",
        "9223372036854775808",
        "1.5",
        "false",
        "true",
        "2026-01-01",
        "",
        "off",
        "\"off\"",
        "\"warn\"",
        "\"a\"",
        "\"\"",
        "\"../a.toml\"",
        "\"/a.toml\"",
        "\"c:/a.toml\"",
        "\".toml\"",
        "\"a.yaml\"",
        "[]",
        "[\"a\"]",
        "[\" \"]",
        "[1]",
        "{}",
        "{ unused-name = \"hint\" }",
        "{ craft = \"off\" }",
        "{ most = 3 }",
        "{ most = 0 }",
        "{ severity = \"info\" }",
        "{ severity = \"info\", most = 4 }",
        "{ labels = false }",
        "{ words = [\"we\"], days = 0 }",
        "{ words = \"we\" }",
        "{ labels = 1 }",
        "{ days = -1 }",
        "[{ files = [\"a\"], rules = { craft = \"off\" } }]",
        "[{ files = [\"a\"] }]",
        "[{}]",
        "[{ files = [], rules = { craft = \"off\" } }]",
        "{ too-many-personas = { most = 2 } }",
    ]);
    let table =
        "\\[rules\\]|\\[\\[overrides\\]\\]|\\[rules\\.(inside-out|craft|x)\\]|\\[overrides\\.rules\\]|\\[overrides\\]";
    prop_oneof![
        4 => (key, value).prop_map(|(key, value)| format!("{key} = {value}")),
        1 => table,
        1 => Just("[[overrides]]\nfiles = [\"a/**\"]\nrules = { craft = \"off\" }".to_owned()),
    ]
}

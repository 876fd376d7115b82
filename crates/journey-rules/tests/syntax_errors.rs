//! Every way in which a text can be broken, with the words that a practitioner reads.

use std::collections::BTreeSet;
use std::sync::Arc;

use journey_plugin::model::syntax::{Encoding, Position, SourceText, SyntaxErrorKind, TextRange, parse};
use journey_plugin::model::value::Date;
use journey_plugin::model::{Configuration, File, FileModel, Project};
use journey_plugin::{Applicability, Diagnostic, Environment, Fix, Registry, Severity};

/// A day on which no example is too old, with nothing known about the disk.
fn environment() -> Environment<'static> {
    Environment::of(Date::parse("2026-11-20").expect("a day of the calendar"))
}

/// The findings in a text as a page: each with the line it points at, its words, and the text that each fix makes of it.
fn page(text: &str) -> String {
    let mut page = String::new();
    for line in text.lines() {
        page += &format!("  | {line}\n");
    }
    let source = SourceText::new(text);
    for found in findings(text) {
        let Position { line, column } = source.position(found.place.range.start, Encoding::Utf32);
        let underlined = text[found.place.range.to_usize()].lines().next().unwrap_or_default();
        let (line, column) = (line + 1, column + 1);
        page += &format!("\n{line}:{column} [{underlined}] {}: {}\n", found.code, found.message);
        page += &format!("    help: {}\n", found.help);
        for (place, what) in &found.related {
            let at = source.position(place.range.start, Encoding::Utf32);
            page += &format!("    {}:{}: {what}\n", at.line + 1, at.column + 1);
        }
        for fix in &found.fixes {
            let sure = if fix.applicability == Applicability::Safe { "fix" } else { "perhaps" };
            page += &format!("    {sure}: {}\n", fix.title);
            for line in changed_lines(text, &mended(text, fix)) {
                page += &format!("      {line}\n");
            }
        }
    }
    page
}

/// What all rules find, without advice: these texts are too small to be good journeys.
fn findings(text: &str) -> Vec<Diagnostic> {
    let registry = Registry::new(journey_rules::plugins()).expect("built-in plugins do not conflict");
    let schema = registry.schema();
    let model = Arc::new(FileModel::lower(&parse(text), &schema));
    let files = vec![File { path: "broken.journey".into(), model }];
    let project = Project::new(files, schema, Configuration::default());
    let (id, _) = project.files().next().expect("there is a file");
    let all = registry.check(&project, id, environment()).into_iter();
    all.filter(|found| found.severity == Severity::Error).collect()
}

fn mended(text: &str, fix: &Fix) -> String {
    let mut edits: Vec<(TextRange, &str)> =
        fix.edits.iter().map(|edit| (edit.place.range, edit.replacement.as_str())).collect();
    edits.sort();
    let mut mended = text.to_owned();
    for (range, replacement) in edits.into_iter().rev() {
        mended.replace_range(range.to_usize(), replacement);
    }
    mended
}

/// The lines that differ, `-` before and `+` after.
fn changed_lines(before: &str, after: &str) -> Vec<String> {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same_start = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let rest = before.len().min(after.len()) - same_start;
    let same_end =
        before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
    let removed = before[same_start..before.len() - same_end].iter().map(|line| format!("- {line}"));
    let added = after[same_start..after.len() - same_end].iter().map(|line| format!("+ {line}"));
    removed.chain(added).collect()
}

/// A small file for each kind of error, and for the ways in which one kind comes about.
const TEXTS: [(&str, &str); 46] = [
    ("junk_nonsense", "persona maya \"Maya\" {\n  ???\n}\n"),
    ("junk_prose", "# Weekly shop\n\nThis is a text that was pasted here.\nIt has two lines.\n"),
    ("junk_unusual_character", "persona maya \"Maya\" {\n  …\n}\n"),
    ("junk_equals", "persona maya \"Maya\" {\n  goal = \"Order in ten minutes\"\n}\n"),
    ("junk_bullet", "persona maya \"Maya\" {\n  - goal: \"Order in ten minutes\"\n}\n"),
    ("junk_as_in_json", "persona maya \"Maya\" {\n  \"goal\": \"Order in ten minutes\",\n}\n"),
    ("missing_colon", "persona maya \"Maya\" {\n  goal \"Order in ten minutes\"\n  priority primary\n}\n"),
    (
        "missing_colon_behind_a_keyword",
        "channel app \"App\"\njourney w \"W\" {\n  stage s \"S\" {\n    touchpoint t \"T\" {\n      channel app\n      emotion -1 \"sad\"\n    }\n  }\n}\n",
    ),
    (
        "head_without_quotes",
        "journey w \"W\" {\n  stage discover Discover the shop {\n  }\n  stage Receive the food {\n  }\n}\n",
    ),
    ("head_without_opening_quote", "persona maya Maya, busy parent\" {\n}\n"),
    ("head_with_colon", "journey w \"W\" {\n  stage discover: \"Discover\" {\n    goal: \"Find a shop\"\n  }\n}\n"),
    ("head_with_a_name_that_is_none", "persona 1st \"First\" {\n}\n"),
    ("head_with_two_labels", "persona maya \"Maya\" \"Busy parent\" {\n}\n"),
    ("head_in_the_wrong_order", "persona \"Maya\" maya {\n}\n"),
    ("stray_close", "journey w \"W\" {\n  stage s \"S\" {\n    goal: \"x\"\n  }\n  }\n}\n"),
    ("stray_close_by_an_editor", "persona maya \"Maya\" {}\n  goal: \"x\"\n}\n"),
    ("missing_open_on_one_line", "channel app \"App\" kind: digital }\n"),
    ("unclosed", "journey w \"W\" {\n  stage s \"S\" {\n    goal: \"x\"\n\n  stage u \"U\" {\n  }\n}\n"),
    ("unclosed_at_the_end", "persona maya \"Maya\" {\n  goal: \"x\"\n"),
    ("unclosed_on_one_line", "channel app \"App\" { kind: digital\nchannel door \"Door\" { kind: physical }\n"),
    ("missing_open", "persona maya \"Maya\"\n  goal: \"x\"\n}\n"),
    ("missing_open_without_indentation", "persona maya \"Maya\"\ngoal: \"x\"\nrole: \"y\"\n}\n"),
    ("headless_block", "journey w \"W\" {\n  {\n    goal: \"x\"\n  }\n}\n"),
    ("missing_name", "persona {\n  goal: \"x\"\n}\n"),
    ("missing_value", "persona maya \"Maya\" {\n  goal:\n}\n"),
    ("missing_source", "persona maya \"Maya\" {\n  goal: \"x\" from\n}\n"),
    ("missing_value_and_source", "persona maya \"Maya\" {\n  goal: from\n}\n"),
    ("extra_comma", "persona maya \"Maya\" {\n  goal: \"a\",, \"b\"\n  role: , \"c\"\n}\n"),
    ("unterminated_text", "persona maya \"Maya\" {\n  goal: \"Order in ten minutes\n}\n"),
    (
        "unterminated_text_before_another",
        "persona maya \"Maya\" {\n  goal: \"Order in ten minutes, \"Never run out of milk\"\n}\n",
    ),
    (
        "unterminated_text_before_a_source",
        "source talks \"Talks\" { kind: interview }\npersona maya \"Maya\" {\n  goal: \"Order in ten minutes from talks\n}\n",
    ),
    ("text_without_opening_quote", "persona maya \"Maya\" {\n  goal: Order in ten minutes\"\n}\n"),
    ("unterminated_label", "channel app \"Mobile app { kind: digital }\n"),
    (
        "unterminated_block_text",
        "persona maya \"Maya\" {\n  goal: \"\"\"\n    Order in ten minutes\n  role: \"Nurse\"\n}\n",
    ),
    (
        "wrong_quotes",
        "persona maya “Maya” {\n  goal: “Order in ten minutes”, „Never run out of milk“\n  role: 'Nurse'\n}\n",
    ),
    ("unquoted_text", "persona maya \"Maya\" {\n  goal: Order in ten minutes\n  role: Nurse, two children\n}\n"),
    (
        "unquoted_text_behind_a_name",
        "actor stock \"Stock system\"\njourney w \"W\" {\n  stage s \"S\" {\n    touchpoint t \"T\" {\n      support: stock Answers with last night's levels\n    }\n  }\n}\n",
    ),
    (
        "unquoted_label_as_a_name",
        "channel app \"Mobile app\"\njourney w \"W\" {\n  stage s \"S\" {\n    touchpoint t \"T\" {\n      channel: Mobile app\n    }\n  }\n}\n",
    ),
    ("unreadable_percentage", "metric csat \"CSAT\" {\n  kind: csat\n  target: 85 %\n}\n"),
    ("unreadable_date", "source talks \"Talks\" {\n  kind: interview\n  date: 12.03.2026\n}\n"),
    (
        "unreadable_minus",
        "journey w \"W\" {\n  stage s \"S\" {\n    touchpoint t \"T\" {\n      emotion: −1 \"sad\"\n    }\n  }\n}\n",
    ),
    ("unreadable_list", "persona maya \"Maya\" {\n  goal: [\"a\", \"b\"]\n}\n"),
    (
        "wrong_citation",
        "source talks \"Customer talks\" { kind: interview }\npersona maya \"Maya\" {\n  goal: \"x\" from \"Customer talks\"\n}\n",
    ),
    ("dash_at_end", "persona maya- \"Maya\" {\n}\njourney w \"W\" {\n  persona: maya-\n}\n"),
    ("bad_escape", "persona maya \"Maya\" {\n  goal: \"Use C:\\data\"\n}\n"),
    ("a_picture", "\u{FFFD}PNG\u{1A}\n\0\0\0\rIHDR\0\0\n\0\u{1}\u{2}\n{\0}\0\n\u{FFFD}\u{FFFD}\0\n\0end\0\n"),
];

#[test]
fn every_kind_of_error_is_told_in_words() {
    for (name, text) in TEXTS {
        insta::assert_snapshot!(name, page(text));
    }
}

/// 129 blocks in one another are too many to print.
#[test]
fn a_block_inside_of_too_many_others_is_one_finding() {
    let deep = format!("{}{}", "pain p \"P\" {\n".repeat(200), "}\n".repeat(200));
    let found: Vec<Diagnostic> = findings(&deep).into_iter().filter(|found| found.code == "syntax-error").collect();
    let [only] = found.as_slice() else { panic!("{found:#?}") };
    insta::assert_snapshot!("nested_too_deep", format!("{}\nhelp: {}\n", only.message, only.help));
}

#[test]
fn the_texts_have_every_kind_of_error() {
    let told: BTreeSet<SyntaxErrorKind> =
        TEXTS.iter().flat_map(|(_, text)| parse(text).errors()).map(|error| error.kind).collect();
    use SyntaxErrorKind as Kind;
    let all = [
        Kind::Junk,
        Kind::HeadJunk,
        Kind::StrayClose,
        Kind::Unclosed,
        Kind::MissingOpen,
        Kind::HeadlessBlock,
        Kind::MissingName,
        Kind::MissingValue,
        Kind::MissingSource,
        Kind::ExtraComma,
        Kind::UnterminatedText,
        Kind::UnterminatedBlockText,
        Kind::WrongQuotes,
        Kind::UnquotedText,
        Kind::UnreadableValue,
        Kind::WrongCitation,
        Kind::DashAtEnd,
    ];
    let missing: Vec<Kind> = all.into_iter().filter(|kind| !told.contains(kind)).collect();
    assert_eq!(missing, []);
}

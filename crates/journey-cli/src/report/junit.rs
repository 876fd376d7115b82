//! `check --format junit`: test results in JUnit's XML, which nearly every CI system can read.
//!
//! A file is a suite; a finding in it is a case, and a file without findings is one case that passes. A case fails
//! exactly where its finding makes the check fail, so the results are red when the exit status is 1; other findings pass
//! and stand in their case's output. What could not be done is a case with an error, in a suite of its own.

use std::collections::HashMap;
use std::io::{self, Write};

use journey_plugin::{Diagnostic, Severity};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use rustc_hash::FxBuildHasher;

use super::CheckedFile;
use super::outcome::{Located, Obstacle, ObstacleKind, Outcome, sentences};

/// The name of the suite of what could not be done.
const CHECK: &str = "journey check";

/// A suite: a file, or what could not be done.
struct Suite {
    name: String,
    cases: Vec<Case>,
}

/// A case: a finding, a file without any, or something that could not be done.
struct Case {
    name: String,
    kind: CaseKind,
    /// The rule.
    code: &'static str,
    /// What is wrong: one line.
    message: String,
    /// All that is said about it.
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CaseKind {
    Passed,
    Failure,
    Error,
}

/// Writes what was found, files in the order of their paths.
pub(super) fn write(out: &mut dyn Write, outcome: &Outcome<'_>) -> io::Result<()> {
    let mut suites: Vec<Suite> = outcome.files.iter().map(|checked| of_file(checked, outcome.fails_from)).collect();
    let obstacles = outcome.obstacles();
    if !obstacles.is_empty() {
        let mut cases: Vec<Case> = obstacles.iter().map(of_obstacle).collect();
        number_namesakes(&mut cases);
        suites.push(Suite { name: CHECK.to_owned(), cases });
    }
    let mut writer = Writer::new_with_indent(out, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let cases: Vec<&Case> = suites.iter().flat_map(|suite| &suite.cases).collect();
    let root = with_counts(element("testsuites", &[("name", CHECK)]), &cases);
    writer.write_event(Event::Start(root))?;
    for suite in &suites {
        write_suite(&mut writer, suite)?;
    }
    writer.write_event(Event::End(BytesEnd::new("testsuites")))?;
    writer.get_mut().write_all(b"\n")
}

fn of_file(checked: &CheckedFile<'_>, fails_from: Severity) -> Suite {
    let located = Located::new(checked);
    let path = located.path(checked.file);
    let mut cases: Vec<Case> =
        located.diagnostics().iter().map(|diagnostic| of_finding(&located, diagnostic, fails_from)).collect();
    number_namesakes(&mut cases);
    if cases.is_empty() {
        let name = "no findings".to_owned();
        cases.push(Case { name, kind: CaseKind::Passed, code: "", message: String::new(), text: String::new() });
    }
    Suite { name: path.to_owned(), cases }
}

/// Makes the names of cases different. They have no lines in them: CI systems compare results by names, and a line that
/// moves is no new mistake.
fn number_namesakes(cases: &mut [Case]) {
    let mut seen: HashMap<String, usize, FxBuildHasher> = HashMap::default();
    for case in cases {
        let number = seen.entry(case.name.clone()).or_default();
        *number += 1;
        if *number > 1 {
            case.name = format!("{} ({number})", case.name);
        }
    }
}

fn of_finding(located: &Located<'_>, diagnostic: &Diagnostic, fails_from: Severity) -> Case {
    let start = located.span(diagnostic.place).start;
    let place = format!("{}:{}", start.line, start.column);
    let path = located.path(diagnostic.place.file);
    let mut text = format!("{path}:{place}: {} {}\n", diagnostic.severity, diagnostic.code);
    text.push_str(&sentences(&diagnostic.message, &diagnostic.help));
    for (other, what) in &diagnostic.related {
        let start = located.span(*other).start;
        text.push_str(&format!("\n{}:{}:{}: {what}", located.path(other.file), start.line, start.column));
    }
    Case {
        name: format!("{}: {}", diagnostic.code, diagnostic.message),
        kind: if diagnostic.severity <= fails_from { CaseKind::Failure } else { CaseKind::Passed },
        code: diagnostic.code,
        message: diagnostic.message.clone(),
        text,
    }
}

fn of_obstacle(obstacle: &Obstacle) -> Case {
    let place = obstacle.span.map_or_else(String::new, |span| format!(":{}:{}", span.start.line, span.start.column));
    let path = obstacle.path.as_ref().map(|path| format!("{path}{place}"));
    let text = sentences(&obstacle.message, &obstacle.help);
    Case {
        name: format!("{}: {}", obstacle.kind.id(), obstacle.message),
        kind: if obstacle.kind == ObstacleKind::Warning { CaseKind::Passed } else { CaseKind::Error },
        code: obstacle.kind.id(),
        message: obstacle.message.clone(),
        text: path.map_or_else(|| text.clone(), |path| format!("{path}\n{text}")),
    }
}

fn write_suite(writer: &mut Writer<&mut dyn Write>, suite: &Suite) -> io::Result<()> {
    let cases: Vec<&Case> = suite.cases.iter().collect();
    let start = with_counts(element("testsuite", &[("name", &suite.name)]), &cases);
    writer.write_event(Event::Start(start))?;
    for case in &suite.cases {
        let start = element("testcase", &[("name", &case.name), ("classname", &suite.name)]);
        if case.text.is_empty() {
            writer.write_event(Event::Empty(start))?;
            continue;
        }
        writer.write_event(Event::Start(start))?;
        let inner = match case.kind {
            CaseKind::Passed => element("system-out", &[]),
            CaseKind::Failure => element("failure", &[("type", case.code), ("message", &case.message)]),
            CaseKind::Error => element("error", &[("type", case.code), ("message", &case.message)]),
        };
        let end = inner.to_end().into_owned();
        writer.write_event(Event::Start(inner))?;
        writer.write_event(Event::Text(BytesText::new(&visible(&case.text))))?;
        writer.write_event(Event::End(end))?;
        writer.write_event(Event::End(BytesEnd::new("testcase")))?;
    }
    writer.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn element(name: &'static str, attributes: &[(&str, &str)]) -> BytesStart<'static> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        // Readers make blanks of line breaks in attributes.
        let value = visible(value).replace(['\n', '\t'], " ");
        element.push_attribute((*key, value.as_str()));
    }
    element
}

fn with_counts(mut element: BytesStart<'static>, cases: &[&Case]) -> BytesStart<'static> {
    let count = |kind| cases.iter().filter(|case| case.kind == kind).count().to_string();
    element.push_attribute(("tests", cases.len().to_string().as_str()));
    element.push_attribute(("failures", count(CaseKind::Failure).as_str()));
    element.push_attribute(("errors", count(CaseKind::Error).as_str()));
    element
}

/// The text with what XML 1.0 cannot hold in any way replaced by something that shows it: control characters by their
/// pictures, what is no character by `�`. CR would come back as LF, so it is a picture too.
fn visible(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\t' => character,
            '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER),
            '\u{7F}' => '␡',
            '\u{80}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(suite: &Suite) -> String {
        let mut bytes = Vec::new();
        let out: &mut dyn Write = &mut bytes;
        write_suite(&mut Writer::new_with_indent(out, b' ', 2), suite).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    proptest! {
        #[test]
        fn any_text_can_be_written_and_is_read_back(
            name in ".{1,12}",
            text in "([a<>&'\"é😀 \t\n]|]]>|[\u{0}-\u{1f}\u{7f}-\u{9f}\u{fffe}\u{ffff}]){1,20}x",
        ) {
            let case = Case {
                name: name.clone(),
                kind: CaseKind::Failure,
                code: "unknown-key",
                message: text.clone(),
                text: text.clone(),
            };
            let xml = written(&Suite { name: name.clone(), cases: vec![case] });
            let document = roxmltree::Document::parse(&xml).unwrap();
            let failure = document.descendants().find(|node| node.has_tag_name("failure")).unwrap();
            let shown = visible(&text);
            prop_assert_eq!(failure.text(), Some(shown.as_str()));
            let message = shown.replace(['\n', '\t'], " ");
            prop_assert_eq!(failure.attribute("message"), Some(message.as_str()));
            let suite_name = visible(&name).replace(['\n', '\t'], " ");
            prop_assert_eq!(document.root_element().attribute("name"), Some(suite_name.as_str()));
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_shown() {
        assert_eq!(visible("a\u{0}\u{1b}[31m\r\u{7f}\u{85}\u{fffe}\n\tb"), "a␀␛[31m␍␡��\n\tb");
    }
}

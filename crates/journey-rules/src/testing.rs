//! What every rule's tests go through: a text with marks in it is checked, and so is every promise of a finding.

use std::sync::Arc;

use journey_plugin::model::syntax::{TextRange, parse};
use journey_plugin::model::{Configuration, File, FileModel, Project};
use journey_plugin::{Diagnostic, Fix, Registry, Report, Rule};

/// Checks a text with one rule. The places that the rule must find, and no others, stand between `⟦` and `⟧`.
/// Gives the findings in the order of the text. Every finding is also held to what all of them promise: a message
/// without a full stop, a help line with one, places on character boundaries, and fixes that mend.
pub(crate) fn findings(rule: &dyn Rule, marked: &str) -> Vec<Diagnostic> {
    findings_among(rule, &[("test.journey", marked)])
}

/// The same for the first of several files of one project.
pub(crate) fn findings_among(rule: &dyn Rule, files: &[(&str, &str)]) -> Vec<Diagnostic> {
    let (text, marks) = unmark(files[0].1);
    let mut texts: Vec<(String, String)> = vec![(files[0].0.to_owned(), text)];
    texts.extend(files[1..].iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    let found = check(rule, &texts);
    let ranges: Vec<TextRange> = found.iter().map(|diagnostic| diagnostic.place.range).collect();
    let shown = |ranges: &[TextRange]| -> Vec<String> {
        ranges.iter().map(|range| format!("{range} {:?}", &texts[0].1[range.to_usize()])).collect()
    };
    assert_eq!(shown(&ranges), shown(&marks), "found against marked: {found:#?}");
    for diagnostic in &found {
        assert!(!diagnostic.message.is_empty() && !diagnostic.message.ends_with('.'), "{diagnostic:#?}");
        assert!(diagnostic.help.ends_with(['.', '?', ':', '`']), "{diagnostic:#?}");
        for fix in &diagnostic.fixes {
            mends(rule, &texts, diagnostic, fix);
        }
    }
    found
}

fn check(rule: &dyn Rule, texts: &[(String, String)]) -> Vec<Diagnostic> {
    let project = project(texts);
    let (id, _) = project.files().next().expect("there is a file");
    let mut report = Report::new(rule.description().id, rule.description().severity);
    rule.check(&journey_plugin::FileContext { project: &project, id }, &mut report);
    let mut found = report.into_diagnostics();
    found.sort_by_key(|diagnostic| diagnostic.place.range);
    found
}

fn project(texts: &[(String, String)]) -> Project {
    let registry = Registry::new(crate::plugins()).expect("built-in plugins do not conflict");
    let schema = registry.schema();
    let files = texts.iter().map(|(path, text)| File {
        path: path.as_str().into(),
        model: Arc::new(FileModel::lower(&parse(text), &schema)),
    });
    Project::new(files.collect(), Arc::clone(&schema), Configuration::default())
}

/// A fix removes its finding, and no built-in rule finds anything new afterwards.
fn mends(rule: &dyn Rule, texts: &[(String, String)], diagnostic: &Diagnostic, fix: &Fix) {
    let before = all_findings(texts);
    let found_before = check(rule, texts).len();
    let mended = mended(texts, fix);
    let found_after = check(rule, &mended).len();
    assert!(found_after < found_before, "{:?} does not mend {:?}:\n{}", fix.title, diagnostic.message, mended[0].1);
    let after = all_findings(&mended);
    let new: Vec<&String> = after.iter().filter(|finding| !before.contains(finding)).collect();
    assert!(new.is_empty(), "{:?} brings {new:#?}:\n{}", fix.title, mended[0].1);
}

/// The texts after a fix.
fn mended(texts: &[(String, String)], fix: &Fix) -> Vec<(String, String)> {
    let files: Vec<_> = project(texts).files().map(|(id, _)| id).collect();
    let mut mended = texts.to_vec();
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place));
    for edit in &edits {
        let file = files.iter().position(|id| *id == edit.place.file).expect("an edit of a file of the project");
        mended[file].1.replace_range(edit.place.range.to_usize(), &edit.replacement);
    }
    mended
}

/// What fixes of the rules with these codes do not keep of their promise, one sentence each. A finding that names what a
/// fix renamed is no new one, so findings are counted by their codes here.
pub(crate) fn broken_promises(texts: &[(String, String)], codes: &[&str]) -> Vec<String> {
    let start = project(texts);
    let registry = Registry::new(crate::plugins()).expect("built-in plugins do not conflict");
    let counted = |findings: &[String]| {
        let mut counts = std::collections::BTreeMap::<String, usize>::new();
        for finding in findings {
            *counts.entry(finding.split(':').next().unwrap_or_default().to_owned()).or_default() += 1;
        }
        counts
    };
    let before = counted(&all_findings(texts));
    let found = start.files().map(|(id, _)| id).flat_map(|id| registry.check(&start, id));
    let mut broken = Vec::new();
    for diagnostic in found.filter(|diagnostic| codes.contains(&diagnostic.code)) {
        for fix in &diagnostic.fixes {
            let after = counted(&all_findings(&mended(texts, fix)));
            let is_new = |(code, count): (&String, &usize)| count > before.get(code).unwrap_or(&0);
            let is_mended = after.get(diagnostic.code).unwrap_or(&0) < &before[diagnostic.code];
            if !is_mended || after.iter().any(is_new) {
                broken.push(format!("{:?} for {:?}: {before:?} becomes {after:?}", fix.title, diagnostic.message));
            }
        }
    }
    broken
}

pub(crate) fn all_findings(texts: &[(String, String)]) -> Vec<String> {
    let project = project(texts);
    let registry = Registry::new(crate::plugins()).expect("built-in plugins do not conflict");
    let files: Vec<_> = project.files().map(|(id, _)| id).collect();
    let all = files.into_iter().flat_map(|id| registry.check(&project, id));
    all.map(|found| format!("{}: {}", found.code, found.message)).collect()
}

/// Takes the marks out of a text; gives the text and the marked ranges in bytes.
fn unmark(marked: &str) -> (String, Vec<TextRange>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut open = Vec::new();
    for character in marked.chars() {
        let at = u32::try_from(text.len()).expect("a short text");
        match character {
            '⟦' => open.push(at),
            '⟧' => marks.push(TextRange::new(open.pop().expect("`⟦` before `⟧`"), at)),
            _ => text.push(character),
        }
    }
    assert!(open.is_empty(), "a mark is not closed");
    marks.sort();
    (text, marks)
}

/// The examples in a rule's documentation: the first must be found, the one after "Better" must not.
#[test]
fn the_examples_in_the_documentation_of_every_rule_say_the_truth() {
    for plugin in crate::plugins() {
        for rule in plugin.rules() {
            let description = rule.description();
            let page = description.documentation;
            for part in ["## What it does", "## Why it matters", "## Example", "## Better"] {
                assert!(page.contains(part), "{} has no {part}", description.id);
            }
            let (example, better) = page.split_once("## Better").expect("just looked");
            let check = |page: &str| check(*rule, &[("example.journey".to_owned(), example_in(page))]);
            assert!(!check(example).is_empty(), "{}: the example is not found", description.id);
            assert_eq!(check(better), [], "{}: the better one is found too", description.id);
        }
    }
}

fn example_in(page: &str) -> String {
    let after = page.split_once("```journey\n").expect("an example in a fence").1;
    after.split_once("```").expect("the fence is closed").0.to_owned()
}

/// The examples of the language, each file with its path: those that stand alone, then those of one project.
pub(crate) fn examples() -> [Vec<(String, String)>; 2] {
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../grammar/examples");
    let texts = |folder: &std::path::Path| -> Vec<(String, String)> {
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let journeys =
            paths.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "journey"));
        journeys.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap())).collect()
    };
    let single = texts(&examples);
    let several = [texts(&examples.join("as-is-to-be")), texts(&examples.join("as-is-to-be/archive"))].concat();
    assert!(single.len() >= 5 && several.len() >= 3);
    [single, several]
}

/// All rules over all examples: they check clean.
#[test]
fn the_examples_of_the_language_are_clean() {
    for texts in examples() {
        assert_eq!(all_findings(&texts), [""; 0]);
    }
}

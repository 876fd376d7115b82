//! Fixing all over damaged texts: it ends, keeps what people wrote, makes nothing worse, and has nothing left to do.

#![expect(clippy::unwrap_used, reason = "a test")]

#[path = "../../../grammar/examples.rs"]
mod examples;

use std::collections::BTreeMap;
use std::sync::Arc;

use journey_ide::plugin::model::syntax::parse;
use journey_ide::plugin::model::value::Date;
use journey_ide::plugin::model::{Configuration, File, FileModel, Project};
use journey_ide::plugin::{Folders, Registry, TextEdit};
use journey_ide::{Cancellation, FixRequest, FixedAll, Snapshot, fix_all};
use proptest::prelude::*;
use proptest::sample::Index;

use examples::example_projects;

#[derive(Debug)]
struct NoFolders;

impl Folders for NoFolders {
    fn entries(&self, _: &str, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn is_file(&self, _: &str, _: &str) -> bool {
        true
    }
}

fn snapshot(texts: &[String]) -> Snapshot {
    let registry = Registry::new(journey_rules::plugins()).unwrap();
    let schema = registry.schema();
    let file = |(number, text): (usize, &String)| File {
        path: format!("{number}.journey").into(),
        model: Arc::new(FileModel::lower(&parse(text), &schema)),
    };
    let project =
        Project::new(texts.iter().enumerate().map(file).collect(), Arc::clone(&schema), Configuration::default());
    Snapshot {
        project: Arc::new(project),
        registry: Arc::new(registry),
        folders: Arc::new(NoFolders),
        today: Date::parse("2026-11-20").unwrap(),
        cancellation: Cancellation::default(),
    }
}

fn fixed(snapshot: &Snapshot, suggestions: bool) -> FixedAll {
    let check = |file| snapshot.registry.check(&snapshot.project, file, snapshot.environment());
    let found: BTreeMap<_, _> = snapshot.project.files().map(|(file, _)| (file, check(file))).collect();
    fix_all(snapshot, found, FixRequest { code: None, suggestions }).unwrap()
}

fn edited(texts: &[String], edits: &[TextEdit]) -> Vec<String> {
    let mut texts = texts.to_vec();
    for edit in edits.iter().rev() {
        texts[edit.place.file.index()].replace_range(edit.place.range.to_usize(), &edit.replacement);
    }
    texts
}

/// The examples, as people wrote them.
fn examples() -> Vec<String> {
    example_projects().into_iter().flatten().map(|(_, text)| text).collect()
}

/// What stands between quotes and in comments, unless something is wrong in it that a fix may mend. Of a comment that
/// allows something it is the reason: how the rest is spelled may be mended.
fn prose(text: &str) -> Vec<String> {
    let comments = text.lines().filter_map(|line| line.split_once("//").map(|(_, comment)| comment));
    let reason = |comment: &str| match comment.split_once("allow(").and_then(|(_, rest)| rest.split_once(')')) {
        Some((_, reason)) => reason.trim().to_owned(),
        None => comment.trim().to_owned(),
    };
    let comments = comments.map(reason);
    let quoted = text.lines().filter(|line| line.matches('"').count() == 2);
    let quoted = quoted.filter_map(|line| line.split('"').nth(1)).map(str::to_owned);
    let is_prose = |text: &String| text.chars().count() > 8 && !text.contains(['\\', '“']);
    comments.chain(quoted).filter(is_prose).collect()
}

/// Whether a suggestion says a label otherwise on purpose: one that is told from the company's side.
fn is_said_otherwise(label: &str) -> bool {
    let text = format!("journey j \"J\" {{\n  stage s \"{label}\" {{\n    touchpoint t \"{label}\" {{ }}\n  }}\n}}\n");
    let alone = snapshot(&[text]);
    let (file, _) = alone.project.files().next().unwrap();
    let found = alone.registry.check(&alone.project, file, alone.environment());
    found.iter().any(|one| one.code == "inside-out-language" && !one.fixes.is_empty())
}

/// Something that happens to texts.
#[derive(Clone, Debug)]
enum Damage {
    Character(Index),
    Line(Index),
    Typed(Index, &'static str),
}

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let typed = prop::sample::select(vec!["}", "{", "\"", ",", ":", "“", "é😀", "\n", "=", "- ", "\"\"\""]);
    let one = prop_oneof![
        any::<Index>().prop_map(Damage::Character),
        any::<Index>().prop_map(Damage::Line),
        (any::<Index>(), typed).prop_map(|(at, text)| Damage::Typed(at, text)),
    ];
    prop::collection::vec(one, 1..5)
}

fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut text = text.to_owned();
    for damage in damages {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        if places.is_empty() {
            break;
        }
        match damage {
            Damage::Character(at) => drop(text.remove(*at.get(&places))),
            Damage::Typed(at, typed) => text.insert_str(*at.get(&places), typed),
            Damage::Line(at) => {
                let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                lines.remove(at.index(lines.len()));
                text = lines.concat();
            }
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn damaged_examples_are_mended_and_nothing_is_lost(
        which in any::<Index>(),
        damages in damages(),
        crlf in any::<bool>(),
        suggestions in any::<bool>(),
    ) {
        let examples = examples();
        let mut text = damaged(&examples[which.index(examples.len())], &damages);
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let texts = vec![text];
        let now = snapshot(&texts);
        let all = fixed(&now, suggestions);
        let (file, _) = now.project.files().next().unwrap();
        let after = edited(&texts, &all.edits);
        prop_assert_eq!(all.project.file(file).model.parse().text().to_string(), after[0].clone());
        let errors = |project: &Project| project.file(file).model.parse().errors().len();
        prop_assert!(errors(&all.project) <= errors(&now.project));
        if crlf {
            prop_assert_eq!(after[0].matches('\n').count(), after[0].matches("\r\n").count(), "{:#?}", all.edits);
        }
        for written in prose(&texts[0]) {
            let is_kept = after[0].contains(&written) || suggestions && is_said_otherwise(&written);
            prop_assert!(is_kept, "{:?} is gone from\n{}", written, after[0]);
        }
        let again = fixed(&snapshot(&after), suggestions);
        prop_assert_eq!(again.edits, Vec::new());
    }
}

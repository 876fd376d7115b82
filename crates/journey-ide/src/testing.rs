//! What every feature's tests go through: small projects written as one text, with marks in it.

use std::sync::Arc;

use journey_model::syntax::{TextRange, parse};
use journey_model::value::Date;
use journey_model::{Configuration, File, FileId, FileModel, Project};
use journey_plugin::{Folders, Plugin, Registry, TextEdit};
use proptest::prelude::*;

use crate::{ActionRequest, Cancellation, CodeAction, Edits, FileOperation, Snapshot, code_actions};

/// A project with marks in it.
pub(crate) struct Fixture {
    pub(crate) snapshot: Snapshot,
    /// The files, in the order of the fixture.
    pub(crate) files: Vec<FileId>,
    /// Their texts without marks.
    pub(crate) texts: Vec<String>,
    /// Where `$0` stands: the file and the offset in bytes.
    cursor: Option<(FileId, u32)>,
    /// What stands between `⟦` and `⟧`, in the order of files and text.
    pub(crate) marks: Vec<(FileId, TextRange)>,
}

impl Fixture {
    /// Reads a fixture: a text, or several, each under a line `//- path/of/file.journey`. `$0` is the cursor, `⟦` and `⟧`
    /// mark a range. Without such a line the file is called `test.journey`.
    pub(crate) fn new(fixture: &str) -> Self {
        let mut parts: Vec<(String, String)> = Vec::new();
        for line in fixture.split_inclusive('\n') {
            if let Some(path) = line.strip_prefix("//- ") {
                parts.push((path.trim().to_owned(), String::new()));
                continue;
            }
            if parts.is_empty() {
                parts.push(("test.journey".to_owned(), String::new()));
            }
            parts.last_mut().expect("just made sure of").1.push_str(line);
        }
        if parts.is_empty() {
            parts.push(("test.journey".to_owned(), String::new()));
        }
        let mut cursor = None;
        let mut marks = Vec::new();
        for (number, (_, text)) in parts.iter_mut().enumerate() {
            let (plain, at, ranges) = unmark(text);
            *text = plain;
            cursor = cursor.or(at.map(|at| (number, at)));
            marks.extend(ranges.into_iter().map(|range| (number, range)));
        }
        let snapshot = lowered(&parts);
        let files: Vec<FileId> = snapshot.project.files().map(|(id, _)| id).collect();
        let cursor = cursor.map(|(number, at)| (files[number], at));
        let marks = marks.into_iter().map(|(number, range)| (files[number], range)).collect();
        Self { snapshot, texts: parts.into_iter().map(|(_, text)| text).collect(), files, cursor, marks }
    }

    /// Where `$0` stands.
    pub(crate) fn cursor(&self) -> (FileId, u32) {
        self.cursor.expect("the fixture has a `$0`")
    }

    /// The first range that is marked, else the cursor as an empty range.
    pub(crate) fn selection(&self) -> (FileId, TextRange) {
        let cursor = || self.cursor.map(|(file, at)| (file, TextRange::empty(at)));
        self.marks.first().copied().or_else(cursor).expect("the fixture has a mark or a `$0`")
    }

    /// What can be done at the selection, with its edits.
    pub(crate) fn actions(&self) -> Vec<CodeAction> {
        let (file, range) = self.selection();
        let diagnostics = self.snapshot.registry.check(&self.snapshot.project, file, self.snapshot.environment());
        let request = ActionRequest { file, range, diagnostics: &diagnostics, kinds: &[] };
        code_actions(&self.snapshot, &request, Edits::Now).expect("nobody cancels")
    }

    /// The texts after the one action at the selection whose title starts so; new files come last. `None` where there
    /// is no such action.
    pub(crate) fn done(&self, title: &str) -> Option<Vec<String>> {
        let mut fitting = self.actions().into_iter().filter(|action| action.title.starts_with(title));
        let action = fitting.next()?;
        assert!(fitting.next().is_none(), "more than one action is called {title:?}");
        let change = action.change?;
        let mut texts = self.edited(&change.edits);
        texts
            .extend(change.files.into_iter().map(|FileOperation::Create { path, text }| format!("//- {path}\n{text}")));
        Some(texts)
    }

    /// The texts after edits, which must not overlap.
    pub(crate) fn edited(&self, edits: &[TextEdit]) -> Vec<String> {
        let mut edits: Vec<&TextEdit> = edits.iter().collect();
        edits.sort_by_key(|edit| edit.place);
        for pair in edits.windows(2) {
            let [one, next] = pair else { continue };
            assert!(one.place.file != next.place.file || one.place.range.end <= next.place.range.start, "{edits:#?}");
        }
        let mut texts = self.texts.clone();
        for edit in edits.into_iter().rev() {
            let number = self.files.iter().position(|file| *file == edit.place.file).expect("a file of the project");
            texts[number].replace_range(edit.place.range.to_usize(), &edit.replacement);
        }
        texts
    }
}

/// A project of files, each a path and a text.
pub(crate) fn lowered(texts: &[(String, String)]) -> Snapshot {
    let registry = Arc::new(registry());
    let schema = registry.schema();
    let files = texts.iter().map(|(path, text)| File {
        path: path.as_str().into(),
        model: Arc::new(FileModel::lower(&parse(text), &schema)),
    });
    let project = Project::new(files.collect(), Arc::clone(&schema), Configuration::default());
    Snapshot {
        project: Arc::new(project),
        registry,
        folders: Arc::new(SomeFolders),
        today: Date::parse("2026-11-21").expect("a day"),
        cancellation: Cancellation::default(),
    }
}

/// A project of few names, so that many of them are hidden by others, with and without written ids.
pub(crate) fn random_project() -> impl Strategy<Value = Vec<(String, String)>> {
    let id = || prop::sample::select(vec!["a", "b", "c", "stage"]);
    let path = || prop::collection::vec(id(), 1..4).prop_map(|steps| steps.join("."));
    let head = move |keyword: &'static str| {
        (id(), 0..4).prop_map(move |(id, form)| match form {
            0 => format!("{keyword} \"{}\"", id.to_uppercase()),
            1 => format!("{keyword} {id}"),
            _ => format!("{keyword} {id} \"Some {id}\""),
        })
    };
    let touchpoint = (head("touchpoint"), prop::collection::vec(path(), 0..3), head("pain"), id()).prop_map(
        |(head, next, pain, persona)| {
            let next = if next.is_empty() { String::new() } else { format!("next: {}; ", next.join(", ")) };
            format!("    {head} {{ {next}frontstage: {persona} \"x\"; emotion {persona}: -1; {pain} }}\n")
        },
    );
    let stage =
        (head("stage"), id(), prop::collection::vec(touchpoint, 0..3)).prop_map(|(head, detail, touchpoints)| {
            format!("  {head} {{\n    detail: {detail}\n{}  }}\n", touchpoints.concat())
        });
    let opportunity =
        (head("opportunity"), path()).prop_map(|(head, pain)| format!("{head} {{ addresses: {pain} }}\n"));
    let journey = (head("journey"), prop::collection::vec(stage, 1..4), opportunity.clone())
        .prop_map(|(head, stages, opportunity)| format!("{head} {{\n{}  {opportunity}}}\n", stages.concat()));
    let other = prop_oneof![head("persona"), head("channel"), head("actor"), opportunity].prop_map(|text| text + "\n");
    let file = prop::collection::vec(prop_oneof![journey, other], 1..5).prop_map(|parts| parts.concat());
    prop::collection::vec(file, 1..3).prop_map(|files| {
        files.into_iter().enumerate().map(|(number, text)| (format!("{number}.journey"), text)).collect()
    })
}

/// Plugins for tests of features: of the rules, those about the language. What the others say about the craft of maps
/// would only be in the way here, where texts are small.
pub(crate) fn registry() -> Registry {
    let mut plugins: Vec<Box<dyn Plugin>> = vec![Box::new(journey_rules::language::Language)];
    plugins.extend(journey_assist::plugins());
    plugins.extend(journey_mermaid::plugins());
    Registry::new(plugins).expect("built-in plugins do not conflict")
}

/// A disk with a few files on it.
struct SomeFolders;

impl Folders for SomeFolders {
    fn entries(&self, _file: &str, folder: &str) -> Vec<String> {
        match folder {
            "" => vec!["data/".to_owned(), "notes.txt".to_owned()],
            "data" | "data/" => vec!["q2.csv".to_owned(), "q3.csv".to_owned()],
            _ => Vec::new(),
        }
    }

    fn is_file(&self, _file: &str, path: &str) -> bool {
        ["notes.txt", "data/q2.csv", "data/q3.csv"].contains(&path)
    }
}

fn unmark(marked: &str) -> (String, Option<u32>, Vec<TextRange>) {
    let mut text = String::new();
    let (mut cursor, mut marks, mut open) = (None, Vec::new(), Vec::new());
    let mut rest = marked;
    while let Some(character) = rest.chars().next() {
        let at = u32::try_from(text.len()).expect("a short text");
        if let Some(after) = rest.strip_prefix("$0") {
            cursor = Some(at);
            rest = after;
            continue;
        }
        match character {
            '⟦' => open.push(at),
            '⟧' => marks.push(TextRange::new(open.pop().expect("`⟦` before `⟧`"), at)),
            _ => text.push(character),
        }
        rest = &rest[character.len_utf8()..];
    }
    assert!(open.is_empty(), "a mark is not closed");
    marks.sort();
    (text, cursor, marks)
}

#[test]
fn a_fixture_gives_texts_cursor_and_marks() {
    let fixture = Fixture::new("//- a.journey\npersona ⟦maya⟧\n//- b.journey\njourney x { persona: ma$0ya }\n");
    assert_eq!(fixture.texts, ["persona maya\n", "journey x { persona: maya }\n"]);
    assert_eq!(fixture.cursor(), (fixture.files[1], 23));
    assert_eq!(fixture.marks, [(fixture.files[0], TextRange::new(8, 12))]);
}

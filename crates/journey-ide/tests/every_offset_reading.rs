//! Features that only read, at every offset of the examples and of damaged ones: they never panic, and what they say lies
//! inside the text, on boundaries of characters, and in order.

#[path = "../../../grammar/examples.rs"]
mod examples;

use std::sync::Arc;

use journey_ide::plugin::Folders;
use journey_ide::plugin::{Options, Plugin, Registry};
use journey_ide::{
    Cancellation, HintSettings, LensSettings, LinkSettings, LinkTarget, Snapshot, code_lens_content, code_lenses,
    document_link_tooltip, document_links, folds, hover, inlay_hint_details, inlay_hints, journey_at, journeys,
    lines_at, plain, render, selection_ranges, semantic_tokens,
};
use journey_model::syntax::{TextRange, parse};
use journey_model::value::Date;
use journey_model::{Configuration, File, FileId, FileModel, Project};
use proptest::prelude::*;

use examples::example_projects;

/// A disk with nothing on it.
struct NoFolders;

impl Folders for NoFolders {
    fn entries(&self, _file: &str, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    fn is_file(&self, _file: &str, _path: &str) -> bool {
        false
    }
}

/// The texts of all examples, by path.
fn examples() -> Vec<(String, String)> {
    example_projects().concat()
}

fn snapshot(texts: &[(String, String)]) -> Snapshot {
    let mut plugins: Vec<Box<dyn Plugin>> = journey_rules::plugins();
    plugins.extend(journey_assist::plugins());
    plugins.extend(journey_mermaid::plugins());
    let registry = Registry::new(plugins).expect("built-in plugins do not conflict");
    let schema = registry.schema();
    let lowered = texts.iter().map(|(path, text)| File {
        path: path.as_str().into(),
        model: Arc::new(FileModel::lower(&parse(text), &schema)),
    });
    let project = Project::new(lowered.collect(), Arc::clone(&schema), Configuration::default());
    Snapshot {
        project: Arc::new(project),
        registry: Arc::new(registry),
        folders: Arc::new(NoFolders),
        today: Date::parse("2026-11-21").expect("a day"),
        cancellation: Cancellation::default(),
    }
}

fn sound(text: &str, range: TextRange) {
    assert!(text.get(range.to_usize()).is_some(), "{range} in {text:?}");
}

/// The features that answer for a whole file.
fn whole_file(snapshot: &Snapshot, file: FileId, text: &str) {
    let all = TextRange::new(0, u32::try_from(text.len()).expect("a short text"));
    let tokens = semantic_tokens(snapshot, file, all);
    tokens.iter().for_each(|token| sound(text, token.range));
    assert!(tokens.is_sorted_by(|one, next| one.range.end <= next.range.start), "tokens in order, and disjoint");
    assert!(tokens.iter().all(|token| !token.range.is_empty()));

    let folds = folds(snapshot, file);
    folds.iter().for_each(|fold| sound(text, fold.range));
    let mut around: Vec<TextRange> = Vec::new();
    for fold in &folds {
        assert!(text[fold.range.to_usize()].contains(['\n', '\r']), "{fold:?} goes over several lines");
        assert!(fold.collapsed.as_ref().is_none_or(|shown| !shown.contains(['\n', '\r'])), "{fold:?}");
        while around.last().is_some_and(|outer| outer.end <= fold.range.start) {
            around.pop();
        }
        assert!(
            around.last().is_none_or(|outer| outer.covers(fold.range) && *outer != fold.range),
            "{fold:?} in {around:?}"
        );
        around.push(fold.range);
    }

    let links = document_links(snapshot, file, &link_settings());
    links.iter().for_each(|link| sound(text, link.range));
    assert!(
        links.is_sorted_by(|one, next| one.range.end <= next.range.start),
        "links in order, and disjoint: {links:?}"
    );
    for link in &links {
        assert!(!link.range.is_empty() && !document_link_tooltip(snapshot, file, &link.target).is_empty());
        if let LinkTarget::Address(address) = &link.target {
            assert!(address.is_ascii() && !address.contains([' ', '"', '<', '>']), "{address}");
        }
    }

    let hints = inlay_hints(snapshot, file, all, &HintSettings::default());
    assert!(hints.is_sorted_by_key(|hint| hint.hint.offset));
    for hint in &hints {
        sound(text, TextRange::empty(hint.hint.offset));
        assert!(!hint.hint.label.is_empty() && !hint.hint.label.contains(['\n', '\r']), "{hint:?}");
        let details = inlay_hint_details(snapshot, file, hint.kind, &hint.hint).expect("details");
        assert!(!details.tooltip.is_empty(), "{hint:?}");
        if let Some(target) = details.target {
            sound(&snapshot.project.file(target.file).model.parse().text(), target.range);
        }
    }

    let lenses = code_lenses(snapshot, file, &LensSettings::default());
    assert!(lenses.is_sorted_by_key(|lens| lens.range));
    for lens in &lenses {
        sound(text, lens.range);
        let content = code_lens_content(snapshot, file, lens.kind, lens.range);
        assert!(content.is_none_or(|content| !content.title.is_empty() && !content.title.contains(['\n', '\r'])));
    }

    for journey in journeys(snapshot, file) {
        let rendered = render(snapshot, journey.declaration, "journey", &Options::default()).expect("a view");
        let lines = u32::try_from(rendered.text.lines().count()).expect("few lines");
        assert!(rendered.source_map.iter().all(|source| source.line < lines && source.place.file == file));
        assert!(rendered.source_map.is_sorted_by_key(|source| source.line));
        rendered.source_map.iter().for_each(|source| sound(text, source.place.range));
    }
}

/// The features that answer for a place.
fn at(snapshot: &Snapshot, file: FileId, text: &str, offset: u32) {
    if let Some(hover) = hover(snapshot, file, offset) {
        sound(text, hover.range);
        assert!(hover.range.touches(offset), "{hover:?} at {offset}");
        let lines = hover.markdown.lines().filter(|line| !line.is_empty()).count();
        assert!(!plain(&hover.markdown).is_empty() && lines <= 16, "{lines} lines: {}", hover.markdown);
    }
    let ranges = selection_ranges(snapshot, file, offset);
    ranges.iter().for_each(|range| sound(text, *range));
    assert!(ranges.first().is_some_and(|first| first.touches(offset)), "{ranges:?} at {offset}");
    assert!(ranges.is_sorted_by(|inner, outer| outer.covers(*inner) && outer != inner), "{ranges:?} at {offset}");
    assert_eq!(ranges.last().map(|last| last.to_usize()), Some(0..text.len()));
    if let Some(journey) = journey_at(snapshot, file, offset) {
        assert!(snapshot.project.declaration(journey).range().touches(offset));
    }
}

fn link_settings() -> LinkSettings {
    LinkSettings {
        ticket: Some("https://example.org/{}".to_owned()),
        owner: Some("https://example.org/people/{}".to_owned()),
    }
}

fn offsets(text: &str) -> impl Iterator<Item = u32> {
    let boundaries = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
    boundaries.map(|offset| u32::try_from(offset).expect("a short text"))
}

#[test]
fn every_offset_of_every_example_is_answered_soundly() {
    let texts = examples();
    let snapshot = snapshot(&texts);
    for ((file, _), (_, text)) in snapshot.project.files().zip(&texts) {
        whole_file(&snapshot, file, text);
        offsets(text).for_each(|offset| at(&snapshot, file, text, offset));
    }
}

#[test]
fn the_tokens_of_a_range_are_those_of_the_file_that_touch_it() {
    let texts = examples();
    let snapshot = snapshot(&texts);
    for ((file, _), (_, text)) in snapshot.project.files().zip(&texts) {
        let all = semantic_tokens(&snapshot, file, TextRange::new(0, u32::MAX));
        for start in offsets(text).step_by(97) {
            let range = TextRange::new(start, start + 150);
            let touching = all.iter().filter(|token| token.range.start < range.end && range.start < token.range.end);
            assert_eq!(semantic_tokens(&snapshot, file, range), touching.copied().collect::<Vec<_>>(), "{range}");
        }
    }
}

#[test]
fn the_lines_of_a_rendering_are_found_from_every_place_of_its_journey() {
    let texts = examples();
    let snapshot = snapshot(&texts);
    for ((file, _), (_, text)) in snapshot.project.files().zip(&texts) {
        for journey in journeys(&snapshot, file) {
            let rendered = render(&snapshot, journey.declaration, "journey", &Options::default()).expect("a view");
            let range = snapshot.project.declaration(journey.declaration).range();
            let inside = offsets(text).filter(|offset| range.touches(*offset));
            for offset in inside.step_by(11) {
                assert!(!lines_at(&rendered, file, offset).is_empty(), "{offset} in {}", journey.id);
            }
        }
    }
}

/// What is put into a text to damage it.
const DAMAGE: [&str; 22] = [
    "{",
    "}",
    "\"",
    "\"\"\"",
    "'",
    ":",
    ",",
    ";",
    "\n",
    "\r\n",
    "\r",
    " from ",
    "😀",
    "\u{FEFF}",
    "//",
    "/// ",
    "@",
    ".",
    "-",
    "// region x\n",
    "https://example.org/)",
    "journey j {",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_examples_are_answered_soundly(
        example in any::<prop::sample::Index>(),
        cut in prop::option::of(any::<prop::sample::Index>()),
        damages in prop::collection::vec((any::<prop::sample::Index>(), 0..60_usize, 0..DAMAGE.len()), 0..6),
        crlf in any::<bool>(),
        places in prop::collection::vec(any::<prop::sample::Index>(), 40),
    ) {
        let mut texts = examples();
        let number = example.index(texts.len());
        let text = &mut texts[number].1;
        let boundary = |text: &str, at: usize| text.floor_char_boundary(at);
        if let Some(cut) = cut {
            text.truncate(boundary(text, cut.index(text.len())));
        }
        for (at, length, damage) in damages {
            let start = boundary(text, at.index(text.len() + 1));
            let end = boundary(text, (start + length).min(text.len()));
            text.replace_range(start..end, DAMAGE[damage]);
        }
        if crlf {
            *text = text.replace('\n', "\r\n");
        }
        let snapshot = snapshot(&texts);
        let (path, text) = &texts[number];
        let file = snapshot.project.file_by_path(path).expect("a file of the project");
        whole_file(&snapshot, file, text);
        for place in places {
            at(&snapshot, file, text, u32::try_from(boundary(text, place.index(text.len() + 1))).expect("a short text"));
        }
    }
}

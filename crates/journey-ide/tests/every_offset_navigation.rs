//! Every navigation feature at every offset of every example, as it is and damaged: nothing panics, every answer lies in
//! its file, and whatever leads somewhere is led back to.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "../../../grammar/examples.rs"]
mod examples;

use std::collections::BTreeMap;
use std::sync::Arc;

use journey_ide::plugin::Folders;
use journey_ide::plugin::{Place, Registry};
use journey_ide::{
    Cancellation, Destination, Navigation, OutlineEntry, Snapshot, Symbol, Target, definition, first_touchpoints,
    flat_outline, highlight, implementation, incoming_steps, name_at, outgoing_steps, outline, references, subtypes,
    supertypes, type_definition, variants_at, workspace_symbols,
};
use journey_model::syntax::{TextRange, parse};
use journey_model::value::Date;
use journey_model::{Configuration, DeclarationId, File, FileId, FileModel, Project};

use examples::example_projects;

/// A disk on which every file is there.
struct EveryFile;

impl Folders for EveryFile {
    fn entries(&self, _file: &str, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    fn is_file(&self, _file: &str, _path: &str) -> bool {
        true
    }
}

struct Sample {
    snapshot: Snapshot,
    texts: BTreeMap<FileId, String>,
}

impl Sample {
    fn new(files: &[(String, String)]) -> Self {
        let mut plugins = journey_rules::plugins();
        plugins.extend(journey_assist::plugins());
        plugins.extend(journey_mermaid::plugins());
        let registry = Arc::new(Registry::new(plugins).unwrap());
        let schema = registry.schema();
        let lowered = files.iter().map(|(path, text)| File {
            path: path.as_str().into(),
            model: Arc::new(FileModel::lower(&parse(text), &schema)),
        });
        let project = Project::new(lowered.collect(), Arc::clone(&schema), Configuration::default());
        let texts = project.files().map(|(id, file)| (id, file.model.parse().text())).collect();
        let snapshot = Snapshot {
            project: Arc::new(project),
            registry,
            folders: Arc::new(EveryFile),
            today: Date::parse("2026-11-21").unwrap(),
            cancellation: Cancellation::default(),
        };
        Self { snapshot, texts }
    }

    /// Asks everything, at every byte of every file and behind its end.
    fn check(&self) {
        let mut found = BTreeMap::new();
        for (file, text) in &self.texts {
            let length = u32::try_from(text.len()).unwrap();
            for offset in (0..=length + 1).chain([u32::MAX]) {
                self.check_offset(*file, offset);
            }
            self.check_outline(*file);
            self.check_round_trips(*file, &mut found);
        }
        self.check_both_ends();
        self.check_search();
    }

    fn check_offset(&self, file: FileId, offset: u32) {
        let snapshot = &self.snapshot;
        let name = name_at(snapshot, file, offset);
        if let Some(name) = &name {
            self.check_place(name.place);
            assert!(name.place.file == file && name.place.range.touches(offset) && !name.place.range.is_empty());
        }
        for navigation in [definition, type_definition, implementation].map(|ask| ask(snapshot, file, offset)) {
            self.check_navigation(file, offset, navigation.as_ref());
        }
        let highlights = highlight(snapshot, file, offset);
        for (number, one) in highlights.iter().enumerate() {
            self.check_place(Place { file, range: one.range });
            let earlier = &highlights[..number];
            assert!(earlier.iter().all(|before| before.range.end <= one.range.start), "they overlap");
        }
        let places = references(snapshot, file, offset, true).unwrap();
        assert_eq!(places.is_some(), name.is_some());
        places.iter().flatten().for_each(|place| self.check_place(*place));
        if let Some(name) = name {
            assert!(highlights.iter().any(|one| one.range == name.place.range), "{name:?}");
            if !name.is_declaration() && !name.declarations().is_empty() {
                assert!(places.unwrap().contains(&name.place), "{name:?}");
            }
        }
        for symbol in variants_at(snapshot, file, offset).iter().chain(&first_touchpoints(snapshot, file, offset)) {
            self.check_symbol(symbol);
        }
    }

    fn check_navigation(&self, file: FileId, offset: u32, navigation: Option<&Navigation>) {
        let Some(navigation) = navigation else { return };
        self.check_place(Place { file, range: navigation.origin });
        assert!(navigation.origin.touches(offset));
        assert!(!navigation.destinations.is_empty());
        for (number, destination) in navigation.destinations.iter().enumerate() {
            assert!(!navigation.destinations[..number].contains(destination), "twice");
            match destination {
                Destination::Target(target) => self.check_target(*target),
                Destination::File(target) => assert_eq!(target.named_in, file),
            }
        }
    }

    fn check_outline(&self, file: FileId) {
        fn check_nesting(entries: &[OutlineEntry], around: Option<TextRange>) {
            for OutlineEntry { symbol, children } in entries {
                assert!(around.is_none_or(|around| around.covers(symbol.target.range)));
                check_nesting(children, Some(symbol.target.range));
            }
        }
        let entries = outline(&self.snapshot, file);
        check_nesting(&entries, None);
        for (symbol, container) in flat_outline(entries) {
            self.check_symbol(&symbol);
            assert_ne!(container.as_deref(), Some(""));
        }
    }

    /// What a step of a reference leads to has that step among its references, and leads to itself.
    fn check_round_trips(&self, file: FileId, found: &mut BTreeMap<DeclarationId, Vec<Place>>) {
        let snapshot = &self.snapshot;
        for reference in snapshot.project.file(file).model.references() {
            let mut start = reference.range.start;
            for step in reference.text.split('.') {
                let name = name_at(snapshot, file, start).expect("a step is a name");
                assert_eq!(name.place.range, TextRange::new(start, start + u32::try_from(step.len()).unwrap()));
                start = name.place.range.end + 1;
                let targets = definition(snapshot, file, name.place.range.start).map_or(0, |to| to.destinations.len());
                assert_eq!(targets, name.declarations().len());
                for id in name.declarations() {
                    let target = snapshot.target(*id);
                    let back = found.entry(*id).or_insert_with(|| {
                        references(snapshot, target.file, target.focus.start, false).unwrap().expect("a name")
                    });
                    assert!(back.contains(&name.place), "{name:?} of {reference:?}");
                    let itself = definition(snapshot, target.file, target.focus.end).expect("it leads to itself");
                    assert_eq!(itself.destinations, [Destination::Target(target)]);
                }
            }
        }
    }

    /// Every step of the flow is seen from both of its ends, and every variant too.
    fn check_both_ends(&self) {
        let snapshot = &self.snapshot;
        let (mut there, mut back, mut over, mut under) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for id in self.declarations() {
            for step in outgoing_steps(snapshot, id).unwrap() {
                self.check_symbol(&step.touchpoint);
                assert!(!step.said.is_empty());
                step.said.iter().for_each(|range| self.check_place(Place { file: id.file, range: *range }));
                there.push((id, step.touchpoint.declaration, step.conditions, step.said));
            }
            for step in incoming_steps(snapshot, id).unwrap() {
                back.push((step.touchpoint.declaration, id, step.conditions, step.said));
            }
            over.extend(supertypes(snapshot, id).into_iter().map(|symbol| (symbol.declaration, id)));
            under.extend(subtypes(snapshot, id).into_iter().map(|symbol| (id, symbol.declaration)));
        }
        there.sort();
        back.sort();
        assert_eq!(there, back);
        // Of several with one name only the first is a variant of another, so the second is seen from its own end only.
        if snapshot.project.duplicates().is_empty() {
            over.sort_unstable();
            under.sort_unstable();
            assert_eq!(over, under);
        }
    }

    fn check_search(&self) {
        for query in ["", "e", "weekly shop", "a.b", "🙂"] {
            let symbols = workspace_symbols(&self.snapshot, query, 1000).unwrap();
            symbols.iter().for_each(|found| self.check_symbol(&found.symbol));
        }
        for id in self.declarations() {
            let symbol = Symbol::of(&self.snapshot, id);
            let found = workspace_symbols(&self.snapshot, &symbol.name, 1000).unwrap();
            // What has no label of its own is listed under a name that it does not have.
            let is_unnamed = symbol.target.focus.is_empty() || symbol.name.starts_with("Unnamed");
            let is_found = found.iter().any(|one| one.symbol == symbol);
            assert!(is_found || is_unnamed || symbol.keyword.is_none(), "{symbol:?}");
        }
    }

    fn declarations(&self) -> Vec<DeclarationId> {
        let files = self.snapshot.project.files();
        let ids = files.flat_map(|(file, at)| {
            at.model.declarations().map(move |one| DeclarationId { file, local: one.local_id() })
        });
        ids.collect()
    }

    fn check_symbol(&self, symbol: &Symbol) {
        self.check_target(symbol.target);
        assert!(!symbol.name.is_empty() && !symbol.name.contains(['\n', '\r']), "{symbol:?}");
        assert_ne!(symbol.detail.as_deref(), Some(""));
    }

    fn check_target(&self, target: Target) {
        self.check_place(Place { file: target.file, range: target.range });
        self.check_place(target.place());
        assert!(target.range.covers(target.focus), "{target:?}");
    }

    fn check_place(&self, place: Place) {
        let text = &self.texts[&place.file];
        assert!(text.get(place.range.to_usize()).is_some(), "{place:?} is not in the text");
    }
}

/// The smallest example, in which everything of the language stands.
fn smallest() -> String {
    let (_, text) = example_projects().concat().into_iter().find(|(path, _)| path == "weekly-shop.journey").unwrap();
    text
}

/// Checks a text with a second file that refers into it, so that damage is seen from elsewhere.
fn check_text(text: String) {
    let other = "\
journey beside \"Beside\" {
  of: weekly_shop
  persona: maya, tom
  stage discover \"Discover\" {
    detail: weekly_shop_next
    touchpoint search \"Search\" {
      next: weekly_shop.discover.search \"back\", weekly_shop.doorbell
      emotion maya: 0 from interviews
    }
  }
}
opportunity far \"Far\" {
  addresses: weekly_shop.discover.stale_stock, weekly_shop.search.stale_stock, weekly_shop.nothing
}
";
    Sample::new(&[("a.journey".to_owned(), text), ("b.journey".to_owned(), other.to_owned())]).check();
}

#[test]
fn examples_as_they_are() {
    example_projects().iter().for_each(|files| Sample::new(files).check());
}

#[test]
fn a_text_that_ends_anywhere() {
    let text = smallest();
    let ends = (0..text.len()).step_by(67).filter(|end| text.is_char_boundary(*end));
    ends.for_each(|end| check_text(text[..end].to_owned()));
}

#[test]
fn a_text_without_one_of_its_lines() {
    let text = smallest();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for missing in (0..lines.len()).step_by(3) {
        let others = lines.iter().enumerate().filter(|(number, _)| *number != missing);
        check_text(others.map(|(_, line)| *line).collect());
    }
}

#[test]
fn a_text_with_other_signs_for_its_own() {
    let text = smallest();
    for (sign, other) in [
        ("\n", "\r\n"),
        ("\n", "\r"),
        ("{", ""),
        ("}", ""),
        ("{", "{\n{"),
        ("}", "}}"),
        ("\"", ""),
        (":", ""),
        (": ", ": ,,"),
        ("discover", "weekly_shop"),
        ("search", "_"),
        ("weekly_shop", "顧客-"),
        ("maya", "zoë𝒵"),
        ("stage", "stag"),
        ("touchpoint", ""),
        ("stale_stock", "a.b.c"),
        ("of: weekly_shop", "of: weekly_shop_next"),
        ("weekly_shop_next", "weekly_shop"),
        ("goal: \"Find a shop that delivers tonight\"", "detail: weekly_shop, weekly_shop_next, beside"),
        ("emotion", "next: search, doorbell \"🙂\"; emotion"),
        ("persona ", "\u{feff}persona "),
    ] {
        let damaged = text.replace(sign, other);
        assert_ne!(damaged, text);
        check_text(damaged);
    }
}

#[test]
fn texts_of_hardly_anything() {
    let texts =
        ["", "\u{feff}", "{", "}", "journey", "journey {", "persona _", "persona \"\"", "\"", "a.b", "persona: a.b"];
    texts
        .into_iter()
        .chain(["🙂", "persona \"\u{200b}\"", "persona \"\\u{7}\""])
        .for_each(|text| check_text(text.to_owned()));
}

//! Every action everywhere: in the examples of the language, and in the same with one line broken, gone or misspelled.

#[path = "../../../grammar/examples.rs"]
mod examples;

use std::collections::BTreeMap;
use std::sync::Arc;

use journey_ide::plugin::Folders;
use journey_ide::plugin::{Applicability, Diagnostic, Plugin, Registry, Severity};
use journey_ide::{
    ActionKind, ActionRequest, Cancellation, CodeAction, Edits, FileOperation, Snapshot, SourceChange, code_actions,
    resolve_code_action,
};
use journey_model::syntax::{SyntaxKind, TextRange, parse};
use journey_model::value::Date;
use journey_model::{Configuration, Declaration, File, FileId, FileModel, Project};

use examples::example_projects;

/// Files, each a path and a text.
type Texts = Vec<(String, String)>;

struct NoFolders;

impl Folders for NoFolders {
    fn entries(&self, _file: &str, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    fn is_file(&self, _file: &str, _path: &str) -> bool {
        false
    }
}

fn snapshot(texts: &Texts, registry: &Arc<Registry>) -> Snapshot {
    let schema = registry.schema();
    let files = texts.iter().map(|(path, text)| File {
        path: path.as_str().into(),
        model: Arc::new(FileModel::lower(&parse(text), &schema)),
    });
    Snapshot {
        project: Arc::new(Project::new(files.collect(), Arc::clone(&schema), Configuration::default())),
        registry: Arc::clone(registry),
        folders: Arc::new(NoFolders),
        today: Date::parse("2026-11-21").expect("a day"),
        cancellation: Cancellation::default(),
    }
}

fn registry() -> Arc<Registry> {
    let mut plugins: Vec<Box<dyn Plugin>> = journey_rules::plugins();
    plugins.extend(journey_assist::plugins());
    Arc::new(Registry::new(plugins).expect("built-in plugins do not conflict"))
}

fn findings(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let files = snapshot.project.files();
    files.flat_map(|(file, _)| snapshot.registry.check(&snapshot.project, file, snapshot.environment())).collect()
}

/// How many findings there are of each rule.
fn counted(findings: &[Diagnostic], most: Severity) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    findings.iter().filter(|one| one.severity <= most).for_each(|one| *counts.entry(one.code).or_default() += 1);
    counts
}

/// Whether a rule finds what is wrong with a text, not what a map could say better.
fn is_about_language(registry: &Registry, code: &str) -> bool {
    let mut descriptions = registry.rules().map(journey_ide::plugin::Rule::description);
    descriptions.find(|rule| rule.id == code).is_none_or(|rule| rule.group.id == "language")
}

/// What every reference that means something means: who refers by which key to what, as ids, and how often.
fn meanings(project: &Project) -> BTreeMap<String, usize> {
    let named = |declaration: Declaration<'_>| {
        let journey = declaration.journey().map_or("", Declaration::id);
        format!("{journey}/{:?} {}", declaration.keyword(), declaration.id())
    };
    let mut meanings = BTreeMap::new();
    for (file, at) in project.files() {
        for reference in at.model.references() {
            if let Some((_, target)) = project.target(file, &reference) {
                let (user, key) = (named(reference.declaration), reference.property.key());
                *meanings.entry(format!("{user}: {key} {}", named(target))).or_default() += 1;
            }
        }
    }
    meanings
}

/// The texts after a change, which has to be one that an editor can make.
fn changed(texts: &Texts, project: &Project, change: &SourceChange, title: &str) -> Texts {
    let mut after = texts.clone();
    let mut edits = change.edits.clone();
    edits.sort_by_key(|edit| edit.place);
    for pair in edits.windows(2) {
        let apart = pair[0].place.file != pair[1].place.file || pair[0].place.range.end <= pair[1].place.range.start;
        assert!(apart && pair[0].place != pair[1].place, "{title}: {edits:#?}");
    }
    for edit in edits.iter().rev() {
        let number = project.files().position(|(file, _)| file == edit.place.file).expect("a file of the project");
        let text = &mut after[number].1;
        let range = edit.place.range.to_usize();
        assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "{title}: {edit:?}");
        text.replace_range(range, &edit.replacement);
    }
    if let Some((edit, offset)) = change.cursor {
        assert!(change.edits[edit].replacement.is_char_boundary(offset as usize), "{title}");
    }
    for FileOperation::Create { path, text } in &change.files {
        assert!(after.iter().all(|(known, _)| known != path), "{title} overwrites {path}");
        after.push((path.clone(), text.clone()));
    }
    after
}

struct Tried {
    registry: Arc<Registry>,
    /// How often each action was tried, by the start of its id.
    counts: BTreeMap<String, usize>,
    broken: Vec<String>,
}

impl Tried {
    fn new() -> Self {
        Self { registry: registry(), counts: BTreeMap::new(), broken: Vec::new() }
    }

    /// Tries every action at one place.
    fn at(&mut self, texts: &Texts, snapshot: &Snapshot, file: FileId, range: TextRange, known: &[Diagnostic]) {
        let diagnostics: Vec<Diagnostic> =
            known.iter().filter(|diagnostic| diagnostic.place.file == file).cloned().collect();
        let request = ActionRequest { file, range, diagnostics: &diagnostics, kinds: &[] };
        for action in code_actions(snapshot, &request, Edits::Later).expect("nobody cancels") {
            let resolved = resolve_code_action(snapshot, &request, &action.id).expect("nobody cancels");
            if action.disabled.is_some() {
                assert_eq!(resolved, None);
                continue;
            }
            let Some(change) = resolved else {
                self.broken.push(format!(
                    "{:?} at {range}: no change for {:#?}",
                    action.title,
                    action.mends.iter().map(|n| &diagnostics[*n]).collect::<Vec<_>>()
                ));
                continue;
            };
            let name: Vec<&str> = action.id.split(' ').take(2).collect();
            *self.counts.entry(name.join(" ")).or_default() += 1;
            let after = changed(texts, &snapshot.project, &change, &action.title);
            self.check(snapshot, &action, &diagnostics, known, &after);
        }
    }

    fn check(
        &mut self,
        before: &Snapshot,
        action: &CodeAction,
        diagnostics: &[Diagnostic],
        known: &[Diagnostic],
        texts: &Texts,
    ) {
        let after = snapshot(texts, &self.registry);
        let found = findings(&after);
        let mends: Vec<&Diagnostic> = action.mends.iter().map(|number| &diagnostics[*number]).collect();
        // Where a rule mends a mistake, another may come to light that it hid.
        let is_of_a_rule = action.id.starts_with("fix ");
        let most = if mends.is_empty() { Severity::Error } else { Severity::Hint };
        let (old, new) = (counted(known, most), counted(&found, most));
        let mut wrong = Vec::new();
        for (code, count) in &new {
            // A name that looked like the new one is known to be another, which nobody uses.
            let is_told_apart = *code == "unused-name" && action.id.starts_with("create ");
            // What is new says little yet: that it cites nothing, or feels like nothing, is for its writer to go on with.
            let is_told_as_new = action.id.starts_with("create ") && !is_about_language(after.registry.as_ref(), code);
            if count > old.get(code).unwrap_or(&0) && !is_of_a_rule && !is_told_apart && !is_told_as_new {
                wrong.push(format!(
                    "brings {code}: {:#?}",
                    found.iter().filter(|one| one.code == *code).map(|one| &one.message).collect::<Vec<_>>()
                ));
            }
        }
        let alike = |all: &[Diagnostic], one: &Diagnostic| {
            all.iter().filter(|other| other.code == one.code && other.message == one.message).count()
        };
        if !mends.is_empty() && mends.iter().all(|one| alike(&found, one) >= alike(known, one)) {
            wrong.push(format!("does not mend {}", mends[0].message));
        }
        for (path, text) in texts.iter().filter(|_| !is_of_a_rule) {
            let is_foreign = texts[0].1.starts_with('\u{feff}');
            let lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
            let lone = lines.filter(|line| !line.ends_with("\r\n")).count();
            let spaced = text.lines().filter(|line| line.starts_with(' ')).count();
            // A file without any indentation does not say how it would indent.
            let spaced = if text.contains("\n\t") { spaced } else { 0 };
            if is_foreign && (lone > 0 || spaced > 0 || text.rfind('\u{feff}').is_some_and(|at| at > 0)) {
                wrong
                    .push(format!("{lone} line ends, {spaced} indentations or a byte-order mark of its own in {path}"));
            }
        }
        let is_refactoring = action.kind != ActionKind::QuickFix && action.kind != ActionKind::FixAll;
        if is_refactoring && action.applicability == Applicability::Safe {
            let kept = meanings(&after.project);
            for (meaning, count) in meanings(&before.project) {
                if kept.get(&meaning).unwrap_or(&0) < &count {
                    wrong.push(format!("loses {meaning}"));
                }
            }
        }
        if !wrong.is_empty() {
            let edited: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
            let edited = if edited.len() == 1 && edited[0].len() < 600 { edited[0] } else { "" };
            self.broken.push(format!("{:?} ({}): {}\n{edited}", action.title, action.id, wrong.join("; ")));
        }
    }
}

/// Where something can be done: on every declaration, every finding, and some words of every text.
fn places(snapshot: &Snapshot, known: &[Diagnostic]) -> Vec<(FileId, TextRange)> {
    let mut places = Vec::new();
    for (file, at) in snapshot.project.files() {
        for declaration in at.model.declarations() {
            places.push((file, TextRange::empty(declaration.name().range.start)));
            for property in declaration.properties() {
                let texts = property.syntax().children().filter(|node| node.kind() == SyntaxKind::Text);
                places.extend(texts.filter_map(|text| {
                    let word = text.text().trim_matches('"').split(' ').next().filter(|word| word.len() > 5)?;
                    let start = text.range().start + 1;
                    Some((file, TextRange::new(start, start + u32::try_from(word.len()).ok()?)))
                }));
            }
        }
    }
    places
        .extend(known.iter().map(|diagnostic| (diagnostic.place.file, TextRange::empty(diagnostic.place.range.start))));
    places.sort_unstable();
    places.dedup();
    places
}

#[test]
fn every_action_in_every_example_keeps_its_promise() {
    let mut tried = Tried::new();
    for texts in example_projects() {
        let snapshot = snapshot(&texts, &tried.registry);
        let known = findings(&snapshot);
        for (file, range) in places(&snapshot, &known) {
            tried.at(&texts, &snapshot, file, range, &known);
        }
    }
    assert!(tried.broken.is_empty(), "{} of {:?}:\n{}", tried.broken.len(), tried.counts, tried.broken.join("\n"));
    for action in [
        "move touchpoint",
        "wrap in",
        "to-be copy",
        "move to",
        "split file",
        "inline block",
        "expand block",
        "add missing",
        "extract channel",
        "extract source",
    ] {
        assert!(tried.counts.get(action).is_some_and(|count| *count > 0), "{action} of {:?}", tried.counts);
    }
}

/// The same as people write it on other machines: CRLF, a byte-order mark, tabs, no line end at the end.
fn written_elsewhere(texts: &Texts) -> Texts {
    let changed = |text: &str| {
        let lines = text.trim_end().lines().map(|line| {
            let content = line.trim_start_matches(' ');
            format!("{}{content}", "\t".repeat((line.len() - content.len()) / 2))
        });
        format!("\u{feff}{}", lines.collect::<Vec<_>>().join("\r\n"))
    };
    texts.iter().map(|(path, text)| (path.clone(), changed(text))).collect()
}

#[test]
fn line_ends_tabs_and_marks_of_other_machines_stay() {
    let mut tried = Tried::new();
    for texts in example_projects() {
        let texts = written_elsewhere(&texts);
        let snapshot = snapshot(&texts, &tried.registry);
        let known = findings(&snapshot);
        for (file, range) in places(&snapshot, &known).into_iter().step_by(3) {
            tried.at(&texts, &snapshot, file, range, &known);
        }
    }
    assert!(tried.broken.is_empty(), "{} of {:?}:\n{}", tried.broken.len(), tried.counts, tried.broken.join("\n"));
}

#[test]
fn at_every_offset_and_in_every_selection_there_is_an_answer() {
    let registry = registry();
    for texts in example_projects() {
        let snapshot = snapshot(&texts, &registry);
        for ((file, _), (_, text)) in snapshot.project.files().zip(&texts) {
            let diagnostics = registry.check(&snapshot.project, file, snapshot.environment());
            let boundaries: Vec<u32> = text.char_indices().map(|(at, _)| u32::try_from(at).unwrap()).collect();
            for (number, start) in boundaries.iter().enumerate().step_by(3) {
                let end = boundaries.get(number + number % 40).unwrap_or(start);
                for range in [TextRange::empty(*start), TextRange::new(*start, *end)] {
                    let request = ActionRequest { file, range, diagnostics: &diagnostics, kinds: &[] };
                    let actions = code_actions(&snapshot, &request, Edits::Later).unwrap();
                    let mut ids: Vec<&str> = actions.iter().map(|action| action.id.as_str()).collect();
                    ids.sort_unstable();
                    ids.dedup();
                    assert_eq!(ids.len(), actions.len(), "two actions of one id at {range}: {actions:#?}");
                }
            }
        }
    }
}

/// The text with something done to one of its lines; `None` where that changes nothing.
fn mutated(text: &str, line: usize, how: usize) -> Option<String> {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let one = lines.get_mut(line)?;
    *one = match how {
        // Gone.
        0 => String::new(),
        // Misspelled.
        1 => {
            let word = one.find(|character: char| character.is_ascii_alphabetic())?;
            let rest = one.get(word + 1..)?;
            let next = rest.chars().next().filter(char::is_ascii_alphabetic)?;
            let swapped = one.get(word..=word)?.to_owned();
            format!("{}{next}{swapped}{}", one.get(..word)?, rest.get(1..)?)
        }
        // Broken: the first sign that is not of a word is gone.
        2 => {
            let sign = one.find(['{', '}', '"', ':', ','])?;
            format!("{}{}", one.get(..sign)?, one.get(sign + 1..)?)
        }
        // A name that nobody knows, in the place of the last word.
        3 => {
            let content = one.trim_end();
            let word = content.trim_end_matches(|character: char| character.is_alphanumeric() || character == '_');
            if word.len() == content.len() {
                return None;
            }
            format!("{word}zyxwv_1\n")
        }
        // Cut in the middle.
        _ => {
            let content = one.trim_end();
            let middle = (content.len() / 2..content.len()).find(|at| content.is_char_boundary(*at))?;
            format!("{}\n", content.get(..middle)?)
        }
    };
    let mutated = lines.concat();
    (mutated != text).then_some(mutated)
}

#[test]
fn every_action_in_broken_examples_keeps_its_promise() {
    let mut tried = Tried::new();
    let mut seed = 0;
    for texts in example_projects() {
        let lines = texts
            .iter()
            .enumerate()
            .flat_map(|(file, (_, text))| (0..text.lines().count()).map(move |line| (file, line)));
        let lines: Vec<(usize, usize)> = lines.collect();
        for (file, line) in lines.into_iter().step_by(STEP) {
            seed += 1;
            let Some(text) = mutated(&texts[file].1, line, seed % 5) else { continue };
            let mut broken = texts.clone();
            broken[file].1 = text;
            if seed % 3 == 0 {
                broken = written_elsewhere(&broken);
            }
            let snapshot = snapshot(&broken, &tried.registry);
            let known = findings(&snapshot);
            let findings_first = known.iter().map(|one| (one.place.file, TextRange::empty(one.place.range.start)));
            let places = places(&snapshot, &known);
            let some = places.iter().copied().skip(seed % 7).step_by(places.len() / 4 + 1);
            for (file, range) in findings_first.chain(some) {
                tried.at(&broken, &snapshot, file, range, &known);
            }
        }
    }
    assert!(tried.broken.is_empty(), "{} of {:?}:\n{}", tried.broken.len(), tried.counts, tried.broken.join("\n"));
    for action in ["create persona", "create channel", "fix all", "fix unknown-name"] {
        assert!(tried.counts.get(action).is_some_and(|count| *count > 0), "{action} of {:?}", tried.counts);
    }
}

/// Every so many lines are broken.
const STEP: usize = 3;

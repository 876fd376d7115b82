//! Projects and their files, without a disk: what was read is made up here.

use std::path::PathBuf;
use std::sync::Arc;

use journey_ide::plugin::model::syntax::parse;
use journey_ide::plugin::model::{FileModel, RuleSeverity, Schema};
use ls_types::{Position, Range, TextDocumentContentChangeEvent};

use super::document::Document;
use super::project::DiskFile;
use super::version::Version;
use super::workspace::{Read, Wanted, Workspace};
use crate::uri::DocumentUri;

const ROOT: &str = "/nowhere/maps";

fn workspace(folders: &[&str]) -> Workspace {
    let schema = Arc::new(Schema::standard().clone());
    Workspace::new(folders.iter().map(PathBuf::from).collect(), Arc::new(crate::testing::registry().catalog()), schema)
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(ROOT).join(name)
}

fn document(name: &str, text: &str) -> Arc<Document> {
    Arc::new(Document::new(DocumentUri::from_path(&path(name)).unwrap(), Some(path(name)), 1, text))
}

fn read(files: &[(&str, &str)]) -> Read {
    let file = |text: &str| {
        let model = Arc::new(FileModel::lower(&parse(text), Schema::standard()));
        DiskFile { model, problem: None }
    };
    let files = files.iter().map(|(name, text)| (path(name), file(text))).collect();
    Read { root: PathBuf::from(ROOT), settings: None, paths: None, files }
}

fn read_paths(names: &[&str], files: &[(&str, &str)]) -> Read {
    Read { paths: Some(names.iter().map(|name| path(name)).collect()), ..read(files) }
}

/// The only project.
fn version(workspace: &mut Workspace) -> Arc<Version> {
    let mut versions = workspace.versions();
    let (_, version) = versions.next().unwrap();
    assert!(versions.next().is_none());
    Arc::clone(version)
}

/// The files of the only project with their texts; those that are open with a star.
fn texts(workspace: &mut Workspace) -> Vec<String> {
    let version = version(workspace);
    let project = version.project();
    let files = project.files().map(|(id, file)| {
        let star = if version.open.contains_key(&id) { "*" } else { "" };
        assert_eq!(version.text(id).to_string(), file.model.parse().text());
        format!("{star}{}: {}", file.path, file.model.parse().text())
    });
    files.collect()
}

fn discovered(files: &[(&str, &str)]) -> Workspace {
    let mut workspace = workspace(&[ROOT]);
    assert_eq!(workspace.discovered(0, vec![read(files)]), []);
    workspace
}

#[test]
fn a_document_in_no_open_folder_asks_for_the_files_beside_it() {
    let mut workspace = workspace(&[]);
    assert_eq!(workspace.open(document("b.journey", "persona b")), Some(Wanted::Project(ROOT.into())));
    assert!(version(&mut workspace).is_loading);
    workspace.read(0, read(&[("a.journey", "persona a"), ("b.journey", "persona old")]));
    assert!(!version(&mut workspace).is_loading);
    assert_eq!(texts(&mut workspace), ["a.journey: persona a", "*b.journey: persona b"]);
}

#[test]
fn a_document_in_an_open_folder_waits_for_the_reading_that_is_under_way() {
    let mut workspace = workspace(&[ROOT]);
    assert_eq!(workspace.open(document("b.journey", "persona b")), None);
    assert!(version(&mut workspace).is_loading);
    assert_eq!(workspace.discovered(0, vec![read(&[("a.journey", "persona a")])]), []);
    assert!(!version(&mut workspace).is_loading);
    assert_eq!(texts(&mut workspace), ["a.journey: persona a", "*b.journey: persona b"]);
}

#[test]
fn what_is_open_counts_and_what_is_on_the_disk_counts_again_after_closing() {
    let mut workspace = discovered(&[("a.journey", "persona a"), ("b.journey", "persona b")]);
    let files = Arc::clone(&version(&mut workspace).files);
    assert_eq!(workspace.open(document("a.journey", "persona mine")), None);
    assert_eq!(texts(&mut workspace), ["*a.journey: persona mine", "b.journey: persona b"]);
    workspace.read(0, read_paths(&["a.journey"], &[("a.journey", "persona theirs")]));
    assert_eq!(texts(&mut workspace), ["*a.journey: persona mine", "b.journey: persona b"]);
    let uri = DocumentUri::from_path(&path("a.journey")).unwrap();
    assert_eq!(workspace.close(&uri), Some(Wanted::Paths(ROOT.into(), vec![path("a.journey")])));
    workspace.read(0, read_paths(&["a.journey"], &[("a.journey", "persona theirs")]));
    assert_eq!(texts(&mut workspace), ["a.journey: persona theirs", "b.journey: persona b"]);
    assert!(Arc::ptr_eq(&files, &version(&mut workspace).files) || version(&mut workspace).files.entries().len() == 2);
}

#[test]
fn a_document_that_was_never_saved_is_gone_after_closing() {
    let mut workspace = discovered(&[("a.journey", "persona a")]);
    workspace.open(document("new.journey", "persona n"));
    assert_eq!(texts(&mut workspace), ["a.journey: persona a", "*new.journey: persona n"]);
    workspace.close(&DocumentUri::from_path(&path("new.journey")).unwrap());
    workspace.read(0, read_paths(&["new.journey"], &[]));
    assert_eq!(texts(&mut workspace), ["a.journey: persona a"]);
}

#[test]
fn edits_that_nobody_asks_about_are_merged_together() {
    let mut workspace = discovered(&[("a.journey", "persona a\n"), ("b.journey", "persona b\n")]);
    let mut open = document("a.journey", "persona a\n");
    workspace.open(Arc::clone(&open));
    for (number, name) in (2..).zip(["x", "y", "z"]) {
        let end = Position { line: 0, character: 99 };
        let change = TextDocumentContentChangeEvent {
            range: Some(Range { start: end, end }),
            range_length: None,
            text: name.to_owned(),
        };
        open = Arc::new(open.changed(number, vec![change], journey_ide::plugin::model::syntax::Encoding::Utf16));
        workspace.change(Arc::clone(&open));
    }
    assert_eq!(texts(&mut workspace), ["*a.journey: persona axyz\n", "b.journey: persona b\n"]);
    let version = version(&mut workspace);
    let (id, _) = version.files.entries().next().unwrap();
    assert_eq!(version.number(id), Some(4));
}

#[test]
fn files_and_folders_come_and_go() {
    let mut workspace = discovered(&[("a.journey", "persona a"), ("old/b.journey", "persona b")]);
    workspace.read(0, read_paths(&["old", "new/c.journey"], &[("new/c.journey", "persona c")]));
    assert_eq!(texts(&mut workspace), ["a.journey: persona a", "new/c.journey: persona c"]);
}

#[test]
fn an_answer_to_an_older_question_does_not_count() {
    let mut workspace = discovered(&[("a.journey", "persona a")]);
    workspace.start_again(vec![ROOT.into()]);
    workspace.read(0, read(&[("b.journey", "persona b")]));
    assert_eq!(workspace.discovered(0, vec![read(&[])]), []);
    assert_eq!(texts(&mut workspace), ["a.journey: persona a"]);
    assert_eq!(workspace.discovered(1, vec![read(&[("c.journey", "persona c")])]), []);
    assert_eq!(texts(&mut workspace), ["c.journey: persona c"]);
}

#[test]
fn a_document_without_a_place_on_the_disk_is_a_project_of_its_own() {
    let mut workspace = workspace(&[]);
    let uri = DocumentUri::new("untitled:Untitled-1");
    let open = Arc::new(Document::new(uri.clone(), None, 1, "persona u"));
    assert_eq!(workspace.open(open), None);
    assert!(!version(&mut workspace).is_loading);
    assert_eq!(workspace.close(&uri), None);
    assert_eq!(workspace.versions().count(), 0);
}

#[test]
fn settings_that_are_open_count_as_they_are_typed() {
    let mut workspace = discovered(&[("a.journey", "persona a")]);
    workspace.open(document("journey.toml", "[rules]\nunused-name = \"off\"\n"));
    let setting = |workspace: &mut Workspace| {
        version(workspace).project().configuration().rules.get("unused-name").and_then(|setting| setting.severity)
    };
    assert_eq!(setting(&mut workspace), Some(RuleSeverity::Off));
    workspace.change(document("journey.toml", "[rules]\nunused-name = \"error\"\n"));
    assert_eq!(setting(&mut workspace), Some(RuleSeverity::Error));
    workspace.close(&DocumentUri::from_path(&path("journey.toml")).unwrap());
    assert_eq!(setting(&mut workspace), None);
    assert_eq!(texts(&mut workspace), ["a.journey: persona a"]);
}

#[test]
fn an_event_about_an_open_file_changes_nothing() {
    let mut workspace = discovered(&[("a.journey", "persona a"), ("b.journey", "persona b")]);
    workspace.open(document("a.journey", "persona mine"));
    let before = version(&mut workspace);
    workspace.read(0, read_paths(&["a.journey"], &[("a.journey", "persona mine")]));
    assert!(Arc::ptr_eq(&before, &version(&mut workspace)));
}

#[test]
fn files_that_only_changed_keep_their_places() {
    let mut workspace = discovered(&[("a.journey", "persona a"), ("b.journey", "persona b"), ("c.journey", "")]);
    let files = Arc::clone(&version(&mut workspace).files);
    let names = ["a.journey", "b.journey", "nothing.journey"];
    workspace.read(0, read_paths(&names, &[("a.journey", "persona x"), ("b.journey", "persona y")]));
    assert_eq!(texts(&mut workspace), ["a.journey: persona x", "b.journey: persona y", "c.journey: "]);
    assert!(Arc::ptr_eq(&files, &version(&mut workspace).files));
}

#[test]
fn a_closed_document_keeps_its_text_but_not_its_number_until_the_disk_was_read() {
    let mut workspace = discovered(&[("a.journey", "persona a")]);
    workspace.open(document("a.journey", "persona mine"));
    workspace.close(&DocumentUri::from_path(&path("a.journey")).unwrap());
    assert_eq!(texts(&mut workspace), ["a.journey: persona mine"]);
    workspace.open(document("new.journey", "persona n"));
    assert_eq!(texts(&mut workspace), ["a.journey: persona mine", "*new.journey: persona n"]);
}

#[test]
fn a_project_outside_of_the_open_folders_goes_with_its_last_document() {
    let mut workspace = workspace(&["/elsewhere"]);
    workspace.discovered(0, Vec::new());
    for name in ["a.journey", "b.journey"] {
        workspace.open(document(name, "persona mine"));
    }
    workspace.read(0, read(&[("a.journey", ""), ("b.journey", ""), ("c.journey", "")]));
    workspace.close(&DocumentUri::from_path(&path("a.journey")).unwrap());
    assert_eq!(workspace.versions().count(), 1);
    assert_eq!(workspace.close(&DocumentUri::from_path(&path("b.journey")).unwrap()), None);
    assert_eq!(workspace.versions().count(), 0);
}

#[test]
fn a_file_that_is_open_by_two_names_counts_once() {
    let mut workspace = discovered(&[("a.journey", "persona a")]);
    let link = DocumentUri::new("file:///link/a.journey");
    workspace.open(document("a.journey", "persona one"));
    workspace.open(Arc::new(Document::new(link.clone(), Some(path("a.journey")), 1, "persona two")));
    assert_eq!(texts(&mut workspace), ["*a.journey: persona two"]);
    workspace.change(document("a.journey", "persona three"));
    assert_eq!(texts(&mut workspace), ["*a.journey: persona two"]);
    workspace.close(&link);
    assert_eq!(texts(&mut workspace), ["*a.journey: persona three"]);
}

#[test]
fn a_document_that_is_opened_twice_is_in_one_project() {
    let mut workspace = workspace(&[]);
    workspace.open(document("deep/a.journey", "persona old"));
    workspace.start_again(vec![ROOT.into()]);
    workspace.open(document("deep/a.journey", "persona new"));
    workspace.discovered(1, vec![read(&[])]);
    assert_eq!(texts(&mut workspace), ["*deep/a.journey: persona new"]);
}

#[test]
fn opening_and_editing_merges_nothing() {
    let mut workspace = discovered(&[("a.journey", "persona a")]);
    let stale = version(&mut workspace);
    for number in 0..3 {
        workspace.open(document(&format!("new{number}.journey"), "persona n"));
        workspace.change(document(&format!("new{number}.journey"), "persona m"));
    }
    let fresh = version(&mut workspace);
    workspace.change(document("new0.journey", "persona z"));
    workspace.open(document("a.journey", "persona y"));
    let edited = version(&mut workspace);
    assert!(!stale.is_merged() && !fresh.is_merged() && !edited.is_merged());
    let expected =
        ["*a.journey: persona y", "*new0.journey: persona z", "*new1.journey: persona m", "*new2.journey: persona m"];
    assert_eq!(texts(&mut workspace), expected);
    assert!(!stale.is_merged() && fresh.is_merged() && edited.is_merged());
}

#[test]
fn a_folder_with_projects_is_told_from_a_file() {
    let mut workspace = workspace(&["/nowhere"]);
    workspace.discovered(0, vec![read(&[])]);
    assert!(workspace.has_project(&PathBuf::from(ROOT)));
    assert!(workspace.has_project_below(&PathBuf::from("/nowhere")));
    assert!(workspace.has_project_below(&PathBuf::from(ROOT)));
    assert!(!workspace.has_project_below(&path("a.journey")));
    assert!(!workspace.has_project_below(&PathBuf::from("/nowhere/ma")));
}

#[test]
fn a_problem_of_the_encoding_comes_with_the_file_and_goes_when_it_is_opened() {
    let mut workspace = discovered(&[("a.journey", "persona a")]);
    let problem = journey_workspace::decode(vec![0xE9]).encoding.problem();
    let mut read = read_paths(&["a.journey"], &[("a.journey", "persona a")]);
    read.files.iter_mut().for_each(|(_, file)| file.problem = problem.clone());
    workspace.read(0, read);
    let told = |workspace: &mut Workspace| {
        let version = version(workspace);
        let (_, entry) = version.files.entries().next().unwrap();
        entry.problem.clone()
    };
    assert!(problem.is_some());
    assert_eq!(told(&mut workspace), problem);
    workspace.open(document("a.journey", "persona a"));
    assert_eq!(told(&mut workspace), None);
    workspace.close(&DocumentUri::from_path(&path("a.journey")).unwrap());
    workspace.read(0, read_paths(&["a.journey"], &[("a.journey", "persona a")]));
    assert_eq!(told(&mut workspace), None);
}

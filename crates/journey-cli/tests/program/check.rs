//! `journey check`: which files, which project, what is said, how it ends.

use std::process::Command;

use crate::folder::{CLEAN, Folder, Run, examples};

const WRONG: &str =
    "persona tom \"Tom\" {\n  gaol: \"Eat\"\n}\n\njourney tea \"Tea\" {\n  status: retired\n  persona: tom\n}\n";

#[test]
fn clean_journeys_end_with_0() {
    let run = Folder::new().with("shop.journey", CLEAN).run(&["check"]);
    assert_eq!(run.told(), "status 0\nAll clear: no findings in 1 file\n");
}

#[test]
fn of_the_examples_of_the_language_only_the_first_draft_is_not_clean() {
    let run = Run::of(Folder::new().program(&["check"]).arg(examples()));
    assert_eq!((run.status, run.error.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.ends_with("1 warning, 9 infos and 2 hints in 14 files\n"), "{}", run.out);
    assert!(run.places().iter().all(|place| place.contains("first-draft.journey:")), "{}", run.out);
    let severities: Vec<&str> = run.out.lines().filter_map(|line| line.split_once('[')).map(|(word, _)| word).collect();
    assert!(severities.is_sorted_by_key(|word| ["warning", "info", "hint"].iter().position(|one| one == word)));
}

#[test]
fn an_error_is_drawn_and_ends_with_1() {
    let run = Folder::new().with("maps/tea.journey", WRONG).run(&["check"]);
    insta::assert_snapshot!(run.told(), @r#"
    status 1
    error[unknown-key]: `gaol` is not a key of a persona
     --> maps/tea.journey:2:3
      |
    2 |   gaol: "Eat"
      |   ^^^^
      |
      = help: Did you mean `goal`?

    1 error in 1 file
    "#);
}

#[test]
fn warnings_end_with_1_only_where_they_are_denied() {
    let folder = Folder::new()
        .with("journey.toml", "[rules]\nunknown-key = \"warning\"\nempty-stage = \"off\"\n")
        .with("shop.journey", CLEAN.replace("goal", "gaol"));
    let run = folder.run(&["check"]);
    assert!(run.out.contains("warning[unknown-key]: `gaol` is not a key"), "{}", run.out);
    assert_eq!((run.status, run.summary()), (0, "1 warning in 1 file"));
    assert_eq!(folder.run(&["check", "--deny", "warnings"]).status, 1);
    let clean = Folder::new().with("shop.journey", CLEAN);
    assert_eq!(clean.run(&["check", "--deny", "warnings"]).status, 0);
}

#[test]
fn infos_and_hints_end_with_0_even_where_warnings_are_denied() {
    for severity in ["info", "hint"] {
        let folder = Folder::new()
            .with("journey.toml", format!("[rules]\nunknown-key = \"{severity}\"\n"))
            .with("shop.journey", CLEAN.replace("goal", "gaol"));
        let run = folder.run(&["check", "--deny", "warnings"]);
        assert!(run.out.contains(&format!("{severity}[unknown-key]: `gaol`")), "{}", run.out);
        assert_eq!((run.status, run.summary()), (0, format!("1 {severity} in 1 file").as_str()));
    }
}

#[test]
fn a_finding_of_several_places_shows_them_all() {
    let folder = Folder::new()
        .with("a.journey", CLEAN)
        .with("b.journey", "persona maya \"Maya again\" {\n  goal: \"Sleep\"\n}\n");
    let run = folder.run(&["check"]);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("[duplicate-name]"), "{}", run.out);
    assert!(
        run.out.contains("::: ") && run.out.contains("a.journey:1:9") && run.out.contains("b.journey:1:9"),
        "{}",
        run.out
    );
}

#[test]
fn files_come_in_the_order_of_their_paths_however_they_are_named() {
    let folder = Folder::new().with("journey.toml", "");
    let names = ["z/1.journey", "b/2.journey", "b.journey", "b/10.journey", "A.journey"];
    let folder = names
        .iter()
        .enumerate()
        .fold(folder, |folder, (index, name)| folder.with(name, format!("metric m{index} \"M\" {{\n  gaol: 1\n}}\n")));
    let run = folder.run(&["check"]);
    let mut places: Vec<String> = run.places().into_iter().map(str::to_owned).collect();
    places.retain(|place| place.ends_with(":2:3"));
    assert_eq!(places, ["A.journey:2:3", "b/10.journey:2:3", "b/2.journey:2:3", "b.journey:2:3", "z/1.journey:2:3"]);
    let again = folder.run(&["check", "z", "./b.journey", "b", "A.journey", "b/2.journey"]);
    assert_eq!(again.out, run.out);
}

#[test]
fn names_in_files_that_were_not_asked_for_mean_something_and_their_findings_are_not_told() {
    let folder = Folder::new()
        .with("journey.toml", "")
        .with("people/personas.journey", "persona maya \"Maya\" {\n  gaol: \"Cook\"\n}\n")
        .with("maps/shop.journey", CLEAN.split_once("\n\n").unwrap().1);
    for arguments in [["check", "maps/shop.journey"], ["check", "maps"]] {
        let run = folder.run(&arguments);
        assert_eq!(run.told(), "status 0\nAll clear: no findings in 1 file\n");
    }
    assert_eq!(folder.run(&["check"]).status, 1);
    let inside = Run::of(folder.program(&["check"]).current_dir(folder.path("maps")));
    assert_eq!(inside.told(), "status 0\nAll clear: no findings in 1 file\n");
}

#[test]
fn without_settings_the_folder_that_was_named_is_the_project() {
    let (personas, journey) = CLEAN.split_once("\n\n").unwrap();
    let folder = Folder::new().with("a/people/personas.journey", personas).with("a/maps/shop.journey", journey);
    assert_eq!(folder.run(&["check", "a"]).status, 0);
    let alone = folder.run(&["check", "a/maps/shop.journey"]);
    assert!(alone.status == 1 && alone.out.contains("maya"), "{}", alone.out);
    // Two folders are two projects: the same names in both are no duplicates.
    let two = Folder::new().with("a/shop.journey", CLEAN).with("b/shop.journey", CLEAN);
    assert_eq!(two.run(&["check", "a", "b"]).summary(), "All clear: no findings in 2 files");
    assert_eq!(two.run(&["check"]).status, 1);
}

#[test]
fn every_settings_file_starts_a_project() {
    let folder = Folder::new()
        .with("shop.journey", CLEAN)
        .with("a/journey.toml", "[rules]\nunknown-key = \"hint\"\n")
        .with("a/shop.journey", CLEAN.replace("goal", "gaol"))
        .with("b/journey.toml", "[rules]\nunknown-key = \"off\"\n")
        .with("b/shop.journey", CLEAN.replace("goal", "gaol"));
    let run = folder.run(&["check"]);
    assert_eq!((run.status, run.summary()), (0, "1 hint in 3 files"), "{}", run.out);
    assert_eq!(run.places(), ["a/shop.journey:2:3"]);
}

#[test]
fn excluded_files_are_left_out_unless_they_are_named() {
    let folder = Folder::new()
        .with("journey.toml", "exclude = [\"drafts/**\", \"*.old.journey\"]\n")
        .with("shop.journey", CLEAN)
        .with("drafts/tea.journey", WRONG)
        .with("maps/tea.old.journey", WRONG);
    assert_eq!(folder.run(&["check"]).told(), "status 0\nAll clear: no findings in 1 file\n");
    assert_eq!(folder.run(&["check", "drafts/tea.journey"]).status, 1);
    insta::assert_snapshot!(folder.run(&["check", "drafts"]).told(), @r"
    status 0
    Nothing was checked
    warning: no .journey files in drafts; `exclude` in journey.toml leaves out those that there are
    ");
}

#[test]
fn hidden_files_and_what_git_ignores_are_left_out() {
    let folder = Folder::new()
        .with_folder(".git")
        .with(".gitignore", "/build\n")
        .with("build/tea.journey", WRONG)
        .with(".hidden/tea.journey", WRONG)
        .with("shop.journey", CLEAN)
        .with("notes.txt", WRONG);
    assert_eq!(folder.run(&["check"]).told(), "status 0\nAll clear: no findings in 1 file\n");
    assert_eq!(folder.run(&["check", "notes.txt"]).places(), ["notes.txt:2:3"]);
}

#[test]
fn paths_are_told_as_seen_from_the_current_folder() {
    let folder = Folder::new().with("maps/tea.journey", WRONG).with_folder("deep/er");
    let from = |path: &str, named: &str| Run::of(folder.program(&["check", named]).current_dir(folder.path(path)));
    assert_eq!(from("maps", "tea.journey").places(), ["tea.journey:2:3"]);
    assert_eq!(from("deep/er", "../../maps").places(), ["../../maps/tea.journey:2:3"]);
    let absolute = folder.path("maps/tea.journey");
    assert_eq!(folder.run(&["check", absolute.to_str().unwrap()]).places(), ["maps/tea.journey:2:3"]);
}

#[test]
fn a_missing_file_ends_with_2_and_the_rest_is_checked() {
    let folder = Folder::new().with("tea.journey", WRONG);
    let run = folder.run(&["check", "tea.journey", "shop.journey"]);
    assert_eq!((run.status, run.places()), (2, vec!["tea.journey:2:3"]));
    assert_eq!(run.error.lines().next(), Some("error: cannot read shop.journey: there is no such file or folder"));
}

#[test]
fn a_wrong_option_ends_with_2() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    for arguments in [
        &["check", "--deny", "hints"][..],
        &["check", "--format", "xml"],
        &["check", "--colour", "never"],
        &["chekc"],
        &["check", "--suggestions"],
        &["check", "--diff"],
        &["check", "--fix", "--diff", "--format", "json"],
        &["check", "--fix", "-"],
        &["check", "--rule", "unused-names"],
        &[],
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.error.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_and_version_end_with_0() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["--version"]).out, format!("journey {}\n", env!("CARGO_PKG_VERSION")));
    for command in ["check", "explain", "rules", "render", "completions", "man"] {
        for run in [folder.run(&[command, "--help"]), folder.run(&["help", command])] {
            assert_eq!(run.status, 0);
            assert!(run.out.contains("Examples:\n  journey "), "{}", run.out);
        }
    }
    for arguments in [&["completions", "bash"][..], &["man"], &["man", "check"], &["man", "explain"]] {
        let run = folder.run(arguments);
        assert!(run.status == 0 && run.out.len() > 500, "{arguments:?}");
    }
}

/// The page of the manual as a reader sees it, where the machine can show one.
#[test]
fn the_manual_page_is_well_formed() {
    let page = Folder::new().run(&["man", "check"]).out;
    let folder = Folder::new().with("journey-check.1", page);
    let mut reader = Command::new("man");
    let reader = reader.args(["--warnings", "-l", "journey-check.1"]).current_dir(folder.path(""));
    match reader.env("MANPAGER", "cat").env("LC_ALL", "C.UTF-8").output() {
        Ok(output) => {
            assert_eq!(String::from_utf8_lossy(&output.stderr), "");
            assert!(String::from_utf8_lossy(&output.stdout).contains("EXIT STATUS"));
        }
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "man runs"),
    }
}

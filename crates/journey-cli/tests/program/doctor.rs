//! `journey doctor`: what it tells, and that nothing makes it hang or change anything.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::folder::{CLEAN, Folder, Run};

/// The doctor where HOME and PATH are folders of the test.
fn doctor(folder: &Folder, arguments: &[&str]) -> Command {
    let mut all = vec!["doctor"];
    all.extend(arguments);
    let mut command = folder.program(&all);
    fs::create_dir_all(folder.path("home")).unwrap();
    fs::create_dir_all(folder.path("bin")).unwrap();
    command.env("HOME", fs::canonicalize(folder.path("home")).unwrap());
    // What the scripts of the tests are made of stands behind their own folder.
    command.env("PATH", fs::canonicalize(folder.path("bin")).unwrap());
    command.env("LC_ALL", "C.UTF-8").env("TERM", "dumb");
    command
}

fn json(folder: &Folder, arguments: &[&str]) -> (i32, Value) {
    let mut all = vec!["--format", "json"];
    all.extend(arguments);
    let run = Run::of(&mut doctor(folder, &all));
    assert_eq!(run.error, "");
    (run.status, serde_json::from_str(&run.out).unwrap())
}

/// The findings of a section.
fn section<'r>(report: &'r Value, id: &str) -> &'r [Value] {
    let sections = report["sections"].as_array().unwrap();
    let section = sections.iter().find(|section| section["id"] == id).unwrap_or_else(|| panic!("{id} in {report}"));
    section["findings"].as_array().unwrap()
}

fn marks(findings: &[Value]) -> Vec<(&str, &str)> {
    findings.iter().map(|finding| (finding["id"].as_str().unwrap(), finding["mark"].as_str().unwrap())).collect()
}

/// The same folder with a program that runs a script of the shell. Another process writes it: what this process has open for
/// writing, the children that other tests start at that moment have open too, for a while, and the system runs no program
/// that anybody writes to.
fn with_program(folder: Folder, name: &str, script: &str) -> Folder {
    let folder = folder.with_folder("bin");
    let mut writer = Command::new("sh");
    let path = folder.path(&format!("bin/{name}"));
    let mut writer =
        writer.args(["-c", "cat > \"$0\" && chmod 755 \"$0\""]).arg(path).stdin(Stdio::piped()).spawn().unwrap();
    write!(writer.stdin.take().unwrap(), "#!/bin/sh\n{script}\n").unwrap();
    assert!(writer.wait().unwrap().success());
    folder
}

#[test]
fn a_sound_project_is_told_as_that() {
    let folder = Folder::new().with("maps/journey.toml", "").with("maps/shop.journey", CLEAN);
    let (status, report) = json(&folder, &["maps"]);
    assert_eq!((status, &report["version"]), (0, &Value::from(1)));
    assert_eq!(marks(section(&report, "project")), [("root", "info"), ("settings", "ok"), ("files", "ok")]);
    assert_eq!(section(&report, "project")[2]["facts"]["files"], 1);
    let server = &section(&report, "language-server")[0];
    assert_eq!(server["mark"], "ok", "{server}");
    for time in ["startMilliseconds", "diagnosticsMilliseconds", "endMilliseconds"] {
        assert!(server["facts"][time].is_u64(), "{server}");
    }
    let ids: Vec<&str> =
        report["sections"].as_array().unwrap().iter().map(|section| section["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["program", "machine", "project", "plugins", "language-server", "editors"]);
    assert_eq!(section(&report, "program")[0]["facts"]["version"], env!("CARGO_PKG_VERSION"));
    assert!(section(&report, "plugins")[0]["facts"]["rules"].as_u64().unwrap() > 40);
}

#[test]
fn people_read_words_and_what_to_do() {
    let folder = with_program(Folder::new(), "vim", "echo 'VIM - Vi IMproved 7.4'")
        .with("maps/journey.toml", "exlude = []\n")
        .with("maps/shop.journey", CLEAN)
        .with("maps/latin.journey", b"persona zo\xEB \"Zo\xEB\"\n")
        .with("maps/broken.journey", "persona {\n");
    let run = Run::of(&mut doctor(&folder, &["maps"]));
    assert_eq!(run.status, 1);
    let (_, project) = run.out.split_once("\nProject\n").unwrap();
    let (project, rest) = project.split_once("\nPlugins\n").unwrap();
    insta::assert_snapshot!(folder.hidden(project), @"
                 The project is FOLDER/maps
      problem    journey.toml, line 1: `exlude` is not a setting of journey.toml
                 -> Did you mean `exclude`? The settings are `language`, `name`, `extends`, `exclude`,
                    `[rules]` and `[[overrides]]`.
      ok         It has 3 journey files
      problem    1 file is not written in UTF-8:
                 latin.journey
                 -> Save as UTF-8 in your editor.
                 1 file has syntax errors:
                 broken.journey
                 -> `journey check` shows them.
    ");
    let (_, editors) = rest.split_once("\nEditors\n").unwrap();
    insta::assert_snapshot!(editors, @"
      attention  Vim 7.4 is too old
                 -> Use 8 or newer: packages need it.

    2 problems, and 3 things need attention: see above.
    ");
}

#[test]
fn a_path_that_is_not_there_is_a_problem_and_the_rest_is_told() {
    let folder = Folder::new();
    let (status, report) = json(&folder, &["gone"]);
    assert_eq!((status, &report["status"]), (1, &Value::from("problem")));
    assert_eq!(marks(section(&report, "project")), [("path", "problem")]);
    assert_eq!(section(&report, "language-server")[0]["mark"], "ok");
}

#[test]
fn a_folder_without_settings_or_maps_is_told_and_is_no_problem() {
    let folder = Folder::new().with_folder("empty");
    let (status, report) = json(&folder, &["empty"]);
    assert_eq!(status, 0);
    assert_eq!(marks(section(&report, "project")), [("root", "info"), ("settings", "info"), ("files", "attention")]);
}

#[test]
fn files_that_cannot_be_read_are_a_problem() {
    let folder = Folder::new().with("maps/shop.journey", CLEAN);
    std::os::unix::fs::symlink("nowhere", folder.path("maps/link.journey")).unwrap();
    let (status, report) = json(&folder, &["maps"]);
    assert_eq!(status, 1);
    assert!(marks(section(&report, "project")).contains(&("unread", "problem")), "{report}");
}

#[test]
fn other_programs_of_the_name_and_editors_are_found_and_asked() {
    let folder = with_program(Folder::new(), "journey", "echo journey 0.0.1");
    let folder = with_program(folder, "nvim", "echo NVIM v0.9.5");
    let folder = with_program(folder, "hx", "echo 'helix 25.07.1 (a05c151b)'");
    let folder =
        with_program(folder, "kak", "exit 3").with("home/.config/helix/languages.toml", "name = \"journey\"\n");
    let (status, report) = json(&folder, &[]);
    assert_eq!(status, 0);
    let on_path = &section(&report, "program")[2];
    assert_eq!((&on_path["id"], &on_path["mark"]), (&"on-path".into(), &"attention".into()), "{on_path}");
    assert_eq!(on_path["facts"]["programs"][0]["version"], "journey 0.0.1");
    let editors: Vec<(&str, &str, bool)> = section(&report, "editors")
        .iter()
        .map(|editor| {
            let facts = &editor["facts"];
            (facts["editor"].as_str().unwrap(), editor["mark"].as_str().unwrap(), facts["configured"] == true)
        })
        .collect();
    assert_eq!(editors, [("nvim", "attention", false), ("helix", "ok", true), ("kakoune", "attention", false)]);
}

#[test]
fn programs_of_the_folder_that_is_looked_at_are_not_run() {
    let folder = with_program(Folder::new(), "nvim", "touch \"$0.was-run\"; echo NVIM v0.11.0");
    let mut doctor = doctor(&folder, &["--format", "json"]);
    let run = Run::of(doctor.env("PATH", "bin:."));
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(section(&report, "editors").iter().filter(|editor| editor["facts"]["editor"] == "nvim").count(), 0);
    assert!(!folder.path("bin/nvim.was-run").exists());
}

#[test]
fn the_first_program_on_the_path_is_this_one() {
    let folder = Folder::new().with_folder("bin");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_journey"), folder.path("bin/journey")).unwrap();
    let (_, report) = json(&folder, &[]);
    assert_eq!(section(&report, "program")[2]["mark"], "ok", "{report}");
}

#[test]
fn the_home_folder_is_not_shown_and_nothing_is_changed() {
    let folder = Folder::new().with("home/maps/journey.toml", "").with("home/maps/shop.journey", CLEAN);
    let secret = "journey of somebody else";
    let folder = with_program(folder, "vim", "echo VIM 9.1").with("home/.vimrc", format!("\" {secret}\n"));
    let before = everything(&folder);
    for format in ["human", "json"] {
        let run = Run::of(&mut doctor(&folder, &["home/maps", "--format", format]));
        let home = fs::canonicalize(folder.path("home")).unwrap();
        assert!(!run.out.contains(home.to_str().unwrap()) && run.out.contains("~/maps"), "{}", run.out);
        assert!(!run.out.contains(secret));
    }
    assert_eq!(everything(&folder), before);
}

/// All paths below a folder.
fn everything(folder: &Folder) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.path("")];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path.clone());
            }
            found.push(path.display().to_string());
        }
    }
    found.sort();
    found
}

//! `journey.toml`: groups, overrides for some files, and settings that several projects share.

use crate::folder::{CLEAN, Folder, Run};

/// The codes of what is found, each with its severity and its file.
fn found(run: &Run) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let found = report["diagnostics"].as_array().unwrap().iter().map(|found| {
        let word = |key: &str| found[key].as_str().unwrap().to_owned();
        format!("{} {} {}", word("file"), word("severity"), word("code"))
    });
    found.collect()
}

fn check(folder: &Folder, from: &str, path: &str) -> Vec<String> {
    let run = Run::of(folder.program(&["check", "--format", "json", path]).current_dir(folder.path(from)));
    assert_eq!(run.error, "");
    found(&run)
}

fn shop() -> String {
    CLEAN.replace("goal", "gaol")
}

/// A repository with a project in `maps`.
fn repository() -> Folder {
    let name = |id: &str| shop().replace("maya", id).replace("journey shop", &format!("journey shop_{id}"));
    Folder::new()
        .with(".git/HEAD", "")
        .with("maps/new/a.journey", name("ann"))
        .with("maps/archive/b.journey", name("bob"))
        .with("maps/c.draft.journey", name("cem"))
}

#[test]
fn overrides_count_wherever_the_program_is_run() {
    let folder = repository().with(
        "maps/journey.toml",
        "[rules]\nlanguage = \"warning\"\n\n[[overrides]]\nfiles = [\"/archive/**\", \"*.draft.journey\"]\n\
         rules = { unknown-key = \"info\" }\n\n[[overrides]]\nfiles = [\"/archive\"]\nrules = { language = \"off\" }\n",
    );
    let from_root = check(&folder, "maps", ".");
    assert_eq!(from_root, ["c.draft.journey info unknown-key", "new/a.journey warning unknown-key"]);
    let from_above = check(&folder, ".", "maps");
    assert_eq!(from_above, ["maps/c.draft.journey info unknown-key", "maps/new/a.journey warning unknown-key"]);
    let from_inside = check(&folder, "maps/new", "..");
    assert_eq!(from_inside, ["../c.draft.journey info unknown-key", "a.journey warning unknown-key"]);
    assert!(check(&folder, "maps/archive", ".").is_empty());
    let one = check(&folder, "maps/archive", "../c.draft.journey");
    assert_eq!(one, ["../c.draft.journey info unknown-key"]);
}

#[test]
fn the_own_settings_count_more_than_those_that_are_extended() {
    let folder = repository()
        .with("maps/journey.toml", "extends = \"../every/maps.toml\"\n[rules]\nunknown-key = \"warning\"\n")
        .with(
            "every/maps.toml",
            "extends = \"all.toml\"\nexclude = [\"archive\"]\n\n[[overrides]]\nfiles = [\"new/**\"]\n\
             rules = { unknown-key = \"off\" }\n",
        )
        .with("every/all.toml", "[rules]\nlanguage = \"hint\"\n");
    assert_eq!(
        check(&folder, "maps", "."),
        ["c.draft.journey warning unknown-key", "new/a.journey warning unknown-key"]
    );
    let folder = folder.with("maps/journey.toml", "extends = \"../every/maps.toml\"\n");
    assert_eq!(check(&folder, "maps", "."), ["c.draft.journey hint unknown-key"]);
}

#[test]
fn what_is_wrong_with_extended_settings_is_drawn_where_it_stands_and_once() {
    let folder = repository()
        .with("maps/journey.toml", "extends = \"../base.toml\"\n")
        .with("more/journey.toml", "extends = \"../base.toml\"\n[rules]\nunknown-key = { most = 3 }\n")
        .with("more/d.journey", CLEAN)
        .with("base.toml", "extends = \"maps/journey.toml\"\n\n[rules]\nlanguag = \"off\"\n");
    let run = folder.run(&["check", "maps/c.draft.journey", "more"]);
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(run.error, @r#"
    error: `extends` goes round in a circle: journey.toml → ../base.toml → journey.toml
     --> base.toml:1:11
      |
    1 | extends = "maps/journey.toml"
      |           ^^^^^^^^^^^^^^^^^^^
      |
      = help: Remove one of these `extends`.

    error: There is no rule and no group `languag`
     --> base.toml:4:1
      |
    4 | languag = "off"
      | ^^^^^^^
      |
      = help: Did you mean `language`?

    error: `unknown-key` has no option `most`
     --> more/journey.toml:3:17
      |
    3 | unknown-key = { most = 3 }
      |                 ^^^^
      |
      = help: It takes a `severity` only.

    error: `extends` goes round in a circle: ../base.toml → ../maps/journey.toml → ../base.toml
     --> maps/journey.toml:1:11
      |
    1 | extends = "../base.toml"
      |           ^^^^^^^^^^^^^^
      |
      = help: Remove one of these `extends`.
    "#);
}

#[test]
fn settings_outside_of_the_repository_are_refused() {
    let folder = Folder::new()
        .with("secret.toml", "name = \"secret\"\nlangage = 1\n")
        .with("work/.git/HEAD", "")
        .with("work/journey.toml", "extends = \"../secret.toml\"\n")
        .with("work/a.journey", CLEAN);
    let run = folder.run(&["check", "work"]);
    insta::assert_snapshot!(run.told(), @r#"
    status 2
    No findings in 1 file, but not everything could be done: see above
    error: `../secret.toml` leads out of the repository
     --> work/journey.toml:1:11
      |
    1 | extends = "../secret.toml"
      |           ^^^^^^^^^^^^^^^^
      |
      = help: Only files of the same repository can be extended: put a copy into it.
    "#);
}

//! `journey new`: what it makes is sound, and what is there stays.

use std::fs;
use std::path::Path;

use crate::folder::{CLEAN, Folder};

const TEMPLATES: [&str; 3] = ["first", "blank", "service-blueprint"];

fn text(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.path(path)).unwrap()
}

/// The names of what is in a folder, sorted.
fn names(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_project_is_made_and_what_to_do_next_is_said() {
    let folder = Folder::new();
    insta::assert_snapshot!(folder.run(&["new", "swimming-pool"]).told(), @"
    status 0
    Made journey.toml and first-map.journey in swimming-pool. Next:

      Open swimming-pool/first-map.journey in your editor: read it, then make it yours
      journey check swimming-pool
      journey render swimming-pool/first-map.journey --view map -o map.svg
    ");
    assert_eq!(names(&folder.path("swimming-pool")), ["first-map.journey", "journey.toml"]);
    assert!(text(&folder, "swimming-pool/journey.toml").contains("\nname = \"Swimming pool\"\n"));
    let run = folder.run(&["check", "swimming-pool", "--deny", "warnings"]);
    assert_eq!(run.told(), "status 0\nAll clear: no findings in 1 file\n");
}

#[test]
fn every_template_checks_clean_is_laid_out_and_is_drawn_by_every_view() {
    for template in TEMPLATES {
        let folder = Folder::new();
        assert_eq!(folder.run(&["new", "--template", template]).status, 0, "{template}");
        let check = folder.run(&["check", "--deny", "warnings"]);
        assert_eq!((check.status, check.error.as_str()), (0, ""), "{template}\n{}", check.told());
        if template != "blank" {
            assert_eq!(check.out, "All clear: no findings in 1 file\n", "{template}");
        }
        assert_eq!(folder.run(&["fmt", "--check"]).told(), "status 0\n1 file is laid out well\n", "{template}");
        let drawn = folder.run(&["render", "first-map.journey", "--view", "all", "-o", "drawn/"]);
        assert_eq!(drawn.status, 0, "{}", drawn.told());
        assert_eq!(names(&folder.path("drawn")).len(), 10, "{template}");
    }
}

/// The examples of each keyword and key that a beginner needs stand in the first map.
#[test]
fn the_first_map_shows_what_there_is() {
    let folder = Folder::new();
    folder.run(&["new"]);
    let map = text(&folder, "first-map.journey");
    for keyword in [
        "persona ",
        "channel ",
        "actor ",
        "source ",
        "metric ",
        "journey ",
        "stage ",
        "touchpoint ",
        "pain ",
        "gain ",
        "opportunity ",
        "emotion: ",
        "moment: ",
        "frontstage: ",
        "backstage: ",
        "support: ",
        "evidence: ",
        " from ",
        "measure ",
        "addresses: ",
        "kind: assumption",
    ] {
        assert!(map.contains(keyword), "{keyword}");
    }
    assert!(map.lines().all(|line| line.chars().count() <= 120));
}

#[test]
fn any_folder_name_gives_a_sound_project() {
    for name in [
        "Größe",
        "顧客の旅",
        "2026 plan",
        "my maps & more",
        "v1.0.",
        ".hidden",
        "journey",
        "from",
        "persona",
        "it's \"it\"",
        "-x",
        "🎉",
        "a\\b",
        "%s #{x}",
        "\u{202E}abc",
    ] {
        for template in TEMPLATES {
            let folder = Folder::new();
            let run = folder.run(&["new", "--template", template, "--", name]);
            assert_eq!((run.status, run.error.as_str()), (0, ""), "{name}");
            let check =
                folder.program(&["check", "--deny", "warnings"]).current_dir(folder.path(name)).output().unwrap();
            assert!(check.status.success(), "{name} {template}: {}", String::from_utf8_lossy(&check.stdout));
            assert_eq!(check.stderr, b"", "{name}");
        }
    }
}

#[test]
fn a_name_is_taken_as_it_is() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["new", "--template", "blank", "--name", "Say \"hi\" \\ 2"]).status, 0);
    assert!(text(&folder, "journey.toml").contains(r#"name = "Say \"hi\" \\ 2""#));
    assert!(text(&folder, "first-map.journey").contains(r#"journey say_hi_2 "Say \"hi\" \\ 2" {"#));
    assert_eq!(folder.run(&["check", "--deny", "warnings"]).status, 0);
    let run = folder.run(&["new", "other", "--name", "  "]);
    assert!(run.status == 2 && run.error.contains("write at least one letter"), "{}", run.told());
}

#[test]
fn nothing_is_overwritten() {
    let folder = Folder::new().with("journey.toml", "# mine\n").with("other/first-map.journey", "// mine\n");
    insta::assert_snapshot!(folder.run(&["new"]).told(), @"
    status 2
    error: journey.toml is there already, as a file, and stays as it is
    help: This folder is a project already. To add a map to it, use `journey new --file
          NAME.journey`.
    ");
    let run = folder.run(&["new", "other", "--template", "first"]);
    assert!(
        run.status == 2 && run.error.starts_with("error: other/first-map.journey is there already"),
        "{}",
        run.told()
    );
    let run = folder.run(&["new", "--file", "other/first-map"]);
    assert!(
        run.status == 2 && run.error.starts_with("error: other/first-map.journey is there already"),
        "{}",
        run.told()
    );
    assert_eq!(names(&folder.path("other")), ["first-map.journey"]);
    assert_eq!(
        (text(&folder, "journey.toml").as_str(), text(&folder, "other/first-map.journey").as_str()),
        ("# mine\n", "// mine\n")
    );
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_not_written_through() {
    for link in ["maps/first-map.journey", "maps/journey.toml"] {
        let folder = Folder::new().with_folder("maps");
        std::os::unix::fs::symlink(folder.path("elsewhere"), folder.path(link)).unwrap();
        let run = folder.run(&["new", "maps", "--template", "first"]);
        assert!(run.status == 2 && run.error.starts_with(&format!("error: {link} is there already")), "{}", run.told());
        assert!(!folder.path("elsewhere").exists());
        assert_eq!(names(&folder.path("maps")).len(), 1);
    }
}

#[test]
fn a_folder_with_maps_gets_settings_alone() {
    let folder = Folder::new().with("maps/shop.journey", CLEAN).with("notes.txt", "");
    insta::assert_snapshot!(folder.run(&["new"]).told(), @"
    status 0
    Made journey.toml: the map there is one project now.

      journey check
      journey new --file NAME.journey
    ");
    assert_eq!(names(&folder.path("")), ["journey.toml", "maps", "notes.txt"]);
    assert_eq!(folder.run(&["check", "--deny", "warnings"]).status, 0);
}

#[test]
fn a_project_inside_of_another_is_said_to_be_one() {
    let folder = Folder::new().with("journey.toml", "").with("shop.journey", CLEAN);
    insta::assert_snapshot!(folder.run(&["new", "returns"]).told(), @"
    status 0
    Made journey.toml and first-map.journey in returns. Next:

      Open returns/first-map.journey in your editor: read it, then make it yours
      journey check returns
      journey render returns/first-map.journey --view map -o map.svg
    note: returns lies inside of the project in the current folder and is a project of its own now: neither sees the other's names. To add a map to that project instead, use `journey new --file NAME.journey`
    ");
}

#[test]
fn a_map_is_added_with_the_personas_that_the_project_has() {
    let people =
        "persona tom \"Tom\" { goal: \"Eat\" }\npersona zoe \"Zoe\" {\n  goal: \"Cook\"\n  priority: primary\n}\n";
    let folder = Folder::new().with("journey.toml", "").with("people.journey", people).with("a/x.journey", "");
    insta::assert_snapshot!(folder.run(&["new", "--file", "a/2nd try"]).told(), @"
    status 0
    Made a/2nd try.journey. Next:

      Open a/2nd try.journey in your editor, and write what happens
      journey check 'a/2nd try.journey'
      journey render 'a/2nd try.journey' --view map -o map.svg
    ");
    let map = text(&folder, "a/2nd try.journey");
    assert!(map.contains("journey _2nd_try \"2nd try\" {") && map.contains("  persona: zoe\n"), "{map}");
    assert!(!map.contains("someone"));
    // Another of the same name, elsewhere in the project, gets a number.
    assert_eq!(folder.run(&["new", "--file", "2nd try.journey", "--name", "Again"]).status, 0);
    assert!(text(&folder, "2nd try.journey").contains("journey _2nd_try_2 \"Again\" {"));
    // Tom is in no journey yet, which was so before.
    let check = folder.run(&["check", "--format", "json"]);
    let check: serde_json::Value = serde_json::from_str(&check.out).unwrap();
    let found: Vec<&str> = check["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["severity"] != "info" && found["severity"] != "hint")
        .map(|found| found["code"].as_str().unwrap())
        .collect();
    assert_eq!(found, ["persona-without-journey"]);
}

#[test]
fn a_template_has_other_ids_where_the_project_has_those() {
    let folder = Folder::new();
    folder.run(&["new"]);
    for file in ["two.journey", "three.journey"] {
        assert_eq!(folder.run(&["new", "--file", file, "--template", "first"]).status, 0);
    }
    let map = text(&folder, "three.journey");
    for line in
        ["persona lena_3 ", "  persona: lena_3\n", "channel: website_3\n", "\"Website of the pool\"", "owner: @pool\n"]
    {
        assert!(map.contains(line), "{line:?} in {map}");
    }
    assert_eq!(map.replace("_3", ""), text(&folder, "first-map.journey"));
    assert_eq!(folder.run(&["new", "--file", "four.journey", "--template", "service-blueprint"]).status, 0);
    let check = folder.run(&["check", "--deny", "warnings"]);
    assert_eq!(check.told(), "status 0\nAll clear: no findings in 4 files\n");
    assert_eq!(folder.run(&["fmt", "--check"]).status, 0);
}

#[test]
fn an_editor_gets_the_text_of_a_file_that_is_there_too() {
    let folder = Folder::new().with("returns.journey", "");
    let run = folder.run(&["new", "--file", "returns.journey", "--stdout"]);
    assert!(
        run.status == 0 && run.error.is_empty() && run.out.contains("journey returns \"Returns\" {"),
        "{}",
        run.told()
    );
    assert!(run.out.contains("persona someone "));
    assert_eq!(text(&folder, "returns.journey"), "");
    assert_eq!(folder.run(&["new", "--stdout"]).status, 2);
    assert_eq!(folder.run(&["new", "a", "--file", "b"]).status, 2);
}

#[test]
fn a_template_that_brings_its_journey_takes_no_name_for_it() {
    let folder = Folder::new();
    let run = folder.run(&["new", "--file", "a", "--template", "first", "--name", "Mine"]);
    assert!(run.status == 2 && run.error.contains("Leave out `--name`"), "{}", run.told());
    assert_eq!(folder.run(&["new", "--file", "a", "--template", "blank", "--name", "Mine"]).status, 0);
    assert!(text(&folder, "a.journey").contains("\"Mine\""));
}

#[test]
fn a_file_needs_a_name_and_a_folder_that_is_one() {
    let folder = Folder::new().with("notes", "");
    for wrong in ["maps/", ".journey", "..", "."] {
        let run = folder.run(&["new", "--file", wrong]);
        assert!(
            run.status == 2 && run.error.starts_with("error: --file needs the name of a map"),
            "{wrong}: {}",
            run.told()
        );
    }
    assert_eq!(folder.run(&["new", ""]).status, 2);
    let run = folder.run(&["new", "notes"]);
    assert!(run.error.starts_with("error: notes is a file, so it cannot hold a project"), "{}", run.told());
    assert_eq!(folder.run(&["new", "notes/deep"]).status, 2);
    assert_eq!(folder.run(&["new", "--file", "notes/deep/x"]).status, 2);
    assert_eq!(names(&folder.path("")), ["notes"]);
}

/// Who may do everything, as in a container, may write there too.
#[cfg(unix)]
#[test]
fn where_nothing_may_be_written_nothing_is_left() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new().with_folder("locked");
    fs::set_permissions(folder.path("locked"), fs::Permissions::from_mode(0o555)).unwrap();
    let may_write_all = fs::write(folder.path("locked/probe"), "").is_ok();
    let runs = [
        folder.run(&["new", "locked"]),
        folder.run(&["new", "locked/deep"]),
        folder.run(&["new", "--file", "locked/a"]),
    ];
    for run in runs {
        if may_write_all {
            assert_eq!(run.status, 0, "{}", run.told());
        } else {
            assert!(run.status == 2 && run.error.contains("cannot make "), "{}", run.told());
        }
    }
    assert_eq!(names(&folder.path("locked")).is_empty(), !may_write_all);
    fs::set_permissions(folder.path("locked"), fs::Permissions::from_mode(0o755)).unwrap();
    // A folder where the second file cannot be made: it is named as the map is, so the first one goes again.
    let folder = Folder::new().with_folder("maps/first-map.journey");
    assert_eq!(folder.run(&["new", "maps"]).status, 2);
    assert_eq!(names(&folder.path("maps")), ["first-map.journey"]);
}

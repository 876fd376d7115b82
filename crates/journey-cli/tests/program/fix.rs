//! `journey check --fix`: what is changed, what is not, and what is told.

use std::fs;

use crate::folder::{CLEAN, Folder};

/// Two findings with safe fixes.
const BROKEN: &str = "persona maya \"Maya\" {\n  priority: \"primary\"\n  goal: “Cook”\n}\n\n\
    journey shop \"Shop\" {\n  status: retired\n  persona: maya\n  stage find \"Find\" {\n    touchpoint search \"Search\"\n  }\n}\n";

fn mended() -> String {
    BROKEN.replace("\"primary\"", "primary").replace(['“', '”'], "\"")
}

fn read(folder: &Folder, path: &str) -> String {
    String::from_utf8(fs::read(folder.path(path)).unwrap()).unwrap()
}

#[test]
fn what_is_safe_is_mended_and_what_is_left_is_told() {
    let left = "persona tom \"Tom\" {\n  gaol: \"Eat\"\n  priority: \"secondary\"\n}\njourney tea \"Tea\" {\n  status: retired\n  persona: tom\n}\n";
    let folder = Folder::new()
        .with("a.journey", BROKEN)
        .with("b.journey", left)
        .with("c.journey", CLEAN.replace("maya", "mia").replace("shop", "market"));
    let run = folder.run(&["check", "--fix"]);
    insta::assert_snapshot!(run.told(), @r#"
    status 1
    error[unknown-key]: `gaol` is not a key of a persona
     --> b.journey:2:3
      |
    2 |   gaol: "Eat"
      |   ^^^^
      |
      = help: Did you mean `goal`?

    Fixed 3 findings in 2 files; 1 more finding has suggestions: see --suggestions
    1 error in 3 files
    "#);
    assert_eq!(read(&folder, "a.journey"), mended());
    assert_eq!(read(&folder, "b.journey"), left.replace("\"secondary\"", "secondary"));
    let again = folder.run(&["check", "--fix"]);
    assert!(again.out.contains("\nFixed nothing"), "{}", again.out);
}

#[test]
fn suggestions_are_taken_where_they_are_asked_for() {
    let folder = Folder::new().with("a.journey", CLEAN.replace("goal", "gaol"));
    let run = folder.run(&["check", "--fix"]);
    assert_eq!((run.status, read(&folder, "a.journey")), (1, CLEAN.replace("goal", "gaol")));
    assert!(run.out.contains("Fixed nothing; 1 more finding has suggestions: see --suggestions\n"), "{}", run.out);
    let run = folder.run(&["check", "--fix", "--suggestions"]);
    assert_eq!(run.told(), "status 0\nFixed 1 finding in a.journey\nAll clear: no findings in 1 file\n");
    assert_eq!(read(&folder, "a.journey"), CLEAN);
}

#[test]
fn a_diff_shows_it_and_writes_nothing() {
    let folder = Folder::new().with("maps/a.journey", BROKEN);
    let run = folder.run(&["check", "--fix", "--diff"]);
    insta::assert_snapshot!(run.told(), @r#"
    status 1
    --- maps/a.journey
    +++ maps/a.journey
    @@ -1,6 +1,6 @@
     persona maya "Maya" {
    -  priority: "primary"
    -  goal: “Cook”
    +  priority: primary
    +  goal: "Cook"
     }
     
     journey shop "Shop" {
    Would fix 2 findings in maps/a.journey
    After that: All clear: no findings in 1 file
    "#);
    assert_eq!(read(&folder, "maps/a.journey"), BROKEN);
    let nothing = Folder::new().with("a.journey", CLEAN).run(&["check", "--fix", "--diff"]);
    assert_eq!(nothing.told(), "status 0\nWould fix nothing\nAfter that: All clear: no findings in 1 file\n");
}

#[test]
fn what_patch_makes_of_the_diff_is_what_fix_makes() {
    let folder =
        Folder::new().with("a.journey", BROKEN.replace('\n', "\r\n")).with("b.journey", "persona tom \"Tom\" {");
    let diff = folder.run(&["check", "--fix", "--diff"]).out;
    let fixed =
        Folder::new().with("a.journey", read(&folder, "a.journey")).with("b.journey", read(&folder, "b.journey"));
    fixed.run(&["check", "--fix"]);
    let mut patch = std::process::Command::new("patch");
    let patch = patch.args(["--binary", "-p0"]).current_dir(folder.path("")).stdin(std::process::Stdio::piped());
    match patch.stdout(std::process::Stdio::null()).spawn() {
        Ok(mut child) => {
            std::io::Write::write_all(&mut child.stdin.take().unwrap(), diff.as_bytes()).unwrap();
            assert!(child.wait().unwrap().success(), "{diff}");
            for name in ["a.journey", "b.journey"] {
                assert_eq!(read(&folder, name), read(&fixed, name));
            }
        }
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "patch runs"),
    }
}

#[test]
fn the_diff_of_standard_input_is_about_the_file_that_it_stands_for() {
    let folder = Folder::new().with("journey.toml", "").with("a.journey", CLEAN);
    let run = folder.run_with_input(&["check", "--fix", "--diff", "--stdin-filepath", "a.journey"], BROKEN);
    assert!(run.status == 1 && run.out.starts_with("--- a.journey\n+++ a.journey\n@@"), "{}", run.told());
    assert_eq!(read(&folder, "a.journey"), CLEAN);
    let refused = folder.run_with_input(&["check", "--fix", "--stdin-filepath", "a.journey"], BROKEN);
    assert_eq!(refused.status, 2);
    assert!(refused.error.starts_with("error: standard input cannot be rewritten\n"), "{}", refused.error);
}

#[test]
fn only_files_that_were_asked_for_change() {
    let apart = |what: &str| format!("journey {what} \"J\" {{\n  stage s \"S\" {{\n    touchpoint t \"T\" {{\n      ");
    let here = format!(
        "channel app \"App\"\nactor app \"Team\"\n{}actor: app; frontstage: app \"Shows\"\n    }}\n  }}\n}}\n",
        apart("a")
    );
    let there = format!("{}channel: app\n    }}\n  }}\n}}\n", apart("b"));
    let folder = Folder::new().with("journey.toml", "").with("here/a.journey", &here).with("there/b.journey", &there);
    let arguments = ["check", "--fix", "--suggestions", "--rule", "ambiguous-name"];
    let run = folder.run(&[&arguments[..], &["here"]].concat());
    assert_eq!((run.status, read(&folder, "there/b.journey")), (1, there.clone()));
    assert_eq!(read(&folder, "here/a.journey"), here, "half of a fix is none");
    let run = folder.run(&arguments);
    assert_eq!(run.told(), "status 0\nFixed 1 finding in 2 files\nAll clear: no findings in 2 files\n");
    assert!(read(&folder, "there/b.journey").contains("channel: app_channel"));
}

#[test]
fn with_json_the_line_that_sums_up_is_on_standard_error() {
    let folder = Folder::new().with("a.journey", BROKEN);
    let run = folder.run(&["check", "--fix", "--format", "json"]);
    assert_eq!(run.error, "Fixed 2 findings in a.journey\n");
    assert!(run.out.starts_with("{\"version\":1,") && run.out.contains("\"diagnostics\":[]"), "{}", run.out);
}

#[test]
fn a_read_only_file_is_told_and_the_others_are_mended() {
    let folder =
        Folder::new().with("a.journey", BROKEN).with("b.journey", BROKEN.replace("maya", "mia").replace("shop", "tea"));
    let mut permissions = fs::metadata(folder.path("a.journey")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder.path("a.journey"), permissions).unwrap();
    let run = folder.run(&["check", "--fix"]);
    assert_eq!(run.status, 2);
    assert!(run.error.contains("error: a.journey cannot be rewritten: it is read-only\n"), "{}", run.error);
    assert!(run.out.contains("\nFixed 2 findings in b.journey\n"), "{}", run.out);
    assert!(run.out.contains("a.journey:2:13"), "what is left there is told: {}", run.out);
    assert_eq!(read(&folder, "a.journey"), BROKEN);
    assert!(!read(&folder, "b.journey").contains('“'));
}

#[test]
fn a_fix_of_several_files_is_left_undone_where_one_of_them_is_read_only() {
    let apart = |what: &str| format!("journey {what} \"J\" {{\n  stage s \"S\" {{\n    touchpoint t \"T\" {{\n      ");
    let here = format!(
        "channel app \"App\"\nactor app \"Team\"\n{}actor: app; frontstage: app \"Shows\"\n    }}\n  }}\n}}\n",
        apart("a")
    );
    let there = format!("{}channel: app\n    }}\n  }}\n}}\n", apart("b"));
    let folder = Folder::new().with("a.journey", &here).with("b.journey", &there);
    let mut permissions = fs::metadata(folder.path("b.journey")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder.path("b.journey"), permissions).unwrap();
    let run = folder.run(&["check", "--fix", "--suggestions", "--rule", "ambiguous-name"]);
    assert!(run.status == 2 && run.error.contains("b.journey cannot be rewritten"), "{}", run.told());
    assert_eq!((read(&folder, "a.journey"), read(&folder, "b.journey")), (here, there));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_that_leads_out_of_the_project() {
    let folder = Folder::new().with("outside/bank.journey", BROKEN).with("maps/journey.toml", "");
    std::os::unix::fs::symlink("../outside/bank.journey", folder.path("maps/link.journey")).unwrap();
    let run = folder.run(&["check", "--fix", "maps/link.journey"]);
    assert_eq!(run.status, 2);
    assert!(run.error.starts_with("error: maps/link.journey is a link that leads out of its project"), "{}", run.error);
    assert_eq!(read(&folder, "outside/bank.journey"), BROKEN);
}

#[test]
fn a_text_that_was_guessed_is_left_alone() {
    let mut latin_1 = BROKEN.replace(['“', '”'], "\"").into_bytes();
    latin_1.extend(b"// Caf\xE9\n");
    let folder = Folder::new().with("a.journey", &latin_1);
    let run = folder.run(&["check", "--fix"]);
    assert!(
        run.status == 1 && run.out.contains("Fixed nothing") && run.out.contains("wrong-encoding"),
        "{}",
        run.told()
    );
    assert_eq!(fs::read(folder.path("a.journey")).unwrap(), latin_1);
}

#[test]
fn where_the_settings_have_mistakes_nothing_is_changed() {
    let folder = Folder::new().with("journey.toml", "[rules]\nwrong-vlaue = \"off\"\n").with("a.journey", BROKEN);
    let run = folder.run(&["check", "--fix"]);
    assert!(run.status == 2 && run.out.contains("Fixed nothing"), "{}", run.told());
    assert_eq!(read(&folder, "a.journey"), BROKEN);
}

#[test]
fn a_byte_order_mark_and_line_ends_stay() {
    let folder = Folder::new().with("a.journey", format!("\u{FEFF}{}", BROKEN.replace('\n', "\r\n")));
    assert_eq!(folder.run(&["check", "--fix"]).status, 0);
    assert_eq!(read(&folder, "a.journey"), format!("\u{FEFF}{}", mended().replace('\n', "\r\n")));
}

#[test]
fn only_the_rules_that_are_named_are_told_and_fixed() {
    let folder = Folder::new().with("journey.toml", "[rules]\nwrong-value = \"off\"\n").with("a.journey", BROKEN);
    let run = folder.run(&["check", "--rule", "wrong-value"]);
    assert_eq!((run.status, run.places(), run.summary()), (1, vec!["a.journey:2:13"], "1 error in 1 file"));
    assert_eq!(folder.run(&["check", "--rule", "unused-name", "--rule", "empty-stage"]).status, 0);
    let all = folder.run(&["check", "--rule", "language"]);
    assert_eq!(all.places().len(), 2, "a rule that is off is asked too: {}", all.out);
    folder.run(&["check", "--rule", "wrong-value", "--fix"]);
    assert_eq!(read(&folder, "a.journey"), BROKEN.replace("\"primary\"", "primary"));
    let unknown = folder.run(&["check", "--rule", "wrong-vlaue"]);
    insta::assert_snapshot!(unknown.told(), @r"
    status 2
    error: there is no rule, group or plugin `wrong-vlaue`
    help: Did you mean `wrong-value`? `journey rules` lists all of them.
    ");
}

#[test]
fn standard_input_is_asked_for_by_the_file_that_it_stands_for() {
    let folder = Folder::new().with("journey.toml", "").with("people.journey", CLEAN.split_once("\n\n").unwrap().0);
    let journey = CLEAN.split_once("\n\n").unwrap().1;
    for option in ["--stdin-filepath", "--stdin-path"] {
        for input in [&["check", option, "new.journey"][..], &["check", "-", option, "new.journey"]] {
            let run = folder.run_with_input(input, journey);
            assert_eq!(run.told(), "status 0\nAll clear: no findings in 1 file\n");
        }
    }
}

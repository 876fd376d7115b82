//! `journey fmt`: what it writes, what it only says, and what it leaves alone.

use std::fs;

use crate::folder::{CLEAN, Folder, Run, examples};

const MESSY: &str = "persona  maya \"Maya\" {priority: primary; goal: \"Cook\"}\n\n\n\npersona tom \"Tom\"";
const TIDY: &str = "persona maya \"Maya\" {\n  priority: primary\n  goal: \"Cook\"\n}\n\npersona tom \"Tom\"\n";

fn text(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.path(path)).unwrap()
}

#[test]
fn files_and_folders_are_laid_out_as_check_finds_them() {
    let folder = Folder::new()
        .with("journey.toml", "exclude = [\"drafts/**\"]\n")
        .with("maps/people.journey", MESSY)
        .with("maps/shop.journey", CLEAN)
        .with("drafts/new.journey", MESSY)
        .with(".hidden/new.journey", MESSY)
        .with("notes.txt", MESSY);
    assert_eq!(folder.run(&["fmt"]).told(), "status 0\n1 of 2 files laid out anew\n");
    assert_eq!((text(&folder, "maps/people.journey"), text(&folder, "maps/shop.journey")), (TIDY.into(), CLEAN.into()));
    for untouched in ["drafts/new.journey", ".hidden/new.journey", "notes.txt"] {
        assert_eq!(text(&folder, untouched), MESSY);
    }
    assert_eq!(folder.run(&["fmt"]).told(), "status 0\n2 files are laid out well\n");
    // What is named counts, whatever leaves it out.
    assert_eq!(folder.run(&["fmt", "drafts/new.journey"]).told(), "status 0\n1 of 1 file laid out anew\n");
    assert_eq!(text(&folder, "drafts/new.journey"), TIDY);
}

#[test]
fn check_lists_what_would_change_and_writes_nothing() {
    let folder = Folder::new().with("b.journey", MESSY).with("a.journey", MESSY).with("shop.journey", CLEAN);
    insta::assert_snapshot!(folder.run(&["fmt", "--check"]).told(), @r"
    status 1
    a.journey
    b.journey
    2 of 3 files would change
    ");
    assert_eq!(text(&folder, "a.journey"), MESSY);
    assert_eq!(folder.run(&["fmt", "--check", "shop.journey"]).told(), "status 0\n1 file is laid out well\n");
}

#[test]
fn a_diff_can_be_patched_in() {
    let folder = Folder::new().with("people.journey", MESSY).with("shop.journey", CLEAN);
    let run = folder.run(&["fmt", "--diff"]);
    insta::assert_snapshot!(run.told(), @r#"
    status 0
    --- people.journey
    +++ people.journey
    @@ -1,5 +1,6 @@
    -persona  maya "Maya" {priority: primary; goal: "Cook"}
    -
    -
    +persona maya "Maya" {
    +  priority: primary
    +  goal: "Cook"
    +}
     
    -persona tom "Tom"
    \ No newline at end of file
    +persona tom "Tom"
    1 of 2 files would change
    "#);
    assert_eq!(text(&folder, "people.journey"), MESSY);
    assert_eq!(folder.run(&["fmt", "--diff", "--check"]).status, 1);
    assert_eq!(folder.run(&["fmt", "--diff", "shop.journey"]).out, "");
}

#[test]
fn standard_input_is_laid_out_and_printed() {
    let folder = Folder::new().with("shop.journey", MESSY);
    for arguments in [&["fmt", "-"][..], &["fmt", "--stdin-filepath", "shop.journey"]] {
        assert_eq!(folder.run_with_input(arguments, MESSY).told(), format!("status 0\n{TIDY}"));
    }
    let run = folder.run_with_input(&["fmt", "-", "--check", "--stdin-filepath", "maps/new.journey"], MESSY);
    assert_eq!(run.told(), "status 1\nmaps/new.journey\n");
    let run = folder.run_with_input(&["fmt", "-", "--diff"], MESSY);
    assert!(run.status == 0 && run.out.starts_with("--- <stdin>\n+++ <stdin>\n@@"), "{}", run.told());
    assert_eq!(text(&folder, "shop.journey"), MESSY);
    let run = folder.run_with_input(&["fmt", "-", "shop.journey"], MESSY);
    assert!(run.status == 2 && run.error.starts_with("error: standard input is laid out by itself"), "{}", run.told());
    let run = folder.run_with_input(&["fmt", "-"], b"persona zo\xEB");
    assert!(
        run.status == 2 && run.out.is_empty() && run.error.contains("<stdin> is not written in UTF-8"),
        "{}",
        run.told()
    );
}

#[test]
fn what_is_broken_stays_and_the_rest_is_laid_out() {
    let folder =
        Folder::new().with("broken.journey", format!("persona {{ ;  goal:   }}\n{MESSY}\njourney j {{\n   x\n"));
    let run = folder.run(&["fmt"]);
    assert_eq!(run.told(), "status 0\n1 of 1 file laid out anew; 1 file has syntax errors, which stay as they are\n");
    let expected = format!("persona {{ ;  goal:   }}\n{}\njourney j {{\n   x\n", TIDY.trim_end());
    assert_eq!(text(&folder, "broken.journey"), expected);
    let run = folder.run_with_input(&["fmt", "-"], "persona  maya {\n");
    assert_eq!(
        run.told(),
        "status 0\npersona  maya {\nwarning: <stdin> has syntax errors, and was laid out around them\n"
    );
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let windows = format!("\u{FEFF}{}\r\n", MESSY.replace('\n', "\r\n"));
    let folder = Folder::new().with("shop.journey", windows);
    assert_eq!(folder.run(&["fmt"]).status, 0);
    assert_eq!(text(&folder, "shop.journey"), format!("\u{FEFF}{}", TIDY.replace('\n', "\r\n")));
}

#[test]
fn files_of_another_encoding_are_told_and_left_alone() {
    let latin_1 = b"persona  zo\xEB".to_vec();
    let utf_16: Vec<u8> = "\u{FEFF}persona  maya".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder = Folder::new().with("a.journey", &latin_1).with("b.journey", &utf_16).with("c.journey", MESSY);
    insta::assert_snapshot!(folder.run(&["fmt"]).told(), @r#"
    status 2
    1 of 1 file laid out anew, but not everything could be done: see above
    error: a.journey is not written in UTF-8, so it was left as it is
    help: Save it as UTF-8: editors ask for the encoding in "Save as", or show it at the bottom of
          the window.
    error: b.journey is written in UTF-16, and journeys are written in UTF-8, so it was left as it is
    help: Save it as UTF-8: editors ask for the encoding in "Save as", or show it at the bottom of
          the window.
    "#);
    assert_eq!(fs::read(folder.path("a.journey")).unwrap(), latin_1);
    assert_eq!(fs::read(folder.path("b.journey")).unwrap(), utf_16);
    assert_eq!(text(&folder, "c.journey"), TIDY);
}

#[test]
fn a_read_only_file_and_a_missing_one_are_told_and_the_rest_is_done() {
    let folder = Folder::new().with("a.journey", MESSY).with("b.journey", MESSY);
    let mut permissions = fs::metadata(folder.path("a.journey")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder.path("a.journey"), permissions).unwrap();
    let run = folder.run(&["fmt", "a.journey", "b.journey", "gone.journey"]);
    assert_eq!((run.status, text(&folder, "a.journey"), text(&folder, "b.journey")), (2, MESSY.into(), TIDY.into()));
    assert!(run.error.contains("error: a.journey cannot be rewritten: it is read-only"), "{}", run.error);
    assert!(run.error.contains("error: cannot read gone.journey: there is no such file"), "{}", run.error);
    // Nothing has to be written to say what would change.
    assert_eq!(folder.run(&["fmt", "--check", "a.journey"]).told(), "status 1\na.journey\n1 of 1 file would change\n");
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_lead_nowhere_else() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new()
        .with("ours/journey.toml", "")
        .with("ours/kept/shop.journey", MESSY)
        .with("theirs/bank.journey", MESSY);
    symlink("kept/shop.journey", folder.path("ours/inside.journey")).unwrap();
    symlink("../theirs/bank.journey", folder.path("ours/outside.journey")).unwrap();
    let run = folder.run(&["fmt", "ours"]);
    assert_eq!((run.status, text(&folder, "ours/kept/shop.journey")), (2, TIDY.into()), "{}", run.told());
    assert_eq!(text(&folder, "theirs/bank.journey"), MESSY);
    assert!(
        run.error.starts_with("error: ours/outside.journey is a link that leads out of its project"),
        "{}",
        run.error
    );
    assert!(folder.path("ours/inside.journey").is_symlink() && folder.path("ours/outside.journey").is_symlink());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_and_not_written() {
    let folder = Folder::new();
    let run = folder.run_with_input(&["fmt", "/dev/stdin"], MESSY);
    assert!(run.status == 2 && run.error.contains("cannot be rewritten: it is no plain file"), "{}", run.told());
    assert_eq!(folder.run_with_input(&["fmt", "--check", "/dev/stdin"], MESSY).status, 1);
}

#[test]
fn blocks_in_blocks_are_laid_out_as_deep_as_they_may_be() {
    let nested = |depth: usize| "stage s {".repeat(depth) + &"}".repeat(depth);
    let folder = Folder::new().with("a.journey", nested(128)).with("b.journey", nested(10_000));
    let run = folder.run(&["fmt"]);
    assert_eq!(run.told(), "status 0\n1 of 2 files laid out anew; 1 file has syntax errors, which stay as they are\n");
    assert_eq!(text(&folder, "a.journey").lines().count(), 255);
    assert_eq!(text(&folder, "b.journey"), nested(10_000));
}

#[test]
fn settings_with_a_mistake_keep_what_they_may_exclude_from_being_written() {
    let folder = Folder::new().with("journey.toml", "exlude = [\"a.journey\"]\n").with("a.journey", MESSY);
    let run = folder.run(&["fmt"]);
    assert_eq!((run.status, text(&folder, "a.journey")), (2, MESSY.into()));
    assert!(run.error.contains("`exlude` is not a setting of journey.toml"), "{}", run.error);
    assert_eq!(folder.run(&["fmt", "a.journey"]).status, 2);
    assert_eq!(text(&folder, "a.journey"), TIDY);
}

#[test]
fn the_examples_are_laid_out_well() {
    let run = Run::of(Folder::new().program(&["fmt", "--check"]).arg(examples()));
    assert_eq!(run.status, 0, "{}", run.told());
}

#[test]
fn what_a_terminal_would_obey_comes_out_as_it_went_in() {
    let text = "// Copied: \u{1b}]0;build\u{1b}[31m\u{8}\nchannel   app \"App\"\n";
    let run = Folder::new().run_with_input(&["fmt", "-"], text);
    assert_eq!(run.out, text.replace("   ", " "));
}

//! Input that no tool likes: each gives a clear message and the right exit status.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::folder::{CLEAN, Folder};

#[test]
fn an_empty_file_and_one_with_a_byte_order_mark_are_fine() {
    let folder =
        Folder::new().with("empty.journey", "").with("mark.journey", "\u{FEFF}").with("blank.journey", " \r\n\t");
    assert_eq!(folder.run(&["check"]).told(), "status 0\nAll clear: no findings in 3 files\n");
}

#[test]
fn a_byte_order_mark_changes_no_column() {
    let folder = Folder::new().with("mark.journey", "\u{FEFF}persona maya { gaol: \"Cook\" }\n");
    assert!(folder.run(&["check"]).places().contains(&"mark.journey:1:16"));
}

#[test]
fn nul_bytes_are_told_and_shown() {
    let folder = Folder::new().with("shop.journey", CLEAN.replace("status: retired\n", "status: retired; \0\0\n"));
    let run = folder.run(&["check"]);
    assert_eq!((run.status, run.places()), (1, vec!["shop.journey:6:20"]), "{}", run.out);
    assert!(run.out.contains("6 |   status: retired; ␀␀\n") && !run.out.contains('\0'), "{}", run.out);
}

#[test]
fn text_of_another_encoding_is_told_once_and_the_rest_is_checked() {
    let latin_1 = b"persona zo\xEB \"Zo\xEB\" {\n  goal: \"Caf\xE9\"\n}\npersona tom \"Tom\" {\n  gaol: \"Eat\"\n}\n";
    let folder = Folder::new()
        .with(
            "journey.toml",
            "[rules]\npersona-without-journey = \"off\"\nsyntax-error = \"off\"\nunwritten-id = \"off\"\n",
        )
        .with("latin.journey", latin_1);
    insta::assert_snapshot!(folder.run(&["check"]).told(), @r#"
    status 1
    error[wrong-encoding]: this file is not written in UTF-8: byte 0xEB is no character here, and in 2 more places
     --> latin.journey:1:11
      |
    1 | persona zo� "Zo�" {
      |           ^
      |
      = help: The rest was checked with `�` in its place. Save the file as UTF-8: editors ask for the
              encoding in "Save as", or show it at the bottom of the window. Then look whether this
              character is the one you meant.

    error[unknown-key]: `gaol` is not a key of a persona
     --> latin.journey:5:3
      |
    5 |   gaol: "Eat"
      |   ^^^^
      |
      = help: Did you mean `goal`?

    2 errors in 1 file
    "#);
}

#[test]
fn utf_16_is_recognised_and_its_names_still_mean_something() {
    let (personas, journey) = CLEAN.split_once("\n\n").unwrap();
    let personas: Vec<u8> = format!("\u{FEFF}{personas}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder = Folder::new().with("people.journey", personas).with("shop.journey", journey);
    insta::assert_snapshot!(folder.run(&["check"]).told(), @r#"
    status 1
    error[wrong-encoding]: this file is written in UTF-16, and journeys are written in UTF-8
     --> people.journey:1:1
      |
    1 | persona maya "Maya" {
      | ^
      |
      = help: Nothing else in it was checked. Save it as UTF-8: editors ask for the encoding in "Save
              as", or show it at the bottom of the window.

    1 error in 2 files
    "#);
}

#[test]
fn a_picture_that_is_called_a_journey_is_told_and_does_no_harm() {
    let bytes: Vec<u8> = (0..50_000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let run = Folder::new().with("photo.journey", bytes).run(&["check"]);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("error[wrong-encoding]: this file is not written in UTF-8"));
    assert!(!run.out.contains(|read: char| read.is_control() && read != '\n'));
}

#[test]
fn braces_without_end_are_told_within_a_moment() {
    let start = Instant::now();
    let folder = Folder::new().with("deep.journey", "a{".repeat(10_000)).with("shop.journey", CLEAN);
    let run = folder.run(&["check"]);
    assert_eq!(run.status, 1, "{}", run.error);
    assert!(run.out.contains("error[syntax-error]"), "{}", run.out);
    assert!(run.places().iter().all(|place| place.starts_with("deep.journey:")));
    let closed = Folder::new().with("deep.journey", format!("{}{}", "a {\n".repeat(10_000), "}\n".repeat(10_000)));
    assert_eq!(closed.run(&["check"]).status, 1);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

/// Five megabytes, because the tests run without optimisation.
#[test]
fn a_large_file_is_checked_within_seconds() {
    let start = Instant::now();
    let mut text = String::new();
    for number in 0.. {
        text.push_str(&CLEAN.replace("maya", &format!("maya_{number}")).replace("shop", &format!("shop_{number}")));
        if text.len() > 5_000_000 {
            break;
        }
    }
    let run = Folder::new().with("large.journey", text).run(&["check"]);
    assert_eq!(run.told(), "status 0\nAll clear: no findings in 1 file\n");
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn a_file_of_one_long_line_is_checked_within_seconds() {
    let start = Instant::now();
    let line: String = (0..3_000).map(|number| format!("metric m{number} \"M\" {{ gaol: 1 }}; ")).collect();
    let folder = Folder::new().with("journey.toml", "[rules]\nunused-name = \"off\"\n").with("line.journey", line);
    let run = folder.run(&["check"]);
    assert_eq!(run.status, 1);
    assert!(run.places().len() >= 3_000);
    assert!(run.out.lines().all(|line| line.chars().count() < 1_000));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn a_file_of_4_gib_is_refused_and_the_rest_is_checked() {
    let folder = Folder::new().with("shop.journey", CLEAN).with("huge.journey", "");
    // It has no content, so it needs no room on the disk.
    fs::File::options().write(true).open(folder.path("huge.journey")).unwrap().set_len(5 << 30).unwrap();
    insta::assert_snapshot!(folder.run(&["check"]).told(), @r"
    status 2
    No findings in 1 file, but not everything could be done: see above
    error: huge.journey is too large: 5.0 GiB, and a file must be smaller than 4 GiB
    help: Is it really a file of journeys? If so, cut it in several: all files of a project see each
          other.
    ");
}

#[test]
fn a_folder_without_journeys_is_said_to_have_none() {
    let folder = Folder::new().with("notes/todo.txt", "");
    insta::assert_snapshot!(folder.run(&["check", "notes"]).told(), @r"
    status 0
    Nothing was checked
    warning: no .journey files in notes; hidden files and files that git ignores do not count
    ");
    let json = folder.run(&["check", "notes", "--format", "json"]);
    assert!(json.out.starts_with("{\"version\":1,\"files\":0,\"diagnostics\":[],"), "{}", json.out);
}

#[test]
fn a_typo_in_the_settings_is_drawn_and_ends_with_2() {
    let folder = Folder::new()
        .with("journey.toml", "language = 1\nexlude = [\"drafts/**\"]\n\n[rules]\nunused-nam = \"off\"\n")
        .with("shop.journey", CLEAN);
    insta::assert_snapshot!(folder.run(&["check"]).told(), @r#"
    status 2
    No findings in 1 file, but not everything could be done: see above
    error: `exlude` is not a setting of journey.toml
     --> journey.toml:2:1
      |
    2 | exlude = ["drafts/**"]
      | ^^^^^^
      |
      = help: Did you mean `exclude`? The settings are `language`, `name`, `extends`, `exclude`,
              `[rules]` and `[[overrides]]`.

    error: There is no rule and no group `unused-nam`
     --> journey.toml:5:1
      |
    5 | unused-nam = "off"
      | ^^^^^^^^^^
      |
      = help: Did you mean `unused-name`?
    "#);
    // The settings are wrong even where there is nothing to check.
    fs::remove_file(folder.path("shop.journey")).unwrap();
    assert_eq!(folder.run(&["check"]).status, 2);
}

#[test]
fn settings_that_cannot_be_read_end_with_2() {
    let folder = Folder::new().with("journey.toml", b"name = \"Caf\xE9\"\n").with("shop.journey", CLEAN);
    let run = folder.run(&["check"]);
    assert_eq!((run.status, run.summary()), (2, "No findings in 1 file, but not everything could be done: see above"));
    assert!(run.error.starts_with("error: journey.toml is not written in UTF-8"), "{}", run.error);
    let run = folder.run(&["check", "journey.toml"]);
    assert!(run.status == 2 && run.error.starts_with("error: journey.toml holds settings"), "{}", run.error);
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_ends_with_2_and_the_rest_is_checked() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    std::os::unix::fs::symlink("gone.journey", folder.path("link.journey")).unwrap();
    std::os::unix::fs::symlink(folder.path("shop.journey"), folder.path("other.txt")).unwrap();
    insta::assert_snapshot!(folder.run(&["check"]).told(), @r"
    status 2
    No findings in 1 file, but not everything could be done: see above
    error: link.journey is a link to a file that is not there
    help: Mend the link, or remove it.
    ");
}

/// Whenever a file vanishes, the run ends with 0 or with 2 and says so; nothing else may happen.
#[test]
fn a_file_that_vanishes_meanwhile_is_told() {
    let folder = (0..200).fold(Folder::new(), |folder, number| folder.with(&format!("m/{number:03}.journey"), ""));
    let folder = folder.with("m/shop.journey", CLEAN);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let stop = Stop(&done);
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                for number in 0..200 {
                    let path = folder.path(&format!("m/{number:03}.journey"));
                    let _ = fs::remove_file(&path);
                    let _ = fs::write(&path, "");
                }
            }
        });
        let mut vanished = 0;
        for _ in 0..100 {
            let run = folder.run(&["check"]);
            if run.status == 0 {
                assert_eq!(run.error, "");
                continue;
            }
            let told = run.error.lines().all(|line| {
                line.ends_with("was here a moment ago and is gone") || line.starts_with("help: Somebody moved")
            });
            assert!(run.status == 2 && told && run.summary().starts_with("No findings in "), "{}", run.told());
            vanished += 1;
            if vanished >= 3 {
                break;
            }
        }
        drop(stop);
    });
}

/// Ends a thread that waits for it, also where the test fails.
struct Stop<'d>(&'d AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

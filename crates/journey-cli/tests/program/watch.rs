//! `journey check --watch` and `journey render --watch`: what makes them work again, and how they end.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use crate::folder::{CLEAN, Folder};

/// A check that watches. It is killed where a test fails.
struct Watch {
    child: Child,
    out: Lines,
    error: Lines,
}

/// The lines of one of its streams.
struct Lines(Receiver<String>);

impl Lines {
    fn of(stream: impl Read + Send + 'static) -> Self {
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || BufReader::new(stream).lines().try_for_each(|line| sender.send(line.unwrap())));
        Self(lines)
    }

    /// Everything up to the line that starts so, that line included.
    fn until(&self, start: &str) -> Vec<String> {
        let mut told = Vec::new();
        while !told.last().is_some_and(|line: &String| line.starts_with(start)) {
            // The time is for a test that fails.
            let line = self.0.recv_timeout(Duration::from_secs(60));
            told.push(line.unwrap_or_else(|error| panic!("no line {start:?} ({error}) after {told:#?}")));
        }
        told
    }
}

impl Watch {
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        Self::start_with(folder, &[&["check", "--watch"], arguments].concat())
    }

    fn start_with(folder: &Folder, arguments: &[&str]) -> Self {
        Self::of(folder.program(arguments))
    }

    fn of(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (out, error) = (Lines::of(child.stdout.take().unwrap()), Lines::of(child.stderr.take().unwrap()));
        Self { child, out, error }
    }

    /// The line that sums up the next round that comes to something else than `before`.
    fn summary_after(&self, before: &str) -> String {
        loop {
            let told = self.out.until("Watching ");
            let summary = told.iter().rev().nth(1).cloned().unwrap_or_default();
            if summary != before {
                return summary;
            }
        }
    }

    fn interrupt(mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

const CLEAR: &str = "All clear: no findings in 1 file";
const WRONG: &str = "1 error in 1 file";

#[test]
fn every_change_of_a_file_is_checked_until_somebody_interrupts() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    let watch = Watch::start(&folder, &[]);
    let told = watch.out.until("Watching ");
    assert_eq!(told[0], CLEAR);
    assert!(told[1].starts_with("Watching 1 file; checked at ") && told[1].ends_with(". Ctrl-C ends it"), "{told:?}");
    assert!(!told.concat().contains('\u{1b}'), "the screen is cleared on terminals only");
    fs::write(folder.path("shop.journey"), CLEAN.replace("goal", "gaol")).unwrap();
    assert_eq!(watch.summary_after(CLEAR), WRONG);
    // As editors save: a new file in the place of the old one.
    fs::write(folder.path("shop.journey.new"), CLEAN).unwrap();
    fs::rename(folder.path("shop.journey.new"), folder.path("shop.journey")).unwrap();
    assert_eq!(watch.summary_after(WRONG), CLEAR);
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn every_change_of_a_file_is_drawn_until_somebody_interrupts() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    let watch = Watch::start_with(&folder, &["render", "shop.journey", "-o", "shop.mmd", "--watch"]);
    let drawn = |what: &str| {
        // Writing the diagram is an event too, and one that does not count.
        loop {
            watch.error.until("Watching 1 file; ");
            let text = fs::read_to_string(folder.path("shop.mmd")).unwrap();
            if text.contains(what) {
                break;
            }
        }
    };
    drawn("title Weekly shop\n");
    fs::write(folder.path("shop.journey"), CLEAN.replace("Weekly shop", "Daily shop")).unwrap();
    drawn("title Daily shop\n");
    // A round that fails leaves the last good diagram, and the next one is drawn again.
    fs::write(folder.path("shop.journey"), "// Nothing yet.\n").unwrap();
    watch.error.until("error: shop.journey has no journey");
    assert!(fs::read_to_string(folder.path("shop.mmd")).unwrap().contains("title Daily shop\n"));
    fs::write(folder.path("shop.journey"), CLEAN).unwrap();
    drawn("title Weekly shop\n");
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn files_and_folders_that_come_and_go_count() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    let watch = Watch::start(&folder, &[]);
    assert_eq!(watch.summary_after(""), CLEAR);
    let folder = folder.with("more/deep/tea.journey", "persona tom {\n  gaol: \"Eat\"\n}\n");
    let summary = watch.summary_after(CLEAR);
    assert!(summary.ends_with(" in 2 files"), "{summary}");
    // The folder that came is watched too.
    fs::write(folder.path("more/deep/tea.journey"), "// Nothing yet.\n").unwrap();
    let clear = "All clear: no findings in 2 files";
    let mut last = summary;
    while last != clear {
        last = watch.summary_after(&last);
    }
    fs::rename(folder.path("more"), folder.path(".hidden")).unwrap();
    assert_eq!(watch.summary_after(clear), CLEAR);
    assert_eq!(watch.interrupt(), Some(0));
}

/// Folders are watched one after the other, in no order; so there are some before and some behind the locked one.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_may_not_be_read_keeps_no_other_from_being_watched() {
    use std::os::unix::fs::PermissionsExt;
    let folders = ["aa", "bb", "cc", "deep/dd", "deep/ee", "yy", "zz"];
    let folder = folders.iter().fold(Folder::new().with("journey.toml", ""), |folder, name| {
        let id = name.replace('/', "_");
        folder.with(&format!("{name}/a.journey"), format!("persona {id} \"Maya\" {{\n  goal: \"Cook tonight\"\n}}\n"))
    });
    let folder = folder.with_folder("locked").with_folder("deep/locked");
    let lock = |name: &str, mode| fs::set_permissions(folder.path(name), fs::Permissions::from_mode(mode)).unwrap();
    lock("locked", 0o000);
    lock("deep/locked", 0o000);
    let watch = Watch::of(folder.program_as_anybody(&["check", "--watch"]));
    let clear = watch.summary_after("");
    assert_eq!(clear, "7 warnings in 7 files, but not everything could be done: see above");
    let warned = watch.error.until("warning: changes in locked go unnoticed: you are not allowed to look into it");
    let deep = "warning: changes in deep/locked go unnoticed: you are not allowed to look into it";
    assert!(warned.iter().any(|line| line == deep), "{warned:?}");
    for name in folders {
        let path = folder.path(&format!("{name}/a.journey"));
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("goal", "gaol")).unwrap();
        let mut last = watch.summary_after(&clear);
        fs::write(&path, text).unwrap();
        while last != clear {
            last = watch.summary_after(&last);
        }
    }
    // A folder that comes, and one that may be read now.
    let came = folder.path("new");
    fs::create_dir(&came).unwrap();
    fs::write(came.join("b.journey"), "// Nothing yet.\n").unwrap();
    let mut last = clear;
    while !last.contains("8 files") {
        last = watch.summary_after(&last);
    }
    fs::write(came.join("b.journey"), "persona x {\n  gaol: \"Eat\"\n}\n").unwrap();
    let wrong = watch.summary_after(&last);
    assert!(wrong.contains("8 files"), "{wrong}");
    lock("locked", 0o700);
    lock("deep/locked", 0o700);
    fs::write(folder.path("locked/c.journey"), "// Nothing yet.\n").unwrap();
    let mut last = wrong;
    while !last.contains("9 files") {
        last = watch.summary_after(&last);
    }
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn settings_and_files_that_journeys_name_count() {
    let clean = CLEAN.replace("emotion: +1", "emotion: +1 from q3");
    let text = format!("{clean}\nsource q3 \"Survey\" {{ kind: survey; data: \"figures/q3.csv\"; gaol: 1 }}\n");
    let quiet = "[rules]\nevidence = \"off\"\ndata-file-missing = \"warning\"\n";
    let folder = Folder::new().with("journey.toml", quiet).with("shop.journey", text);
    let watch = Watch::start(&folder, &[]);
    let first = watch.summary_after("");
    assert_eq!(first, "1 error and 1 warning in 1 file");
    fs::write(folder.path("journey.toml"), format!("{quiet}unknown-key = \"off\"\n")).unwrap();
    let (missing, mut last) = ("1 warning in 1 file", first);
    while last != missing {
        last = watch.summary_after(&last);
    }
    let _folder = folder.with("figures/q3.csv", "date,value\n");
    assert_eq!(watch.summary_after(missing), CLEAR);
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn what_goes_wrong_in_one_round_does_not_end_it() {
    let folder = Folder::new().with("maps/shop.journey", CLEAN);
    let watch = Watch::start(&folder, &["maps"]);
    assert_eq!(watch.summary_after(""), CLEAR);
    fs::remove_dir_all(folder.path("maps")).unwrap();
    watch.error.until("error: cannot read maps: there is no such file or folder");
    let nothing = "Nothing was checked";
    let mut last = watch.summary_after(CLEAR);
    while last != nothing {
        last = watch.summary_after(&last);
    }
    let folder = folder.with("maps/shop.journey", CLEAN);
    while last != CLEAR {
        last = watch.summary_after(&last);
    }
    fs::write(folder.path("maps/shop.journey"), CLEAN.replace("goal", "gaol")).unwrap();
    assert_eq!(watch.summary_after(CLEAR), WRONG);
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn a_program_that_reads_json_gets_one_object_a_round_and_nothing_else() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    let watch = Watch::start(&folder, &["--format", "json"]);
    watch.error.until("Watching 1 file; checked at ");
    let object = watch.out.until("").concat();
    assert!(object.contains("\"diagnostics\":[]"), "{object}");
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    for arguments in [&["check", "--watch", "-"][..], &["check", "--watch", "--fix"]] {
        let run = folder.run(arguments);
        assert!(run.status == 2 && !run.error.is_empty(), "{}", run.told());
    }
}

/// As `journey check --watch | head -1` does, while nothing changes.
#[test]
fn it_ends_when_nobody_reads_any_more() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    for (arguments, reads_output) in [
        (&["check", "--watch"][..], true),
        (&["check", "--watch", "--format", "json"], true),
        (&["render", "--watch", "shop.journey", "-o", "shop.mmd"], false),
    ] {
        let mut command = folder.program(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (out, error) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let mut line = String::new();
        // The other stream stays open until the end.
        let (out, error) = if reads_output {
            BufReader::new(out).read_line(&mut line).unwrap();
            (None, Some(error))
        } else {
            BufReader::new(error).read_line(&mut line).unwrap();
            (Some(out), None)
        };
        assert!(!line.is_empty(), "{arguments:?}");
        let id = child.id().to_string();
        let (sender, ended) = mpsc::channel();
        std::thread::spawn(move || sender.send(child.wait().unwrap().code()));
        // The time is for a test that fails.
        let code = ended.recv_timeout(Duration::from_secs(60)).unwrap_or_else(|_| {
            let _ = Command::new("kill").arg(&id).status();
            panic!("{arguments:?} goes on");
        });
        assert_eq!(code, Some(0), "{arguments:?}");
        drop((out, error));
    }
}

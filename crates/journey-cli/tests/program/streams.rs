//! Standard input, colours, and readers who have seen enough.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use crate::folder::{CLEAN, CLEAN_IS_MORE, Folder, Run};

const WRONG: &str = "persona maya \"Maya\" {\n  gaol: \"Cook\"\n}\n";

#[test]
fn standard_input_stands_alone() {
    // The same names in the folder are no duplicates.
    let folder = Folder::new().with("shop.journey", CLEAN);
    let run = folder.run_with_input(&["check", "-"], CLEAN);
    assert_eq!(run.told(), "status 0\nAll clear: no findings in 1 file\n");
    let run = folder.run_with_input(&["check", "-"], CLEAN.replace("goal", "gaol"));
    assert_eq!((run.status, run.places()), (1, vec!["<stdin>:2:3"]));
}

#[test]
fn standard_input_with_a_path_stands_for_that_file() {
    let (personas, journey) = CLEAN.split_once("\n\n").unwrap();
    let folder = Folder::new()
        .with("journey.toml", "")
        .with("people/personas.journey", personas)
        .with("maps/shop.journey", "journey wrong {");
    let check = |path: &str, input: &str| folder.run_with_input(&["check", "--stdin-filepath", path], input);
    assert_eq!(check("maps/shop.journey", journey).told(), "status 0\nAll clear: no findings in 1 file\n");
    // It need not exist.
    let run = check("maps/new.journey", &journey.replace("emotion", "emtion").replace("shop", "new"));
    assert_eq!((run.status, run.places()), (1, vec!["maps/new.journey:7:7"]), "{}", run.out);
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let folder = Folder::new().with("shop.journey", CLEAN.replace("goal", "gaol"));
    let colored = |arguments: &[&str], environment: &[(&str, &str)]| {
        let run = Run::of(folder.program(arguments).envs(environment.iter().copied()));
        assert_eq!(run.status, 1);
        run.out.contains('\u{1b}')
    };
    assert!(!colored(&["check"], &[]));
    assert!(!colored(&["check", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(colored(&["check", "--color", "always"], &[]));
    assert!(colored(&["--color=always", "check"], &[("NO_COLOR", "1")]));
    assert!(colored(&["check"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&["check"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["check", "--format", "json", "--color", "always"], &[]));
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    // More than any pipe holds.
    let many: String = (0..2_000).map(|number| format!("metric m{number} \"M\" {{\n  gaol: 1\n}}\n")).collect();
    let folder = Folder::new().with("many.journey", many);
    for format in ["human", "json"] {
        let mut command = folder.program(&["check", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut start = vec![0; 100];
        out.read_exact(&mut start).unwrap();
        drop(out);
        let mut error = String::new();
        child.stderr.take().unwrap().read_to_string(&mut error).unwrap();
        assert_eq!((child.wait().unwrap().code(), error.as_str()), (Some(1), ""), "{format}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_told() {
    let folder = Folder::new().with("shop.journey", CLEAN);
    for arguments in [
        &["check"][..],
        &["check", "--format", "json"],
        &["fmt"],
        &["render", "shop.journey"],
        &["man"],
        &["--help"],
        &["help", "embed"],
        &["check", "-h"],
        &["--version"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let run = Run::of(folder.program(arguments).stdout(full));
        let error = run.error.strip_prefix(CLEAN_IS_MORE).unwrap_or(&run.error);
        assert_eq!((run.status, error), (2, "error: the output could not be written: the disk is full\n"));
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_can_be_named_as_a_file() {
    let folder = Folder::new().with("shop.journey", WRONG);
    let mut command = folder.program(&["check", "/dev/stdin"]);
    let run = Run::of(command.stdin(std::fs::File::open(folder.path("shop.journey")).unwrap()));
    assert_eq!(run.status, 1, "{}", run.error);
    assert!(BufReader::new(run.out.as_bytes()).lines().any(|line| line.unwrap().ends_with(":2:3")), "{}", run.out);
}

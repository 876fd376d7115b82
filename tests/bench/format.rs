//! The formatter on 5 MB made from the examples: laying out a tree, a text, and `journey fmt --check` on one core, in
//! megabytes a second, beside parsing alone. Half of it is measured on a text that is laid out well, half on one in which
//! every line is not.
//!
//! Run with `cargo build --release && cargo bench -p journey-tests --bench format`.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use journey_format::{apply, format};
use journey_syntax::parse;

#[path = "texts.rs"]
mod texts;

const BYTES: usize = 5_000_000;
const ROUNDS: usize = 11;

fn main() {
    let program = program();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let tidy = texts::of_bytes(BYTES).trim_end().to_owned() + "\n";
    let messy = tidy.replace("\n  ", "\n   ").replace(": ", " :");
    for (name, text, status) in [("laid out well", tidy, 0), ("every line changed", messy, 1)] {
        println!("{name}: {:.1} MB", text.len() as f64 / 1e6);
        let tree = parse(&text);
        assert_eq!(format(&tree).edits.is_empty(), status == 0, "{name}");
        measure("parse", &text, || drop(black_box(parse(&text))));
        measure("format the tree", &text, || drop(black_box(format(&tree))));
        measure("parse, format and apply", &text, || {
            drop(black_box(apply(&text, &format(&parse(&text)).edits)));
        });
        let file = folder.path().join("large.journey");
        fs::write(&file, &text).expect("a writable folder");
        measure("journey fmt --check, on one core", &text, || check(&program, &file, status));
    }
}

fn check(program: &Path, file: &Path, status: i32) {
    let mut command = Command::new(program);
    command.args(["fmt", "--check"]).arg(file).env("RAYON_NUM_THREADS", "1").stdout(Stdio::null());
    assert_eq!(command.status().expect("the program starts").code(), Some(status));
}

/// The program that Cargo built, wherever it puts such things.
fn program() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |target| root.join(target));
    let program = target.join("release/journey");
    assert!(program.exists(), "first run: cargo build --release (no {})", program.display());
    program
}

/// Runs something several times, and prints how many megabytes of the text it does in a second.
fn measure(name: &str, text: &str, mut work: impl FnMut()) {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let rate = |time: &Duration| text.len() as f64 / 1e6 / time.as_secs_f64();
    let (best, median) = (times.first().map_or(0.0, rate), times.get(ROUNDS / 2).map_or(0.0, rate));
    println!("  {name}: median {median:.1} MB/s, best {best:.1}");
}

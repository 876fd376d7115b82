//! `journey check` over 2,000 files of 300 lines, side by side with a parse of the same files and with `ruff check
//! --no-cache` over 2,000 Python files of as many lines: CPU time for each line, in turn, several times.
//!
//! Run with `cargo build --release && cargo bench -p journey-tests --bench check`. Needs `/proc` (Linux) for the CPU time
//! and Python with pip, from which it installs ruff into a folder of its own.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[path = "texts.rs"]
mod texts;

const FILES: usize = 2_000;
const LINES: usize = 300;
const ROUNDS: usize = 7;
const RUFF: &str = "0.17.6";

/// Names the folder to parse, in the process that does nothing else.
const PARSE: &str = "JOURNEY_BENCH_PARSE";

/// As in the program, so that the same work costs the same.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    if let Some(folder) = std::env::var_os(PARSE) {
        parse_all(Path::new(&folder));
        return;
    }
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/journey");
    assert!(program.exists(), "first run: cargo build --release (no {})", program.display());
    let ruff = ruff();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let journeys = folder.path().join("journeys");
    let scripts = folder.path().join("scripts");
    let journey_lines = write(&journeys, "journey", journey_file);
    // What the journeys name beside them is there, so that nothing is found and only the looking costs.
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../grammar/examples/data/q3.csv");
    fs::create_dir_all(journeys.join("data")).expect("a folder in a temporary folder");
    fs::copy(data, journeys.join("data/q3.csv")).expect("the data of the example");
    let script_lines = write(&scripts, "py", python_file);
    println!("{FILES} files each; {journey_lines} lines of journeys, {script_lines} lines of Python; {ROUNDS} rounds");

    let (mut ours, mut parses, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..=ROUNDS {
        ours.push(
            cpu_milliseconds(Command::new(&program).args(["check", "--today", "2026-11-20"]).arg(&journeys)) * 1e3
                / journey_lines as f64,
        );
        let parse = std::env::current_exe().expect("this program is a file");
        parses.push(cpu_milliseconds(Command::new(parse).env(PARSE, &journeys)) * 1e3 / journey_lines as f64);
        let check = ["check", "--no-cache", "--quiet"];
        theirs.push(cpu_milliseconds(Command::new(&ruff).args(check).arg(&scripts)) * 1e3 / script_lines as f64);
    }
    // The first round warms the files up.
    let (ours, parses, theirs) = (&mut ours[1..], &mut parses[1..], &mut theirs[1..]);
    let ratios = |others: &[f64]| -> Vec<f64> { ours.iter().zip(others).map(|(ours, others)| ours / others).collect() };
    let (mut to_parse, mut to_ruff) = (ratios(parses), ratios(theirs));
    for (what, figures) in [
        ("journey check", ours),
        ("parse", parses),
        ("ruff check", theirs),
        ("ratio to the parse", &mut to_parse),
        ("ratio to ruff", &mut to_ruff),
    ] {
        figures.sort_by(f64::total_cmp);
        let unit = if what.starts_with("ratio") { "" } else { " microseconds of CPU time a line" };
        println!(
            "{what}: median {:.2}{unit}, from {:.2} to {:.2}",
            figures[figures.len() / 2],
            figures[0],
            figures[figures.len() - 1]
        );
    }
}

/// Reads and parses every file of a folder, and keeps the trees until the end, as a check does.
fn parse_all(folder: &Path) {
    let entries = fs::read_dir(folder).expect("the folder that was written");
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let parses: Vec<journey_syntax::Parse> = paths
        .filter(|path| path.is_file())
        .map(|path| journey_syntax::parse(&fs::read_to_string(path).expect("a text")))
        .collect();
    std::hint::black_box(&parses);
    std::mem::forget(parses);
}

/// Writes the files into a folder; gives how many lines they have in all.
fn write(folder: &Path, extension: &str, text: impl Fn(usize) -> String) -> usize {
    fs::create_dir_all(folder).expect("a folder in a temporary folder");
    let mut lines = 0;
    for number in 0..FILES {
        let text = text(number);
        lines += text.lines().count();
        fs::write(folder.join(format!("file{number}.{extension}")), text).expect("a writable folder");
    }
    lines
}

/// An example cut and repeated to about [`LINES`] lines, with names of its own so that all files can be one project.
fn journey_file(number: usize) -> String {
    let mut text = String::new();
    let mut copy = 0;
    while text.lines().count() < LINES {
        text.push_str(&texts::renamed(&format!("n{number}_{copy}")));
        copy += 1;
    }
    text
}

/// Ordinary Python: small documented functions and classes, as many lines, nothing to complain about.
fn python_file(number: usize) -> String {
    let mut text = String::from("\"\"\"Orders and their lines.\"\"\"\n\nfrom dataclasses import dataclass\n\n");
    let mut part = 0;
    while text.lines().count() < LINES {
        text.push_str(&format!(
            "\n@dataclass\nclass Order{number}_{part}:\n    \"\"\"What somebody ordered.\"\"\"\n\n    name: str\n    price: float = 3.5\n    \
             amount: int = 1\n\n    def total(self, discount: float = 0.0) -> float:\n        \"\"\"The price of all of it.\"\"\"\n        \
             if discount < 0 or discount > 1:\n            raise ValueError(f\"a discount of {{discount}} is not possible\")\n        \
             rounded = round(self.price * self.amount * (1 - discount), 2)\n        return max(rounded, 0.0)\n\n\n\
             def cheapest_{part}(orders: list[Order{number}_{part}], limit: float) -> list[str]:\n    \"\"\"Names, the cheapest first.\"\"\"\n    \
             chosen = [order for order in orders if order.total() < limit]\n    chosen.sort(key=lambda order: order.total())\n    \
             return [order.name for order in chosen]\n\n"
        ));
        part += 1;
    }
    text
}

/// Runs a program to its end and gives the CPU time it took, user and system, in milliseconds (to ten).
fn cpu_milliseconds(command: &mut Command) -> f64 {
    let before = children();
    let output = command.stdout(Stdio::null()).stderr(Stdio::piped()).output().expect("the program starts");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} ended with {}: {complaint}", output.status);
    // Linux counts in hundredths of a second.
    (children() - before) as f64 * 10.0
}

/// CPU time of all ended children in ticks.
fn children() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("this needs /proc");
    let behind_name = stat.rsplit(") ").next().expect("a name in parentheses");
    let fields: Vec<&str> = behind_name.split(' ').collect();
    let ticks = |index: usize| fields[index].parse::<u64>().expect("a number");
    ticks(13) + ticks(14)
}

/// The pinned ruff, installed once.
fn ruff() -> PathBuf {
    let home = std::env::var_os("HOME").expect("a home folder");
    let folder = Path::new(&home).join(".cache/journey").join(format!("ruff-{RUFF}"));
    let program = folder.join("bin/ruff");
    if !program.exists() {
        let run = |command: &mut Command| {
            assert!(command.status().is_ok_and(|status| status.success()), "{command:?} failed")
        };
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        run(Command::new(folder.join("bin/pip")).args(["install", "--quiet", &format!("ruff=={RUFF}")]));
    }
    program
}

//! Peak memory of parsing and lowering 5 MB, as a multiple of the text's length. Each step runs in a process of its own.
//!
//! Run with `cargo bench -p journey-tests --bench memory`. Needs `/proc` (Linux).

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::process::Command;

use journey_model::{FileModel, Schema};

#[path = "texts.rs"]
mod texts;

fn main() {
    let step = std::env::args().nth(1).filter(|step| !step.starts_with('-'));
    match step.as_deref() {
        None => {
            let program = std::env::current_exe().expect("the program knows itself");
            for step in ["nothing", "parse", "lower"] {
                let status = Command::new(&program).arg(step).status().expect("the program runs again");
                assert!(status.success(), "{step} failed");
            }
        }
        Some(step) => {
            let text = texts::of_bytes(5_000_000);
            let before = peak();
            let parse = (step != "nothing").then(|| journey_syntax::parse(&text));
            let model =
                parse.as_ref().filter(|_| step == "lower").map(|parse| FileModel::lower(parse, Schema::standard()));
            let used = peak() - before;
            println!(
                "{step}: {used} bytes more than the text at the peak, {:.1} times the text",
                used as f64 / text.len() as f64
            );
            drop((parse, model));
        }
    }
}

/// The largest resident set of this process so far, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("this needs /proc");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("the kernel tells the peak");
    let kilobytes: u64 = line.split_whitespace().nth(1).expect("a number").parse().expect("a number");
    kilobytes * 1024
}

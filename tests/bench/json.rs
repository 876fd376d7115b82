//! The JSON of a project of 1,000 touchpoints, beside reading it: making the document, and writing it, in milliseconds and
//! as a ratio.
//!
//! Run with `cargo bench -p journey-tests --bench json`.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use journey_json::{Scope, document};
use journey_model::{Keyword, Project};

#[path = "texts.rs"]
mod texts;

const TOUCHPOINTS: usize = 1000;
const ROUNDS: usize = 15;

fn main() {
    let copies: Vec<String> = (0..TOUCHPOINTS / 3 + 1).map(|copy| texts::renamed(&copy.to_string())).collect();
    let text = copies.concat();
    let project = Project::of_text("large.journey", &text);
    let touchpoints = project.declarations_of(Keyword::Touchpoint).count();
    assert!((TOUCHPOINTS..TOUCHPOINTS + 10).contains(&touchpoints), "{touchpoints}");
    let whole = document(&project, Scope::Project);
    let json = serde_json::to_vec(&whole).expect("a document is JSON");
    println!("{touchpoints} touchpoints, {:.1} MB of text, {:.1} MB of JSON", megabytes(&text), megabytes(&json));
    let reading = best(|| drop(black_box(Project::of_text("large.journey", &text))));
    let making = best(|| drop(black_box(document(&project, Scope::Project))));
    let writing = best(|| drop(black_box(serde_json::to_vec(&whole))));
    let (journey, _) = project.declarations_of(Keyword::Journey).last().expect("a journey");
    let one = best(|| drop(black_box(document(&project, Scope::Journey(journey)))));
    for (name, time) in
        [("reading the text", reading), ("making the document", making), ("writing it", writing), ("one journey", one)]
    {
        let milliseconds = time.as_secs_f64() * 1e3;
        println!("{name:<20} {milliseconds:8.2} ms {:6.2} of reading", time.as_secs_f64() / reading.as_secs_f64());
    }
}

fn megabytes(bytes: impl AsRef<[u8]>) -> f64 {
    bytes.as_ref().len() as f64 / 1e6
}

fn best(mut work: impl FnMut()) -> Duration {
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

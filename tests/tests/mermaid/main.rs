//! What the companion writes, real Mermaid draws and a reader sees, in several versions of Mermaid.
#![expect(clippy::unwrap_used, reason = "tests")]

mod any_label;
mod drawn;
mod every_view;
mod examples;
mod facts;
mod journey_escaping;
mod label;
mod markdown;
mod overview;
mod pictures;
mod reading;
mod views;
mod whose_words;

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use journey_tests::mermaid::{MermaidJudge, MermaidVersion};

/// The newest Mermaid.
fn judge() -> MutexGuard<'static, MermaidJudge> {
    judge_of(MermaidVersion::V12_3)
}

/// That Mermaid. There is one browser for each version; who asks for one waits until nobody else has it.
fn judge_of(version: MermaidVersion) -> MutexGuard<'static, MermaidJudge> {
    static JUDGES: [OnceLock<Mutex<MermaidJudge>>; MermaidVersion::ALL.len()] =
        [const { OnceLock::new() }; MermaidVersion::ALL.len()];
    let number = MermaidVersion::ALL.iter().position(|known| *known == version).unwrap();
    let judge = JUDGES[number].get_or_init(|| {
        let judge = MermaidJudge::start_version(version).unwrap_or_else(|error| panic!("{error}"));
        Mutex::new(judge)
    });
    // A test that failed has left no question behind that nobody answered.
    judge.lock().unwrap_or_else(PoisonError::into_inner)
}

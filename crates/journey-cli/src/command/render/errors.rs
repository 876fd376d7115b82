//! Says which of the rendered files have errors, so that nobody wonders what is missing.

use journey_model::FileId;
use journey_plugin::Registry;
use rayon::prelude::*;

use crate::command::check::diagnostics;
use crate::failure::Failure;
use crate::report::Counts;
use crate::terminal::Terminal;
use crate::today::today;
use crate::workspace::{LoadedProject, STANDARD_INPUT, STANDARD_INPUT_SHOWN};

/// Says which files have errors, so that nobody wonders what is missing. Files may come several times, one after the other.
pub(super) fn warn_of_errors(
    rendered: &[(&LoadedProject, FileId)],
    plugins: &Registry,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let mut files: Vec<(&LoadedProject, FileId)> = rendered.to_vec();
    files.dedup_by(|one, other| std::ptr::eq(one.0, other.0) && one.1 == other.1);
    let today = today();
    let errors: Result<Vec<usize>, Failure> = files
        .par_iter()
        .map(|(loaded, file)| {
            let encoding = &loaded.file(*file).encoding;
            let found = diagnostics(&loaded.project, *file, encoding, loaded.environment(today), plugins)?;
            Ok(Counts::of(&found).errors)
        })
        .collect();
    let mut told: Vec<(&str, usize)> = Vec::new();
    for ((loaded, file), errors) in files.iter().zip(errors?) {
        if errors > 0 {
            told.push((&*loaded.project.file(*file).path, errors));
        }
    }
    const MOST_TOLD: usize = 5;
    for (path, errors) in told.iter().take(MOST_TOLD) {
        let count = if *errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
        let check = if *path == STANDARD_INPUT_SHOWN {
            format!("`journey check {STANDARD_INPUT}` with the same input")
        } else {
            format!("`journey check {path}`")
        };
        terminal.warn(format!("{path} has {count}, so something may be missing; {check} tells more"));
    }
    if told.len() > MOST_TOLD {
        terminal.warn(format!("{} more files have errors; `journey check` tells more", told.len() - MOST_TOLD));
    }
    Ok(())
}

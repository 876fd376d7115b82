//! The last line of a check.

use annotate_snippets::renderer::{AnsiColor, Effects, Style};

use super::Counts;

/// How a check ended: "2 errors and 1 warning in 12 files". `complete` says whether everything was checked that was asked
/// for. With `colors`, the numbers stand out.
pub(crate) fn summary_line(counts: Counts, files: usize, complete: bool, colors: bool) -> String {
    let paint = |text: String, color: AnsiColor| {
        let style = Style::new().fg_color(Some(color.into())).effects(Effects::BOLD);
        if colors { format!("{style}{text}{style:#}") } else { text }
    };
    let parts: Vec<String> = [
        (counts.errors, "error", "errors", AnsiColor::BrightRed),
        (counts.warnings, "warning", "warnings", AnsiColor::Yellow),
        (counts.infos, "info", "infos", AnsiColor::BrightBlue),
        (counts.hints, "hint", "hints", AnsiColor::BrightCyan),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, several, color)| paint(format!("{count} {}", if count == 1 { one } else { several }), color))
    .collect();
    let files = match files {
        0 => return "Nothing was checked".to_owned(),
        1 => "1 file".to_owned(),
        files => format!("{files} files"),
    };
    let findings = match parts.as_slice() {
        [] if complete => format!("{}: no findings", paint("All clear".to_owned(), AnsiColor::BrightGreen)),
        [] => "No findings".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    let rest = if complete { "" } else { ", but not everything could be done: see above" };
    format!("{findings} in {files}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_in_words_that_fit_them() {
        let line = |errors, warnings, infos, hints, files| {
            summary_line(Counts { errors, warnings, infos, hints }, files, true, false)
        };
        assert_eq!(line(0, 0, 0, 0, 12), "All clear: no findings in 12 files");
        assert_eq!(line(2, 1, 0, 0, 12), "2 errors and 1 warning in 12 files");
        assert_eq!(line(1, 2, 1, 3, 1), "1 error, 2 warnings, 1 info and 3 hints in 1 file");
        assert_eq!(line(0, 0, 0, 0, 0), "Nothing was checked");
    }

    #[test]
    fn nothing_is_all_clear_where_something_could_not_be_checked() {
        let line = |errors| summary_line(Counts { errors, ..Counts::default() }, 2, false, false);
        assert_eq!(line(0), "No findings in 2 files, but not everything could be done: see above");
        assert_eq!(line(1), "1 error in 2 files, but not everything could be done: see above");
    }

    #[test]
    fn colours_come_only_where_they_are_wanted() {
        let counts = Counts { errors: 1, ..Counts::default() };
        assert_eq!(summary_line(counts, 1, true, true), "\u{1b}[1m\u{1b}[91m1 error\u{1b}[0m in 1 file");
    }
}

//! The last line of a check.

use annotate_snippets::renderer::{AnsiColor, Effects, Style};

use super::Counts;

/// How a check ended: "2 errors and 1 warning in 12 files". With `colors`, numbers of errors and warnings stand out.
pub(crate) fn summary_line(counts: Counts, files: usize, colors: bool) -> String {
    let paint = |text: String, color: AnsiColor| {
        let style = Style::new()
            .fg_color(Some(color.into()))
            .effects(Effects::BOLD);
        if colors {
            format!("{style}{text}{style:#}")
        } else {
            text
        }
    };
    let parts: Vec<String> = [
        (counts.errors, "error", "errors", AnsiColor::BrightRed),
        (counts.warnings, "warning", "warnings", AnsiColor::Yellow),
        (counts.infos, "info", "infos", AnsiColor::BrightBlue),
        (counts.hints, "hint", "hints", AnsiColor::BrightCyan),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, several, color)| {
        paint(
            format!("{count} {}", if count == 1 { one } else { several }),
            color,
        )
    })
    .collect();
    let files = match files {
        0 => return "Nothing to check: no .journey files".to_owned(),
        1 => "1 file".to_owned(),
        files => format!("{files} files"),
    };
    match parts.as_slice() {
        [] => format!(
            "{}: no findings in {files}",
            paint("All clear".to_owned(), AnsiColor::BrightGreen)
        ),
        [one] => format!("{one} in {files}"),
        [first @ .., last] => format!("{} and {last} in {files}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_in_words_that_fit_them() {
        let line = |errors, warnings, infos, hints, files| {
            summary_line(
                Counts {
                    errors,
                    warnings,
                    infos,
                    hints,
                },
                files,
                false,
            )
        };
        assert_eq!(line(0, 0, 0, 0, 12), "All clear: no findings in 12 files");
        assert_eq!(line(2, 1, 0, 0, 12), "2 errors and 1 warning in 12 files");
        assert_eq!(
            line(1, 2, 1, 3, 1),
            "1 error, 2 warnings, 1 info and 3 hints in 1 file"
        );
        assert_eq!(line(0, 0, 0, 0, 0), "Nothing to check: no .journey files");
    }

    #[test]
    fn colours_come_only_where_they_are_wanted() {
        let counts = Counts {
            errors: 1,
            ..Counts::default()
        };
        assert_eq!(
            summary_line(counts, 1, true),
            "\u{1b}[1m\u{1b}[91m1 error\u{1b}[0m in 1 file"
        );
    }
}

//! `check --format github`: workflow commands, from which GitHub makes annotations beside the lines.
//!
//! One command a finding, one a line, and a last line that sums up, which GitHub shows in the log as it is. What GitHub
//! reads of a command, and what it refuses, is as in the source of its runner (`ActionCommandManager.cs`): no columns
//! where lines differ, no end before the start.

use std::fmt::Write as _;
use std::io::{self, Write};

use journey_plugin::Severity;

use super::human::visible;
use super::outcome::{Located, ObstacleKind, Outcome, Span, sentences};
use super::summary_line;

/// Writes what was found, files in the order of their paths.
pub(super) fn write(out: &mut dyn Write, outcome: &Outcome<'_>) -> io::Result<()> {
    for checked in outcome.files {
        let located = Located::new(checked);
        for diagnostic in located.diagnostics() {
            let command = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info | Severity::Hint => "notice",
            };
            let file = Some(located.path(diagnostic.place.file));
            let span = Some(located.span(diagnostic.place));
            let text = visible(&sentences(&diagnostic.message, &diagnostic.help));
            writeln!(out, "{}", annotation(command, file, span, diagnostic.code, &text))?;
        }
    }
    for obstacle in outcome.obstacles() {
        let command = if obstacle.kind == ObstacleKind::Warning { "warning" } else { "error" };
        let text = visible(&sentences(&obstacle.message, &obstacle.help));
        writeln!(out, "{}", annotation(command, obstacle.path.as_deref(), obstacle.span, obstacle.kind.id(), &text))?;
    }
    writeln!(out, "{}", summary_line(outcome.counts, outcome.files.len(), outcome.is_complete(), false))
}

fn annotation(command: &str, file: Option<&str>, span: Option<Span>, title: &str, text: &str) -> String {
    let mut properties = file.map_or_else(String::new, |file| format!("file={},", property(file)));
    if let Some(span) = span {
        properties.push_str(&lines_and_columns(span));
    }
    format!("::{command} {properties}title={}::{}", property(title), data(text))
}

/// The place, with a comma at its end. Columns count UTF-16 code units, as browsers do; the last one is the last
/// character's own, because GitHub takes the first where none is given.
fn lines_and_columns(span: Span) -> String {
    let (line, last_line) = (span.start.line, span.last_line());
    let mut text = format!("line={line},endLine={last_line},");
    if line == last_line && span.end.line == line {
        let (column, end) = span.utf16_columns;
        let last_column = (end - 1).max(column);
        // Writing to a text cannot fail.
        let _ = write!(text, "col={column},endColumn={last_column},");
    }
    text
}

/// What stands behind the second `::`. GitHub reads `%25`, `%0D` and `%0A` back, in this order.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands behind a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::file_text::FileText;
    use journey_model::syntax::{SourceText, TextRange};
    use journey_workspace::Encoding;
    use proptest::prelude::*;

    type Properties = Vec<(String, String)>;

    /// What GitHub's runner makes of a line: command, properties, text. `None` where it takes it for plain text.
    fn read(line: &str) -> Option<(String, Properties, String)> {
        let undo = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n");
        let (head, text) = line.trim_start().strip_prefix("::")?.split_once("::")?;
        let (command, properties) = head.split_once(' ').unwrap_or((head, ""));
        let properties = properties.split(',').filter_map(|property| property.split_once('=')).map(|(name, value)| {
            let value = undo(value).replace("%3A", ":").replace("%2C", ",").replace("%25", "%");
            (name.to_owned(), value)
        });
        Some((command.to_owned(), properties.collect(), undo(text).replace("%25", "%")))
    }

    fn span(text: &str, start: u32, end: u32) -> Span {
        Span::new(&FileText::new(SourceText::new(text), Encoding::Utf8), TextRange::new(start, end))
    }

    #[test]
    fn places_are_as_the_runner_wants_them() {
        // 😀 is two code units; an empty place is one column; what ends at a line's start has no columns at all.
        assert_eq!(lines_and_columns(span("a😀b", 5, 6)), "line=1,endLine=1,col=4,endColumn=4,");
        assert_eq!(lines_and_columns(span("a😀b", 1, 5)), "line=1,endLine=1,col=2,endColumn=3,");
        assert_eq!(lines_and_columns(span("ab", 2, 2)), "line=1,endLine=1,col=3,endColumn=3,");
        assert_eq!(lines_and_columns(span("a\r\nb\r\n", 0, 4)), "line=1,endLine=2,");
        assert_eq!(lines_and_columns(span("a\r\nb\r\n", 0, 3)), "line=1,endLine=1,");
    }

    proptest! {
        #[test]
        fn nothing_in_a_name_or_a_message_ends_the_command(
            file in "[a%:,= é😀\r\n]{1,12}|(%(0[AaDd]|25|3A|2C)){1,4}",
            text in "([a%:,= é😀\r\n]|::|%0A|%25){1,20}",
        ) {
            let line = annotation("error", Some(&file), None, "unknown-key", &text);
            prop_assert!(!line.contains(['\r', '\n']), "{line:?}");
            let (command, properties, read_text) = read(&line).unwrap();
            prop_assert_eq!(command, "error");
            prop_assert_eq!(properties, [("file".into(), file), ("title".into(), "unknown-key".to_owned())]);
            prop_assert_eq!(read_text, text);
        }
    }
}

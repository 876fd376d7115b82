//! What is said where a `journey.toml` is no TOML.

use std::ops::Range;

use super::ConfigurationProblem;

/// Whether the bracket of a list or an inline table is not closed.
pub(super) fn leaves_a_bracket_open(error: &toml::de::Error) -> bool {
    let message = error.message();
    message.contains("array") || message.contains("inline table")
}

/// The problem that an error of the parser is.
pub(super) fn syntax_problem(text: &str, error: &toml::de::Error) -> ConfigurationProblem {
    let range = error.span().unwrap_or(0..0);
    let end = floor(text, range.end.min(text.len()));
    let start = floor(text, range.start.min(end));
    let range = start..end;
    let written = text.get(range.clone()).unwrap_or_default();
    // Two mistakes are so common that they deserve words of their own; the parser's are for programmers.
    match error.message() {
        "duplicate key" => ConfigurationProblem::new(
            range,
            format!("`{written}` is given twice"),
            "Keep one of the two lines: nobody can tell which one counts.",
        ),
        message if message.starts_with("string values must be quoted") => {
            let quoted = serde_json::Value::from(written).to_string();
            ConfigurationProblem::new(
                range,
                format!("`{written}` is a text without its quotes"),
                format!("Write `{quoted}`."),
            )
            .meaning(quoted)
        }
        message => ConfigurationProblem::new(
            range,
            format!("This line is not TOML: {}", message.lines().collect::<Vec<_>>().join(", ")),
            "Write `key = value` or `[table]`, with texts in double quotes and lists in square brackets.",
        ),
    }
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    (0..=offset).rev().find(|position| text.is_char_boundary(*position)).unwrap_or(0)
}

/// Whether two ranges touch the same line.
pub(super) fn share_a_line(text: &str, one: &Range<usize>, other: &Range<usize>) -> bool {
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    // An empty range at a line's end still belongs to that line.
    let between = text.get(first.end..second.start);
    between.is_none_or(|between| !between.contains('\n'))
}

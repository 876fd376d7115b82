//! The lines of a text around a place, for those whose browser cannot open an editor.

use serde::Serialize;

use crate::shown::Shown;

/// How many lines are shown before and behind the one that is asked for.
const AROUND: u32 = 200;

/// A part of a file.
#[derive(Debug, Serialize)]
pub(crate) struct Text {
    /// The file, as people see it.
    uri: String,
    /// Its path, to be copied.
    path: String,
    /// The number of the first line, from 0.
    first: u32,
    lines: Vec<String>,
    /// How many lines the file has.
    count: u32,
}

/// The lines around a line (from 0) of a file of what is shown; `None` where it is none of these. A path leads nowhere
/// else: it is only compared.
pub(crate) fn text(shown: &Shown, uri: &str, line: u32) -> Option<Text> {
    let (source, file) = shown.file(uri)?;
    let text = source.project().file(file).source_text();
    let count = text.line_count();
    let line = line.min(count);
    let first = line.saturating_sub(AROUND);
    let behind = line.saturating_add(AROUND).saturating_add(1).min(count);
    Some(Text {
        uri: uri.to_owned(),
        path: source.path(file).display().to_string(),
        first,
        lines: (first..behind).map(|line| text.line(line)).collect(),
        count,
    })
}

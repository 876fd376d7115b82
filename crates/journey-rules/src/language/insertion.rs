//! Where a new line comes to stand in a declaration.

use journey_plugin::model::Declaration;
use journey_plugin::model::syntax::SyntaxKind;

use crate::source_text::SourceText;

/// Where to insert a line at the start of the declaration's block, and the text that puts it there.
pub(crate) fn insertion(source: &SourceText<'_>, declaration: Declaration<'_>, line: &str) -> (u32, String) {
    let head = declaration.head_range();
    let Some(body) = declaration.body() else { return (head.end, format!(" {{ {line} }}")) };
    let inside = body.range().start + 1;
    let written = source.slice(body.range());
    let empty = written.trim_matches(['{', '}', ' ', '\t', '\r', '\n']).is_empty();
    if !written.contains(['\n', '\r']) {
        return (inside, if empty { format!(" {line}") } else { format!(" {line};") });
    }
    let entry = body.children().find(|entry| !matches!(entry.kind(), SyntaxKind::Comment));
    let outer = source.indentation(head.start);
    let inner = entry.map(|entry| source.indentation(entry.range().start)).filter(|inner| inner.len() > outer.len());
    let inner = inner.map_or_else(|| format!("{outer}  "), str::to_owned);
    (inside, format!("{}{inner}{line}", source.line_end()))
}

//! What would change in a file, as a unified diff: for people, and for `patch`.

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use similar::{ChangeTag, TextDiff};

/// How many lines around a change are shown.
const CONTEXT: usize = 3;

/// The changes from `before` to `after` in the file `shown`. With `colors`, they stand out.
pub(crate) fn unified_diff(shown: &str, before: &str, after: &str, colors: bool) -> String {
    let paint = |text: &str, style: Style| {
        // The line's end stays outside, so that colours do not run over it.
        let content = text.trim_end_matches(['\n', '\r']);
        let end = &text[content.len()..];
        if colors { format!("{style}{content}{style:#}{end}") } else { text.to_owned() }
    };
    let colored = |color: AnsiColor| Style::new().fg_color(Some(color.into()));
    let diff = TextDiff::from_lines(before, after);
    let mut out = String::new();
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        if out.is_empty() {
            out.push_str(&paint(&format!("--- {shown}\n+++ {shown}\n"), Style::new().effects(Effects::BOLD)));
        }
        out.push_str(&paint(&format!("{}\n", hunk.header()), colored(AnsiColor::Cyan)));
        for change in hunk.iter_changes() {
            let line = match change.tag() {
                ChangeTag::Delete => paint(&format!("-{}", change.value()), colored(AnsiColor::Red)),
                ChangeTag::Insert => paint(&format!("+{}", change.value()), colored(AnsiColor::Green)),
                ChangeTag::Equal => format!(" {}", change.value()),
            };
            out.push_str(&line);
            if change.missing_newline() {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_are_shown_with_those_around_them() {
        insta::assert_snapshot!(unified_diff("a.journey", "1\n2\n3\n4\n5\nsix", "1\n2\n3\n4\n5\n6\n", false), @r"
        --- a.journey
        +++ a.journey
        @@ -3,4 +3,4 @@
         3
         4
         5
        -six
        \ No newline at end of file
        +6
        ");
        assert_eq!(unified_diff("a.journey", "1\n", "1\n", false), "");
    }

    #[test]
    fn colours_end_with_their_line() {
        let diff = unified_diff("a.journey", "1\r\n", "2\r\n", true);
        assert!(diff.contains("\u{1b}[31m-1\u{1b}[0m\r\n\u{1b}[32m+2\u{1b}[0m\r\n"), "{diff:?}");
    }
}

//! The front matter of a page: settings above its text, between lines of `---` or `+++`.

use crate::embed::line::Lines;

/// Where the text of a page starts: below its front matter, behind its byte order mark.
pub(super) fn end(text: &str) -> usize {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = &text[start..];
    let lines = Lines::of(body);
    let ends: &[&str] = match lines.line(0).trim_end() {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return start,
    };
    // A blank line below makes it a line across the page.
    if lines.count() < 2 || lines.line(1).trim().is_empty() {
        return start;
    }
    let last = (1..lines.count()).find(|number| ends.contains(&lines.line(*number).trim_end()));
    last.map_or(start, |last| start + lines.start(last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_stands_at_the_top_between_its_lines() {
        let rest = |text: &'static str| &text[end(text)..];
        assert_eq!(rest("---\ntitle: A\n---\n# A\n"), "# A\n");
        assert_eq!(rest("\u{feff}+++\r\ntitle = 1\r\n+++ \r\n# A"), "# A");
        assert_eq!(rest("---\ntitle: A\n..."), "");
        for none in ["# A\n---\nb\n---\n", "---\n\n# A\n\n---\n", "---\na\n+++\n", "---", "", "----\na\n----\n"] {
            assert_eq!(rest(none), none);
        }
    }
}

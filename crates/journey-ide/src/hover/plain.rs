//! Markdown as plain text, for clients that show no Markdown.

/// The text without its markup: emphasis, code marks and escapes go, code blocks and lists stay as they look, links become
/// text and address. For the Markdown that explanations are written in, not for all of CommonMark.
pub fn plain(markdown: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut in_code = false;
    for line in markdown.lines() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") {
            in_code = !in_code;
        } else if in_code {
            lines.push(format!("    {line}"));
        } else if is_rule(trimmed) {
            lines.push(String::new());
        } else {
            let heading = trimmed.trim_start_matches('#');
            let level = trimmed.len() - heading.len();
            let is_heading = (1..=6).contains(&level) && heading.starts_with(' ');
            lines.push(inline(if is_heading { heading.trim_start() } else { line.trim_end() }));
        }
    }
    lines.dedup_by(|later, earlier| later.is_empty() && earlier.is_empty());
    let text = lines.join("\n");
    text.trim_matches('\n').to_owned()
}

/// A line across the page.
fn is_rule(line: &str) -> bool {
    let line = line.trim_end();
    line.len() >= 3 && ["-", "*", "_"].iter().any(|mark| line.chars().all(|character| mark.starts_with(character)))
}

/// One line without its markup.
fn inline(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    if let Some(item) = line.trim_start().strip_prefix("* ") {
        text.push_str("- ");
        rest = item;
    }
    while let Some(character) = rest.chars().next() {
        let behind = rest.get(character.len_utf8()..).unwrap_or_default();
        rest = match character {
            '\\' => match behind.chars().next().filter(char::is_ascii_punctuation) {
                Some(escaped) => {
                    text.push(escaped);
                    behind.get(1..).unwrap_or_default()
                }
                None => {
                    text.push('\\');
                    behind
                }
            },
            '`' => match code(rest) {
                Some((code, behind)) => {
                    text.push_str(code);
                    behind
                }
                None => {
                    let run = rest.len() - rest.trim_start_matches('`').len();
                    let (run, behind) = rest.split_at(run);
                    text.push_str(run);
                    behind
                }
            },
            '*' => behind,
            '_' if !inside_a_word(&text, behind) => behind,
            '<' => match behind.split_once('>').filter(|(address, _)| is_address(address)) {
                Some((address, behind)) => {
                    text.push_str(address);
                    behind
                }
                None => {
                    text.push('<');
                    behind
                }
            },
            '[' => match link(behind) {
                Some((label, address, behind)) => {
                    text.push_str(&format!("{} ({address})", inline(label)));
                    behind
                }
                None => {
                    text.push('[');
                    behind
                }
            },
            other => {
                text.push(other);
                behind
            }
        };
    }
    text
}

fn inside_a_word(before: &str, behind: &str) -> bool {
    let is_letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    is_letter(before.chars().next_back()) && is_letter(behind.chars().next())
}

fn is_address(text: &str) -> bool {
    text.contains(':') && !text.contains(char::is_whitespace)
}

/// The code at the start of a text that starts with backticks, and what stands behind it.
fn code(text: &str) -> Option<(&str, &str)> {
    let fence = text.len() - text.trim_start_matches('`').len();
    let inner = text.get(fence..)?;
    let mut from = 0;
    while let Some(at) = inner.get(from..)?.find('`') {
        let start = from + at;
        let run = inner.get(start..)?.len() - inner.get(start..)?.trim_start_matches('`').len();
        if run == fence {
            let code = inner.get(..start)?;
            let stripped = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
            return Some((stripped.filter(|code| !code.trim().is_empty()).unwrap_or(code), inner.get(start + run..)?));
        }
        from = start + run;
    }
    None
}

/// Label and address of a link whose `[` has been read, and what stands behind it.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (label, behind) = text.split_once("](")?;
    let (address, behind) = behind.split_once(')')?;
    let is_one = !label.ends_with('\\') && !label.contains('[') && !address.contains(char::is_whitespace);
    is_one.then_some((label, address, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_reads_well_without_its_markup() {
        let card = "**Maya, \\*busy\\*** · persona `maya`\n\nWorks _nights_, q3_survey.\n\n* one\n\n- **Role:** Nurse \\<b>\n- **Link:** <https://example.org/a_b>\n\n```journey\nrole: \"*Nurse*\"\n```";
        assert_eq!(
            plain(card),
            "Maya, *busy* · persona maya\n\nWorks nights, q3_survey.\n\n- one\n\n- Role: Nurse <b>\n- Link: https://example.org/a_b\n\n    role: \"*Nurse*\""
        );
    }

    #[test]
    fn what_several_say_stands_apart() {
        assert_eq!(plain("one\n\n---\n\n# two"), "one\n\ntwo");
    }

    #[test]
    fn code_and_links_keep_what_they_say() {
        assert_eq!(plain("``a`b`` and `` ` ``"), "a`b and `");
        assert_eq!(plain("a ` b"), "a ` b");
        assert_eq!(plain("see [the *page*](https://example.org) or [1]"), "see the page (https://example.org) or [1]");
        assert_eq!(plain("\\[a\\](b) \\"), "[a](b) \\");
        assert_eq!(plain("1 < 2 > 1"), "1 < 2 > 1");
    }
}

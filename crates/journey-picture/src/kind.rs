//! Which kind of diagram a text is, and which kinds are drawn here.

/// The kinds of Mermaid diagrams that are drawn here, as their texts call themselves.
const KINDS: [&str; 14] = [
    "journey",
    "block",
    "block-beta",
    "xychart",
    "xychart-beta",
    "quadrantChart",
    "kanban",
    "flowchart",
    "graph",
    "swimlane",
    "swimlane-beta",
    "sequenceDiagram",
    "timeline",
    "flowchart-v2",
];

/// Whether [`svg`](crate::svg) draws diagrams of this kind: the first word of a diagram, as `journey` or `block-beta`.
pub fn can_draw(kind: &str) -> bool {
    KINDS.contains(&kind)
}

/// The first word of a diagram, behind its front matter, its directives and its comments.
pub(crate) fn kind_of(mermaid: &str) -> Option<&str> {
    let mut lines = mermaid.trim_start_matches('\u{feff}').lines().map(str::trim).skip_while(|line| line.is_empty());
    let first = lines.next()?;
    let mut body: Box<dyn Iterator<Item = &str>> = if first == "---" {
        Box::new(lines.skip_while(|line| *line != "---").skip(1))
    } else {
        Box::new(std::iter::once(first).chain(lines))
    };
    let head = body.find(|line| !line.is_empty() && !line.starts_with("%%"))?;
    head.split([' ', '\t', ';', ':']).next()
}

/// The lines behind the first one of a diagram, with their numbers in the whole text, from 0.
pub(crate) fn body_of(mermaid: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut is_front_matter = false;
    let mut is_body = false;
    (0..).zip(mermaid.lines()).filter(move |(number, line)| {
        let line = line.trim_start_matches('\u{feff}').trim();
        if is_body {
            return !line.starts_with("%%");
        }
        if line == "---" && (is_front_matter || *number == 0) {
            is_front_matter = !is_front_matter;
        } else {
            is_body = !is_front_matter && !line.is_empty() && !line.starts_with("%%");
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_the_first_word_of_the_diagram() {
        assert_eq!(kind_of("journey\n  title x\n"), Some("journey"));
        assert_eq!(kind_of("\u{feff}\r\nflowchart LR\r\n"), Some("flowchart"));
    }

    #[test]
    fn front_matter_and_comments_are_passed_over() {
        let text = "---\ntitle: journey\nconfig:\n  theme: base\n---\n%% why\n\nblock-beta\n  columns 1\n";
        assert_eq!(kind_of(text), Some("block-beta"));
    }

    #[test]
    fn a_text_without_a_diagram_has_no_kind() {
        for text in ["", "  \n", "---\ntitle: x\n---\n", "---\ntitle: x\n", "%% only a comment\n"] {
            assert_eq!(kind_of(text), None, "{text:?}");
        }
    }
}

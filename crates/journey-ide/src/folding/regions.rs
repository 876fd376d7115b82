//! Folds that comments make: runs of them, and regions between two of them.

use journey_model::syntax::{Node, SyntaxKind, TextRange};

use super::{FoldKind, Folding, shortened};

impl Folding<'_> {
    /// Folds lines of comments of one kind, one right under the other.
    pub(super) fn comments(&mut self, nodes: &[Node<'_>]) {
        let mut run: Option<(SyntaxKind, TextRange)> = None;
        for node in nodes {
            let kind = node.kind();
            let stands_alone = is_comment(kind) && marker(*node).is_none() && self.starts_a_line(node.range().start);
            run = match run {
                Some((of, range)) if stands_alone && of == kind && self.is_next_line(range.end, node.range().start) => {
                    Some((kind, range.joined(node.range())))
                }
                done => {
                    self.run(done);
                    stands_alone.then(|| (kind, node.range()))
                }
            };
        }
        self.run(run);
    }

    fn run(&mut self, run: Option<(SyntaxKind, TextRange)>) {
        let Some((_, range)) = run else { return };
        let first = self.slice(range).lines().next().unwrap_or_default();
        let shown = shortened(first.trim_end());
        self.push(range, FoldKind::Comment, Some(shown));
    }

    /// Folds what stands between `// region` and `// endregion` of one block. They may stand one inside the other; one
    /// without the other is only a comment.
    pub(super) fn regions(&mut self, nodes: &[Node<'_>]) {
        let mut open: Vec<(u32, String)> = Vec::new();
        for node in nodes {
            match marker(*node) {
                Some(Marker::Start(name)) => open.push((node.range().start, name.to_owned())),
                Some(Marker::End) => {
                    if let Some((start, name)) = open.pop() {
                        let shown = (!name.is_empty()).then(|| shortened(&name));
                        self.push(TextRange::new(start, node.range().end), FoldKind::Region, shown);
                    }
                }
                None => {}
            }
        }
    }

    fn starts_a_line(&self, offset: u32) -> bool {
        let before = self.slice(TextRange::new(0, offset));
        before
            .trim_end_matches([' ', '\t'])
            .chars()
            .next_back()
            .is_none_or(|last| matches!(last, '\n' | '\r' | '\u{FEFF}'))
    }

    /// Whether only one line end stands between two places, and space.
    fn is_next_line(&self, end: u32, start: u32) -> bool {
        let between = self.slice(TextRange::new(end, start));
        let breaks = between.matches('\n').count().max(between.matches('\r').count());
        breaks == 1 && between.trim().is_empty()
    }
}

fn is_comment(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::Comment | SyntaxKind::Documentation)
}

enum Marker<'t> {
    /// The start of a region, with its name.
    Start(&'t str),
    /// The end of a region.
    End,
}

/// Whether a comment opens or closes a region: `// region Name`, `// #endregion`.
fn marker(node: Node<'_>) -> Option<Marker<'_>> {
    if node.kind() != SyntaxKind::Comment {
        return None;
    }
    let text = node.text().trim_start_matches('/').trim_start();
    let text = text.strip_prefix('#').unwrap_or(text);
    let (word, name) = text.split_once(|it: char| it.is_whitespace() || it == ':').unwrap_or((text, ""));
    match word {
        "region" => Some(Marker::Start(name.trim())),
        "endregion" => Some(Marker::End),
        _ => None,
    }
}

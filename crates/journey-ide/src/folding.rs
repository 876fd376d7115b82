//! Folding: what can be folded away, from blocks to runs of comments.

mod regions;

use journey_model::FileId;
use journey_model::syntax::{Declaration, Keyword, Node, Property, SyntaxKind, TextRange};
use journey_model::value::Text;

use crate::Snapshot;

/// Something that can be folded away. It starts and ends on different lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// What goes, in bytes. What stays of a block are its braces, of comments the first line.
    pub range: TextRange,
    /// What it is.
    pub kind: FoldKind,
    /// What can be shown in its place, where something short says more than `…`.
    pub collapsed: Option<String>,
}

/// What is folded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FoldKind {
    /// The inside of a block.
    Block,
    /// Lines of comments, or of documentation.
    Comment,
    /// What stands between `// region` and `// endregion`.
    Region,
    /// A text over several lines.
    Text,
    /// A list of values over several lines.
    List,
}

/// How many characters stand in the place of what is folded away.
const LONGEST: usize = 40;

/// Everything in a file that can be folded away, by where it starts, outer ones first. Two either stand one inside the
/// other or apart.
pub fn folds(snapshot: &Snapshot, file: FileId) -> Vec<Fold> {
    let parse = snapshot.project.file(file).model.parse();
    let text = parse.text();
    let mut folding = Folding { text: &text, folds: Vec::new() };
    let top: Vec<Node<'_>> = parse.children().collect();
    folding.level(&top);
    folding.folds.sort_by_key(|fold| (fold.range.start, std::cmp::Reverse(fold.range.end)));
    folding.folds
}

struct Folding<'t> {
    text: &'t str,
    folds: Vec<Fold>,
}

impl Folding<'_> {
    /// Adds a fold, if it goes over several lines.
    fn push(&mut self, range: TextRange, kind: FoldKind, collapsed: Option<String>) {
        if self.slice(range).contains(['\n', '\r']) {
            self.folds.push(Fold { range, kind, collapsed });
        }
    }

    fn slice(&self, range: TextRange) -> &str {
        self.text.get(range.to_usize()).unwrap_or_default()
    }

    /// What stands in one block, or at the top.
    fn level(&mut self, nodes: &[Node<'_>]) {
        self.comments(nodes);
        self.regions(nodes);
        for node in nodes {
            if let Some(declaration) = Declaration::cast(*node) {
                self.declaration(&declaration);
            } else if let Some(property) = Property::cast(*node) {
                self.property(property);
            }
        }
    }

    fn declaration(&mut self, declaration: &Declaration<'_>) {
        if let Some(label) = declaration.label() {
            self.long_text(label);
        }
        let Some(body) = declaration.body() else { return };
        let children: Vec<Node<'_>> = body.children().collect();
        let whole = body.range();
        let start = whole.start + u32::from(self.slice(whole).starts_with('{'));
        // A brace at the end may belong to something broken inside that took it.
        let written = children.iter().map(|child| child.range()).filter(|range| !range.is_empty());
        let last = written.map(|range| range.end).max().unwrap_or(start);
        let is_closed = self.slice(whole).ends_with('}') && last < whole.end && start < whole.end;
        let inside = self.slice(TextRange::new(start, whole.end - u32::from(is_closed)));
        let end = start + u32::try_from(inside.trim_end().len()).unwrap_or(0);
        self.push(TextRange::new(start, end.max(last)), FoldKind::Block, contents(declaration));
        self.level(&children);
    }

    fn property(&mut self, property: Property<'_>) {
        let values = property.values();
        let parts: Vec<Node<'_>> = values.iter().flatten().copied().collect();
        // One long text is folded as such, from the same line on.
        if let (Some(first), [_, _, ..]) = (parts.first(), parts.as_slice())
            && !is_long(*first)
        {
            let shown = format!("{} values", values.len());
            let range = TextRange::new(first.range().start, property.range().end);
            self.push(range, FoldKind::List, (values.len() > 1).then_some(shown));
        }
        for part in parts {
            self.long_text(part);
        }
    }

    fn long_text(&mut self, node: Node<'_>) {
        if is_long(node) {
            let shown = Text::decode(node.text()).value;
            let shown = shown.lines().find(|line| !line.trim().is_empty()).map(|line| shortened(line.trim()));
            self.push(node.range(), FoldKind::Text, shown.map(|line| format!("\"\"\"{line}")));
        }
    }
}

fn is_long(node: Node<'_>) -> bool {
    matches!(node.kind(), SyntaxKind::BlockText | SyntaxKind::UnterminatedBlockText)
}

/// What stands in a block: `3 stages, 1 pain`.
fn contents(declaration: &Declaration<'_>) -> Option<String> {
    let keywords: Vec<Keyword> = declaration.declarations().filter_map(|nested| nested.keyword()).collect();
    let counted = Keyword::ALL.into_iter().filter_map(|keyword| {
        match keywords.iter().filter(|known| **known == keyword).count() {
            0 => None,
            1 => Some(format!("1 {keyword}")),
            count => Some(format!("{count} {}", keyword.plural())),
        }
    });
    let counted: Vec<String> = counted.collect();
    (!counted.is_empty()).then(|| counted.join(", "))
}

fn shortened(line: &str) -> String {
    match line.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", line.get(..cut).unwrap_or_default().trim_end()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    /// The text with its folds in `⟦⟧`, and what stands in their places.
    fn told(text: &str) -> (String, Vec<String>) {
        let fixture = Fixture::new(text);
        let folds = folds(&fixture.snapshot, fixture.files[0]);
        let mut marks: Vec<(u32, bool)> = Vec::new();
        for fold in &folds {
            marks.extend([(fold.range.start, true), (fold.range.end, false)]);
        }
        marks.sort();
        let mut shown = fixture.texts[0].clone();
        for (at, opens) in marks.into_iter().rev() {
            shown.insert(at as usize, if opens { '⟦' } else { '⟧' });
        }
        let collapsed = folds.iter().map(|it| format!("{:?} {}", it.kind, it.collapsed.as_deref().unwrap_or("…")));
        (shown, collapsed.collect())
    }

    #[test]
    fn blocks_keep_their_braces() {
        let (shown, collapsed) = told(
            "journey j {\n  stage a {\n    touchpoint t { emotion: 1 }\n    touchpoint u {\n    }\n  }\n  stage b\n  {\n    goal: \"x\"\n  }\n}\n",
        );
        insta::assert_snapshot!(shown, @r#"
        journey j {⟦
          stage a {⟦
            touchpoint t { emotion: 1 }
            touchpoint u {
            }⟧
          }
          stage b
          {⟦
            goal: "x"⟧
          }⟧
        }
        "#);
        assert_eq!(collapsed, ["Block 2 stages", "Block 2 touchpoints", "Block …"]);
    }

    #[test]
    fn long_texts_and_lists_are_folded() {
        let (shown, collapsed) = told(
            "persona p {\n  goal: \"one\",\n    \"two\"\n  job: \"\"\"\n    First line, which is longer than what can be shown.\n    \"\"\"\n  role: \"x\", \"\"\"\n    y\n    \"\"\"\n  tag: a, b\n}\npersona q \"\"\"\n  Long\n  \"\"\" { role: \"x\" }\n",
        );
        insta::assert_snapshot!(shown, @r#"
        persona p {⟦
          goal: ⟦"one",
            "two"⟧
          job: ⟦"""
            First line, which is longer than what can be shown.
            """⟧
          role: ⟦"x", ⟦"""
            y
            """⟧⟧
          tag: a, b⟧
        }
        persona q ⟦"""
          Long
          """⟧ { role: "x" }
        "#);
        assert_eq!(
            collapsed,
            [
                "Block …",
                "List 2 values",
                "Text \"\"\"First line, which is longer than what ca…",
                "List 2 values",
                "Text \"\"\"y",
                "Text \"\"\"Long"
            ]
        );
    }

    #[test]
    fn runs_of_comments_are_folded() {
        let (shown, collapsed) = told(
            "// One\n// two\n\n// alone\npersona p // behind\n// not a run\n\n/// Doc\n/// more\npersona q {\n  // in\n  // side\n  role: \"x\"\n}\n",
        );
        insta::assert_snapshot!(shown, @r#"
        ⟦// One
        // two⟧

        // alone
        persona p // behind
        // not a run

        ⟦/// Doc
        /// more⟧
        persona q {⟦
          ⟦// in
          // side⟧
          role: "x"⟧
        }
        "#);
        assert_eq!(collapsed, ["Comment // One", "Comment /// Doc", "Block …", "Comment // in"]);
    }

    #[test]
    fn regions_are_folded_one_inside_the_other() {
        let (shown, collapsed) = told(
            "// region People\npersona p\n// #region Others\npersona q\n// #endregion\n// endregion\n// endregion\njourney j {\n  // region: Inside\n  goal: \"x\"\n  // endregion\n  // region open\n}\n// endregion\n",
        );
        insta::assert_snapshot!(shown, @r#"
        ⟦// region People
        persona p
        ⟦// #region Others
        persona q
        // #endregion⟧
        // endregion⟧
        // endregion
        journey j {⟦
          ⟦// region: Inside
          goal: "x"
          // endregion⟧
          // region open⟧
        }
        // endregion
        "#);
        assert_eq!(collapsed, ["Region People", "Region Others", "Block …", "Region Inside"]);
    }

    #[test]
    fn every_line_end_counts_and_a_block_without_its_end_is_folded() {
        let (shown, _) = told("persona p {\r  role: \"x\"\r}\rpersona q {\r\n  role: \"x\"\r\n");
        assert_eq!(shown, "persona p {⟦\r  role: \"x\"⟧\r}\rpersona q {⟦\r\n  role: \"x\"⟧\r\n");
    }
}

//! A declaration: its head on one line, and its block.

use journey_syntax::{Node, SyntaxKind, TextRange};

use crate::entries::{Block, End, Item};
use crate::gap::{Gap, Space};
use crate::layout::{Layout, STEP};
use crate::property::Parts;
use crate::soundness::is_broken;
use crate::width::columns;
use crate::{WIDTH, line_end};

impl Layout<'_> {
    /// Lays out a declaration whose line starts with `indent` spaces.
    pub(crate) fn declaration(&mut self, node: Node<'_>, indent: usize) -> End {
        let mut end = node.range().start;
        let mut column = indent;
        for (number, word) in node.children().enumerate() {
            let range = word.range();
            if number > 0 {
                self.gap(end, range.start, Gap::of(Space::One));
                column += 1;
            }
            if word.kind() == SyntaxKind::Body {
                self.body(word, column, indent);
            } else {
                self.reindent_text(word, indent);
                column = match line_end::split(word.text()) {
                    // The last line of a long text moves with the others.
                    Some((_, _, last)) => indent + STEP + columns(last.trim_start()),
                    None => column + columns(word.text()),
                };
            }
            end = range.end;
        }
        End { at: end, mark: "" }
    }

    /// Lays out the block of a declaration whose head stays as it is.
    pub(crate) fn declaration_with_broken_head(&mut self, node: Node<'_>, indent: usize) -> End {
        let Some(body) = node.child(SyntaxKind::Body) else {
            self.leave_alone(node.range());
            return End { at: node.range().end, mark: "" };
        };
        let TextRange { start, end } = body.range();
        self.leave_alone(TextRange::new(node.range().start, start));
        let before = &self.text[..start as usize];
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        self.body(body, columns(&before[line_start..]), indent);
        End { at: end, mark: "" }
    }

    /// Lays out a block that opens at `column` of a line that starts with `indent` spaces.
    fn body(&mut self, body: Node<'_>, column: usize, indent: usize) {
        let (start, end) = (body.range().start + 1, body.range().end - 1);
        let mut children = body.children();
        let (first, second) = (children.next(), children.next());
        let Some(first) = first else {
            return self.gap(start, end, Gap::of(Space::None));
        };
        if second.is_none() && first.kind() == SyntaxKind::Property && self.is_on_one_line(start, end) {
            if is_broken(first) || Parts::of(first).must_stay() {
                return self.leave_alone(first.range());
            }
            if let Some(columns) = self.columns_on_one_line(first)
                && column + "{ ".len() + columns + " }".len() <= WIDTH
            {
                self.gap(start, first.range().start, Gap::of(Space::One));
                let property = self.property_on_one_line(first);
                return self.gap(property.at, end, Gap::of(Space::One));
            }
        }
        let mut items = Vec::new();
        Item::push_all(&mut items, body.children(), self.text);
        self.entries(&items, Block::Body { start, end }, indent + STEP);
    }

    fn is_on_one_line(&self, start: u32, end: u32) -> bool {
        memchr::memchr2(b'\n', b'\r', &self.text.as_bytes()[start as usize..end as usize]).is_none()
    }
}

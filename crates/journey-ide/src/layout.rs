//! How the text around a declaration is laid out: its lines, its indentation, the comments that belong to it.

use journey_model::syntax::{Node, SyntaxKind, TextRange};
use journey_model::{Declaration, FileModel};

/// A file's text, with the questions that refactorings ask about its lines. All offsets are bytes.
pub(crate) struct Layout<'m> {
    model: &'m FileModel,
    text: String,
}

impl<'m> Layout<'m> {
    pub(crate) fn new(model: &'m FileModel) -> Self {
        Self { model, text: model.parse().text() }
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text in a range; empty for a range that is none of this text.
    pub(crate) fn slice(&self, range: TextRange) -> &str {
        self.text.get(range.to_usize()).unwrap_or_default()
    }

    /// A range without the space at its end, which the grammar counts to a declaration without a block.
    pub(crate) fn without_space(&self, range: TextRange) -> TextRange {
        let kept = self.slice(range).trim_end_matches([' ', '\t']);
        TextRange::new(range.start, range.start + to_u32(kept.len()))
    }

    fn before(&self, offset: u32) -> &str {
        self.text.get(..offset as usize).unwrap_or_default()
    }

    fn behind(&self, offset: u32) -> &str {
        self.text.get(offset as usize..).unwrap_or_default()
    }

    /// How this file ends its lines.
    pub(crate) fn line_end(&self) -> &'static str {
        match self.text.find(['\n', '\r']).map(|at| self.behind(to_u32(at))) {
            Some(end) if end.starts_with("\r\n") => "\r\n",
            Some(end) if end.starts_with('\r') => "\r",
            _ => "\n",
        }
    }

    /// The start of the line in which `offset` lies, behind a byte-order mark.
    pub(crate) fn line_start(&self, offset: u32) -> u32 {
        match self.before(offset).rfind(['\n', '\r']) {
            Some(at) => to_u32(at + 1),
            None => self.start(),
        }
    }

    /// Where the text starts, behind a byte-order mark.
    pub(crate) fn start(&self) -> u32 {
        if self.text.starts_with('\u{FEFF}') { to_u32('\u{FEFF}'.len_utf8()) } else { 0 }
    }

    /// The start of the line behind the one in which `offset` lies, or the end of the text.
    pub(crate) fn next_line(&self, offset: u32) -> u32 {
        let behind = self.behind(offset);
        match behind.find(['\n', '\r']) {
            Some(at) => {
                let end = behind.get(at..).unwrap_or_default();
                offset + to_u32(at) + if end.starts_with("\r\n") { 2 } else { 1 }
            }
            None => to_u32(self.text.len()),
        }
    }

    /// The white space that the line of `offset` starts with.
    pub(crate) fn indentation(&self, offset: u32) -> &str {
        let line = self.behind(self.line_start(offset));
        let white = line.len() - line.trim_start_matches([' ', '\t']).len();
        line.get(..white).unwrap_or_default()
    }

    /// By how much this file indents what stands in a block.
    pub(crate) fn unit(&self) -> String {
        let deeper = self.model.declarations().find_map(|declaration| {
            let entry = entries(declaration).next()?;
            let outer = self.indentation(declaration.range().start);
            let inner = self.indentation(entry.range().start).strip_prefix(outer)?;
            (!inner.is_empty()).then(|| inner.to_owned())
        });
        deeper.unwrap_or_else(|| "  ".to_owned())
    }

    /// The indentation of what stands in the block of a declaration.
    pub(crate) fn indentation_inside(&self, declaration: Declaration<'_>) -> String {
        let outer = self.indentation(declaration.range().start);
        let inner = entries(declaration).find_map(|entry| {
            let inner = self.indentation(entry.range().start);
            (inner.len() > outer.len() && self.is_first_of_line(entry.range().start)).then(|| inner.to_owned())
        });
        inner.unwrap_or_else(|| format!("{outer}{}", self.unit()))
    }

    /// Whether only space stands before `offset` on its line.
    pub(crate) fn is_first_of_line(&self, offset: u32) -> bool {
        let line = TextRange::new(self.line_start(offset), offset);
        self.slice(line).bytes().all(|byte| matches!(byte, b' ' | b'\t'))
    }

    /// Whether only space or a comment stands between `offset` and the end of its line.
    pub(crate) fn is_last_of_line(&self, offset: u32) -> bool {
        let rest = self.slice(TextRange::new(offset, self.next_line(offset))).trim();
        rest.is_empty() || rest.starts_with("//") || rest == ";" || rest.starts_with("; //")
    }

    /// Whether the line before the one that starts at `start` is blank.
    pub(crate) fn is_blank_before(&self, start: u32) -> bool {
        let before = self.before(start);
        let above = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r']));
        above.is_some_and(|above| {
            let line = above.rsplit(['\n', '\r']).next().unwrap_or_default();
            line.trim_start_matches('\u{FEFF}').trim().is_empty()
        })
    }

    /// The whole lines of a declaration, with the comments and the documentation right above it; `None` where it shares
    /// a line with something else.
    pub(crate) fn lines_of(&self, declaration: Declaration<'_>) -> Option<TextRange> {
        let range = declaration.range();
        if !self.is_first_of_line(range.start) || !self.is_last_of_line(range.end) {
            return None;
        }
        Some(TextRange::new(self.first_line_of(declaration), self.next_line(range.end)))
    }

    /// What to take out so that nothing is left of the thing at `range`: its whole lines where nothing else stands on
    /// them, else the space or semicolon beside it as well.
    pub(crate) fn removal(&self, range: TextRange) -> TextRange {
        let behind = self.slice(TextRange::new(range.end, self.next_line(range.end)));
        let content = behind.trim_start_matches([' ', '\t']);
        if self.is_first_of_line(range.start) && content.trim().is_empty() {
            return TextRange::new(self.line_start(range.start), self.next_line(range.end));
        }
        let space = to_u32(behind.len() - content.len());
        if let Some(next) = content.strip_prefix(';') {
            let more = to_u32(next.len() - next.trim_start_matches([' ', '\t']).len());
            return TextRange::new(range.start, range.end + space + 1 + more);
        }
        let kept = self.before(range.start).trim_end_matches([' ', '\t']);
        if kept.is_empty() || kept.ends_with(['\n', '\r', '{']) {
            return TextRange::new(range.start, range.end + space);
        }
        TextRange::new(to_u32(kept.trim_end_matches(';').len()), range.end)
    }

    /// The start of the first line that belongs to a declaration: that of the comments right above it and of its
    /// documentation.
    pub(crate) fn first_line_of(&self, declaration: Declaration<'_>) -> u32 {
        let mut first = self.line_start(declaration.range().start);
        let mut above = first;
        let mut gap = false;
        while above > self.start() {
            above = self.line_start(above - if self.before(above).ends_with("\r\n") { 2 } else { 1 });
            let line = self.slice(TextRange::new(above, self.next_line(above)));
            if line.trim().is_empty() {
                gap = true;
                continue;
            }
            let word = above + to_u32(line.len() - line.trim_start().len());
            let kind = self.model.parse().path_to(word).last().map(|node| node.kind());
            match kind {
                Some(SyntaxKind::Documentation) => {}
                // With a blank line between, nobody knows what a comment is about.
                Some(SyntaxKind::Comment) if !gap => {}
                _ => break,
            }
            first = above;
            gap = false;
        }
        first
    }
}

/// What stands directly in the block of a declaration: properties, declarations, comments.
pub(crate) fn entries(declaration: Declaration<'_>) -> impl Iterator<Item = Node<'_>> {
    declaration.body().into_iter().flat_map(Node::children)
}

/// Whether everything in and around a declaration of the model could be read: what is moved must be understood.
pub(crate) fn is_sound(model: &FileModel, declaration: Declaration<'_>) -> bool {
    is_readable(model, declaration.ancestors().last().unwrap_or(declaration))
}

/// Whether everything in a declaration of the model could be read.
pub(crate) fn is_readable(model: &FileModel, declaration: Declaration<'_>) -> bool {
    let has_unknown =
        || std::iter::once(declaration).chain(declaration.descendants()).any(|one| one.keyword().is_none());
    let misses_a_colon = || model.missing_colons().any(|missing| declaration.range().covers(missing.line.range()));
    !declaration.syntax().may_have_errors() && !has_unknown() && !misses_a_colon()
}

/// The text with `from` at the start of its lines replaced by `to`. As it is, where a line starts otherwise: a long text
/// that is indented less would not keep its shape.
pub(crate) fn indented(text: &str, from: &str, to: &str) -> String {
    if from == to || !lines(text).all(|line| line.trim().is_empty() || line.starts_with(from)) {
        return text.to_owned();
    }
    let moved = lines(text).map(|line| match line.strip_prefix(from) {
        Some(rest) if !line.trim().is_empty() => format!("{to}{rest}"),
        _ => line.to_owned(),
    });
    moved.collect()
}

/// The lines of a text with their ends: LF, CRLF or CR.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(['\n', '\r']).map_or(rest.len(), |at| {
            let crlf = rest.get(at..).is_some_and(|end| end.starts_with("\r\n"));
            at + if crlf { 2 } else { 1 }
        });
        let (line, behind) = rest.split_at(end);
        rest = behind;
        Some(line)
    })
}

fn to_u32(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("a text is shorter than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    fn lines_of(text: &str) -> Option<String> {
        let fixture = Fixture::new(text);
        let (file, offset) = fixture.cursor();
        let model = &fixture.snapshot.project.file(file).model;
        let layout = Layout::new(model);
        let range = layout.lines_of(model.declaration_at(offset).unwrap())?;
        Some(layout.slice(range).to_owned())
    }

    #[test]
    fn a_declaration_owns_the_comments_right_above_it_and_its_documentation() {
        let text = "// far\n\n// near\n/// Who.\n\n// right above\npersona ma$0ya { } // beside\n\npersona tom\n";
        assert_eq!(lines_of(text).unwrap(), "// near\n/// Who.\n\n// right above\npersona maya { } // beside\n");
        assert_eq!(lines_of("// far\r\n\r\npersona ma$0ya\r\n").unwrap(), "persona maya\r\n");
        assert_eq!(lines_of("\u{feff}// near\rpersona ma$0ya").unwrap(), "// near\rpersona maya");
        assert_eq!(lines_of("channel a; persona ma$0ya\n"), None);
        assert_eq!(lines_of("persona ma$0ya; channel a\n"), None);
    }

    #[test]
    fn what_is_taken_out_leaves_no_space_behind() {
        let without = |text: &str| {
            let fixture = Fixture::new(text);
            let (file, range) = fixture.marks[0];
            let layout = Layout::new(&fixture.snapshot.project.file(file).model);
            let mut left = layout.text().to_owned();
            left.replace_range(layout.removal(range).to_usize(), "");
            left
        };
        assert_eq!(without("a {\r\n  ⟦b: 1⟧\r\n}\r\n"), "a {\r\n}\r\n");
        assert_eq!(without("a { ⟦b: 1⟧; c: 2 }"), "a { c: 2 }");
        assert_eq!(without("a { b: 1; ⟦c: 2⟧ }"), "a { b: 1 }");
        assert_eq!(without("a { ⟦b: 1⟧ }"), "a { }");
        assert_eq!(without("  ⟦b⟧"), "");
    }

    #[test]
    fn the_end_of_a_long_text_is_no_comment() {
        let text = "journey j {\n  goal: \"\"\"\n    one\n    // two \"\"\"\n  stage s$0\n}\n";
        assert_eq!(lines_of(text).unwrap(), "  stage s\n");
    }

    #[test]
    fn indentation_changes_for_all_lines_or_for_none() {
        assert_eq!(indented("  a\r\n\r\n    b\r\n", "  ", "\t"), "\ta\r\n\r\n\t  b\r\n");
        assert_eq!(indented("  a\n b\n", "  ", ""), "  a\n b\n");
    }

    #[test]
    fn the_unit_is_what_the_file_uses() {
        let unit = |text| Layout::new(&Fixture::new(text).snapshot.project.files().next().unwrap().1.model).unit();
        assert_eq!(unit("persona maya { }\njourney j {\n\tgoal: \"x\"\n}\n"), "\t");
        assert_eq!(unit("persona maya\n"), "  ");
    }
}

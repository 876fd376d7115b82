//! The text of the file that a rule looks at, put together only where a finding needs it.

use std::cell::OnceCell;

use journey_plugin::model::FileModel;
use journey_plugin::model::syntax::TextRange;

/// The text of a file, with the questions that fixes ask about its lines. All offsets are bytes.
pub(crate) struct SourceText<'m> {
    model: &'m FileModel,
    text: OnceCell<String>,
}

impl<'m> SourceText<'m> {
    pub(crate) fn new(model: &'m FileModel) -> Self {
        Self { model, text: OnceCell::new() }
    }

    pub(crate) fn whole(&self) -> &str {
        self.text.get_or_init(|| self.model.parse().text())
    }

    /// The text in a range; empty for a range that is none of this text.
    pub(crate) fn slice(&self, range: TextRange) -> &str {
        self.whole().get(range.to_usize()).unwrap_or_default()
    }

    fn before(&self, offset: u32) -> &str {
        self.whole().get(..offset as usize).unwrap_or_default()
    }

    /// The text from a place to its end.
    pub(crate) fn behind(&self, offset: u32) -> &str {
        self.whole().get(offset as usize..).unwrap_or_default()
    }

    /// How this file ends its lines.
    pub(crate) fn line_end(&self) -> &'static str {
        match self.whole().find(['\n', '\r']).map(|at| self.whole().get(at..at + 2)) {
            Some(Some("\r\n")) => "\r\n",
            Some(Some(end)) if end.starts_with('\r') => "\r",
            _ => "\n",
        }
    }

    /// The start of the line in which `offset` lies.
    pub(crate) fn line_start(&self, offset: u32) -> u32 {
        let before = self.before(offset);
        to_u32(before.rfind(['\n', '\r']).map_or(0, |at| at + 1))
    }

    /// The start of the line in which `offset` lies, if nothing but space stands between the two. Looks no further than
    /// that, so it can be asked thousands of times about one line.
    pub(crate) fn start_of_indentation(&self, offset: u32) -> Option<u32> {
        let before =
            self.before(offset).trim_end_matches(|one: char| one.is_whitespace() && !matches!(one, '\n' | '\r'));
        (before.is_empty() || before.ends_with(['\n', '\r'])).then(|| to_u32(before.len()))
    }

    /// The white space that the line of `offset` starts with.
    pub(crate) fn indentation(&self, offset: u32) -> &str {
        let line = self.behind(self.line_start(offset));
        let white = line.len() - line.trim_start_matches([' ', '\t']).len();
        line.get(..white).unwrap_or_default()
    }

    /// What to take out so that nothing is left of the thing at `range`: its whole lines where nothing else stands on
    /// them, else the space or semicolon beside it as well.
    pub(crate) fn removal(&self, range: TextRange) -> TextRange {
        let start = self.start_of_indentation(range.start);
        let behind = self.behind(range.end);
        let space = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        let rest = behind.get(space..).unwrap_or_default();
        if let Some(start) = start.filter(|_| rest.is_empty() || rest.starts_with(['\n', '\r'])) {
            let line_end = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
            return TextRange::new(start, range.end + to_u32(space + line_end));
        }
        let mut end = range.end;
        if let Some(next) = rest.strip_prefix(';') {
            let more = next.len() - next.trim_start_matches([' ', '\t']).len();
            end += to_u32(space + 1 + more);
            return TextRange::new(range.start, end);
        }
        let before = self.before(range.start);
        let kept = before.trim_end_matches([' ', '\t']);
        if kept.is_empty() || kept.ends_with(['\n', '\r', '{']) {
            return TextRange::new(range.start, end + to_u32(space));
        }
        TextRange::new(to_u32(kept.len()), end)
    }
}

fn to_u32(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("a text is shorter than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey_plugin::model::Schema;
    use journey_plugin::model::syntax::parse;

    fn without(text: &str, part: &str) -> String {
        let model = FileModel::lower(&parse(text), Schema::standard());
        let start = u32::try_from(text.find(part).unwrap()).unwrap();
        let source = SourceText::new(&model);
        let range = source.removal(TextRange::new(start, start + u32::try_from(part.len()).unwrap()));
        let mut left = text.to_owned();
        left.replace_range(range.to_usize(), "");
        left
    }

    #[test]
    fn a_line_goes_as_a_whole_and_a_part_of_one_with_the_space_beside_it() {
        assert_eq!(without("a {\n  b: 1\n}\n", "b: 1"), "a {\n}\n");
        assert_eq!(without("a {\r\n  b: 1\r\n}\r\n", "b: 1"), "a {\r\n}\r\n");
        assert_eq!(without("a { b: 1; c: 2 }", "b: 1"), "a { c: 2 }");
        assert_eq!(without("a { b: 1 }", "b: 1"), "a { }");
        assert_eq!(without("a b c", "b"), "a c");
        assert_eq!(without("  b", "b"), "");
    }

    #[test]
    fn a_file_keeps_its_line_ends_and_its_indentation() {
        let text = "a {\r\n\tb: 1\r\n}";
        let model = FileModel::lower(&parse(text), Schema::standard());
        let source = SourceText::new(&model);
        assert_eq!(source.line_end(), "\r\n");
        assert_eq!(source.indentation(7), "\t");
    }
}

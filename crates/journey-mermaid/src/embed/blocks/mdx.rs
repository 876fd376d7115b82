//! MDX pages. Indentation means nothing there, `<div>` does not end Markdown, and braces hold expressions, so no parser of
//! Markdown reads them right; but fences, code in a line and comments are all that counts here.

use super::{Blocks, Comment, Fence, Form};
use crate::embed::line::{Lines, container, is_blank};

/// Reads a page, from where its text starts.
pub(super) fn read(text: &str, from: usize) -> Blocks {
    let mut scanner = Scanner { text, lines: Lines::of(text), unclosed: [None, None], blocks: Blocks::default() };
    let mut at = from;
    while at < text.len() {
        let number = scanner.lines.number(at);
        let is_line_start = at == from || at == scanner.lines.start(number);
        at = match is_line_start.then(|| scanner.fence(number)).flatten() {
            Some(end) => end,
            None => scanner.scan_line(at, scanner.lines.start(number + 1)),
        };
    }
    scanner.blocks
}

struct Scanner<'t> {
    text: &'t str,
    lines: Lines<'t>,
    /// From where on no comment of a form ends, so that nobody looks again.
    unclosed: [Option<usize>; 2],
    blocks: Blocks,
}

impl Scanner<'_> {
    /// Reads a fence that starts in a line; gives where the text goes on.
    fn fence(&mut self, number: usize) -> Option<usize> {
        let line = self.lines.range(number);
        let (before, inner) = self.text[line.clone()].split_at(container(&self.text[line.clone()]));
        let mark = inner.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let length = inner.len() - inner.trim_start_matches(mark).len();
        if length < 3 || mark == '`' && inner[length..].contains('`') {
            return None;
        }
        let start = line.start + before.len();
        let mut fence =
            Fence { range: start..line.end, info: start + length..line.end, body: String::new(), is_closed: false };
        let mut next = number + 1;
        while next < self.lines.count() {
            let line = self.lines.range(next);
            // A quote that ends, ends its fences.
            let Some(content) = inside(before, &self.text[line.clone()]) else { break };
            next += 1;
            let closing = content.trim();
            if closing.len() >= length && closing.chars().all(|char| char == mark) {
                fence.range.end = line.end;
                fence.is_closed = true;
                break;
            }
            if line.start < self.text.len() {
                fence.range.end = line.end;
                fence.body.push_str(content);
                fence.body.push('\n');
            }
        }
        self.blocks.fences.push(fence);
        Some(self.lines.start(next))
    }

    /// Reads a line of text, up to its end or to the end of what started in it.
    fn scan_line(&mut self, mut at: usize, end: usize) -> usize {
        while at < end {
            let rest = &self.text[at..];
            at += match rest.as_bytes()[0] {
                b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                b'`' => self.code(at),
                b'<' | b'{' => {
                    let comment = self.comment(at);
                    let length = comment.as_ref().map_or(1, |comment| comment.range.len());
                    let is_closed = comment.as_ref().is_none_or(|comment| comment.is_closed);
                    self.blocks.comments.extend(comment);
                    if is_closed { length } else { 1 }
                }
                _ => rest.find(['\\', '`', '<', '{', '\n', '\r']).map_or(rest.len(), |length| length.max(1)),
            };
        }
        at
    }

    /// How long the code is that starts at a place; without an end in the same paragraph, as long as its marks.
    fn code(&self, at: usize) -> usize {
        let marks = |text: &str| text.len() - text.trim_start_matches('`').len();
        let length = marks(&self.text[at..]);
        let mut number = self.lines.number(at);
        let mut from = at + length;
        loop {
            let line = &self.text[from..self.lines.range(number).end.max(from)];
            let mut inside = 0;
            while let Some(found) = line[inside..].find('`') {
                let found_length = marks(&line[inside + found..]);
                inside += found + found_length;
                if found_length == length {
                    return from + inside - at;
                }
            }
            number += 1;
            if number >= self.lines.count() || is_blank(self.lines.line(number)) {
                return length;
            }
            from = self.lines.start(number);
        }
    }

    fn comment(&mut self, at: usize) -> Option<Comment> {
        let form = [Form::Html, Form::Braces].into_iter().find(|form| self.text[at..].starts_with(form.marks().0))?;
        let unclosed = &mut self.unclosed[form as usize];
        if unclosed.is_some() {
            let range = at..self.text.len();
            return Some(Comment { inner: at + form.marks().0.len()..range.end, range, form, is_closed: false });
        }
        let comment = Comment::at(self.text, at, self.text.len());
        if comment.as_ref().is_some_and(|comment| !comment.is_closed) {
            *unclosed = Some(at);
        }
        comment
    }
}

/// What stands in a line below the first line of a fence that has `before` before it; `None` where its quote has ended.
fn inside<'l>(before: &str, line: &'l str) -> Option<&'l str> {
    let mut rest = line;
    let mut parts = before.split('>');
    let indentation = parts.next_back().unwrap_or_default();
    for _ in parts {
        rest = rest.trim_start_matches([' ', '\t']).strip_prefix('>')?;
    }
    let most = indentation.chars().count();
    let space: usize = rest.chars().take(most).take_while(|char| matches!(char, ' ' | '\t')).count();
    Some(&rest[space..])
}

#[cfg(test)]
mod tests {
    use super::super::tests::told;
    use crate::Flavour::Mdx;

    #[test]
    fn comments_are_found_wherever_they_are_comments() {
        for (text, found) in [
            ("{/* a */}\n", r#"comment " a ""#),
            ("{/* a */}{/* b */ }\n", r#"comment " a "; comment " b ""#),
            ("text {/* a */} text <!-- b -->\n", r#"comment " a "; comment " b ""#),
            ("<Tabs>\n\n    {/* a\n\n    b */}\n</Tabs>", r#"comment " a\n\n    b ""#),
            ("> - {/* a */}\r\n", r#"comment " a ""#),
            ("{/* a", r#"comment open " a""#),
            ("{/* a {/* b", r#"comment open " a {/* b"; comment open " b""#),
            ("{/* ` */}\n{/* ` */}\n", r#"comment " ` "; comment " ` ""#),
            ("{x /* a */}{/* b */ + 1}", ""),
            ("<!-- {/* a */} -->", r#"comment " {/* a */} ""#),
            ("a ` b\n\n{/* a */} `", r#"comment " a ""#),
            ("```a `b` ```\n{/* a */}", r#"comment " a ""#),
        ] {
            assert_eq!(told(text, Mdx), found, "{text:?}");
        }
    }

    #[test]
    fn what_stands_in_code_is_text() {
        for text in [
            "`{/* a */}`\n",
            "a ``b `\n{/* a */}\nc``\n",
            "---\na: {/* a */}\n---\n",
            "\\{/* a */}\n",
            "\\<!-- a -->\\",
        ] {
            assert_eq!(told(text, Mdx), "", "{text:?}");
        }
        assert_eq!(told("~~~\n<!-- a -->\n{/* a */}\n~~~\n", Mdx), r#"fence "" "<!-- a -->\n{/* a */}\n""#);
    }

    #[test]
    fn fences_have_their_body_without_what_they_stand_in() {
        for (text, found) in [
            ("```journey view=\"map\"\na\n```\n", r#"fence "journey view=\"map\"" "a\n""#),
            ("~~~~ journey\r\na\r\n~~~\r\n~~~~\r\n", r#"fence " journey" "a\n~~~\n""#),
            ("<Tabs>\n      ```journey\n      a\n        b\n      ```\n</Tabs>", r#"fence "journey" "a\n  b\n""#),
            ("> 1. ```journey\n>    a\n>      b\n>    ```", r#"fence "journey" "a\n  b\n""#),
            ("```journey\n```", r#"fence "journey" """#),
            ("```journey\na", r#"fence open "journey" "a\n""#),
            ("```journey", r#"fence open "journey" """#),
            ("> ```journey\n> a\n\nb\n", r#"fence open "journey" "a\n""#),
        ] {
            assert_eq!(told(text, Mdx), found, "{text:?}");
        }
    }
}

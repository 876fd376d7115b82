//! Markdown pages, read by `pulldown-cmark`: what it takes for code is code.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Blocks, Comment, Fence, Form, admonition};
use crate::embed::line::{Lines, container, is_blank};

/// Reads a page, from where its text starts.
pub(super) fn read(text: &str, from: usize) -> Blocks {
    let lists = admonition::as_lists(&text[from..]);
    let mut reader = Reader {
        text,
        lines: Lines::of(text),
        html: Vec::new(),
        fence: None,
        code: Vec::new(),
        blocks: Blocks::default(),
    };
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    for (event, range) in Parser::new_ext(&lists, options).into_offset_iter() {
        reader.read(event, range.start + from..range.end + from);
    }
    reader.read_braces(from);
    reader.blocks
}

struct Reader<'t> {
    text: &'t str,
    lines: Lines<'t>,
    /// The lines of the HTML block that is being read, without the quotes that it stands in.
    html: Vec<Range<usize>>,
    fence: Option<Fence>,
    /// What is code, or a comment that is already known, in the order of the text.
    code: Vec<Range<usize>>,
    blocks: Blocks,
}

impl Reader<'_> {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.fence = matches!(kind, CodeBlockKind::Fenced(_)).then(|| open_fence(self.text, &range));
                self.code.push(range);
            }
            Event::Text(shown) => {
                if let Some(fence) = &mut self.fence {
                    // The parser was given another text where admonitions seem to start.
                    let written = &self.text[range];
                    fence.body.push_str(if written.len() == shown.len() { written } else { &shown });
                }
            }
            Event::End(TagEnd::CodeBlock) => self.blocks.fences.extend(self.fence.take()),
            Event::Code(_) => self.code.push(range),
            Event::Start(Tag::HtmlBlock) => self.html.clear(),
            Event::Html(_) => self.html.push(range),
            Event::End(TagEnd::HtmlBlock) => self.read_html(range),
            Event::InlineHtml(_) => {
                if let Some(comment) = Comment::at(self.text, range.start, range.end) {
                    self.blocks.comments.push(comment);
                    self.code.push(range);
                }
            }
            _ => {}
        }
    }

    /// Finds the comments of an HTML block.
    fn read_html(&mut self, block: Range<usize>) {
        let block: Vec<Range<usize>> = if self.html.is_empty() { vec![block] } else { std::mem::take(&mut self.html) };
        let html: String = block.iter().map(|line| &self.text[line.clone()]).collect();
        let (Some(first), Some(last)) = (block.first(), block.last()) else { return };
        if shows_its_source(&html) {
            self.code.push(first.start..last.end);
            return;
        }
        // From a place in the block to one in the page.
        let mut at_line = 0;
        let starts: Vec<usize> = block
            .iter()
            .map(|line| {
                let start = at_line;
                at_line += line.len();
                start
            })
            .collect();
        let place = |offset: usize| {
            let line = starts.partition_point(|start| *start <= offset).saturating_sub(1);
            block[line].start + (offset - starts[line])
        };
        let mut at = 0;
        while let Some(found) = html[at..].find(Form::Html.marks().0) {
            let Some(comment) = Comment::at(&html, at + found, html.len()) else { break };
            let in_page = |range: Range<usize>| place(range.start)..place(range.end.saturating_sub(1)) + 1;
            at = comment.range.end;
            let inner = if comment.inner.is_empty() {
                place(comment.inner.start)..place(comment.inner.start)
            } else {
                in_page(comment.inner)
            };
            let comment = Comment { range: in_page(comment.range), inner, ..comment };
            self.code.push(comment.range.clone());
            self.blocks.comments.push(comment);
        }
    }

    /// Finds the comments of MDX, which are plain text for Markdown.
    fn read_braces(&mut self, from: usize) {
        self.code.sort_by_key(|range| range.start);
        let (mut at, mut paragraph_end) = (from, from);
        let mut code = self.code.iter().peekable();
        while let Some(found) = self.text[at..].find(Form::Braces.marks().0) {
            let start = at + found;
            while code.next_if(|range| range.end <= start).is_some() {}
            if let Some(inside) = code.peek().filter(|range| range.start <= start) {
                at = inside.end;
                continue;
            }
            at = start + Form::Braces.marks().0.len();
            if self.text[..start].ends_with('\\') {
                continue;
            }
            // Elsewhere they are no more than signs in a text, so they must end in the same paragraph.
            if paragraph_end <= start {
                let mut lines = self.lines.number(start)..self.lines.count();
                let blank = lines.find(|line| is_blank(self.lines.line(*line)));
                paragraph_end = blank.map_or(self.text.len(), |line| self.lines.start(line));
            }
            if let Some(comment) = Comment::at(self.text, start, paragraph_end) {
                // What starts behind one that does not end, does not end either.
                at = comment.range.end;
                self.blocks.comments.push(comment);
            }
        }
    }
}

/// Whether an HTML block is one whose content is not Markdown, whatever stands in it.
fn shows_its_source(html: &str) -> bool {
    let starts_with = |tag: &str| html.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    ["<pre", "<script", "<style", "<textarea"].into_iter().any(starts_with)
}

/// A fence whose body is still to be read.
fn open_fence(text: &str, block: &Range<usize>) -> Fence {
    let source = text[block.clone()].trim_end_matches(['\n', '\r']);
    let first = source.split(['\n', '\r']).next().unwrap_or(source);
    let last = source.rsplit(['\n', '\r']).next().unwrap_or(source);
    let mark = first.chars().next().unwrap_or('`');
    let length = first.len() - first.trim_start_matches(mark).len();
    let closing = last[container(last)..].trim_end();
    let is_closed = first.len() < source.len() && closing.len() >= length && closing.chars().all(|char| char == mark);
    Fence {
        range: block.start..block.start + source.len(),
        info: block.start + length..block.start + first.len(),
        body: String::new(),
        is_closed,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::told;
    use crate::Flavour::Markdown;

    #[test]
    fn comments_are_found_wherever_they_are_comments() {
        for (text, found) in [
            ("<!-- a -->\n", r#"comment " a ""#),
            ("<!-- a --><!-- b -->\n", r#"comment " a "; comment " b ""#),
            ("text <!-- a --> text\n", r#"comment " a ""#),
            ("text\n<!-- a\nb -->", r#"comment " a\nb ""#),
            ("> - <!-- a -->\r\n>   <!-- b -->\r\n", r#"comment " a "; comment " b ""#),
            ("> <!-- a\n> b -->\n", r#"comment " a\n> b ""#),
            ("<div>\n<!-- a -->\n</div>\n", r#"comment " a ""#),
            ("<!-- a <!-- b -->", r#"comment " a <!-- b ""#),
            ("<!---->\n\n<!--->\n", r#"comment ""; comment """#),
            ("<!-- a\n\nb", r#"comment open " a\n\nb""#),
            ("{/* a */}\n", r#"comment " a ""#),
            ("{/* a\n*/ }{/**/}", r#"comment " a\n"; comment """#),
            ("{/* a {/* b\n\n{/* c */}", r#"comment open " a {/* b\n"; comment " c ""#),
            ("{/* a\n\nb {/* c */}", r#"comment open " a\n"; comment " c ""#),
            ("{/* a */ + 1}{/* b */}", r#"comment " b ""#),
            ("<!-- {/* a */} -->", r#"comment " {/* a */} ""#),
        ] {
            assert_eq!(told(text, Markdown), found, "{text:?}");
        }
    }

    #[test]
    fn what_stands_in_code_is_text() {
        for text in [
            "`<!-- a -->`\n",
            "a `b\n{/* a */}\nc`\n",
            "    <!-- a -->\n",
            "- a\n\n      {/* a */}\n",
            "<pre>\n<!-- a -->\n</pre>\n",
            "<script>\n{/* a */}\n</script>\n",
            "---\na: <!-- a -->\n---\n",
            "\\<!-- a --> \\{/* a */}\n",
            "text {/ * a */}",
        ] {
            assert!(!told(text, Markdown).contains("comment \" a"), "{text:?}: {}", told(text, Markdown));
        }
        assert_eq!(told("```\n<!-- a -->\n{/* a */}\n```\n", Markdown), r#"fence "" "<!-- a -->\n{/* a */}\n""#);
    }

    #[test]
    fn fences_have_their_body_without_what_they_stand_in() {
        for (text, found) in [
            ("```journey view=\"map\"\na\n```\n", r#"fence "journey view=\"map\"" "a\n""#),
            ("~~~~ journey\r\na\r\n~~~\r\n~~~~\r\n", r#"fence " journey" "a\n~~~\n""#),
            ("> 1. ```journey\n>    a\n>      b\n>    ```", r#"fence "journey" "a\n  b\n""#),
            ("```journey\n```", r#"fence "journey" """#),
            ("```journey\na", r#"fence open "journey" "a""#),
            ("```journey", r#"fence open "journey" """#),
            ("> ```journey\n> a\n\nb\n", r#"fence open "journey" "a\n""#),
            ("````journey\n```\n````\n", r#"fence "journey" "```\n""#),
            ("!!! note\n    ```journey\n    !!! a\n    ```\n", r#"fence "journey" "!!! a\n""#),
            ("=== \"A\"\n\n    ``` journey\n    a\n    ```\n", r#"fence " journey" "a\n""#),
        ] {
            assert_eq!(told(text, Markdown), found, "{text:?}");
        }
    }
}

//! A page: where it wants diagrams, and what is wrong with how it asks.

use std::ops::Range;

use super::blocks::{self, Blocks, Comment, Fence, Form};
use super::hidden::{Hidden, hidden};
use super::line::{Lines, is_container};
use super::marker::{self, Word};
use super::mistake::{Mistake, Reason};
use super::wanted::Wanted;
use crate::Flavour;

/// Stands at the start of some files, and is nothing beside a marker.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// What of a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Markers: for pages that are kept.
    Markers,
    /// Markers, and fences of the language `journey`: for tools that build a site.
    MarkersAndFences,
}

/// A page that was read.
#[derive(Clone, Debug)]
pub struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) flavour: Flavour,
    pub(super) lines: Lines<'t>,
    pub(super) slots: Vec<Slot>,
    mistakes: Vec<Mistake>,
}

/// A place for a diagram.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) wanted: Wanted,
    /// Where its marker or fence starts.
    pub(super) start: usize,
    /// What the diagram takes the place of: the fence, or what is between the markers. That starts where the line of the
    /// first marker ends, and ends where the line of the other starts, unless they stand in one line.
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// What asks for a diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Markers { in_one_line: bool },
    Fence,
}

impl<'t> Page<'t> {
    /// Reads a page. It is in MDX or not; a marker that is written as MDX has it is MDX in any page.
    pub fn read(text: &'t str, flavour: Flavour, scope: Scope) -> Self {
        let blocks = blocks::read(text, flavour);
        let mut reader = Reader { text, flavour, lines: Lines::of(text), slots: Vec::new(), mistakes: Vec::new() };
        reader.read_markers(&blocks);
        if scope == Scope::MarkersAndFences {
            reader.read_fences(&blocks.fences);
        }
        let Reader { lines, mut slots, mut mistakes, .. } = reader;
        slots.sort_by_key(|slot| slot.start);
        mistakes.sort_by_key(|(offset, _)| *offset);
        let mistakes = mistakes.into_iter().map(|(at, reason)| Mistake { line: lines.number(at) + 1, reason });
        Self { text, flavour, slots, mistakes: mistakes.collect(), lines }
    }

    /// What it asks for, in the order of the page. What it asks for in a wrong way is not in it.
    pub fn wanted(&self) -> impl Iterator<Item = &Wanted> {
        self.slots.iter().map(|slot| &slot.wanted)
    }

    /// The line, from 1, of the first marker in a page of MDX that is written as in HTML. MDX itself has no such comments;
    /// some site generators read them all the same.
    pub fn html_in_mdx(&self) -> Option<usize> {
        let is_html = |slot: &&Slot| self.text[slot.start..].starts_with(Form::Html.marks().0);
        let first = self.slots.iter().find(is_html).filter(|_| self.flavour == Flavour::Mdx);
        first.map(|slot| slot.wanted.line)
    }

    /// What is wrong with how it asks, in the order of the page.
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }
}

struct Reader<'t> {
    text: &'t str,
    flavour: Flavour,
    lines: Lines<'t>,
    slots: Vec<Slot>,
    mistakes: Vec<(usize, Reason)>,
}

/// What was found before a marker.
enum Before<'c> {
    /// No marker, or one that ends.
    Nothing,
    /// One that begins, with where its attributes start.
    Begin(&'c Comment, usize),
    /// One that seems to begin and has a mistake.
    Broken,
}

impl Reader<'_> {
    fn read_markers(&mut self, blocks: &Blocks) {
        let comments = &blocks.comments;
        let mut before = Before::Nothing;
        for (number, comment) in comments.iter().enumerate() {
            let start = comment.range.start;
            let (word, attributes) = match marker::read(&self.text[comment.inner.clone()]) {
                None => continue,
                Some(Err(reason)) => {
                    self.mistakes.push((start, reason));
                    before = Before::Broken;
                    continue;
                }
                Some(Ok((word, length))) => (word, comment.inner.start + length),
            };
            if let Some(reason) = self.not_closed(comment, word) {
                self.mistakes.push((start, reason));
                before = Before::Broken;
                continue;
            }
            match word {
                Word::Begin => {
                    if let Before::Begin(open, _) = before {
                        let line = self.lines.number(open.range.start) + 1;
                        let (why, help) = match self.hidden(blocks, Word::End, open.range.end..start) {
                            Some(hidden) => (format!(": {}", hidden.why()), hidden.help()),
                            None => (String::new(), add_end(open.form)),
                        };
                        let reason = Reason::new(format!(
                            "this `journey:begin` stands inside the one of line {line}, which has no `journey:end` \
                             yet{why}"
                        ));
                        self.mistakes.push((start, reason.help(help)));
                    }
                    let next = comments.get(number + 1).filter(|next| self.is_end_of(comment, next));
                    before = if self.is_alone(comment, None, next) {
                        Before::Begin(comment, attributes)
                    } else {
                        Before::Broken
                    };
                }
                Word::End => {
                    let begin = match std::mem::replace(&mut before, Before::Nothing) {
                        Before::Begin(begin, attributes) => Some((begin, attributes)),
                        Before::Broken => continue,
                        Before::Nothing => None,
                    };
                    if !self.is_alone(comment, begin.map(|(begin, _)| begin), None) {
                        continue;
                    }
                    let Some((begin, from)) = begin else {
                        let above = self.slots.last().map_or(0, |slot| slot.range.end)..start;
                        let (why, help) = match self.hidden(blocks, Word::Begin, above) {
                            Some(hidden) => (format!(": {}", hidden.why()), hidden.help()),
                            None => {
                                let help = "Write the marker that begins above it, or take this one away.";
                                (String::new(), help.to_owned())
                            }
                        };
                        let reason = Reason::new(format!("`journey:end` has no `journey:begin` before it{why}"));
                        self.mistakes.push((start, reason.help(help)));
                        continue;
                    };
                    if !self.text[attributes..comment.inner.end].trim().is_empty() {
                        let reason = Reason::new("`journey:end` takes nothing behind it");
                        self.mistakes.push((start, reason.help("Attributes belong to `journey:begin`.")));
                    }
                    self.read_pair(begin, from, comment);
                }
            }
        }
        if let Before::Begin(begin, _) = before {
            let (why, help) = match self.hidden(blocks, Word::End, begin.range.end..self.text.len()) {
                Some(hidden) => (format!(": {}", hidden.why()), hidden.help()),
                None => (String::new(), add_end(begin.form)),
            };
            let reason = Reason::new(format!("`journey:begin` has no `journey:end`{why}")).help(help);
            self.mistakes.push((begin.range.start, reason));
        }
    }

    /// The marker that another one lacks, where it is there and is text.
    fn hidden(&self, blocks: &Blocks, word: Word, within: Range<usize>) -> Option<Hidden> {
        hidden(self.text, blocks, &self.lines, word, &within)
    }

    fn not_closed(&self, comment: &Comment, word: Word) -> Option<Reason> {
        let (start, end) = comment.form.marks();
        let swallows_another = self.text[comment.inner.clone()].contains(start);
        let word = if word == Word::Begin { "begin" } else { "end" };
        (!comment.is_closed || swallows_another).then(|| {
            Reason::new(format!("the comment of `journey:{word}` is not closed"))
                .help(format!("Write `{end}` behind it: {start} journey:{word} ... {end}"))
        })
    }

    /// Whether the second comment is the marker that ends, in the line of the first.
    fn is_end_of(&self, begin: &Comment, end: &Comment) -> bool {
        let is_end = matches!(marker::read(&self.text[end.inner.clone()]), Some(Ok((Word::End, _))));
        is_end && is_space(&self.text[begin.range.end..end.range.start])
    }

    /// Whether a marker stands alone in its line, or with the other one of its pair; a mistake where it does not.
    fn is_alone(&mut self, marker: &Comment, begin: Option<&Comment>, end: Option<&Comment>) -> bool {
        let Range { start, end: last } = marker.range;
        let mut line = self.lines.start(self.lines.number(start));
        if line == 0 && self.text.starts_with(BYTE_ORDER_MARK) {
            line = BYTE_ORDER_MARK.len_utf8();
        }
        let line_end = self.lines.range(self.lines.number(last - 1)).end;
        let is_first = is_container(&self.text[line..start])
            || begin.is_some_and(|begin| is_space(self.text.get(begin.range.end..start).unwrap_or("?")));
        let is_alone = is_first && (end.is_some() || is_space(&self.text[last..line_end.max(last)]));
        if !is_alone {
            let reason = Reason::new("a marker stands alone in its line, and here is something beside it");
            self.mistakes.push((
                start,
                reason.help("Give the marker a line of its own. To write about markers, put them in code."),
            ));
        }
        is_alone
    }

    fn read_pair(&mut self, begin: &Comment, attributes: usize, end: &Comment) {
        let start = begin.range.start;
        let flavour = if begin.form == Form::Braces { Flavour::Mdx } else { self.flavour };
        let written = &self.text[attributes..begin.inner.end];
        let (wanted, mistakes) = Wanted::of_marker(written, self.lines.number(start) + 1, flavour);
        let in_one_line = is_space(&self.text[begin.range.end..end.range.start]);
        let range = if in_one_line {
            begin.range.end..end.range.start
        } else {
            let last = self.lines.number(begin.range.end - 1);
            self.lines.range(last).end..self.lines.start(self.lines.number(end.range.start))
        };
        let kind = Kind::Markers { in_one_line };
        self.add(Slot { wanted, start, range, kind }, mistakes, attributes);
    }

    fn read_fences(&mut self, fences: &[Fence]) {
        let filled: Vec<Range<usize>> = self.slots.iter().map(|slot| slot.range.clone()).collect();
        // What stands between markers is replaced as a whole.
        let fences = fences.iter().filter(|fence| !filled.iter().any(|range| range.contains(&fence.range.start)));
        for fence in fences {
            let (start, info) = (fence.range.start, &self.text[fence.info.clone()]);
            let line = self.lines.number(start) + 1;
            let Some((wanted, mut mistakes)) = Wanted::of_fence(info, &fence.body, line, self.flavour) else {
                continue;
            };
            if !fence.is_closed {
                let reason = Reason::new("the code block of the journey is not closed");
                mistakes = vec![(0, reason.help("End it with a line that has as many ` or ~ as the first one."))];
            }
            let slot = Slot { wanted, start, range: fence.range.clone(), kind: Kind::Fence };
            self.add(slot, mistakes, fence.info.start);
        }
    }

    /// Adds a slot, or what is wrong with it, of which the places are counted from `offset`.
    fn add(&mut self, slot: Slot, mistakes: Vec<(usize, Reason)>, offset: usize) {
        if mistakes.is_empty() {
            self.slots.push(slot);
        }
        self.mistakes.extend(mistakes.into_iter().map(|(at, reason)| (offset + at, reason)));
    }
}

fn is_space(text: &str) -> bool {
    text.chars().all(|char| matches!(char, ' ' | '\t'))
}

fn add_end(form: Form) -> String {
    let (start, end) = form.marks();
    format!("Write {start} journey:end {end} on a line of its own below it. What is between the two will be replaced.")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mistakes of a page, and how many diagrams it asks for all the same.
    fn told(text: &str, flavour: Flavour) -> String {
        let page = Page::read(text, flavour, Scope::MarkersAndFences);
        let mistakes = page.mistakes().iter().map(|mistake| format!("{}: {}\n", mistake.line, mistake.reason.message));
        format!("{}{} wanted", mistakes.collect::<String>(), page.wanted().count())
    }

    #[test]
    fn each_pair_and_each_fence_is_wanted_in_order() {
        let text = "```journey\na\n```\n\n<!-- journey:begin src=\"a\"\n     view=\"map\" -->\n```journey\nb\n```\n\
                    <!-- journey:end -->\n{/* journey:begin src=\"b\" */}{/* journey:end */}\n```journey show\nc\n```\n";
        let page = Page::read(text, Flavour::Markdown, Scope::MarkersAndFences);
        let wanted =
            page.wanted().map(|wanted| (wanted.line, wanted.flavour, wanted.get("src"), wanted.text.as_deref()));
        assert_eq!(
            wanted.collect::<Vec<_>>(),
            [
                (1, Flavour::Markdown, None, Some("a\n")),
                (5, Flavour::Markdown, Some("a"), None),
                (11, Flavour::Mdx, Some("b"), None)
            ]
        );
        assert_eq!(page.mistakes(), []);
        let kept = Page::read(text, Flavour::Mdx, Scope::Markers);
        assert_eq!(kept.wanted().map(|wanted| wanted.flavour).collect::<Vec<_>>(), [Flavour::Mdx; 2]);
    }

    #[test]
    fn a_broken_marker_is_told_with_its_line_and_hides_no_other() {
        let pair = "<!-- journey:begin src=\"a\" -->\r\n<!-- journey:end -->\r\n";
        let all = [
            format!("# A\n\n<!-- journey:begin src=\"a\" -->\n\n{pair}"),
            format!("{pair}\n<!-- journey:end -->\n{pair}"),
            format!("{pair}> <!-- journey:begin src=\"a\" -->\n"),
            format!("<!-- journey:begn src=\"a\" -->\n<!-- journey:end -->\n{pair}"),
            format!("Text <!-- journey:begin src=\"a\" -->\n<!-- journey:end -->\n{pair}"),
            format!("<!-- journey:begin\n  src=\"a\"\n  vew=\"map\" -->\n<!-- journey:end view -->\n{pair}"),
            format!("<!-- journey:begin src=\"a\" ->\n\n<!-- journey:end -->\n\n{pair}"),
            "text\n{/* journey:begin src=\"a\"\n".to_owned(),
            format!("{pair}```journey\njourney a\n"),
            "<!-- journey:begin src=\"a\" --> a <!-- journey:end -->".to_owned(),
        ];
        let all = all.iter().map(|text| format!("{text:?}\n{}\n", told(text, Flavour::Markdown)));
        insta::assert_snapshot!(all.collect::<String>(), @r##"
        "# A\n\n<!-- journey:begin src=\"a\" -->\n\n<!-- journey:begin src=\"a\" -->\r\n<!-- journey:end -->\r\n"
        5: this `journey:begin` stands inside the one of line 3, which has no `journey:end` yet
        1 wanted
        "<!-- journey:begin src=\"a\" -->\r\n<!-- journey:end -->\r\n\n<!-- journey:end -->\n<!-- journey:begin src=\"a\" -->\r\n<!-- journey:end -->\r\n"
        4: `journey:end` has no `journey:begin` before it
        2 wanted
        "<!-- journey:begin src=\"a\" -->\r\n<!-- journey:end -->\r\n> <!-- journey:begin src=\"a\" -->\n"
        3: `journey:begin` has no `journey:end`
        1 wanted
        "<!-- journey:begn src=\"a\" -->\n<!-- journey:end -->\n<!-- journey:begin src=\"a\" -->\r\n<!-- journey:end -->\r\n"
        1: `journey:begn` is not a marker
        1 wanted
        "Text <!-- journey:begin src=\"a\" -->\n<!-- journey:end -->\n<!-- journey:begin src=\"a\" -->\r\n<!-- journey:end -->\r\n"
        1: a marker stands alone in its line, and here is something beside it
        1 wanted
        "<!-- journey:begin\n  src=\"a\"\n  vew=\"map\" -->\n<!-- journey:end view -->\n<!-- journey:begin src=\"a\" -->\r\n<!-- journey:end -->\r\n"
        3: `vew` is not an attribute of a marker
        4: `journey:end` takes nothing behind it
        1 wanted
        "<!-- journey:begin src=\"a\" ->\n\n<!-- journey:end -->\n\n<!-- journey:begin src=\"a\" -->\r\n<!-- journey:end -->\r\n"
        1: the comment of `journey:begin` is not closed
        1 wanted
        "text\n{/* journey:begin src=\"a\"\n"
        2: the comment of `journey:begin` is not closed
        0 wanted
        "<!-- journey:begin src=\"a\" -->\r\n<!-- journey:end -->\r\n```journey\njourney a\n"
        3: the code block of the journey is not closed
        1 wanted
        "<!-- journey:begin src=\"a\" --> a <!-- journey:end -->"
        1: a marker stands alone in its line, and here is something beside it
        0 wanted
        "##);
    }

    #[test]
    fn a_marker_that_stands_in_a_code_block_or_a_comment_is_named_to_the_one_that_lacks_it() {
        let (begin, end) = ("<!-- journey:begin src=\"a\" -->", "<!-- journey:end -->");
        let all = [
            format!("{begin}\n\n```mermaid\njourney\n\n{end}\n"),
            format!("{begin}\n\n~~~\na\n{end}\n~~~\n\n{begin}\n{end}\n"),
            format!("{begin}\n<!-- a comment\n{end}\n"),
            format!("<!-- a comment\n\n{begin}\n{end}\n"),
            format!("{begin}\n{end}\n\n```\n{begin}\n```\n{end}\n"),
            // An example in code belongs to nobody.
            format!("{begin}\n\n```\n{begin}\n{end}\n```\n"),
        ];
        let shown = |text: &String| {
            let page = Page::read(text, Flavour::Markdown, Scope::Markers);
            let mistakes = page.mistakes().iter().map(|mistake| format!("{}: {}\n", mistake.line, mistake.reason));
            format!("{text:?}\n{}", mistakes.collect::<String>())
        };
        insta::assert_snapshot!(all.iter().map(shown).collect::<String>(), @r##"
        "<!-- journey:begin src=\"a\" -->\n\n```mermaid\njourney\n\n<!-- journey:end -->\n"
        1: `journey:begin` has no `journey:end`: the one in line 6 stands in the code block that begins in line 3. End the code block above it with a line that has as many ` or ~ as its first one, or delete what stands between the two markers: it is made anew.
        "<!-- journey:begin src=\"a\" -->\n\n~~~\na\n<!-- journey:end -->\n~~~\n\n<!-- journey:begin src=\"a\" -->\n<!-- journey:end -->\n"
        8: this `journey:begin` stands inside the one of line 1, which has no `journey:end` yet: the one in line 5 stands in the code block that begins in line 3. End the code block above it with a line that has as many ` or ~ as its first one, or delete what stands between the two markers: it is made anew.
        "<!-- journey:begin src=\"a\" -->\n<!-- a comment\n<!-- journey:end -->\n"
        1: `journey:begin` has no `journey:end`: the one in line 3 stands in the comment that begins in line 2. End the comment above it with -->, or delete what stands between the two markers: it is made anew.
        "<!-- a comment\n\n<!-- journey:begin src=\"a\" -->\n<!-- journey:end -->\n"
        4: `journey:end` has no `journey:begin` before it: the one in line 3 stands in the comment that begins in line 1. End the comment above it with -->.
        "<!-- journey:begin src=\"a\" -->\n<!-- journey:end -->\n\n```\n<!-- journey:begin src=\"a\" -->\n```\n<!-- journey:end -->\n"
        7: `journey:end` has no `journey:begin` before it: the one in line 5 stands in the code block that begins in line 4. End the code block above it with a line that has as many ` or ~ as its first one.
        "<!-- journey:begin src=\"a\" -->\n\n```\n<!-- journey:begin src=\"a\" -->\n<!-- journey:end -->\n```\n"
        1: `journey:begin` has no `journey:end`. Write <!-- journey:end --> on a line of its own below it. What is between the two will be replaced.
        "##);
    }

    #[test]
    fn a_marker_of_html_in_a_page_of_mdx_is_found() {
        let (html, braces) = (
            "<!-- journey:begin src=\"a\" --><!-- journey:end -->\n",
            "{/* journey:begin src=\"a\" */}\n{/* journey:end */}\n",
        );
        let line = |text: &str, flavour| Page::read(text, flavour, Scope::Markers).html_in_mdx();
        assert_eq!(line(&format!("{braces}\n{html}{html}"), Flavour::Mdx), Some(4));
        assert_eq!(line(&format!("{braces}\n{html}"), Flavour::Markdown), None);
        assert_eq!(line(&format!("<!-- journey:begins -->\n\n{braces}"), Flavour::Mdx), None);
    }

    #[test]
    fn what_is_written_about_markers_is_no_marker() {
        for text in [
            "Write `<!-- journey:begin -->` and `{/* journey:end */}`.\n",
            "```html\n<!-- journey:begin -->\n```\n",
            "<!-- TODO: journey:begin here -->\n",
            "---\nmarker: '<!-- journey:begin -->'\n---\n",
            "<!-- journey: the way of a customer -->\n",
            "~~~journey show\njourney a\n~~~\n",
        ] {
            for flavour in [Flavour::Markdown, Flavour::Mdx] {
                assert_eq!(told(text, flavour), "0 wanted", "{text}");
            }
        }
    }
}

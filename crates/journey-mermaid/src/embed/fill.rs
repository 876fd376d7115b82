//! The new text of a page.

use std::ops::Range;

use super::blocks::{self, Form};
use super::line::{Lines, continued, is_blank};
use super::marker;
use super::mistake::{Mistake, Reason};
use super::page::{Kind, Page, Scope, Slot};
use super::wanted::Wanted;
use crate::Flavour;

/// A page with everything that it asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Its text.
    pub text: String,
    /// The lines of the markers and fences, from 1, below which something else stood before.
    pub stale: Vec<usize>,
}

impl Page<'_> {
    /// The page with what `make` gives for each marker and fence: Markdown, in lines. What is inserted takes the page's
    /// line ends, and the quotes, lists and indentation of its marker.
    ///
    /// # Errors
    /// All mistakes of the page and all that `make` gives, in the order of lines. Of a page with a mistake nothing is
    /// made, but `make` was asked for everything that could be read.
    pub fn fill(&self, mut make: impl FnMut(&Wanted) -> Result<String, Reason>) -> Result<Filled, Vec<Mistake>> {
        let mut mistakes = self.mistakes().to_vec();
        let mut filled = Filled { text: String::with_capacity(self.text.len()), stale: Vec::new() };
        let mut inserted = Vec::new();
        let mut copied = 0;
        for slot in &self.slots {
            let line = slot.wanted.line;
            let made = make(&slot.wanted)
                .and_then(|made| if self.stays_inside(&made, slot) { Ok(made) } else { Err(breaks_out()) });
            match made {
                Err(reason) => mistakes.push(Mistake { line, reason }),
                Ok(made) => {
                    let new = self.written(slot, &made);
                    if new != self.text[slot.range.clone()] {
                        filled.stale.push(line);
                    }
                    filled.text.push_str(&self.text[copied..slot.range.start]);
                    let start = filled.text.len();
                    filled.text.push_str(&new);
                    copied = slot.range.end;
                    inserted.push((slot, start..filled.text.len()));
                }
            }
        }
        filled.text.push_str(&self.text[copied..]);
        if mistakes.is_empty() {
            mistakes = self.read_otherwise(&filled.text, &inserted);
        }
        mistakes.sort_by_key(|mistake| mistake.line);
        if mistakes.is_empty() { Ok(filled) } else { Err(mistakes) }
    }

    /// Whether nothing in what was made is a marker, or hides what comes after it.
    fn stays_inside(&self, made: &str, slot: &Slot) -> bool {
        let form = if slot.wanted.flavour == Flavour::Mdx { Form::Braces } else { Form::Html };
        let (start, end) = form.marks();
        // The blank line keeps it from being front matter.
        let before = format!("\n{made}\n\n");
        let probe = format!("{before}{start} journey:end {end}\n");
        let mut found = blocks::read(&probe, self.flavour).comments;
        let last = found.pop().is_some_and(|last| last.range.start == before.len() && last.is_closed);
        // What starts a comment in MDX and does not end it is a mistake there, and plain text elsewhere.
        let may_be_open = self.flavour == Flavour::Markdown;
        last && found
            .iter()
            .all(|other| (other.is_closed || may_be_open) && marker::read(&probe[other.inner.clone()]).is_none())
    }

    /// What takes the slot's place.
    fn written(&self, slot: &Slot, made: &str) -> String {
        let first = self.lines.number(slot.start);
        let before = &self.text[self.lines.start(first)..slot.start];
        let (end, below) = (self.lines.end(first), continued(before));
        let made = Lines::of(made.trim_end_matches(['\n', '\r']));
        let mut lines: Vec<&str> = (0..made.count()).map(|number| made.line(number)).collect();
        let mut out = String::new();
        let line_below = |out: &mut String, line: &str| {
            out.push_str(end);
            out.push_str(if line.is_empty() { below.trim_end() } else { &below });
            out.push_str(line);
        };
        match slot.kind {
            Kind::Markers { in_one_line } => {
                line_below(&mut out, "");
                for line in lines {
                    line_below(&mut out, line);
                }
                line_below(&mut out, "");
                out.push_str(end);
                if in_one_line {
                    out.push_str(&below);
                }
            }
            Kind::Fence => {
                // A fence may stand close to a paragraph, where a table could not.
                let is_close_above = first > 0
                    && before.chars().all(|char| matches!(char, ' ' | '\t' | '>'))
                    && !is_blank(self.lines.line(first - 1));
                if is_close_above {
                    lines.insert(0, "");
                }
                let last = self.lines.number(slot.range.end.saturating_sub(1));
                if last + 1 < self.lines.count() && !is_blank(self.lines.line(last + 1)) {
                    lines.push("");
                }
                out.push_str(lines.first().unwrap_or(&""));
                for line in lines.iter().skip(1) {
                    line_below(&mut out, line);
                }
            }
        }
        out
    }

    /// What of the new text would be read in another way than it was: a marker that is not found again, for instance
    /// because its indentation makes code of what was inserted, and one that the replaced text had hidden, for instance
    /// in a comment that it did not end. `inserted` tells for each slot where its new text is.
    fn read_otherwise(&self, text: &str, inserted: &[(&Slot, Range<usize>)]) -> Vec<Mistake> {
        let again = Page::read(text, self.flavour, Scope::Markers);
        let mut mistakes: Vec<Mistake> = again
            .mistakes()
            .iter()
            .map(|mistake| {
                let line = self.line_before(again.lines.start(mistake.line - 1), inserted);
                Mistake { line, ..mistake.clone() }
            })
            .collect();
        let mut found = again.slots.iter().peekable();
        for (slot, new) in inserted.iter().filter(|(slot, _)| slot.kind != Kind::Fence) {
            while let Some(hidden) = found.next_if(|found| found.range.start < new.start) {
                mistakes.push(Mistake { line: self.line_before(hidden.start, inserted), reason: comes_to_light() });
            }
            let is_same = |found: &&Slot| {
                let (start, end) = (found.range.start, found.range.end);
                // In one line with its other marker, it ends where the indentation of that starts.
                start == new.start
                    && text[start..end].trim_end_matches([' ', '\t', '>']).len()
                        == text[new.clone()].trim_end_matches([' ', '\t', '>']).len()
                    && found.wanted.get("src") == slot.wanted.get("src")
            };
            if found.next_if(|found| is_same(found)).is_none() {
                mistakes.push(Mistake { line: slot.wanted.line, reason: breaks_out() });
            }
        }
        for hidden in found {
            mistakes.push(Mistake { line: self.line_before(hidden.start, inserted), reason: comes_to_light() });
        }
        mistakes
    }

    /// The line, from 1, that a place of the new text has in the page; of a place in what was inserted, the line of its
    /// marker.
    fn line_before(&self, place: usize, inserted: &[(&Slot, Range<usize>)]) -> usize {
        let above = inserted.iter().take_while(|(_, new)| new.start <= place).last();
        let place = match above {
            None => place,
            Some((slot, new)) if place < new.end => slot.start,
            Some((slot, new)) => slot.range.end + (place - new.end),
        };
        self.lines.number(place) + 1
    }
}

fn breaks_out() -> Reason {
    Reason::new("what is to be inserted here would be taken for something else by readers of the page").help(
        "A text of the journey may look like a marker, or start a comment or a code block that does not end. Look there \
         first, and then at the indentation of the marker.",
    )
}

fn comes_to_light() -> Reason {
    Reason::new("this marker is hidden in the page as it is, and would come to light in the page with its diagrams").help(
        "The markers above it, or what is between them, change how it is read: a comment or a code block may not end \
         there. Put each marker on a line of its own, and delete what is between them.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str, flavour: Flavour, scope: Scope, made: &str) -> Filled {
        Page::read(text, flavour, scope).fill(|_| Ok(made.to_owned())).unwrap()
    }

    #[test]
    fn what_stands_between_the_markers_is_replaced_and_all_else_stays() {
        let text = "\u{feff}# A \n<!-- journey:begin src=\"a\" -->  \nold\n\n\n<!--journey:end-->\t\nlast";
        let new = filled(text, Flavour::Markdown, Scope::Markers, "one\n\ntwo\n");
        let expected = "\u{feff}# A \n<!-- journey:begin src=\"a\" -->  \n\none\n\ntwo\n\n<!--journey:end-->\t\nlast";
        assert_eq!(new, Filled { text: expected.to_owned(), stale: vec![2] });
        assert_eq!(filled(expected, Flavour::Markdown, Scope::Markers, "one\n\ntwo\n").stale, Vec::<usize>::new());
    }

    #[test]
    fn inserted_lines_take_line_ends_quotes_and_indentation() {
        for (text, expected) in [
            (
                "> - <!-- journey:begin src=\"a\" -->\r\n>   <!-- journey:end -->\r\n",
                "> - <!-- journey:begin src=\"a\" -->\r\n>\r\n>   a\r\n>\r\n>   b\r\n>\r\n>   <!-- journey:end -->\r\n",
            ),
            (
                "1. <!-- journey:begin src=\"a\" --> <!-- journey:end -->",
                "1. <!-- journey:begin src=\"a\" -->\n\n   a\n\n   b\n\n   <!-- journey:end -->",
            ),
            (
                "!!! note\n\n    {/* journey:begin src=\"a\" */}\n    {/* journey:end */}\n",
                "!!! note\n\n    {/* journey:begin src=\"a\" */}\n\n    a\n\n    b\n\n    {/* journey:end */}\n",
            ),
            (
                "<div>\n<!-- journey:begin src=\"a\" -->\n<!-- journey:end -->\n</div>\n",
                "<div>\n<!-- journey:begin src=\"a\" -->\n\na\n\nb\n\n<!-- journey:end -->\n</div>\n",
            ),
        ] {
            assert_eq!(filled(text, Flavour::Markdown, Scope::Markers, "a\n\nb\n").text, expected);
            assert_eq!(filled(expected, Flavour::Markdown, Scope::Markers, "a\n\nb\n").stale, Vec::<usize>::new());
        }
    }

    #[test]
    fn a_fence_is_replaced_with_blank_lines_around_where_they_are_missing() {
        for (text, expected) in [
            ("text\n```journey\nj\n```\nmore", "text\n\n| a |\n\nmore"),
            ("\n~~~journey\nj\n~~~\n\n", "\n| a |\n\n"),
            ("- ```journey\n  j\n  ```\n- b", "- | a |\n\n- b"),
            ("> text\n> ```journey\n> j\n> ```\n", "> text\n> \n> | a |\n"),
        ] {
            assert_eq!(filled(text, Flavour::Markdown, Scope::MarkersAndFences, "| a |\n").text, expected);
            assert_eq!(filled(text, Flavour::Markdown, Scope::Markers, "| a |\n").text, text);
        }
    }

    #[test]
    fn what_is_inserted_ends_no_marker_and_hides_none() {
        let html = "<!-- journey:begin src=\"a\" -->\n<!-- journey:end -->\n";
        let braces = "{/* journey:begin src=\"a\" */}\n{/* journey:end */}\n";
        let sound = "```mermaid\njourney\n  title A --> B */} <!-- journey:end -->\n```\n\nText --> and */}\n";
        for text in [html, braces] {
            for flavour in [Flavour::Markdown, Flavour::Mdx] {
                let once = filled(text, flavour, Scope::Markers, sound).text;
                assert_eq!(filled(&once, flavour, Scope::Markers, sound).text, once);
                for bad in
                    ["<!-- journey:end -->\n", "a {/* journey:begin src=\"b\" */}\n", "```\n", "<!--\n", "~~~mermaid\n"]
                {
                    let page = Page::read(text, flavour, Scope::Markers);
                    let mistakes = page.fill(|_| Ok(bad.to_owned())).unwrap_err();
                    assert_eq!(mistakes, [Mistake { line: 1, reason: breaks_out() }], "{text} {bad}");
                }
            }
        }
    }

    #[test]
    fn what_the_old_text_has_hidden_is_told_when_it_comes_to_light() {
        for (text, told) in [
            (
                "<!-- journey:begin src=\"a\" -->\n{/*\n<!-- journey:end -->\n{/* journey:begin src=\"c\" */}\n",
                (4, "`journey:begin` has no `journey:end`"),
            ),
            (
                "{/* journey:begin src=\"a\" */}<!-- journey:end -->\r<pre>\n<!-- journey:begin src=\"b\" -->\n\
                 <!-- journey:end -->\n",
                (3, &*comes_to_light().message),
            ),
        ] {
            let page = Page::read(text, Flavour::Markdown, Scope::Markers);
            let mistakes = page.fill(|_| Ok("a\n\nb\n".to_owned())).unwrap_err();
            let found: Vec<_> = mistakes.iter().map(|mistake| (mistake.line, &*mistake.reason.message)).collect();
            assert_eq!(found, [told], "{text}");
        }
    }

    #[test]
    fn of_a_page_with_a_mistake_nothing_is_made_and_all_is_asked_for() {
        let text = "<!-- journey:end -->\n{/* journey:begin src=\"a\" */}{/* journey:end */}\n\
                    {/* journey:begin src=\"b\" */}{/* journey:end */}\n";
        let page = Page::read(text, Flavour::Mdx, Scope::Markers);
        let mut asked = Vec::new();
        let mistakes = page.fill(|wanted| {
            asked.push(wanted.get("src").unwrap().to_owned());
            Err(Reason::new("it is gone"))
        });
        let told: Vec<String> = mistakes
            .unwrap_err()
            .iter()
            .map(|mistake| format!("{} {}", mistake.line, mistake.reason.message))
            .collect();
        assert_eq!(told, ["1 `journey:end` has no `journey:begin` before it", "2 it is gone", "3 it is gone"]);
        assert_eq!(asked, ["a", "b"]);
    }
}

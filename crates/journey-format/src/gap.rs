//! What stands between two words: what should stand there, and the edits that bring it about.

use journey_syntax::TextRange;

use crate::edit::{length, smallest};
use crate::layout::Layout;
use crate::line_end;

/// What should stand between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// What stands right behind the first one: nothing, a comma or a colon.
    pub(crate) mark: &'static str,
    /// What parts the two.
    pub(crate) space: Space,
}

/// What parts two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// Nothing.
    None,
    /// A space.
    One,
    /// A line end, perhaps an empty line, and so many spaces.
    Line {
        /// Whether there is an empty line.
        blank: bool,
        /// How many spaces the new line starts with.
        indent: usize,
    },
}

impl Gap {
    pub(crate) fn of(space: Space) -> Self {
        Self { mark: "", space }
    }
}

impl Layout<'_> {
    /// Makes the gap from `start` to `end` (bytes) what it should be.
    pub(crate) fn gap(&mut self, start: u32, end: u32, wanted: Gap) {
        if self.is_behind_broken(start) {
            return self.gap_behind_broken(end, wanted.space);
        }
        let text = self.text;
        if start == end && text[..start as usize].ends_with(['\n', '\r']) {
            // Before this, a whole chunk was left alone, with its line end.
            return;
        }
        let old = &text[start as usize..end as usize];
        self.write(wanted);
        if self.wanted != old && self.may_go(old) {
            let new = std::mem::take(&mut self.wanted);
            self.replace(start, old, &new);
            self.wanted = new;
        }
    }

    /// The gap before something broken: that and the rest of its line stay; the lines before it are tidied. `breaks`
    /// says how many lines may end there at most.
    pub(crate) fn gap_before_broken(&mut self, start: u32, end: u32, breaks: usize) {
        let text = self.text;
        let old = &text[start as usize..end as usize];
        let Some((_, old_breaks, behind)) = line_end::split(old) else { return };
        // A `;` or a comma may be what keeps the broken part from reading otherwise.
        if old.chars().all(is_plain_space) {
            let new = self.line_end.repeat(line_end::count(old_breaks).min(breaks)) + behind;
            self.replace(start, old, &new);
        }
    }

    /// A gap that starts behind something broken: the rest of its line stays. Where nothing else stands on that line, the
    /// next one is indented.
    fn gap_behind_broken(&mut self, end: u32, space: Space) {
        let (Space::Line { blank, indent }, Some(line_end)) = (space, self.broken_line_end) else { return };
        if end < line_end.end || line_end.is_empty() {
            return;
        }
        let text = self.text;
        let old = &text[line_end.end as usize..end as usize];
        // A CR and a LF would be one line end.
        let can_follow = !(&text[line_end.to_usize()] == "\r" && self.line_end == "\n");
        if old.chars().all(is_plain_space) {
            let blank = if blank && can_follow { self.line_end } else { "" };
            self.replace(line_end.end, old, &(blank.to_owned() + &" ".repeat(indent)));
        }
    }

    /// Whether nothing but space and marks stands there, so that other space and marks can. In a file with syntax errors
    /// only plain space goes: any other is why some of it reads as it does.
    fn may_go(&self, old: &str) -> bool {
        let is_space = if self.has_errors { is_plain_space } else { is_space };
        old.chars().all(|character| matches!(character, ';' | ',' | ':') || is_space(character))
    }

    fn write(&mut self, wanted: Gap) {
        self.wanted.clear();
        self.wanted.push_str(wanted.mark);
        match wanted.space {
            Space::None => {}
            Space::One => self.wanted.push(' '),
            Space::Line { blank, indent } => {
                self.wanted.push_str(self.line_end);
                if blank {
                    self.wanted.push_str(self.line_end);
                }
                self.wanted.extend(std::iter::repeat_n(' ', indent));
            }
        }
    }

    /// Replaces a gap at `start` line by line, so that what an editor keeps at the lines between stays there.
    pub(crate) fn replace(&mut self, start: u32, old: &str, new: &str) {
        let (Some((old_end, old_breaks, old_indent)), Some((new_end, new_breaks, new_indent))) =
            (line_end::split(old), line_end::split(new))
        else {
            self.edits.extend(smallest(start, old, new));
            return;
        };
        self.edits.extend(smallest(start, old_end, new_end));
        let start = start + length(old_end.len());
        if old_breaks != new_breaks {
            // Both bytes of a CRLF stay together: no editor can put its cursor between them.
            let same = old_breaks.split_inclusive('\n').zip(new_breaks.split_inclusive('\n'));
            let kept: usize =
                same.take_while(|(old, new)| old == new && old.ends_with('\n')).map(|(old, _)| old.len()).sum();
            let from = start + length(kept);
            self.push(TextRange::new(from, start + length(old_breaks.len())), &new_breaks[kept..]);
        }
        self.edits.extend(smallest(start + length(old_breaks.len()), old_indent, new_indent));
    }
}

fn is_plain_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// Space of any kind, such as the no-break spaces of a text that was pasted.
fn is_space(character: char) -> bool {
    matches!(character, '\u{200B}' | '\u{FEFF}') || character.is_whitespace()
}

//! Shows a page of Markdown on a terminal: plainly, with headings that stand out where there are colours.

use annotate_snippets::renderer::{Effects, Style};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// How far code stands from the left, and each level of a list.
const INDENTATION: &str = "    ";

/// The page, with lines of at most `width` columns where words allow it; code keeps its lines. With `colors`, headings
/// are bold.
pub(crate) fn shown(page: &str, width: usize, colors: bool) -> String {
    let mut shown = Shown { width, colors, ..Shown::default() };
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        shown.take(event);
    }
    shown.out.truncate(shown.out.trim_end().len());
    shown.out + "\n"
}

#[derive(Default)]
struct Shown {
    width: usize,
    colors: bool,
    out: String,
    /// The block that is being read.
    text: String,
    /// The cells of the table that is being read.
    rows: Vec<Vec<String>>,
    /// What the items of the lists around are counted by; `None` for bullets.
    lists: Vec<Option<u64>>,
    in_code: bool,
}

impl Shown {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => self.text.push_str(&text),
            Event::Code(code) => self.text.push_str(&format!("`{code}`")),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::List(first) => {
                self.paragraph();
                self.lists.push(*first);
            }
            Tag::Table(_) => self.rows.clear(),
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let heading = std::mem::take(&mut self.text);
                let style = Style::new().effects(Effects::BOLD);
                let heading = if self.colors { format!("{style}{heading}{style:#}") } else { heading };
                self.out.push_str(&format!("{heading}\n\n"));
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                for line in std::mem::take(&mut self.text).lines() {
                    self.out.push_str(format!("{INDENTATION}{line}").trim_end());
                    self.out.push('\n');
                }
                self.out.push('\n');
            }
            TagEnd::Paragraph | TagEnd::Item => self.paragraph(),
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text);
                self.rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
            }
            TagEnd::Table => self.table(),
            _ => {}
        }
    }

    /// Writes the text of a paragraph, or of an item of a list.
    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let outside = INDENTATION.repeat(self.lists.len().saturating_sub(1));
        let mark = match self.lists.last_mut() {
            None => String::new(),
            Some(None) => "- ".to_owned(),
            Some(Some(number)) => {
                let mark = format!("{number}. ");
                *number += 1;
                mark
            }
        };
        let hang = " ".repeat(outside.len() + mark.len());
        let lines = wrapped(&text, self.width.saturating_sub(hang.len()));
        self.out.push_str(&format!("{outside}{mark}{}\n", lines.join(&format!("\n{hang}"))));
        if self.lists.is_empty() {
            self.out.push('\n');
        }
    }

    /// Writes a table in columns. The last one takes the room that is left.
    fn table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                rows.iter().filter_map(|row| row.get(column)).map(|cell| length(cell)).max().unwrap_or_default()
            })
            .collect();
        let before: usize = widths.iter().take(columns.saturating_sub(1)).map(|width| width + 2).sum();
        let room = self.width.saturating_sub(before).max(NARROWEST);
        for row in rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths).take(columns.saturating_sub(1)) {
                line.push_str(&format!("{cell}{}  ", " ".repeat(width.saturating_sub(length(cell)))));
            }
            let last = row.last().map(|cell| wrapped(cell, room)).unwrap_or_default();
            line.push_str(&last.join(&format!("\n{}", " ".repeat(before))));
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
        self.out.push('\n');
    }
}

/// The least room for the last column of a table: it is never cut to single words.
const NARROWEST: usize = 24;

/// How much room a text takes, as far as rules' pages go: they have no wide characters.
fn length(text: &str) -> usize {
    text.chars().count()
}

/// The text in lines, broken between words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for part in text.lines() {
        let mut line = String::new();
        for word in part.split_whitespace() {
            if !line.is_empty() && length(&line) + 1 + length(word) > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# a-rule\n\nWhat it is\nabout, in `journey.toml`.\n\n## Example\n```journey\npersona maya {\n\n  goal: \"Eat *it*\"\n}\n```\n\n\
        - One thing that is said at some length\n- Two\n  1. inside\n  2. again\n\n| Option | Takes | What it is for |\n|---|---|---|\n\
        | `most` | a number | How many of them there may be in one journey |\n| `b` |  | `x \\| y` |\n\nThe [end](README.md).\n";

    #[test]
    fn a_page_is_shown_plainly() {
        insta::assert_snapshot!(shown(PAGE, 40, false), @r#"
        a-rule

        What it is about, in `journey.toml`.

        Example

            persona maya {

              goal: "Eat *it*"
            }

        - One thing that is said at some length
        - Two
            1. inside
            2. again

        Option  Takes     What it is for
        `most`  a number  How many of them there
                          may be in one journey
        `b`               `x | y`

        The end.
        "#);
    }

    #[test]
    fn headings_are_bold_where_there_are_colours() {
        assert_eq!(shown("# one\n\ntwo\n", 80, true), "\u{1b}[1mone\u{1b}[0m\n\ntwo\n");
    }

    #[test]
    fn lines_are_broken_between_words_and_long_words_stay_whole() {
        let narrow = shown(&"word ".repeat(40), 22, false);
        assert!(narrow.lines().all(|line| line.len() <= 22) && narrow.lines().count() == 10, "{narrow}");
        assert_eq!(shown(&"long".repeat(20), 22, false), format!("{}\n", "long".repeat(20)));
    }
}

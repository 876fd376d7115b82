//! A Markdown table laid out for a terminal.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::lines::{columns, visible, wrap};
use crate::{TerminalOptions, terminal};

/// Lays Markdown out for a terminal of `width` columns: tables as aligned columns with their cells wrapped, anything else
/// as wrapped lines. Mermaid in fences is drawn, as far as [`terminal`] can; the rest of a page of ours says what such a
/// diagram shows.
///
/// A table that has too many columns for the terminal becomes a list: for each row its first cell, and below it the other
/// cells, each after its column's heading. Lines end with `\n`. With `ascii_only` all rules are made of `-`, `|` and `+`.
pub fn table(markdown: &str, width: usize, ascii_only: bool) -> String {
    Page::of(markdown).laid_out(&TerminalOptions { ascii_only, ..TerminalOptions::new(width) })
}

pub(crate) type Row = Vec<String>;

struct Code {
    is_diagram: bool,
    text: String,
}

enum Part {
    Text(String),
    Heading(String),
    /// In Mermaid.
    Diagram(String),
    /// Laid out already.
    Drawing(String),
    /// The first row has the headings.
    Table(Vec<Row>),
}

/// What a reader sees of a Markdown text.
#[derive(Default)]
pub(crate) struct Page {
    parts: Vec<Part>,
    rows: Vec<Row>,
    text: String,
    /// How many lists are open: their items are one text.
    lists: usize,
    /// The code block that is being read.
    code: Option<Code>,
}

impl Page {
    pub(crate) fn of(markdown: &str) -> Self {
        let mut page = Self::default();
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            page.take(event);
        }
        page
    }

    /// The same below a diagram.
    pub(crate) fn below(mut self, mermaid: &str) -> Self {
        self.parts.insert(0, Part::Diagram(mermaid.to_owned()));
        self
    }

    /// The lines for a terminal.
    pub(crate) fn laid_out(mut self, options: &TerminalOptions) -> String {
        self.draw(&TerminalOptions { table_follows: true, ..*options });
        let (width, ascii_only) = (options.width.max(1), options.ascii_only);
        let mut out = String::new();
        for part in self.parts {
            let mut lines = String::new();
            match part {
                Part::Text(text) => push_wrapped(&mut lines, &text, "", "", width),
                Part::Heading(text) => {
                    push_wrapped(&mut lines, &text, "", "", width);
                    let rule = if ascii_only { "-" } else { "─" };
                    lines.push_str(&rule.repeat(columns(&text).min(width)));
                    lines.push('\n');
                }
                // It has no drawing.
                Part::Diagram(_) => continue,
                Part::Drawing(drawing) => lines = drawing,
                Part::Table(rows) => lay_out(&rows, width, ascii_only, &mut lines),
            }
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&lines);
        }
        out
    }

    /// Draws the diagrams, each with the table that follows it before anything else does.
    fn draw(&mut self, options: &TerminalOptions) {
        for at in 0..self.parts.len() {
            let Some((part, behind)) = self.parts.get_mut(at..).and_then(<[Part]>::split_first_mut) else { continue };
            let Part::Diagram(mermaid) = part else { continue };
            let own = behind.iter_mut().take_while(|part| !matches!(part, Part::Heading(_) | Part::Diagram(_)));
            let rows = own.into_iter().find_map(|part| match part {
                Part::Table(rows) => Some(rows.as_mut_slice()),
                _ => None,
            });
            if let Ok(drawing) = terminal::with_table(mermaid, options, rows) {
                *part = Part::Drawing(drawing);
            }
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let is_diagram = matches!(kind, CodeBlockKind::Fenced(language) if &*language == "mermaid");
                self.code = Some(Code { is_diagram, text: String::new() });
            }
            Event::End(TagEnd::CodeBlock) => {
                let Some(Code { is_diagram, text }) = self.code.take() else { return };
                if is_diagram {
                    self.parts.push(Part::Diagram(text));
                } else {
                    let lines: Vec<_> = text.lines().map(visible).collect();
                    self.parts.push(Part::Text(lines.join("\n")));
                }
            }
            Event::Text(text) if self.code.is_some() => {
                if let Some(code) = &mut self.code {
                    code.text.push_str(&text);
                }
            }
            Event::Text(text) | Event::Code(text) => self.text.push_str(&visible(&text)),
            Event::InlineHtml(tag) | Event::Html(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                self.text.push('\n');
            }
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Start(Tag::List(_)) => self.lists += 1,
            Event::Start(Tag::Item) => self.text.push_str("\n- "),
            Event::Start(Tag::TableHead | Tag::TableRow) => self.rows.push(Row::new()),
            Event::End(TagEnd::TableCell) => {
                let cell = std::mem::take(&mut self.text).trim().to_owned();
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            Event::End(TagEnd::Table) => self.parts.push(Part::Table(std::mem::take(&mut self.rows))),
            Event::End(TagEnd::List(_)) if self.lists > 1 => self.lists -= 1,
            Event::End(TagEnd::Paragraph) if self.lists > 0 => {}
            Event::End(end @ (TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_) | TagEnd::HtmlBlock)) => {
                self.lists = 0;
                let text = std::mem::take(&mut self.text).trim().to_owned();
                if !text.is_empty() {
                    let is_heading = matches!(end, TagEnd::Heading(_));
                    self.parts.push(if is_heading { Part::Heading(text) } else { Part::Text(text) });
                }
            }
            _ => {}
        }
    }
}

/// The narrowest that a column becomes for the sake of the others, unless its words are shorter.
const NARROWEST: usize = 12;

fn lay_out(rows: &[Row], width: usize, ascii_only: bool, out: &mut String) {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wanted: Vec<usize> = (0..count).map(|column| widest(rows, column, |cell| cell.lines())).collect();
    let least: Vec<usize> =
        (0..count).map(|column| widest(rows, column, |cell| cell.split_whitespace()).min(NARROWEST)).collect();
    // A heading is read again and again, so its words stay whole where there is room for that.
    let (headings, _) = rows.split_at(rows.len().min(1));
    let whole = |(column, least): (usize, &usize)| widest(headings, column, |cell| cell.split_whitespace()).max(*least);
    let whole: Vec<usize> = least.iter().enumerate().map(whole).collect();
    let room = width.saturating_sub(3 * count.saturating_sub(1));
    let Some(widths) = share(&wanted, &whole, room).or_else(|| share(&wanted, &least, room)) else {
        return list(rows, width, out);
    };
    let (vertical, rule, crossing) = if ascii_only { ("|", "-", "+") } else { ("│", "─", "┼") };
    let laid_out: Vec<Vec<Vec<String>>> = rows
        .iter()
        .map(|row| row.iter().zip(&widths).map(|(cell, &width)| cell_lines(cell, width)).collect())
        .collect();
    // Where a cell has several lines, rows need something between them.
    let ruled = laid_out.iter().skip(1).flatten().any(|cell| cell.len() > 1);
    for (index, row) in laid_out.iter().enumerate() {
        if index == 1 || (index > 1 && ruled) {
            let rules: Vec<String> = widths.iter().map(|width| rule.repeat(*width)).collect();
            out.push_str(&rules.join(&format!("{rule}{crossing}{rule}")));
            out.push('\n');
        }
        for line in 0..row.iter().map(Vec::len).max().unwrap_or(0) {
            let cells = row.iter().zip(&widths).map(|(cell, width)| {
                let text = cell.get(line).map_or("", String::as_str);
                format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
            });
            out.push_str(cells.collect::<Vec<_>>().join(&format!(" {vertical} ")).trim_end());
            out.push('\n');
        }
    }
}

fn widest<'a, I: Iterator<Item = &'a str>>(rows: &'a [Row], column: usize, parts: impl Fn(&'a str) -> I) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(column));
    cells.flat_map(|cell| parts(cell)).map(columns).max().unwrap_or(0).max(1)
}

/// How wide each column becomes: what it wants, cut at the same width for all where there is not room enough. `None` where
/// not even the least fits.
fn share(wanted: &[usize], least: &[usize], room: usize) -> Option<Vec<usize>> {
    let cut = |limit: usize| wanted.iter().zip(least).map(move |(wanted, least)| (*wanted).min(limit).max(*least));
    let largest = wanted.iter().copied().max().unwrap_or(0);
    let limit = (0..=largest).rev().find(|limit| cut(*limit).sum::<usize>() <= room)?;
    let mut widths: Vec<usize> = cut(limit).collect();
    // What is left goes to the columns that were cut, one column of the terminal after the other.
    let mut left = room - widths.iter().sum::<usize>();
    for (width, wanted) in widths.iter_mut().zip(wanted) {
        if *width < *wanted && left > 0 {
            *width += 1;
            left -= 1;
        }
    }
    Some(widths)
}

fn cell_lines(cell: &str, width: usize) -> Vec<String> {
    cell.lines().flat_map(|line| wrap(line, |text| columns(text) <= width)).collect()
}

fn list(rows: &[Row], width: usize, out: &mut String) {
    let Some((headings, rows)) = rows.split_first() else { return };
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let heading = headings.get(column).map_or("", String::as_str);
            if column == 0 || heading.is_empty() {
                push_wrapped(out, cell, "", "  ", width);
            } else {
                push_wrapped(out, &format!("{heading}: {cell}"), "  ", "    ", width);
            }
        }
    }
}

/// Adds a text as lines that fit; the first starts with `first`, all others with `other`.
fn push_wrapped(out: &mut String, text: &str, first: &str, other: &str, width: usize) {
    let mut start = first;
    for line in text.lines() {
        for line in wrap(line, |text| columns(text) + columns(other).max(columns(first)) <= width) {
            out.push_str(format!("{start}{line}").trim_end());
            out.push('\n');
            start = other;
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    const GROCERIES: &str = "\
| Stage | Touchpoint | Emotion | Pains |
|---|---|--:|---|
| Discover | See an ad on the bus | +1 |  |
| Pay | Enter the card | -2 | The card form forgets everything<br>No receipt \\| bill |
| 受け取る | Meet the courier | +2 | &lt;none&gt; `code` |
";

    #[test]
    fn columns_are_aligned() {
        assert_snapshot!(table(GROCERIES, 80, false));
    }

    #[test]
    fn cells_are_wrapped_where_the_terminal_is_narrow() {
        assert_snapshot!(table(GROCERIES, 56, true));
    }

    #[test]
    fn the_words_of_headings_stay_whole_where_there_is_room_for_them() {
        let markdown = "| Opportunities | Touchpoint | Pains |\n|---|---|---|\n| one two three four five | six seven eight nine ten \
                        | eleven twelve thirteen fourteen |\n";
        for width in 40..60 {
            let shown = table(markdown, width, false);
            assert!(shown.starts_with("Opportunities ") && shown.contains('│'), "{width}:\n{shown}");
        }
        assert!(!table(markdown, 30, false).contains('│'), "a list, for there is no room at all");
    }

    #[test]
    fn a_chart_on_a_page_shows_what_the_table_below_it_says() {
        let chart =
            "```mermaid\nxychart-beta\n  x-axis [\"1\", \"2\"]\n  y-axis -2 --> 2\n  line \"Maya\" [1, 1]\n```\n";
        let rows = "\n| No. | Maya (blue) |\n|---|---|\n| 1 | +1 |\n| 2 | not known |\n";
        let shown = table(&format!("{chart}\nThe same.\n{rows}"), 40, false);
        assert_eq!(shown.matches('●').count(), 3, "a point, the legend, the heading:\n{shown}");
        assert!(shown.contains("● Maya\n") && !shown.contains("blue"), "{shown}");
        let parted = table(&format!("{chart}\n# Another\n{rows}"), 40, false);
        assert_eq!(parted.matches('●').count(), 3, "two points, the legend:\n{parted}");
    }

    #[test]
    fn a_table_with_too_many_columns_is_a_list() {
        assert_snapshot!(table(GROCERIES, 30, false));
    }

    #[test]
    fn text_around_a_table_is_shown() {
        assert_snapshot!(table(
            "## Pains\n\nTwo *pains*.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n- two\n",
            80,
            false
        ));
    }

    #[test]
    fn diagrams_of_a_page_are_drawn_or_left_to_the_table_below() {
        let drawn = "```mermaid\njourney\n  title T\n  section S\n    Pay: 1\n```\n";
        let not_drawn = "```mermaid\nkanban\n  a[A]\n```\n";
        assert_snapshot!(table(
            &format!("# Shop\n\n{drawn}\n{not_drawn}\n| a |\n|---|\n| 1 |\n\n```sh\nls\n\tx\n```\n"),
            40,
            false
        ));
    }

    #[test]
    fn what_a_terminal_obeys_is_seen() {
        assert!(!table("| a |\n|---|\n| \u{1b}[31mred |\n", 80, false).contains('\u{1b}'));
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_terminal(cells in prop::collection::vec("[\\PC&&[^|`\\\\<&]]{0,30}", 6), width in 8..100_usize) {
            let markdown = format!("|a|b|c|\n|-|-|-|\n|{}|\n|{}|\n", cells[..3].join("|"), cells[3..].join("|"));
            for line in table(&markdown, width, false).lines() {
                prop_assert!(columns(line) <= width, "{line:?}");
            }
        }
    }
}

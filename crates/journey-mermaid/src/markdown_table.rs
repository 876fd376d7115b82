//! Tables of Markdown, written from texts that are not escaped yet.

use crate::escape::markdown::push_cell;

/// A table in GitHub's dialect, which all of the usual site generators read.
#[derive(Debug, Default)]
pub(crate) struct MarkdownTable {
    head: Vec<String>,
    rows: Vec<Vec<Vec<String>>>,
}

impl MarkdownTable {
    /// An empty table with these headings. It has at least one column.
    pub(crate) fn new<H: Into<String>>(head: impl IntoIterator<Item = H>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row: for each column the texts that stand in its cell, one below the other.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Vec<String>>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many rows stand in it.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The table, each line ended by `\n`; line 2 is the first row.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for head in &self.head {
            write_cell(&mut text, std::slice::from_ref(head));
        }
        text.push_str("|\n");
        for _ in &self.head {
            text.push_str("| --- ");
        }
        text.push_str("|\n");
        for row in &self.rows {
            for column in 0..self.head.len() {
                write_cell(&mut text, row.get(column).map(Vec::as_slice).unwrap_or_default());
            }
            text.push_str("|\n");
        }
        text
    }
}

/// Writes a cell, with the bar before it.
fn write_cell(text: &mut String, texts: &[String]) {
    text.push_str("| ");
    let empty = text.len();
    for (number, one) in texts.iter().enumerate() {
        if number > 0 {
            // A break as both Markdown and MDX read it.
            text.push_str("<br/>");
        }
        push_cell(text, one);
    }
    if text.len() > empty {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_its_texts_below_each_other() {
        let mut table = MarkdownTable::new(["Stage", "Pains"]);
        table.row([vec!["Pay | wait".to_owned()], vec!["Slow".to_owned(), "<Dear>".to_owned()]]);
        table.row([vec!["Leave".to_owned()]]);
        assert_eq!(
            table.text(),
            "| Stage | Pains |\n| --- | --- |\n| Pay \\| wait | Slow<br/>\\<Dear> |\n| Leave | |\n"
        );
        assert_eq!(table.len(), 2);
    }
}

//! Tables of Markdown, written from texts that are not escaped yet.

use crate::escape::markdown::push_cell;

/// A table in GitHub's dialect, which all of the usual site generators read.
#[derive(Debug, Default)]
pub(crate) struct MarkdownTable {
    columns: usize,
    rows: usize,
    text: String,
}

/// A row that is being written, cell by cell.
#[derive(Debug)]
pub(crate) struct Row<'t> {
    text: &'t mut String,
    left: usize,
}

impl MarkdownTable {
    /// An empty table with these headings. It has at least one column.
    pub(crate) fn new<H: AsRef<str>>(head: impl IntoIterator<Item = H>) -> Self {
        let mut table = Self::default();
        for head in head {
            let mut row = Row { text: &mut table.text, left: 1 };
            row.cell([head]);
            table.columns += 1;
        }
        table.text.push_str("|\n");
        for _ in 0..table.columns {
            table.text.push_str("| --- ");
        }
        table.text.push_str("|\n");
        table
    }

    /// Adds a row: for each column the texts that stand in its cell, one below the other.
    pub(crate) fn row<C: IntoIterator<Item: AsRef<str>>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.row_of(|row| cells.into_iter().for_each(|cell| row.cell(cell)));
    }

    /// Adds a row whose cells are of different kinds.
    pub(crate) fn row_of(&mut self, write: impl FnOnce(&mut Row<'_>)) {
        let mut row = Row { text: &mut self.text, left: self.columns };
        write(&mut row);
        let left = row.left;
        for _ in 0..left {
            self.text.push_str("| ");
        }
        self.text.push_str("|\n");
        self.rows += 1;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How many rows stand in it.
    pub(crate) fn len(&self) -> usize {
        self.rows
    }

    /// The table, each line ended by `\n`; line 2 is the first row.
    pub(crate) fn text(self) -> String {
        self.text
    }
}

impl Row<'_> {
    /// Writes the next cell: its texts, one below the other. What has no column is not written.
    pub(crate) fn cell<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = T>) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        self.text.push_str("| ");
        let empty = self.text.len();
        for (number, text) in texts.into_iter().enumerate() {
            if number > 0 {
                // A break as both Markdown and MDX read it.
                self.text.push_str("<br/>");
            }
            push_cell(self.text, text.as_ref());
        }
        if self.text.len() > empty {
            self.text.push(' ');
        }
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
        table.row([["Pay"], ["Dear"], ["no column"]]);
        assert_eq!(table.len(), 3);
        assert_eq!(
            table.text(),
            "| Stage | Pains |\n| --- | --- |\n| Pay \\| wait | Slow<br/>\\<Dear> |\n| Leave | |\n| Pay | Dear |\n"
        );
    }
}

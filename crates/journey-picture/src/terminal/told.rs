//! What the table below a chart says of its lines. A chart goes straight across what nobody said; its table does not.

use crate::table::Row;

/// The table of a chart.
pub(super) struct Told<'t> {
    rows: &'t mut [Row],
    /// The column of the first line; behind it stand the others, in their order.
    first: usize,
}

impl<'t> Told<'t> {
    /// `None` where these are not the rows of a table that has a column for each of so many lines, behind all others.
    pub(super) fn of(rows: &'t mut [Row], lines: usize) -> Option<Self> {
        let columns = rows.first()?.len();
        let first = columns.checked_sub(lines).filter(|first| *first > 0)?;
        rows.iter().all(|row| row.len() == columns).then_some(Self { rows, first })
    }

    /// Whether somebody said how a line is at the place with that label, which begins with the number that its row begins
    /// with. `None` without such a row.
    pub(super) fn says(&self, line: usize, label: &str) -> Option<bool> {
        let number = label.split(|char: char| !char.is_ascii_digit()).next().filter(|number| !number.is_empty())?;
        let is_it = |row: &&Row| row.first().is_some_and(|cell| cell == number);
        // Rows stand in the order of their numbers, below the headings, unless a range of stages begins later.
        let at_once = number.parse().ok().filter(|at| *at > 0).and_then(|at: usize| self.rows.get(at)).filter(is_it);
        let row = at_once.or_else(|| self.rows.iter().skip(1).find(is_it))?;
        let cell = row.get(self.first + line)?;
        Some(cell.trim_start_matches(['+', '-']).starts_with(|char: char| char.is_ascii_digit()))
    }

    /// Names the columns as the lines are named, without the looks of a picture, and with `mark` where the drawing has one.
    pub(super) fn name_columns(&mut self, names: &[String], mark: impl Fn(usize) -> Option<char>) {
        let headings = self.rows.first_mut().and_then(|headings| headings.get_mut(self.first..)).unwrap_or_default();
        for (number, (heading, name)) in headings.iter_mut().zip(names).enumerate() {
            let plain = if heading == name { name } else { bare(heading) }.to_owned();
            *heading = mark(number).map_or(plain.clone(), |mark| format!("{mark} {plain}"));
        }
    }
}

/// `Maya (blue dashed)` without what says how a line looks. Other brackets belong to the name, which the diagram may have cut.
fn bare(heading: &str) -> &str {
    match heading.strip_suffix(')').and_then(|heading| heading.rsplit_once(" (")) {
        Some((bare, looks)) if looks.split(' ').all(|word| LOOKS.contains(&word)) => bare,
        _ => heading,
    }
}

/// The words of the emotion curve for how a line looks.
const LOOKS: [&str; 9] = ["blue", "orange", "green", "purple", "brown", "grey", "dashed", "dotted", "square"];

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let rows = [["No.", "Tom (nurse) (blue)", "Eve (left)"], ["1", "+1 amused", "not known"], ["2", "0", "-2, +1"]];
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn a_cell_without_a_score_says_nothing() {
        let mut rows = rows();
        let told = Told::of(&mut rows, 2).unwrap();
        assert_eq!(["1 · A", "2", "3", "A"].map(|label| told.says(0, label)), [Some(true), Some(true), None, None]);
        assert_eq!(["1 · A", "2"].map(|label| told.says(1, label)), [Some(false), Some(true)]);
        assert!(Told::of(&mut [], 1).is_none() && Told::of(&mut self::rows(), 3).is_none());
    }

    #[test]
    fn a_name_that_the_diagram_cuts_keeps_its_brackets_however_often_it_is_named() {
        let mut rows = vec![["No.", "A long name (night nurse) (blue dashed)"].map(str::to_owned).to_vec()];
        let names = ["A long na…".to_owned()];
        let mut told = Told::of(&mut rows, 1).unwrap();
        told.name_columns(&names, |_| None);
        told.name_columns(&names, |_| Some('*'));
        assert_eq!(rows[0][1], "* A long name (night nurse)");
    }

    #[test]
    fn a_name_keeps_what_is_its_own() {
        let mut rows = rows();
        let names = ["Tom (nurse)", "Eve (left)"].map(str::to_owned);
        Told::of(&mut rows, 2).unwrap().name_columns(&names, |_| None);
        assert_eq!(rows[0], ["No.", "Tom (nurse)", "Eve (left)"]);
        Told::of(&mut rows, 2).unwrap().name_columns(&names, |number| ['*', 'o'].get(number).copied());
        assert_eq!(rows[0], ["No.", "* Tom (nurse)", "o Eve (left)"]);
    }
}

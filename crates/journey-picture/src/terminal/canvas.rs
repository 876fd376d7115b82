//! A field of characters to draw on.

use super::TerminalOptions;
use crate::lines::columns;

/// A field of characters. What is drawn outside of it is left out.
pub(super) struct Canvas {
    width: usize,
    rows: Vec<Vec<Cell>>,
}

#[derive(Clone, Copy)]
struct Cell {
    /// `None` where the character before it takes two columns.
    char: Option<char>,
    /// The number of a colour.
    colour: Option<usize>,
}

const BLANK: Cell = Cell { char: Some(' '), colour: None };

/// The colours, as codes of ANSI: blue, yellow, green, magenta, cyan, red. Each terminal has its own shades of them.
const COLOURS: [u8; 6] = [34, 33, 32, 35, 36, 31];

impl Canvas {
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self { width, rows: vec![vec![BLANK; width]; height] }
    }

    /// Puts a character of one column somewhere.
    pub(super) fn put(&mut self, x: usize, y: usize, char: char, colour: Option<usize>) {
        if let Some(cell) = self.rows.get_mut(y).and_then(|row| row.get_mut(x)) {
            *cell = Cell { char: Some(char), colour };
        }
    }

    /// What stands somewhere.
    pub(super) fn at(&self, x: usize, y: usize) -> char {
        self.rows.get(y).and_then(|row| row.get(x)).and_then(|cell| cell.char).unwrap_or(' ')
    }

    /// Writes a text, as much of it as there is room for.
    pub(super) fn write(&mut self, x: usize, y: usize, text: &str) {
        let mut x = x;
        for char in text.chars() {
            let wide = columns(char.encode_utf8(&mut [0; 4]));
            if wide == 0 {
                continue;
            }
            if x + wide > self.width {
                break;
            }
            self.put(x, y, char, None);
            for behind in x + 1..x + wide {
                if let Some(cell) = self.rows.get_mut(y).and_then(|row| row.get_mut(behind)) {
                    cell.char = None;
                }
            }
            x += wide;
        }
    }

    /// The lines, without space at their ends.
    pub(super) fn print(&self, options: &TerminalOptions) -> String {
        let mut out = String::new();
        for row in &self.rows {
            let end = row.iter().rposition(|cell| cell.char.is_some_and(|char| char != ' ')).map_or(0, |last| last + 1);
            let mut colour = None;
            for cell in row.iter().take(end) {
                let Some(char) = cell.char else { continue };
                if options.colour && char != ' ' && cell.colour != colour {
                    colour = cell.colour;
                    let code = colour.and_then(|number| COLOURS.get(number % COLOURS.len())).unwrap_or(&0);
                    out.push_str(&format!("\u{1b}[{code}m"));
                }
                out.push(char);
            }
            if colour.is_some() {
                out.push_str("\u{1b}[0m");
            }
            out.push('\n');
        }
        out
    }
}

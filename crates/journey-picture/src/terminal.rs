//! Diagrams drawn with characters, for a terminal.

use merman::AsciiRequest;
use merman::ascii::{AsciiCharset, AsciiColorMode, AsciiRenderOptions};

use crate::kind::kind_of;
use crate::lines::{columns, visible};
use crate::{PictureError, renderer};

/// What a terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TerminalOptions {
    /// How many columns there are.
    pub width: usize,
    /// Whether colours are shown.
    pub colour: bool,
    /// Whether only ASCII can be shown: lines are drawn with `-`, `|` and `+`.
    pub ascii_only: bool,
}

impl TerminalOptions {
    /// A terminal of some columns that shows Unicode and no colours.
    pub fn new(width: usize) -> Self {
        Self { width, colour: false, ascii_only: false }
    }
}

/// Draws a diagram with characters.
///
/// # Errors
///
/// [`PictureError::NotForTerminals`] and [`PictureError::TooNarrow`] where the diagram is better shown as a
/// [`table`](crate::table); the others as for [`svg`](crate::svg).
pub fn terminal(mermaid: &str, options: &TerminalOptions) -> Result<String, PictureError> {
    let kind = kind_of(mermaid).ok_or(PictureError::NoDiagram)?;
    match kind {
        "sequenceDiagram" => sequence(mermaid, options),
        _ => Err(PictureError::NotForTerminals { kind: kind.to_owned() }),
    }
}

fn sequence(mermaid: &str, options: &TerminalOptions) -> Result<String, PictureError> {
    let (text, stood_in) = stand_ins(mermaid);
    let mut look = AsciiRenderOptions::default();
    look.charset = if options.ascii_only { AsciiCharset::Ascii } else { AsciiCharset::Unicode };
    look.color_mode = if options.colour { AsciiColorMode::Ansi16 } else { AsciiColorMode::Plain };
    let request = AsciiRequest { options: look, ..AsciiRequest::default() };
    let drawn = renderer::draw_characters(&text, request)?;
    let needed = drawn.lines().map(columns).max().unwrap_or(0);
    if needed > options.width {
        return Err(PictureError::TooNarrow { needed, available: options.width });
    }
    let back = |char: char| match u32::from(char).checked_sub(FIRST_STAND_IN).and_then(|at| stood_in.get(at as usize)) {
        Some(meant) => *meant,
        None => char,
    };
    Ok(drawn.lines().map(|line| line.chars().map(back).collect::<String>().trim_end().to_owned() + "\n").collect())
}

/// The first character of the private use area.
const FIRST_STAND_IN: u32 = 0xe000;

/// The diagram with one private character for each reference (`#35;`), which the renderer would measure as it is
/// written, and the characters that they stand for.
fn stand_ins(mermaid: &str) -> (String, Vec<char>) {
    let mut meant: Vec<char> = Vec::new();
    let mut text = String::with_capacity(mermaid.len());
    let mut rest = mermaid;
    while let Some((before, behind)) = rest.split_once('#') {
        text.push_str(before);
        let digits = behind.len() - behind.trim_start_matches(|char: char| char.is_ascii_digit()).len();
        let reference = behind.get(digits..).and_then(|behind| behind.strip_prefix(';'));
        let char = behind.get(..digits).and_then(|digits| char::from_u32(digits.parse().ok()?));
        match (reference, char) {
            (Some(behind), Some(char)) => {
                let char = visible(&char.to_string()).chars().next().unwrap_or(char);
                let at = meant.iter().position(|known| *known == char).unwrap_or_else(|| {
                    meant.push(char);
                    meant.len() - 1
                });
                text.extend(u32::try_from(at).ok().and_then(|at| char::from_u32(FIRST_STAND_IN + at)));
                rest = behind;
            }
            _ => {
                text.push('#');
                rest = behind;
            }
        }
    }
    text.push_str(rest);
    (text, meant)
}

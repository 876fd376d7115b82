//! Sequence diagrams: the renderer's own drawing.

use merman::AsciiRequest;
use merman::ascii::{AsciiCharset, AsciiColorMode, AsciiRenderOptions};

use super::TerminalOptions;
use crate::lines::columns;
use crate::{PictureError, entity, renderer};

/// The drawing.
pub(super) fn draw(mermaid: &str, options: &TerminalOptions) -> Result<String, PictureError> {
    let mut look = AsciiRenderOptions::default();
    look.charset = if options.ascii_only { AsciiCharset::Ascii } else { AsciiCharset::Unicode };
    let drawn = |look| renderer::draw_characters(mermaid, AsciiRequest { options: look, ..AsciiRequest::default() });
    let plain = drawn(look)?;
    let needed = plain.lines().map(|line| columns(line.trim_end())).max().unwrap_or(0);
    if needed > options.width {
        return Err(PictureError::TooNarrow { needed, available: options.width });
    }
    look.color_mode = AsciiColorMode::Ansi16;
    let shown = if options.colour { drawn(look)? } else { plain };
    Ok(shown.lines().map(|line| entity::decode(line).trim_end().to_owned() + "\n").collect())
}

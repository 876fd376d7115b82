//! Which line is whose: Mermaid's legend, or the titles of the axes where it has none.

use journey_plugin::{Options, Target, Theme};

use super::curve::{Curves, Line};
use super::{LABEL_SIZE, WIDEST_NAME};
use crate::room::line_width;
use crate::theme::Palette;

/// The first version with a legend.
const LEGENDS: Target = Target::new(11, 15);
/// Pixels: the line before a name, and the space around.
const MARKER_WIDTH: u32 = 45;

#[derive(Debug)]
pub(super) enum Legend {
    /// One line needs none; the y axis names the persona.
    Single(String),
    /// Mermaid's own; how wide it becomes, in pixels.
    Drawn(u32),
    /// In the title of the x axis.
    Title(String),
    /// Nowhere in the picture, for nobody knows its colours, or because there is no line.
    Nowhere,
}

impl Legend {
    pub(super) fn of(curves: &Curves<'_>, options: &Options) -> Self {
        match curves.lines.as_slice() {
            [] => Self::Nowhere,
            [only] => Self::Single(only.name.clone()),
            lines if options.target >= LEGENDS => {
                let widest = lines.iter().map(|line| line_width(&line.name, LABEL_SIZE)).max();
                Self::Drawn(widest.unwrap_or(0).min(WIDEST_NAME) + MARKER_WIDTH)
            }
            _ if options.theme == Theme::Plain => Self::Nowhere,
            lines => {
                let names: Vec<String> =
                    lines.iter().map(|line| format!("{}: {}", looks(line, options.theme), line.name)).collect();
                Self::Title(names.join(" · "))
            }
        }
    }

    pub(super) fn is_drawn(&self) -> bool {
        matches!(self, Self::Drawn(_))
    }

    /// Pixels beside the chart.
    pub(super) fn width(&self) -> u32 {
        if let Self::Drawn(width) = self { *width } else { 0 }
    }

    pub(super) fn x_title(&self) -> Option<String> {
        if let Self::Title(title) = self { Some(title.clone()) } else { None }
    }

    pub(super) fn y_title(&self) -> String {
        match self {
            Self::Single(name) if line_width(name, LABEL_SIZE) < 200 => format!("Emotion of {name}"),
            _ => "Emotion".to_owned(),
        }
    }
}

/// `blue`, `blue dashed`, `blue square`; without the colour where the page decides about it.
pub(super) fn looks(line: &Line, theme: Theme) -> String {
    let colour = (theme != Theme::Plain).then(|| Palette::persona_colour_name(line.persona));
    let dashes = line.dash.map(|number| match number {
        _ if line.is_square() => "square",
        1 => "dotted",
        _ => "dashed",
    });
    colour.into_iter().chain(dashes).collect::<Vec<_>>().join(" ")
}

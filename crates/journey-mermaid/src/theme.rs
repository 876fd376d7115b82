//! The colours of diagrams: one palette for light pages and papers, one for dark ones.
//!
//! A page may be light or dark, and no colour of a text has enough contrast (WCAG 2.2, success criterion 1.4.3: 4.5 to 1)
//! with both white and GitHub's dark ground. Mermaid lets nobody paint the ground of a picture any more (from 11.17 a style for
//! the picture itself is taken to be one for what is inside it). So texts stand in filled boxes, and those that cannot
//! have a halo in the palette's paper. Lines and dots need 3 to 1 with both grounds, and have it.
//!
//! Emotions go from orange to blue, which people with any of the usual kinds of colour blindness can tell apart, and always
//! have their number beside the colour.

use journey_plugin::Theme;

/// The colours of a theme, as CSS writes them (`#rrggbb`).
#[derive(Debug)]
pub(crate) struct Palette {
    /// What a text's halo is painted in, and the ground where a diagram can have one.
    pub(crate) paper: &'static str,
    /// Text, on everything but `line` and `personas`.
    pub(crate) ink: &'static str,
    /// Text that matters less, on `paper` and `surface`.
    pub(crate) quiet_ink: &'static str,
    /// Lines and borders, on everything, pages included.
    pub(crate) line: &'static str,
    /// What boxes are filled with.
    pub(crate) surface: &'static str,
    /// Headings' boxes: stages, lanes.
    pub(crate) heading: &'static str,
    /// From -2 to +2, as fills.
    pub(crate) emotions: [&'static str; 5],
    /// One for each persona, as lines and dots on `paper`; the first again after the last.
    pub(crate) personas: [&'static str; Self::PERSONAS],
    /// Fills for things that hurt, that please, and that could be done.
    pub(crate) pain: &'static str,
    pub(crate) gain: &'static str,
    pub(crate) opportunity: &'static str,
}

const CALM: Palette = Palette {
    paper: "#fbfaf7",
    ink: "#1f2933",
    quiet_ink: "#52606d",
    line: "#7b8794",
    surface: "#f0f2f4",
    heading: "#dbe3ea",
    emotions: ["#f2a65a", "#fad9b0", "#eceae4", "#bcd8f2", "#83b5e6"],
    personas: ["#1a7fc1", "#c85600", "#0a8a69", "#b0588f", "#8f6b00", "#6b7885"],
    pain: "#fbe3cc",
    gain: "#d5e6f6",
    opportunity: "#e4ecd8",
};

const DARK: Palette = Palette {
    paper: "#14202b",
    ink: "#f0f4f8",
    quiet_ink: "#bcccdc",
    line: "#748da5",
    surface: "#1f3040",
    heading: "#2c4356",
    emotions: ["#9c4c00", "#6b4420", "#3b4754", "#23507a", "#1766a6"],
    personas: ["#3a92d0", "#d9730d", "#179a77", "#c46aa3", "#a07a0a", "#7f8d9b"],
    pain: "#5c3a1c",
    gain: "#1f4568",
    opportunity: "#36492c",
};

impl Palette {
    /// How many colours there are for personas.
    pub(crate) const PERSONAS: usize = 6;

    /// The palette of a theme; `None` where the page decides.
    pub(crate) fn of(theme: Theme) -> Option<&'static Self> {
        match theme {
            Theme::Calm => Some(&CALM),
            Theme::Dark => Some(&DARK),
            Theme::Plain => None,
        }
    }

    /// What every diagram sets, as lines of front matter below `config:`, indented by two spaces: Mermaid's theme `base`
    /// with these colours. `variables` are more of the `themeVariables`, such as `cScale0: '#fff'`; Mermaid passes over
    /// those that its default theme does not have. `style` is CSS for `themeCSS`, empty for none, such as
    /// [`Palette::halo`]; it must have neither `<` nor `>` nor `url(` nor quotes, and no selector for the picture itself.
    pub(crate) fn front_matter(&self, variables: &[String], style: &str) -> Vec<String> {
        let Self { paper, ink, line, surface, heading, .. } = self;
        let mut lines: Vec<String> = vec!["  theme: base".to_owned(), "  look: classic".to_owned()];
        if !style.is_empty() {
            lines.push(format!("  themeCSS: '{style}'"));
        }

        let common = [
            ("background", paper),
            ("mainBkg", surface),
            ("primaryColor", surface),
            ("primaryTextColor", ink),
            ("primaryBorderColor", line),
            ("secondaryColor", heading),
            ("tertiaryColor", paper),
            ("lineColor", line),
            ("textColor", ink),
            ("titleColor", ink),
        ];
        let common = common.iter().map(|(name, colour)| format!("{name}: '{colour}'"));
        // On one line, for whoever reads the source looks for the journey.
        let all: Vec<String> = common.chain(variables.iter().cloned()).collect();
        lines.push(format!("  themeVariables: {{{}}}", all.join(", ")));
        lines
    }

    /// CSS for texts that stand on the page itself: readable on any ground, by a halo.
    pub(crate) fn halo(&self, selector: &str) -> String {
        let Self { ink, paper, .. } = self;
        format!(
            "{selector} {{ fill: {ink}; stroke: {paper}; stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; }}"
        )
    }

    /// What people call the colour of a persona.
    pub(crate) fn persona_colour_name(number: usize) -> &'static str {
        const NAMES: [&str; Palette::PERSONAS] = ["blue", "orange", "green", "purple", "brown", "grey"];
        NAMES.get(number % NAMES.len()).expect("a remainder is smaller than its divisor")
    }

    /// The colour of a persona by number.
    pub(crate) fn persona(&self, number: usize) -> &'static str {
        self.personas.get(number % self.personas.len()).expect("a remainder is smaller than its divisor")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, from 0 to 1, as WCAG 2.2 defines it.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_and_lines_have_the_contrast_that_wcag_asks_for() {
        for palette in [&CALM, &DARK] {
            let fills =
                [palette.paper, palette.surface, palette.heading, palette.pain, palette.gain, palette.opportunity];
            for fill in fills.into_iter().chain(palette.emotions) {
                let found = contrast(palette.ink, fill);
                assert!(found >= 4.5, "ink on {fill}: {found:.2}");
            }
            for fill in [palette.paper, palette.surface] {
                let found = contrast(palette.quiet_ink, fill);
                assert!(found >= 4.5, "quiet ink on {fill}: {found:.2}");
            }
            for line in palette.personas.into_iter().chain([palette.line]) {
                for ground in [palette.paper, "#ffffff", "#0d1117"] {
                    let found = contrast(line, ground);
                    assert!(found >= 3.0, "{line} on {ground}: {found:.2}");
                }
            }
        }
    }

    /// How a colour looks to somebody without one kind of cones, in linear RGB (Viénot, Brettel and Mollon 1999).
    fn seen_by(kind: usize, colour: &str) -> [f64; 3] {
        const KINDS: [[[f64; 3]; 3]; 2] = [
            [[0.112_38, 0.887_62, 0.0], [0.112_38, 0.887_62, 0.0], [0.004_01, -0.004_01, 1.0]],
            [[0.292_75, 0.707_25, 0.0], [0.292_75, 0.707_25, 0.0], [-0.022_34, 0.022_34, 1.0]],
        ];
        let linear = [1, 3, 5].map(|at| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        KINDS[kind].map(|row| row.iter().zip(linear).map(|(factor, value)| factor * value).sum())
    }

    #[test]
    fn emotions_can_be_told_apart_without_red_or_green_cones() {
        for palette in [&CALM, &DARK] {
            for kind in 0..2 {
                for pair in palette.emotions.windows(2) {
                    let [one, other] = [pair[0], pair[1]].map(|colour| seen_by(kind, colour));
                    let distance: f64 = one
                        .iter()
                        .zip(other)
                        .map(|(one, other)| (one.max(0.0).sqrt() - other.max(0.0).sqrt()).powi(2))
                        .sum();
                    assert!(distance.sqrt() > 0.08, "{pair:?} look alike to kind {kind}: {:.3}", distance.sqrt());
                }
            }
        }
    }
}

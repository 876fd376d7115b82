//! What can be chosen about a rendering.

use journey_model::{DeclarationId, LocalId};

use super::{Lane, Target};

/// What can be chosen about a rendering. A view passes over what means nothing to it, and says so in its notes where that
/// could be missed.
///
/// ```
/// # use journey_plugin::{Options, Target, Theme};
/// let mut options = Options::default();
/// options.target = Target::GITLAB;
/// options.theme = Theme::Plain;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The Mermaid that will draw it.
    pub target: Target,
    /// The colours.
    pub theme: Theme,
    /// Which way the page is read.
    pub direction: Direction,
    /// The heading, in the place of the journey's label.
    pub title: Option<String>,
    /// Whose journey is shown; empty for all personas.
    pub personas: Vec<DeclarationId>,
    /// Which part of the journey is shown; `None` for all.
    pub stages: Option<StageRange>,
    /// What is shown of it; empty for what the view shows by itself.
    pub lanes: Vec<Lane>,
}

/// Stages of a journey, from one to another, both with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageRange {
    /// The first; `None` for the journey's first.
    pub first: Option<LocalId>,
    /// The last; `None` for the journey's last.
    pub last: Option<LocalId>,
}

/// The colours of a diagram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// A calm, light palette that can be read on light and on dark pages.
    #[default]
    Calm,
    /// The same in dark.
    Dark,
    /// None: the page decides.
    Plain,
}

impl Theme {
    /// All, each with the name that people write.
    pub const NAMES: [(&'static str, Self); 3] = [("calm", Self::Calm), ("dark", Self::Dark), ("none", Self::Plain)];

    /// The theme with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, theme)| *theme)
    }
}

/// Which way a page is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// As English.
    #[default]
    LeftToRight,
    /// As Arabic and Hebrew: the first stage stands at the right.
    RightToLeft,
}

impl Direction {
    /// Both, each with the name that people write.
    pub const NAMES: [(&'static str, Self); 2] = [("ltr", Self::LeftToRight), ("rtl", Self::RightToLeft)];

    /// The direction with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, direction)| *direction)
    }
}

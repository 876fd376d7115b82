//! The keywords of the language, as the grammar names them.

use std::fmt;

/// What a declaration declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Keyword {
    /// Somebody who goes through a journey.
    Persona,
    /// A means of contact.
    Channel,
    /// Somebody or something that serves.
    Actor,
    /// A piece of research.
    Source,
    /// Something that is measured.
    Metric,
    /// An experience over time.
    Journey,
    /// A part of a journey with a goal of its own.
    Stage,
    /// A moment of contact.
    Touchpoint,
    /// Something that hurts.
    Pain,
    /// Something that pleases.
    Gain,
    /// Something that could be better.
    Opportunity,
}

impl Keyword {
    /// All of them, in the order of the language reference.
    pub const ALL: [Self; 11] = [
        Self::Persona,
        Self::Channel,
        Self::Actor,
        Self::Source,
        Self::Metric,
        Self::Journey,
        Self::Stage,
        Self::Touchpoint,
        Self::Pain,
        Self::Gain,
        Self::Opportunity,
    ];

    /// The word that is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Persona => "persona",
            Self::Channel => "channel",
            Self::Actor => "actor",
            Self::Source => "source",
            Self::Metric => "metric",
            Self::Journey => "journey",
            Self::Stage => "stage",
            Self::Touchpoint => "touchpoint",
            Self::Pain => "pain",
            Self::Gain => "gain",
            Self::Opportunity => "opportunity",
        }
    }

    /// The word for several of them.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Persona => "personas",
            Self::Channel => "channels",
            Self::Actor => "actors",
            Self::Source => "sources",
            Self::Metric => "metrics",
            Self::Journey => "journeys",
            Self::Stage => "stages",
            Self::Touchpoint => "touchpoints",
            Self::Pain => "pains",
            Self::Gain => "gains",
            Self::Opportunity => "opportunities",
        }
    }

    /// The keyword that is written as `name`, letter for letter.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|keyword| keyword.name() == name)
    }
}

impl fmt::Display for Keyword {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
